"""What a number is said of: by its subject, by the place that opens its sentence, by the count beside its place."""

from __future__ import annotations

import pytest
from builders import claim, definition, history, observation, published, quantity
from passages import JudgeSentence
from test_series import market

from claimtrack.quantity import Role
from claimtrack.verdicts.claim_time import ClaimTime
from claimtrack.verdicts.judge import judge
from claimtrack.verdicts.measured import Measured
from claimtrack.verdicts.profile import PROFILES

BALANCE = """\
name: balance
title: Coming and going, births and deaths in the states
resources: [{name: balance, path: snapshots/, format: csv}]
claimtrack:
  kind: series
  topics: [Brenner balance]
  date: Year
  published_after_days: [10, 15]
  observed_at: [filename]
  dimensions: {state: {column: State, total: [All]}}
  measures:
    movers:
      {value: Moved, nouns: [mover, resident, people], accumulation: flow, requires: [move], max_age_days: 400}
    surplus:
      {value: Surplus, nouns: [natural increase, resident, people], requires: [born, birth, natural increase],
       accumulation: flow, max_age_days: 400}
    dwellers: {value: Living, nouns: [dweller, inhabitant], max_age_days: 400}
"""
ROWS = """\
Year,State,Moved,Surplus,Living
2022,All,0,8100,880000
2023,All,0,5200,900000
2023,Ohio,-1500,-700,150000
2023,Maine,900,300,81000
2023,Iowa,-2345,1200,41000
"""


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> JudgeSentence:
    """Verify a text of February 2024 about the balance and return the check of the quoted number."""
    check = market(tmp_path_factory.mktemp("balance"), ROWS, BALANCE)
    return lambda text, exact: check(f"The Brenner balance is out. {text}", exact, published="2024-02-20")


@pytest.mark.parametrize(
    ("text", "exact", "outcome"),
    [
        # A place that opens the sentence is resolved, whatever says that all of it is meant; a part of it is not.
        ("Across Ohio as a whole, moves cost 1,500 residents.", "1,500", "agrees"),
        ("Across Ohio as a whole, moves cost 1,900 residents.", "1,900", "discrepancy"),
        ("Across the valleys of Ohio, moves cost 1,900 residents.", "1,900", "undetermined"),
        # Verbs of coming and going tell how many there were, of a balance; other verbs do not.
        ("Moves brought Maine 900 residents.", "900", "agrees"),
        ("Moves brought Maine 700 residents.", "700", "discrepancy"),
        ("Moves puzzled 700 residents of Maine.", "700", "undetermined"),
        # The noun left out, the measure named as subject.
        ("Natural increase, all births less all deaths, contributed 7,100.", "7,100", "discrepancy"),
        ("Natural increase, all births less all deaths, contributed 5,200.", "5,200", "agrees"),
        ("A lottery held for a birth fund contributed 7,100.", "7,100", "undetermined"),
        # How many more did one thing than another is no part of those named before.
        # Where people went in the sentence before is no matter to the place that opens the next one.
        ("Many were leaving for Maine. Ohio saw moves cost 1,900 residents.", "1,900", "discrepancy"),
        ("Many were leaving for Maine. Ohio saw moves cost 1,500 residents.", "1,500", "agrees"),
    ],
)
def test_what_a_number_is_said_of(told: JudgeSentence, text: str, exact: str, outcome: str) -> None:
    found = told(text, exact)
    assert found.verdict.outcome == outcome, (found.claim, found.link, found.verdict)


@pytest.mark.parametrize(
    ("number", "code"), [("2,345", "SSW"), ("about 2,350", "SSW"), ("2,435", "-SSW"), ("about 2,450", "-SSW")]
)
def test_a_loss_is_looked_for_as_it_is_told(told: JudgeSentence, number: str, code: str) -> None:
    verdict = told(f"Moves cost Ohio {number} residents in 2023.", number).verdict
    assert verdict.outcome == "discrepancy", verdict
    assert (code.removeprefix("-") in verdict.codes) is not code.startswith("-"), verdict.reasons


@pytest.mark.parametrize(
    ("text", "outcome"),
    [
        (
            "In 2018 it had been 12 percent, so the slump pushed the Faraway Islands' poverty rate up by 3 percent"
            " in a single year.",
            "discrepancy",
        ),
        (
            "In 2018 it had been 12 percent, so the slump pushed the Faraway Islands' poverty rate up by 25 percent"
            " in a single year.",
            "agrees",
        ),
        (
            "In 2016 it had been 11 percent, so the slump pushed the Faraway Islands' poverty rate up by 3 percent"
            " in a single year.",
            "undetermined",
        ),
    ],
)
def test_a_length_of_time_counts_from_now_where_the_date_is_another_numbers(
    judge_in: JudgeSentence, text: str, outcome: str
) -> None:
    exact = "25 percent" if "25 percent" in text else "3 percent"
    verdict = judge_in(text, exact, published="2020-06-01").verdict
    assert verdict.outcome == outcome, verdict


@pytest.mark.parametrize(("share", "outcome"), [("0.8", "agrees"), ("0.5", "undetermined")])
def test_a_proportion_in_words_is_no_small_count(share: str, outcome: str) -> None:
    """Thinly linked, "eight in ten" beside 84.3 percent agrees; a thin link carries no discrepancy."""
    seen = history(observation("2025-09-02", "84.3"))
    thin = Measured(definition=definition(aggregate="value", unit="percent"), history=seen, tentative="thin")
    told = claim(quantity=quantity(share, role=Role.SHARE))
    time = ClaimTime(when=published(), source="published")
    assert judge(told, thin, time, PROFILES["newsroom"]).outcome == outcome
