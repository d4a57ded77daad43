"""Verifying again after a new snapshot, with a million claims linked to one dataset, beside one pass of DuckDB.

    python bench/reverify.py [DOCUMENTS]

In one run: (a) one DuckDB pass: the slices of both snapshots, joined with a table of all (cell, value) claims, and what
differs; (b) our whole verify-again: which documents are affected, judging them anew, saving them. The second follows
what changed: it is measured with cells changed that 10, 100 and 1,000 documents depend on. Claims are made by bulk
inserts into the store's own tables, ten to a document, from ten that were extracted and judged from a real text.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any

from sqlalchemy import insert, select

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
SHORTEST = 16
"""Characters of the shortest text that may hold an id."""
COPIED = (
    tables.documents, tables.versions, tables.claims, tables.links, tables.verdicts, tables.dependencies
)  # fmt: skip
SIZES = (10, 100, 1_000)
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


class Copier:
    """Copies documents with all their rows, under ids of their own."""

    def __init__(self, store: Store, ids: tuple[str, ...]) -> None:
        self._rows: list[dict[str, list[dict[str, Any]]]] = []
        with store.reading() as connection:
            for key in ids:
                mine = {}
                for table in COPIED:
                    statement = select(table)
                    if table in (tables.links, tables.verdicts):
                        statement = statement.join(tables.claims).where(tables.claims.c.document_id == key)
                    else:
                        statement = statement.where(
                            (table.c.id if table is tables.documents else table.c.document_id) == key
                        )
                    mine[table.name] = [dict(row) for row in connection.execute(statement).mappings()]
                self._rows.append(mine)

    def rows(self, template: int, number: int) -> Iterator[tuple[str, dict[str, Any]]]:
        """Yield table and row of one copy."""
        own = self._rows[template]
        ids = [own["documents"][0]["id"], *(row["id"] for row in own["claims"])]
        new = {key: sha256(f"{key} {number}".encode()).hexdigest()[: len(key)] for key in ids}
        new |= {f"pages/t{template}.txt": f"pages/t{template}-{number}.txt"}
        for name, rows in own.items():
            for row in rows:
                yield name, {key: _renamed(value, new) for key, value in row.items()}


def _renamed(value: Any, new: Mapping[str, str]) -> Any:
    if not isinstance(value, str) or len(value) < SHORTEST:
        return value
    if value in new:
        return new[value]
    for old, other in new.items():
        if old in value:
            value = value.replace(old, other)
    return value


def fill(store: Store, ids: tuple[str, ...], documents: int) -> None:
    """Copy the templates until there are so many documents."""
    copier = Copier(store, ids)
    waiting: dict[str, list[dict[str, Any]]] = {table.name: [] for table in COPIED}
    with store.writing() as connection:
        for count, (template, number) in enumerate(copies(documents), 1):
            for name, row in copier.rows(template, number):
                waiting[name].append(row)
            if count % 2_000 == 0:
                _flush(connection, waiting)
        _flush(connection, waiting)


def _flush(connection: Any, waiting: dict[str, list[dict[str, Any]]]) -> None:
    for table in COPIED:
        if waiting[table.name]:
            connection.execute(insert(table), waiting[table.name])
            waiting[table.name].clear()


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


def one_pass(connection: Any, before: Path, after: Path) -> tuple[float, int]:
    """Return the seconds of slices of both, join with all claims and diff, and how many claims' cells changed."""
    slices = [f"(SELECT TOWN AS town, count(*) AS n FROM read_parquet('{p}') GROUP BY TOWN)" for p in (before, after)]
    text = f"""
        SELECT c.town, c.value, a.n, b.n FROM claims c LEFT JOIN {slices[0]} a USING (town)
        LEFT JOIN {slices[1]} b USING (town) WHERE a.n IS DISTINCT FROM b.n
    """
    start = time.perf_counter()
    found = connection.execute(text).fetchall()
    return time.perf_counter() - start, len(found)


def verify_again(workspace: Workspace) -> tuple[float, float, int]:
    """Return the seconds of all of it and of finding what is affected, and how many documents were judged."""
    start = time.perf_counter()
    with Verification(workspace, Options()) as run:
        results = run.recheck_affected()
        first = next(results, None)
        found = time.perf_counter() - start
        judged = [one for one in (first, *results) if isinstance(one, Checked)]
    return time.perf_counter() - start, found, len(judged)


def measured(documents: int) -> None:
    """Make the database, then measure each size, and print a line for each."""
    import duckdb

    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        workspace = library(folder)
        ids = templates(workspace)
        with opened_store(workspace) as store:
            fill(store, ids, documents)
            connection = duckdb.connect(config={"threads": 2})
            print(f"{claim_table(store, connection, folder):,} claims of {documents:,} documents")
        changed: frozenset[int] = frozenset()
        previous = rows_of(workspace)
        for place, many in enumerate(SIZES):
            changed |= {place}
            publish(workspace, f"2025-03-{place + 1:02}", changed)
            newest = rows_of(workspace)
            ours, found, judged = verify_again(workspace)
            theirs, cells = one_pass(connection, previous, newest)
            previous = newest
            if judged != many or cells != many:
                raise SystemExit(f"{judged} documents judged and {cells} claims' cells changed, not {many}")
            print(
                f"{many:>5} documents affected: one pass of DuckDB {theirs:.3f} s, verified again {ours:.2f} s "
                f"(first one after {found:.2f} s), ratio {ours / theirs:.1f}"
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
    measured(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
