"""The span of time a claim of what was added speaks of: "since January", "in March", "over the past two months".

Words leave its first day open: "since January 20" may count that day or not, "since January" may count all of the
month or none, and "the past two months" are round. Each reading is a window of its own.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

from claimtrack.claims.claim import Claim
from claimtrack.period import Period
from claimtrack.verdicts.claim_time import ClaimTime

DAY = timedelta(days=1)
SHORTEST = 2
"""Days from which an as-of is a stretch of time, and no point."""
ROUND = 15
"""A stretch counted back from today is round by this part of its length, either way."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """Days from `first` up to, without, `after`."""

    first: date
    after: date

    @property
    def bounds(self) -> tuple[str, str]:
        """Both as ISO dates, to be bound to a query."""
        return self.first.isoformat(), self.after.isoformat()

    @property
    def label(self) -> str:
        """The window for people: "from 2025-01-20 to 2025-09-02"."""
        return f"from {self.first.isoformat()} to {(self.after - DAY).isoformat()}"


def flow_time(claim: Claim, time: ClaimTime) -> ClaimTime:
    """Return the time of a flow: a date within its start ("since January, when he returned") is not its end."""
    if claim.baseline is None or claim.as_of is None or time.said is None or claim.as_of.start > claim.baseline.end:
        return time
    return replace(time, when=time.said)


def windows(claim: Claim, time: ClaimTime) -> tuple[Window, ...]:
    """Return the readings of a claim's span of time, the one that the words name first; none when it names none."""
    after = time.when.end.date() + DAY
    starts: tuple[date, ...]
    if claim.baseline is not None:
        starts = (claim.baseline.start.date(), claim.baseline.end.date() + DAY)
    elif claim.as_of is not None and is_stretch(claim.as_of):
        starts = _starts(claim.as_of, time)
    else:
        return ()
    return tuple(Window(first=first, after=after) for first in dict.fromkeys(starts) if first < after)


def is_stretch(period: Period) -> bool:
    """Whether a time is a stretch, over which things are added, and no point in time."""
    return (period.end - period.start).days > SHORTEST


def _starts(period: Period, time: ClaimTime) -> tuple[date, ...]:
    """Return the first days of a stretch: one of a calendar's month or year; three of one counted back from today."""
    first = period.start.date()
    counted_back = time.said is not None and period.end.date() == time.said.end.date() and first.day != 1
    if not counted_back:
        return (first,)
    slack = max(DAY, (period.end - period.start) // ROUND)
    return first, first - slack, first + slack
