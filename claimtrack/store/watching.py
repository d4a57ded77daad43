"""How far the watching of sources has come: the addresses they list, and what each look at one gave."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, RowMapping, func, select, update

from claimtrack.corpus.archive.record import Pointer
from claimtrack.store.leases import CHUNK
from claimtrack.store.tables import pages, sources
from claimtrack.store.upserts import insert_missing


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
    found = [_page(row) for row in connection.execute(select(pages)).mappings()]
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


def watching_counts(connection: Connection) -> tuple[int, int]:
    """Return how many addresses are watched, and how many of them are still to be fetched."""
    statement = select(func.count(), func.count().filter(pages.c.looked_at.is_(None))).select_from(pages)
    total, waiting = connection.execute(statement).one()
    return total, waiting


def pointers(connection: Connection, after: str, limit: int) -> tuple[tuple[str, Pointer], ...]:
    """Return where the newest records of up to `limit` addresses behind `after` lie, by address."""
    columns = pages.c
    statement = select(pages).where(columns.url > after, columns.archive_file.is_not(None))
    rows = connection.execute(statement.order_by(columns.url).limit(limit)).mappings()
    return tuple((page.url, page.pointer) for page in map(_page, rows) if page.pointer is not None)


def _noted(look: Look) -> dict[str, Any]:
    noted: dict[str, Any] = {"problem": look.problem}
    if look.done:
        noted |= {"looked_at": look.at, "status": look.status}
    if look.document_id is not None:
        noted["document_id"] = look.document_id
    if look.changed:
        noted |= {"role": look.role, "changed_at": look.at, "etag": look.etag, "last_modified": look.last_modified}
        noted |= pointer_values(look.pointer)
    elif look.done and (look.etag or look.last_modified):
        noted |= {"etag": look.etag, "last_modified": look.last_modified}
    return noted


def pointer_values(pointer: Pointer | None) -> dict[str, Any]:
    """Return the columns that hold a pointer."""
    return {
        "archive_file": pointer.file if pointer else None,
        "archive_offset": pointer.offset if pointer else None,
        "archive_record": pointer.record_id if pointer else None,
        "archive_digest": pointer.payload_digest if pointer else None,
    }


def _page(row: RowMapping) -> StoredPage:
    pointer = None
    if row["archive_file"] is not None:
        pointer = Pointer(
            file=row["archive_file"],
            offset=row["archive_offset"],
            record_id=row["archive_record"],
            payload_digest=row["archive_digest"],
        )
    own = {str(key): value for key, value in row.items() if not str(key).startswith("archive_")}
    return StoredPage(**own, pointer=pointer)
