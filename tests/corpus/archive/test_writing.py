"""Keeping responses: what the records say, where they lie, and who may write where."""

from __future__ import annotations

import errno
import os
import threading
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from archived import WHEN, filled, only_file, received
from hypothesis import given
from hypothesis import strategies as st
from warcio.archiveiterator import ArchiveIterator

from claimtrack.corpus.archive.building import NOT_MODIFIED, SAME_PAYLOAD
from claimtrack.corpus.archive.parsing import digest
from claimtrack.corpus.archive.reading import read
from claimtrack.corpus.archive.record import MAX_RECORD, ArchiveError, Pointer
from claimtrack.corpus.archive.verification import verify
from claimtrack.corpus.archive.writing import ArchiveWriter


def fields(path: Path) -> list[dict[str, str]]:
    """The records' fields as warcio reads them."""
    with path.open("rb") as file:
        return [dict(record.rec_headers.headers) for record in ArchiveIterator(file)]


def test_a_file_begins_with_who_wrote_it_and_is_sound_to_another_reader(tmp_path: Path) -> None:
    filled(tmp_path, 2, user_agent="desk/1")
    path = only_file(tmp_path)
    with path.open("rb") as file:
        found = []
        for record in ArchiveIterator(file, check_digests="raise"):
            found.append((record.rec_type, record.rec_headers.protocol, record.content_stream().read()))
    assert [kind for kind, _, _ in found] == ["warcinfo", "response", "response"]
    assert {protocol for _, protocol, _ in found} == {"WARC/1.1"}
    assert b"http-header-user-agent: desk/1\r\n" in found[0][2]
    assert [body for _, _, body in found[1:]] == [b"<p>Page 0", b"<p>Page 1"]


def test_what_a_response_record_says(tmp_path: Path) -> None:
    with ArchiveWriter(tmp_path) as writer:
        pointer = writer.keep(received(b"<p>Hi"))
    said = fields(only_file(tmp_path))[1]
    assert said["WARC-Date"] == "2026-03-01T12:00:00.123456Z"
    assert said["WARC-Target-URI"] == "https://example.org/story"
    assert said["WARC-Payload-Digest"] == digest(b"<p>Hi") == pointer.payload_digest
    assert said["WARC-Block-Digest"].startswith("sha256:")
    assert said["WARC-Record-ID"] == pointer.record_id


@given(
    body=st.binary(max_size=300),
    headers=st.lists(st.tuples(st.from_regex(rb"[A-Za-z][A-Za-z-]{0,12}", fullmatch=True), st.binary(max_size=30))),
    status=st.integers(100, 599),
)
def test_any_response_comes_back_as_it_was(
    tmp_path_factory: pytest.TempPathFactory, body: bytes, headers: list[tuple[bytes, bytes]], status: int
) -> None:
    folder = tmp_path_factory.mktemp("archive")
    with ArchiveWriter(folder) as writer:
        pointer = writer.keep(received(body, headers=tuple(headers), status=status))
    assert read(folder, pointer) == body
    assert list(verify(folder, [pointer])) == []


def test_headers_are_kept_as_received_but_for_what_no_longer_describes_the_body(tmp_path: Path) -> None:
    import gzip

    headers = (
        (b"X-Place", "Żory".encode()),
        (b"set-cookie", b"a=1"),
        (b"Set-Cookie", b"b=2"),
        (b"Content-Encoding", b"gzip"),
    )
    with ArchiveWriter(tmp_path) as writer:
        writer.keep(received(b"packed", headers=headers))
        writer.keep(received(b"unpacked", headers=(*headers, (b"Content-Length", b"6")), decoded=True))
        writer.keep(received(b"x", headers=((b"A", b"1\r\nInjected: yes"),), reason="Fine\r\nToo: this"))
    content = gzip.decompress(only_file(tmp_path).read_bytes())
    as_it_was = "X-Place: Żory\r\nset-cookie: a=1\r\nSet-Cookie: b=2\r\n".encode()
    assert as_it_was + b"Content-Encoding: gzip\r\n\r\npacked" in content
    assert as_it_was + b"X-Crawl-Content-Encoding: gzip\r\nX-Crawl-Content-Length: 6\r\n\r\nunpacked" in content
    assert b"HTTP/1.1 200 Fine Too: this\r\nA: 1 Injected: yes\r\n\r\nx" in content


