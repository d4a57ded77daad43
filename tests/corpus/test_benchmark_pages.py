"""The labelled pages of the benchmark, where they are at hand: nothing lost, nothing let in."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from claimtrack.corpus.document import Source
from claimtrack.corpus.extract import read_document
from claimtrack.corpus.read import find_sources

SHARED = Path(__file__).parents[2] / "../shared"
SETS = ("wild287g", "wildstats")
BESIDE = (
    "Hawks win",
    "Most read",
    "12 arrested after",
    "Join 85,000",
    "37 comments",
    "500% wrong",
    "Suite 210",
    "4 min read",
)


def labelled(name: str) -> list[dict[str, Any]]:
    path = SHARED / "bench" / name / "docs.jsonl"
    if not path.exists():
        return []
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


@pytest.mark.parametrize("name", SETS)
def test_every_labelled_page(name: str) -> None:
    gold = {document["doc_id"]: document for document in labelled(name)}
    if not gold:
        pytest.skip(f"the benchmark {name} is not here")
    seen = set()
    for source in find_sources(str(SHARED / "bench" / name / "pages"), stdin=None):
        assert isinstance(source, Source)
        document, expected = read_document(source), gold[Path(source.name).stem]
        seen.add(expected["doc_id"])
        assert document.headline == expected["headline"]
        assert document.date_published is not None
        assert document.date_published.label.startswith(expected["published"])
        assert document.publisher == expected["outlet"]
        assert [c["sentence"] for c in expected["claims"] if " ".join(c["sentence"].split()) not in document.text] == []
        assert document.text == "\n".join(
            [expected["headline"], *(" ".join(p.split()) for p in expected["paragraphs"])]
        )
        assert [word for word in BESIDE if word in document.text] == []
    assert seen == set(gold)


def test_the_seed() -> None:
    path = SHARED / "seed" / "article.txt"
    if not path.exists():
        pytest.skip("the seed article is not here")
    (source,) = find_sources(str(path), stdin=None)
    assert isinstance(source, Source)
    document = read_document(source)
    assert document.headline == "Largest Immigration Crackdown — 900 Police Unleashed"
    assert document.text.startswith(f"{document.headline}\nPolice officers gathered")
    assert document.text[document.sources_start :].split("\n")[:2] == [
        "Sources:",
        "DHS salary reimbursement and program details (Axios)",
    ]
    assert "\nThe Trump administration’s DHS has expanded 287(g)" in document.text
    assert (document.date_published, document.language) == (None, "en")
