"""A refresh of a watched site: complete, then conditional; edits, failures and what was left undone are seen."""

from __future__ import annotations

import json
from pathlib import Path

from loopback import Reply, Site
from watched_site import archive_is_sound, count, refresh, sqlite_url, state, watching
from workspaces import DATASET, claimtrack, rows

from claimtrack.sources.registry import add_sources
from claimtrack.sources.source import Kind, WatchedSource

STORY = """<!doctype html><html lang="en"><head><title>The library grows</title>
<script type="application/ld+json">{"@context": "https://schema.org", "@type": "NewsArticle",
"headline": "The library grows", "datePublished": "2025-09-03T08:00:00Z"}</script></head><body><article>
<h1>The library grows</h1><p>The county library now runs 127 library branches, the board was told on Wednesday evening
in a long meeting that many residents attended.</p><p>It has grown for two years, and the board means to go on with it
as long as the money lasts, said the chair after the vote, which was not close.</p></article></body></html>"""


def test_the_first_refresh_takes_in_all(tmp_path: Path, site: Site) -> None:
    root = watching(tmp_path / "w", site)
    found = refresh(root)
    assert found["sources"] == {"asked": 3, "complete": 3, "not_due": 0}
    assert found["pages"] == {"new": 9, "changed": 0, "unchanged": 0, "gone": 0, "failed": 0}
    assert count(root, "documents") == count(root, "versions") == 9
    assert all(row[5] for row in state(sqlite_url(root))["pages"] if row[2] == "page")
    assert archive_is_sound(root)


def test_the_second_asks_conditionally_and_writes_no_document(tmp_path: Path, site: Site) -> None:
    root = watching(tmp_path / "w", site)
    refresh(root)
    before = state(sqlite_url(root))
    site.forget()
    found = refresh(root)
    assert found["pages"]["unchanged"] == 9
    assert found["documents"] == 0
    assert len(site.paths()) == len(set(site.paths())) == 12
    assert all(asked.conditional and asked.status == 304 for asked in site.requests if asked.path != "/robots.txt")
    assert state(sqlite_url(root)) == before


def test_an_edited_article_becomes_a_version(tmp_path: Path, site: Site) -> None:
    root = watching(tmp_path / "w", site)
    refresh(root)
    site.edit(4, "residents asked", "citizens asked")
    assert refresh(root)["pages"] == {"new": 0, "changed": 1, "unchanged": 8, "gone": 0, "failed": 0}
    versions = state(sqlite_url(root))["versions"]
    assert sorted(row[1] for row in versions) == [1] * 9 + [2]
    assert refresh(root)["pages"]["unchanged"] == 9


def test_a_page_that_fails_or_vanishes_is_told_and_takes_nothing_away(tmp_path: Path, site: Site) -> None:
    root = watching(tmp_path / "w", site)
    refresh(root)
    before = state(sqlite_url(root))
    site.answer("/articles/1", b"", status=500)
    site.answer("/articles/2", b"", status=404)
    found = refresh(root, code=4)
    assert (found["pages"]["failed"], found["pages"]["gone"]) == (1, 1)
    assert sorted(error["source"][-2:] for error in found["errors"]) == ["/1", "/2"]
    after = state(sqlite_url(root))
    assert {name: after[name] for name in ("documents", "versions", "claims", "verdicts")} == {
        name: before[name] for name in ("documents", "versions", "claims", "verdicts")
    }
    site.answers("/articles/1", lambda: Reply(site.article(1).encode(), headers={"Content-Type": "text/html"}))
    assert refresh(root, code=4)["pages"]["failed"] == 0


def test_a_dry_run_keeps_nothing(tmp_path: Path, site: Site) -> None:
    root = watching(tmp_path / "w", site)
    found = refresh(root, "--dry-run")
    assert found["would_fetch"] == {source.url: 3 for source in site.watched}
    assert not any(path.startswith("/articles") for path in site.paths())
    assert count(root, "documents") == count(root, "pages") == 0
    assert not (root / "corpus" / "archive").exists()


def test_what_a_cap_left_out_comes_the_next_time(tmp_path: Path, site: Site) -> None:
    root = watching(tmp_path / "w", site)
    assert refresh(root, "--max-pages", "4")["pages"]["new"] == 4
    assert refresh(root)["pages"] == {"new": 5, "changed": 0, "unchanged": 4, "gone": 0, "failed": 0}


def test_offline_asks_for_nothing(tmp_path: Path, site: Site) -> None:
    root = watching(tmp_path / "w", site)
    refresh(root)
    site.forget()
    assert refresh(root, "--offline")["pages"] == dict.fromkeys(("new", "changed", "unchanged", "gone", "failed"), 0)
    assert not site.requests


def test_only_what_is_due_is_looked_at(tmp_path: Path, site: Site) -> None:
    root = watching(tmp_path / "w", site)
    refresh(root, "--due")
    site.forget()
    assert refresh(root, "--due")["sources"] == {"asked": 0, "complete": 0, "not_due": 3}
    assert not site.requests