def test_the_same_payload_again_is_a_revisit(tmp_path: Path) -> None:
    with ArchiveWriter(tmp_path) as writer:
        first = writer.keep(received(b"<p>Same"))
        later = WHEN + timedelta(days=1)
        second = writer.keep(received(b"<p>Same", date=later, url="https://example.org/new"), first)
        third = writer.keep(received(b"<p>Same", date=later), second)
        changed = writer.keep(received(b"<p>Other"), third)
    said = fields(only_file(tmp_path))
    assert [record["WARC-Type"] for record in said[1:]] == ["response", "revisit", "revisit", "response"]
    for record in said[2:4]:
        assert record["WARC-Profile"] == SAME_PAYLOAD
        assert record["WARC-Refers-To-Target-URI"] == "https://example.org/story"
        assert record["WARC-Refers-To-Date"] == "2026-03-01T12:00:00.123456Z"
        assert record["WARC-Refers-To"] == first.record_id, "a revisit of a revisit is one of the response"
    assert [read(tmp_path, pointer) for pointer in (first, second, third)] == [b"<p>Same"] * 3
    assert read(tmp_path, changed) == b"<p>Other"
    assert list(verify(tmp_path, [first, second, third, changed])) == []


def test_not_modified_is_a_revisit_of_what_was_there(tmp_path: Path) -> None:
    with ArchiveWriter(tmp_path) as writer:
        first = writer.keep(received(b"<p>Same"))
        second = writer.keep(received(b"", status=304), first)
        alone = writer.keep(received(b"", status=304))
    said = fields(only_file(tmp_path))
    assert said[2]["WARC-Profile"] == NOT_MODIFIED
    assert said[2]["WARC-Refers-To-Date"] == "2026-03-01T12:00:00.123456Z"
    assert read(tmp_path, second) == b"<p>Same"
    assert (said[3]["WARC-Type"], read(tmp_path, alone)) == ("response", b"")


def test_a_revisit_of_what_is_gone_is_kept_whole(tmp_path: Path) -> None:
    (first,) = filled(tmp_path, 1)
    only_file(tmp_path).unlink()
    with ArchiveWriter(tmp_path) as writer:
        pointer = writer.keep(received(b"<p>Page 0"), first)
    assert fields(only_file(tmp_path))[1]["WARC-Type"] == "response"
    assert read(tmp_path, pointer) == b"<p>Page 0"


def test_a_full_file_is_followed_by_another_that_sorts_after_it(tmp_path: Path) -> None:
    with ArchiveWriter(tmp_path, max_file=4_000) as writer:
        pointers = [writer.keep(received(os.urandom(900))) for _ in range(12)]
    names = sorted(path.name for path in tmp_path.iterdir())
    assert len(names) > 3
    assert list(dict.fromkeys(pointer.file for pointer in pointers)) == names
    assert all(path.stat().st_size <= 4_000 for path in tmp_path.iterdir())
    assert all(fields(tmp_path / name)[0]["WARC-Filename"] == name for name in names)
    assert list(verify(tmp_path, pointers)) == []


def test_a_response_bigger_than_a_file_has_one_to_itself(tmp_path: Path) -> None:
    with ArchiveWriter(tmp_path, max_file=1) as writer:
        pointers = [writer.keep(received(bytes([i]) * 9)) for i in range(3)]
    assert len({pointer.file for pointer in pointers}) == 3
    assert [read(tmp_path, pointer) for pointer in pointers] == [bytes([i]) * 9 for i in range(3)]


def test_two_writers_at_once_have_each_their_own_file(tmp_path: Path) -> None:
    with ArchiveWriter(tmp_path) as one, ArchiveWriter(tmp_path) as other:
        pointers = [writer.keep(received(f"{i}".encode())) for i in range(20) for writer in (one, other)]
        assert list(verify(tmp_path, pointers)) == [], "files being written can be read"
        with ArchiveWriter(tmp_path) as third:
            assert third.recovered == (), "a living writer's file is let be"
    assert len({pointer.file for pointer in pointers}) == 2
    assert list(verify(tmp_path, pointers)) == []
    assert not list(tmp_path.glob("*.writing"))


