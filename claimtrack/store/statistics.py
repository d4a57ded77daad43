"""What is stored in figures: claims by source, outcome and age, documents, versions, events, sources looked at.

Every figure is counted by the database; no text and no payload is read.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, case, func, literal, select, true

from claimtrack.figures import SourceLooked, Statistics
from claimtrack.store.tables import claims, documents, events, sources, verdicts, versions

AGES = (
    ("less than a week", timedelta(days=7)),
    ("less than a month", timedelta(days=30)),
    ("less than a year", timedelta(days=365)),
)
"""Ages by the time since publication, in their order."""
OLDER, UNDATED = "older", "undated"
UNJUDGED = "not judged"
SCHEME = "://"


def statistics(connection: Connection, now: datetime) -> Statistics:
    """Return the figures of now."""
    return Statistics(
        documents=_count(connection, select(func.count()).select_from(documents)),
        versions=_count(connection, select(func.count()).select_from(versions)),
        by_source=_pairs(connection, _by_source()),
        by_outcome=_pairs(connection, _by_outcome()),
        by_age=_in_order(_pairs(connection, _by_age(now))),
        events_told=_count(connection, select(func.count()).where(events.c.told_at.is_not(None))),
        events_untold=_count(connection, select(func.count()).where(events.c.told_at.is_(None))),
        looked=tuple(
            SourceLooked(url=row.url, looked_at=row.looked_at)
            for row in connection.execute(select(sources.c.url, sources.c.looked_at).order_by(sources.c.url))
        ),
    )


def _by_source() -> Select[Any]:
    """Return the query for current claims by host, or by folder for what has no address."""
    per_document = (
        select(claims.c.document_id, func.count().label("number"))
        .where(_is_claim())
        .group_by(claims.c.document_id)
        .subquery()
    )
    # Where the part after the scheme or the path ends is found by the caller: the two databases cut texts differently.
    place = func.coalesce(documents.c.url, documents.c.source).label("place")
    return select(place, per_document.c.number).join(documents, documents.c.id == per_document.c.document_id)


def _by_outcome() -> Select[Any]:
    held = and_(verdicts.c.claim_id == claims.c.id, verdicts.c.superseded_by.is_(None))
    outcome = func.coalesce(verdicts.c.outcome, UNJUDGED).label("outcome")
    counted: Any = select(outcome, func.count()).select_from(claims).outerjoin(verdicts, held)
    found: Select[Any] = counted.where(_is_claim()).group_by(outcome)
    return found


def _by_age(now: datetime) -> Select[Any]:
    published = versions.c.published_from
    steps: list[tuple[ColumnElement[bool], ColumnElement[str]]] = [(published.is_(None), literal(UNDATED))]
    steps += [(published > now - age, literal(name)) for name, age in AGES]
    age = case(*steps, else_=literal(OLDER)).label("age")
    newest = and_(versions.c.document_id == documents.c.id, versions.c.number == documents.c.version)
    ages = select(documents.c.id, age).join(versions, newest).subquery()
    counted = select(ages.c.age, func.count()).join(claims, claims.c.document_id == ages.c.id)
    return counted.where(_is_claim()).group_by(ages.c.age)


def _is_claim() -> ColumnElement[bool]:
    return and_(claims.c.current == true(), claims.c.set_aside.is_(None))


def _count(connection: Connection, statement: Select[Any]) -> int:
    return int(connection.execute(statement).scalar_one())


def _pairs(connection: Connection, statement: Select[Any]) -> tuple[tuple[str, int], ...]:
    found: dict[str, int] = {}
    for name, number in connection.execute(statement):
        place = _host_or_folder(name) if SCHEME in name or "/" in name else name
        found[place] = found.get(place, 0) + int(number)
    return tuple(sorted(found.items(), key=lambda pair: (-pair[1], pair[0])))


def _host_or_folder(place: str) -> str:
    """Return an address' host, or the folder of a path."""
    if SCHEME in place:
        return place.partition(SCHEME)[2].partition("/")[0].rpartition("@")[2].lower()
    return place.rpartition("/")[0] or "/"


def _in_order(pairs: Iterable[tuple[str, int]]) -> tuple[tuple[str, int], ...]:
    found = dict(pairs)
    return tuple((name, found.get(name, 0)) for name in (*(name for name, _ in AGES), OLDER, UNDATED))
