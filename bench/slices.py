"""All single-column slices of a long table, through the observatory and as one GROUPING SETS query.

    python bench/slices.py [ROWS]

Prints the CPU seconds of both, measured in one run on tables of equal content, and their ratio; the slices must agree.
The time of the observatory is that of its questions, from a loaded table to the histories of every value.
"""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path

from claimtrack.datasets.dataset import Descriptor, Snapshot
from claimtrack.datasets.descriptor import parse_descriptor
from claimtrack.datasets.rows import cached_path
from claimtrack.measures.engine import Engine
from claimtrack.measures.measure import Query
from claimtrack.measures.observe import Observatory
from claimtrack.period import parse_stamp

COLUMNS = 8
DIFFERENT = (5, 10, 20, 50, 100, 200, 500, 1_000)
"""How many values each column has."""


def described() -> Descriptor:
    """Return a list of rows that can be cut by each of its columns."""
    dimensions = "\n".join(f"    d{i}: c{i}" for i in range(COLUMNS))
    text = f"""
name: long
resources: [{{name: data, path: snapshots/}}]
claimtrack:
  dimensions:
{dimensions}
  measures:
    rows: {{count: rows, nouns: [row]}}
"""
    return parse_descriptor(text, name="bench", folder=None)


def made(descriptor: Descriptor, rows: int, folder: Path) -> Snapshot:
    """Write the table's rows where the observatory looks for them, and return its snapshot."""
    import duckdb

    snapshot = Snapshot(
        dataset=descriptor.name,
        file="long.csv",
        sha256="a" * 64,
        rows_sha256="b" * 64,
        observed_at=parse_stamp("2025-01-01").start,
        observed_at_source="bench",
        rows=rows,
        last_row=rows + 1,
        columns=tuple(f"c{i}" for i in range(COLUMNS)),
    )
    columns = ", ".join(f"'value ' || (hash(i * {COLUMNS} + {n}) % {many}) AS c{n}" for n, many in enumerate(DIFFERENT))
    target = cached_path(descriptor, snapshot, folder)
    duckdb.connect().execute(f"COPY (SELECT {columns} FROM range({rows}) t(i)) TO '{target}' (FORMAT parquet)")
    return snapshot


def measured(rows: int) -> tuple[float, float]:
    """Return the CPU seconds of the observatory's slices and of the one query."""
    with tempfile.TemporaryDirectory() as folder:
        descriptor = described()
        snapshot = made(descriptor, rows, Path(folder))
        engine = Engine()
        path = cached_path(descriptor, snapshot, Path(folder))
        columns = [f"c{i}" for i in range(COLUMNS)]
        engine.load(descriptor.name, {"b": path}, [(snapshot.sha256, "b")], columns)
        sets = ", ".join(f"(snapshot, {column})" for column in columns)
        query = Query(sql=f"SELECT snapshot, {', '.join(columns)}, count(*) FROM long GROUP BY GROUPING SETS ({sets})")
        with Observatory([descriptor], [snapshot], Path(folder)) as observatory:
            observatory.run(descriptor.name, Query(sql="SELECT count(*) FROM long"))  # loads the table
            engine.run(Query(sql="SELECT count(*) FROM long"))
            start = time.process_time()
            found = engine.run(query)
            at_once = time.process_time() - start
            start = time.process_time()
            slices = observatory.slices(descriptor.name, "rows")
            apart = time.process_time() - start
        engine.close()
    wanted = {(next(i for i, cell in enumerate(row[1:-1]) if cell is not None), row[-1]) for row in found}
    got = {(int(h.scope[0][0][1:]), int(h.observations[0].value)) for h in slices if h.scope}
    if wanted != got:
        raise SystemExit("the slices differ")
    return apart, at_once


if __name__ == "__main__":
    apart, at_once = measured(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000)
    print(f"slices {apart:.3f} s, grouping sets {at_once:.3f} s, ratio {apart / at_once:.2f}")
