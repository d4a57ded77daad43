"""Saving a document with its claims, links and verdicts, in one transaction, changing only what differs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, String, bindparam, func, insert, or_, select, update

from claimtrack.claims.claim import Claim
from claimtrack.corpus.document import Document
from claimtrack.errors import RecordError
from claimtrack.store import tables
from claimtrack.store.chains import Entry, Stamp, Step, append, holding
from claimtrack.store.codec import digest, encode
from claimtrack.store.records import Flip, Saved
from claimtrack.store.rows import claim_row, link_entry, verdict_entry, version_row
from claimtrack.store.upserts import insert_missing
from claimtrack.verdicts.check import Check
from claimtrack.verdicts.terms import JudgedUnder
from claimtrack.verdicts.verdict import Outcome


# Built once: for a page of news, building these anew took as long as executing them.
_documents, _versions, _claims = tables.documents.c, tables.versions.c, tables.claims.c
_LATEST = select(_documents.version).where(_documents.id == bindparam("key")).with_for_update()
_VERSION = select(_versions.sha256, _versions.text, _versions.payload).where(
    _versions.document_id == bindparam("key"), _versions.number == bindparam("latest")
)
_STORED = select(_claims.id, _claims.payload, _claims.current, _claims.ordinal, _claims.version).where(
    _claims.document_id == bindparam("key")
)
_MARKED = ("source", "url", "fingerprint", "terms_id")
_MARK = (
    update(tables.documents)
    .where(
        _documents.id == bindparam("key"),
        or_(
            _documents.version != bindparam("marked_version"),
            *(
                func.coalesce(_documents[name], "") != func.coalesce(bindparam(f"marked_{name}", type_=String), "")
                for name in _MARKED
            ),
        ),
    )
    .values({name: bindparam(f"marked_{name}") for name in (*_MARKED, "version")})
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """The checks of a document, and what they were made under."""

    checks: tuple[Check, ...]
    fingerprint: str
    ruleset: str
    profile: str
    now: datetime
    under: JudgedUnder | None = None

    @property
    def stamp(self) -> Stamp:
        """What is noted with every row they append."""
        return Stamp(fingerprint=self.fingerprint, created_at=self.now)


def save_document(connection: Connection, document: Document, claims: tuple[Claim, ...], judged: Judged) -> Saved:
    """Save all of it; return what changed. The row of the document is locked first: its writers queue there."""
    found = _all_claims(document, claims, judged.checks)
    latest = _lock(connection, document, judged.now)
    version, version_new = _save_version(connection, document, latest, judged.now)
    is_new = latest == 0  # so there is nothing stored of it to ask for
    changes = _save_claims(connection, document.id, found, version, is_new=is_new)
    links = _append_links(connection, document.id, found, judged, is_new=is_new)
    verdicts = _append_verdicts(connection, document.id, found, judged, is_new=is_new)
    _mark_judged(connection, document, version, judged)
    return Saved(
        document_id=document.id,
        version=version,
        version_new=version_new,
        **changes,
        links_new=len(links),
        verdicts_new=len(verdicts),
        verdicts_superseded=sum(step.before is not None for step in verdicts),
        flips=_flips(verdicts, judged.checks),
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
    latest: int = connection.execute(_LATEST, {"key": document.id}).scalar_one()
    return latest


def _save_version(connection: Connection, document: Document, latest: int, now: datetime) -> tuple[int, bool]:
    """Append a version when the text isn't the newest one; else bring its metadata up to date. Return number, new."""
    columns = tables.versions.c
    this = (columns.document_id == document.id, columns.number == latest)
    key = {"key": document.id, "latest": latest}
    stored = connection.execute(_VERSION, key).one_or_none() if latest else None
    row = version_row(document, latest, now)
    if stored is None or (stored.sha256, stored.text) != (document.sha256, document.text):
        connection.execute(insert(tables.versions), {**row, "number": latest + 1})
        return latest + 1, True
    if stored.payload != row["payload"]:
        mended = {key: row[key] for key in ("headline", "published_from", "published_to", "payload")}
        connection.execute(update(tables.versions).where(*this).values(mended))
    return latest, False


def _save_claims(
    connection: Connection, document_id: str, found: dict[str, Claim], version: int, *, is_new: bool
) -> dict[str, int]:
    rows_there = () if is_new else connection.execute(_STORED, {"key": document_id})
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
    marks = {
        "marked_source": document.source,
        "marked_url": document.url,
        "marked_fingerprint": judged.fingerprint,
        "marked_terms_id": _keep_terms(connection, judged.under),
        "marked_version": version,
    }
    connection.execute(_MARK, {"key": document.id, **marks})


def _flips(steps: tuple[Step, ...], checks: tuple[Check, ...]) -> tuple[Flip, ...]:
    after = {check.claim.id: check.verdict.outcome for check in checks}
    before = {step.claim_id: step.before["outcome"] for step in steps if step.before}
    return tuple(
        Flip(claim_id=claim_id, before=Outcome(outcome), after=after[claim_id])
        for claim_id, outcome in before.items()
        if outcome and claim_id in after and outcome != after[claim_id]
    )
