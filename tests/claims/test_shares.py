"""Shares without a number, stacked and joined hedges, fractions, and proportions of an earlier value."""

from __future__ import annotations

from decimal import Decimal

import pytest
from builders import document

from claimtrack.claims.claim import Claim
from claimtrack.claims.extract import extract_claims
from claimtrack.quantity import Modifier, Role


def claims(text: str) -> list[Claim]:
    return [claim for claim in extract_claims(document(text)) if claim.set_aside is None]


def test_more_than_half_stays_a_bound() -> None:
    (claim,) = claims("More than half of the clubs closed.")
    assert (claim.quantity.value, claim.quantity.modifier) == (Decimal("0.5"), Modifier.OVER)


@pytest.mark.parametrize(
    ("text", "quote", "head", "modifier"),
    [
        ("The 900-plus clubs met.", "900-plus clubs", "club", Modifier.OVER),
        ("The 950-odd clubs met.", "950-odd clubs", "club", Modifier.ABOUT),
        ("A 2,000-strong force marched.", "2,000-strong force", "force", Modifier.EXACT),
    ],
)
def test_a_word_joined_to_the_number_is_no_noun(text: str, quote: str, head: str, modifier: Modifier) -> None:
    (claim,) = claims(text)
    assert (claim.quote.exact, claim.head, claim.quantity.modifier) == (quote, head, modifier)


def test_of_two_hedges_the_more_permissive_holds() -> None:
    (claim,) = claims("At least nearly 900 clubs joined.")
    assert claim.quantity.modifier is Modifier.NEARLY
    assert "modifier.stacked" in claim.cues
    (plain,) = claims("Nearly 900 clubs joined.")
    assert "modifier.stacked" not in plain.cues


@pytest.mark.parametrize(
    ("text", "precision"),
    [
        ("A third of the clubs closed.", "0.01"),
        ("Two-thirds of the clubs closed.", "0.01"),
        ("Half of the clubs closed.", "0.01"),
        ("One in five clubs closed.", "0.01"),
        ("Half a million people came.", "100000"),
    ],
)
def test_the_precision_of_a_fraction_is_not_the_fraction(text: str, precision: str) -> None:
    assert claims(text)[0].quantity.precision == Decimal(precision)


@pytest.mark.parametrize(
    ("text", "number", "role", "baseline"),
    [
        ("Membership is now 710% of what it was in January.", "710%", Role.PERCENT_CHANGE, "2025-01"),
        ("Membership is at 41 percent of its level in 1991.", "41 percent", Role.PERCENT_CHANGE, "1991"),
        ("Membership is 710% of the January count.", "710%", Role.PERCENT_CHANGE, "2025-01"),
        ("Its rate was less than half of what it had been in 1991.", "half", Role.RATIO, "1991"),
    ],
)
def test_a_proportion_of_an_earlier_value_is_no_share(text: str, number: str, role: Role, baseline: str) -> None:
    (claim,) = [claim for claim in claims(text) if claim.number.text == number]
    assert claim.quantity.role is role
    assert "change.percent_of" in claim.cues
    assert claim.baseline is not None
    assert claim.baseline.label == baseline


def test_a_proportion_of_a_whole_stays_a_share() -> None:
    (claim,) = claims("Clubs in Utah hold 43% of the total.")
    assert claim.quantity.role is Role.SHARE
    assert "change.percent_of" not in claim.cues
