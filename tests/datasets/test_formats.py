"""Kinds of files beside workbooks and CSV: ODS, Parquet, JSON, SQLite."""

from __future__ import annotations

import json
import sqlite3
import zipfile
from contextlib import closing
from datetime import date
from pathlib import Path

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimtrack.datasets.dataset import Table
from claimtrack.datasets.grid import PIECE, grid_of_even
from claimtrack.datasets.readers import read_table
from claimtrack.datasets.reading import read_files
from claimtrack.datasets.texts import LONG, cell_text, text_column
from claimtrack.datasets.wire import packed, unpacked
from claimtrack.errors import UnreadableFileError

NAMES = ("year", "value")
ROWS = (("2023", "1.50"), ("2024", "2"))

ODS = """<?xml version="1.0" encoding="UTF-8"?><office:document-content
xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"
xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" office:version="1.2"><office:body><office:spreadsheet>
<table:table table:name="Prices">{rows}<table:table-row table:number-rows-repeated="1048000"><table:table-cell
table:number-columns-repeated="16384"/></table:table-row></table:table></office:spreadsheet></office:body>
</office:document-content>"""


def table(path: Path) -> Table:
    """The table read through the child."""
    (found,) = read_files([path], NAMES)
    assert found.table is not None, found.error
    return found.table


def refusal(path: Path) -> str:
    (found,) = read_files([path], NAMES)
    assert isinstance(found.error, UnreadableFileError)
    return str(found.error)


def ods(path: Path) -> Path:
    texts = "".join(
        f'<table:table-cell office:value-type="string"><text:p>{name}</text:p></table:table-cell>' for name in NAMES
    )
    numbers = "".join(
        "<table:table-row>"
        + "".join(f'<table:table-cell office:value-type="float" office:value="{v}"/>' for v in row)
        + "</table:table-row>"
        for row in ROWS
    )
    meta = (
        '<office:document-meta xmlns:office="o" xmlns:dc="d" xmlns:meta="m"><office:meta>'
        "<meta:creation-date>2024-01-02T03:04:05</meta:creation-date><dc:date>2025-01-02T03:04:05</dc:date>"
        "</office:meta></office:document-meta>"
    )
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", '<manifest:manifest xmlns:manifest="m"/>')
        archive.writestr("content.xml", ODS.format(rows=f"<table:table-row>{texts}</table:table-row>{numbers}"))
        archive.writestr("meta.xml", meta)
    return path


def test_an_ods_sheet_with_endless_padding_is_read_with_its_dates(tmp_path: Path) -> None:
    (found,) = read_files([ods(tmp_path / "a.ods")], NAMES)
    assert found.table == Table(columns=NAMES, rows=(("2023", "1.5"), ("2024", "2")), last_row=3, sheet="Prices")
    assert found.clues is not None
    assert (found.clues.modified, found.clues.created) == ("2025-01-02T03:04:05", "2024-01-02T03:04:05")


def test_parquet_is_read_exactly(tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    duckdb.connect().execute(
        "COPY (SELECT * FROM (VALUES (2023, 1.50::DECIMAL(9,2)), (2024, 2)) t(year, value)) TO $path (FORMAT parquet)",
        {"path": str(path)},
    )
    assert table(path).rows == (("2023", "1.50"), ("2024", "2.00"))


@pytest.mark.parametrize(
    "text",
    [
        '[{"year": 2023, "value": 1.50}, {"year": 2024, "value": 2}]',
        '{"year": 2023, "value": 1.50}\n{"year": 2024, "value": 2}\n',
        '{"meta": {"page": 1}, "data": [{"year": 2023, "value": 1.50}, {"year": 2024, "value": 2}]}',
        '[{"pages": 1}, [{"year": 2023, "value": 1.50}, {"year": 2024, "value": 2}]]',
        '{"year": [2023, 2024], "value": [1.50, 2]}',
        '[["year", "value"], [2023, 1.50], [2024, 2]]',
    ],
)
def test_json_in_its_common_shapes_keeps_numbers_as_written(tmp_path: Path, text: str) -> None:
    (tmp_path / "a.json").write_text(text)
    found = table(tmp_path / "a.json")
    assert (found.columns, found.rows) == (NAMES, ROWS)


def test_records_in_records_and_missing_keys(tmp_path: Path) -> None:
    records = [{"year": 2023, "country": {"id": "JP", "value": "Japan"}}, {"year": 2024, "value": None}]
    (tmp_path / "a.json").write_text(json.dumps(records))
    found = table(tmp_path / "a.json")
    assert found.columns == ("year", "country.id", "country.value", "value")
    assert found.rows == (("2023", "JP", "Japan", None), ("2024", None, None, None))


@pytest.mark.parametrize("text", ['{"a": 1}', "[]", "[1, 2]", "[" * 100_000, "{"])
def test_json_without_records_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "a.json").write_text(text)
    assert "JSON" in refusal(tmp_path / "a.json") or "no list of records" in refusal(tmp_path / "a.json")


