"""The pages in corpus/pages are what a newcomer sees first: they must read well."""

from __future__ import annotations

from pathlib import Path

import pytest

from claimtrack.corpus.document import Document, Source
from claimtrack.corpus.extract import read_document
from claimtrack.corpus.read import find_sources

PAGES = Path(__file__).parents[2] / "corpus" / "pages"
BESIDE = (
    "sample page",
    "555-01",
    "Most read",
    "63 comments",
    "cookies",
    "Trending",
    "Related",
    "Subscriptions",
    "Read next",
)
OWN_PHONES = ("202-555-0118", "312-555-0170", "231-555-0181")


def documents() -> list[Document]:
    found = find_sources(str(PAGES), stdin=None)
    return [read_document(source) for source in found if isinstance(source, Source)]


def test_there_are_enough_of_them() -> None:
    assert len(documents()) >= 5


@pytest.mark.parametrize("document", documents(), ids=lambda document: Path(document.source).stem)
def test_a_shipped_page(document: Document) -> None:
    assert document.headline
    assert document.publisher
    assert document.language == "en"
    assert document.url
    assert ".example/" in document.url
    assert document.date_published
    assert Path(document.source).name.startswith(document.date_published.start.date().isoformat())
    assert document.text.count(document.headline) == 1
    text = document.text
    for phone in OWN_PHONES:
        text = text.replace(phone, "")
    assert [word for word in BESIDE if word in text] == []
    assert "sample page" in Path(document.source).read_text(encoding="utf-8").lower()
