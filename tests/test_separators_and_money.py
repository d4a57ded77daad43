"""Numbers with another language's separators, and amounts in the money of another time."""

from __future__ import annotations

from pathlib import Path

import pytest
from islands import judge_in
from passages import JudgeSentence, judging_in
from workspaces import beside_the_shipped_counts

from claimtrack.claims.extract import extract_claims, passage

__all__ = ["judge_in"]


@pytest.mark.parametrize(
    ("text", "number", "value"),
    [
        ("Rents rose by 12,5 percent.", "12,5", "12.5"),
        ("It cost 1.234,50 euros.", "1.234,50", "1234.5"),
        ("It has 12,34,567 readers.", "12,34,567", "1234567"),
        ("It has 1,234 readers.", "1,234", "1234"),
        ("It has 1.234 readers.", "1.234", "1.234"),
        ("In districts 10,11 there were 20 readers.", "20", "20"),
        ("In groups 2,3,4 there were 20 readers.", "20", "20"),
    ],
)
def test_separators_are_read(text: str, number: str, value: str) -> None:
    (found,) = [claim for claim in extract_claims(passage(text)) if claim.number.text.split()[0] == number]
    assert str(found.quantity.value) == value


@pytest.mark.parametrize(
    ("text", "exact", "outcome"),
    [
        ("ICE's 287(g) list has 1.425 agreements.", "1.425", "undetermined"),
        ("The poverty rate of the Faraway Islands was 15,0 percent in 2019.", "15,0", "agrees"),
        ("The poverty rate of the Faraway Islands was 12,5 percent in 2019.", "12,5", "undetermined"),
    ],
)
def test_another_language_s_separators_may_agree_and_no_more(
    judge_in: JudgeSentence, text: str, exact: str, outcome: str
) -> None:
    verdict = judge_in(text, exact).verdict
    assert (verdict.outcome, "LOC" in verdict.codes) == (outcome, True), verdict.reasons


PRICES = """\
name: rents
title: Rents on the Faraway Islands
resources: [{name: rents, path: snapshots/, format: csv}]
claimtrack:
  kind: series
  topics: [Faraway Islands]
  date: year
  published_after_days: [10, 20]
  observed_at: [filename]
  measures:
    rent: {value: rent, nouns: [rent], unit: USD, max_age_days: 400}
    deflated: {title: "income, constant 2015 dollars", value: income, nouns: [income], unit: USD, max_age_days: 400}
"""


@pytest.fixture(scope="module")
def priced(tmp_path_factory: pytest.TempPathFactory) -> JudgeSentence:
    folder: Path = tmp_path_factory.mktemp("rents")
    beside_the_shipped_counts(folder, "rents", PRICES, "rents-2020-01-15.csv", "year,rent,income\n2019,730,4100\n")
    return judging_in(folder, "The Faraway Islands, in money\n\n")


@pytest.mark.parametrize(
    ("text", "exact", "outcome", "code"),
    [
        ("The rent was $730 in 2019.", "$730", "agrees", "EXA"),
        ("The rent was $815 in 2019.", "$815", "discrepancy", "VAL+"),
        ("Adjusted for inflation, the rent was $815 in 2019.", "$815", "undetermined", "UNT"),
        ("The real issue: the rent was $815 in 2019.", "$815", "discrepancy", "VAL+"),
        ("After inflation hit 9 percent, the rent was $815 in 2019.", "$815", "discrepancy", "VAL+"),
        ("Income was $4,120 in 2019, in 2015 dollars.", "$4,120", "discrepancy", "VAL+"),
        ("Income was $4,500 in 2019.", "$4,500", "undetermined", "UNT"),
    ],
)
def test_money_of_another_time(priced: JudgeSentence, text: str, exact: str, outcome: str, code: str) -> None:
    verdict = priced(text, exact).verdict
    assert (verdict.outcome, code in verdict.codes) == (outcome, True), verdict.reasons
