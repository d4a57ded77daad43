"""What a number as printed may stand for: its own rounding and its hedge, before any official value is looked at."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from claimtrack.quantity import Interval, Modifier, Quantity
from claimtrack.verdicts.admissible import COARSE, FINE, step


def number(quantity: Quantity) -> Fraction:
    """Return the number of a quantity that is no range."""
    if quantity.value is None:
        raise ValueError("a range has no single value")
    return Fraction(quantity.value)


def printed(quantity: Quantity) -> Interval:
    """Return the true values that a printed number allows, however unlikely: what no arithmetic may overrule.

    A bare number is rounded at its last digit, or at its trailing zeros by up to 5 % (RND); a whole count without
    trailing zeros is itself. "About" and "nearly" reach 10 % (LSE); a bound has no other end.
    """
    if quantity.value is None:
        return Interval(
            low=None if quantity.low is None else Fraction(quantity.low),
            high=None if quantity.high is None else Fraction(quantity.high),
        )
    n, loose = number(quantity), abs(number(quantity)) * COARSE
    match quantity.modifier:
        case Modifier.EXACT | Modifier.BETWEEN:
            off = _rounded_by(quantity)
            return Interval(low=n - off, high=n + off)
        case Modifier.ABOUT:
            return Interval(low=n - loose, high=n + loose)
        case Modifier.NEARLY:
            return Interval(low=n - loose, high=n, high_open=True)
        case Modifier.JUST_OVER:
            return Interval(low=n, low_open=True, high=n + loose)
        case Modifier.OVER:
            return Interval(low=n, low_open=True)
        case Modifier.AT_LEAST:
            return Interval(low=n)
        case Modifier.UNDER:
            return Interval(low=Fraction(0), high=n, high_open=True)
        case Modifier.AT_MOST | Modifier.UP_TO:
            return Interval(low=Fraction(0), high=n)


def likely(quantity: Quantity) -> Interval:
    """Return what a writer most likely had before them: as `printed`, a bound within one step of what is written."""
    allowed = printed(quantity)
    if quantity.value is None:
        return allowed
    n, k = number(quantity), step(quantity)
    match quantity.modifier:
        case Modifier.OVER | Modifier.AT_LEAST:
            return replace(allowed, high=n + k)
        case Modifier.UNDER | Modifier.AT_MOST | Modifier.UP_TO:
            return replace(allowed, low=max(n - k, Fraction(0)))
        case _:
            return allowed


def _rounded_by(quantity: Quantity) -> Fraction:
    """Return how far a bare number may be rounded: half its last digit, or half its trailing zeros within 5 %."""
    n, k = abs(number(quantity)), step(quantity)
    last = Fraction(quantity.precision)
    finest = Fraction(0) if quantity.unit is None and last == 1 else last / 2
    return max(finest, min(k / 2, n * FINE)) if k > last else finest


def total(parts: tuple[Interval, ...]) -> Interval:
    """Return what the sum can be when every part can be anything it allows."""
    low = high = Fraction(0)
    opens = [any(part.low_open for part in parts), any(part.high_open for part in parts)]
    for part in parts:
        low += part.low or 0
        high += part.high or 0
    unbounded = any(part.high is None for part in parts)
    return Interval(low=low, low_open=opens[0], high=None if unbounded else high, high_open=opens[1] and not unbounded)


def share(part: Interval, whole: Interval) -> Interval:
    """Return what part over whole can be, both positive; an open whole makes for any smaller share."""
    low = Fraction(0) if whole.high is None or part.low is None else max(part.low, Fraction(0)) / whole.high
    high = None if part.high is None or not whole.low else part.high / whole.low
    opens = part.low_open or whole.high_open, part.high_open or whole.low_open
    return Interval(low=low, low_open=opens[0], high=high, high_open=opens[1] and high is not None)
