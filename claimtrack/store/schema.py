"""Which revision a database is of: made, upgraded, or refused when it is newer.

A new database is made in one go from tables.py, which a test holds equal to what the migrations give: so neither a
first nor a later start imports alembic. Only an older database does.
"""

from __future__ import annotations

from sqlalchemy import Connection, insert, inspect, select

from claimtrack.errors import StoreError
from claimtrack.store.database import Database
from claimtrack.store.tables import metadata, schema

HEAD = "0005"
"""The newest revision; revisions are numbers, so that a newer database is known as newer without its migrations."""

NONE = "0000"


def ensure(database: Database) -> None:
    """Bring the database to HEAD. Raises StoreError when it is newer, or not claimtrack's."""
    with database.reading() as connection:
        revision = _revision(connection, database.where)
    if revision == HEAD:
        database.prepare()
        return
    _refuse_newer(revision, database.where)
    database.prepare()
    with database.writing() as connection:
        database.lock_schema(connection)
        revision = _revision(connection, database.where)  # Another process may have been quicker.
        _refuse_newer(revision, database.where)
        if revision is None:
            _create(connection)
        elif revision != HEAD:
            upgrade(connection, HEAD)


def upgrade(connection: Connection, revision: str) -> None:
    """Run the migrations up to `revision` inside the caller's transaction."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", "claimtrack.store:migrations")
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    command.upgrade(config, revision)


def _create(connection: Connection) -> None:
    metadata.create_all(connection, checkfirst=False)
    schema.create(connection, checkfirst=False)
    connection.execute(insert(schema).values(version_num=HEAD))


def _revision(connection: Connection, where: str) -> str | None:
    """Return the stored revision, NONE for a database that was begun but got no revision, None for an empty one."""
    inspector = inspect(connection)
    if inspector.has_table(schema.name):
        return connection.execute(select(schema.c.version_num)).scalar() or NONE
    # A SQLite file belongs to one program; a PostgreSQL schema may hold other programs' tables beside ours.
    strangers = set(inspector.get_table_names())
    if connection.dialect.name == "postgresql":
        strangers &= set(metadata.tables)
    if strangers:
        raise StoreError(
            f"the database holds tables of another program: {', '.join(sorted(strangers)[:3])}",
            where=where,
            hint="name an empty one with --db",
        )
    return None


def _refuse_newer(revision: str | None, where: str) -> None:
    if revision is not None and revision > HEAD:
        raise StoreError(
            f"the database is of schema {revision}, this claimtrack knows up to {HEAD}",
            where=where,
            hint="update claimtrack, or name another database with --db",
        )
