from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

import pytest

from claimtrack.errors import UsageError
from claimtrack.sources.interval import format_interval, parse_interval
from claimtrack.sources.registry import SourceError, add_sources, find_source, read_sources, remove_source
from claimtrack.sources.source import Kind, Publisher, WatchedSource

KEPT = """\
# Our list, by hand.

[[source]]  # the ministry
url = "https://ministry.example/feed.xml"
kind = "feed"
publisher = "agency"
every = "30m"
exclude = ['/es/']   # no Spanish yet

# Papers below.
[[source]]
kind = "index"
url = "https://paper.example/news"
link = '^https://paper\\.example/news/20'
"""


def feed(url: str, **more: object) -> WatchedSource:
    return WatchedSource(url=url, kind=Kind.FEED, **more)  # type: ignore[arg-type]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    kept = tmp_path / "corpus" / "sources.toml"
    kept.parent.mkdir()
    kept.write_text(KEPT, encoding="utf-8")
    return kept


def test_what_a_person_wrote_is_read(path: Path) -> None:
    ministry, paper = read_sources(path)
    assert ministry.publisher is Publisher.AGENCY
    assert ministry.every == timedelta(minutes=30)
    assert not ministry.takes("https://ministry.example/es/1")
    assert ministry.takes("https://ministry.example/en/1")
    assert (paper.kind, paper.every, paper.publisher) == (Kind.INDEX, timedelta(hours=6), Publisher.OUTLET)
    assert read_sources(path.with_name("none.toml")) == ()


def test_comments_and_order_survive_adding_and_removing(path: Path) -> None:
    new = feed("https://third.example/feed", title='Quoted "title"', include=("/a/",))
    assert add_sources(path, [new, new]) == (new,)
    text = path.read_text(encoding="utf-8")
    assert text.startswith(KEPT.rstrip())
    assert read_sources(path)[2] == new
    assert remove_source(path, new.id[:6]) == new
    assert path.read_text(encoding="utf-8").rstrip() == KEPT.rstrip()
    remove_source(path, "https://ministry.example:443/feed.xml?utm_source=x")
    left = path.read_text(encoding="utf-8")
    assert left.startswith('# Our list, by hand.\n\n# Papers below.\n[[source]]\nkind = "index"\n')
    assert "no Spanish" not in left
    assert [source.url for source in read_sources(path)] == ["https://paper.example/news"]


def test_the_last_source_goes_and_another_comes(path: Path) -> None:
    for source in read_sources(path):
        remove_source(path, source.id)
    assert read_sources(path) == ()
    assert "# Our list, by hand." in path.read_text(encoding="utf-8")
    add_sources(path, [feed("https://new.example/")])
    path.write_text("source = []\n", encoding="utf-8")
    add_sources(path, [feed("https://new.example/")])
    assert len(read_sources(path)) == 1


def test_what_cant_be_told_apart_is_left_to_a_person(path: Path) -> None:
    odd = '[[source]]\nkind = "feed"\nurl = "https://a.example/"\ntitle = """\n[[source]]\nx"""\n'
    path.write_text(odd + KEPT, encoding="utf-8")
    with pytest.raises(SourceError):
        remove_source(path, "https://a.example/")
    assert path.read_text(encoding="utf-8") == odd + KEPT


def test_the_same_address_is_added_once(path: Path) -> None:
    before = path.read_bytes()
    assert add_sources(path, [feed("HTTPS://Ministry.example/feed.xml#top")]) == ()
    assert path.read_bytes() == before


def test_adding_at_once_loses_nothing(path: Path) -> None:
    sources = [feed(f"https://example.org/{number}") for number in range(12)]
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda source: add_sources(path, [source]), sources))
    assert {source.url for source in read_sources(path)} >= {source.url for source in sources}
    assert [p.name for p in path.parent.iterdir()] == ["sources.toml"]


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("[[source]]\nurl = \"https://a.example/\"\nkind = 'fed'", 3, "did you mean feed?"),
        ('[[source]]\nurl = "https://a.example/"\nkind = "feed"\nevry = "6h"', 4, "did you mean every?"),
        ('[[source]]\nurl = "https://a.example/"', 1, "without kind"),
        ('\n[[source]]\nkind = "feed"\nurl = "ftp://a.example/"', 4, "not an http"),
        ('[[source]]\nkind = "feed"\nurl = "https://a.example/"\nevery = "1s"', 4, "write 30m"),
        ('[[source]]\nkind = "feed"\nurl = "https://a.example/"\ninclude = ["("]', 4, "no regular expression"),
        ('[[source]]\nkind = "feed"\nurl = "https://a.example/"\nlink = "x"', 4, "no link pattern"),
        ('[[source]]\nkind = "dataset"\nurl = "https://a.example/"', 1, "which dataset"),
        ('[[source]]\nkind = "page"\nurl = "file:///etc/passwd"', 3, "WARC"),
        ('[[source]]\nkind = "feed"\nurl = 7', 3, "must be a text"),
        ('[[sorce]]\nkind = "feed"', 1, "did you mean source?"),
        ('[[source]]\nkind = "feed', 2, "not valid TOML"),
        ('source = "x"', 1, "list of blocks"),
    ],
)
def test_a_broken_list_names_the_line_and_the_remedy(tmp_path: Path, text: str, line: int, said: str) -> None:
    path = tmp_path / "sources.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(SourceError) as caught:
        read_sources(path)
    assert caught.value.where == f"{path}:{line}"
    assert said in str(caught.value)
    assert caught.value.hint
    with pytest.raises(SourceError):
        add_sources(path, [feed("https://b.example/")])
    assert path.read_text(encoding="utf-8") == text


def test_a_source_named_twice_is_refused(path: Path) -> None:
    path.write_text(KEPT + '\n[[source]]\nkind = "page"\nurl = "https://PAPER.example/news"\n', encoding="utf-8")
    with pytest.raises(SourceError, match="named twice"):
        read_sources(path)


def test_a_source_is_found_by_what_names_it(path: Path) -> None:
    sources = read_sources(path)
    assert find_source(sources, sources[0].id[:4]) == sources[0]
    assert find_source(sources, "https://paper.example/news#x") == sources[1]
    for name in ("", "zzzz", "https://nobody.example/"):
        with pytest.raises(UsageError, match="no source"):
            find_source(sources, name)


@pytest.mark.parametrize("text", ["5m", "90m", "6h", "1d", "2w", "52w"])
def test_intervals_are_written_as_they_are_read(text: str) -> None:
    assert parse_interval(format_interval(parse_interval(text))) == parse_interval(text)


@pytest.mark.parametrize("text", ["", "6", "1s", "4m", "53w", "-6h", "1.5h", "999999999999h"])
def test_other_intervals_are_refused(text: str) -> None:
    with pytest.raises(ValueError, match="interval"):
        parse_interval(text)
