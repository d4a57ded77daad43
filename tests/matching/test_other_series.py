"""Which numbers are of another series than the one their noun names: of a kind, a town, a part, a group of places."""

from __future__ import annotations

import pytest
from builders import definition

from claimtrack.claims.extract import extract_claims, passage
from claimtrack.datasets.dataset import Descriptor, Dimension, QualityRules
from claimtrack.matching.link import Link, Unlinked
from claimtrack.matching.matcher import Matcher

COUNTRIES = ("Finland", "Georgia", "Armenia", "Peru")
SERIES = Descriptor(
    name="countries", title="Country statistics", kind="series", homepage=None, folder=None, observed_at=(),
    quality=QualityRules(), normalise=(),
    dimensions=(Dimension(name="country", column="c", names=True),),
    measures=(
        definition("population", aggregate="value", columns=("p",), nouns=("population",), vague=("people",)),
        definition("inflation", aggregate="value", columns=("i",), nouns=("inflation",), unit="percent"),
        definition("gdp", aggregate="value", columns=("g",), nouns=("GDP",), unit="USD"),
    ),
)  # fmt: skip
MATCHER = Matcher([SERIES], {"countries": {"country": COUNTRIES}})


def linked(text: str, number: str, matcher: Matcher = MATCHER) -> Link | Unlinked:
    page = passage(text)
    wanted = next(claim for claim in extract_claims(page) if claim.number.text.startswith(number))
    return matcher.link(wanted, page)


@pytest.mark.parametrize(
    ("text", "number", "reason"),
    [
        ("The refugee population of Finland was 24,000 in 2014.", "24,000", "“refugee population” is another series"),
        ("Peru's rural population was 7,100,000.", "7,100,000", "“rural population” is another series"),
        ("The population of Turku, Finland is 180,000.", "180,000", "it is of Turku"),
        ("Inflation in Mongolia, Georgia and Armenia is 7.1 %.", "7.1", "the data lacks Mongolia"),
        ("Inflation in Georgia, Armenia and Mongolia is 7.1 %.", "7.1", "the data lacks Mongolia"),
        ("Fishing accounts for 4 % of GDP in Peru.", "4", "the share that “Fishing” has"),
        ("Women account for 51 percent of the population of Peru.", "51", "the share that “Women” has"),
        ("The population of Peru is 30,814 175 people.", "30,814", "digits or numbers beside it"),
    ],
)
def test_a_number_of_another_series_is_refused_with_a_reason(text: str, number: str, reason: str) -> None:
    link = linked(text, number)
    assert isinstance(link, Unlinked), link
    assert reason in link.text


@pytest.mark.parametrize(
    ("text", "number", "measure"),
    [
        ("The total population of Finland was 5,460,000 in 2014.", "5,460,000", "population"),
        ("The large population of Peru is 30,814,175.", "30,814,175", "population"),
        ("In Turku, Finland had to say that its population was 5,460,000.", "5,460,000", "population"),
        ("Inflation in Georgia and Armenia is 7.1 %.", "7.1", "inflation"),
        ("Between Mongolia and Iran, Georgia has inflation of 7.1 %.", "7.1", "inflation"),
        ("Between Mongolia and Georgia, Armenia has inflation of 7.1 %.", "7.1", "inflation"),
        ("Peru accounts for 4 % of the GDP of the world.", "4", "gdp"),
        ("The country accounts for 0.2 % of the world's GDP.", "0.2", "gdp"),
    ],
)
def test_a_number_of_the_series_itself_is_linked(text: str, number: str, measure: str) -> None:
    link = linked(text, number)
    assert isinstance(link, Link), link
    assert link.best.measure == measure


def test_what_a_list_counts_may_be_narrowed_and_is_then_told_as_not_in_the_data() -> None:
    counted = Descriptor(
        name="shops", title="Shops", kind="list", homepage=None, folder=None, observed_at=(),
        quality=QualityRules(), normalise=(),
        dimensions=(Dimension(name="country", column="c", names=True),),
        measures=(definition("shops", nouns=("shop",)),),
    )  # fmt: skip
    link = linked("Finland has 40 rural shops.", "40", Matcher([counted], {"shops": {"country": COUNTRIES}}))
    assert isinstance(link, Link), link
    assert link.unmodelled == ("rural",)


def test_digits_that_open_a_name_are_no_group_of_the_number() -> None:
    link = linked("Finland has a population of over 1,000 287(g) people.", "1,000")
    assert isinstance(link, Link) or "digits" not in link.text
