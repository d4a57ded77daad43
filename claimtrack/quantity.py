"""Exact numbers as written, and the sets of true values a wording admits.

Everything is Decimal or Fraction: no binary float ever stands between the text and a verdict.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction


class Modifier(StrEnum):
    """How the wording bounds or blurs the number (MeasEval's modifiers, refined)."""

    EXACT = "exact"
    ABOUT = "about"
    OVER = "over"
    AT_LEAST = "at_least"
    UNDER = "under"
    AT_MOST = "at_most"
    NEARLY = "nearly"
    JUST_OVER = "just_over"
    UP_TO = "up_to"
    BETWEEN = "between"


class Direction(StrEnum):
    """Which way the wording says the value moved."""

    UP = "up"
    DOWN = "down"


class Role(StrEnum):
    """What the number is in its sentence: a level, an end of a change, a change, a ratio, a share or a rank."""

    LEVEL = "level"
    FROM = "from"
    TO = "to"
    DELTA = "delta"
    PERCENT_CHANGE = "percent_change"
    RATIO = "ratio"
    SHARE = "share"
    RANK = "rank"


CHANGES = frozenset({Role.PERCENT_CHANGE, Role.RATIO, Role.DELTA})
"""The roles of a number that says how another one moved."""

IN_WORDS = frozenset({Role.SHARE, Role.PERCENT_CHANGE})
"""The roles of a proportion that, without a unit, is a fraction in words: "a third of them", "grew by half"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """A number as written.

    `value` is the number (for a range both `low` and `high` are set and `value` is None; open words such as
    "hundreds" also set `low` and `high`). `unit` is None for a count of things, else a unit name: percent,
    percentage_point, fold, USD, year, km … `counted_noun` is the singular head of what is counted ("agency").
    `precision` is the unit of the last digit written: 1 for 958, 100000 for "1.2 million".
    """

    value: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    unit: str | None = None
    counted_noun: str | None = None
    precision: Decimal = Decimal(1)
    modifier: Modifier = Modifier.EXACT
    direction: Direction | None = None
    role: Role = Role.LEVEL


@dataclass(frozen=True, slots=True, kw_only=True)
class Interval:
    """A set of values between two ends; None is no bound on that side; an end is in the set unless marked open."""

    low: Fraction | None = None
    high: Fraction | None = None
    low_open: bool = False
    high_open: bool = False

    @classmethod
    def point(cls, value: Decimal | Fraction | int) -> Interval:
        """Return the set that holds just `value`."""
        exact = Fraction(value)
        return cls(low=exact, high=exact)

    @property
    def is_point(self) -> bool:
        """Whether the set holds just one value."""
        return self.low is not None and self.low == self.high

    def contains(self, value: Decimal | Fraction | int) -> bool:
        """Whether `value` is in the set."""
        return self.includes(Interval.point(value))

    def includes(self, other: Interval) -> bool:
        """Whether every value of `other` is in this set."""
        return self._low_reaches(other) and self._high_reaches(other)

    def disjoint(self, other: Interval) -> bool:
        """Whether no value is in both sets."""
        return _ends_before(self, other) or _ends_before(other, self)

    def hull(self, other: Interval) -> Interval:
        """Return the smallest interval that holds both."""
        low = self if self._low_reaches(other) else other
        high = self if self._high_reaches(other) else other
        return Interval(low=low.low, low_open=low.low_open, high=high.high, high_open=high.high_open)

    def meet(self, other: Interval) -> Interval:
        """Return what both hold; the two must overlap."""
        low = other if self._low_reaches(other) else self
        high = other if self._high_reaches(other) else self
        return Interval(low=low.low, low_open=low.low_open, high=high.high, high_open=high.high_open)

    def _low_reaches(self, other: Interval) -> bool:
        if self.low is None:
            return True
        if other.low is None or other.low < self.low:
            return False
        return other.low > self.low or not self.low_open or other.low_open

    def _high_reaches(self, other: Interval) -> bool:
        if self.high is None:
            return True
        if other.high is None or other.high > self.high:
            return False
        return other.high < self.high or not self.high_open or other.high_open


def _ends_before(first: Interval, second: Interval) -> bool:
    if first.high is None or second.low is None:
        return False
    if first.high == second.low:
        return first.high_open or second.low_open
    return first.high < second.low


def trailing_zeros(value: Decimal) -> int:
    """Return how many zeros a whole number ends in: 3 for 1000, 0 for 958, for 0 and for fractions."""
    whole = int(value) if value == value.to_integral_value() else 0
    if whole == 0:
        return 0
    digits = str(abs(whole))
    return len(digits) - len(digits.rstrip("0"))


def significant_digits(value: Decimal) -> int:
    """Return the number of digits from the first to the last that is not zero: 3 for 958, 1 for 1000, 2 for 0.25."""
    digits = "".join(map(str, value.as_tuple().digits)).strip("0")
    return max(len(digits), 1)


def plain(value: Decimal | Fraction | int, places: int = 2) -> str:
    """Return the number for people: thousands separated, at most `places` decimals, no trailing zeros."""
    exact = Fraction(value)
    if exact.denominator == 1:
        return f"{exact.numerator:,}"
    rounded = round(exact, places)
    text = f"{Decimal(rounded.numerator) / Decimal(rounded.denominator):,.{places}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def many(number: int, noun: str) -> str:
    """Return how many there are, for people: "1 snapshot", "1,200 snapshots"."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def parse_number(text: str) -> Decimal | None:
    """Return the number that a bare text such as "957", "1,200" or "8.5" is, or None."""
    bare = text.replace(",", "").strip()
    digits = bare.replace(".", "", 1)
    return Decimal(bare) if digits.isascii() and digits.isdigit() and len(digits) <= 30 else None
