"""Nouns that stand for what was named just before: "the rate", "the same gauge", "the region", "… cases"."""

from __future__ import annotations

import pytest
from islands import judge_in
from passages import JudgeSentence

__all__ = ["judge_in"]

ISLANDS = "The Faraway Islands report. "


@pytest.mark.parametrize(
    ("text", "exact", "outcome"),
    [
        # "The rate" is the poverty rate where poverty was spoken of last.
        ("Poverty is back. In 2018 the rate stood at 12 percent.", "12 percent", "agrees"),
        ("Poverty is back. In 2018 the rate averaged 14 percent.", "14 percent", "discrepancy"),
        ("Poverty is back: its rate in 2018 was 14 percent.", "14 percent", "discrepancy"),
        # Another rate was named in between, or two sentences have passed, or none of this name was spoken of.
        ("Poverty is back. The bank raised rates. In 2018 the rate stood at 14 percent.", "14 percent", "undetermined"),
        ("Poverty is back. So is the rain. It is cold. In 2018 the rate was 14 percent.", "14 percent", "undetermined"),
        ("The bank met. In 2018 the rate stood at 14 percent.", "14 percent", "undetermined"),
        # It is of some people, of another place, or narrowed.
        ("Child poverty is back. In 2018 the rate stood at 14 percent.", "14 percent", "undetermined"),
        ("Poverty among women is back. In 2018 the rate stood at 14 percent.", "14 percent", "undetermined"),
        ("Poverty is back. In 2018 the rate for men stood at 14 percent.", "14 percent", "undetermined"),
        ("Poverty is back. In Spain, in 2018, the rate stood at 14 percent.", "14 percent", "undetermined"),
        ("Poverty is back. In 2018 the vacancy rate stood at 14 percent.", "14 percent", "undetermined"),
    ],
)
def test_the_rate_of_what_was_named(judge_in: JudgeSentence, text: str, exact: str, outcome: str) -> None:
    verdict = judge_in(ISLANDS + text, exact).verdict
    assert verdict.outcome == outcome, verdict.reasons


@pytest.mark.parametrize(
    ("text", "exact", "outcome"),
    [
        ("The poverty rate was 15 percent in 2019. In 2017 the same gauge stood at 14 percent.", "14", "discrepancy"),
        # A gauge that is not said to be the same may agree, but carries no discrepancy.
        ("The poverty rate was 15 percent in 2019. In 2017 the gauge stood at 14 percent.", "14", "undetermined"),
        ("The poverty rate was 15 percent in 2019. In 2017 the gauge stood at 10 percent.", "10", "agrees"),
    ],
)
def test_the_same_gauge(judge_in: JudgeSentence, text: str, exact: str, outcome: str) -> None:
    verdict = judge_in(ISLANDS + text, exact).verdict
    assert verdict.outcome == outcome, verdict.reasons


@pytest.mark.parametrize(
    ("change", "outcome"),
    [
        ("Since 2016 the country has grown by 1.2 percent.", "agrees"),
        # Read from the count before, it is too thin to be called wrong.
        ("Since 2016 the country has grown by 9.8 percent.", "undetermined"),
        ("Since 2016 the harbor has grown by 1.2 percent.", "undetermined"),
    ],
)
def test_a_place_grows_as_what_was_counted_there(judge_in: JudgeSentence, change: str, outcome: str) -> None:
    check = judge_in(f"{ISLANDS}All in all there were 254,000 inhabitants in 2019. {change}", "percent", "2020-03-01")
    assert check.verdict.outcome == outcome, check.verdict.reasons


def test_cases_are_of_what_the_sentence_names(judge_in: JudgeSentence) -> None:
    text = f"{ISLANDS}Burglary remained the commonest offense in 2019, with 430 cases."
    assert judge_in(text, "430").verdict.outcome == "discrepancy"
    assert judge_in(text.replace("Burglary", "Loitering"), "430").verdict.outcome == "undetermined"
