"""What must hold for every number, wording and official value."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from builders import quantity
from hypothesis import given
from hypothesis import strategies as st

from claimtrack.quantity import Interval, Modifier, Quantity
from claimtrack.verdicts.admissible import admitted, bands
from claimtrack.verdicts.compare import compare
from claimtrack.verdicts.printed import printed, share, total
from claimtrack.verdicts.profile import PROFILES
from claimtrack.verdicts.verdict import Outcome

numbers = st.integers(min_value=1, max_value=10**7)
values = st.fractions(min_value=0, max_value=10**7, max_denominator=100)
modifiers = st.sampled_from(list(Modifier))
profiles = st.sampled_from(list(PROFILES.values()))
HEDGES = (Modifier.ABOUT, Modifier.NEARLY, Modifier.AT_MOST, Modifier.AT_LEAST, Modifier.OVER, Modifier.UNDER)
STRENGTH = {Outcome.AGREES: 1, Outcome.UNDETERMINED: 0, Outcome.DISCREPANCY: -1}


def around(value: Fraction, width: Fraction) -> Interval:
    return Interval(low=max(value - width, Fraction(0)), high=value + width)


@given(numbers, modifiers, profiles, values, values, values)
def test_a_wider_official_interval_never_decides(n, modifier, profile, value, narrow, wide) -> None:  # type: ignore[no-untyped-def]
    found = bands(quantity(n, modifier), profile)
    small = compare(found, around(value, narrow)).outcome
    large = compare(found, around(value, narrow + wide)).outcome
    assert large in (small, Outcome.UNDETERMINED)


@given(numbers, modifiers, profiles, values)
def test_a_point_is_always_decided(n, modifier, profile, value) -> None:  # type: ignore[no-untyped-def]
    outcome = compare(bands(quantity(n, modifier), profile), Interval.point(value)).outcome
    assert outcome is not Outcome.UNDETERMINED


@given(numbers, modifiers, profiles, values, st.integers(min_value=1, max_value=6))
def test_scaling_claim_and_official_value_alike_changes_nothing(n, modifier, profile, value, power) -> None:  # type: ignore[no-untyped-def]
    plainly = quantity(n, modifier)
    scaled = replace(plainly, value=plainly.value.scaleb(power), precision=Decimal(1).scaleb(power))
    before = compare(bands(plainly, profile), Interval.point(value))
    after = compare(bands(scaled, profile), Interval.point(value * 10**power))
    assert before == after


@given(numbers, profiles)
def test_a_number_admits_itself_unless_the_wording_excludes_it(n, profile) -> None:  # type: ignore[no-untyped-def]
    for modifier in Modifier:
        excluded = modifier in (Modifier.OVER, Modifier.JUST_OVER, Modifier.UNDER, Modifier.NEARLY)
        assert admitted(bands(quantity(n, modifier), profile)).contains(n) != excluded


off_by = st.fractions(min_value=Fraction(-1, 4), max_value=Fraction(1, 4), max_denominator=1000)
"""How far the official value lies from the number, as a share of it: the stretch where hedges matter."""


@given(numbers, off_by, profiles)
def test_a_hedge_never_turns_an_agreement_into_a_discrepancy(n, off, profile) -> None:  # type: ignore[no-untyped-def]
    value = Interval.point(n * (1 + off))
    bare = compare(bands(quantity(n), profile), value)
    about = compare(bands(quantity(n, "about"), profile), value)
    assert STRENGTH[about.outcome] >= STRENGTH[bare.outcome]


@given(numbers, off_by, profiles)
def test_a_hedge_never_earns_a_stronger_code(n, off, profile) -> None:  # type: ignore[no-untyped-def]
    for modifier in HEDGES:
        found = compare(bands(quantity(n, modifier), profile), Interval.point(n * (1 + off)))
        assert found.code not in ("EXA", "RND")


decimals = st.integers(min_value=-3, max_value=0)
counts = st.lists(st.integers(min_value=1, max_value=10**6), min_size=2, max_size=6)


def written(value: Fraction, places: int) -> Quantity:
    """A percentage as a writer rounds it: half up, to so many places."""
    unit = Decimal(1).scaleb(places)
    digits = Decimal((value / Fraction(unit) + Fraction(1, 2)).__floor__())
    return replace(quantity(1, unit="percent"), value=digits * unit, precision=unit)


@given(st.lists(st.fractions(min_value=1, max_value=10**4, max_denominator=10**4), min_size=2, max_size=6), decimals)
def test_rounded_addends_never_rule_out_their_true_sum(parts, places) -> None:  # type: ignore[no-untyped-def]
    reach = total(tuple(printed(written(part, places)) for part in parts))
    whole = printed(written(sum(parts, Fraction(0)), places))
    assert not reach.disjoint(whole)


@given(counts, st.integers(min_value=1, max_value=9))
def test_exact_counts_make_their_sum_and_no_other(parts, off) -> None:  # type: ignore[no-untyped-def]
    exact = [part * 10 + 1 for part in parts]
    reach = total(tuple(printed(quantity(part)) for part in exact))
    assert reach.is_point
    assert reach.contains(sum(exact))
    assert not reach.contains(sum(exact) + off)


POINTLIKE = (Modifier.EXACT, Modifier.ABOUT, Modifier.BETWEEN, Modifier.AT_LEAST, Modifier.AT_MOST, Modifier.UP_TO)
"""Wordings that admit the number itself."""


@given(numbers, numbers, modifiers, modifiers)
def test_a_share_of_what_was_printed_is_always_in_reach(part, more, first, second) -> None:  # type: ignore[no-untyped-def]
    reach = share(printed(quantity(part, first)), printed(quantity(part + more, second)))
    if first in POINTLIKE and second in POINTLIKE:
        assert reach.contains(Fraction(part, part + more))


@given(numbers, values, st.sampled_from(["newsroom", "lenient"]))
def test_strict_is_the_strictest(n, value, other) -> None:  # type: ignore[no-untyped-def]
    for modifier in Modifier:
        strict = compare(bands(quantity(n, modifier), PROFILES["strict"]), Interval.point(value)).outcome
        loose = compare(bands(quantity(n, modifier), PROFILES[other]), Interval.point(value)).outcome
        assert STRENGTH[loose] >= STRENGTH[strict]
