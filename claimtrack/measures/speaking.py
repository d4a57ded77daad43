"""Which of a series' values speaks: for a period that a text names, or as the latest known at a moment."""

from __future__ import annotations

from datetime import datetime
from enum import Enum

from claimtrack.measures.measure import History, Observation
from claimtrack.period import Period


class Fit(Enum):
    """How an observation's period lies to the one asked for."""

    SAME = "same"
    WIDER = "wider"
    """The value is about more: the year's, where a month was asked for."""
    PARTS = "parts"
    """The values are about parts: the months', where a year was asked for."""
    NONE = "none"


def about(history: History, when: Period) -> tuple[Fit, tuple[Observation, ...]]:
    """Return the observations about a period, oldest first, and how they fit it; the closest fit wins.

    Observations of lists are about no period.
    """
    dated = [(o, o.period) for o in history.observations if o.period is not None]
    same = tuple(o for o, span in dated if _days(span) == _days(when))
    if same:
        return Fit.SAME, same
    wider = [(span.end - span.start, o) for o, span in dated if span.start <= when.start and when.end <= span.end]
    if wider:
        least = min(length for length, _ in wider)
        return Fit.WIDER, tuple(o for length, o in wider if length == least)
    parts = tuple(o for o, span in dated if when.start <= span.start and span.end <= when.end)
    return (Fit.PARTS, parts) if parts else (Fit.NONE, ())


def latest_known(history: History, moment: datetime) -> tuple[Observation, ...]:
    """Return the observations that may be the latest one out at a moment, newest first, with their values of then.

    There are several only when the moment lies between the first and the last day on which a value comes out.
    """
    out = [o for o in history.observations if o.at <= moment]
    found: list[Observation] = []
    for observation in reversed(out):
        found.append(observation.known_at(moment))
        if (observation.by or observation.at) <= moment:
            break
    return tuple(found)


def _days(span: Period) -> tuple[object, object]:
    """Return the first and last day; times of day are of no account to what a value is about."""
    return span.start.date(), span.end.date()
