from __future__ import annotations

from lxml import html

from claimtrack.corpus.frame import mark_frame, paragraph_shares

STORY = "<p>The county has received 1,204 claims since the river rose.</p>"


def framed(body: str) -> list[str]:
    tree = html.document_fromstring(f"<html><body>{body}</body></html>")
    mark_frame(tree)
    return [e.get("id") or e.getparent().tag for e in tree.iter("div") if e.get("class") == "article-body"]


def test_the_innermost_element_with_most_paragraphs_is_the_frame() -> None:
    assert framed(f"<div id='a'><div id='b'>{STORY * 8}</div><div id='c'>{STORY}</div></div>") == ["b"]
    assert framed(f"<table><tr><td id='cell'>{STORY}</td></tr></table>") == ["cell"]


def test_loose_paragraphs_get_a_frame() -> None:
    assert framed(STORY * 3) == ["body"]


def test_pages_that_name_their_frame_or_have_none_stay_as_they_are() -> None:
    assert framed(f"<article><div id='a'>{STORY}</div></article>") == []
    assert framed(f"<div itemprop='articleBody'>{STORY}</div>") == []
    assert framed("<div id='a'>text</div>") == []
    assert framed("") == []


def test_shares() -> None:
    tree = html.document_fromstring(f"<html><body><div>{STORY}{STORY}</div>{STORY}{STORY}</body></html>")
    assert paragraph_shares(tree)[tree.find(".//div")] == 0.5
    assert paragraph_shares(tree)[tree] == 1.0
