from __future__ import annotations

from lxml import html

from claimtrack.corpus.frame import mark_frame, text_shares

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


def test_text_in_divs_has_a_frame_too_and_menus_have_not() -> None:
    menu = "<div id='m'><ul>" + "<li><a href='/x'>Menu item with a long name</a></li>" * 30 + "</ul></div>"
    lines = "".join(f"<div>{STORY[3:-4]}</div>" for _ in range(4))
    assert framed(f"{menu}<div id='a'>{lines}</div><div>Imprint</div>") == ["a"]
    assert framed(f"{menu}<div id='a'>{STORY[3:-4]}<br><br>{STORY[3:-4]}<br><br></div>") == ["a"]


def test_teasers_beside_the_main_article_go() -> None:
    teaser = "<article class='card'><p>Other story</p></article>"
    tree = html.document_fromstring(f"<html><body>{teaser}<article>{STORY * 4}{teaser}</article>{teaser}</body></html>")
    mark_frame(tree)
    assert tree.text_content().count("Other story") == 1
    blog = html.document_fromstring(f"<html><body>{f'<article>{STORY}</article>' * 4}</body></html>")
    mark_frame(blog)
    assert len(list(blog.iter("article"))) == 4


def test_shares() -> None:
    tree = html.document_fromstring(f"<html><body><div>{STORY}{STORY}</div>{STORY}{STORY}</body></html>")
    assert text_shares(tree)[tree.find(".//div")] == 0.5
    assert text_shares(tree)[tree] == 1.0
