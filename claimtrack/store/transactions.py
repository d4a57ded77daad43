"""A database that was opened: transactions in it, and its closing. What the parts of the store share."""

from __future__ import annotations

from contextlib import AbstractContextManager
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from claimtrack.store.database import Database


class Transactions:
    """An open database."""

    def __init__(self, database: Database) -> None:
        self.database = database

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the database. Closing twice is harmless."""
        self.database.close()

    def reading(self) -> AbstractContextManager[Connection]:
        """Return a transaction that sees one state of the database and can't change it."""
        return self.database.reading()

    def writing(self) -> AbstractContextManager[Connection]:
        """Return a transaction that is kept as a whole or not at all; on SQLite the only writer meanwhile."""
        return self.database.writing()
