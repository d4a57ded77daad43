"""What verdicts depend on: kept with them, and asked backwards when the data change."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from itertools import islice
from typing import Any

from sqlalchemy import Connection, Select, delete, insert, or_, select

from claimtrack.errors import RecordError
from claimtrack.matching.judgement import LinkJudgement
from claimtrack.measures.measure import Scope
from claimtrack.store.codec import decode, digest, encode
from claimtrack.store.records import KnownCell, TermsInUse
from claimtrack.store.tables import cells, dependencies, documents, terms
from claimtrack.store.upserts import insert_missing
from claimtrack.verdicts.dependency import Dependency
from claimtrack.verdicts.terms import JudgedUnder

AT_ONCE = 500
"""Keys in one statement."""


def replace_dependencies(connection: Connection, document_id: str, wanted: Iterable[Dependency]) -> None:
    """Keep what a document's verdicts depend on, in place of what they did; the same again is left alone."""
    rows: dict[tuple[str, str], dict[str, Any]] = {}
    known: dict[str, dict[str, Any]] = {}
    for one in wanted:
        cell = _cell_row(one)
        known[cell["id"]] = cell
        rows[one.claim_id, cell["id"]] = {
            "document_id": document_id,
            "claim_id": one.claim_id,
            "cell_id": cell["id"],
            "until": one.until,
        }
    mine = dependencies.c.document_id == document_id
    held = connection.execute(select(dependencies.c.claim_id, dependencies.c.cell_id, dependencies.c.until).where(mine))
    if {(row.claim_id, row.cell_id): row.until for row in held} == {key: row["until"] for key, row in rows.items()}:
        return
    insert_missing(connection, cells, known.values())
    connection.execute(delete(dependencies).where(mine))
    if rows:
        connection.execute(insert(dependencies), [rows[key] for key in sorted(rows)])


def _cell_row(one: Dependency) -> dict[str, Any]:
    newest = None if one.newest is None else one.newest.astimezone(UTC)
    row = {
        "dataset": one.dataset,
        "measure": one.measure,
        "scope": encode(one.scope),
        "seen": one.seen,
        "newest": newest,
        "is_open": one.is_open,
    }
    return {"id": digest(encode(list(row.values()))), **row}


def terms_in_use(connection: Connection) -> tuple[TermsInUse, ...]:
    """Return what documents were last judged under, each once for those that are traced and for those that are not."""
    used = select(documents.c.terms_id, documents.c.traced).distinct().subquery()
    statement = select(used.c.terms_id, used.c.traced, terms.c.payload).outerjoin(terms, terms.c.id == used.c.terms_id)
    return tuple(
        TermsInUse(
            id=row.terms_id,
            traced=bool(row.traced),
            under=None if row.payload is None else _readable(row.payload),
        )
        for row in connection.execute(statement.order_by(used.c.terms_id))
    )


def _readable(payload: str) -> JudgedUnder | None:
    try:
        return decode(JudgedUnder, payload, "terms")
    except RecordError:  # Of another version: as good as not kept.
        return None


def judged_under(connection: Connection, found: TermsInUse) -> tuple[str, ...]:
    """Return the documents of such terms."""
    statement = select(documents.c.id).where(*_are(found))
    return tuple(connection.execute(statement.order_by(documents.c.id)).scalars())


def dependent_on(connection: Connection, found: TermsInUse, datasets: Sequence[str]) -> tuple[str, ...]:
    """Return the documents of such terms with a verdict that depends on any cell of the datasets."""
    statement = (
        select(dependencies.c.document_id)
        .distinct()
        .join(cells, cells.c.id == dependencies.c.cell_id)
        .join(documents, documents.c.id == dependencies.c.document_id)
        .where(cells.c.dataset.in_(datasets), *_are(found))
    )
    return tuple(connection.execute(statement).scalars())


def _are(found: TermsInUse) -> tuple[Any, ...]:
    is_traced = documents.c.traced.is_(True)
    traced = is_traced if found.traced else or_(documents.c.traced.is_(None), documents.c.traced.is_(False))
    return documents.c.terms_id.is_not_distinct_from(found.id), traced


def known_cells(connection: Connection, dataset: str, newest: datetime) -> Iterator[KnownCell]:
    """Yield the cells of a dataset that were seen before a snapshot of that time was known."""
    older = or_(cells.c.newest.is_(None), cells.c.newest < newest)
    for row in connection.execute(select(cells).where(cells.c.dataset == dataset, older)):
        yield KnownCell(
            id=row.id,
            measure=row.measure,
            scope=decode(Scope, row.scope, dataset),
            seen=row.seen,
            newest=row.newest,
            is_open=row.is_open,
        )


def documents_reading(connection: Connection, cell_ids: Iterable[str]) -> set[str]:
    """Return the documents with a verdict that was read from any of the cells."""
    found: set[str] = set()
    for some in batched(cell_ids):
        statement = select(dependencies.c.document_id).distinct().where(dependencies.c.cell_id.in_(some))
        found.update(connection.execute(statement).scalars())
    return found


def batched(keys: Iterable[str]) -> Iterator[list[str]]:
    """Yield the keys, so many together as one statement takes."""
    rest = iter(keys)
    while some := list(islice(rest, AT_ONCE)):
        yield some


def judgements_noted(connection: Connection, document_ids: Iterable[str]) -> dict[str, tuple[LinkJudgement, ...]]:
    """Return what people had said of links when the documents were last judged, by document."""
    found: dict[str, tuple[LinkJudgement, ...]] = {}
    for some in batched(document_ids):
        for row in connection.execute(_with_terms().where(documents.c.id.in_(some))):
            found[row.id] = decode(JudgedUnder, row.payload, row.source).judgements
    return found


def _with_terms() -> Select[Any]:
    columns = documents.c.id, documents.c.source, terms.c.payload
    return select(*columns).join(terms, terms.c.id == documents.c.terms_id)
