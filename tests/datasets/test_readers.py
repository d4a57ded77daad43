from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from datetime import date
from pathlib import Path

import pytest
from dataset_builders import HEADER, agreement_rows, shared_lists, workbook

from claimtrack.datasets import caps, child, reading
from claimtrack.datasets.dataset import Table
from claimtrack.datasets.readers import READERS, read_table
from claimtrack.datasets.reading import FileReading, read_files
from claimtrack.datasets.texts import cell_text
from claimtrack.errors import UnreadableFileError


def one(path: Path, **options: float) -> FileReading:
    (found,) = read_files([path], HEADER, **options)
    return found


def table(path: Path) -> Table:
    found = one(path).table
    assert found is not None
    return found


def refusal(path: Path) -> str:
    error = one(path).error
    assert isinstance(error, UnreadableFileError)
    assert error.where == str(path)
    assert "\n" not in str(error)
    return str(error)


def test_a_workbook_is_read_as_text_with_its_date(tmp_path: Path) -> None:
    found = one(workbook(tmp_path / "a.xlsx", [HEADER, ("TEXAS", "A", "County", 7, date(2025, 3, 1))]))
    assert found.table == Table(
        columns=HEADER, rows=(("TEXAS", "A", "County", "7", "2025-03-01"),), last_row=2, sheet="Sheet1"
    )
    assert found.clues is not None
    assert found.clues.modified == "2025-09-02T20:05:26Z"


def test_titles_above_blank_padding_below_and_empty_header_cells_survive(tmp_path: Path) -> None:
    rows = [
        ("Agreements in force",),
        ("as of 2 September", None, None, None, None, ""),
        (None,),
        ("state ", *HEADER[1:], "", ""),
        *((*row, "") for row in agreement_rows(3)[1:]),
    ]
    found = table(workbook(tmp_path / "a.xlsx", rows, padding=70))
    assert found.columns == HEADER
    assert len(found.rows) == 3
    assert found.last_row == 7


def test_a_row_below_the_table_counts_for_the_last_filled_row(tmp_path: Path) -> None:
    found = table(workbook(tmp_path / "a.xlsx", [*agreement_rows(2), (None,), ("Source: ICE",)]))
    assert found.last_row == 5
    assert len(found.rows) == 4


def test_the_sheet_that_holds_the_columns_is_chosen(tmp_path: Path) -> None:
    notes = [("Notes", "Text"), ("1", "Read me"), ("2", "x")]
    found = table(workbook(tmp_path / "a.xlsx", agreement_rows(2), sheets=[("Notes", notes)]))
    assert found.sheet == "Sheet1"


def test_nameless_and_twin_columns_get_names(tmp_path: Path) -> None:
    found = table(workbook(tmp_path / "a.xlsx", [("STATE", None, "X", "X"), ("TEXAS", "a", "b", "c")]))
    assert found.columns == ("STATE", "column 2", "X", "X (2)")


@pytest.mark.parametrize(
    ("raw", "rows"),
    [
        (b"STATE;SIGNED\nTEXAS;1,5\n", (("TEXAS", "1,5"),)),
        ("STATE,SIGNED\nTEXAS,Café\n".encode("cp1252"), (("TEXAS", "Café"),)),
        ("STATE\tSIGNED\nTEXAS\tä\n".encode("utf-16"), (("TEXAS", "ä"),)),
        (b'\xef\xbb\xbfSTATE,SIGNED\n"TEX,AS","a ""b"""\n\n', (("TEX,AS", 'a "b"'),)),
        (b"STATE,SIGNED\nTEXAS\n", (("TEXAS", None),)),
    ],
)
def test_csv_dialects_and_encodings(tmp_path: Path, raw: bytes, rows: tuple[tuple[str | None, ...], ...]) -> None:
    file = tmp_path / "a.csv"
    file.write_bytes(raw)
    found = table(file)
    assert (found.columns, found.rows, found.last_row) == (("STATE", "SIGNED"), rows, 2)


TEXT = "STATE;LAW ENFORCEMENT AGENCY\nTexas;Café\n"


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"])
def test_text_is_decoded_whatever_wrote_it(tmp_path: Path, encoding: str) -> None:
    (tmp_path / "a.csv").write_bytes(TEXT.encode(encoding))
    assert table(tmp_path / "a.csv").rows == (("Texas", "Café"),)


