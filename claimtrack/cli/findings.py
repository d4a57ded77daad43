"""A finding as a person reads it: where, what, why; the same words in every human format."""

from __future__ import annotations

from dataclasses import dataclass

from claimtrack.cli.context import safe
from claimtrack.corpus.document import Document
from claimtrack.verdicts.check import Check
from claimtrack.verdicts.verdict import Official, Outcome

MARKS = {Outcome.AGREES: "✓", Outcome.DISCREPANCY: "✗", Outcome.UNDETERMINED: "?"}
QUOTE_LIMIT = 160


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A finding in its parts. `place` is source:line, counted in the document's own text."""

    place: str
    mark: str
    outcome: str
    codes: str
    severity: str
    quote: str
    explanation: tuple[str, ...]
    evidence: str


def finding(check: Check, document: Document) -> Line:
    """Return a check as words."""
    verdict = check.verdict
    texts = [reason.text for reason in verdict.reasons if reason.text]
    if verdict.arithmetic and not any(verdict.arithmetic in text for text in texts):
        texts.insert(0, verdict.arithmetic)
    return Line(
        place=f"{safe(document.source)}:{line_number(document, check.claim.quote.start)}",
        mark=MARKS[verdict.outcome],
        outcome=verdict.outcome.value,
        codes=" ".join(dict.fromkeys(reason.code for reason in verdict.reasons)),
        severity=verdict.severity.value if verdict.outcome is Outcome.DISCREPANCY and verdict.severity else "",
        quote=quoted(check.claim.quote.exact),
        explanation=tuple(safe(text) for text in texts),
        evidence=_evidence(verdict.official),
    )


def quoted(text: str) -> str:
    """Return a quotation in quotation marks, shortened where it is very long."""
    flat = safe(" ".join(text.split()))
    return f"“{flat if len(flat) <= QUOTE_LIMIT else flat[: QUOTE_LIMIT - 1] + '…'}”"


def line_number(document: Document, position: int) -> int:
    """Return the line of the document's stored text, 1 for the headline."""
    return document.text.count("\n", 0, position) + 1


def heading(document: Document) -> str:
    """Return what a document is, in one line: headline, publisher, date and where the date came from."""
    parts = [document.headline or "", document.publisher or ""]
    if document.date_published is not None:
        parts.append(f"{document.date_published.label} ({document.date_source})")
    else:
        parts.append("no date")
    return safe(" · ".join(part for part in parts if part))


def _evidence(official: Official | None) -> str:
    if official is None or not official.snapshots:
        return ""
    first = official.snapshots[0]
    return f"{first.dataset} {first.observed_at:%Y-%m-%d %H:%MZ} {first.sha256[:8]}"
