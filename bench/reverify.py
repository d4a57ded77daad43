"""Verifying again after a new snapshot, with a million claims linked to one dataset, beside one pass of DuckDB.

    python bench/reverify.py [DOCUMENTS] [FOLDER]

In one run: (a) one DuckDB pass: the slices of both snapshots, joined with a table of all (cell, value) claims, and what
differs, in the slices and in all columns of the rows; (b) our whole verify-again: which documents are affected, judging
them anew, saving them. The second follows what changed: it is measured with cells changed that 10, 100 and 1,000
documents depend on. Claims are made by bulk inserts into the store's own tables, ten to a document, from ten that were
extracted and judged from a real text. FOLDER is where some GB may lie meanwhile.
"""

from __future__ import annotations

import os
import sqlite3
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from hashlib import sha256
from itertools import islice
from pathlib import Path
from typing import Any

from sqlalchemy import Table, select

from claimtrack.corpus.document import Source
from claimtrack.datasets.difference import fill_rows
from claimtrack.datasets.rows import cached_path
from claimtrack.inventory import add_snapshots, load_data
from claimtrack.period import parse_stamp
from claimtrack.pipeline.opening import opened_store
from claimtrack.pipeline.verifying import Checked, Options, Verification
from claimtrack.settings import Workspace, make_workspace, open_workspace
from claimtrack.store import tables
from claimtrack.store.engine import Store

DATASET = "library-branches"
CELLS = 3_000
"""Towns of the list."""
CLAIMS = 10
"""Claims of a document."""
TEMPLATES = CELLS // CLAIMS
AT_ONCE = 5_000
"""Documents that are written in one transaction."""
COPIED = (
    tables.documents, tables.versions, tables.claims, tables.links, tables.verdicts, tables.dependencies
)  # fmt: skip
NAMING = ("versions", "claims")
"""Tables whose payload holds the ids of its row, and the document's source."""
SIZES = (10, 100, 1_000)
ROW = "TOWN AS town, BRANCH AS branch"
"""All columns that both issues have."""
DESCRIPTOR = """\
name: library-branches
resources: [{name: branches, path: snapshots/, format: csv}]
claimtrack:
  topics: [library, libraries]
  observed_at: [filename]
  quality: {required: [TOWN, BRANCH], filled: [TOWN, BRANCH]}
  dimensions: {town: {column: TOWN, names: true}}
  measures:
    branches: {count: rows, nouns: [branch, library branch], max_age_days: 60}
"""


