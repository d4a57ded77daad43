"""How far a value may have moved since a snapshot that no later one confirms: as far as it ever did in such a time.

The record is every pair of snapshots up to twice as far apart as the snapshot is old. It tells something only where
several stretches that are at least as long lie side by side in it. On top of what is on record comes the scatter of a
count, the square root of itself (Poisson): one that only ever rose may fall, and the largest rise so far need not be
the largest. What the next snapshot says, however late, is a value that it came to as well.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from fractions import Fraction
from math import ceil, isqrt

from claimtrack.measures.measure import History, Observation
from claimtrack.quantity import Interval, plain
from claimtrack.verdicts import wording

DAY = timedelta(days=1)
LONGER = 2
"""How many times the snapshot's age two snapshots may lie apart to count: growth gathers speed."""
STRETCHES = 5
"""Stretches side by side, each at least as long as the snapshot is old, from which the record tells something."""
PART = Fraction(1, 100)
"""Which part of its value a value may have moved more than it ever did; for a count of less than 10,000 its scatter."""

Pair = tuple[Observation, Observation]


@dataclass(frozen=True, slots=True, kw_only=True)
class Movement:
    """The largest rise and the largest fall on record in stretches of up to `longest`, each with its two snapshots.

    `rise` and `fall` are None where there was none. `more` is what is allowed on top of them either way, `later` the
    next snapshot, if there is one.
    """

    history: History
    longest: timedelta
    rise: Pair | None
    fall: Pair | None
    more: int
    later: Observation | None

    @property
    def observations(self) -> tuple[Observation, ...]:
        """The snapshots it rests on."""
        later = () if self.later is None else (self.later,)
        return (*(self.rise or ()), *(self.fall or ()), *later)

    def reach(self, known: Interval) -> Interval:
        """Return where a value may have got to from `known`; a count does not fall below zero."""
        if known.low is None or known.high is None:
            raise ValueError("an official value has two ends")
        low = known.low + _change(self.fall) - self.more
        high = known.high + _change(self.rise) + self.more
        if all(o.low >= 0 for o in self.history.observations):
            low = max(low, Fraction(0))
        moved = Interval(low=low, high=high)
        if self.later is None:
            return moved
        return moved.hull(Interval(low=Fraction(self.later.low), high=Fraction(self.later.high)))

    def words(self, subject: str = "it") -> str:
        """Return it for people, with the dates of both: "in no stretch of up to 26 days on record did it rise …"."""
        text = (
            f"in no stretch of up to {self.longest.days} days on record did {subject} "
            f"{_told('rise', self.rise)} or {_told('fall', self.fall)}; {self.more:,} more allowed for either way"
        )
        if self.later is not None:
            text += f"; the next, {wording.on(self.later)}, was {plain(self.later.value)}"
        return text


@dataclass(frozen=True, slots=True, kw_only=True)
class Staleness:
    """How old a snapshot was that bears no discrepancy by itself any more, as no later one confirms it.

    `reach` is where the value may have got to since, None where the record does not tell; `movements` are what shows
    it, one for each value that a figure is computed from.
    """

    age: timedelta
    reach: Interval | None = None
    movements: tuple[Movement, ...] = ()

    @property
    def words(self) -> str:
        """How old it is, and how far its like moved on record."""
        text = f"{self.age.days} days before the claim's date, and no later snapshot confirms it"
        if self.reach is None:
            return text
        several = len(self.movements) > 1
        told = (m.words(_subject(m.history) if several else "it") for m in self.movements)
        return "; ".join((text, *dict.fromkeys(told)))


def staleness(
    history: History, speaking: Observation, age: timedelta, known: Interval, record: Sequence[Observation]
) -> Staleness:
    """Return what may have become of a snapshot's value after `age`, by a record of its history."""
    shortest = DAY * ceil(age / DAY)
    pairs = list(_pairs(record, shortest * LONGER))
    fresh = any(later.at >= speaking.at - shortest * LONGER for _, later in pairs)
    if not fresh or _side_by_side(pairs, shortest) < STRETCHES:
        return Staleness(age=age)
    rising, falling = max(pairs, key=_change), min(pairs, key=_change)
    movement = Movement(
        history=history,
        longest=shortest * LONGER,
        rise=rising if _change(rising) > 0 else None,
        fall=falling if _change(falling) < 0 else None,
        more=_more(ceil(abs(speaking.value))),
        later=next((o for o in history.observations if o.at > speaking.at + age), None),
    )
    return Staleness(age=age, reach=movement.reach(known), movements=(movement,))


def _pairs(observations: Sequence[Observation], longest: timedelta) -> Iterator[Pair]:
    """Yield every two snapshots that lie up to `longest` apart, by the later of the two."""
    first = 0
    for last, second in enumerate(observations):
        while second.at - observations[first].at > longest:
            first += 1
        yield from ((observations[i], second) for i in range(first, last))


def _side_by_side(pairs: Sequence[Pair], shortest: timedelta) -> int:
    """Return how many stretches of at least `shortest` there are of which no two overlap."""
    found, end = 0, None
    for first, second in pairs:
        if second.at - first.at >= shortest and (end is None or first.at >= end):
            found, end = found + 1, second.at
    return found


def _more(value: int) -> int:
    """Return the square root of a value, or the hundredth part where that is more; one at least, rounded up."""
    root = isqrt(max(value, 1) - 1) + 1
    return max(root, ceil(value * PART))


def _change(pair: Pair | None) -> Fraction:
    return Fraction(0) if pair is None else Fraction(pair[1].value - pair[0].value)


def _told(verb: str, pair: Pair | None) -> str:
    if pair is None:
        return verb
    dates = f"{wording.seen(pair[0])} to {wording.seen(pair[1])}"
    return f"{verb} by more than {plain(abs(_change(pair)))} ({dates})"


def _subject(history: History) -> str:
    return wording.named(history.measure, history.scope)
