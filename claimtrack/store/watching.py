"""How far the watching of sources has come: the addresses they list, and what each look at one gave."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, select, update

from claimtrack.corpus.archive.record import Pointer
from claimtrack.store.leases import CHUNK
from claimtrack.store.rows import pointer_columns, pointer_of
from claimtrack.store.tables import pages, sources
from claimtrack.store.upserts import insert_missing

PAGE_COLUMNS = tuple(column.name for column in pages.c if not column.name.startswith("archive_"))


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredPage:
    """A watched address: `role` is listing, page or data; `looked_at` is None while it is still to be fetched."""

    url: str
    source_id: str
    role: str
    listed: bool
    first_seen_at: datetime
    looked_at: datetime | None
    changed_at: datetime | None
    etag: str | None
    last_modified: str | None
    status: int | None
    problem: str | None
    document_id: str | None
    pointer: Pointer | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """What a look at an address gave.

    `changed` says that it has other content than before, which the pointer and the validators then are of. `done` is
    False for a failure that may pass: the address stays as it was, with its problem.
    """

    url: str
    source_id: str
    role: str
    at: datetime
    status: int | None = None
    changed: bool = False
    done: bool = True
    etag: str | None = None
    last_modified: str | None = None
    problem: str | None = None
    document_id: str | None = None
    pointer: Pointer | None = None


def add_sources(connection: Connection, wanted: Mapping[str, str]) -> None:
    """Make a row for each source (id to address) that has none."""
    insert_missing(connection, sources, [{"id": key, "url": url} for key, url in wanted.items()])


def all_pages(connection: Connection) -> tuple[StoredPage, ...]:
    """Return all addresses that are watched, by address."""
    found = [_page(row) for row in connection.execute(select(pages))]
    return tuple(sorted(found, key=lambda page: page.url))


def looked_at(connection: Connection) -> dict[str, datetime]:
    """Return when each source was last looked at to its end."""
    statement = select(sources.c.id, sources.c.looked_at).where(sources.c.looked_at.is_not(None))
    return {row.id: row.looked_at for row in connection.execute(statement)}


def add_pages(connection: Connection, source_id: str, urls: Sequence[str], now: datetime) -> None:
    """Note what a source lists: new addresses are to be fetched. One that another source watches stays with that."""
    rows = [{"url": url, "source_id": source_id, "role": "page", "listed": True, "first_seen_at": now} for url in urls]
    insert_missing(connection, pages, rows)
    names = sorted({*urls})
    for start in range(0, len(names), CHUNK):
        own = (pages.c.url.in_(names[start : start + CHUNK]), pages.c.source_id == source_id, ~pages.c.listed)
        connection.execute(update(pages).where(*own).values(listed=True))


def adopt_pages(connection: Connection, source_id: str, urls: Sequence[str]) -> None:
    """Let a source watch addresses that another one watched."""
    names = sorted({*urls})
    for start in range(0, len(names), CHUNK):
        theirs = pages.c.url.in_(names[start : start + CHUNK])
        connection.execute(update(pages).where(theirs).values(source_id=source_id))


def save_look(connection: Connection, look: Look) -> None:
    """Note what a look at an address gave."""
    key = {"url": look.url, "source_id": look.source_id, "role": look.role}
    insert_missing(connection, pages, [{**key, "listed": look.role == "page", "first_seen_at": look.at}])
    connection.execute(update(pages).where(pages.c.url == look.url).values(_noted(look)))


def finish_source(connection: Connection, source_id: str, now: datetime, named: Iterable[str] | None) -> None:
    """Note that a source was looked at to its end; with `named`, all that its listings name now."""
    connection.execute(update(sources).where(sources.c.id == source_id).values(looked_at=now))
    if named is None:
        return
    still = set(named)
    listed = select(pages.c.url).where(pages.c.source_id == source_id, pages.c.role == "page", pages.c.listed)
    gone = sorted(url for url in connection.execute(listed).scalars() if url not in still)
    for start in range(0, len(gone), CHUNK):
        connection.execute(update(pages).where(pages.c.url.in_(gone[start : start + CHUNK])).values(listed=False))


def _noted(look: Look) -> dict[str, Any]:
    noted: dict[str, Any] = {"problem": look.problem}
    if look.done:
        noted |= {"looked_at": look.at, "status": look.status}
    if look.document_id is not None:
        noted["document_id"] = look.document_id
    if look.changed:
        noted |= {"role": look.role, "changed_at": look.at, "etag": look.etag, "last_modified": look.last_modified}
        noted |= pointer_columns(look.pointer)
    elif look.done and (look.etag or look.last_modified):
        noted |= {"etag": look.etag, "last_modified": look.last_modified}
    return noted


def _page(row: Row[Any]) -> StoredPage:
    own = {name: getattr(row, name) for name in PAGE_COLUMNS}
    return StoredPage(**own, pointer=pointer_of(row))
