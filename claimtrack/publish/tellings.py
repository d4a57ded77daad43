"""JSON of what became of a claim: the verdicts it had, and every telling of it."""

from __future__ import annotations

from dataclasses import asdict

from claimtrack.claims.claim import Claim
from claimtrack.corpus.document import Document
from claimtrack.matching.appearances import Appearance
from claimtrack.publish.contract import SCHEMA_VERSION, Record, iso, stamp, tool_record, verdict_record
from claimtrack.verdicts.past import Turn


def appearance_records(found: tuple[Appearance, ...]) -> list[Record]:
    """Return every telling of a claim, by date, the claim's own among them."""
    return [_appearance(one) for one in found]


def history_record(claim: Claim, document: Document, found: tuple[Turn, ...]) -> Record:
    """Return a claim's verdicts, oldest first, each with what it changed and why."""
    return {
        "schema_version": SCHEMA_VERSION,
        "tool": tool_record(),
        "claim_id": claim.id,
        "document_id": document.id,
        "source": document.source,
        "quote": claim.quote.exact,
        "verdicts": [_turn(turn) for turn in found],
    }


def _turn(turn: Turn) -> Record:
    past = turn.past
    return {
        "sequence": past.sequence,
        "since": stamp(past.since),
        "superseded_by": past.superseded_by,
        "ruleset": past.ruleset,
        "profile": past.profile,
        "verdict": None if past.verdict is None else verdict_record(past.verdict),
        "changes": [{"what": c.what, "before": c.stored, "after": c.found} for c in turn.changes],
        "causes": list(turn.causes),
    }


def _appearance(found: Appearance) -> Record:
    document, claim = found.statement.document, found.statement.claim
    date = document.date_published
    return {
        "claim_id": claim.id,
        "document_id": document.id,
        "source": document.source,
        "url": document.url,
        "publisher": document.publisher,
        "date_published": None if date is None else iso(date.start, document),
        "claimant": claim.claimant,
        "quote": claim.quote.exact,
        "first": found.first,
        "changes": [asdict(change) for change in found.changes],
    }
