"""Files that carry their own columns read as grids: Parquet, JSON records and lines, SQLite tables."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any
from urllib.parse import quote

from claimtrack.datasets.caps import check_rectangle, check_size
from claimtrack.datasets.delimited import read_text
from claimtrack.datasets.grid import Grid, grid_of
from claimtrack.datasets.texts import collapse
from claimtrack.errors import UnreadableFileError

MAX_TABLES = 200
MAX_STEPS = 200_000_000
"""How many steps SQLite's machine may take over one file."""

Grids = tuple[list[Grid], dict[str, str]]


def read_parquet(path: Path) -> Grids:
    """Return a Parquet file's rows. Raises UnreadableFileError when it is none."""
    import duckdb

    _check_start(path, b"PAR1", "Parquet file")
    with duckdb.connect(":memory:", config={"threads": 1, "autoload_known_extensions": False}) as connection:
        try:
            found = connection.execute("SELECT * FROM read_parquet(?)", [str(path)])
            names = [column[0] for column in found.description or ()]
            rows = found.fetchmany(_most_rows(names))
            over = found.fetchone() is not None
        except (duckdb.Error, ValueError, OverflowError) as error:
            raise _damaged_parquet(error, path) from None
    check_rectangle(len(rows) + over, len(names), "the table", path)
    return [grid_of("", [names, *rows])], {}


def _damaged_parquet(error: Exception, path: Path) -> UnreadableFileError:
    """Return DuckDB's complaint as one short line without the path, which stands before it anyway."""
    first = str(error).replace(f' "{path}"', "").replace(f" '{path}'", "").splitlines()[0]
    said = collapse("".join(c if c.isprintable() else " " for c in first))
    return UnreadableFileError(f"is a damaged Parquet file: {said[:160]}", where=str(path), hint="download it again")


def read_sqlite(path: Path) -> Grids:
    """Return the tables of a SQLite database, opened for reading only. Raises UnreadableFileError when it is none."""
    _check_start(path, b"SQLite format 3\x00", "SQLite database")
    try:
        with closing(sqlite3.connect(f"file:{quote(str(path.absolute()))}?mode=ro&immutable=1", uri=True)) as database:
            database.execute("PRAGMA trusted_schema = OFF")
            database.text_factory = lambda raw: raw.decode("utf-8", errors="replace")
            database.set_progress_handler(lambda: 1, MAX_STEPS)
            return [_sqlite_table(database, name, path) for name in _sqlite_tables(database)], {}
    except sqlite3.Error as error:
        raise UnreadableFileError(f"can't be read as a SQLite database: {error}", where=str(path)) from None


def read_json(path: Path) -> Grids:
    """Return JSON records, lines of records, or columns as a grid. Raises UnreadableFileError when it holds none."""
    text = read_text(path)
    try:
        data = _loaded(text)
    except (ValueError, RecursionError) as error:
        raise UnreadableFileError(f"can't be read as JSON: {error}", where=str(path)) from None
    tables = list(_record_lists(data))
    if not tables and (said := _unequal(data)):
        raise UnreadableFileError(f"has columns of unequal length: {said}", where=str(path))
    if not tables:
        raise UnreadableFileError(
            "holds no list of records", where=str(path), hint='a list such as [{"year": 2024, "value": 5}, …]'
        )
    return [grid_of(name, _records(records)) for name, records in tables], {}


def _check_start(path: Path, start: bytes, what: str) -> None:
    check_size(path)
    with path.open("rb") as stream:
        if stream.read(len(start)) != start:
            raise UnreadableFileError(f"is no {what} in spite of its name", where=str(path))


def _most_rows(names: Sequence[str]) -> int:
    from claimtrack.datasets.caps import MAX_CELLS

    return MAX_CELLS // max(len(names), 1)


def _sqlite_tables(database: sqlite3.Connection) -> list[str]:
    """Return the plain tables; views and virtual tables run code of the file's maker."""
    sql = (
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite!_%' ESCAPE '!' "
        "AND sql NOT LIKE 'CREATE VIRTUAL%' ORDER BY name LIMIT ?"
    )
    return [row[0] for row in database.execute(sql, (MAX_TABLES,))]


def _sqlite_table(database: sqlite3.Connection, name: str, path: Path) -> Grid:
    escaped = name.replace('"', '""')
    found = database.execute(f'SELECT * FROM "{escaped}"')  # noqa: S608 - quoted
    names = [column[0] for column in found.description]
    rows = found.fetchmany(_most_rows(names))
    check_rectangle(len(rows) + (found.fetchone() is not None), len(names), f"the table {name}", path)
    return grid_of(name, [names, *([None if isinstance(v, bytes) else v for v in row] for row in rows)])


def _loaded(text: str) -> Any:
    """Return the JSON value, or the list of the lines' values; numbers stay as written."""
    exact: dict[str, Any] = {"parse_float": str, "parse_int": str, "parse_constant": lambda _: None}
    try:
        return json.loads(text, **exact)
    except ValueError:
        lines = [line for line in text.splitlines() if line.strip()]
        if len(lines) < 2:
            raise
        return [json.loads(line, **exact) for line in lines]


def _record_lists(data: Any, name: str = "") -> Iterable[tuple[str, Any]]:
    """Yield each list of records (or of rows) with the key it stands under, at most two keys deep."""
    match data:
        case [dict(), *_] | [list(), *_] if all(isinstance(item, type(data[0])) for item in data):
            yield name, data
        case [dict(), list() as rows]:  # The World Bank's answers: a page's description, then its records.
            yield from _record_lists(rows, name)
        case dict() if name.count(".") < 2:
            if _is_columns(data):
                if len(set(map(len, data.values()))) == 1:
                    yield name, [list(data), *zip(*data.values(), strict=True)]
                return
            for key, value in data.items():
                yield from _record_lists(value, f"{name}.{key}" if name else str(key))
        case _:
            return


def _is_columns(data: dict[str, Any]) -> bool:
    """Whether a record holds nothing but lists of plain values: a table by columns."""
    return bool(data) and all(isinstance(v, list) and not isinstance((v or [0])[0], dict | list) for v in data.values())


def _unequal(data: Any) -> str:
    """Return the lengths of columns that differ in it, empty where there are no such."""
    if not isinstance(data, dict):
        return ""
    if not _is_columns(data):
        return next((said for value in data.values() if (said := _unequal(value))), "")
    first, *others = ((collapse(str(name))[:40], len(cells)) for name, cells in data.items())
    other = next((pair for pair in others if pair[1] != first[1]), None)
    return "" if other is None else f"{first[0]} has {first[1]:,} values, {other[0]} has {other[1]:,}"


def _records(records: Sequence[Any]) -> list[Sequence[Any]]:
    """Return records as rows below a row of their keys; a record in a record gives names such as country.value."""
    if not isinstance(records[0], dict):
        return list(records)
    flat = [dict(_flattened(record)) for record in records]
    names = list(dict.fromkeys(name for record in flat for name in record))
    return [names, *([record.get(name) for name in names] for record in flat)]


def _flattened(record: dict[str, Any]) -> Iterable[tuple[str, Any]]:
    for key, value in record.items():
        if isinstance(value, dict):
            yield from ((f"{key}.{below}", cell) for below, cell in value.items() if not isinstance(cell, dict | list))
        elif not isinstance(value, list):
            yield key, value
