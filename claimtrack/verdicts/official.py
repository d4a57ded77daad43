"""The official side at a claim's time: which snapshot speaks, and between which values the truth is known to lie."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from fractions import Fraction

from claimtrack.measures.measure import History, Observation
from claimtrack.period import Period
from claimtrack.quantity import Interval
from claimtrack.verdicts.change import GAIN, LOSS
from claimtrack.verdicts.movement import Movement, Staleness, staleness
from claimtrack.verdicts.verdict import Operand


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """What the data says at a time.

    `value` is the official value, `core` the interval that cleaning makes of it, `variants` that with all other ways of
    counting, `hull` everything it may have been at that time, neighbouring snapshots included. `observations` are
    those it rests on, the speaking one first. `staleness` is set where that one is too old to bear a discrepancy by
    itself, as no later one shows what became of it. `computation` is how `value` follows from `operands`, which are
    empty where it is the one value of the speaking snapshot.
    """

    value: Fraction
    core: Interval
    variants: Interval
    hull: Interval
    observations: tuple[Observation, ...]
    staleness: Staleness | None = None
    computation: str = "value"
    operands: tuple[Operand, ...] = ()

    @property
    def observation(self) -> Observation:
        """The snapshot that speaks."""
        return self.observations[0]

    @property
    def farthest(self) -> Interval | None:
        """Everything the value may have been, all that it may have moved by included; None where that is not known."""
        return self.hull if self.staleness is None else self.staleness.reach


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """Why the data does not speak at a time: a reason code and a sentence; `nearest` is the value that is too old."""

    code: str
    text: str
    nearest: Observation | None = None

    @property
    def side(self) -> Side | None:
        """The value that is too old to decide, for people to see."""
        return None if self.nearest is None else alone(self.nearest)


def side_at(history: History, when: Period, max_age: timedelta) -> Side | Gap:
    """Return the official side at `when`: the latest snapshot at or before its end, bracketed by its neighbours."""
    before = [o for o in history.observations if o.at <= when.end]
    if not before:
        return _nothing_before(history, when)
    speaking = before[-1]
    later = history.observations[len(before) : len(before) + 1]
    if _days(speaking, when) > max_age.days:
        nearest = min((speaking, *later), key=lambda o: abs(o.at - when.end))
        return Gap(code="STL", text=_stale(speaking, nearest, when, max_age), nearest=nearest)
    age = when.end - speaking.at
    known = [o for o in before if o.at > when.start]
    known += [o for o in before if o.at <= when.start][-1:]
    confirming = [o for o in later if o.at - when.end <= max_age]
    known += confirming
    hull = clean(speaking)
    for observation in known:
        hull = hull.hull(clean(observation))
    moved = tuple(o for o in known if o is not speaking and (o.low, o.high) != (speaking.low, speaking.high))
    return Side(
        value=Fraction(speaking.value),
        core=clean(speaking),
        variants=counted(speaking),
        hull=hull,
        observations=(speaking, *moved),
        staleness=None if confirming else stale(history, speaking, age, max_age, hull, history.observations),
    )


def stale(
    history: History,
    speaking: Observation,
    age: timedelta,
    max_age: timedelta,
    hull: Interval,
    record: Sequence[Observation],
) -> Staleness | None:
    """Return what may have become of a snapshot that no later one confirms; None for the first half of its time."""
    return staleness(history, speaking, age, hull.hull(counted(speaking)), record) if age > max_age / 2 else None


def latest(history: History) -> Side | None:
    """Return the official side of the newest snapshot, or None when there is none."""
    if not history.observations:
        return None
    return alone(history.observations[-1])


def alone(observation: Observation) -> Side:
    """Return the side of one snapshot, whatever its neighbours say."""
    return Side(
        value=Fraction(observation.value),
        core=clean(observation),
        variants=counted(observation),
        hull=clean(observation),
        observations=(observation,),
    )


def at_most(side: Side) -> Side:
    """Return the side of a part of a count: nothing to all of it; `value` stays the whole."""
    nothing = Interval.point(0)
    return replace(
        side,
        core=side.core.hull(nothing),
        variants=side.variants.hull(nothing),
        hull=side.hull.hull(nothing),
        staleness=_reaching(side.staleness, lambda reach: reach.hull(nothing)),
    )


MIRRORED = "-value"
"""The computation of a side whose sign was turned."""


def mirrored(side: Side) -> Side:
    """Return the side with its sign turned: a fall of 0.7 is a change of -0.7."""
    return replace(_mapped(side, lambda value: -value), computation=MIRRORED)


def as_fraction(side: Side) -> Side:
    """Return a percentage as a fraction: 84.3 percent are 0.843 of the whole."""
    return replace(_mapped(side, lambda value: value / 100), computation="value / 100")


def _mapped(side: Side, change: Callable[[Fraction], Fraction]) -> Side:
    ends = (_image_of(interval, change) for interval in (side.core, side.variants, side.hull))
    core, variants, hull = ends
    moved = _reaching(side.staleness, lambda reach: _image_of(reach, change))
    return replace(side, value=change(side.value), core=core, variants=variants, hull=hull, staleness=moved)


def _reaching(found: Staleness | None, change: Callable[[Interval], Interval]) -> Staleness | None:
    if found is None or found.reach is None:
        return found
    return replace(found, reach=change(found.reach))


def _image_of(interval: Interval, change: Callable[[Fraction], Fraction]) -> Interval:
    low, high = (None if end is None else change(end) for end in (interval.low, interval.high))
    if change(Fraction(1)) > 0:
        return replace(interval, low=low, high=high)
    return Interval(low=high, high=low, low_open=interval.high_open, high_open=interval.low_open)


def combine(start: Side, end: Side, formula: Callable[[Fraction, Fraction], Fraction]) -> Side:
    """Return the side of a figure computed from two sides; the formula must be monotone in each of them."""
    return Side(
        value=formula(start.value, end.value),
        core=_image(start.core, end.core, formula),
        variants=_image(start.variants, end.variants, formula),
        hull=_image(start.hull, end.hull, formula),
        observations=(end.observation, start.observation, *end.observations[1:], *start.observations[1:]),
        staleness=_computed_from(start, end, formula),
    )


def _computed_from(start: Side, end: Side, formula: Callable[[Fraction, Fraction], Fraction]) -> Staleness | None:
    """Return the staleness of a figure of two sides; a ratio's reach is not known where they may not be above zero."""
    found, a, b = unknown_reach((start, end)), start.farthest, end.farthest
    if found is None or a is None or b is None:
        return found
    above_zero = all(one.low is not None and one.low > 0 for one in (a, b))
    if formula not in (GAIN.formula, LOSS.formula) and not above_zero:
        return found
    return replace(found, reach=_image(a, b, formula), movements=_movements((end, start)))


