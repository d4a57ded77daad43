"""Texts that tell a rate over another dataset's count: judged with both counts as evidence, or left open and why."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from passages import JudgeSentence, judging_in
from shared_out import PEOPLE, PLEDGES, add, pledges, shared_out

import claimtrack
from claimtrack.errors import ClaimtrackError
from claimtrack.replaying import Replay
from claimtrack.settings import make_workspace, open_workspace
from claimtrack.verdicts.evidence import recomputed
from claimtrack.verdicts.verdict import Verdict

HEADING = "The Open Wrench pact\n\n"


@pytest.fixture(scope="module")
def judge(tmp_path_factory: pytest.TempPathFactory) -> JudgeSentence:
    return judging_in(shared_out(tmp_path_factory.mktemp("shared")), heading=HEADING)


@pytest.mark.parametrize(
    ("sentence", "exact", "outcome", "official"),
    [
        ("Texas has 3.1 pledges per 100,000 residents.", "3.1", "agrees", "3.058404"),
        ("Texas has 4.2 pledges per 100,000 residents.", "4.2", "discrepancy", "3.058404"),
        ("Texas now has more than 5 pledges per 100,000 people.", "5", "discrepancy", "3.058404"),
        ("In Ohio there were 0.1 pledges for every 100,000 of the state's residents.", "0.1", "agrees", "0.100982"),
        ("Nationwide there are 2.3 pledges per 100,000 inhabitants.", "2.3", "agrees", "2.25598"),
        ("Texas and Ohio together have 2.2 pledges per 100,000 residents.", "2.2", "agrees", "2.244399"),
        ("On August 25, 2025, Texas had 2.9 pledges per 100,000 residents.", "2.9", "agrees", "2.876242"),
        ("There are 4.2 pledges per 100,000 residents in Texas.", "4.2", "discrepancy", "3.058404"),
        ("Texas has a rate of 3.1 pledges per 100,000.", "3.1", "agrees", "3.058404"),
        # With the year's number of people before, it is 100,000 × 957 / 30,503,301 = 3.137.
        ("Texas has 3.14 pledges per 100,000 residents.", "3.14", "undetermined", "3.058404"),
    ],
)
def test_a_rate_is_held_against_both_counts(
    judge: JudgeSentence, sentence: str, exact: str, outcome: str, official: str
) -> None:
    verdict = judge(sentence, exact).verdict
    assert verdict.outcome == outcome, verdict.reasons
    assert verdict.official is not None
    assert verdict.official.value == Decimal(official)


def test_the_evidence_names_both_counts_with_their_datasets_and_times(judge: JudgeSentence) -> None:
    verdict = judge("Texas has 4.2 pledges per 100,000 residents.", "4.2").verdict
    assert "from 100,000 × 957 / 31,290,831" in verdict.arithmetic
    assert "people, Texas for 2024" in verdict.arithmetic
    found = verdict.official
    assert found is not None
    told = [(o.name, o.dataset, o.label, o.value) for o in found.operands]
    assert told == [
        ("part", "pledges", "pledges, Texas on 2025-09-02", 957),
        ("whole", "state-people", "people, Texas for 2024", 31_290_831),
        ("near whole", "state-people", "people, Texas for 2023", 30_503_301),
    ]
    assert {ref.dataset for ref in found.snapshots} == {"pledges", "state-people"}
    assert found.computation == "100000 * part / whole"
    assert recomputed(found, [o.value for o in found.operands]) == found.value
    assert recomputed(found, [Decimal(10), Decimal(1_000_000), Decimal(1)]) == 1


@pytest.mark.parametrize(
    ("sentence", "exact", "code", "says"),
    [
        ("Guam has 1.7 pledges per 100,000 residents.", "1.7", "COV", "state-people/people has no value for Guam"),
        ("Nationwide there are 4.3 shop pledges per 100,000 residents.", "4.3", "COV", "can't be cut by kind"),
        ("Vermont has 1.7 pledges per 100,000 residents.", "1.7", "UND", "a rate over it is not defined"),
        ("Texas has 31 pledges per million residents.", "31", "COV", "no dataset"),
        ("Texas has 3.1 pledges per 100,000 households.", "3.1", "COV", "no dataset"),
        ("Texas has 3.1 pledges per 100,000 adult residents.", "3.1", "COV", "no dataset"),
        ("Texas has 0.00003 pledges per capita.", "0.00003", "COV", "no dataset"),
        ("Vermont has the third-most pledges per capita.", "third", "COV", "no dataset"),
        ("Texas has 3.1 pledges per 100,000 residents.", "3.1", "UND", "no date"),
        ("In 2020, Texas had 3.1 pledges per 100,000 residents.", "3.1", "COV", "begins on"),
    ],
)
def test_what_the_data_does_not_give_is_left_open(
    judge: JudgeSentence, sentence: str, exact: str, code: str, says: str
) -> None:
    verdict = judge(sentence, exact, published=None if says == "no date" else "2025-09-03").verdict
    assert (verdict.outcome, set(verdict.codes)) == ("undetermined", {code}), verdict.reasons
    assert says in verdict.reasons[0].text


@pytest.mark.parametrize(
    "sentence",
    [
        "Texas has 4.1 pledges per 100,000 residents under 30.",
        "Texas has 4.1 pledges per 100,000 people in Houston.",
        "Texas has 4.1 pledges per 100,000 residents a year.",
        "Houston, Texas, has 4.1 pledges per 100,000 residents.",
        "Rural Texas has 4.1 pledges per 100,000 residents.",
        "The median state has 4.1 pledges per 100,000 residents.",
    ],
)
def test_a_rate_of_a_part_carries_no_discrepancy(judge: JudgeSentence, sentence: str) -> None:
    verdict = judge(sentence, "4.1").verdict
    assert (verdict.outcome, set(verdict.codes)) == ("undetermined", {"AMB"})
    assert "a part of the place or of its people" in verdict.reasons[0].text


@pytest.mark.parametrize("subject", ["Texas pledges per 100,000 residents", "Pledges per capita in Texas"])
def test_a_change_of_a_rate_is_none_of_its_count(judge: JudgeSentence, subject: str) -> None:
    assert judge(f"{subject} rose 20 percent since August 22.", "20 percent").verdict.outcome == "undetermined"
    plain = judge("Texas pledges rose 20 percent since August 22.", "20 percent")
    assert plain.verdict.outcome == "discrepancy"


def test_a_count_beside_it_stays_a_count(judge: JudgeSentence) -> None:
    found = judge("Texas has 957 pledges.", "957")
    assert found.link is not None
    assert (found.link.best.measure, found.verdict.outcome) == ("pledges", "agrees")


def test_without_the_other_dataset_it_is_said_what_is_missing(tmp_path: Path) -> None:
    judge = judging_in(shared_out(tmp_path, over=False), heading=HEADING)
    verdict = judge("Texas has 3.1 pledges per 100,000 residents.", "3.1").verdict
    assert [(r.code, r.text) for r in verdict.reasons] == [
        ("COV", "the dataset state-people that it is formed over is not in this workspace")
    ]


def test_a_number_of_people_that_is_too_old_does_not_speak(tmp_path: Path) -> None:
    make_workspace(tmp_path)
    add(tmp_path, PLEDGES, {f"pledges-2025-09-0{day}.csv": pledges({"Texas": 957}) for day in (2, 4)})
    add(tmp_path, PEOPLE, {"people-2022-01-05.csv": "year,place,people\n2021,Texas,29570351\n"})
    verdict = judging_in(tmp_path, heading=HEADING)("Texas has 3.1 pledges per 100,000 residents.", "3.1").verdict
    assert set(verdict.codes) == {"STL"}
    assert "the newest value of state-people is the one for 2021" in verdict.reasons[0].text


def test_a_dollar_amount_for_each_head(tmp_path: Path) -> None:
    """By hand: 62,581,662 dollars for 31,290,831 people are 2.00 each."""
    make_workspace(tmp_path)
    grants = PLEDGES.partition("  measures:")[0].replace("kind: KIND", "city: KIND") + (
        "  measures:\n    grants: {sum: NUMBER, nouns: [grant], unit: USD, max_age_days: 14}\n"
        "    grants-per-capita: {per_capita: {of: grants, over: state-people/people}, nouns: [grant], unit: USD}\n"
    )
    add(tmp_path, grants, {f"p-2025-09-0{day}.csv": "STATE,KIND,NUMBER\nTexas,a,62581662\n" for day in (2, 4)})
    add(tmp_path, PEOPLE, {"people-2025-01-05.csv": "year,place,people\n2024,Texas,31290831\n"})
    judge = judging_in(tmp_path, heading=HEADING)
    outcomes = [judge(f"Texas has grants of ${n} per capita.", f"${n}").verdict.outcome for n in (2, 7)]
    assert outcomes == ["agrees", "discrepancy"]
    assert judge("Texas has grants of $2 per household.", "$2").verdict.outcome == "undetermined"


def test_replay_computes_it_again_and_misses_the_other_dataset(tmp_path: Path) -> None:
    root = shared_out(tmp_path)
    page = root / "page.txt"
    page.write_text(
        f"{HEADING}Texas has 3.1 pledges per 100,000 residents. Texas has 4.2 pledges per 100,000 residents.\n"
    )
    desk = claimtrack.open(root)
    (result,) = desk.verify(page, published="2025-09-03")
    assert not isinstance(result, ClaimtrackError)
    kept: list[Verdict] = [check.verdict for check in result.checks]
    assert [verdict.outcome for verdict in kept] == ["agrees", "discrepancy"]
    with Replay(open_workspace(root)) as replay:
        again = list(replay.run())
    assert [(one.equal, one.queries) for one in again if not isinstance(one, ClaimtrackError)] == [(True, 3), (True, 3)]
    (root / "corpus/datasets/state-people/snapshots/people-2025-01-05.csv").unlink()
    with Replay(open_workspace(root)) as replay:
        later = [one for one in replay.run() if not isinstance(one, ClaimtrackError)]
    assert [[d.what for d in one.differences] for one in later] == [["snapshot"], ["snapshot"]]
