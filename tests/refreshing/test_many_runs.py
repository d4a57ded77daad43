"""What one refresh leaves for the next: caps, dates, pages that change hands, failing listings, wrong clocks."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

from loopback import Site
from watched_site import refresh, sqlite_url, state, watching

from claimtrack.pipeline.revisiting import due_sources
from claimtrack.sources.registry import add_sources, remove_source
from claimtrack.sources.source import Kind, WatchedSource

XML = {"Content-Type": "application/xml"}


def feed(site: Site) -> WatchedSource:
    """A feed that lists all articles, beside the sources that list some of them each."""
    items = "".join(f"<item><title>x</title><link>{site.article_url(n)}</link></item>" for n in range(9))
    text = f'<?xml version="1.0"?><rss version="2.0"><channel><title>All</title>{items}</channel></rss>'
    url = site.answer("/all.xml", text.encode(), headers=XML, validators=True)
    return WatchedSource(url=url, kind=Kind.FEED)


def test_a_cap_of_pages_reaches_the_end_run_by_run(tmp_path: Path, site: Site) -> None:
    root = watching(tmp_path / "w", site)
    runs = [refresh(root, "--max-pages", "2")["pages"] for _ in range(6)]
    assert sum(pages["new"] for pages in runs) == 9
    assert {pages["new"] + pages["unchanged"] for pages in runs} == {2}


def test_what_since_leaves_out_is_left_out_again_and_comes_without_it(tmp_path: Path, site: Site) -> None:
    root = watching(tmp_path / "w", site)
    since = ("--since", "2030-01-01")
    undated = refresh(root, *since)["pages"]["new"]
    assert undated < 9
    assert refresh(root, *since)["pages"]["new"] == 0
    assert refresh(root)["pages"]["new"] == 9 - undated


def test_a_dry_run_leaves_out_what_since_does(tmp_path: Path, site: Site) -> None:
    root = watching(tmp_path / "w", site)
    found = refresh(root, "--dry-run", "--since", "2030-01-01")["would_fetch"]
    assert found[site.watched[0].url] == 0


def test_a_dry_run_counts_a_page_that_is_a_source(tmp_path: Path, site: Site) -> None:
    page = WatchedSource(url=site.article_url(0), kind=Kind.PAGE)
    root = watching(tmp_path / "w", site, page)
    assert refresh(root, "--dry-run", page.url)["would_fetch"] == {page.url: 1}


def test_a_page_that_another_source_watches_is_asked_for_conditionally(tmp_path: Path, site: Site) -> None:
    every = feed(site)
    root = watching(tmp_path / "w", site, every)
    refresh(root, *(source.url for source in site.watched))
    site.forget()
    assert refresh(root, every.url)["pages"]["unchanged"] == 9
    assert all(asked.conditional for asked in site.requests if asked.path.startswith("/articles/"))


def test_the_pages_of_a_source_taken_out_go_to_the_one_that_lists_them(tmp_path: Path, site: Site) -> None:
    root = watching(tmp_path / "w", site)
    refresh(root)
    for source in site.watched:
        remove_source(root / "corpus" / "sources.toml", source.url)
    add_sources(root / "corpus" / "sources.toml", [feed(site)])
    assert refresh(root)["pages"]["unchanged"] == 9
    site.edit(4, "residents asked", "citizens asked")
    assert refresh(root)["pages"] == {"new": 0, "changed": 1, "unchanged": 8, "gone": 0, "failed": 0}


def test_an_error_page_in_place_of_a_listing_takes_nothing_off_it(tmp_path: Path, site: Site) -> None:
    every = feed(site)
    root = watching(tmp_path / "w", site, every)
    refresh(root, every.url)
    site.answer("/all.xml", b"<html><body>Back soon</body></html>", headers={"Content-Type": "text/html"})
    assert [error["source"] for error in refresh(root, every.url, code=4)["errors"]] == [every.url]
    assert all(row[3] for row in state(sqlite_url(root))["pages"] if row[2] == "page")


def test_a_listing_that_becomes_a_dataset_is_one(tmp_path: Path, site: Site) -> None:
    root = watching(tmp_path / "w", site)
    refresh(root)
    file = root / "corpus" / "sources.toml"
    text = file.read_text(encoding="utf-8")
    named = 'kind = "dataset"\ndataset = "library-branches"'
    file.write_text(text.replace('kind = "feed"', named, 1), encoding="utf-8")
    found = refresh(root, code=4)
    assert [error["source"] for error in found["errors"]] == [site.watched[0].url]
    assert found["pages"]["unchanged"] == 6


def test_a_look_in_the_future_does_not_put_a_source_off() -> None:
    now = datetime(2026, 1, 1, tzinfo=UTC)
    source = WatchedSource(url="https://example.org/feed", kind=Kind.FEED, every=timedelta(hours=6))
    looks = {0: False, 5: False, 6: True, -1: True, -9_000: True}
    found = {h: bool(due_sources([source], {source.id: now - timedelta(hours=h)}, now)) for h in looks}
    assert found == looks
