"""The first places of an order as what a number is said of: how they are read, and what leaves them open."""

from __future__ import annotations

from pathlib import Path

import pytest
from passages import JudgeSentence, judging_in

from claimtrack.matching.link import Leaders

pytest_plugins = ("dated_lists",)


@pytest.mark.parametrize(
    ("sentence", "exact", "count"),
    [
        ("The two states with the most pledges hold 315 pledges.", "315", 2),
        ("Together, the top three states have 456 pledges.", "456", 3),
        ("As of September 2, the top 2 states by number of pledges had 315 pledges.", "315", 2),
        ("The two largest states by pledges account for 315 pledges.", "315", 2),
        ("The three states that have the highest number of pledges total 456 pledges.", "456", 3),
        ("There are 548 pledges, 315 of them in the two states with the most.", "315", 2),
        ("In the top two states, there are 315 pledges.", "315", 2),
        ("The two states with the most pledges account for 315 of the 548 pledges.", "315", 2),
        ("Two states account for 57 percent of all pledges.", "57 percent", 2),
        ("The top two states hold 57 per cent of all pledges.", "57 per cent", 2),
        ("About 57 percent of all pledges are in just two states.", "57 percent", 2),
    ],
)
def test_places_of_an_order_are_what_a_number_is_of(
    judge: JudgeSentence, sentence: str, exact: str, count: int
) -> None:
    check = judge(sentence, exact)
    assert check.link is not None
    assert check.link.leaders == Leaders(dimension="state", count=count, kind="state")
    assert check.link.scope == ()
    assert check.verdict.outcome == "agrees", check.verdict.reasons


@pytest.mark.parametrize(
    ("sentence", "exact", "code"),
    [
        ("The two largest states hold 548 pledges.", "548", "SCO"),
        ("The two most populous states hold 548 pledges.", "548", "SCO"),
        ("The two states with the most residents hold 548 pledges.", "548", "SCO"),
        ("The two southern states with the most pledges hold 548 pledges.", "548", "SCO"),
        ("The top two shops hold 548 pledges.", "548", "SCO"),
        ("The top two states each hold 548 pledges.", "548", "AMB"),
        ("Outside the top two states there are 548 pledges.", "548", "AMB"),
        ("The top two states, Ohio and Utah, hold 548 pledges.", "548", "AMB"),
        ("The top three states hold 456 pledges; the top two alone have 548 pledges.", "548", "AMB"),
        ("The two with the most pledges hold 548 pledges.", "548", "AMB"),
        ("The two states with the highest concentration of pledges hold 548 pledges.", "548", "SCO"),
        ("Those top two states hold 548 pledges.", "548", "AMB"),
        ("Among the top two states, Texas holds 548 pledges.", "548", "AMB"),
        ("Among the top two states, there are 548 pledges as of September 2.", "548", "AMB"),
        ("The mayors of the top two states said there are 700 pledges.", "700", "AMB"),
        ("Just three states hold 57 percent of the pledges.", "three states", "SCO"),
        ("Half of all pledges are in only three states.", "three states", "SCO"),
        ("The top three states hold 456 pledges.", "three states", "SCO"),
    ],
)
def test_an_order_that_is_not_sure_leaves_the_number_open(
    judge: JudgeSentence, sentence: str, exact: str, code: str
) -> None:
    verdict = judge(sentence, exact).verdict
    assert (verdict.outcome, code in verdict.codes) == ("undetermined", True), verdict.reasons


@pytest.mark.parametrize(
    ("sentence", "exact"),
    [
        ("There are 548 pledges, more than half of them in the two states with the most.", "548"),
        ("The list holds 548 pledges, including many in the top two states.", "548"),
        ("Of the 548 pledges, 315 are in the top two states.", "548"),
        ("Texas leads, and the list holds 548 pledges in all.", "548"),
    ],
)
def test_the_whole_beside_an_order_is_the_whole(judge: JudgeSentence, sentence: str, exact: str) -> None:
    check = judge(sentence, exact)
    assert check.link is None or check.link.leaders is None
    assert check.verdict.outcome != "discrepancy"


@pytest.mark.parametrize(
    ("sentence", "exact"),
    [
        ("Two states account for 80 percent of all pledges.", "80 percent"),
        ("Ohio and Utah have pledges. The top two states hold 400 pledges.", "400"),
        ("The two states with the most pledges account for 400 of them.", "400"),
    ],
)
def test_thin_words_carry_no_discrepancy(judge: JudgeSentence, sentence: str, exact: str) -> None:
    verdict = judge(sentence, exact).verdict
    assert verdict.outcome == "undetermined"
    assert verdict.official is not None


def test_people_are_of_the_most_populous(tmp_path: Path) -> None:
    """Not even then where the data lacks places: three of the states it knows make less than the whole."""
    from dated_lists import dated_workspace

    judge = judging_in(dated_workspace(tmp_path), "A census of population\n\n", published="2025-06-01")
    check = judge("The two most populous states have 540,000 residents.", "540,000")
    assert check.link is not None
    assert check.link.leaders == Leaders(dimension="state", count=2, kind="state")
    assert check.verdict.codes == {"COV"}
    assert "make 690,000 of 900,000" in check.verdict.reasons[0].text