def _movements(sides: Iterable[Side]) -> tuple[Movement, ...]:
    found = (m for side in sides if side.staleness is not None for m in side.staleness.movements)
    return tuple(dict.fromkeys(found))


def over_all(sides: Iterable[Side]) -> Side:
    """Return the first of sides that may all be meant, with all that any of them may have been."""
    first, *others = sides
    whole = first
    for side in others:
        reach = None if whole.farthest is None or side.farthest is None else whole.farthest.hull(side.farthest)
        moved = unknown_reach((whole, side))
        if moved is not None:
            moved = replace(moved, reach=reach, movements=_movements((whole, side)))
        whole = replace(whole, hull=whole.hull.hull(side.hull), staleness=moved)
    return whole


def unknown_reach(sides: Iterable[Side]) -> Staleness | None:
    """Return how old the oldest of stale sides is, for a figure of which it is not known how far it moves."""
    ages = [side.staleness.age for side in sides if side.staleness is not None]
    return Staleness(age=max(ages)) if ages else None


def computable(start: Side) -> bool:
    """Whether a ratio over this side is defined: its whole range is above zero."""
    return start.hull.low is not None and start.hull.low > 0


def _image(a: Interval, b: Interval, formula: Callable[[Fraction, Fraction], Fraction]) -> Interval:
    corners = [formula(x, y) for x in (a.low, a.high) for y in (b.low, b.high) if x is not None and y is not None]
    return Interval(low=min(corners), high=max(corners))


def clean(observation: Observation) -> Interval:
    """Return what cleaning of names makes of an official value."""
    return Interval(low=Fraction(observation.low), high=Fraction(observation.high))


def counted(observation: Observation) -> Interval:
    """Return the hull of every way of counting that the data's owner or its dirt leaves room for."""
    whole = clean(observation)
    for _, value in observation.variants:
        whole = whole.hull(Interval.point(value))
    return whole


def _nothing_before(history: History, when: Period) -> Gap:
    if not history.observations:
        return Gap(code="COV", text=f"no snapshot of {history.dataset} can answer this")
    first = history.observations[0].at.date().isoformat()
    return Gap(code="COV", text=f"{history.dataset} begins on {first}, after {when.label}")


def _days(speaking: Observation, when: Period) -> int:
    """Return the calendar days from a snapshot to a claim's time."""
    return (when.end.date() - speaking.at.date()).days


def _stale(speaking: Observation, nearest: Observation, when: Period, max_age: timedelta) -> str:
    seen, days = speaking.at.date().isoformat(), _days(speaking, when)
    text = f"the nearest snapshot before {when.label} is of {seen}, {days} days older; {max_age.days} are allowed"
    return text if nearest is speaking else f"{text}; the next, of {nearest.at.date().isoformat()}, is nearer"
