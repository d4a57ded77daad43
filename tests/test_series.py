"""Claims about series of months: changes over their own time, whole years, what is told from the publication."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from passages import JudgeSentence, judging_in

MARKET = """\
name: market
title: The Saltmere market basket
resources: [{name: market, path: snapshots/, format: csv}]
claimtrack:
  kind: series
  topics: [Saltmere, market basket, basket index]
  date: Month
  period: month
  published_after_days: [10, 15]
  observed_at: [filename]
  dimensions: {harbor: {column: Harbor, vocabulary: us-state, total: [All]}}
  measures:
    basket-index: {value: Basket, nouns: [basket index], unit: index, max_age_days: 60}
    yearly-rise:
      {change: {column: Basket, over: 12 months}, nouns: [basket price, price, price rise], unit: percent,
       accumulation: flow, max_age_days: 60}
    mean-rise:
      {change: {column: Basket, over: 1 year, yearly: true}, nouns: [price rise], requires: [average], unit: percent,
       accumulation: flow, max_age_days: 400}
    boats: {value: Boats, nouns: [boat], max_age_days: 60}
    shared: {value: Shared, nouns: [boat], requires: [owned together], unit: percent, max_age_days: 60}
"""


def basket(year: int, month: int) -> Decimal:
    """The index: 100 in January 2020, a point more each month, two more in 2023."""
    after = 12 * (year - 2020) + month - 1
    return Decimal(100 + after + max(0, after - 35))


def rows() -> str:
    """Months of 2020 to March 2024; boats by harbor."""
    lines = ["Month,Harbor,Basket,Boats,Shared"]
    for year in range(2020, 2025):
        for month in range(1, 13 if year < 2024 else 4):
            number = 6000 + 12 * (year - 2020) + month
            lines.append(f"{year}-{month:02},All,{basket(year, month)},{number},84.3")
            lines.append(f"{year}-{month:02},Maine,,{number - 5000},")
            lines.append(f"{year}-{month:02},Ohio,,{number - 2000},")
    return "\n".join(lines) + "\n"


@pytest.fixture(scope="module")
def judge(tmp_path_factory: pytest.TempPathFactory) -> JudgeSentence:
    """Verify a text about the market of April 2024 and return the check of the quoted number."""
    return market(tmp_path_factory.mktemp("market"), rows())


def market(folder: Path, table: str, descriptor: str = MARKET) -> JudgeSentence:
    """Make a workspace with a table, the market's unless said, and return what verifies a text about it."""
    home = folder / "corpus" / "datasets" / "market"
    (home / "snapshots").mkdir(parents=True)
    (folder / "claimtrack.toml").write_text("")
    (home / "datapackage.yaml").write_text(descriptor, encoding="utf-8")
    (home / "snapshots" / "market-2024-04-14.csv").write_text(table, encoding="utf-8")
    return judging_in(folder, "Harbor days\n\nThe Saltmere market basket is watched by many. ", "2024-04-20")


@pytest.mark.parametrize(
    ("text", "exact", "outcome"),
    [
        # March 2024: 165; March 2023: 141 (17.0 percent); February 2024: 163 (1.2 percent); June 2022: 129.
        ("Basket prices were up 17 percent from a year ago.", "17 percent", "agrees"),
        ("Basket prices were up 12 percent from a year ago.", "12 percent", "discrepancy"),
        ("Basket prices rose 1.2 percent between February and March.", "1.2 percent", "agrees"),
        ("Basket prices rose 17 percent between February and March.", "17 percent", "discrepancy"),
        ("In March alone basket prices leapt 17 percent.", "17 percent", "discrepancy"),
        ("In March alone basket prices rose 1.2 percent.", "1.2 percent", "agrees"),
        ("Basket prices have risen 27.9 percent since June 2022.", "27.9 percent", "agrees"),
        ("Nobody misses the spring of June 2022, when the basket index stood at 129.", "129", "agrees"),
        ("Nobody misses the spring of June 2022, when the basket index stood at 143.", "143", "discrepancy"),
    ],
)
def test_a_change_is_over_the_time_that_its_words_give(
    judge: JudgeSentence, text: str, exact: str, outcome: str
) -> None:
    found = judge(text, exact)
    assert found.verdict.outcome == outcome, (found.link, found.verdict)


@pytest.mark.parametrize(
    ("text", "exact", "outcome"),
    [
        # Mean of 2022: 129.5, of 2023: 148 (14.3 percent); December 2022: 135, December 2023: 159 (17.8 percent).
        ("In 2023 the price rise came to 14.3 percent.", "14.3 percent", "undetermined"),
        ("In 2023 the price rise came to 17.8 percent.", "17.8 percent", "undetermined"),
        ("In 2023 the price rise came to 25.3 percent.", "25.3 percent", "discrepancy"),
    ],
)
def test_a_whole_years_change_has_two_readings(judge: JudgeSentence, text: str, exact: str, outcome: str) -> None:
    assert judge(text, exact).verdict.outcome == outcome


def test_the_abstention_shows_both_readings_of_a_year(judge: JudgeSentence) -> None:
    (reason,) = judge("In 2023 the price rise came to 14.3 percent.", "14.3 percent").verdict.reasons
    assert "yearly means: agrees" in reason.text
    assert "from December to December: discrepancy" in reason.text


