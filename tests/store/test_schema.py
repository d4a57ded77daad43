"""A database is made, upgraded, or refused; migrations and tables say the same."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, inspect, text, update

from claimtrack.errors import StoreError
from claimtrack.store import database as databases
from claimtrack.store.engine import open_store
from claimtrack.store.schema import HEAD, upgrade
from claimtrack.store.tables import metadata, schema

IN_FULL = {
    "sqlite": "SELECT type, name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite_%' ORDER BY name",
    "postgresql": """
        SELECT 'column', table_name || '.' || column_name, data_type || is_nullable || coalesce(collation_name, '')
        FROM information_schema.columns WHERE table_schema = 'public'
        UNION ALL SELECT 'index', indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'
        UNION ALL SELECT 'rule', conrelid::regclass || '.' || conname, pg_get_constraintdef(oid)
        FROM pg_constraint WHERE connamespace = 'public'::regnamespace
        ORDER BY 1, 2""",
}


def in_full(connection: Connection) -> list[Any]:
    """The whole schema as the database tells it, white space apart; the order of rules within a table is no matter."""
    rows = connection.execute(text(IN_FULL[connection.dialect.name]))
    return sorted((kind, name, _flat(sql)) for kind, name, sql in rows)


def _flat(sql: str) -> list[str]:
    """Return the lines of a statement; a column that SQLite added stands on the line of the one before it."""
    return sorted(part.strip(" \t,()") for line in sql.splitlines() for part in re.split(r", (?=\w+ [A-Z]+)", line))


@pytest.fixture
def migrated(url: str) -> str:
    """A database made by the migrations alone."""
    database = databases.connect(url)
    database.prepare()
    with database.writing() as connection:
        upgrade(connection, "head")
    database.close()
    return url


def test_migrations_give_the_tables(migrated: str) -> None:
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    with open_store(migrated) as store, store.reading() as connection:
        options = {"compare_type": True, "version_table": schema.name}
        context = MigrationContext.configure(connection, opts=options)
        assert compare_metadata(context, metadata) == []


def test_a_new_database_is_just_as_the_migrations_make_it(migrated: str, second_url: str) -> None:
    with open_store(migrated) as store, store.reading() as connection:
        by_migrations = in_full(connection)
    with open_store(second_url) as store, store.reading() as connection:
        assert in_full(connection) == by_migrations
    told = repr(by_migrations)
    assert all(name in told for name in (*metadata.tables, schema.name, "uq_verdicts_current"))


def test_head_is_the_last_migration() -> None:
    from alembic.config import Config
    from alembic.script import ScriptDirectory

    config = Config()
    config.set_main_option("script_location", "claimtrack.store:migrations")
    scripts = ScriptDirectory.from_config(config)
    assert scripts.get_heads() == [HEAD]
    assert [s.revision for s in scripts.walk_revisions()][::-1] == [f"{n + 1:04}" for n in range(int(HEAD))]


def test_a_database_that_was_begun_but_has_no_revision_is_upgraded(url: str) -> None:
    database = databases.connect(url)
    database.prepare()
    with database.writing() as connection:
        schema.create(connection)
    database.close()
    with open_store(url) as store:
        assert store.counts().documents == 0


def test_an_upgrade_that_fails_leaves_the_database_as_it_was(url: str) -> None:
    database = databases.connect(url)
    database.prepare()
    with database.writing() as connection:
        schema.create(connection)
        connection.execute(text("CREATE TABLE decisions (x INTEGER)"))  # The others are made first, then this fails.
    with pytest.raises(StoreError):
        open_store(url)
    with database.reading() as connection:
        assert "claims" not in inspect(connection).get_table_names()
        assert connection.execute(text("SELECT version_num FROM claimtrack_schema")).scalar() is None
    database.close()


def test_a_newer_database_is_refused_in_one_line(url: str) -> None:
    with open_store(url) as store, store.writing() as connection:
        connection.execute(update(schema).values(version_num="0099"))
    with pytest.raises(StoreError) as caught:
        open_store(url)
    assert "schema 0099" in str(caught.value)
    assert "update claimtrack" in caught.value.hint
    assert "\n" not in str(caught.value)


def test_another_programs_database_is_left_alone(tmp_path: Path) -> None:
    import sqlite3

    file = tmp_path / "places.sqlite"
    with sqlite3.connect(file) as connection:
        connection.execute("CREATE TABLE moz_places (id INTEGER)")
    connection.close()
    before = file.read_bytes()
    with pytest.raises(StoreError, match="tables of another program: moz_places"):
        open_store(f"sqlite:///{file}")
    assert file.read_bytes() == before


def test_a_server_may_hold_other_programs_tables_but_none_of_our_names(postgresql_url: str) -> None:
    database = databases.connect(postgresql_url)
    with database.writing() as connection:
        connection.execute(text("CREATE TABLE invoices (id INTEGER)"))
    open_store(postgresql_url).close()
    with database.writing() as connection:
        connection.execute(text("DROP TABLE claimtrack_schema"))
    with pytest.raises(StoreError, match=r"another program: .*claims"):
        open_store(postgresql_url)
    database.close()


def test_a_start_imports_no_more_than_it_needs(tmp_path: Path) -> None:
    program = """
import sys
from claimtrack.store.engine import open_store
assert not {"sqlalchemy", "msgspec", "alembic"} & set(sys.modules), "before"
for _ in "12":
    open_store(sys.argv[1]).close()
print(*({"alembic", "sqlalchemy.orm", "pydantic", "psycopg", "msgspec"} & set(sys.modules)))
"""
    done = subprocess.run(
        [sys.executable, "-c", program, f"sqlite:///{tmp_path / 'a.db'}"], capture_output=True, text=True, check=False
    )
    assert (done.stdout.strip(), done.stderr, done.returncode) == ("", "", 0)
