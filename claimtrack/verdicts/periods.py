"""The official side of a series of months or years: the value about the claim's period, as known when it was said.

A list is counted as of a moment; a published value is about a period and becomes known later. A claim that names its
period ("in 2023") is held against the value about it; one that names none against the newest value published by then.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from fractions import Fraction

from claimtrack.measures.measure import History, Observation
from claimtrack.measures.speaking import Fit, latest_known
from claimtrack.measures.speaking import about as observations_about
from claimtrack.period import Period
from claimtrack.quantity import Interval
from claimtrack.verdicts.claim_time import ClaimTime
from claimtrack.verdicts.measured import Measured
from claimtrack.verdicts.official import Gap, Side, side_at

LONGEST_DAY = timedelta(days=1) - timedelta(microseconds=1)
IMPLICIT = ("published", "option")


def official_side(measured: Measured, history: History, time: ClaimTime) -> Side | Gap:
    """Return the official side for a claim's time, by snapshot for a count, by period for a periodic series."""
    if not is_periodic(history):
        return side_at(history, time.when, measured.max_age)
    if time.source in IMPLICIT:
        return _newest(history, time.when, measured.max_age)
    return _about(history, time.when, time.said or time.when, stock=measured.definition.accumulation == "stock")


def is_periodic(history: History) -> bool:
    """Whether the values are about stretches of time, such as months or years."""
    return bool(history.observations) and history.observations[-1].is_about_a_stretch


def _about(history: History, when: Period, said: Period, *, stock: bool) -> Side | Gap:
    """Return the value about `when`; the year's stock may speak for its months, the months of a year do not for it."""
    fit, found = observations_about(history, when)
    if fit is Fit.NONE and stock and when.end - when.start > LONGEST_DAY:
        # How many there are over a time is counted at its end: "in the 12 months to July 1".
        fit, found = observations_about(history, replace(when, start=when.end - LONGEST_DAY))
    known = [o for o in found if o.at <= said.end]
    match fit:
        case Fit.NONE:
            return Gap(code="COV", text=f"{history.dataset} has no value about {when.label}")
        case Fit.PARTS:
            return Gap(code="AMB", text=f"{history.dataset} has values about parts of {when.label} only")
        case Fit.WIDER if not stock:
            return Gap(code="COV", text=f"{history.dataset} has values about longer times than {when.label}")
        case Fit.SAME | Fit.WIDER:
            if not known:
                return Gap(code="AHD", text=f"the value about {when.label} was not published yet")
            return _side(known[-1].known_at(said.end), ())


def _newest(history: History, when: Period, max_age: timedelta) -> Side | Gap:
    """Return the newest value out at `when`, with the one before while it is not sure that the newest was out."""
    known = latest_known(history, when.end)
    if not known:
        return Gap(code="COV", text=f"{history.dataset} has no value published by {when.label}")
    newest = known[0]
    age = when.end - newest.at
    if age > max_age:
        label = "" if newest.period is None else newest.period.label
        text = f"the newest value is about {label}, published {age.days} days before; {max_age.days} are allowed"
        return Gap(code="STL", text=text, nearest=newest)
    return _side(newest, known[1:])


def _side(speaking: Observation, others: tuple[Observation, ...]) -> Side:
    core = _ends(speaking)
    variants = core
    for value in (*(r.value for r in speaking.revisions), *(value for _, value in speaking.variants)):
        variants = variants.hull(Interval.point(value))
    hull = core
    for other in others:
        hull = hull.hull(_ends(other))
    return Side(
        value=Fraction(speaking.value), core=core, variants=variants, hull=hull, observations=(speaking, *others)
    )


def _ends(observation: Observation) -> Interval:
    return Interval(low=Fraction(observation.low), high=Fraction(observation.high))
