"""Exact numbers and intervals."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimtrack.quantity import Interval, parse_number, plain, significant_digits, trailing_zeros

ends = st.one_of(st.none(), st.fractions(min_value=-50, max_value=50, max_denominator=4))


@st.composite
def intervals(draw: st.DrawFn) -> Interval:
    low, high = draw(ends), draw(ends)
    if low is not None and high is not None and low > high:
        low, high = high, low
    is_open = low != high or low is None
    return Interval(
        low=low,
        high=high,
        low_open=is_open and draw(st.booleans()),
        high_open=is_open and draw(st.booleans()),
    )


points = st.fractions(min_value=-60, max_value=60, max_denominator=8)


@given(intervals(), points)
def test_contains_is_what_the_ends_say(interval: Interval, point: Fraction) -> None:
    above = interval.low is None or point > interval.low or (point == interval.low and not interval.low_open)
    below = interval.high is None or point < interval.high or (point == interval.high and not interval.high_open)
    assert interval.contains(point) == (above and below)


@given(intervals(), intervals(), points)
def test_includes_disjoint_and_hull_follow_from_the_points(a: Interval, b: Interval, point: Fraction) -> None:
    if a.includes(b) and b.contains(point):
        assert a.contains(point)
    if a.disjoint(b):
        assert not (a.contains(point) and b.contains(point))
    if a.contains(point) or b.contains(point):
        assert a.hull(b).contains(point)
    if not a.disjoint(b):
        assert a.meet(b).contains(point) == (a.contains(point) and b.contains(point))


@given(intervals(), intervals())
def test_disjoint_is_symmetric_and_excludes_inclusion(a: Interval, b: Interval) -> None:
    assert a.disjoint(b) == b.disjoint(a)
    assert a.includes(a)
    assert not (a.includes(b) and a.disjoint(b))


@pytest.mark.parametrize(
    ("number", "zeros", "digits"),
    [("958", 0, 3), ("1000", 3, 1), ("8500", 2, 2), ("1001", 0, 4), ("0", 0, 1), ("0.25", 0, 2), ("1200000", 5, 2)],
)
def test_digits_as_written(number: str, zeros: int, digits: int) -> None:
    assert (trailing_zeros(Decimal(number)), significant_digits(Decimal(number))) == (zeros, digits)


@pytest.mark.parametrize(
    ("value", "text"), [(1234567, "1,234,567"), (Fraction(4397, 625), "7.04"), (Fraction(1, 2), "0.5"), (-3, "-3")]
)
def test_plain(value: Fraction | int, text: str) -> None:
    assert plain(value) == text


@pytest.mark.parametrize(
    ("text", "value"),
    [("957", 957), ("1,200", 1200), ("8.5", Decimal("8.5")), ("5f2c", None), ("", None), ("1e9", None)],
)
def test_parse_number(text: str, value: object) -> None:
    assert parse_number(text) == value
