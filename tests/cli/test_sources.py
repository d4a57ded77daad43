"""claimtrack source, against a site on the loopback interface that the test allows by hand."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from pytest_httpserver import HTTPServer
from workspaces import Run

from claimtrack import watching
from claimtrack.corpus.fetch import fetch

FEED = "<rss version='2.0'><channel><title>Press \u202e</title><language>en</language></channel></rss>"
PAGE = "<html><head><link rel=alternate type=application/rss+xml href=/feed title=All></head><body><p>Hello</p></html>"


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch) -> Iterator[HTTPServer]:
    monkeypatch.setattr(watching, "fetch", partial(fetch, allow_private=True))
    with HTTPServer() as server:
        server.expect_request("/feed").respond_with_data(FEED, content_type="text/html")
        server.expect_request("/home").respond_with_data(PAGE, content_type="text/html")
        server.expect_request("/map").respond_with_data("<urlset/>", content_type="text/xml")
        server.expect_request("/moved").respond_with_data("", status=302, headers={"Location": "/feed"})
        server.expect_request("/pdf").respond_with_data(b"%PDF-1.7", content_type="application/pdf")
        server.expect_request("/robots.txt").respond_with_data("Sitemap: /map", content_type="text/plain")
        yield server


def listed(run: Run) -> list[dict[str, object]]:
    found: list[dict[str, object]] = json.loads(run("source", "list", "--format", "json").out)["sources"]
    return found


def test_add_finds_out_what_an_address_is(workspace: Path, run: Run, site: HTTPServer) -> None:
    done = run("source", "add", site.url_for("/feed"), "--agency", "--every", "1h", "--include", "/news/")
    assert done.code == 0
    assert done.out.startswith("added  ")
    (found,) = listed(run)
    assert (found["kind"], found["publisher"], found["every"]) == ("feed", "agency", "1h")
    assert (found["language"], found["include"]) == ("en", ["/news/"])
    assert found["title"] == "Press"
    assert 'kind = "feed"' in (workspace / "corpus" / "sources.toml").read_text(encoding="utf-8")
    assert run("source", "add", site.url_for("/feed")).out.startswith("already watched  ")
    assert len(listed(run)) == 1
    assert run("source", "add", site.url_for("/moved")).code == 0
    assert listed(run)[1]["kind"] == "feed"


def test_a_pages_feed_and_the_hosts_sitemap_are_told(workspace: Path, run: Run, site: HTTPServer) -> None:
    done = run("source", "add", site.url_for("/home"))
    assert f"it names a feed; next: claimtrack source add {site.url_for('/feed')}" in done.err
    plain = run("source", "discover", site.url_for("/home")).out.splitlines()
    assert [line.split("  ")[0] for line in plain] == ["page", "feed", "sitemap"]
    found = json.loads(run("source", "discover", site.url_for("/home"), "--format", "json").out)
    assert found["offers"][0] == {"kind": "feed", "url": site.url_for("/feed"), "title": "All"}
    rich = run("source", "discover", site.url_for("/home"), "--format", "rich").out
    assert "sitemap" in rich
    assert [source["kind"] for source in listed(run)] == ["page"]


def test_what_cant_be_watched_is_refused(workspace: Path, run: Run, site: HTTPServer) -> None:
    done = run("source", "add", site.url_for("/pdf"))
    assert (done.code, done.out) == (2, "")
    assert "nothing here can be watched" in done.err
    gone = run("source", "add", site.url_for("/gone"))
    assert gone.code == 4
    assert "--kind feed" in gone.err
    assert not (workspace / "corpus" / "sources.toml").exists()


def test_private_addresses_are_not_looked_at(workspace: Path, run: Run) -> None:
    for address in ("http://127.0.0.1:9/feed", "http://169.254.169.254/latest"):
        done = run("source", "add", address)
        assert done.code == 4
        assert "private or local network" in done.err
        assert done.err.count("\n") == 1


def test_with_a_kind_nothing_is_fetched(workspace: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watching, "fetch", None)
    assert run("source", "add", "https://a.example/f", "--kind", "feed", "--title", "A\x1b[31m").code == 0
    assert "\x1b" not in run("source", "list", "--format", "rich").out
    data = run("source", "add", "https://a.example/t.csv", "--kind", "dataset")
    assert (data.code, "--dataset" in data.err) == (2, True)
    assert (
        run("source", "add", "https://a.example/t.csv", "--kind", "dataset", "--dataset", "library-branches").code == 0
    )
    assert run("source", "add", "corpus/pages").code == 0
    assert [source["kind"] for source in listed(run)] == ["feed", "dataset", "warc"]
    assert len(run("source", "list", "--format", "jsonl").out.splitlines()) == 3


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--every", "1s"), "--every"),
        (("--include", "("), "--include"),
        (("--language", "?"), "--language"),
        (("--link", "x"), "--link"),
    ],
)
def test_a_wrong_option_is_named(workspace: Path, run: Run, arguments: tuple[str, str], said: str) -> None:
    done = run("source", "add", "https://a.example/", "--kind", "feed", *arguments)
    assert done.code == 2
    assert f"error: {said}: " in done.err


def test_rm_takes_an_id_or_an_address(workspace: Path, run: Run) -> None:
    for name in ("a", "b"):
        run("source", "add", f"https://{name}.example/", "--kind", "page")
    assert run("source", "rm", str(listed(run)[0]["id"])[:8]).out.startswith("removed  ")
    assert run("source", "rm", "https://B.example/#x").code == 0
    assert listed(run) == []
    missing = run("source", "rm", "zzzz")
    assert (missing.code, "no source" in missing.err) == (2, True)


def test_opml_goes_out_and_in(workspace: Path, run: Run) -> None:
    run("source", "add", "https://a.example/f", "--kind", "feed", "--title", "A & B", "--agency")
    before = listed(run)
    assert run("source", "export", "-o", "list.opml").code == 0
    assert run("source", "export").out == Path("list.opml").read_text(encoding="utf-8")
    run("source", "rm", "https://a.example/f")
    done = run("source", "import", "list.opml")
    assert done.out.splitlines()[-1] == "1 source added, 0 already watched, 0 left out"
    assert listed(run) == before
    assert run("source", "import", "list.opml").out == "0 sources added, 1 already watched, 0 left out\n"
    Path("bad.opml").write_text('<opml><outline xmlUrl="ftp://x"/></opml>', encoding="utf-8")
    assert run("source", "import", "bad.opml").code == 4
    Path("bomb.opml").write_text('<!DOCTYPE o [<!ENTITY a "b">]><opml/>', encoding="utf-8")
    bomb = run("source", "import", "bomb.opml")
    assert (bomb.code, bomb.err.count("\n")) == (2, 1)
    assert run("source", "import", "none.opml").code == 2


def test_a_broken_list_is_one_line(workspace: Path, run: Run) -> None:
    (workspace / "corpus" / "sources.toml").write_text('[[source]]\nurll = "x"\n', encoding="utf-8")
    done = run("source", "list")
    assert done.code == 2
    assert done.err == "error: corpus/sources.toml:2: unknown key 'urll' (did you mean url?)\n"