def town(number: int) -> str:
    """Return the name of a town: letters only, so that it is no number of its own."""
    letters = "abcdefghijklmnopqrstuvwxyz"
    return "Q" + letters[number // 676 % 26] + letters[number // 26 % 26] + letters[number % 26] + "ville"


def size(number: int) -> int:
    """Return how many branches a town has."""
    return 20 + number * 7919 % 60


def publish(workspace: Workspace, day: str, changed: frozenset[int]) -> None:
    """Add an issue of the list in which some towns have one branch more."""
    file = workspace.root / f"branches-{day}.csv"
    with file.open("w", encoding="utf-8") as stream:
        stream.write(f"TOWN,BRANCH,PRINTED {day}\n")
        for number in range(CELLS):
            for branch in range(size(number) + (number in changed)):
                stream.write(f"{town(number)},{town(number)} {branch},\n")
    _, errors = add_snapshots(workspace, DATASET, [file])
    if errors:
        raise SystemExit(str(errors[0]))


def story(first: int) -> str:
    """Return a text with ten claims, each of a town."""
    numbers = [first + step * TEMPLATES for step in range(CLAIMS)]
    told = [f"In {town(number)}, the library runs {size(number)} library branches." for number in numbers]
    return "Libraries of the county\n\n" + "\n\n".join(told) + "\n"


def templates(workspace: Workspace) -> tuple[str, ...]:
    """Verify one text for every ten towns, no town twice; return the documents' ids."""
    texts = [Source(name=f"corpus/pages/t{n}.txt", media="text", data=story(n).encode()) for n in range(TEMPLATES)]
    with Verification(workspace, Options(published=parse_stamp("2025-01-12"))) as run:
        found = [one for one in run.run(texts) if isinstance(one, Checked)]
    outcomes = {check.verdict.outcome.value for one in found for check in one.checks}
    if outcomes != {"agrees"} or {len(one.checks) for one in found} != {CLAIMS}:
        raise SystemExit(f"the texts are not read as they were written: {outcomes}")
    return tuple(one.document.id for one in found)


def copies(documents: int) -> Iterator[tuple[int, int]]:
    """Yield template and number of each copy: 10, 100 and 1,000 of the first three, the rest of all others in turn."""
    for template, many in enumerate(SIZES):
        yield from ((template, number) for number in range(1, many))
    left = documents - sum(SIZES) - (TEMPLATES - len(SIZES))
    others = TEMPLATES - len(SIZES)
    yield from ((len(SIZES) + number % others, 1 + number // others) for number in range(max(left, 0)))


Row = tuple[object, ...]


class Template:
    """A document's rows as they are stored, to be written again under ids of their own."""

    def __init__(self, connection: sqlite3.Connection, number: int, document_id: str) -> None:
        self._number = number
        self._rows = {table.name: self._read(connection, table, document_id) for table in COPIED}
        ids = [document_id, *(row[0] for row in self._rows["claims"])]
        self._ids = [str(one) for one in ids]

    @staticmethod
    def _read(connection: sqlite3.Connection, table: Table, document_id: str) -> list[Row]:
        if table is tables.documents:
            where = "id = ?"
        elif table in (tables.links, tables.verdicts):
            where = "claim_id IN (SELECT id FROM claims WHERE document_id = ?)"
        else:
            where = "document_id = ?"
        return connection.execute(f"SELECT {_names(table)} FROM {table.name} WHERE {where}", (document_id,)).fetchall()

    def copy(self, number: int, waiting: dict[str, list[Row]]) -> None:
        """Add the rows of one copy to those that wait."""
        new = {old: sha256(f"{old} {number}".encode()).hexdigest()[: len(old)] for old in self._ids}
        new[f"corpus/pages/t{self._number}.txt"] = f"corpus/pages/t{self._number}-{number}.txt"
        for name, rows in self._rows.items():
            for row in rows:
                waiting[name].append(tuple(self._renamed(row, new, name in NAMING)))

    def _renamed(self, row: Row, new: dict[str, str], is_naming: bool) -> Iterator[object]:
        own = {str(value) for value in row if value in new} | {f"corpus/pages/t{self._number}.txt"}
        for value in row:
            if is_naming and isinstance(value, str) and value.startswith("{"):
                for old in own:
                    value = value.replace(old, new[old])
            yield new.get(value, value) if isinstance(value, str) else value


def _names(table: Table) -> str:
    return ", ".join(f'"{column.name}"' for column in table.columns)


def fill(file: Path, ids: tuple[str, ...], documents: int) -> None:
    """Copy the templates until there are so many documents, past the store: nobody else is there, no log is needed."""
    with closing(sqlite3.connect(file, isolation_level=None)) as connection:
        for pragma in ("journal_mode=OFF", "synchronous=OFF", "foreign_keys=OFF", "cache_size=-1000000"):
            connection.execute(f"PRAGMA {pragma}")
        found = [Template(connection, place, key) for place, key in enumerate(ids)]
        rest = copies(documents)
        while chunk := list(islice(rest, AT_ONCE)):
            waiting: dict[str, list[Row]] = {table.name: [] for table in COPIED}
            for template, number in chunk:
                found[template].copy(number, waiting)
            connection.execute("BEGIN")
            for table in COPIED:
                marks = ", ".join("?" * len(table.columns))
                text = f"INSERT INTO {table.name} ({_names(table)}) VALUES ({marks})"
                connection.executemany(text, waiting[table.name])
            connection.execute("COMMIT")
        connection.execute("PRAGMA journal_mode=WAL")


def claim_table(store: Store, connection: Any, folder: Path) -> int:
    """Put each claim's cell and value into a table of DuckDB; return how many there are."""
    cells, rests = tables.cells, tables.dependencies
    statement = select(cells.c.scope, cells.c.seen).join(rests, rests.c.cell_id == cells.c.id)
    file = folder / "claims.csv"
    with store.reading() as reading, file.open("w", encoding="utf-8") as stream:
        for scope, seen in reading.execute(statement):
            stream.write(f"{scope.split(chr(34))[3]},{seen.split()[0]}\n")
    connection.execute(f"CREATE TABLE claims AS SELECT column0 AS town, column1 AS value FROM '{file}'")
    return int(connection.execute("SELECT count(*) FROM claims").fetchone()[0])


@dataclass(frozen=True, slots=True)
class Spent:
    """Seconds by the clock, and of the processors."""

    wall: float
    cpu: float

    def __str__(self) -> str:
        return f"{self.wall:.3f} s ({self.cpu:.3f} s of CPU)"


class Watch:
    """Measures from its making on."""

    def __init__(self) -> None:
        self._start = time.perf_counter(), time.process_time()

    def spent(self) -> Spent:
        """Return what went by since it was made."""
        return Spent(time.perf_counter() - self._start[0], time.process_time() - self._start[1])


def one_pass(connection: Any, before: Path, after: Path) -> tuple[Spent, int]:
    """Return what one query took, and how many claims' cells changed.

    It counts the slices of both issues, joins them with all claims, and compares the issues' rows in all columns.
    """
    old, new = (f"read_parquet('{path}')" for path in (before, after))
    slices = [f"(SELECT TOWN AS town, count(*) AS n FROM {rows} GROUP BY TOWN)" for rows in (old, new)]
    text = f"""
        WITH came AS (SELECT town, count(*) AS n FROM (SELECT {ROW} FROM {new} EXCEPT ALL SELECT {ROW} FROM {old})
                      GROUP BY town),
             went AS (SELECT town, count(*) AS n FROM (SELECT {ROW} FROM {old} EXCEPT ALL SELECT {ROW} FROM {new})
                      GROUP BY town)
        SELECT c.town, c.value, a.n, b.n, came.n, went.n FROM claims c LEFT JOIN {slices[0]} a USING (town)
        LEFT JOIN {slices[1]} b USING (town) LEFT JOIN came USING (town) LEFT JOIN went USING (town)
        WHERE a.n IS DISTINCT FROM b.n OR came.n > 0 OR went.n > 0
    """
    watch = Watch()
    found = connection.execute(text).fetchall()
    return watch.spent(), len(found)


def verify_again(workspace: Workspace) -> tuple[Spent, Spent, int]:
    """Return what all of it took and what came before the first document, and how many documents were judged."""
    watch = Watch()
    with Verification(workspace, Options()) as run:
        results = run.recheck_affected()
        first = next(results, None)
        found = watch.spent()
        judged = [one for one in (first, *results) if isinstance(one, Checked)]
    return watch.spent(), found, len(judged)


def measured(folder: Path, documents: int) -> None:
    """Make the database, then measure each size, and print a line for each."""
    import duckdb

    workspace = library(folder)
    ids = templates(workspace)
    watch = Watch()
    file = workspace.database_file
    if file is None:
        raise SystemExit("this bench fills a SQLite file")
    fill(file, ids, documents)
    print(f"filled in {watch.spent()}: {file.stat().st_size / 1e9:.1f} GB", flush=True)
    connection = duckdb.connect(config={"threads": os.cpu_count() or 1})
    with opened_store(workspace) as store:
        print(f"{claim_table(store, connection, folder):,} claims of {documents:,} documents", flush=True)
    changed: frozenset[int] = frozenset()
    previous = rows_of(workspace)
    for place, many in enumerate(SIZES):
        changed |= {place}
        publish(workspace, f"2025-03-{place + 1:02}", changed)
        newest = rows_of(workspace)
        compare(workspace, connection, (previous, newest), many)
        previous = newest


def compare(workspace: Workspace, connection: Any, issues: tuple[Path, Path], many: int) -> None:
    """Measure both and print a line; end where they don't find what was changed."""
    theirs, cells = one_pass(connection, *issues)
    ours, found, judged = verify_again(workspace)
    if judged != many or cells != many:
        raise SystemExit(f"{judged} documents judged and {cells} claims' cells changed, not {many}")
    print(
        f"{many:>5} documents affected: one pass of DuckDB {theirs}, verified again {ours}, first one after "
        f"{found}; ratio {ours.wall / theirs.wall:.1f} by the clock, {ours.cpu / theirs.cpu:.1f} of CPU",
        flush=True,
    )


def library(folder: Path) -> Workspace:
    """Make the workspace with two issues of the list."""
    make_workspace(folder)
    home = folder / "corpus" / "datasets" / DATASET
    (home / "snapshots").mkdir(parents=True)
    (home / "datapackage.yaml").write_text(DESCRIPTOR, encoding="utf-8")
    workspace = open_workspace(folder, None, {})
    publish(workspace, "2025-01-10", frozenset())
    publish(workspace, "2025-01-20", frozenset())
    return workspace


def rows_of(workspace: Workspace) -> Path:
    """Read the newest issue's rows into the cache, as `dataset snapshot` does, and return where they are."""
    data = load_data(workspace)
    fill_rows(data.descriptors[0], data.snapshots, workspace.cache, data.descriptors[0].snapshots_dir)
    newest = max(data.snapshots, key=lambda snapshot: snapshot.observed_at)
    return cached_path(data.descriptors[0], newest, workspace.cache)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory(dir=sys.argv[2] if len(sys.argv) > 2 else None) as name:
        measured(Path(name), int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
