"""Ordinary sentences that were once misread, each for the phenomenon it shows."""

from __future__ import annotations

from decimal import Decimal

import pytest
from builders import document

from claimtrack.claims.claim import Claim, Modality
from claimtrack.claims.extract import extract_claims
from claimtrack.quantity import Role


def claims(text: str) -> list[Claim]:
    return [claim for claim in extract_claims(document(text)) if claim.set_aside is None]


def roles(text: str) -> dict[str, Role]:
    return {claim.number.text: claim.quantity.role for claim in claims(text) if claim.number is not None}


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("Sales fell by a third to $3 million.", [None, "3000000"]),
        ("Thefts fell by half to 300.", ["0.5", "300"]),
    ],
)
def test_a_fraction_lost_is_no_end_of_a_range(text: str, values: list[str | None]) -> None:
    found = claims(text)
    assert len(found) == 2
    assert all(
        value is None or claim.quantity.value == Decimal(value) for value, claim in zip(values, found, strict=True)
    )


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("The town raised the wage from $7.25 to $15.", "7.25"),
        ("The club shortened the form from 22 pages to 8.", "22"),
        ("Thefts rose 50 percent from 200.", "200"),
    ],
)
def test_a_start_after_an_object_or_an_amount_is_a_start(text: str, start: str) -> None:
    (found,) = [role for number, role in roles(text).items() if start in number]
    assert found is Role.FROM


def test_money_raised_from_places_has_no_start() -> None:
    assert list(roles("The club raised money from 40 states.").values()) == [Role.LEVEL]


def test_more_than_another_place_is_a_difference() -> None:
    (claim,) = claims("Ohio has 40 more shelters than Texas.")
    assert claim.quantity.role is Role.DELTA


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("The biggest settlement, 25, came in May.", "25"),
        ("Critics say the number, 67, is wrong.", "67"),
        ("The list, 25, grew.", "25"),
        ("Scores of 4 or above are good.", "4"),
    ],
)
def test_a_number_beside_a_thing_is_no_age(text: str, number: str) -> None:
    assert all(claim.quantity.unit != "year_of_age" for claim in claims(text))


def test_a_number_beside_a_person_is_an_age() -> None:
    (claim,) = claims("The teacher, 25, came in May.")
    assert claim.quantity.unit == "year_of_age"


def test_counts_in_brackets_after_places_are_claims() -> None:
    found = roles("The shelters stand in Florida (327), Texas (176), Georgia (17) and Utah (9).")
    assert sorted(found) == ["17", "176", "327", "9"]


@pytest.mark.parametrize(
    ("text", "modality"),
    [
        ("The state wants to expand the program, which has 958 clubs.", Modality.ASSERTED),
        ("The state hopes to sign more; it has 958 clubs.", Modality.ASSERTED),
        ("After refusing to sign for years, 67 clubs joined.", Modality.ASSERTED),
        ("The state hopes to sign 958 clubs.", Modality.PLANNED),
        ("Two clubs refused to sign.", Modality.NEGATED),
    ],
)
def test_a_plan_or_refusal_ends_with_its_clause(text: str, modality: Modality) -> None:
    (claim,) = claims(text)
    assert claim.modality is modality


@pytest.mark.parametrize(
    "text", ["The board voted 4 to 1.", "The bill passed 52 to 48.", "They live at ZIP code 32801."]
)
def test_votes_and_postal_codes_are_no_claims(text: str) -> None:
    assert claims(text) == []


def test_a_change_beside_a_ruling_is_no_vote() -> None:
    assert roles("Clubs went from 135 to 957 after the ruling.") == {"135": Role.FROM, "957": Role.TO}


@pytest.mark.parametrize(
    ("text", "number", "head"),
    [
        ("The list of Sept. 2 has 200 two years ago.", "200", None),
        ("Ohio runs 14 and 30 signed permits.", "30", "permit"),
    ],
)
def test_a_noun_phrase_ends_before_the_next_number(text: str, number: str, head: str | None) -> None:
    (claim,) = [claim for claim in claims(text) if claim.number is not None and claim.number.text == number]
    assert claim.head == head


@pytest.mark.parametrize("text", ["As of 2025-08-29 Ohio had 958 clubs.", "As of Aug. 29 agencies had 958 clubs."])
def test_a_date_is_read_to_its_day(text: str) -> None:
    (claim,) = claims(text)
    assert claim.as_of is not None
    assert claim.as_of.label == "2025-08-29"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("It became the twenty-first county to sign.", 21),
        ("It is the thirteenth-largest county.", 13),
    ],
)
def test_ordinals_in_words_rank(text: str, value: int) -> None:
    (claim,) = claims(text)
    assert (claim.quantity.value, claim.quantity.role) == (value, Role.RANK)


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("Pressure fell to 1,013 millibars.", "millibar"),
        ("It was 90 F in the shade.", "fahrenheit"),
        ("The capacitor holds 2.5 F.", "farad"),
        ("A cup holds 3 drams.", "dram"),
    ],
)
def test_units(text: str, unit: str) -> None:
    assert [claim.quantity.unit for claim in claims(text)] == [unit]


@pytest.mark.parametrize("text", ["Profit fell a third.", "The 10% tax was cut to 5%."])
def test_small_words_do_not_hide_a_number(text: str) -> None:
    quotes = [claim.quote.exact for claim in claims(text)]
    assert quotes
    assert "cut" not in quotes[0]


def test_an_only_one_is_counted() -> None:
    (claim,) = claims("Only one agency signed.")
    assert claim.quantity.value == 1
