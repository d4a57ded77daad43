"""Sentences for people: the arithmetic of a verdict in words."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from claimtrack.claims.claim import Claim
from claimtrack.measures.measure import Observation, Scope
from claimtrack.quantity import IN_WORDS, Interval, Modifier, Quantity, plain

HEDGES = {
    Modifier.ABOUT: "about ",
    Modifier.OVER: "over ",
    Modifier.AT_LEAST: "at least ",
    Modifier.UNDER: "under ",
    Modifier.AT_MOST: "at most ",
    Modifier.NEARLY: "nearly ",
    Modifier.JUST_OVER: "just over ",
    Modifier.UP_TO: "up to ",
}
UNITS = {"percent": " %", "percentage_point": " points", "fold": " times"}

MANY = 6
"""Values of a scope beyond which they are not listed."""
POINTS = ("percent", "percentage_point")


def decimal(value: Fraction, places: int = 6) -> Decimal:
    """Return the fraction as a Decimal, exact for whole numbers, else rounded to `places`."""
    if value.denominator == 1:
        return Decimal(value.numerator)
    rounded = round(value, places)
    return (Decimal(rounded.numerator) / Decimal(rounded.denominator)).normalize()


def claimed(quantity: Quantity) -> str:
    """Return the quantity as claimed: "over 900", "609 %", "5 to 7"."""
    unit = UNITS.get(quantity.unit or "", f" {quantity.unit}" if quantity.unit else "")
    if quantity.value is not None:
        return f"{HEDGES.get(quantity.modifier, '')}{plain(quantity.value)}{unit}"
    ends = [plain(end) for end in (quantity.low, quantity.high) if end is not None]
    return f"{' to '.join(ends)}{unit}"


def told(claim: Claim) -> str:
    """Return the number of a claim as claimed, a fraction in words as it is written: "over half"."""
    quantity = claim.quantity
    if quantity.role in IN_WORDS and quantity.unit is None:
        return f"{HEDGES.get(quantity.modifier, '')}{claim.number.text.lower()}"
    return claimed(quantity)


def span(interval: Interval, places: int = 1) -> str:
    """Return "796", or "796 to 799" for an interval."""
    if interval.low is None or interval.high is None:
        raise ValueError("an official value has two ends")
    ends = dict.fromkeys(plain(end, places) for end in (interval.low, interval.high))
    return " to ".join(ends)


def named(measure: str, scope: Scope) -> str:
    """Return the measure with its scope: "agencies, TEXAS"."""
    places = [value for _, value in scope]
    if len(places) > MANY:
        places = [f"{len(places)} {scope[0][0]}s"]
    return ", ".join([measure.replace("_", " ").replace("-", " "), *places])


def seen(observation: Observation) -> str:
    """Return when a snapshot was observed, to the day; for a month's or a year's value, which one it is about."""
    if observation.is_about_a_stretch and observation.period is not None:
        return observation.period.label
    return observation.at.date().isoformat()


def on(observation: Observation) -> str:
    """Return "on 2025-09-02", or "for July 2025"."""
    return f"{'for' if observation.is_about_a_stretch else 'on'} {seen(observation)}"


def difference(claim: Fraction, official: Fraction, unit: str | None) -> str:
    """Return "the claim is 162 more (20.4 %)" for a claimed number against the official one, points for percents."""
    off = claim - official
    if unit in POINTS:
        return f"the claim is {plain(abs(off))} points {'higher' if off > 0 else 'lower'}"
    share = f" ({plain(abs(off) * 100 / abs(official), 1)} %)" if official else ""
    return f"the claim is {plain(abs(off))} {'more' if off > 0 else 'fewer'}{share}"


def cleaning(observation: Observation) -> str:
    """Return how the ends of a count arise: "799 as printed, 796 cleaned"."""
    return ", ".join(f"{plain(value)} {name}" for name, value in observation.variants)