@pytest.mark.parametrize(
    ("raw", "says"),
    [
        (TEXT.encode("cp1252").replace(b"\xe9", b"\x81"), "is neither UTF-8 nor Windows-1252 text: byte 39"),
        (TEXT.encode("utf-16") + b"x", "is no sound UTF-16 text: byte 83"),
        (TEXT.replace("Texas", "ééé").encode() + b"\xff", "is no sound UTF-8 text: byte 43"),
    ],
)
def test_text_that_can_t_be_decoded_is_refused_not_guessed(tmp_path: Path, raw: bytes, says: str) -> None:
    (tmp_path / "a.csv").write_bytes(raw)
    assert says in refusal(tmp_path / "a.csv")


def test_names_that_differ_in_case_only_are_twins(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("state,STATE,State,TYPE,signed,SIGNED (2),Signed\na,b,c,d,e,f,g\n")
    assert table(tmp_path / "a.csv").columns == (
        *("state (2)", "STATE", "State (3)", "TYPE", "SIGNED", "SIGNED (2)", "SIGNED (3)"),
    )


def test_a_column_named_as_one_of_ours_gets_a_suffix(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("STATE,Snapshot,source file\na,b,c\n")
    assert table(tmp_path / "a.csv").columns == ("STATE", "Snapshot (2)", "source file (2)")


def test_a_name_that_is_not_utf_8_is_refused_and_the_next_file_read(tmp_path: Path) -> None:
    bad = tmp_path / os.fsdecode(b"caf\xe9.csv")
    try:
        bad.write_text(TEXT)
    except OSError:
        pytest.skip("this file system takes UTF-8 names only")
    (tmp_path / "good.csv").write_text(TEXT)
    first, second = read_files([bad, tmp_path / "good.csv"], HEADER)
    assert str(first.error) == f"{tmp_path}/caf\\xe9.csv: has a name that is not UTF-8 (rename it)"
    assert second.table is not None


def test_a_workbook_s_part_may_have_any_name(tmp_path: Path) -> None:
    raw = workbook(tmp_path / "a.xlsx", agreement_rows(1)).read_bytes()
    (tmp_path / "a.xlsx").write_bytes(raw.replace(b"docProps/core.xml", b"docProps/c\xe9re.xml"))
    assert len(table(tmp_path / "a.xlsx").rows) == 1
    (tmp_path / "a.xlsx").write_bytes(raw.replace(b"worksheets/sheet1.xml", b"worksheets/she\xe9t1.xml"))
    refusal(tmp_path / "a.xlsx")


def test_every_ending_offered_has_a_reader(tmp_path: Path) -> None:
    assert set(READERS) == reading.ENDINGS
    for ending in reading.ENDINGS:
        path = tmp_path / f"a{ending}"
        path.write_bytes(b"")
        with pytest.raises(UnreadableFileError, match="is empty"):
            read_table(path, HEADER)


def test_control_characters_are_cut_at_the_door() -> None:
    assert cell_text("a\x1b[31mb\u202ec\x00") == "a[31mbc"
    assert cell_text("") is None
    assert (cell_text(12.0), cell_text(0.5), cell_text(True)) == ("12", "0.5", "TRUE")


def test_what_is_no_workbook_is_refused_in_one_line(tmp_path: Path) -> None:
    good = workbook(tmp_path / "good.xlsx", agreement_rows(200)).read_bytes()
    cases = {
        "empty.xlsx": (b"", "is empty"),
        "page.xlsx": (b"<!DOCTYPE html><html>404</html>", "is a web page"),
        "old.xlsx": (b"\xd0\xcf\x11\xe0" + b"\0" * 600, "password-protected"),
        "text.xlsx": (b"STATE,AGENCY\n", "is no workbook"),
        "cut.xlsx": (good[: len(good) // 2], "truncated"),
        "book.csv": (good, "in spite of its name"),
        "empty.csv": (b"", "is empty"),
        "blank.csv": (b"\n\n,,\n", "holds no table"),
        "data.parquet": (b"STATE,AGENCY", "is no Parquet file"),
        "data.sqlite": (b"STATE,AGENCY", "is no SQLite database"),
        "data.json": (b"<p>404</p>", "can't be read as JSON"),
        "data.doc": (b"STATE,AGENCY", "unknown ending"),
    }
    for name, (content, says) in cases.items():
        (tmp_path / name).write_bytes(content)
        assert says in refusal(tmp_path / name), name


def test_a_zip_that_is_no_workbook_is_refused(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.xlsx", "w") as archive:
        archive.writestr("readme.txt", "hello")
    assert "no workbook" in refusal(tmp_path / "a.xlsx")


def test_a_cell_far_out_is_refused_and_the_next_file_read(tmp_path: Path) -> None:
    far = workbook(tmp_path / "far.xlsx", agreement_rows(2), extra_cells='<c r="XFD1048576"><v>1</v></c>')
    good = workbook(tmp_path / "good.xlsx", agreement_rows(2))
    first, second = read_files([far, good], HEADER)
    assert "row 1,048,576, column 16,384" in str(first.error)
    assert second.table is not None


def test_far_cells_are_seen_across_the_edge_of_two_blocks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = workbook(tmp_path / "a.xlsx", agreement_rows(2), extra_cells='<c r="XFD1048576"><v>1</v></c>')
    for block in range(40, 60):
        monkeypatch.setattr(caps, "BLOCK", block)
        with pytest.raises(UnreadableFileError, match="row 1,048,576"):
            caps.check_workbook(path)


def test_a_long_narrow_sheet_is_let_through(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", agreement_rows(2), extra_cells='<c r="F250000"><v>1</v></c>')
    caps.check_workbook(path)


def test_a_zip_bomb_is_refused_unopened(tmp_path: Path) -> None:
    path = workbook(tmp_path / "bomb.xlsx", agreement_rows(2))
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/sharedStrings.xml", b"\0" * (32 * 2**20))
    assert "would unpack to 32 MB" in refusal(path)


STUB = """
import os, time
from claimtrack.datasets import child

answer = child._answer

def stub(job):
    if job["path"].endswith("dies.xlsx"):
        os.abort()
    if job["path"].endswith("hangs.xlsx"):
        time.sleep(60)
    return answer(job)

child._answer = stub
child.main()
"""


def test_a_reader_that_dies_or_hangs_costs_its_file_only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "stub.py").write_text(STUB)
    monkeypatch.setattr(reading, "COMMAND", (sys.executable, str(tmp_path / "stub.py")))
    files = [workbook(tmp_path / f"{name}.xlsx", agreement_rows(2)) for name in ("a", "dies", "b", "hangs", "c")]
    found = list(read_files(files, HEADER, wall=3.0))
    assert [r.table is not None for r in found] == [True, False, True, False, True]
    assert "made the reader stop" in str(found[1].error)
    assert "took longer than 3 seconds" in str(found[3].error)


def test_too_much_memory_is_told_apart(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def swell(*_: object) -> None:
        raise MemoryError

    monkeypatch.setattr(child, "read_block", swell)
    said, cells = child._answer({"path": str(tmp_path / "a.xlsx"), "columns": []})
    assert ("of memory to read" in said["error"], cells) == (True, ())


def test_the_child_runs_nothing_of_the_current_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "json.py").write_text("open('run', 'w').close()\n")
    (tmp_path / "claimtrack").mkdir()
    (tmp_path / "claimtrack/__init__.py").write_text("open('run', 'w').close()\n")
    (tmp_path / "a.csv").write_text(TEXT)
    monkeypatch.chdir(tmp_path)
    assert table(Path("a.csv")).rows == (("Texas", "Café"),)
    assert not (tmp_path / "run").exists()


def test_the_child_runs_under_limits() -> None:
    resource = pytest.importorskip("resource")
    code = (
        "from claimtrack.datasets import child; import resource; child._limit(); "
        "print(resource.getrlimit(resource.RLIMIT_AS)[0])"
    )
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert 0 < int(told) <= child.MEMORY
    assert resource.getrlimit(resource.RLIMIT_AS)[0] != int(told)


def test_the_child_imports_nothing_heavy() -> None:
    heavy = ("spacy", "duckdb", "pydantic", "sqlalchemy", "trafilatura", "yaml")
    code = f"import sys; import claimtrack.datasets.child; print([m for m in {heavy!r} if m in sys.modules])"
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert told.strip() == "[]"


def test_the_real_list_of_2_september_ends_on_row_958() -> None:
    path = shared_lists() / "participatingAgencies08022025pm.xlsx"
    found, properties = read_table(path, ("STATE", "LAW ENFORCEMENT AGENCY"))
    assert (len(found.rows), found.last_row) == (957, 958)
    assert found.columns[-1] == "ADDENDUM"
    assert properties["modified"] == "2025-09-02T20:05:26Z"
