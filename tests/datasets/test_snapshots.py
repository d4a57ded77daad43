from __future__ import annotations

import csv
import itertools
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from dataset_builders import HEADER, LIST, SERIES, agreement_rows, descriptor, shared_lists, workbook

from claimtrack.datasets.catalogue import catalogue_path
from claimtrack.datasets.descriptor import load_descriptor
from claimtrack.datasets.snapshots import add_snapshot, add_snapshots, check_snapshots, load_snapshots, sync_snapshots
from claimtrack.errors import ClaimtrackError, DatasetError, UnreadableFileError


def book(folder: Path, name: str, rows: int, day: int) -> Path:
    folder.mkdir(exist_ok=True)
    return workbook(folder / name, agreement_rows(rows), modified=f"2025-09-{day:02}T12:00:00Z")


def test_a_file_is_kept_by_content_under_its_own_name(tmp_path: Path) -> None:
    kept = tmp_path / "snapshots"
    file = book(tmp_path, "list.xlsx", 5, 2)
    found = add_snapshot(descriptor(), file, kept)
    assert (found.file, found.rows, found.last_row, found.status) == ("list.xlsx", 5, 6, "believed")
    assert found.observed_at == datetime(2025, 9, 2, 12, tzinfo=UTC)
    assert found.columns == HEADER
    assert (kept / "list.xlsx").read_bytes() == file.read_bytes()
    assert load_snapshots(descriptor(), kept) == (found,)


def test_the_same_bytes_again_change_nothing(tmp_path: Path) -> None:
    kept = tmp_path / "snapshots"
    first = add_snapshot(descriptor(), book(tmp_path, "list.xlsx", 5, 2), kept)
    before = {p.name: p.read_bytes() for p in kept.iterdir()}
    shutil.copy(tmp_path / "list.xlsx", tmp_path / "again.xlsx")
    assert add_snapshot(descriptor(), tmp_path / "again.xlsx", kept) == first
    assert {p.name: p.read_bytes() for p in kept.iterdir()} == before


def test_another_file_of_the_same_name_gets_a_suffix(tmp_path: Path) -> None:
    kept = tmp_path / "snapshots"
    add_snapshot(descriptor(), book(tmp_path / "one", "list.xlsx", 5, 2), kept)
    second = add_snapshot(descriptor(), book(tmp_path / "two", "list.xlsx", 6, 3), kept)
    assert second.file == f"list-{second.sha256[:8]}.xlsx"
    assert (kept / second.file).exists()


def test_the_file_s_own_time_never_counts(tmp_path: Path) -> None:
    file = workbook(tmp_path / "list.xlsx", agreement_rows(3), modified=None)
    os.utime(file, (1_000_000_000, 1_000_000_000))
    with pytest.raises(DatasetError, match="--observed-at"):
        add_snapshot(descriptor(), file, tmp_path / "snapshots")
    assert not (tmp_path / "snapshots").exists()


def test_a_date_given_by_hand_is_kept_in_the_manifest(tmp_path: Path) -> None:
    kept, moment = tmp_path / "snapshots", datetime(2025, 9, 1, 8, tzinfo=UTC)
    file = book(tmp_path, "list.xlsx", 3, 2)
    add_snapshot(descriptor(), file, kept, moment)
    synced, errors = sync_snapshots(descriptor(), kept)
    assert errors == ()
    assert [(s.observed_at, s.observed_at_source) for s in synced] == [(moment, "given by hand")]
    assert add_snapshot(descriptor(), file, kept).observed_at == moment


def test_a_list_that_lost_a_fifth_is_held_back_with_figures(tmp_path: Path) -> None:
    kept = tmp_path / "snapshots"
    add_snapshot(descriptor(), book(tmp_path, "a.xlsx", 100, 1), kept)
    fine = add_snapshot(descriptor(), book(tmp_path, "b.xlsx", 80, 2), kept)
    short = add_snapshot(descriptor(), book(tmp_path, "c.xlsx", 63, 3), kept)
    assert fine.believed
    assert not short.believed
    assert short.reason == (
        "it has 63 rows where the list of 2025-09-02 12:00Z had 80 (21 % lost, at most 20 % may go)"
    )
    assert (kept / "c.xlsx").exists()


