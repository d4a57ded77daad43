"""A measure over another dataset: so many in a scope for every so many of another dataset's count in the same scope.

The two counts stay apart: each has its own query, snapshot and time, and a rate is formed of what both say.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from decimal import Decimal
from fractions import Fraction

from claimtrack.datasets.dataset import Descriptor, Dimension, MeasureDefinition, PerCapita
from claimtrack.measures.formula import rounded
from claimtrack.measures.measure import History, Observation, Query, Scope

NO_QUERY = Query(sql="")
"""A rate over another dataset has no query of its own: its operands have one each."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rate:
    """The two counts that a rate is formed of, and how many of the second it is told for.

    `over` is None where the other dataset does not say it, `missing` then says why. `max_age` is how long a value of
    `over` speaks for the time after it came out.
    """

    per: Decimal
    of: History
    over: History | None
    missing: str = ""
    max_age: timedelta = timedelta(0)


def scope_there(own: Descriptor, other: Descriptor, over: MeasureDefinition, scope: Scope) -> Scope | str:
    """Return a scope in the other dataset's dimensions, or in words what it lacks for that.

    Two dimensions are the same where they share a vocabulary, or else the name.
    """
    found: list[tuple[str, str]] = []
    for name, value in scope:
        mine = own.dimension(name)
        twin = None if mine is None else _twin(mine, other)
        if twin is None or (over.dimensions is not None and twin.name not in over.dimensions):
            return f"{other.name}/{over.name} can't be cut by {name}"
        found.append((twin.name, value))
    return tuple(sorted(found))


def in_force(over: History, until: datetime, known: datetime) -> tuple[Observation, ...]:
    """Return the values that a count may have been shared out over: the one in force, then its neighbours in time.

    In force is the latest value that was out at `known` and whose period had begun by `until`. The one before it and
    the one after it, if that was out, are what other readers of the same dataset may have divided by.
    """
    out = [o.known_at(known) for o in over.observations if o.at <= known]
    begun = [o for o in out if (o.period.start if o.period is not None else o.at) <= until]
    if not begun:
        return ()
    after = out[len(begun) : len(begun) + 1]
    return (begun[-1], *begun[-2:-1], *after)


def about_until(observation: Observation, when: datetime) -> datetime:
    """Return the time that a count tells of: the end of its period, or for a count of a moment the `when` asked for."""
    period = observation.period
    return period.end if period is not None and observation.is_about_a_stretch else when


def rates(rate: Rate) -> Iterator[Observation]:
    """Yield the rate at each observation of the count, where the other dataset has a value above zero by then."""
    for one in rate.of.observations if rate.over is not None else ():
        assert rate.over is not None
        found = in_force(rate.over, about_until(one, one.at), one.at)
        if not found or found[0].low <= 0 or one.at - found[0].at > rate.max_age:
            continue
        base = found[0]
        yield replace(
            one,
            value=_share(rate, one.value, base.value),
            low=_share(rate, one.low, base.high),
            high=_share(rate, one.high, base.low),
            last_row=None,
            variants=(),
            revisions=(),
        )


def history_of(rate: Rate, measure: str) -> History:
    """Return the rate's own observations; their figures are of two datasets, so that no single query gives them."""
    return replace(rate.of, measure=measure, observations=tuple(rates(rate)), query=NO_QUERY)


def missing_words(rate: PerCapita, scope: Scope) -> str:
    """Return that the other dataset has no value in a scope, in words."""
    where = ", ".join(value for _, value in scope) or "the whole"
    return f"{rate.dataset}/{rate.over} has no value for {where}"


def _twin(mine: Dimension, other: Descriptor) -> Dimension | None:
    shared = [d for d in other.dimensions if d.vocabulary is not None and d.vocabulary == mine.vocabulary]
    return shared[0] if len(shared) == 1 else other.dimension(mine.name)


def _share(rate: Rate, part: Decimal, whole: Decimal) -> Decimal:
    found = rounded(Fraction(rate.per) * Fraction(part) / Fraction(whole))
    return Decimal(format(found.normalize(), "f"))
