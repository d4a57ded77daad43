"""Reading documents, claims and verdicts back."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, false, or_, select

from claimtrack.claims.claim import Claim
from claimtrack.corpus.document import Document
from claimtrack.errors import RecordError, UsageError
from claimtrack.matching.appearances import kindred
from claimtrack.matching.link import Link
from claimtrack.store.chains import WITHDRAWN
from claimtrack.store.codec import decode
from claimtrack.store.records import (
    StoredClaim,
    StoredDocument,
    StoredVerdict,
    StoredVersion,
)
from claimtrack.store.rows import document_of, pointer_of, version_content
from claimtrack.store.tables import claims, documents, links, terms, verdicts, versions
from claimtrack.verdicts.check import Check
from claimtrack.verdicts.terms import HeldVerdict, JudgedUnder, Judgement
from claimtrack.verdicts.verdict import Verdict

_HEX = re.compile("[0-9a-f]{1,64}")
PAGE = 20
"""Documents read at a time: texts are long, and memory shall not depend on how many there are."""


def is_judged(connection: Connection, document: Document, fingerprint: str) -> bool:
    """Whether this is the document's newest version, whole, and was last judged under `fingerprint`."""
    same = (versions.c[name] == value for name, value in version_content(document).items())
    statement = (
        select(versions.c.number)
        .join(documents, _newest())
        .where(documents.c.id == document.id, documents.c.fingerprint == fingerprint, *same)
    )
    return connection.execute(statement).first() is not None


def checks_of(connection: Connection, document_id: str) -> tuple[Check, ...]:
    """Return claim, link and verdict of the document's current claims that have a verdict, in the order of the text."""
    statement = (
        _with_judgement()
        .where(claims.c.document_id == document_id, claims.c.current)
        .order_by(claims.c.ordinal, claims.c.id)
    )
    found = (_judgement(row) for row in connection.execute(statement))
    return tuple(Check(claim=c, link=link, verdict=verdict) for c, link, verdict in found if verdict is not None)


def claims_of(connection: Connection, document_id: str) -> tuple[Claim, ...]:
    """Return the document's current claims in the order of the text."""
    statement = select(claims.c.payload, documents.c.source).join(documents)
    statement = statement.where(claims.c.document_id == document_id, claims.c.current)
    rows = connection.execute(statement.order_by(claims.c.ordinal, claims.c.id))
    return tuple(decode(Claim, row.payload, row.source) for row in rows)


def newest_with_claims(
    connection: Connection, document_ids: Sequence[str]
) -> dict[str, tuple[Document, tuple[Claim, ...]] | RecordError]:
    """Return documents in their newest version with all their current claims; for one that can't be read, why."""
    texts = select(documents.c.id, documents.c.source, versions.c.text, versions.c.payload).join(versions, _newest())
    rows = connection.execute(texts.where(documents.c.id.in_(document_ids)).order_by(documents.c.id)).all()
    columns = claims.c
    told = select(columns.document_id, columns.payload).where(columns.document_id.in_(document_ids), columns.current)
    payloads: dict[str, list[str]] = {}
    for row in connection.execute(told.order_by(columns.document_id, columns.ordinal, columns.id)):
        payloads.setdefault(row.document_id, []).append(row.payload)
    return {row.id: _with_claims(row, payloads.get(row.id, [])) for row in rows}


def _with_claims(row: Any, payloads: list[str]) -> tuple[Document, tuple[Claim, ...]] | RecordError:
    try:
        return document_of(row), tuple(decode(Claim, payload, row.source) for payload in payloads)
    except RecordError as error:
        return error


def find_claim(connection: Connection, prefix: str) -> StoredClaim:
    """Return the one claim whose id is `prefix` or starts with it. Raises UsageError when there is not just one."""
    claim_id = _whole_id(connection, prefix)
    return _stored_claim(connection.execute(_whole_claims().where(claims.c.id == claim_id)).one())