def test_a_list_without_a_required_column_is_held_back(tmp_path: Path) -> None:
    file = workbook(tmp_path / "a.xlsx", [row[:4] for row in agreement_rows(3)])
    found = add_snapshot(descriptor(), file, tmp_path / "snapshots")
    assert (found.status, found.reason) == ("held-back", "it lacks the column SIGNED")


def test_the_order_of_adding_is_of_no_account(tmp_path: Path) -> None:
    sizes = {"a": (100, 1), "b": (70, 2), "c": (90, 3)}
    files = {name: book(tmp_path, f"{name}.xlsx", *size) for name, size in sizes.items()}
    manifests = set()
    for number, order in enumerate(itertools.permutations(files)):
        kept = tmp_path / f"kept-{number}"
        for name in order:
            add_snapshot(descriptor(), files[name], kept)
        assert [s.status for s in load_snapshots(descriptor(), kept)] == ["believed", "held-back", "believed"]
        manifests.add((kept / "manifest.json").read_text())
    assert len(manifests) == 1


def test_an_equal_list_under_a_new_date_has_equal_rows(tmp_path: Path) -> None:
    rows = agreement_rows(4)
    one = workbook(tmp_path / "a.xlsx", rows, modified="2025-09-01T12:00:00Z")
    messy = [rows[0], *((f"{row[0]} ", *row[1:]) for row in reversed(rows[1:]))]
    two = workbook(tmp_path / "b.xlsx", messy, modified="2025-09-02T12:00:00Z")
    first, second = add_snapshots(descriptor(), [one, two], tmp_path / "snapshots")[0]
    assert first.sha256 != second.sha256
    assert first.rows_sha256 == second.rows_sha256


def test_bad_files_are_told_and_the_rest_is_done(tmp_path: Path) -> None:
    good = book(tmp_path, "good.xlsx", 3, 2)
    (tmp_path / "cut.xlsx").write_bytes(good.read_bytes()[:300])
    workbook(tmp_path / "other.xlsx", [("Alpha", "Beta"), ("1", "2")])
    files = [tmp_path / n for n in ("cut.xlsx", "gone.xlsx", "good.xlsx", "other.xlsx")]
    told: list[str] = []
    found, errors = add_snapshots(
        descriptor(), files, tmp_path / "snapshots", progress=lambda path: told.append(path.name)
    )
    assert [s.file for s in found] == ["good.xlsx"]
    assert {Path(e.where).name for e in errors} == {"cut.xlsx", "gone.xlsx", "other.xlsx"}
    assert all("\n" not in str(e) for e in errors)
    assert "its header is Alpha, Beta" in str(errors[-1])
    assert told == ["cut.xlsx", "good.xlsx", "other.xlsx"]


def test_columns_made_by_the_descriptor_may_not_be_there_already(tmp_path: Path) -> None:
    text = LIST.replace("  dimensions:", "  derive: {kind: {column: TYPE, patterns: {a: b}}}\n  dimensions:")
    rows = [(*HEADER, "KIND"), *((*row, "x") for row in agreement_rows(2)[1:])]
    found, errors = add_snapshots(descriptor(text), [workbook(tmp_path / "a.xlsx", rows)], tmp_path / "snapshots")
    assert found == ()
    assert "has the columns 'KIND' and 'kind', one of them made by the descriptor" in str(errors[0])