def test_columns_of_unequal_length_are_refused_by_name(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text(json.dumps({"meta": {"year": [2023, 2024], "value": [1]}}))
    assert "has columns of unequal length: year has 2 values, value has 1" in refusal(tmp_path / "a.json")
    both = {"tags": {"a": ["x"], "b": ["y", "z"]}, "data": [{"year": 2023, "value": 1}]}
    (tmp_path / "b.json").write_text(json.dumps(both))
    assert table(tmp_path / "b.json").rows == (("2023", "1"),)


def test_half_a_character_in_json_is_cut_and_the_file_read(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text('{"\\ud800": [{"year\\udfff": 2023, "value": "\\ud8001"}]}')
    assert table(tmp_path / "a.json").rows == (("2023", "1"),)


@pytest.mark.parametrize(("first", "last"), [(0, 400), (4, 300), (-100, -8)])
def test_a_damaged_parquet_file_is_refused_in_one_short_line(tmp_path: Path, first: int, last: int) -> None:
    path = tmp_path / "a.parquet"
    duckdb.sql("SELECT i AS year, i AS value FROM range(9000) t(i)").write_parquet(str(path))
    raw = path.read_bytes()
    path.write_bytes(raw[:400] if not first else raw[:first] + bytes(len(raw[first:last])) + raw[last:])
    said = refusal(path)
    assert "is a damaged Parquet file: " in said
    assert said.count(str(path)) == 1
    assert said.isprintable()
    assert len(said) < 300


def test_a_reader_that_dies_over_another_kind_of_file_is_not_called_a_workbook(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("claimtrack.datasets.reading.COMMAND", ("false",))
    (tmp_path / "a.parquet").write_bytes(b"PAR1")
    assert "made the reader stop" in refusal(tmp_path / "a.parquet")


def test_the_sqlite_table_that_fits_is_read_and_nothing_is_written(tmp_path: Path) -> None:
    path = tmp_path / "a b?.sqlite"
    with closing(sqlite3.connect(path)) as database:
        database.execute("CREATE TABLE notes (id, text)")
        database.execute('CREATE TABLE "the ""prices" (year INTEGER, value TEXT)')
        database.executemany('INSERT INTO "the ""prices" VALUES (?, ?)', ROWS)
        database.execute("CREATE VIEW v AS SELECT 1 AS year, 2 AS value, 3 AS more")
        database.commit()
    before = path.read_bytes()
    found = table(path)
    assert (found.columns, found.rows, found.sheet) == (NAMES, ROWS, 'the "prices')
    assert path.read_bytes() == before
    assert [p.name for p in tmp_path.iterdir()] == [path.name]


def test_a_damaged_database_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    path.write_bytes(b"SQLite format 3\x00" + b"\xff" * 4000)
    assert "SQLite" in refusal(path)


CELLS = st.one_of(
    st.none(),
    st.text(max_size=5),
    st.floats(),
    st.integers(-3, 3),
    st.booleans(),
    st.dates(),
    st.sampled_from(["-0", "-0.0", "x\x00", "a\nb", ""]),
)


@given(st.one_of(st.lists(CELLS), st.lists(st.floats() | st.sampled_from(["", "-0.0", "h"])), st.lists(st.text())))
def test_a_column_is_read_as_its_cells_are(cells: list[object]) -> None:
    assert text_column(cells) == tuple(map(cell_text, cells))


@pytest.mark.parametrize("rare", [None, "", "x\x00", "\x1f", "é", "\ud800", 1.0, True, date(2024, 1, 1)])
def test_a_long_column_of_few_values_is_read_as_its_cells_are(rare: object) -> None:
    for cells in ([*["a", "b", None] * 1_000, rare], [*["a"] * 3_000, rare], [*map(str, range(3_000)), rare]):
        assert text_column(cells) == tuple(map(cell_text, cells))


@given(st.lists(st.floats() | st.floats(-1, 1) | st.integers(-9, 9).map(float), min_size=1))
def test_many_floats_are_written_as_one_is(floats: list[float]) -> None:
    long = floats * (LONG // len(floats) + 1)
    assert text_column(long)[: len(floats)] == tuple(map(cell_text, floats))


@pytest.mark.parametrize("first", ["", "a", 7.0, 1e-9, None, True])
def test_a_grid_of_many_pieces_is_read_as_its_cells_are(first: object) -> None:
    rows = [[first, f"agency {i}", "TEXAS", i * 0.5, "" if i % 3 else "x\x00"] for i in range(LONG + 1)]
    rows[PIECE + 1] = [1e22, "", "Ohio\x1f", "n/a", date(2024, 1, 1)]
    made = grid_of_even("s", rows, 5, len(rows), left=1)
    assert made.columns == ((None,) * len(rows), *(tuple(map(cell_text, column)) for column in zip(*rows, strict=True)))


def test_equal_texts_of_a_piece_are_one_object() -> None:
    column = text_column(["".join(("TEX", end)) for end in ("AS", "AN", "") * PIECE])
    assert len(set(map(id, column))) == 3


TEXTS = st.lists(st.none() | st.text(max_size=5).map(cell_text))


@given(TEXTS | TEXTS.map(lambda cells: cells * (2_001 // max(len(cells), 1) + 1)))
def test_a_column_crosses_to_the_parent_as_it_is(cells: list[str | None]) -> None:
    said, raw = packed(tuple(cells))
    assert list(unpacked(json.loads(json.dumps(said)), raw, len(cells))) == cells
    assert said["size"] == len(raw)
    with pytest.raises(ValueError, match=r"cells|places"):
        unpacked(said, raw, len(cells) + 2)


def test_a_table_nobody_described_is_the_largest(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    with closing(sqlite3.connect(path)) as database:
        database.execute("CREATE TABLE a (x)")
        database.execute("CREATE TABLE b (x, y)")
        database.executemany("INSERT INTO b VALUES (?, ?)", [(1, 2), (3, 4)])
        database.commit()
    assert read_table(path, ())[0].sheet == "b"


SDMX = {
    "specific": """<m:StructureSpecificData xmlns:m="urn:m" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
        <m:DataSet><Series FREQ="A" GEO="DE"><Obs TIME_PERIOD="2023" OBS_VALUE="1.50" OBS_STATUS="p"/>
        <Obs TIME_PERIOD="2024" OBS_VALUE="2"/></Series></m:DataSet></m:StructureSpecificData>""",
    "flat": """<m:StructureSpecificData xmlns:m="urn:m"><m:DataSet>
        <Obs FREQ="A" GEO="DE" TIME_PERIOD="2023" OBS_VALUE="1.50" OBS_STATUS="p"/>
        <Obs FREQ="A" GEO="DE" TIME_PERIOD="2024" OBS_VALUE="2"/></m:DataSet></m:StructureSpecificData>""",
    "generic": """<m:GenericData xmlns:m="urn:m" xmlns:g="urn:g"><m:DataSet><g:Series><g:SeriesKey>
        <g:Value id="FREQ" value="A"/><g:Value id="GEO" value="DE"/></g:SeriesKey>
        <g:Obs><g:ObsDimension value="2023"/><g:ObsValue value="1.50"/>
        <g:Attributes><g:Value id="OBS_STATUS" value="p"/></g:Attributes></g:Obs>
        <g:Obs><g:ObsDimension value="2024"/><g:ObsValue value="2"/></g:Obs></g:Series></m:DataSet></m:GenericData>""",
}


@pytest.mark.parametrize("form", SDMX)
def test_sdmx_messages_become_rows(tmp_path: Path, form: str) -> None:
    (tmp_path / "a.xml").write_text(SDMX[form])
    found = table(tmp_path / "a.xml")
    assert found.columns == ("FREQ", "GEO", "TIME_PERIOD", "OBS_VALUE", "OBS_STATUS")
    assert found.rows == (("A", "DE", "2023", "1.50", "p"), ("A", "DE", "2024", "2", None))


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("<html><p>404</p></html>", "no SDMX data message"),
        ("<a>", "can't be read as XML"),
        (
            '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a><Obs OBS_VALUE="1">&x;</Obs></a>',
            "can't be read as XML",
        ),
    ],
)
def test_other_xml_is_refused_and_opens_no_files(tmp_path: Path, text: str, says: str) -> None:
    (tmp_path / "a.xml").write_text(text)
    assert says in refusal(tmp_path / "a.xml")
