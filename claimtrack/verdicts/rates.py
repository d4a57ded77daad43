"""Rates over another dataset: the official side of so many for every so many others, from two counts."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from claimtrack.measures.measure import Observation
from claimtrack.measures.per_capita import Rate, about_until, in_force
from claimtrack.quantity import Interval, Role, plain
from claimtrack.verdicts import wording
from claimtrack.verdicts.claim_time import ClaimTime
from claimtrack.verdicts.evidence import operands_of
from claimtrack.verdicts.measured import Measured
from claimtrack.verdicts.official import Gap, Side, clean, combine, computable
from claimtrack.verdicts.periods import official_side

JUDGED = (Role.LEVEL, Role.FROM, Role.TO)
"""What is compared with a rate as it stands. A change or an order of rates would rest on four counts or on hundreds."""


def rate_side(measured: Measured, time: ClaimTime) -> tuple[Side, str] | Gap:
    """Return the official side of a rate with how it came about in words, or why there is none."""
    rate = measured.rate
    assert rate is not None
    if rate.over is None:
        return Gap(code="COV", text=rate.missing)
    part = official_side(measured, rate.of, time)
    if isinstance(part, Gap):
        return replace(part, nearest=None)
    whole = _shared_over(rate, part.observation, time)
    if isinstance(whole, Gap):
        return whole
    if not computable(whole):
        return Gap(
            code="UND", text=f"{_told(rate.over.measure, whole)} is not above zero: a rate over it is not defined"
        )
    per = Fraction(rate.per)
    side = combine(whole, part, lambda over, of: per * of / over)
    operands = (*operands_of("part", rate.of, part), *operands_of("whole", rate.over, whole))
    trail = f"from {plain(per)} × {plain(part.value)} / {plain(whole.value)}: {_named(rate, part, whole)}"
    return replace(side, computation=f"{rate.per:f} * part / whole", operands=operands), trail


def _shared_over(rate: Rate, part: Observation, time: ClaimTime) -> Side | Gap:
    """Return the count that a rate is over: the value in force, and its neighbours in time as what it may have been."""
    assert rate.over is not None
    known = (time.said or time.when).end
    found = in_force(rate.over, about_until(part, time.when.end), known)
    if not found:
        return Gap(code="COV", text=f"{rate.over.dataset} has no value out by {time.when.label}")
    age = about_until(part, time.when.end) - found[0].at
    if age > rate.max_age:
        newest = f"the newest value of {rate.over.dataset} is the one {wording.on(found[0])}"
        text = f"{newest}, {age.days} days older; {rate.max_age.days} are allowed"
        return Gap(code="STL", text=text)
    core = clean(found[0])
    hull = core
    for other in found[1:]:
        hull = hull.hull(Interval.point(other.low)).hull(Interval.point(other.high))
    return Side(value=Fraction(found[0].value), core=core, variants=core, hull=hull, observations=found)


def _named(rate: Rate, part: Side, whole: Side) -> str:
    assert rate.over is not None
    of = wording.named(rate.of.measure, rate.of.scope)
    over = wording.named(rate.over.measure, rate.over.scope)
    return f"{of} {wording.on(part.observation)}, {over} {wording.on(whole.observation)}"


def _told(measure: str, side: Side) -> str:
    return f"{wording.named(measure, ())} ({plain(side.value)} {wording.on(side.observation)})"
