"""What a refresh did, as a person reads it in an e-mail, or as JSON."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TextIO

from claimtrack.cli.context import safe
from claimtrack.cli.options import ListFormat
from claimtrack.cli.report import NAMES
from claimtrack.quantity import many

if TYPE_CHECKING:
    from claimtrack.cli.findings import Line
    from claimtrack.events import StoredEvent
    from claimtrack.pipeline.refreshing import Summary
    from claimtrack.verdicts.verdict import Outcome

PAGES = ("new", "changed", "unchanged", "gone", "failed")
"""What looks at pages gave, in the order they are told."""
GRAVITY = ("critical", "material", "minor", "note", "")
MOST_LINES = 20
"""Of a kind; the rest is counted, and JSON has all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Flag:
    """A discrepancy found in what was checked."""

    claim_id: str
    line: Line


def print_summary(summary: Summary, flagged: Sequence[Flag], seconds: float, out: TextIO, format_: ListFormat) -> None:
    """Write what a refresh did."""
    if format_ is ListFormat.json:
        from claimtrack.publish.contract import dumps

        out.write(dumps(_record(summary, flagged)) + "\n")
        return
    out.writelines(safe(line) + "\n" for line in _lines(summary, flagged, seconds))


def _lines(summary: Summary, flagged: Sequence[Flag], seconds: float) -> Iterator[str]:
    if summary.would_fetch:
        for url, number in summary.would_fetch.items():
            yield f"would look at {many(number, 'page')}  {url}"
    elif summary.sources or summary.documents or summary.rejudged:
        resting = f", {summary.resting} not due" if summary.resting else ""
        yield f"refreshed {summary.done} of {many(summary.sources, 'source')}{resting} in {seconds:,.0f} s"
    elif summary.resting:
        yield f"nothing is due of {many(summary.resting, 'source')}"
    told = [f"{summary.pages[name]:,} {name}" for name in PAGES if summary.pages[name]]
    if told:
        yield f"  pages      {', '.join(told)}"
    if summary.documents:
        outcomes = ", ".join(_counted(outcome, summary.outcomes[outcome]) for outcome in NAMES)
        yield f"  documents  {summary.documents:,} read: {outcomes if summary.outcomes else 'no claim to check'}"
    for snapshot in summary.snapshots:
        held = "" if snapshot.believed else f", {snapshot.status}"
        yield f"  data       {snapshot.dataset}: snapshot of {snapshot.observed_at:%Y-%m-%d %H:%MZ}{held}"
    if summary.rejudged:
        yield f"  again      {many(summary.rejudged, 'document')} verified again"
    gravest_first = sorted(flagged, key=lambda flag: GRAVITY.index(flag.line.severity))
    yield from _capped([_found(flag.line) for flag in gravest_first], "discrepancies")
    yield from _capped([_told(event) for event in summary.events], "events")
    yield from _capped([f"  busy       {url}: {who} is at work on it" for url, who in summary.busy.items()], "sources")
    yield from _capped([f"  failed     {error}" for error in dict.fromkeys(summary.errors)], "failures")


def _capped(lines: list[str], what: str) -> Iterator[str]:
    yield from lines[:MOST_LINES]
    if len(lines) > MOST_LINES:
        yield f"             … and {len(lines) - MOST_LINES:,} more {what}; --format json has all"


def _counted(outcome: Outcome, number: int) -> str:
    one, several = NAMES[outcome]
    return f"{number:,} {one if number == 1 else several}"


def _found(line: Line) -> str:
    parts = [line.place, line.codes, line.quote, *line.explanation[:1], line.evidence]
    return f"  wrong?     {'  '.join(part for part in parts if part)}"


def _told(event: StoredEvent) -> str:
    before, after = event.detail.get("before", {}), event.detail.get("after", {})
    was, now = (_short(side) for side in (before, after))
    because = f" ({event.detail['because']})" if event.detail.get("because") else ""
    return f"  {event.kind.value:<9}  {event.source}: {was} → {now}{because}"


def _short(side: Any) -> str:
    if not isinstance(side, dict):
        return str(side)
    return f"“{side['exact']}”" if "exact" in side else str(side.get("outcome"))


def _record(summary: Summary, flagged: Sequence[Flag]) -> dict[str, Any]:
    from claimtrack.pipeline.notifying import event_record

    return {
        "schema_version": 1,
        "sources": {"asked": summary.sources, "complete": summary.done, "not_due": summary.resting},
        "pages": {name: summary.pages[name] for name in PAGES},
        "would_fetch": summary.would_fetch,
        "documents": summary.documents,
        "verified_again": summary.rejudged,
        "outcomes": {outcome.value: summary.outcomes[outcome] for outcome in NAMES},
        "discrepancies": [flag.claim_id for flag in flagged],
        "snapshots": [
            {"dataset": s.dataset, "observed_at": s.observed_at.isoformat(), "sha256": s.sha256, "status": s.status}
            for s in summary.snapshots
        ],
        "events": [event_record(event) for event in summary.events],
        "busy": summary.busy,
        "errors": [
            {"source": e.where or None, "code": e.code, "message": e.message, "hint": e.hint or None}
            for e in dict.fromkeys(summary.errors)
        ],
    }
