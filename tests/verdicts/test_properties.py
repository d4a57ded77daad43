"""What must hold for every number, wording and official value."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from builders import quantity
from hypothesis import given
from hypothesis import strategies as st

from claimtrack.quantity import Interval, Modifier
from claimtrack.verdicts.admissible import admitted, bands
from claimtrack.verdicts.compare import compare
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


@given(numbers, values)
def test_about_never_turns_an_agreement_into_a_discrepancy(n, value) -> None:  # type: ignore[no-untyped-def]
    profile = PROFILES["newsroom"]
    bare = compare(bands(quantity(n), profile), Interval.point(value))
    about = compare(bands(quantity(n, "about"), profile), Interval.point(value))
    if bare.outcome is Outcome.AGREES and bare.code in ("EXA", "RND"):
        assert about.outcome is Outcome.AGREES


@given(numbers, values, st.sampled_from(["newsroom", "lenient"]))
def test_strict_is_the_strictest(n, value, other) -> None:  # type: ignore[no-untyped-def]
    for modifier in Modifier:
        strict = compare(bands(quantity(n, modifier), PROFILES["strict"]), Interval.point(value)).outcome
        loose = compare(bands(quantity(n, modifier), PROFILES[other]), Interval.point(value)).outcome
        assert STRENGTH[loose] >= STRENGTH[strict]