def claims_like(connection: Connection, claim: Claim, link: Link | None) -> tuple[StoredClaim, ...]:
    """Return the current claims of other documents that share a claim's kind, and its number, noun or measure."""
    quantity, columns = claim.quantity, claims.c
    shared = [columns.value == quantity.value] if quantity.value is not None else []
    shared += [columns.counted_noun == quantity.counted_noun] if quantity.counted_noun else []
    shared += [and_(links.c.dataset == link.best.dataset, links.c.measure == link.best.measure)] if link else []
    statement = _whole_claims().where(
        columns.current,
        columns.set_aside.is_(None),
        columns.document_id != claim.document_id,
        columns.role.in_([role.value for role in kindred(quantity.role)]),
        columns.unit.is_not_distinct_from(quantity.unit),
        or_(false(), *shared),
    )
    rows = connection.execute(statement.order_by(columns.document_id, columns.ordinal))
    return tuple(found for row in rows if (found := _readable(row)) is not None)


def _readable(row: Any) -> StoredClaim | None:
    try:
        return _stored_claim(row)
    except RecordError:  # Said where that document itself is asked for.
        return None


def _whole_claims() -> Select[Any]:
    """Return the query for claims with all that `StoredClaim` holds."""
    here = and_(versions.c.document_id == claims.c.document_id, versions.c.number == claims.c.version)
    more = claims.c.current, claims.c.version, verdicts.c.profile, versions.c.text, versions.c.payload
    return _with_judgement().add_columns(*more).join(versions, here)


def _stored_claim(row: Any) -> StoredClaim:
    claim, link, verdict = _judgement(row)
    return StoredClaim(
        document=document_of(row),
        version=row.version,
        claim=claim,
        current=row.current,
        link=link,
        verdict=verdict,
        profile=row.profile,
    )


def locate(connection: Connection, prefix: str) -> tuple[str, str | None]:
    """Return the document with this id and None, or a claim's document and the whole id of that claim.

    Raises UsageError when the id belongs to neither, or begins several claims' ids.
    """
    if connection.execute(select(documents.c.id).where(documents.c.id == prefix)).first():
        return prefix, None
    claim_id = _whole_id(connection, prefix)
    owner: str = connection.execute(select(claims.c.document_id).where(claims.c.id == claim_id)).scalar_one()
    return owner, claim_id


def find_document(connection: Connection, name: str) -> str | None:
    """Return the id of the document whose id, source or address is `name`, or the only one whose id starts with it.

    Raises UsageError when several are so called.
    """
    columns = documents.c
    ways = [columns.id == name, columns.source == name, columns.url == name]
    if _HEX.fullmatch(name):
        ways.append(and_(columns.id >= name, columns.id < f"{name}g"))
    found: list[str] = []
    for called in ways:
        found = found or list(
            connection.execute(select(columns.id).where(called).order_by(columns.id).limit(4)).scalars()
        )
    if len(found) > 1:
        named = ", ".join(one[:12] for one in found[:3])
        raise UsageError(f"several documents are called {name!r}: {named} …", hint="give an id, or more of it")
    return found[0] if found else None


def history(connection: Connection, claim_id: str) -> tuple[StoredVerdict, ...]:
    """Return all verdicts of a claim, oldest first."""
    statement = select(verdicts, documents.c.source).join(claims, claims.c.id == verdicts.c.claim_id).join(documents)
    rows = connection.execute(statement.where(verdicts.c.claim_id == claim_id).order_by(verdicts.c.sequence))
    return tuple(
        StoredVerdict(
            sequence=row.sequence,
            created_at=row.created_at,
            ruleset=row.ruleset,
            fingerprint=row.fingerprint,
            superseded_by=row.superseded_by,
            profile=row.profile,
            verdict=None if row.outcome is None else decode(Verdict, row.payload, row.source),
        )
        for row in rows
    )


def judgement(connection: Connection, document_id: str) -> Judgement:
    """Return a document's newest version with its verdicts that hold and what they were found under.

    Raises UsageError when there is no such document, RecordError when a part of it can't be read.
    """
    read = document(connection, document_id, None)
    if read is None:
        raise UsageError("this document is not stored", where=document_id)
    under = select(terms.c.payload).join(documents, documents.c.terms_id == terms.c.id)
    payload = connection.execute(under.where(documents.c.id == document_id)).scalar()
    noted = select(verdicts.c.claim_id, verdicts.c.ruleset, verdicts.c.profile).join(claims)
    noted = noted.where(claims.c.document_id == document_id, claims.c.current, verdicts.c.superseded_by.is_(None))
    rows = {row.claim_id: row for row in connection.execute(noted)}
    return Judgement(
        document=read,
        claims=claims_of(connection, document_id),
        verdicts=tuple(
            HeldVerdict(check=check, ruleset=rows[check.claim.id].ruleset, profile=rows[check.claim.id].profile or "")
            for check in checks_of(connection, document_id)
        ),
        under=None if payload is None else decode(JudgedUnder, payload, read.source),
    )


