"""Which whole a number is of: of a place's list, of those just named, of all the parts that follow it."""

from __future__ import annotations

import pytest
from dated_lists import judge
from passages import JudgeSentence

__all__ = ["judge"]


@pytest.mark.parametrize(
    ("sentence", "exact", "outcome"),
    [
        ("The Texas roster shows that at least 200 shops are in the Open Wrench pact.", "200", "discrepancy"),
        ("Texas' list shows at least 120 shops in the Open Wrench pact.", "120", "agrees"),
        # Whose number it is stays open where the place names no list.
        ("The Texas workshop shows that at least 200 shops are in the Open Wrench pact.", "200", "undetermined"),
    ],
)
def test_what_a_place_s_list_shows_is_of_that_place(
    judge: JudgeSentence, sentence: str, exact: str, outcome: str
) -> None:
    verdict = judge(sentence, exact).verdict
    assert verdict.outcome == outcome, verdict.reasons


@pytest.mark.parametrize(
    ("sentence", "exact", "outcome"),
    [
        (
            "The 287(g) program's partners are in 39 states and Guam, with almost 600 different agencies among them.",
            "600",
            "discrepancy",
        ),
        ("The 287(g) program is large. Guam, with almost 600 agencies, is not.", "600", "undetermined"),
        (
            "One form is the Task Force Model. ICE lists 957 287(g) agreements: 473 for the Task Force Model and 340 "
            "for the Jail Enforcement Model.",
            "957",
            "agrees",
        ),
        (
            "One form is the Task Force Model. ICE lists 957 287(g) agreements, 473 for the Task Force Model.",
            "473",
            "agrees",
        ),
        ("One form is the Task Force Model. ICE lists 957 287(g) agreements.", "957", "undetermined"),
    ],
)
def test_those_just_named_and_those_parted_next(
    judge_in: JudgeSentence, sentence: str, exact: str, outcome: str
) -> None:
    verdict = judge_in(sentence, exact).verdict
    assert verdict.outcome == outcome, verdict.reasons


@pytest.mark.parametrize(
    ("sentence", "exact", "outcome"),
    [
        ("ICE's 287(g) agreements rose from 135 to 1,500, an increase of 1,011 percent.", "1,011", "discrepancy"),
        ("ICE's 287(g) agreements rose from 135 to 958, an increase of 609 percent.", "609", "agrees"),
        ("The club's members rose from 135 to 1,500, an increase of 1,011 percent.", "1,011", "agrees"),
    ],
)
def test_a_change_of_numbers_that_the_data_refute(
    judge_in: JudgeSentence, sentence: str, exact: str, outcome: str
) -> None:
    verdict = judge_in(sentence, exact).verdict
    assert verdict.outcome == outcome, verdict.reasons


def test_a_change_on_a_refuted_end_says_what_the_data_make_of_it(judge_in: JudgeSentence) -> None:
    check = judge_in("ICE's 287(g) agreements rose from 135 to 1,500, an increase of 1,011 percent.", "1,011")
    assert check.verdict.codes == {"VAL+"}
    assert "the data put 1,500 at 957: 135 → 957 is 608.9 %" in check.verdict.reasons[0].text


@pytest.mark.parametrize(
    ("sentence", "exact", "outcome"),
    [
        # The items of a list share its verb, and what a colon breaks down is counted in its parts too.
        ("The program has 957 287(g) agreements in 40 states, 127 jail agreements and 480 others.", "957", "agrees"),
        (
            "ICE's 287(g) list has 957 agreements: 473 for the Task Force Model, 340 for the Jail Enforcement Model.",
            "340",
            "discrepancy",
        ),
        (
            "By type, ICE's 287(g) list consists of 127 Jail Enforcement Model agreements and 401 Task Force Model "
            "agreements.",
            "401",
            "discrepancy",
        ),
        # Something else among the items, or a verb of their own, makes it no list.
        (
            "ICE has 957 287(g) agreements, and 30 officers in 12 states, plus 100 counties.",
            "12 states",
            "undetermined",
        ),
        (
            "ICE has 957 287(g) agreements, and 12 states, 10 counties and 5 cities ban them.",
            "12 states",
            "undetermined",
        ),
        (
            "The 287(g) list has 957 agreements: 473 for the Task Force Model with raises, 40 for the Jail Model.",
            "40",
            "undetermined",
        ),
        # A topic called a program restricts nothing; another program does.
        ("ICE has signed 957 agreements for 287(g) programs.", "957", "agrees"),
        ("ICE has signed 957 287(g) agreements for detention programs.", "957", "undetermined"),
    ],
)
def test_the_items_of_a_list(judge_in: JudgeSentence, sentence: str, exact: str, outcome: str) -> None:
    verdict = judge_in(sentence, exact).verdict
    assert verdict.outcome == outcome, verdict.reasons


@pytest.mark.parametrize(
    ("sentence", "exact", "outcome"),
    [
        # Of 133 agencies in January no part can be 134; fewer may be local.
        (
            "ICE has 957 287(g) agreements, up from 136 local agencies with an agreement on Jan. 20.",
            "136",
            "discrepancy",
        ),
        (
            "ICE has 957 287(g) agreements, up from 90 local agencies with an agreement on Jan. 20.",
            "90",
            "undetermined",
        ),
    ],
)
def test_a_part_of_what_there_was_is_no_more_than_that(
    judge_in: JudgeSentence, sentence: str, exact: str, outcome: str
) -> None:
    verdict = judge_in(sentence, exact).verdict
    assert verdict.outcome == outcome, verdict.reasons
