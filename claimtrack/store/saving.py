"""Saving a document with its claims, links and verdicts, in one transaction, changing only what differs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, func, insert, or_, select, update

from claimtrack.claims.claim import Claim
from claimtrack.claims.edits import Told
from claimtrack.corpus.archive.record import Pointer
from claimtrack.corpus.document import Document
from claimtrack.errors import RecordError
from claimtrack.measures.row_changes import RowChanges
from claimtrack.store import tables
from claimtrack.store.chains import Entry, Stamp, Step, append, holding
from claimtrack.store.codec import digest, encode
from claimtrack.store.dependencies import replace_dependencies
from claimtrack.store.edited import append_edits
from claimtrack.store.events import append_events
from claimtrack.store.flips import flip_events, why
from claimtrack.store.records import Flip, Saved
from claimtrack.store.rows import claim_row, link_entry, pointer_columns, verdict_entry, version_row
from claimtrack.store.upserts import insert_missing
from claimtrack.verdicts.check import Check
from claimtrack.verdicts.dependency import Dependency
from claimtrack.verdicts.terms import JudgedUnder
from claimtrack.verdicts.verdict import Outcome


@dataclass(frozen=True, slots=True, kw_only=True)
class _Latest:
    """A document's newest version as it was stored before: its number (0: none) and its text."""

    number: int
    sha256: str = ""
    text: str = ""
    payload: str = ""

    def has(self, document: Document) -> bool:
        """Whether this is the document's text."""
        return self.number > 0 and (self.sha256, self.text) == (document.sha256, document.text)


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """The checks of a document, and what they were made under.

    `archived` points to the response the document was read from. `reads` is what they depend on in the data, None where
    that was not traced; `rows` are the rows that came and went where an outcome changes, by claim.
    """

    checks: tuple[Check, ...]
    fingerprint: str
    ruleset: str
    profile: str
    now: datetime
    under: JudgedUnder | None = None
    archived: Pointer | None = None
    reads: tuple[Dependency, ...] | None = None
    rows: Mapping[str, RowChanges] = field(default_factory=dict)

    @property
    def stamp(self) -> Stamp:
        """What is noted with every row they append."""
        return Stamp(fingerprint=self.fingerprint, created_at=self.now)


def save_document(connection: Connection, document: Document, claims: tuple[Claim, ...], judged: Judged) -> Saved:
    """Save all of it; return what changed. The row of the document is locked first: its writers queue there."""
    found = _all_claims(document, claims, judged.checks)
    latest = _latest(connection, document.id, _lock(connection, document, judged.now))
    version = _save_version(connection, document, latest, judged)
    edits = 0
    if version != latest.number > 0:  # Before the claims of the version before give way to the new ones.
        told = Told(text=document.text, claims=tuple(found.values()))
        edits = append_edits(connection, document, latest.text, told, (latest.number, version), judged.now)
    is_new = latest.number == 0  # so there is nothing stored of it to ask for
    changes = _save_claims(connection, document.id, found, version, is_new=is_new)
    links = _append_links(connection, document.id, found, judged, is_new=is_new)
    verdicts = _append_verdicts(connection, document.id, found, judged, is_new=is_new)
    _tell_flips(connection, document.id, verdicts, judged, version_new=version != latest.number)
    replace_dependencies(connection, document.id, judged.reads or ())
    _mark_judged(connection, document, version, judged)
    return Saved(
        document_id=document.id,
        version=version,
        version_new=version != latest.number,
        **changes,
        links_new=len(links),
        verdicts_new=len(verdicts),
        verdicts_superseded=sum(step.before is not None for step in verdicts),
        flips=_flips(verdicts, judged.checks),
        events=edits,
    )


def _all_claims(document: Document, claims: tuple[Claim, ...], checks: tuple[Check, ...]) -> dict[str, Claim]:
    """Return the claims by id in the order of the text, those that stand only in a check behind them."""
    found = {claim.id: claim for claim in claims}
    strangers = [claim.id for claim in claims if claim.document_id != document.id]
    if len(found) < len(claims) or len({check.claim.id for check in checks}) < len(checks) or strangers:
        raise RecordError("two claims have one id, or one is of another document", where=document.source)
    return found | {check.claim.id: check.claim for check in checks if check.claim.id not in found}


def _lock(connection: Connection, document: Document, now: datetime) -> int:
    """Make the document's row when it is missing, lock it until the end, and return its newest version (0: none)."""
    row = {"id": document.id, "source": document.source, "version": 0, "first_seen_at": now}
    insert_missing(connection, tables.documents, [row])
    columns = tables.documents.c
    statement = select(columns.version).where(columns.id == document.id).with_for_update()
    latest: int = connection.execute(statement).scalar_one()
    return latest


def _latest(connection: Connection, document_id: str, number: int) -> _Latest:
    columns = tables.versions.c
    this = (columns.document_id == document_id, columns.number == number)
    row = connection.execute(select(columns.sha256, columns.text, columns.payload).where(*this)).one_or_none()
    if row is None:
        return _Latest(number=number)
    return _Latest(number=number, sha256=row.sha256, text=row.text, payload=row.payload)


