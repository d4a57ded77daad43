"""WARC files of any origin as sources of pages, hostile ones too."""

from __future__ import annotations

import gzip
import zlib
from pathlib import Path

import pytest
from archived import HTML, WHEN, answer, plain, received, record
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from claimtrack.corpus.archive import framing, pages
from claimtrack.corpus.archive.pages import pages_in
from claimtrack.corpus.archive.writing import ArchiveWriter
from claimtrack.corpus.document import Source
from claimtrack.corpus.extract import MAX_BYTES, read_document
from claimtrack.corpus.read import find_sources
from claimtrack.errors import DocumentError

PAGE = b"<html><body><article><h1>Branches</h1><p>The library runs 127 branches.</p></article></body></html>"


def read_back(folder: Path, content: bytes, name: str = "a.warc") -> tuple[list[Source], list[str]]:
    """The pages and what was said of the others."""
    (folder / name).write_bytes(content)
    found = list(pages_in(folder / name))
    sources = [item for item in found if isinstance(item, Source)]
    return sources, [str(item) for item in found if isinstance(item, DocumentError)]


def test_the_pages_of_our_own_archive(tmp_path: Path) -> None:
    with ArchiveWriter(tmp_path) as writer:
        first = writer.keep(received(PAGE, headers=((b"content-type", b"Text/HTML; charset=ISO-8859-1"),)))
        writer.keep(received(PAGE), first)
        writer.keep(received(b"\x89PNG", headers=((b"Content-Type", b"image/png"),)))
        writer.keep(received(b"gone", status=404))
        writer.keep(
            received(gzip.compress(PAGE), headers=(*HTML, (b"Content-Encoding", b"gzip")), url="https://example.org/z")
        )
        writer.keep(received(b"Plain.", headers=((b"Content-Type", b"text/plain"), (b"Transfer-Encoding", b"chunked"))))
    found = [item for item in find_sources(str(tmp_path)) if isinstance(item, Source)]
    assert [(source.url, source.media, source.charset, source.data) for source in found] == [
        ("https://example.org/story", "html", "iso-8859-1", PAGE),
        ("https://example.org/z", "html", "utf-8", PAGE),
        ("https://example.org/story", "text", None, b"Plain."),
    ]


def test_when_a_page_was_fetched_is_not_when_it_was_published(tmp_path: Path) -> None:
    with ArchiveWriter(tmp_path) as writer:
        writer.keep(received(PAGE, headers=(*HTML, (b"Date", b"Sun, 01 Mar 2026 12:00:00 GMT"))))
    (source,) = find_sources(str(tmp_path))
    assert isinstance(source, Source)
    document = read_document(source, now=WHEN)
    assert (document.date_published, document.url) == (None, "https://example.org/story")
    assert "127 branches" in document.text


@pytest.mark.parametrize("pack", [lambda data: data, gzip.compress], ids=["plain", "one member"])
def test_other_programs_files(tmp_path: Path, pack: object) -> None:
    ours = answer(PAGE)
    content = plain([({"WARC-Type": "warcinfo"}, b"software: other"), ours, ours])
    assert callable(pack)
    sources, errors = read_back(tmp_path, pack(content))
    assert ([source.data for source in sources], errors) == ([PAGE, PAGE], [])


def test_target_in_angle_brackets_other_http_versions_and_lengths_that_lie(tmp_path: Path) -> None:
    fields, block = answer(PAGE, b"Content-Type: text/html", b"Content-Length: 5", status=b"HTTP/2 200")
    sources, errors = read_back(tmp_path, plain([(fields | {"WARC-Target-URI": "<https://example.org/a>"}, block)]))
    assert ([(source.url, source.data) for source in sources], errors) == ([("https://example.org/a", PAGE)], [])


@pytest.mark.parametrize(
    ("coding", "body"),
    [
        (b"gzip", gzip.compress(PAGE, mtime=0)),
        (b"x-gzip", PAGE),
        (b"deflate", zlib.compress(PAGE)),
        (b"deflate", zlib.compress(PAGE)[2:-4]),
        (b"deflate", PAGE),
        (b"identity", PAGE),
    ],
)
def test_bodies_are_unpacked_as_they_are_whatever_is_said(tmp_path: Path, coding: bytes, body: bytes) -> None:
    sources, errors = read_back(
        tmp_path, plain([answer(body, b"Content-Type: text/html", b"Content-Encoding: " + coding)])
    )
    assert ([source.data for source in sources], errors) == ([PAGE], [])


def test_chunks_are_joined(tmp_path: Path) -> None:
    body = b"%x\r\n%b\r\n3\r\nend\r\n0\r\n\r\n" % (len(PAGE), PAGE)
    sources, _ = read_back(tmp_path, plain([answer(body, b"Content-Type: text/html", b"Transfer-Encoding: chunked")]))
    assert [source.data for source in sources] == [PAGE + b"end"]


