"""DuckDB under lock: tables are loaded, then no file, network, extension or setting can be reached; one SELECT runs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from claimtrack.datasets.rows import literal
from claimtrack.errors import DatasetError
from claimtrack.measures.measure import Query
from claimtrack.measures.sql import quoted

if TYPE_CHECKING:
    import duckdb

MEMORY = "1GB"
THREADS = 2
LOCKS = (
    "SET enable_external_access=false",
    "SET autoinstall_known_extensions=false",
    "SET autoload_known_extensions=false",
    "SET allow_community_extensions=false",
    "SET python_enable_replacements=false",
    "SET max_temp_directory_size='0KiB'",
    "SET max_execution_time=60000",
    "SET lock_configuration=true",
)
"""Run after loading, in this order; the last makes them final."""

Row = tuple[Any, ...]


class Engine:
    """A DuckDB database in memory that holds the datasets' rows and can do nothing but answer queries."""

    def __init__(self) -> None:
        import duckdb

        self._connection: duckdb.DuckDBPyConnection = duckdb.connect(
            ":memory:", config={"threads": THREADS, "memory_limit": MEMORY}
        )
        self._locked = False

    def load(
        self, dataset: str, rows: Mapping[str, Path], snapshots: Sequence[tuple[str, str]], columns: Sequence[str]
    ) -> None:
        """Make the dataset's table from the cached rows by hash; `snapshots` are (snapshot, its rows' hash).

        Raises DatasetError when that fails.
        """
        import duckdb

        files = ", ".join(literal(str(path)) for path in rows.values())
        hashes = ", ".join(f"({literal(str(path))}, {literal(key)})" for key, path in rows.items())
        pairs = ", ".join(f"({literal(snapshot)}, {literal(key)})" for snapshot, key in snapshots)
        names = ", ".join(f"r.{quoted(column)}" for column in columns)
        made = (
            f"CREATE TABLE {quoted(dataset)} AS SELECT s.snapshot, {names} "  # noqa: S608 - quoted
            f"FROM read_parquet([{files}], union_by_name=true, filename='source file') r "
            f"JOIN (VALUES {hashes}) h(file, hash) ON r.{quoted('source file')} = h.file "
            f"JOIN (VALUES {pairs}) s(snapshot, hash) ON s.hash = h.hash"
        )
        try:
            self._connection.execute(made)
        except duckdb.Error as error:
            first = str(error).splitlines()[0]
            raise DatasetError(f"can't be loaded: {first}", where=dataset, hint="delete .claimtrack") from None

    def lock(self) -> None:
        """Shut every door to the outside; nothing can be loaded afterwards."""
        if not self._locked:
            for statement in LOCKS:
                self._connection.execute(statement)
            self._locked = True

    def run(self, query: Query) -> list[Row]:
        """Return the rows of one SELECT.

        Raises DatasetError for any other statement, for several at once, and when the query fails.
        """
        import duckdb

        self.lock()
        try:
            statements = self._connection.extract_statements(query.sql)
            if len(statements) != 1 or statements[0].type != duckdb.StatementType.SELECT:
                raise DatasetError("only one SELECT may run", where="query", hint=query.sql[:80])
            return self._connection.execute(query.sql, list(query.parameters)).fetchall()
        except duckdb.Error as error:
            first = str(error).splitlines()[0]
            raise DatasetError(f"the query failed: {first}", where="query", hint=query.sql[:80]) from None

    def close(self) -> None:
        """Free the tables."""
        self._connection.close()
