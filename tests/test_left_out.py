"""Numbers that leave out what they count: what they go on with, and when none of it fits.

On the list of September 2025 Texas has 151 pledges by 141 shops, Florida 164 pledges by 164 shops, Utah 141 by 141.
"""

from __future__ import annotations

import pytest
from dated_lists import judge
from passages import JudgeSentence

__all__ = ["judge"]

FIRST = "The Open Wrench pact has 548 pledges by 538 shops in 4 states. "


@pytest.mark.parametrize(
    ("text", "exact", "outcome"),
    [
        # What was counted for itself goes on, not who stands behind it.
        ("Texas has 151.", "151", "agrees"),
        # Whatever it counts, it is wrong.
        ("Texas has 129.", "129", "discrepancy"),
        # It fits the shops, which may be meant.
        ("Texas has 141.", "141", "undetermined"),
        # No place is tied to it, and nothing says that so many are there.
        ("The pact won 129.", "129", "undetermined"),
        # It is said that so many are there.
        ("On July 1, there were 417.", "417", "agrees"),
        ("On July 1, there were 460.", "460", "discrepancy"),
        # So far off that it counts something else again.
        ("Texas has 9,129.", "9,129", "undetermined"),
        # It tells by how many.
        ("Texas has 129 too few.", "129", "undetermined"),
        # None is there: the number is rather of another list.
        ("Nevada has 129.", "129", "undetermined"),
    ],
)
def test_a_number_that_leaves_out_what_it_counts(judge: JudgeSentence, text: str, exact: str, outcome: str) -> None:
    verdict = judge(FIRST + text, exact).verdict
    assert verdict.outcome == outcome, verdict.reasons


def test_the_thinness_is_told(judge: JudgeSentence) -> None:
    verdict = judge(FIRST + "Texas has 129.", "129").verdict
    assert "it fits nothing that is counted there" in verdict.reasons[-1].text


def test_a_sentence_that_counts_places_only_changes_no_topic(judge: JudgeSentence) -> None:
    text = "The Open Wrench pact has 548 pledges. It spans 4 states. Texas has 151."
    link = judge(text, "151").link
    assert link is not None
    assert link.best.measure == "pledges"


@pytest.mark.parametrize(
    ("text", "exact", "outcome"),
    [
        ("The Open Wrench pact has 548 pledges, 151 of those from Texas.", "151", "agrees"),
        ("The Open Wrench pact has 548 pledges, 151 of them in Texas.", "151", "agrees"),
        # A whole given after the number makes it a part of that, of whichever place.
        ("The Lone Star shops have 151 Open Wrench pledges, out of 548 nationally.", "151", "undetermined"),
        ("The Open Wrench pact has 548 pledges with 538 shops.", "548", "agrees"),
        ("The Open Wrench pact has 548 pledges with rural shops.", "548", "undetermined"),
    ],
)
def test_parts_that_a_value_tells(judge: JudgeSentence, text: str, exact: str, outcome: str) -> None:
    verdict = judge(text, exact).verdict
    assert verdict.outcome == outcome, verdict.reasons


@pytest.mark.parametrize(
    ("text", "exact"),
    [
        ("Rural shops alone hold 412 Open Wrench pledges.", "412"),
        ("Shops have ever signed 999 Open Wrench pledges.", "999"),
        ("The city has challenged 20 deals and 300 Open Wrench pledges.", "300"),
        ("An earlier version of this story said the Open Wrench pact had 417 pledges.", "417"),
    ],
)
def test_what_is_not_told_of_all_there_are_is_never_wrong(judge: JudgeSentence, text: str, exact: str) -> None:
    assert judge(text, exact).verdict.outcome == "undetermined"
