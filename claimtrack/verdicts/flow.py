"""The official side of what was added over a time: how many rows of the list are dated within it.

A list shows only what is still on it, and shows it late. So the newest list speaks, the next one confirms it, and what
fell off the lists in between is added to what the count may have been.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta
from fractions import Fraction
from itertools import pairwise

from claimtrack.claims.claim import Claim
from claimtrack.measures.measure import History, Observation
from claimtrack.period import Period
from claimtrack.quantity import Direction, Interval
from claimtrack.verdicts.official import Gap, Side, clean, counted, stale
from claimtrack.verdicts.spans import Window

DATED_ACTS = re.compile(
    r"\b(?:re-?)?(?:sign|ink|execut)(?:ed|ing|s|es)?\b|\b(?:struck|strike[sd]?|striking)\b", re.IGNORECASE
)
"""Acts that leave a date on the list: they are counted as they were done, whatever fell off the list meanwhile."""


def may_be_net(claim: Claim) -> bool:
    """Whether the words may tell the list's net growth: "added", "joined", "new", but not "signed"."""
    return DATED_ACTS.search(claim.clause.text) is None and claim.quantity.direction is not Direction.DOWN


def added(history: History, window: Window, said: Period, max_age: timedelta) -> Side | Gap:
    """Return the official side of a flow in a window, as the lists known when it was said show it."""
    before = [o for o in history.observations if o.at <= said.end]
    if not before:
        return Gap(code="COV", text=f"no list of {history.dataset} from before {said.label} has dates")
    speaking, end = before[-1], min(_midnight(window.after), said.end)
    if speaking.at < _midnight(window.first):
        text = f"the newest list by {said.label}, of {speaking.at.date().isoformat()}, is older than the time spoken of"
        return Gap(code="STL", text=text, nearest=None)
    if end - speaking.at > max_age:
        text = f"the nearest list before {said.label} is of {speaking.at.date().isoformat()}"
        return Gap(code="STL", text=f"{text}; {max_age.days} days are allowed", nearest=speaking)
    after = [o for o in history.observations[len(before) : len(before) + 1] if o.at - end <= max_age]
    if not speaking.value and not after:
        text = f"the list of {speaking.at.date().isoformat()} has no row {window.label}"
        return Gap(code="STL", text=f"{text}; rows are listed late, and no later list is near", nearest=speaking)
    complete = [*(o for o in before if o.at >= end), *after]
    hull = clean(speaking)
    for observation in complete:
        hull = hull.hull(clean(observation))
    moved = tuple(o for o in complete if o is not speaking and o.value != speaking.value)
    hull = _raised(hull, _fallen_off([*before, *after], window))
    record = [o for o in history.observations if _midnight(window.first) <= o.at <= end]
    return Side(
        value=Fraction(speaking.value),
        core=clean(speaking),
        variants=counted(speaking),
        hull=hull,
        observations=(speaking, *moved),
        staleness=None if complete else stale(history, speaking, end - speaking.at, max_age, hull, record),
    )


def is_covered(history: History, window: Window, max_age: timedelta) -> bool:
    """Whether the lists go back to the window's start; what left before the first of them was never seen."""
    return bool(history.observations) and history.observations[0].at <= _midnight(window.first) + max_age


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time.min, UTC)


def _fallen_off(observations: list[Observation], window: Window) -> Fraction:
    """Return by how much the count shrank from list to list: so many, at least, were added and have left again."""
    seen = [o.value for o in observations if o.at >= _midnight(window.first)]
    return sum((Fraction(first - second) for first, second in pairwise(seen) if second < first), Fraction(0))


def _raised(interval: Interval, by: Fraction) -> Interval:
    return interval if interval.high is None else Interval(low=interval.low, high=interval.high + by)
