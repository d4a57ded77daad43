from __future__ import annotations

import json
from typing import Any

import pytest
from lxml import html

from claimtrack.corpus.dates import believe
from claimtrack.corpus.metadata import PageMetadata, read_metadata, tidy_url


def page(head: str = "", body: str = "<p>Text.</p>", address: str | None = None) -> PageMetadata:
    tree = html.document_fromstring(f"<html lang='en'><head>{head}</head><body>{body}</body></html>")
    return read_metadata(tree, address)


def ld(data: Any) -> str:
    return f'<script type="application/ld+json">{json.dumps(data)}</script>'


def origins(found: PageMetadata) -> list[tuple[str, str]]:
    return [(candidate.origin, candidate.period.label) for candidate in found.dates]


def test_every_origin_is_kept() -> None:
    found = page(
        ld({"@type": "NewsArticle", "datePublished": "2025-09-01", "headline": "H"})
        + "<meta property='article:published_time' content='2025-09-02'>"
        + "<link rel='canonical' href='https://paper.example/2025/09/04/title'>",
        "<p><time datetime='2025-09-03'>today</time></p><p class='byline'>By A. Writer, Sept. 5, 2025</p>",
    )
    assert origins(found) == [
        ("json-ld", "2025-09-01"),
        ("meta", "2025-09-02"),
        ("time", "2025-09-03"),
        ("url", "2025-09-04"),
        ("text", "2025-09-05"),
    ]
    chosen, _ = believe(found.dates, now=None)
    assert chosen is not None
    assert chosen.detail == "datePublished"


def test_modified_is_never_published() -> None:
    found = page(
        ld({"@type": "NewsArticle", "headline": "H", "dateModified": "2025-09-09"})
        + "<meta property='article:modified_time' content='2025-09-08'>",
        "<p>Updated <time datetime='2025-09-07'>Sunday</time></p><p class='date'>Updated Sept. 6, 2025</p>"
        "<time class='entry-updated' datetime='2025-09-05'></time>"
        "<time itemprop='dateModified' datetime='2025-09-04'></time>",
    )
    assert found.dates == ()
    assert found.modified is not None
    assert found.modified.period.label == "2025-09-09"


def test_the_time_marked_as_publication_wins_and_asides_do_not_count() -> None:
    body = (
        "<aside><time datetime='2025-01-01'></time></aside><time datetime='2025-01-02'></time>"
        "<time itemprop='datePublished' datetime='2025-01-03'></time>"
    )
    assert origins(page(body=body)) == [("time", "2025-01-03")]


def test_a_broken_date_is_passed_over() -> None:
    found = page(
        ld({"@type": "Article", "headline": "H", "datePublished": "soon"}) + "<meta name='date' content='2025-02-30'>"
    )
    assert found.dates == ()


@pytest.mark.parametrize(
    "data",
    [
        {"@type": "NewsArticle", "headline": "Own"},
        [{"@type": "BreadcrumbList"}, {"@type": ["NewsArticle", "Thing"], "headline": "Own"}],
        {"@graph": [{"@type": "WebPage", "headline": "Page"}, {"@type": "NewsArticle", "headline": "Own"}]},
        {"@type": "WebPage", "mainEntity": {"@type": "https://schema.org/NewsArticle", "headline": "Own"}},
        [{"@type": "NewsArticle", "headline": "Another"}, {"@type": "NewsArticle", "headline": "Own"}],
    ],
)
def test_the_pages_own_article_is_found(data: Any) -> None:
    found = page("<title>Own | Paper</title>" + ld(data))
    assert (found.titles[0], found.kind) == ("Own", "NewsArticle")


def test_lists_of_other_articles_are_not_the_page() -> None:
    other = {
        "@type": "ItemList",
        "itemListElement": [{"@type": "NewsArticle", "headline": "No", "datePublished": "2020-01-01"}],
    }
    found = page(ld(other))
    assert (found.titles, found.kind, found.dates) == ((), None, ())


@pytest.mark.parametrize(
    "text", ["{", "[" * 100_000, '{"@type": "NewsArticle", "headline": null}', "null", '"text"', ""]
)
def test_broken_json_ld_is_passed_over(text: str) -> None:
    found = page(f'<title>T</title><script type="application/ld+json">{text}</script>')
    assert found.titles == ("T",)


def test_json_ld_with_huge_numbers_and_wrappings() -> None:
    wrapped = '//<![CDATA[\n{"@type": "Article", "headline": "H\n", "wordCount": ' + "9" * 50_000 + "}\n//]]>"
    found = page(f'<script type="application/ld+json">{wrapped}</script>')
    assert (found.titles, found.kind) == (("H",), "Article")


def test_publisher() -> None:
    assert page(ld({"@type": "Article", "publisher": [{"name": "Paper"}]})).publisher == "Paper"
    assert page("<meta property='og:site_name' content='Site'>").publisher == "Site"
    assert page().publisher is None


@pytest.mark.parametrize(
    ("head", "address", "url"),
    [
        (
            "<link rel=canonical href='https://Paper.example/a/b?utm_source=x&id=5#top'>",
            None,
            "https://paper.example/a/b?id=5",
        ),
        ("<link rel=canonical href='/a/b'>", "https://paper.example/x", "https://paper.example/a/b"),
        ("<link rel=canonical href='https://paper.example/'>", "https://paper.example/x", "https://paper.example/x"),
        ("<link rel=canonical href='https://paper.example/'>", None, None),
        ("<meta property=og:url content='https://paper.example/c'>", None, "https://paper.example/c"),
        ("<link rel=canonical href='javascript:alert(1)'>", None, None),
        ("<link rel=canonical href='https://[broken'>", None, None),
        ("", "https://paper.example/x#y", "https://paper.example/x"),
    ],
)
def test_canonical_address(head: str, address: str | None, url: str | None) -> None:
    assert page(head, address=address).url == url


def test_tidy_url() -> None:
    assert tidy_url("HTTPS://Paper.Example") == "https://paper.example/"
    assert tidy_url("ftp://paper.example/x") is None
    assert tidy_url("paper") is None
