"""What places of an order added over a time is not told, and never held against what all places added.

On the list of September 2025, Texas has 151 pledges by 141 shops, Florida 164.
"""

from __future__ import annotations

from dated_lists import judge
from passages import JudgeSentence

__all__ = ["judge"]


def test_what_the_first_places_signed_is_left_open(judge: JudgeSentence) -> None:
    sentence = "The two states with the most Open Wrench pledges have signed 3 pledges since January 2025."
    assert judge(sentence, "3").verdict.outcome == "undetermined"


def test_what_a_list_shows_another_thing_to_have_may_be_of_the_story_s_place(judge: JudgeSentence) -> None:
    story = "Texas keeps its lead in repair. The shops of Texas like it. Open Wrench {} 141 shops."
    told = judge(story.format("records show the pact has"), "141").link
    whole = judge(story.format("has"), "141").link
    assert told is not None
    assert whole is not None
    assert (told.open_scope, whole.open_scope) == ((("state", "Texas"),), ())
