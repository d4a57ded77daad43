"""What a wrong number was taken from, named where one told cell has it, and not named where none does."""

from __future__ import annotations

from pathlib import Path

import pytest
from builders import change, definition, history, observation, published
from passages import JudgeSentence, judging_in

from claimtrack.matching.scopes import is_place_itself
from claimtrack.quantity import Role
from claimtrack.verdicts.claim_time import ClaimTime
from claimtrack.verdicts.judge import judge
from claimtrack.verdicts.measured import Measured
from claimtrack.verdicts.mixups import CAUSES
from claimtrack.verdicts.profile import PROFILES

REGISTER = """\
name: register
title: The Tarn register of births, deaths and fires
resources: [{name: register, path: snapshots/, format: csv}]
claimtrack:
  kind: series
  topics: [Tarn register, Tarn]
  date: Year
  published_after_days: [10, 15]
  observed_at: [filename]
  dimensions: {state: {column: State, total: [All]}}
  measures:
    births: {value: Births, nouns: [birth], accumulation: flow, max_age_days: 400}
    surplus: {value: Surplus, nouns: [surplus, natural increase], accumulation: flow, max_age_days: 400}
    fires: {value: Fires, nouns: [fire], accumulation: flow, max_age_days: 400, turned_away: [rate]}
    fire-rate: {ratio: {of: Fires, to: Living, per: 1000}, nouns: [fire rate, fire], requires: [rate],
      max_age_days: 400}
    joblessness: {value: Idle, nouns: [jobless rate], unit: percent, max_age_days: 400}
    idle-young: {value: Young, nouns: [youth jobless rate], requires: [young], unit: percent, max_age_days: 400}
"""
ROWS = """\
Year,State,Births,Surplus,Fires,Living,Idle,Young
2019,All,31000,9500,900,500000,4.2,11.3
2020,All,33000,8100,990,500000,4.6,13.4
2021,All,34000,7300,980,450000,6.1,12.6
2022,All,36000,5200,970,480000,5.3,12.1
2022,Ohio,360000,800,97,48000,5.9,14.0
2022,Iowa,1234600,410,500,31000,2.8,9.0
"""


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> JudgeSentence:
    """Verify a text of February 2023 about the register and return the check of the quoted number."""
    folder: Path = tmp_path_factory.mktemp("register")
    home = folder / "corpus" / "datasets" / "register"
    (home / "snapshots").mkdir(parents=True)
    (folder / "claimtrack.toml").write_text("")
    (home / "datapackage.yaml").write_text(REGISTER, encoding="utf-8")
    (home / "snapshots" / "register-2023-01-15.csv").write_text(ROWS, encoding="utf-8")
    return judging_in(folder, "Tarn days\n\nThe Tarn register is kept with care. ", "2023-02-20")


@pytest.mark.parametrize(
    ("text", "exact", "causes"),
    [
        # The year before, the year after once it is out; two years before is a search, for which two digits are few.
        ("The jobless rate of Tarn is 6.1 percent.", "6.1 percent", {"OLD"}),
        ("In 2020 the jobless rate of Tarn was 4.2 percent.", "4.2 percent", {"OLD"}),
        ("In 2020 the jobless rate of Tarn was 6.1 percent.", "6.1 percent", {"OLD"}),
        ("In 2020 the jobless rate of Tarn was 5.3 percent.", "5.3 percent", set()),
        ("The jobless rate of Tarn is 4.6 percent.", "4.6 percent", set()),
        ("The jobless rate of Tarn is 6.4 percent.", "6.4 percent", set()),
        # A part that has the number of the whole; another part of the whole is a search.
        ("Iowa had 970 fires in 2022.", "970", {"SSW"}),
        ("Iowa had 97 fires in 2022.", "97", set()),
        # Another measure, where the sentence names it.
        ("The jobless rate was 12.1 percent in 2022, among young and old.", "12.1 percent", {"MSW"}),
        ("The natural increase, births less deaths, was 36,000 in 2022.", "36,000", {"MSW"}),
        ("The natural increase was 36,000 in 2022.", "36,000", set()),
        # A bound is met by a measure that the sentence names, and just so.
        ("The natural increase, births less deaths, was more than 30,000 in 2022.", "30,000", {"MSW"}),
        ("The natural increase, births less deaths, was more than 21,000 in 2022.", "21,000", set()),
        # A number that many values come near to tells nothing.
        ("The jobless rate of Tarn is more than 6.0 percent.", "6.0 percent", set()),
        ("The jobless rate of Tarn is 6 percent.", "6 percent", set()),
    ],
)
def test_a_cause_is_named_where_one_told_cell_has_the_number(
    told: JudgeSentence, text: str, exact: str, causes: set[str]
) -> None:
    found = told(text, exact)
    assert found.verdict.outcome == "discrepancy", (found.link, found.verdict)
    assert found.verdict.codes & CAUSES == causes, found.verdict.reasons


@pytest.mark.parametrize(
    ("text", "exact", "causes"),
    [
        # Fires were most in 2020, their rate was highest in 2021.
        ("The number of fires in Tarn was highest in 2021.", "2021", {"MSW"}),
        ("The number of fires in Tarn was highest in 2019.", "2019", set()),
    ],
)
def test_the_record_of_the_rate_given_for_the_count(
    told: JudgeSentence, text: str, exact: str, causes: set[str]
) -> None:
    found = told(text, exact)
    assert found.verdict.outcome == "discrepancy", (found.link, found.verdict)
    assert found.verdict.codes & CAUSES == causes, found.verdict.reasons


def test_a_mixup_says_what_has_the_number_and_how_many_cells_were_looked_at(told: JudgeSentence) -> None:
    verdict = told("The jobless rate of Tarn is 6.1 percent.", "6.1 percent").verdict
    (reason,) = (reason for reason in verdict.reasons if reason.code == "OLD")
    assert "it is the figure for 2021: 6.1 % joblessness for 2021" in reason.text
    assert "looked at" in reason.text


@pytest.mark.parametrize(
    ("text", "exact", "code"),
    [
        ("Ohio had 1.235 million births in 2022.", "1.235 million", "SSW"),
        ("Ohio had 1.238 million births in 2022.", "1.238 million", "-SSW"),
    ],
)
def test_another_place_is_told_by_the_number_as_written(told: JudgeSentence, text: str, exact: str, code: str) -> None:
    """1,234,600 is "1.235 million"."""
    codes = told(text, exact).verdict.codes
    assert (code.removeprefix("-") in codes) is not code.startswith("-"), codes


@pytest.mark.parametrize(("number", "codes"), [("50", {"VAL+", "PPT"}), ("40", {"VAL+"}), ("5", {"EXA"})])
def test_a_relative_change_called_points(number: str, codes: set[str]) -> None:
    seen = history(observation("2025-01-19T19:23:56", 10), observation("2025-09-02T20:05:26", 15))
    time = ClaimTime(when=published(), source="published", baseline=published("2025-01-20"))
    wanted = change(number, role=Role.DELTA, unit="percentage_point")
    measured = Measured(definition=definition(unit="percent"), history=seen)
    assert judge(wanted, measured, time, PROFILES["newsroom"]).codes == codes


@pytest.mark.parametrize(
    ("subject", "place", "same"),
    [
        ("the euro area", "Euro area".lower(), True),
        ("ohio's", "ohio", True),
        ("the gambia", "the gambia", True),
        ("ohio's sheriffs", "ohio", False),
        ("theodosia", "odosia", False),
    ],
)
def test_a_subject_that_is_a_place_itself(subject: str, place: str, *, same: bool) -> None:
    assert is_place_itself(subject, place) is same
