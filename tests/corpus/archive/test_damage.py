"""A process that dies, a disk that rots: all earlier records are read, and what is wrong is said."""

from __future__ import annotations

import gzip
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
import zlib
from dataclasses import asdict
from pathlib import Path

import pytest
from archived import filled, only_file, received
from hypothesis import given
from hypothesis import strategies as st

from claimtrack.corpus.archive.framing import frames
from claimtrack.corpus.archive.parsing import parse
from claimtrack.corpus.archive.reading import read
from claimtrack.corpus.archive.record import ArchiveError, FaultKind, Pointer, Record
from claimtrack.corpus.archive.recovery import mark_of
from claimtrack.corpus.archive.verification import verify
from claimtrack.corpus.archive.writing import ArchiveWriter

CHILD = """
import json, os, sys
from dataclasses import asdict
from pathlib import Path
from archived import received
from claimtrack.corpus.archive.writing import ArchiveWriter
noise = os.urandom(200_000)
with ArchiveWriter(Path(sys.argv[1]), max_file=3_000_000) as writer:
    for i in range(100_000):
        pointer = writer.keep(received(f"{os.getpid()} {i}".encode() + noise[: i * 7919 % len(noise)]))
        os.write(1, json.dumps([i, asdict(pointer)]).encode() + b"\\n")
"""


def bodies(path: Path) -> list[bytes]:
    """The blocks of the whole records of a file."""
    with path.open("rb") as file:
        found = [record for frame in frames(file) if frame.fault is None for record in parse(frame)]
    return [record.block for record in found if isinstance(record, Record)]


def died(path: Path) -> None:
    """Make it look as if the file's writer had died."""
    mark_of(path).touch()


def test_a_torn_end_at_every_byte_is_seen_reported_and_cut(tmp_path: Path) -> None:
    pointers = filled(tmp_path / "whole", 3)
    path = only_file(tmp_path / "whole")
    content = path.read_bytes()
    last = pointers[-1].offset
    for length in range(last + 1, len(content)):
        folder = tmp_path / str(length)
        folder.mkdir()
        torn = folder / path.name
        torn.write_bytes(content[:length])
        (fault,) = verify(folder)
        assert (fault.kind, fault.offset, fault.size) == (FaultKind.TORN, last, length - last)
        died(torn)
        assert [fault.kind for fault in verify(folder)] == [FaultKind.UNFINISHED]
        with ArchiveWriter(folder) as writer:
            (cut,) = writer.recovered
            assert (cut.file, cut.offset, cut.size) == (path.name, last, length - last)
            after = writer.keep(received(b"after"))
        assert torn.read_bytes() == content[:last]
        assert after.file != path.name
        assert list(verify(folder, [*pointers[:-1], after])) == []
        assert not list(folder.glob("*.writing"))


def test_a_file_cut_before_its_first_record_is_gone(tmp_path: Path) -> None:
    filled(tmp_path, 1)
    path = only_file(tmp_path)
    path.write_bytes(path.read_bytes()[:20])
    died(path)
    with ArchiveWriter(tmp_path) as writer:
        assert [fault.size for fault in writer.recovered] == [20]
    assert list(tmp_path.iterdir()) == []


def test_a_mark_without_a_file_is_removed(tmp_path: Path) -> None:
    (tmp_path / "x.warc.gz.writing").touch()
    with ArchiveWriter(tmp_path) as writer:
        assert writer.recovered == ()
    assert list(tmp_path.iterdir()) == []


def test_a_whole_file_of_a_dead_process_loses_nothing(tmp_path: Path) -> None:
    pointers = filled(tmp_path, 2)
    content = only_file(tmp_path).read_bytes()
    died(only_file(tmp_path))
    with ArchiveWriter(tmp_path) as writer:
        assert writer.recovered == ()
    assert only_file(tmp_path).read_bytes() == content
    assert list(verify(tmp_path, pointers)) == []


@given(st.binary(min_size=1, max_size=400))
def test_whatever_a_power_cut_leaves_at_the_end_is_cut(
    tmp_path_factory: pytest.TempPathFactory, rubbish: bytes
) -> None:
    folder = tmp_path_factory.mktemp("archive")
    pointers = filled(folder, 2)
    path = only_file(folder)
    content = path.read_bytes()
    path.write_bytes(content + rubbish)
    died(path)
    with ArchiveWriter(folder) as writer:
        assert [fault.size for fault in writer.recovered] == [len(rubbish)]
    assert path.read_bytes() == content
    assert list(verify(folder, pointers)) == []


def test_a_bit_that_flips_at_any_byte_is_found_and_harms_no_other_record(tmp_path: Path) -> None:
    pointers = filled(tmp_path, 4)
    path = only_file(tmp_path)
    content = path.read_bytes()
    begin, end = pointers[1].offset, pointers[2].offset
    found = 0
    for at in range(begin, end):
        rotten = bytearray(content)
        rotten[at] ^= 1 << at % 8
        path.write_bytes(rotten)
        faults = list(verify(tmp_path))
        if faults:
            assert [(fault.kind, fault.offset) for fault in faults] == [(FaultKind.DAMAGED, begin)]
            with pytest.raises(ArchiveError):
                read(tmp_path, pointers[1])
        else:
            assert read(tmp_path, pointers[1]) == b"<p>Page 1", "a bit that says nothing, such as the member's time"
        found += bool(faults)
        for i in (0, 2, 3):
            assert read(tmp_path, pointers[i]) == f"<p>Page {i}".encode()
    assert found >= end - begin - 10