TYPE = b"Content-Type: text/html"
GZIP = b"Content-Encoding: gzip"
HOSTILE = {
    "a bomb": (answer(gzip.compress(bytes(MAX_BYTES + 1)), TYPE, GZIP), "more than the 10 MB"),
    "a big page": (answer(bytes(MAX_BYTES + 1)), "more than the 10 MB"),
    "an unknown coding": (answer(PAGE, TYPE, b"Content-Encoding: br"), "its encoding br is not read"),
    "a broken gzip": (answer(b"\x1f\x8b\x08rubbish" * 9, TYPE, GZIP), "is broken"),
    "no chunks": (answer(PAGE, TYPE, b"Transfer-Encoding: chunked"), "is broken"),
    "no answer": ((answer(b"")[0], b"SMTP ready"), "is broken"),
    "an empty block": ((answer(b"")[0], b""), "is broken"),
    "many headers": (answer(PAGE, *[b"A: b"] * 500), "is broken"),
    "a long header": (answer(PAGE, b"A: " + b"b" * 100_000), "is broken"),
    "a status of letters": (answer(PAGE, status=b"HTTP/1.1 OK 200"), "is broken"),
}


@pytest.mark.parametrize("case", HOSTILE)
def test_a_hostile_record_is_one_line_and_the_others_are_read(tmp_path: Path, case: str) -> None:
    hostile, says = HOSTILE[case]
    sources, errors = read_back(tmp_path, plain([answer(PAGE), hostile, answer(PAGE)]))
    assert [source.data for source in sources] == [PAGE, PAGE]
    assert len(errors) == 1
    assert says in errors[0]
    assert "a.warc at byte" in errors[0]


@pytest.mark.parametrize(
    "damage",
    [
        lambda data: data.replace(b"Content-Length: ", b"Content-Length: 9", 1),
        lambda data: data.replace(b"Content-Length: ", b"Content-Length: -", 1),
        lambda data: data.replace(b"WARC/1.0", b"WARS/1.0", 1),
        lambda data: data.replace(b"WARC/1.0", b"WARC/9.9", 1),
        lambda data: data.replace(b"\r\n\r\n", b"", 1),
    ],
)
def test_a_head_that_lies_costs_only_its_record(tmp_path: Path, damage: object) -> None:
    assert callable(damage)
    whole = record(*answer(PAGE))
    sources, errors = read_back(tmp_path, whole + damage(whole) + whole)
    assert [source.data for source in sources] == [PAGE, PAGE]
    assert len(errors) == 1


def test_a_member_that_bursts_the_cap_is_passed_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(framing, "MAX_RECORD", 1_000_000)
    whole = gzip.compress(record(*answer(PAGE)))
    bomb = gzip.compress(record(*answer(bytes(30_000_000))))
    sources, errors = read_back(tmp_path, whole + bomb + whole, "a.warc.gz")
    assert len(sources) == 2
    assert ["MB that are read" in error for error in errors] == [True]


def test_a_wrong_digest_is_no_page(tmp_path: Path) -> None:
    fields, block = answer(PAGE)
    forged = (fields | {"WARC-Payload-Digest": "sha1:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"}, block)
    sources, errors = read_back(tmp_path, plain([forged, answer(PAGE)]))
    assert len(sources) == 1
    assert "WARC-Payload-Digest sha1:AAAA" in errors[0]


def test_damage_without_end_comes_to_an_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pages, "_MAX_FAULTS", 10)
    _, errors = read_back(tmp_path, plain([(answer(b"")[0], b"SMTP ready")] * 100))
    assert len(errors) == 12
    assert "too many damaged records" in errors[-1]


def test_a_file_without_pages_says_so(tmp_path: Path) -> None:
    assert read_back(tmp_path, b"")[1] == [
        f"{tmp_path}/a.warc: no pages in this WARC file (responses with HTML or text are read)"
    ]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_mutated_files_never_crash(tmp_path: Path, data: st.DataObject) -> None:
    content = bytearray(
        plain([answer(PAGE), answer(gzip.compress(PAGE), b"Content-Type: text/html", b"Content-Encoding: gzip")] * 2)
    )
    for _ in range(data.draw(st.integers(1, 8))):
        at = data.draw(st.integers(0, len(content) - 1))
        content[at : at + data.draw(st.integers(0, 4))] = data.draw(st.binary(max_size=4))
        if not content:
            break
    for item in read_back(tmp_path, bytes(content))[0]:
        assert item.url


def test_files_of_a_folder_are_found_by_name(tmp_path: Path) -> None:
    (tmp_path / "b.WARC.GZ").write_bytes(gzip.compress(record(*answer(PAGE))))
    (tmp_path / "a.txt").write_text("Text.")
    found = [item for item in find_sources(str(tmp_path), root=tmp_path) if isinstance(item, Source)]
    assert [source.name for source in found] == ["a.txt", "https://example.org/story"]
