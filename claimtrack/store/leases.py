"""Leases: who works on a source or a document. Taken without waiting, held until a time, checked at every commit.

On PostgreSQL the rows are taken by FOR UPDATE SKIP LOCKED, so that workers never wait for each other; SQLite has one
writer at a time, and needs no more.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import Connection, Table, select, update

from claimtrack.errors import RecordError
from claimtrack.store.tables import documents, sources

CHUNK = 500
"""Names in one statement; SQLite takes some thousands."""


class LeaseLostError(RecordError):
    """Somebody else has taken over the work that this was part of; nothing of it is kept."""

    code = "lease"


class Leasable(StrEnum):
    """What can be leased."""

    SOURCE = "source"
    DOCUMENT = "document"


@dataclass(frozen=True, slots=True, kw_only=True)
class Lease:
    """The right to work on a source or document until it is released or taken over."""

    of: Leasable
    id: str
    token: str


TABLES: dict[Leasable, Table] = {Leasable.SOURCE: sources, Leasable.DOCUMENT: documents}
NAMES = {Leasable.SOURCE: "url", Leasable.DOCUMENT: "source"}
"""The column that tells people which one it is."""


def take(
    connection: Connection,
    of: Leasable,
    ids: Iterable[str],
    token: str,
    now: datetime,
    until: datetime,
    dead: Callable[[str], bool],
) -> dict[str, str]:
    """Lease what nobody works on; return for each of the others the token of who does.

    A lease that ran out is taken over, and one whose holder `dead` knows to be gone.
    """
    table = TABLES[of]
    wanted = sorted(ids)
    held = dict.fromkeys(wanted, "")
    free: list[str] = []
    for start in range(0, len(wanted), CHUNK):
        columns = (table.c.id, table.c.lease_token, table.c.lease_until)
        statement = select(*columns).where(table.c.id.in_(wanted[start : start + CHUNK])).order_by(table.c.id)
        for row in connection.execute(statement.with_for_update(skip_locked=True)):
            if row.lease_token and row.lease_until and row.lease_until > now and not dead(row.lease_token):
                held[row.id] = row.lease_token
            else:
                free.append(row.id)
    for start in range(0, len(free), CHUNK):
        mine = table.c.id.in_(free[start : start + CHUNK])
        connection.execute(update(table).where(mine).values(lease_token=token, lease_until=until))
    return {key: who for key, who in held.items() if key not in set(free)}


def renew(connection: Connection, token: str, until: datetime) -> None:
    """Hold on to all that is leased under a token."""
    for table in TABLES.values():
        connection.execute(update(table).where(table.c.lease_token == token).values(lease_until=until))


def release(connection: Connection, token: str) -> None:
    """Let go of all that is leased under a token."""
    for table in TABLES.values():
        statement = update(table).where(table.c.lease_token == token)
        connection.execute(statement.values(lease_token=None, lease_until=None))


def check(connection: Connection, lease: Lease | None) -> None:
    """Lock what is leased until the end. Raises LeaseLostError when somebody else has taken it over."""
    if lease is None:
        return
    table = TABLES[lease.of]
    name = table.c[NAMES[lease.of]]
    statement = select(table.c.lease_token, name.label("name")).where(table.c.id == lease.id)
    row = connection.execute(statement.with_for_update()).one_or_none()
    if row is None or row.lease_token != lease.token:
        where = lease.id if row is None else row.name
        raise LeaseLostError(f"another process has taken this {lease.of} over", where=where, hint="it goes on with it")