def document(connection: Connection, document_id: str, version: int | None) -> Document | None:
    """Return the document in that version, or in its newest one."""
    which = _newest() if version is None else _version(version)
    statement = select(documents.c.source, versions.c.text, versions.c.payload).join(documents, which)
    row = connection.execute(statement.where(documents.c.id == document_id)).first()
    return document_of(row) if row else None


def documents_after(connection: Connection, after: str) -> dict[str, StoredDocument | RecordError]:
    """Return by id the next documents behind the id `after`; for one that can't be read, why."""
    statement = (
        select(documents, versions.c.text, versions.c.payload)
        .join(versions, _newest())
        .where(documents.c.id > after)
        .order_by(documents.c.id)
        .limit(PAGE)
    )
    return {row.id: _stored_document(row) for row in connection.execute(statement)}


def _stored_document(row: Any) -> StoredDocument | RecordError:
    try:
        return StoredDocument(document=document_of(row), version=row.version, fingerprint=row.fingerprint)
    except RecordError as error:
        return error


def versions_of(connection: Connection, document_id: str) -> tuple[StoredVersion, ...]:
    """Return the document's versions, oldest first."""
    columns = versions.c
    pointer = (column for column in columns if column.name.startswith("archive_"))
    statement = select(columns.number, columns.sha256, columns.seen_at, *pointer)
    rows = connection.execute(statement.where(columns.document_id == document_id).order_by(columns.number))
    return tuple(
        StoredVersion(number=row.number, sha256=row.sha256, seen_at=row.seen_at, archived=pointer_of(row))
        for row in rows
    )


def _newest() -> ColumnElement[bool]:
    return and_(versions.c.document_id == documents.c.id, versions.c.number == documents.c.version)


def _version(number: int) -> ColumnElement[bool]:
    return and_(versions.c.document_id == documents.c.id, versions.c.number == number)


def _with_judgement() -> Select[Any]:
    """Return the query for claims with the link and the verdict that hold."""
    return (
        select(
            documents.c.source,
            claims.c.payload.label("claim"),
            links.c.payload.label("link"),
            verdicts.c.payload.label("verdict"),
        )
        .select_from(claims)
        .join(documents)
        .outerjoin(links, and_(links.c.claim_id == claims.c.id, links.c.superseded_by.is_(None)))
        .outerjoin(verdicts, and_(verdicts.c.claim_id == claims.c.id, verdicts.c.superseded_by.is_(None)))
    )


def _judgement(row: Any) -> tuple[Claim, Link | None, Verdict | None]:
    link = decode(Link, row.link, row.source) if row.link not in (None, WITHDRAWN) else None
    verdict = decode(Verdict, row.verdict, row.source) if row.verdict not in (None, WITHDRAWN) else None
    return decode(Claim, row.claim, row.source), link, verdict


def _whole_id(connection: Connection, prefix: str) -> str:
    """Return the id that is `prefix`, or the only one that starts with it."""
    if not prefix:
        raise UsageError("a claim's id is empty", hint="give at least its first characters")
    columns = claims.c
    behind = prefix[:-1] + chr(ord(prefix[-1]) + 1)
    statement = select(columns.id).where(columns.id >= prefix, columns.id < behind).order_by(columns.id).limit(4)
    ids: list[str] = list(connection.execute(statement).scalars())
    if prefix in ids or len(ids) == 1:
        return ids[0]
    if not ids:
        raise UsageError(f"no stored claim has an id that starts with {prefix!r}", hint="extract and verify print ids")
    raise UsageError(
        f"several claims have ids that start with {prefix!r}: {', '.join(i[:12] for i in ids[:3])} …",
        hint="give more characters of the id",
    )