@pytest.mark.parametrize("field", ["WARC-Block-Digest", "WARC-Payload-Digest"])
def test_a_record_forged_with_a_whole_member_is_found_by_its_digest(tmp_path: Path, field: str) -> None:
    pointers = filled(tmp_path, 2)
    path = only_file(tmp_path)
    content = path.read_bytes()
    member = gzip.decompress(content[pointers[0].offset : pointers[1].offset])
    head, _, _ = member.partition(b"\r\n\r\n")
    if field == "WARC-Payload-Digest":
        stated = next(line for line in head.split(b"\r\n") if line.startswith(b"WARC-Block"))
        member = member.replace(stated + b"\r\n", b"")
    forged = zlib.compress(member.replace(b"Page 0", b"Page 9"), wbits=31)
    path.write_bytes(content[: pointers[0].offset] + forged + content[pointers[1].offset :])
    (fault,) = verify(tmp_path)
    assert (fault.kind, fault.offset) == (FaultKind.DIGEST, pointers[0].offset)
    assert field in fault.detail
    with pytest.raises(ArchiveError, match="does not fit"):
        read(tmp_path, pointers[0])


def test_a_revisit_whose_payload_is_gone_is_named(tmp_path: Path) -> None:
    (first,) = filled(tmp_path, 1)
    original = only_file(tmp_path)
    with ArchiveWriter(tmp_path) as writer:
        second = writer.keep(received(b"<p>Page 0"), first)
    assert list(verify(tmp_path, [second])) == []
    original.unlink()
    (fault,) = verify(tmp_path, [second])
    assert (fault.kind, fault.file) == (FaultKind.POINTER, second.file)
    assert f"a revisit of {first.file}:{first.offset} leads nowhere: can't be read" in str(fault)


def test_what_is_no_warc_at_all(tmp_path: Path) -> None:
    (tmp_path / "a.warc.gz").write_bytes(b"\x1f\x8b\x08" * 50_000)
    (tmp_path / "b.warc").write_bytes(os.urandom(10_000))
    (tmp_path / "c.warc.gz").mkdir()
    (tmp_path / "d.warc").touch()
    (tmp_path / "e.txt").write_text("passed over")
    faults = {fault.file: fault for fault in verify(tmp_path)}
    assert {name: fault.kind for name, fault in faults.items()} == {
        "a.warc.gz": FaultKind.DAMAGED,
        "b.warc": FaultKind.TORN,
        "c.warc.gz": FaultKind.UNREADABLE,
    }
    assert "too damaged to be searched" in str(faults["a.warc.gz"])


def test_an_archive_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(ArchiveError, match="can't be read: no such file"):
        list(verify(tmp_path / "gone"))


def killed(folder: Path, moment: random.Random) -> list[tuple[bytes, Pointer]]:
    """Start a writer, kill it at a random moment and return what it had acknowledged."""
    child = subprocess.Popen(
        [sys.executable, "-c", CHILD, str(folder)],
        stdout=subprocess.PIPE,
        env=os.environ | {"PYTHONPATH": os.pathsep.join(path for path in sys.path if path)},
    )
    assert child.stdout is not None
    first = child.stdout.readline()
    time.sleep(moment.random() * 0.05)
    child.send_signal(signal.SIGKILL)
    rest = child.stdout.read()
    child.wait()
    lines = (first + rest).split(b"\n")[:-1]
    return [(f"{child.pid} {i}".encode(), Pointer(**pointer)) for i, pointer in map(json.loads, lines)]


def check_kills(folder: Path, times: int) -> tuple[int, int]:
    """Kill a writer so often; return how many records were acknowledged and how many ends were torn."""
    moment = random.Random(6)
    acknowledged = torn = 0
    for _ in range(times):
        kept = killed(folder, moment)
        assert kept
        assert {fault.kind for fault in verify(folder)} <= {FaultKind.UNFINISHED}
        for begins, pointer in kept:
            assert read(folder, pointer).startswith(begins)
        acknowledged += len(kept)
        with ArchiveWriter(folder) as writer:
            torn += len(writer.recovered)
            assert all(fault.kind is FaultKind.TORN for fault in writer.recovered)
            pointers = [pointer for _, pointer in kept] + [writer.keep(received(b"the next"))]
        assert list(verify(folder, pointers)) == []
        assert not list(folder.glob("*.writing"))
        shutil.rmtree(folder)
    return acknowledged, torn


def test_a_writer_killed_at_any_moment_loses_nothing_it_acknowledged(tmp_path: Path) -> None:
    check_kills(tmp_path / "archive", 5)


@pytest.mark.slow
def test_a_writer_killed_a_hundred_times(tmp_path: Path) -> None:
    acknowledged, _ = check_kills(tmp_path / "archive", 100)
    assert acknowledged > 100


def test_pointers_survive_as_plain_data(tmp_path: Path) -> None:
    (pointer,) = filled(tmp_path, 1)
    assert Pointer(**json.loads(json.dumps(asdict(pointer)))) == pointer
    assert len(bodies(only_file(tmp_path))) == 2
