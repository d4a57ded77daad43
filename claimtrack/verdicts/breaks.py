"""Breaks in a series: values before and after a change of definition are not of one kind.

SDMX marks such an observation "B", time series break. A text may use the publisher's own figure on one definition,
which a table of both does not give.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from claimtrack.measures.measure import Observation
from claimtrack.period import parse_stamp
from claimtrack.verdicts.measured import Measured
from claimtrack.verdicts.official import Side
from claimtrack.verdicts.verdict import Outcome, Reason, Verdict


def across_a_break(verdict: Verdict, measured: Measured, *sides: Side) -> Verdict:
    """Return the verdict of values on both sides of a break: never a discrepancy, an agreement with a caveat."""
    note = _break_between(measured, (o for side in sides for o in side.observations[:1]))
    if not note or verdict.outcome is Outcome.UNDETERMINED:
        return verdict
    if verdict.outcome is Outcome.AGREES:
        return replace(verdict, reasons=(*verdict.reasons, Reason(code="UND", text=note)))
    text = f"{note}; {verdict.arithmetic}"
    return Verdict(
        outcome=Outcome.UNDETERMINED,
        reasons=(Reason(code="UND", text=text),),
        arithmetic=verdict.arithmetic,
        official=verdict.official,
    )


def _break_between(measured: Measured, observations: Iterable[Observation]) -> str:
    """Return what the series' break between the first and the last of some values is, "" for none."""
    starts = [o.period.start for o in observations if o.period is not None]
    for date, note in measured.definition.breaks:
        begins = parse_stamp(date).start
        if starts and min(starts) < begins <= max(starts):
            return f"the series breaks in {date}: {note}"
    return ""