def test_one_source_is_asked_for_by_its_address(tmp_path: Path, site: Site) -> None:
    root = watching(tmp_path / "w", site)
    assert refresh(root, site.watched[1].url)["pages"]["new"] == 3
    assert {path for path in site.paths() if path.startswith("/sources")} == {"/sources/1/atom.xml"}


def test_a_download_becomes_a_snapshot(tmp_path: Path, site: Site) -> None:
    data = site.answer("/data/branches-2025-10-01.csv", rows(131, 31).encode(), headers={"Content-Type": "text/csv"})
    page = site.answer("/story.html", STORY.encode(), headers={"Content-Type": "text/html"})
    more = (
        WatchedSource(url=data, kind=Kind.DATASET, dataset="library-branches"),
        WatchedSource(url=page, kind=Kind.PAGE),
    )
    root = watching(tmp_path / "w", site, *more)
    found = refresh(root, data, page)
    assert [(s["dataset"], s["observed_at"][:10]) for s in found["snapshots"]] == [("library-branches", "2025-10-01")]
    assert found["outcomes"]["agrees"] == 1
    assert refresh(root, data, page)["snapshots"] == []


def test_a_download_that_is_no_data_is_told(tmp_path: Path, site: Site) -> None:
    data = site.answer("/data/list.csv", b"A,B\n1,2\n", headers={"Content-Type": "text/csv"})
    root = watching(tmp_path / "w", site, WatchedSource(url=data, kind=Kind.DATASET, dataset="library-branches"))
    found = refresh(root, data, code=4)
    assert [error["source"] for error in found["errors"]] == [data]
    assert not found["snapshots"]


def test_events_are_told_once(tmp_path: Path, site: Site) -> None:
    root = watching(tmp_path / "w", site, settings='[notify]\nfile = "events.jsonl"\n')
    refresh(root)
    said = site.article(3).partition("has ")[2].partition(" ")[0]
    site.edit(3, f"has {said} agencies", "has 999 agencies")
    first = refresh(root)["events"]
    assert [event["kind"] for event in first] == ["EDT"]
    assert refresh(root)["events"] == []
    lines = (root / "events.jsonl").read_text(encoding="utf-8").splitlines()
    assert [json.loads(line)["id"] for line in lines] == [first[0]["id"]]


def test_a_notification_that_fails_waits(tmp_path: Path, site: Site) -> None:
    root = watching(tmp_path / "w", site, settings='[notify]\ncommand = ["no-such-program"]\n')
    refresh(root)
    said = site.article(3).partition("has ")[2].partition(" ")[0]
    site.edit(3, f"has {said} agencies", "has 999 agencies")
    assert [error["code"] for error in refresh(root, code=4)["errors"]] == ["notify"]
    settings = root / "claimtrack.toml"
    text = settings.read_text(encoding="utf-8").replace('command = ["no-such-program"]', 'file = "e.jsonl"')
    settings.write_text(text, encoding="utf-8")
    refresh(root)
    assert len((root / "e.jsonl").read_text(encoding="utf-8").splitlines()) == 1


def test_no_sources_say_what_to_type(tmp_path: Path, site: Site) -> None:
    root = watching(tmp_path / "w", site)
    (root / "corpus" / "sources.toml").unlink()
    done = claimtrack("refresh", cwd=root)
    assert done.code == 0
    assert "claimtrack source add URL" in done.err


def test_a_refresh_reads_like_a_letter(tmp_path: Path, site: Site) -> None:
    root = watching(tmp_path / "w", site)
    done = claimtrack("refresh", cwd=root)
    first, pages, documents, *_ = done.out.splitlines()
    assert first.startswith("refreshed 3 of 3 sources in ")
    assert pages == "  pages      9 new"
    assert documents.startswith("  documents  9 read: ")
    assert done.err == ""


def test_a_verdict_that_new_data_flips_is_told_once(tmp_path: Path, site: Site) -> None:
    page = site.answer("/story.html", STORY.encode(), headers={"Content-Type": "text/html"})
    root = watching(tmp_path / "w", site, WatchedSource(url=page, kind=Kind.PAGE))
    assert refresh(root, page)["outcomes"]["agrees"] == 1
    data = site.answer("/data/branches-2025-09-03.csv", rows(31, 31).encode(), headers={"Content-Type": "text/csv"})
    add_sources(root / "corpus" / "sources.toml", [WatchedSource(url=data, kind=Kind.DATASET, dataset=DATASET)])
    found = refresh(root)
    assert [event["kind"] for event in found["events"]] == ["FLIP"]
    detail = found["events"][0]["detail"]
    assert (detail["before"]["outcome"], detail["because"]) == ("agrees", "new data")
    assert detail["after"]["outcome"] != "agrees"
    assert detail["rows"]["removed_count"] == 96
    assert found["verified_again"] >= 1
    again = refresh(root)
    assert (again["events"], again["verified_again"], again["outcomes"]["agrees"]) == ([], 0, 0)