@pytest.mark.parametrize(
    ("text", "exact", "outcome"),
    [
        ("On average 6,051 boats were there in March, they say.", "6,051", "agrees"),
        (
            "The harbor list has 6,051 boats in March 2024, 5 percent fewer than in March 2020.",
            "5 percent",
            "discrepancy",
        ),
        (
            "The harbor list has 6,051 boats in March 2024, 0.8 percent more than in March 2020.",
            "0.8 percent",
            "agrees",
        ),
        ("More than 84 percent of the boats are owned together.", "84 percent", "agrees"),
        ("About five in ten boats are owned together.", "five in ten", "discrepancy"),
        ("Roughly eight in ten boats are owned together.", "eight in ten", "agrees"),
    ],
)
def test_shares_and_comparisons_beside_a_count(judge: JudgeSentence, text: str, exact: str, outcome: str) -> None:
    assert judge(text, exact).verdict.outcome == outcome


@pytest.mark.parametrize(
    ("text", "exact", "harbor"),
    [
        ("Maine had 1,051 boats in March, and Ohio was second.", "1,051", ("Maine",)),
        ("Maine counts in more ways than one. Its boats numbered 4,051 in March, as crews left for Ohio.", "4,051", ()),
    ],
)
def test_a_place_that_is_another_statements_is_none_of_the_number(
    judge: JudgeSentence, text: str, exact: str, harbor: tuple[str, ...]
) -> None:
    found = judge(text, exact)
    assert found.link is not None
    assert tuple(value for _, value in found.link.scope) == harbor


ISLES = """\
name: isles
title: Coming and going in the states
resources: [{name: isles, path: snapshots/, format: csv}]
claimtrack:
  kind: series
  topics: [moving survey, movers]
  date: Year
  published_after_days: [10, 15]
  observed_at: [filename]
  dimensions: {state: {column: State, total: [All]}}
  measures:
    movers:
      {value: Net, nouns: [mover, resident, people], accumulation: flow, requires: [move], max_age_days: 400}
    dwellers: {value: Living, nouns: [dweller, resident, people], max_age_days: 400}
"""


@pytest.mark.parametrize(
    ("text", "exact", "outcome"),
    [
        ("Moves cost Ohio 1,500 residents in 2023.", "1,500", "agrees"),
        ("In 2023 the loss of Ohio to moves came to 2,500 residents.", "2,500", "discrepancy"),
        ("Moves brought Ohio 1,500 residents in 2023.", "1,500", "undetermined"),
        ("Moves brought Ohio 2,500 residents in 2023.", "2,500", "undetermined"),
        ("Moves brought Maine 900 residents in 2023.", "900", "agrees"),
    ],
)
def test_a_balance_below_zero_is_told_as_a_loss(
    tmp_path_factory: pytest.TempPathFactory, text: str, exact: str, outcome: str
) -> None:
    table = "Year,State,Net,Living\n2023,All,0,900000\n2023,Ohio,-1500,150000\n2023,Maine,900,81000\n"
    check = market(tmp_path_factory.mktemp("isles"), table, ISLES)
    found = check(f"The moving survey is out. {text}", exact, published="2024-02-20")
    assert found.verdict.outcome == outcome, (found.link, found.verdict)


WAVES = "Month,Harbor,Basket,Boats,Shared\n" + "".join(
    f"{2015 + n // 12}-{n % 12 + 1:02},All,{value},{value * 10},50\n"
    for n, value in enumerate([100, 101, 103, 102, 99, 98, 97, 99, 104, 106, 105, 101] * 3 + [100, 97, 93])
)
"""Basket of January 2015 to March 2018: lows of 97 each July, 106 each October; the last month, 93, is the lowest."""


@pytest.mark.parametrize(
    ("text", "exact", "outcome"),
    [
        ("In February 2018 the basket index stood at 97, the lowest since July 2017.", "July 2017", "agrees"),
        ("In February 2018 the basket index stood at 97, the lowest since July 2016.", "July 2016", "discrepancy"),
        (
            "In February 2018 the basket index stood at 97, the lowest since December 2017.",
            "December 2017",
            "undetermined",
        ),
        ("In October 2017 the basket index came to 106, the highest since October 2016.", "October 2016", "agrees"),
        ("In October 2017 the basket index came to 106, the highest since 2015.", "2015", "discrepancy"),
        ("In March 2018 the basket index fell to 93, the lowest since 2015.", "2015", "undetermined"),
        ("The basket index was lowest in 2018.", "2018", "agrees"),
        ("The basket index was highest in 2018.", "2018", "discrepancy"),
        (
            "In May 2017 the basket index stood at 99. That index is the smallest since April 2016.",
            "April 2016",
            "undetermined",
        ),
        (
            "The basket index slipped 4.1 percent from February, the steepest one-month fall since 2015.",
            "2015",
            "undetermined",
        ),
        ("In February 2018 the basket index was the second lowest since July 2016.", "July 2016", "undetermined"),
        ("In February 2018 the basket index was one of the lowest since July 2016.", "July 2016", "undetermined"),
        ("In two years the basket index was lowest in 2017.", "2017", "undetermined"),
    ],
)
def test_the_date_of_a_record_is_looked_up_in_the_series(
    tmp_path_factory: pytest.TempPathFactory, text: str, exact: str, outcome: str
) -> None:
    check = market(tmp_path_factory.mktemp("waves"), WAVES)
    found = check(text, exact, published="2018-04-20")
    assert found.verdict.outcome == outcome, (found.link, found.verdict)