def _save_version(connection: Connection, document: Document, latest: _Latest, judged: Judged) -> int:
    """Append a version when the text isn't the newest one; else bring its metadata up to date. Return its number."""
    columns = tables.versions.c
    row = version_row(document, latest.number, judged.now)
    if not latest.has(document):
        new = {**row, **pointer_columns(judged.archived), "number": latest.number + 1}
        connection.execute(insert(tables.versions), new)
        return latest.number + 1
    if latest.payload != row["payload"]:
        this = (columns.document_id == document.id, columns.number == latest.number)
        mended = {key: row[key] for key in ("headline", "published_from", "published_to", "payload")}
        connection.execute(update(tables.versions).where(*this).values(mended))
    return latest.number


def _save_claims(
    connection: Connection, document_id: str, found: dict[str, Claim], version: int, *, is_new: bool
) -> dict[str, int]:
    columns = tables.claims.c
    statement = select(columns.id, columns.payload, columns.current, columns.ordinal, columns.version)
    rows_there = () if is_new else connection.execute(statement.where(columns.document_id == document_id))
    stored = {row.id: row for row in rows_there}
    rows = [claim_row(claim, ordinal, version) for ordinal, claim in enumerate(found.values())]
    new = [row for row in rows if row["id"] not in stored]
    changed = [row for row in rows if row["id"] in stored and not _same(row, stored[row["id"]])]
    dropped = sorted(row.id for row in stored.values() if row.current and row.id not in found)
    _write_claims(connection, new, changed, dropped)
    return {"claims_new": len(new), "claims_changed": len(changed), "claims_dropped": len(dropped)}


def _same(row: Mapping[str, Any], stored: Any) -> bool:
    return all(row[name] == getattr(stored, name) for name in ("payload", "current", "ordinal", "version"))


def _write_claims(
    connection: Connection, new: list[dict[str, Any]], changed: list[dict[str, Any]], dropped: list[str]
) -> None:
    table = tables.claims
    one = update(table).where(table.c.id == bindparam("key"))
    if new:
        connection.execute(insert(table), new)
    if changed:
        rows = [{"key": row["id"], **{name: row[name] for name in row if name != "id"}} for row in changed]
        connection.execute(one, rows)
    if dropped:
        connection.execute(one.values(current=False), [{"key": claim_id} for claim_id in dropped])


def _append_links(
    connection: Connection, document_id: str, found: dict[str, Claim], judged: Judged, *, is_new: bool
) -> tuple[Step, ...]:
    links = {check.claim.id: check.link for check in judged.checks}
    wanted = {claim_id: link_entry(links.get(claim_id)) for claim_id in found}
    held = {} if is_new else holding(connection, tables.links, document_id)
    return append(connection, tables.links, held, wanted, judged.stamp)


def _append_verdicts(
    connection: Connection, document_id: str, found: dict[str, Claim], judged: Judged, *, is_new: bool
) -> tuple[Step, ...]:
    """Append what was found; a claim that is in the text but was not judged has its verdict withdrawn."""
    wanted: dict[str, Entry] = {
        claim_id: verdict_entry(None, None, judged.ruleset, judged.profile) for claim_id in found
    }
    wanted |= {c.claim.id: verdict_entry(c.verdict, c.link, judged.ruleset, judged.profile) for c in judged.checks}
    held = {} if is_new else holding(connection, tables.verdicts, document_id)
    return append(connection, tables.verdicts, held, wanted, judged.stamp)


def _keep_terms(connection: Connection, under: JudgedUnder | None) -> str | None:
    """Keep what a run judged under, once for all its documents; return its id."""
    if under is None:
        return None
    payload = encode(under)
    insert_missing(connection, tables.terms, [{"id": digest(payload), "payload": payload}])
    return digest(payload)


def _mark_judged(connection: Connection, document: Document, version: int, judged: Judged) -> None:
    columns = tables.documents.c
    terms_id = _keep_terms(connection, judged.under)
    values = {"source": document.source, "url": document.url, "fingerprint": judged.fingerprint, "terms_id": terms_id}
    traced = judged.reads is not None
    differs = [func.coalesce(columns[name], "") != (value or "") for name, value in values.items()]
    changed = or_(columns.version != version, columns.traced.is_distinct_from(traced), *differs)
    statement = update(tables.documents).where(columns.id == document.id, changed)
    connection.execute(statement.values(values | {"version": version, "traced": traced}))


def _tell_flips(
    connection: Connection, document_id: str, steps: tuple[Step, ...], judged: Judged, *, version_new: bool
) -> None:
    """Append an event for each outcome that changed, unless only the user's options did."""
    if not _flips(steps, judged.checks):
        return
    because = why(connection, document_id, judged.under, version_new=version_new)
    if because is not None:
        events = flip_events(steps, judged.checks, document_id, because, judged.rows, judged.now)
        append_events(connection, events)


def _flips(steps: tuple[Step, ...], checks: tuple[Check, ...]) -> tuple[Flip, ...]:
    after = {check.claim.id: check.verdict.outcome for check in checks}
    before = {step.claim_id: step.before["outcome"] for step in steps if step.before}
    return tuple(
        Flip(claim_id=claim_id, before=Outcome(outcome), after=after[claim_id])
        for claim_id, outcome in before.items()
        if outcome and claim_id in after and outcome != after[claim_id]
    )