def test_threads_share_a_writer(tmp_path: Path) -> None:
    pointers: list[Pointer] = []
    with ArchiveWriter(tmp_path, max_file=20_000) as writer:

        def keep_many() -> None:
            pointers.extend(writer.keep(received(os.urandom(300))) for _ in range(50))

        work = [threading.Thread(target=keep_many) for _ in range(4)]
        for thread in work:
            thread.start()
        for thread in work:
            thread.join()
    assert len({(pointer.file, pointer.offset) for pointer in pointers}) == 200
    assert list(verify(tmp_path, pointers)) == []


def test_a_full_disk_leaves_the_file_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = os.write
    with ArchiveWriter(tmp_path) as writer:
        before = writer.keep(received(b"before"))
        size = only_file_size(tmp_path)

        def half(handle: int, data: bytes) -> int:
            monkeypatch.setattr(os, "write", full)
            return real(handle, bytes(data)[: len(data) // 2])

        def full(handle: int, data: bytes) -> int:
            raise OSError(errno.ENOSPC, "No space left on device")

        monkeypatch.setattr(os, "write", half)
        with pytest.raises(ArchiveError, match="no space left"):
            writer.keep(received(b"lost"))
        monkeypatch.setattr(os, "write", real)
        assert only_file_size(tmp_path) == size
        after = writer.keep(received(b"after"))
    assert [read(tmp_path, pointer) for pointer in (before, after)] == [b"before", b"after"]
    assert list(verify(tmp_path, [before, after])) == []


def test_a_disk_that_is_full_from_the_start_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(handle: int, data: bytes) -> int:
        raise OSError(errno.ENOSPC, "No space left on device")

    with ArchiveWriter(tmp_path) as writer:
        with monkeypatch.context() as patch:
            patch.setattr(os, "write", full)
            with pytest.raises(ArchiveError, match="no space left"):
                writer.keep(received())
        assert list(tmp_path.iterdir()) == []
        assert read(tmp_path, writer.keep(received(b"later"))) == b"later"


def only_file_size(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.glob("*.gz"))


def test_nothing_kept_makes_no_file(tmp_path: Path) -> None:
    with ArchiveWriter(tmp_path / "archive") as writer:
        writer.sync()
    assert list((tmp_path / "archive").iterdir()) == []


def test_what_is_too_big_or_no_address_is_refused(tmp_path: Path) -> None:
    with ArchiveWriter(tmp_path) as writer:
        with pytest.raises(ArchiveError, match="more than the 128 MB"):
            writer.keep(received(bytes(MAX_RECORD)))
        with pytest.raises(ArchiveError, match="the address has more than"):
            writer.keep(received(url="https://example.org/" + "a" * 10_000))
        pointer = writer.keep(received(url="https://example.org/a b\r\nWARC-Type: x\x00ż\ud800"))
    assert fields(only_file(tmp_path))[1]["WARC-Target-URI"] == "https://example.org/a%20b%0D%0AWARC-Type:%20x%00ż?"
    assert list(verify(tmp_path, [pointer])) == []


def test_a_folder_that_cannot_be_made_is_one_clear_error(tmp_path: Path) -> None:
    (tmp_path / "archive").write_text("a file")
    with pytest.raises(ArchiveError, match="can't be written: file exists"):
        ArchiveWriter(tmp_path / "archive")


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"file": "../x.warc.gz"}, "no file of the archive"),
        ({"file": "x.txt"}, "no file of the archive"),
        ({"file": "gone.warc.gz"}, "can't be read: no such file"),
        ({"offset": 3}, "no head of a record"),
        ({"offset": 10**9}, "beyond the end"),
        ({"offset": -1}, "can't be read"),
        ({"offset": 0}, "another record"),
        ({"record_id": "<urn:uuid:2>"}, "another record"),
        ({"payload_digest": digest(b"")}, "the payload is not what was kept"),
    ],
)
def test_a_pointer_that_leads_nowhere(tmp_path: Path, changes: dict[str, object], says: str) -> None:
    (pointer,) = filled(tmp_path, 1)
    with pytest.raises(ArchiveError, match=says):
        read(tmp_path, replace(pointer, **changes))
    assert [fault.kind for fault in verify(tmp_path, [replace(pointer, **changes)])] == ["pointer"]
