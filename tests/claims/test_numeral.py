"""The numeral grammar: exact values from digits and words."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimtrack.claims.numeral import read_numeral
from claimtrack.claims.scan import find_mentions
from claimtrack.claims.tables.numerals import SMALL, TENS
from claimtrack.claims.tokens import tokenize


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("8,501 officers", "8501"),
        ("5,00,000 rupees", "500000"),
        ("two hundred and fifty", "250"),
        ("twenty-eight thousand six hundred forty-two", "28642"),
        ("four hundred million", "400000000"),
        ("half a dozen", "6"),
        ("one and a half thousand", "1500"),
        ("two and a half", "2.5"),
        ("1 1/2 pages", "1.5"),
        ("3.5 crore", "35000000"),
        ("12M views", "12000000"),
        ("a million", "1000000"),
        ("two dozen", "24"),
        ("½ teaspoon", "0.5"),
        ("three-quarters of", "0.75"),
        ("sixfold", "6"),
        ("quadrupled", "4"),
    ],
)
def test_reads_the_exact_value(text: str, value: str) -> None:
    numeral = read_numeral(tokenize(text), 0)
    assert numeral is not None
    assert numeral.value == Decimal(value)


@pytest.mark.parametrize(
    ("text", "precision"), [("958", "1"), ("1.2 million", "100000"), ("4.50", "0.01"), ("two hundred", "100")]
)
def test_precision_is_the_unit_of_the_last_digit(text: str, precision: str) -> None:
    numeral = read_numeral(tokenize(text), 0)
    assert numeral is not None
    assert numeral.precision == Decimal(precision)


@pytest.mark.parametrize(("text", "low", "high"), [("hundreds", 200, 1000), ("tens of thousands", 20_000, 100_000)])
def test_open_words_have_bounds_and_no_value(text: str, low: int, high: int) -> None:
    numeral = read_numeral(tokenize(text), 0)
    assert numeral is not None
    assert (numeral.value, numeral.low, numeral.high) == (None, low, high)


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("It costs $5-7 million.", 5_000_000, 7_000_000),
        ("There are four to five thousand people.", 4000, 5000),
        ("Two or three witnesses came.", 2, 3),
        ("Between $160 and $171 million was lost.", 160_000_000, 171_000_000),
        ("He drove at 15 to 22 miles per hour.", 15, 22),
    ],
)
def test_ranges_share_magnitude_and_currency(text: str, low: int, high: int) -> None:
    (mention,) = find_mentions(tokenize(text))
    assert (mention.low, mention.high) == (low, high)


@pytest.mark.parametrize("text", ["Agreements went from 135 to 958.", "Horsepower jumped from 240 to 273."])
def test_the_ends_of_a_change_are_two_numbers(text: str) -> None:
    assert len(find_mentions(tokenize(text))) == 2


def test_a_number_of_a_million_digits_is_no_number() -> None:
    assert read_numeral(tokenize("9" * 1_000_000), 0) is None


@given(st.integers(min_value=0, max_value=10**12), st.booleans())
def test_digits_round_trip(number: int, grouped: bool) -> None:
    text = f"{number:,}" if grouped else str(number)
    numeral = read_numeral(tokenize(f"{text} things"), 0)
    assert numeral is not None
    assert numeral.value == number


def _spelt(number: int) -> str:
    names = {value: word for word, value in {**SMALL, **TENS}.items()}
    if number < 20:
        return names[number]
    if number < 100:
        tail = f"-{names[number % 10]}" if number % 10 else ""
        return names[number - number % 10] + tail
    if number < 1000:
        tail = f" and {_spelt(number % 100)}" if number % 100 else ""
        return f"{names[number // 100]} hundred{tail}"
    tail = f" {_spelt(number % 1000)}" if number % 1000 else ""
    return f"{_spelt(number // 1000)} thousand{tail}"


@given(st.integers(min_value=1, max_value=999_999))
def test_words_round_trip(number: int) -> None:
    numeral = read_numeral(tokenize(f"{_spelt(number)} things"), 0)
    assert numeral is not None
    assert numeral.value == number
