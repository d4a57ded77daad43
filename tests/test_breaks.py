"""A change over a break in its series is never called wrong."""

from __future__ import annotations

import pytest
from islands import ISLAND_ROWS, ISLANDS
from passages import JudgeSentence, judging_in
from workspaces import beside_the_shipped_counts

BROKEN = ISLANDS.replace(
    "accumulation: flow, max_age_days: 400}",
    'accumulation: flow, max_age_days: 400, breaks: {"2018": bicycles are counted from here on}}',
)


@pytest.fixture(scope="module")
def judge(tmp_path_factory: pytest.TempPathFactory) -> JudgeSentence:
    folder = tmp_path_factory.mktemp("broken")
    beside_the_shipped_counts(folder, "islands", BROKEN, "islands-2020-01-15.csv", ISLAND_ROWS)
    return judging_in(folder, "The Faraway Islands report\n\n")


@pytest.mark.parametrize(
    ("text", "outcome", "code"),
    [
        ("Burglaries fell by 20 percent from 2017 to 2019.", "undetermined", "UND"),
        ("Burglaries fell by 31.4 percent from 2017 to 2019.", "agrees", "UND"),  # right all the same, with the caveat
        ("Burglaries fell by 20 percent from 2018 to 2019.", "discrepancy", "VAL+"),  # both after the break
        ("Burglaries rose by 60 percent from 2016 to 2017.", "discrepancy", "VAL+"),  # both before it
    ],
)
def test_a_change_over_a_break(judge: JudgeSentence, text: str, outcome: str, code: str) -> None:
    verdict = judge(text, "percent").verdict
    assert (verdict.outcome, code in verdict.codes) == (outcome, True), verdict.reasons


def test_the_break_is_told(judge: JudgeSentence) -> None:
    verdict = judge("Burglaries fell by 20 percent from 2017 to 2019.", "percent").verdict
    assert verdict.reasons[0].text.startswith("the series breaks in 2018: bicycles are counted from here on")


def test_levels_stay_what_they_are(judge: JudgeSentence) -> None:
    assert judge("There were 500 burglaries in 2017.", "500").verdict.outcome == "agrees"
    assert judge("There were 521 burglaries in 2018.", "521").verdict.outcome == "discrepancy"
