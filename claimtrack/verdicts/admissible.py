"""What a wording admits: bands of true values, from the tightest to the loosest, each with the code it earns.

The source of every rule is the verdict rules' tables "Bare numbers and rounding" and "Qualifiers".
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction

from claimtrack.quantity import IN_WORDS, Interval, Modifier, Quantity, Role, significant_digits, trailing_zeros
from claimtrack.verdicts.profile import Profile

COARSE = Fraction(10, 100)
FINE = Fraction(5, 100)
TOO_COARSE = Fraction(1, 2)
"""A last digit that is more than this share of the number ("doubled", "one million") rounds almost anything to it."""
FAR_BELOW = Fraction(9, 10)


@dataclass(frozen=True, slots=True, kw_only=True)
class Band:
    """A set of true values and the code that an official value inside it earns ("" for none)."""

    interval: Interval
    code: str = ""


def step(quantity: Quantity) -> Fraction:
    """Return k, the power of ten of the trailing zeros written, at least the unit of the last digit."""
    unit = Fraction(quantity.precision)
    value = quantity.value if quantity.value is not None else quantity.low
    if value is None:
        return unit
    return max(unit, Fraction(10 ** trailing_zeros(value)))


def rounding(n: Fraction, unit: Fraction) -> Interval:
    """Return what rounds to `n` at `unit`, half-up or half-even: the upper half counts only where n is even."""
    even = (n / unit) % 2 == 0
    return Interval(low=n - unit / 2, high=n + unit / 2, high_open=not even)


def bands(quantity: Quantity, profile: Profile, tolerance: Fraction | None = None) -> tuple[Band, ...]:
    """Return the bands of true values that the quantity's wording admits; `tolerance` is the measure's own.

    A fraction in words ("a third", "one in five") is approximate without saying so; a place in an order is not.
    """
    reach = profile.tolerance if tolerance is None else tolerance
    if quantity.value is None:
        return _range(quantity)
    if quantity.role is Role.RANK and quantity.modifier is Modifier.EXACT:
        return (Band(interval=Interval.point(quantity.value), code="EXA"),)
    if quantity.role in IN_WORDS and quantity.unit is None and quantity.modifier is Modifier.EXACT:
        return _about(quantity, profile, reach)
    return _BY_MODIFIER[quantity.modifier](quantity, profile, reach)


def admitted(band_list: tuple[Band, ...]) -> Interval:
    """Return the smallest interval that holds every band."""
    whole = band_list[0].interval
    for band in band_list[1:]:
        whole = whole.hull(band.interval)
    return whole


def _number(quantity: Quantity) -> Fraction:
    if quantity.value is None:
        raise ValueError("a range has no single value")
    return Fraction(quantity.value)


def _range(quantity: Quantity) -> tuple[Band, ...]:
    low = None if quantity.low is None else Fraction(quantity.low)
    high = None if quantity.high is None else Fraction(quantity.high)
    if quantity.modifier is Modifier.BETWEEN:
        return (Band(interval=Interval(low=low, high=high)),)
    return (Band(interval=Interval(low=low, high=high, high_open=True), code="LSE"),)


def _bare(quantity: Quantity, profile: Profile, _reach: Fraction) -> tuple[Band, ...]:
    n = _number(quantity)
    unit = Fraction(quantity.precision)
    rounded = rounding(n, unit)
    if n > 0 and unit > n * TOO_COARSE:
        rounded = rounded.meet(Interval(low=n / (1 + COARSE), high=n / (1 - COARSE)))
    found = [Band(interval=Interval.point(n), code="EXA"), Band(interval=rounded, code="RND")]
    # A figure with decimals has no zeros to round by: "23.6 percent" is not 23.2, though both round to whole points.
    if step(quantity) > unit >= 1 and n > 0:
        found += _round_number(n, step(quantity), significant_digits(quantity.value or quantity.precision))
    if not profile.cut_is_error and unit <= abs(n) * COARSE:
        found.append(Band(interval=Interval(low=n, high=n + unit, high_open=True), code="TRN"))
        found.append(Band(interval=Interval(low=n - unit, high=n, low_open=True), code="CEI"))
    return tuple(found)


def _round_number(n: Fraction, k: Fraction, digits: int) -> list[Band]:
    whole = rounding(n, k)
    fine, coarse = (whole.meet(Interval(low=n / (1 + e), high=n / (1 - e))) for e in (FINE, COARSE))
    if digits >= 2:
        return [Band(interval=fine, code="RND"), Band(interval=coarse, code="CRS")]
    return [Band(interval=coarse, code="CRS")]


def _over(quantity: Quantity, _profile: Profile, _reach: Fraction) -> tuple[Band, ...]:
    n = _number(quantity)
    near = Interval(low=n, low_open=True, high=n + step(quantity), high_open=True)
    return (Band(interval=near), Band(interval=Interval(low=n, low_open=True), code="WKB"))


def _at_least(quantity: Quantity, _profile: Profile, _reach: Fraction) -> tuple[Band, ...]:
    n = _number(quantity)
    near = Interval(low=n, high=n + step(quantity), high_open=True)
    return (Band(interval=near), Band(interval=Interval(low=n), code="WKB"))


def _under(quantity: Quantity, _profile: Profile, _reach: Fraction) -> tuple[Band, ...]:
    n = _number(quantity)
    near = Interval(low=n - step(quantity), low_open=True, high=n, high_open=True)
    return (Band(interval=near), Band(interval=Interval(high=n, high_open=True), code="WKB"))


def _at_most(quantity: Quantity, _profile: Profile, _reach: Fraction) -> tuple[Band, ...]:
    return (Band(interval=Interval(high=_number(quantity))),)


def _up_to(quantity: Quantity, _profile: Profile, _reach: Fraction) -> tuple[Band, ...]:
    n = _number(quantity)
    return (
        Band(interval=Interval(low=min(n, n * FAR_BELOW), high=n)),
        Band(interval=Interval(high=n), code="UPT"),
    )


def _nearly(quantity: Quantity, profile: Profile, reach: Fraction) -> tuple[Band, ...]:
    n = _number(quantity)
    return (
        Band(interval=Interval(low=n * (1 - reach), high=n, high_open=True)),
        Band(interval=Interval(low=n * (1 - max(reach, profile.loose)), high=n, high_open=True), code="LSE"),
    )


def _just_over(quantity: Quantity, _profile: Profile, reach: Fraction) -> tuple[Band, ...]:
    n = _number(quantity)
    return (Band(interval=Interval(low=n, low_open=True, high=n * (1 + reach))),)


def _about(quantity: Quantity, profile: Profile, reach: Fraction) -> tuple[Band, ...]:
    """Admit what the bare number would, and the tolerance around it: a hedge takes nothing away."""
    n = _number(quantity)
    loose = max(reach, profile.loose)
    bare = _bare(quantity, profile, reach)
    return (
        Band(interval=Interval(low=n * (1 - reach), high=n * (1 + reach))),
        *(Band(interval=band.interval) for band in bare if band.code == "RND"),
        Band(interval=Interval(low=n * (1 - loose), high=n * (1 + loose)), code="LSE"),
        *(Band(interval=band.interval, code="LSE") for band in bare if band.code not in ("EXA", "RND")),
    )


def _between(quantity: Quantity, _profile: Profile, _reach: Fraction) -> tuple[Band, ...]:
    return (Band(interval=Interval.point(_number(quantity))),)


_BY_MODIFIER: dict[Modifier, Callable[[Quantity, Profile, Fraction], tuple[Band, ...]]] = {
    Modifier.EXACT: _bare,
    Modifier.ABOUT: _about,
    Modifier.OVER: _over,
    Modifier.AT_LEAST: _at_least,
    Modifier.UNDER: _under,
    Modifier.AT_MOST: _at_most,
    Modifier.NEARLY: _nearly,
    Modifier.JUST_OVER: _just_over,
    Modifier.UP_TO: _up_to,
    Modifier.BETWEEN: _between,
}
