"""A finding as a person reads it: where, what, why; the same words in every human format."""

from __future__ import annotations

from dataclasses import dataclass

from claimtrack.cli.context import safe
from claimtrack.corpus.document import Document
from claimtrack.verdicts.check import Check
from claimtrack.verdicts.rules import RULES_BY_CODE
from claimtrack.verdicts.verdict import Official, Outcome
from claimtrack.verdicts.wording import claimed

MARKS = {Outcome.AGREES: "✓", Outcome.DISCREPANCY: "✗", Outcome.UNDETERMINED: "?"}
QUOTE_LIMIT = 160
BRIEF = ("COV", "NCK")
"""Codes that say enough by themselves of a claim that answers to no measure."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A finding in its parts. `place` is source:line; `number` that line, of the file or of a page's text.

    `brief` is the title of the only reason for leaving a claim open that was not compared with anything: its code says
    all there is to say.
    """

    place: str
    number: int
    mark: str
    outcome: Outcome
    codes: str
    severity: str
    quote: str
    explanation: tuple[str, ...]
    evidence: str
    brief: str = ""


def finding(check: Check, document: Document) -> Line:
    """Return a check as words; what the quotation says already is not said again."""
    verdict = check.verdict
    said = f"{claimed(check.claim.quantity)} claimed; "
    repeats = said.removesuffix(" claimed; ").casefold() in check.claim.quote.exact.casefold()
    texts = [reason.text.removeprefix(said if repeats else "") for reason in verdict.reasons if reason.text]
    if verdict.arithmetic and not any(verdict.arithmetic in text for text in texts):
        texts.insert(0, verdict.arithmetic)
    number = document.line_at(check.claim.quote.start)
    return Line(
        place=f"{safe(document.source)}:{number}",
        number=number,
        mark=MARKS[verdict.outcome],
        outcome=verdict.outcome,
        codes=" ".join(dict.fromkeys(reason.code for reason in verdict.reasons)),
        severity=verdict.severity.value if verdict.outcome is Outcome.DISCREPANCY and verdict.severity else "",
        quote=quoted(check.claim.quote.exact),
        explanation=tuple(safe(text) for text in texts),
        evidence=safe(_evidence(verdict.official)),
        brief=RULES_BY_CODE[verdict.reasons[0].code].title if _is_brief(check) else "",
    )


def quoted(text: str) -> str:
    """Return a quotation in quotation marks, shortened where it is very long."""
    flat = safe(" ".join(text.split()))
    return f"“{flat if len(flat) <= QUOTE_LIMIT else flat[: QUOTE_LIMIT - 1] + '…'}”"


def heading(document: Document) -> str:
    """Return what a document is, in one line: headline, publisher, date and where the date came from."""
    parts = [document.headline or "", document.publisher or ""]
    if document.date_published is not None:
        parts.append(f"{document.date_published.label} ({document.date_source})")
    else:
        parts.append("no date")
    return safe(" · ".join(part for part in parts if part))


def _is_brief(check: Check) -> bool:
    return check.link is None and [reason.code in BRIEF for reason in check.verdict.reasons] == [True]


def _evidence(official: Official | None) -> str:
    if official is None or not official.snapshots:
        return ""
    first = official.snapshots[0]
    return f"{first.dataset} {first.observed_at:%Y-%m-%d %H:%MZ} {first.sha256[:8]}"
