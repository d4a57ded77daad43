"""The official side of a series of months or years: the value about the claim's period, as known then.

A list is counted as of a moment; a published value is about a period and becomes known later. A claim that names its
period ("in 2023") is held against the value about it; one that names none against the newest value published by then.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from fractions import Fraction

from claimtrack.measures.measure import History, Observation
from claimtrack.period import Period
from claimtrack.quantity import Interval
from claimtrack.verdicts.claim_time import ClaimTime
from claimtrack.verdicts.official import Gap, Side, side_at

LONGEST_MOMENT = timedelta(days=3)
IMPLICIT = ("published", "option")


def official_side(history: History, time: ClaimTime, max_age: timedelta) -> Side | Gap:
    """Return the official side for a claim's time, by snapshot for a count, by period for a periodic series."""
    if not is_periodic(history):
        return side_at(history, time.when, max_age)
    if time.source in IMPLICIT:
        return _newest_known(history, time.when, max_age)
    return about(history, time.when, time.said or time.when)


def is_periodic(history: History) -> bool:
    """Whether the values are about stretches of time, such as months or years."""
    if not history.observations:
        return False
    period = history.observations[-1].period
    return period is not None and period.end - period.start > LONGEST_MOMENT


def about(history: History, when: Period, said: Period) -> Side | Gap:
    """Return the value about `when` (the last inside it, or the one that `when` lies in), as known when it was said."""
    found = [o for o in history.observations if o.period is not None and _covers(o.period, when)]
    if not found:
        return Gap(code="COV", text=f"{history.dataset} has no value about {when.label}")
    return _side(found[-1], said.end, ())


def _newest_known(history: History, when: Period, max_age: timedelta) -> Side | Gap:
    known = [o for o in history.observations if o.at <= when.end]
    if not known:
        return Gap(code="COV", text=f"{history.dataset} has no value published by {when.label}")
    newest = known[-1]
    age = when.end - (newest.by or newest.at)
    if age > max_age:
        label = "" if newest.period is None else newest.period.label
        text = f"the newest value is about {label}, published {age.days} days before; {max_age.days} are allowed"
        return Gap(code="STL", text=text)
    unsure = newest.by is not None and newest.by > when.end
    return _side(newest, when.end, tuple(known[-2:-1]) if unsure else ())


def _covers(period: Period, when: Period) -> bool:
    """Whether a value about `period` answers a claim about `when`: one lies in the other."""
    inside = when.start <= period.start and period.end <= when.end
    return inside or (period.start <= when.start and when.end <= period.end)


def _side(observation: Observation, moment: datetime, others: tuple[Observation, ...]) -> Side:
    speaking = observation.known_at(moment)
    core = Interval(low=Fraction(speaking.low), high=Fraction(speaking.high))
    variants = core.hull(Interval.point(observation.value))
    for revision in observation.revisions:
        variants = variants.hull(Interval.point(revision.value))
    for _, value in speaking.variants:
        variants = variants.hull(Interval.point(value))
    hull = core
    for other in others:
        hull = hull.hull(Interval(low=Fraction(other.low), high=Fraction(other.high)))
    return Side(
        value=Fraction(speaking.value), core=core, variants=variants, hull=hull, observations=(speaking, *others)
    )
