from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimtrack.corpus import page
from claimtrack.corpus.document import Document, Source
from claimtrack.corpus.extract import MAX_BYTES, document_id, passage, read_document
from claimtrack.errors import DocumentError
from claimtrack.period import day

GOLDEN = Path(__file__).parent / "golden"
STORY = "<p>The county has received 1,204 claims since the river rose, the clerk said.</p>"


def html_source(body: str, head: str = "<title>Flood claims</title>", name: str = "page.html") -> Source:
    return Source(name=name, media="html", data=f"<html><head>{head}</head><body>{body}</body></html>".encode())


def text_source(text: str, name: str = "page.txt") -> Source:
    return Source(name=name, media="text", data=text.encode())


def invariants(document: Document) -> None:
    assert document.sha256 == hashlib.sha256(document.text.encode()).hexdigest()
    assert len(document.id) == 16
    assert 0 <= document.body_start <= document.sources_start <= len(document.text)
    assert not any(line != " ".join(line.split()) or not line for line in document.text.split("\n"))
    if document.headline:
        assert document.text[: document.body_start].rstrip("\n") == document.headline
    else:
        assert document.body_start == 0


@pytest.mark.parametrize("path", sorted(GOLDEN.glob("*.html")), ids=lambda path: path.stem)
def test_golden_pages(path: Path) -> None:
    document = read_document(Source(name=path.name, media="html", data=path.read_bytes()))
    invariants(document)
    assert document.text == path.with_suffix(".txt").read_text(encoding="utf-8").rstrip("\n")


def test_metadata_of_a_golden_page() -> None:
    document = read_document(Source(name="layout.html", media="html", data=(GOLDEN / "layout.html").read_bytes()))
    assert document.headline == "River towns count 1,204 flood claims"
    assert document.publisher == "Delta Herald"
    assert document.date_source == "text"
    assert document.date_published == day(2025, 9, 1, "Sept. 1, 2025")
    assert document.language == "en"


def test_a_text_file() -> None:
    document = read_document(
        text_source("Flood claims rise\n\nAUSTIN, Sept. 2, 2025 – Body.\n\nSources:\n\nOne (Paper)")
    )
    invariants(document)
    assert document.text == "Flood claims rise\nAUSTIN, Sept. 2, 2025 – Body.\nSources:\nOne (Paper)"
    assert document.headline == "Flood claims rise"
    assert document.text[document.body_start :].startswith("AUSTIN")
    assert document.text[document.sources_start :].startswith("Sources:")
    assert (document.date_published, document.date_source) == (day(2025, 9, 2, "Sept. 2, 2025"), "text")
    assert (document.url, document.kind, document.publisher) == (None, None, None)


def test_a_text_without_any_date_has_none() -> None:
    document = read_document(text_source("Flood claims rise\n\nThe body speaks of August 30, 2025, in passing."))
    assert (document.date_published, document.date_source, document.notes) == (None, None, ())


def test_a_headline_said_again_is_one_headline() -> None:
    again = text_source("Flood Claims Rise to 1,204\n\nFlood claims rise to 1,204\n\nBody.")
    assert read_document(again).text == "Flood Claims Rise to 1,204\nBody."
    shown = html_source(
        f"<article><p>News</p><h1>“Flood claims” rise to 1,204</h1>{STORY}</article>",
        "<title>'Flood claims' rise to 1,204 | Delta Herald</title>"
        "<meta property='og:site_name' content='Delta Herald'>",
    )
    assert read_document(shown).text == (
        "“Flood claims” rise to 1,204\nNews\nThe county has received 1,204 claims since the river rose, the clerk said."
    )


def test_other_numbers_are_another_line() -> None:
    document = read_document(text_source("Flood claims rise to 1,204\n\nFlood claims rise to 1,240\n\nBody."))
    assert document.text.count("Flood claims") == 2


