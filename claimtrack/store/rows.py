"""Our types as rows: the columns that are queried, beside the payload that holds all."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

from claimtrack.claims.claim import Claim
from claimtrack.corpus.archive.record import Pointer
from claimtrack.corpus.document import Document
from claimtrack.matching.link import Link
from claimtrack.period import Period
from claimtrack.store.chains import WITHDRAWN, Entry
from claimtrack.store.codec import decode, encode
from claimtrack.verdicts.verdict import Verdict


def version_row(document: Document, number: int, now: datetime) -> dict[str, Any]:
    """Return a row of `versions`; the text stands in its own column, once."""
    published = _ends(document.date_published)
    return {
        "document_id": document.id,
        "number": number,
        "seen_at": now,
        "headline": document.headline,
        "published_from": published[0],
        "published_to": published[1],
        **version_content(document),
    }


def version_content(document: Document) -> dict[str, str]:
    """Return the columns of `versions` that hold all of the document."""
    return {"sha256": document.sha256, "text": document.text, "payload": encode(replace(document, text=""))}


def pointer_columns(pointer: Pointer | None) -> dict[str, Any]:
    """Return the columns that say where a record of the archive lies, all null when there is none."""
    return {
        "archive_file": pointer.file if pointer else None,
        "archive_offset": pointer.offset if pointer else None,
        "archive_record": pointer.record_id if pointer else None,
        "archive_digest": pointer.payload_digest if pointer else None,
    }


def pointer_of(row: Any) -> Pointer | None:
    """Return the pointer in such a row."""
    if row.archive_file is None:
        return None
    return Pointer(
        file=row.archive_file,
        offset=row.archive_offset,
        record_id=row.archive_record,
        payload_digest=row.archive_digest,
    )


def document_of(row: Any) -> Document:
    """Return the document in a row with `payload` and `text` of `versions`, and `source` of `documents`."""
    return replace(decode(Document, row.payload, row.source), text=row.text)


def claim_row(claim: Claim, ordinal: int, version: int) -> dict[str, Any]:
    """Return a row of `claims` for a claim found in the newest version."""
    as_of, quantity = _ends(claim.as_of), claim.quantity
    return {
        "id": claim.id,
        "document_id": claim.document_id,
        "version": version,
        "current": True,
        "ordinal": ordinal,
        "start": claim.quote.start,
        "end": claim.quote.end,
        "exact": claim.quote.exact,
        "value": quantity.value,
        "low": quantity.low,
        "high": quantity.high,
        "unit": quantity.unit,
        "counted_noun": quantity.counted_noun,
        "role": quantity.role.value,
        "as_of_from": as_of[0],
        "as_of_to": as_of[1],
        "checkable": claim.checkable,
        "set_aside": claim.set_aside,
        "payload": encode(claim),
    }


def link_entry(link: Link | None) -> Entry:
    """Return the entry of `links`."""
    best = link.best if link else None
    return Entry(
        payload=encode(link) if link else WITHDRAWN,
        columns={"dataset": best.dataset if best else None, "measure": best.measure if best else None},
    )


def verdict_entry(verdict: Verdict | None, link: Link | None, ruleset: str, profile: str) -> Entry:
    """Return the entry of `verdicts`."""
    under = profile if verdict else None
    columns = {**_judgement(verdict), **_official(verdict, link), "ruleset": ruleset, "profile": under}
    return Entry(payload=encode(verdict) if verdict else WITHDRAWN, profile=under, columns=columns)


def _judgement(verdict: Verdict | None) -> dict[str, Any]:
    if verdict is None:
        return {"outcome": None, "severity": None, "direction": None, "codes": ""}
    return {
        "outcome": verdict.outcome.value,
        "severity": verdict.severity.value if verdict.severity else None,
        "direction": verdict.direction,
        "codes": " ".join(dict.fromkeys(reason.code for reason in verdict.reasons)),
    }


def _official(verdict: Verdict | None, link: Link | None) -> dict[str, Any]:
    official = verdict.official if verdict else None
    best = link.best if link and official else None
    return {
        "official_value": official.value if official else None,
        "official_low": official.low if official else None,
        "official_high": official.high if official else None,
        "dataset": official.snapshots[0].dataset if official and official.snapshots else None,
        "measure": best.measure if best else None,
        "as_of": max((s.observed_at for s in official.snapshots), default=None) if official else None,
    }


def _ends(period: Period | None) -> tuple[datetime | None, datetime | None]:
    return (period.start, period.end) if period else (None, None)
