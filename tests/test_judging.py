"""Sentences in, verdicts out: what the text leaves open carries no discrepancy; what it says plainly does."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

import claimtrack
from claimtrack.errors import ClaimtrackError
from claimtrack.verdicts.check import Check

ROOT = Path(__file__).parents[1]
SAID = "2025-09-03"
"""ICE's list of that day holds 957 agreements by 796 to 799 agencies in 40 states; 135 and 21 in January."""

Judge = Callable[[str, str], Check]


@pytest.fixture(scope="module")
def judge(tmp_path_factory: pytest.TempPathFactory) -> Judge:
    """Verify one sentence against the shipped counts and return the check of the quoted number."""
    folder = tmp_path_factory.mktemp("desk")
    shutil.copytree(ROOT / "corpus" / "datasets", folder / "corpus" / "datasets")
    shutil.copy(ROOT / "claimtrack.toml", folder)
    desk = claimtrack.open(folder)

    def check(sentence: str, exact: str) -> Check:
        page = folder / "page.txt"
        page.write_text(f"{sentence}\n", encoding="utf-8")
        (result,) = desk.verify(page, published=SAID)
        assert not isinstance(result, ClaimtrackError), result
        return next(c for c in result.checks if exact in c.claim.quote.exact)

    return check


@pytest.mark.parametrize(
    ("sentence", "exact"),
    [
        ("Nationwide, 700 agencies hold 287(g) agreements.", "700"),
        ("The 287(g) program counts 700 agencies.", "700"),
        ("ICE said it had signed 900 287(g) agreements.", "900"),
        ("Agencies in the 287(g) program run to 958.", "958"),
    ],
)
def test_a_plain_statement_carries_a_discrepancy(judge: Judge, sentence: str, exact: str) -> None:
    assert judge(sentence, exact).verdict.outcome == "discrepancy"


@pytest.mark.parametrize(
    ("sentence", "exact", "code"),
    [
        ("In the counties along the coast, 500 agencies have 287(g) agreements.", "500", "AMB"),
        ("Under Sheriff Ray Holt, 700 agencies hold 287(g) agreements.", "700", "AMB"),
        ("Lawyers challenged 300 agencies over their 287(g) agreements.", "300", "AMB"),
        ("Some 300 agencies with 287(g) agreements have jails.", "300", "SCO"),
        ("Three hundred agencies with jail contracts have joined 287(g).", "Three hundred", "SCO"),
        ("There are 300 former agencies in the 287(g) program.", "300", "SCO"),
        ("ICE counts 1,200 proposed 287(g) agreements.", "1,200", "SCO"),
        ("Texas, home to 2,400 agencies, has signed up for 287(g).", "2,400", "SCO"),
        ("The 287(g) list holds 12 agreements per state.", "12", "COV"),
        ("Agencies signed 500 287(g) agreements in a year.", "500", "COV"),
    ],
)
def test_what_is_dated_placed_or_parted_otherwise_is_left_open(
    judge: Judge, sentence: str, exact: str, code: str
) -> None:
    verdict = judge(sentence, exact).verdict
    assert (verdict.outcome, code in verdict.codes) == ("undetermined", True), verdict.reasons


@pytest.mark.parametrize(
    ("sentence", "exact"),
    [
        ("Since there were 135 287(g) agreements in January, the count has gone up to 957.", "135"),
        ("287(g) went from 135 agreements in 21 states to 957 agreements in 40 states since January.", "21"),
        ("287(g) went from 135 agreements in 21 states to 957 agreements in 40 states since January.", "40"),
        ("The 287(g) count is 709% of the January figure of 135 agreements.", "135"),
        ("There are 957 agreements with agencies in 40 states under 287(g).", "957"),
    ],
)
def test_a_number_is_of_the_time_that_its_own_words_give(judge: Judge, sentence: str, exact: str) -> None:
    assert judge(sentence, exact).verdict.outcome == "agrees"


@pytest.mark.parametrize(
    ("sentence", "exact"),
    [
        ("Library loans rose from 135 to 957 as staff fell 12 percent.", "12 percent"),
        ("Library loans rose from 135 to 957, a gain of 300 percent above inflation.", "300 percent"),
        ("Spending rose from $135 million to $158 million, 5 percent more than forecast.", "5 percent"),
    ],
)
def test_another_change_beside_two_ends_is_not_theirs(judge: Judge, sentence: str, exact: str) -> None:
    assert judge(sentence, exact).verdict.outcome == "undetermined"


@pytest.mark.parametrize(
    ("sentence", "exact", "code"),
    [
        ("Library loans fell from 200 to 160, a gain of 20 percent.", "20 percent", "INT"),
        ("The share of loans rose from 4 percent to 6 percent, up 2 percent.", "2 percent", "PPT"),
        ("Library loans rose from 140 to 960, up 686 percent.", "686 percent", "PCO"),
    ],
)
def test_ends_that_do_not_fit_their_change_contradict_it(judge: Judge, sentence: str, exact: str, code: str) -> None:
    verdict = judge(sentence, exact).verdict
    assert (verdict.outcome, code in verdict.codes) == ("discrepancy", True)


def test_a_bound_one_above_another_measure_is_one_away(judge: Judge) -> None:
    verdict = judge("At least 958 agencies have signed 287(g) agreements.", "958").verdict
    assert {"VAL+", "MSW", "OB1"} <= verdict.codes