def test_the_users_date_wins() -> None:
    source = html_source(STORY, "<title>T</title><meta name='date' content='2025-09-02'>")
    document = read_document(source, published=day(2025, 9, 5))
    assert (document.date_published, document.date_source) == (day(2025, 9, 5), "option")
    assert any("2025-09-02 from meta" in note for note in document.notes)


def test_a_future_date_is_flagged() -> None:
    source = html_source(STORY, "<title>T</title><meta name='date' content='2031-01-01'>")
    document = read_document(source, now=datetime(2025, 9, 5, tzinfo=UTC))
    assert document.date_published == day(2031, 1, 1, "2031-01-01")
    assert "date: 2031-01-01 from meta lies in the future" in document.notes


def test_body_dates_are_never_the_publication() -> None:
    body = "<p>On May 4, 2019, the river rose.</p><p>In 2012 it did not. A report of 2020-01-01 says so.</p>" + STORY
    assert read_document(html_source(body)).date_published is None


def test_identity_is_where_it_was_read() -> None:
    head = "<title>T</title><link rel='canonical' href='https://paper.example/a'>"
    one, two = read_document(html_source(STORY, head, "one.html")), read_document(html_source(STORY, head, "two.html"))
    assert (one.id, two.id) == (document_id("one.html"), document_id("two.html"))
    assert (one.source, one.url) == ("one.html", "https://paper.example/a")
    plain, tracked, copy = (
        read_document(replace(html_source(STORY, head, address), url=address)).id
        for address in ("https://b.example/a", "https://b.example/a?utm_source=x#top", "https://c.example/a")
    )
    assert plain == tracked == document_id("https://b.example/a")
    assert copy == document_id("https://c.example/a")


def test_a_passage() -> None:
    document = passage("rose from 135 to 958,\na 609% increase", published=day(2025, 9, 3))
    invariants(document)
    assert document.text == "rose from 135 to 958,\na 609% increase"
    assert (document.headline, document.media, document.source) == (None, "passage", "--text")
    assert document.date_source == "option"


def test_control_characters_of_names_and_texts_are_stripped() -> None:
    document = read_document(text_source("Title\x1b[31m\n\nBody \u202ewith\x9b more", "a\x1b[2Jb\udcff.txt"))
    assert document.text == "Title[31m\nBody with more"
    assert document.source == "a[2Jb.txt"


@pytest.mark.parametrize(
    ("source", "message"),
    [
        (text_source(""), "page.txt: there is nothing in it (save or download it again)"),
        (text_source(" \n\t "), "page.txt: there is nothing in it (save or download it again)"),
        (text_source("\u200b\u2060"), "page.txt: there is no text in it, only blank or invisible characters"),
        (
            Source(name="page.html", media="html", data=b"%PDF-1.7\n%\xe2\xe3"),
            "page.html: this is a PDF, not html (convert it to text or HTML)",
        ),
        (
            Source(name="page.html", media="html", data=bytes(range(32)) * 99),
            "page.html: this is a binary file, not html (convert it to text or HTML)",
        ),
        (
            html_source("<script>draw()</script><div id='root'></div>"),
            "page.html: no readable text in this page "
            "(a page filled in by scripts must be saved from the browser after it has loaded)",
        ),
        (
            Source(name="page.html", media="html", data=b"<!-- nothing -->"),
            "page.html: no HTML in this file (text files end in .txt or .md)",
        ),
        (
            text_source("x" * (MAX_BYTES + 1)),
            "page.txt: the file has more than the 10 MB that are read (save the article's text as a .txt file)",
        ),
    ],
)
def test_bad_input_is_one_clear_line(source: Source, message: str) -> None:
    with pytest.raises(DocumentError) as raised:
        read_document(source)
    assert str(raised.value) == message


def test_a_page_filled_in_by_scripts_may_declare_its_text() -> None:
    text = r"There are 1,204 claims.\n\nA hearing is set."
    data = f'{{"@type": "NewsArticle", "headline": "Flood claims", "articleBody": "{text}"}}'
    document = read_document(html_source("<div></div>", f"<script type='application/ld+json'>{data}</script>"))
    assert document.text == "Flood claims\nThere are 1,204 claims.\nA hearing is set."


