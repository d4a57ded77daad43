"""Which numbers are read by the name that leads up to them, and which are of something else."""

from __future__ import annotations

import pytest
from builders import definition

from claimtrack.claims.extract import extract_claims, passage
from claimtrack.datasets.dataset import Descriptor, Dimension, QualityRules
from claimtrack.matching.link import Link, Unlinked
from claimtrack.matching.matcher import Matcher

COUNTRIES = ("Iceland", "Peru", "United States", "Latvia")
SERIES = Descriptor(
    name="countries", title="Country statistics", kind="series", homepage=None, folder=None, observed_at=(),
    quality=QualityRules(), normalise=(),
    dimensions=(Dimension(name="country", column="c", aliases=(("United States", ("US", "U.S.")),), names=True),),
    measures=(
        definition("population", aggregate="value", columns=("p",), nouns=("population",)),
        definition("prices", aggregate="value", columns=("i",), nouns=("consumer price index",), unit="index"),
        definition("life", aggregate="value", columns=("l",), nouns=("life expectancy",), unit="year"),
        definition("gdp", aggregate="value", columns=("g",), nouns=("GDP",), unit="USD"),
        definition(
            "health", aggregate="value", columns=("h",), nouns=("health spending",), unit="percent", requires=("GDP",)
        ),
        definition("water", aggregate="value", columns=("w",), nouns=("renewable water",), unit="cubic_metre"),
        definition("growth", aggregate="value", columns=("y",), nouns=("population growth",), unit="percent"),
    ),
)  # fmt: skip
MATCHER = Matcher([SERIES], {"countries": {"country": COUNTRIES}})


def linked(text: str, number: str) -> Link | Unlinked:
    page = passage(text)
    wanted = next(claim for claim in extract_claims(page) if claim.number.text.startswith(number))
    return MATCHER.link(wanted, page)


@pytest.mark.parametrize(
    ("text", "number", "measure"),
    [
        ("The population of Peru in 2009 was put by the Andean Institute at 29,132,013.", "29,132,013", "population"),
        ("Iceland has a large population of a little less than 400,000.", "400,000", "population"),
        ("Peru Consumer price index (2010 = 100) 2014: 112.4, Index", "112.4", "prices"),
        ("Latvia Life expectancy, total (years) 2014: 74.19, Years", "74.19", "life"),
        ("Life expectancy in Latvia stood at 74.2 in 2014.", "74.2", "life"),
        ("GDP (current US$) in Peru was last measured at 201000000000 in 2014.", "201000000000", "gdp"),
        ("Health spending accounts for 8.8 % of GDP in Iceland.", "8.8", "health"),
        ("Peru Renewable water (cubic meters) 2014: 52,981.20, Cubic meters", "52,981.20", "water"),
        ("Latvia Population growth (annual %) 2014: -0.94, Percent", "-0.94", "growth"),
    ],
)
def test_a_name_that_leads_up_to_a_number_names_it(text: str, number: str, measure: str) -> None:
    link = linked(text, number)
    assert isinstance(link, Link), link
    assert link.best.measure == measure


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("The urban population of Peru was 22,000,000 in 2014.", "22,000,000"),
        ("Latvia Population, female (% of total) 2014: 54.1, Percent", "54.1"),
        ("Life expectancy in Latvia is: Male 69.3, female 78.9.", "69.3"),
        ("Half of the population of Peru, some voters said, earned 400 soles.", "400"),
        ("Latvia Life expectancy (% of that in Iceland) 2014: 90.1, Percent", "90.1"),
    ],
)
def test_a_restricted_name_or_another_unit_names_no_number(text: str, number: str) -> None:
    link = linked(text, number)
    assert isinstance(link, Unlinked) or link.unmodelled, link


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("The population of Latvia is 2 001 468.", "2"),
        ("Population of Peru is 29, 30, 31.", "29"),
    ],
)
def test_a_group_of_digits_or_one_of_a_list_is_left_open(text: str, number: str) -> None:
    page = passage(text)
    found = [MATCHER.link(claim, page) for claim in extract_claims(page) if claim.number.text == number]
    assert all(isinstance(link, Unlinked) for link in found)


def test_a_currency_is_no_place() -> None:
    link = linked("GDP of Peru was 201 billion US dollars in 2014.", "201")
    assert isinstance(link, Link)
    assert link.scope == (("country", "Peru"),)


def test_a_town_in_a_country_restricts() -> None:
    link = linked("The population of Arequipa, Peru is 1,008,290.", "1,008,290")
    assert isinstance(link, Unlinked) or "Arequipa" in link.unmodelled