def test_a_single_bad_file_raises(tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_bytes(b"")
    with pytest.raises(UnreadableFileError, match="is empty"):
        add_snapshot(descriptor(), tmp_path / "a.xlsx", tmp_path / "snapshots")


def test_an_unreadable_folder_is_one_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    locked, good = tmp_path / "locked", book(tmp_path, "good.xlsx", 3, 2)
    locked.mkdir()
    listed = Path.iterdir

    def iterdir(path: Path) -> Iterator[Path]:
        if path == locked:
            raise PermissionError(13, "Permission denied", str(path))
        return listed(path)

    monkeypatch.setattr(Path, "iterdir", iterdir)
    found, errors = add_snapshots(descriptor(), [locked, good], tmp_path / "snapshots")
    assert [s.file for s in found] == ["good.xlsx"]
    assert str(errors[0]) == f"{locked}: can't be read: Permission denied (check the folder's permissions)"


def test_a_folder_that_can_t_be_written_is_told_and_still_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = tmp_path / "snapshots"
    book(kept, "a.xlsx", 3, 2)

    def refused(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(tempfile, "mkstemp", refused)
    found, errors = sync_snapshots(descriptor(), kept)
    assert [s.file for s in found] == ["a.xlsx"]
    assert "can't be written: Permission denied" in str(errors[0])
    _, errors = add_snapshots(descriptor(), [book(tmp_path, "b.xlsx", 4, 3)], kept)
    assert "can't be written: Permission denied" in str(errors[0])


def test_a_check_finds_what_is_gone_or_changed(tmp_path: Path) -> None:
    kept = tmp_path / "snapshots"
    add_snapshots(descriptor(), [book(tmp_path, f"{n}.xlsx", 5 + n, n) for n in (1, 2, 3)], kept)
    assert check_snapshots(descriptor(), kept) == ()
    (kept / "1.xlsx").unlink()
    (kept / "2.xlsx").write_bytes(b"forged")
    errors = check_snapshots(descriptor(), kept)
    assert [(Path(e.where).name, e.message.split(":")[0]) for e in errors] == [
        ("1.xlsx", "can't be read"),
        ("2.xlsx", "has changed since it was added"),
    ]
    stricter = descriptor(LIST.replace("filled: [STATE, ", "filled: [TYPE, "))
    workbook(
        kept / "4.xlsx", [*agreement_rows(9), ("TEXAS", "no type", None, "TFM", None)], modified="2025-09-04T00:00:00Z"
    )
    sync_snapshots(descriptor(), kept)
    assert "reads differently" in str(check_snapshots(stricter, kept)[-1])


def test_files_dropped_in_by_hand_are_taken_up_and_deleted_ones_forgotten(tmp_path: Path) -> None:
    kept = tmp_path / "snapshots"
    add_snapshot(descriptor(), book(tmp_path, "a.xlsx", 5, 1), kept)
    book(kept, "b.xlsx", 6, 2)
    (kept / "README.md").write_text("Not data.")
    (kept / "cut.xlsx").write_bytes(b"PK\x03\x04")
    synced, errors = sync_snapshots(descriptor(), kept)
    assert [s.file for s in synced] == ["a.xlsx", "b.xlsx"]
    assert [Path(e.where).name for e in errors] == ["cut.xlsx"]
    (kept / "a.xlsx").unlink()
    assert [s.file for s in sync_snapshots(descriptor(), kept)[0]] == ["b.xlsx"]
    assert sync_snapshots(descriptor(), tmp_path / "nowhere") == ((), ())


def test_an_edited_descriptor_has_all_snapshots_read_and_judged_anew(tmp_path: Path) -> None:
    kept, by_hand = tmp_path / "snapshots", datetime(2025, 9, 9, tzinfo=UTC)
    add_snapshots(descriptor(), [book(tmp_path, "list-2024-01-01.xlsx", 5, 1), book(tmp_path, "b.xlsx", 3, 2)], kept)
    add_snapshot(descriptor(), book(tmp_path, "c.xlsx", 4, 3), kept, by_hand)

    def told(text: str) -> list[tuple[str, int, str, str]]:
        found, errors = sync_snapshots(descriptor(text), kept)
        assert errors == ()
        assert check_snapshots(descriptor(text), kept) == ()
        return [(s.file[:1], s.rows, f"{s.observed_at:%Y-%m-%d}", s.status) for s in found]

    first = [
        ("l", 5, "2025-09-01", "believed"),
        ("b", 3, "2025-09-02", "held-back"),
        ("c", 4, "2025-09-09", "believed"),
    ]
    assert told(LIST) == first
    assert told(LIST.replace("max_row_loss: 0.2", "max_row_loss: 0.5"))[1][3] == "believed"
    assert told(LIST.replace("workbook.modified, filename", "filename, workbook.modified"))[0][2] == "2024-01-01"
    assert told(LIST.replace("filled: [STATE,", "filled: [NOWHERE,"))[0][:2] == ("l", 5)
    assert told(LIST) == first


def test_what_an_edited_descriptor_can_t_read_is_told_each_time_and_not_forgotten(tmp_path: Path) -> None:
    kept, by_hand = tmp_path / "snapshots", datetime(2025, 9, 9, tzinfo=UTC)
    add_snapshot(descriptor(), book(tmp_path, "a.xlsx", 5, 1), kept, by_hand)
    for _ in range(2):
        found, errors = sync_snapshots(descriptor(SERIES.replace("name: prices", "name: agreements")), kept)
        assert found == ()
        assert "has none of the columns" in str(errors[0])
    (kept / "a.xlsx").write_bytes(b"forged")
    found, errors = sync_snapshots(descriptor(LIST.replace("filled: [STATE,", "filled: [TYPE,")), kept)
    assert (found, str(errors[0])) == ((), f"{kept}/a.xlsx: has changed since it was added (restore the file)")
    shutil.copy(tmp_path / "a.xlsx", kept / "a.xlsx")
    assert [s.observed_at for s in sync_snapshots(descriptor(), kept)[0]] == [by_hand]


ADD = """
import sys
from pathlib import Path
from dataset_builders import descriptor
from claimtrack.datasets.snapshots import add_snapshot
kept, *files = map(Path, sys.argv[1:])
for file in files:
    add_snapshot(descriptor(), file, kept)
"""


def test_two_processes_that_add_at_once_lose_nothing(tmp_path: Path) -> None:
    kept = tmp_path / "snapshots"
    halves = [
        [book(tmp_path / half, f"{n}.xlsx", 40 + n, day + n) for n in range(8)] for half, day in (("a", 1), ("b", 12))
    ]
    running = [
        subprocess.Popen([sys.executable, "-c", ADD, str(kept), *map(str, half)], cwd=Path(__file__).parent)
        for half in halves
    ]
    assert [process.wait(timeout=100) for process in running] == [0, 0]
    listed = load_snapshots(descriptor(), kept)
    assert len(listed) == 16
    assert {s.file for s in listed} == {p.name for p in kept.iterdir()} - {"manifest.json"}
    assert check_snapshots(descriptor(), kept) == ()


def test_the_shipped_manifest_is_as_the_program_writes_it(tmp_path: Path) -> None:
    shutil.copytree(Path(__file__).parents[2] / "corpus/datasets/ice-287g-counts", tmp_path / "counts")
    manifest = tmp_path / "counts/snapshots/manifest.json"
    before = manifest.read_text()
    found = load_descriptor(tmp_path / "counts")
    assert sync_snapshots(found, tmp_path / "counts/snapshots")[1] == ()
    assert manifest.read_text() == before, "run: claimtrack dataset list"


def test_the_manifest_can_be_rebuilt_from_the_files(tmp_path: Path) -> None:
    kept = tmp_path / "snapshots"
    add_snapshots(descriptor(), [book(tmp_path, f"{n}.xlsx", 5 + n, n) for n in (1, 2, 3)], kept)
    before = (kept / "manifest.json").read_text()
    (kept / "manifest.json").unlink()
    sync_snapshots(descriptor(), kept)
    assert (kept / "manifest.json").read_text() == before


@pytest.mark.parametrize("text", ["{", "[]", '{"snapshots": [{"file": "a"}]}'])
def test_a_damaged_manifest_is_told(tmp_path: Path, text: str) -> None:
    (tmp_path / "manifest.json").write_text(text)
    with pytest.raises(DatasetError, match="manifest is damaged"):
        load_snapshots(descriptor(), tmp_path)


def test_a_manifest_can_t_name_files_elsewhere(tmp_path: Path) -> None:
    kept = tmp_path / "snapshots"
    add_snapshot(descriptor(), book(tmp_path, "a.xlsx", 5, 1), kept)
    path = kept / "manifest.json"
    path.write_text(path.read_text().replace('"a.xlsx"', '"../a.xlsx"'))
    with pytest.raises(ClaimtrackError, match="plain file name"):
        load_snapshots(descriptor(), kept)


def test_rules_changed_since_are_applied_anew(tmp_path: Path) -> None:
    kept = tmp_path / "snapshots"
    add_snapshots(descriptor(), [book(tmp_path, "a.xlsx", 100, 1), book(tmp_path, "b.xlsx", 70, 2)], kept)
    lenient = descriptor(LIST.replace("max_row_loss: 0.2", "max_row_loss: 0.5"))
    assert [s.status for s in sync_snapshots(lenient, kept)[0]] == ["believed", "believed"]


def test_cells_that_could_not_be_read_are_counted_and_named(tmp_path: Path) -> None:
    rows = [*agreement_rows(2), ("TEXAS", "X", "County", "TFM", "soon")]
    found = add_snapshot(descriptor(), workbook(tmp_path / "a.xlsx", rows), tmp_path / "snapshots")
    assert found.notes == ("SIGNED: 1 of 3 cells are no date, the first is 'soon'",)


def test_a_series_is_dated_by_its_last_row(tmp_path: Path) -> None:
    (tmp_path / "prices.csv").write_text("month,region,index,low,high\n2025-01,,100,99,101\n2025-02,,101,,\n")
    found = add_snapshot(descriptor(SERIES), tmp_path / "prices.csv", tmp_path / "snapshots")
    assert (found.observed_at, found.observed_at_source) == (
        datetime(2025, 2, 1, tzinfo=UTC),
        "last date in the rows",
    )


def test_the_real_lists_have_their_true_times_and_the_swapped_pair_is_held_back(tmp_path: Path) -> None:
    folder = shared_lists()
    with (folder / "snapshots.csv").open(encoding="utf-8") as stream:
        truth = {row["file"]: row for row in csv.DictReader(stream)}
    for kind, swapped in (
        ("participating", "42 rows where the list of 2025-09-18 15:42Z had 1,000"),
        ("pending", "1,000 rows where the list of 2025-09-11 10:12Z had 12"),
    ):
        entry = load_descriptor(catalogue_path(f"ice-287g-{kind}"))
        files = [folder / name for name, row in truth.items() if row["kind"] == kind]
        found, errors = add_snapshots(entry, files, tmp_path / kind)
        assert errors == ()
        assert len(found) == len(files)
        for snapshot in found:
            row = truth[snapshot.file]
            assert snapshot.observed_at.isoformat() == row["observed_at"].replace("Z", "+00:00")
            assert (snapshot.observed_at_source, snapshot.sha256) == (row["observed_at_source"], row["sha256"])
        held = [s for s in found if not s.believed]
        assert [s.file for s in held] == [f"{kind}Agencies09222025pm.xlsx"]
        assert swapped in held[0].reason
        assert "looks like another list" in held[0].reason
    manifest = json.loads((tmp_path / "participating" / "manifest.json").read_text(encoding="utf-8"))
    assert len(manifest["snapshots"]) == 31