def test_very_short_pages_keep_their_blocks_apart() -> None:
    document = read_document(html_source("<div><h2>Flood claims rise</h2><div>There are 1,204.</div></div>", ""))
    assert document.text == "Flood claims rise\nThere are 1,204."


def test_too_many_elements_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page, "MAX_ELEMENTS", 50)
    with pytest.raises(DocumentError, match=r"page\.html: the page has 10\d elements, more than the 50 that are read"):
        read_document(html_source(STORY + "<p>x</p>" * 100))


def test_a_paragraph_of_many_inline_elements_keeps_its_words() -> None:
    words = "".join(f"<b>word{index}</b> " for index in range(3000))
    document = read_document(html_source(f"<article>{STORY}<p>{words}</p></article>"))
    assert "word0 word1 word2 " in document.text
    assert document.text.endswith("word2999")


@pytest.mark.parametrize("cut", range(1, 60, 7))
def test_a_truncated_page_is_read_as_far_as_it_goes(cut: int) -> None:
    data = html_source(f"<article><p>Élan – {STORY}</article>").data
    document = read_document(Source(name="p.html", media="html", data=data[:-cut]))
    assert "Élan" in document.text
    invariants(document)


@given(st.text(max_size=300))
def test_any_text_file_is_read_or_refused(text: str) -> None:
    try:
        document = read_document(Source(name="t.txt", media="text", data=text.encode("utf-8", "replace")))
    except DocumentError:
        return
    invariants(document)
    assert read_document(text_source(document.text)).text.replace("\n", "") == document.text.replace("\n", "")


@given(
    st.lists(
        st.sampled_from(
            [
                "<p>",
                "</div>",
                "<ul><li>",
                "text 958 ",
                "<table><tr><td>",
                "<sup>1</sup>",
                "&#0;",
                "<h1>T",
                "<br>",
                "\x00",
            ]
        ),
        max_size=40,
    )
)
def test_any_markup_is_read_or_refused(pieces: list[str]) -> None:
    try:
        invariants(read_document(Source(name="t.html", media="html", data="".join(pieces).encode())))
    except DocumentError:
        return


def test_a_text_file_knows_its_lines() -> None:
    text = "\ufeffFor immediate release\r\n\r\nSheriffs sign up\r\n\r\n\r\n"
    text += "Sheriffs sign up\r\n\r\n  • 958 agreements.\r\nNext.\r\n"
    found = read_document(Source(name="t.txt", media="text", data=text.encode()))
    assert found.headline == "Sheriffs sign up"
    lines = {word: found.line_at(found.text.index(word)) for word in ("Sheriffs", "For", "958", "Next")}
    assert lines == {"Sheriffs": 3, "For": 1, "958": 8, "Next": 9}


def test_a_page_counts_the_lines_of_its_text() -> None:
    page = b"<html><head><title>Sheriffs sign up</title></head><body><article><h1>Sheriffs sign up</h1>\n\n\n"
    page += b"<p>The first paragraph.</p>\n\n\n<p>958 agreements were signed by then.</p></article></body></html>"
    found = read_document(Source(name="t.html", media="html", data=page))
    assert found.source_lines == ()
    assert found.line_at(found.text.index("958")) == 3


@pytest.mark.parametrize("control", ["\x07", "\x1b", "&#27;", "&#x1B;", "&#0;", "&#x07", "\x9b", "\u202e", "&#8238;"])
def test_controls_are_no_part_of_a_page_and_do_not_make_it_unreadable(control: str) -> None:
    head = f"<title>The{control} list</title><meta property='og:site_name' content='Daily{control} News'>"
    document = read_document(
        html_source(f"<h1>The{control} list</h1><p>There{control} are 1&#48;0 and 3&#49; items.</p>", head)
    )
    assert document.headline == "The list"
    assert document.publisher == "Daily News"
    assert document.text == "The list\nThere are 100 and 31 items."
