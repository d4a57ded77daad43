"""What comes on top of a number is of that number's place, and not of the one that the story is about.

On the list of September 2025, Texas has 151 pledges by 141 shops.
"""

from __future__ import annotations

import pytest
from dated_lists import judge
from passages import JudgeSentence

__all__ = ["judge"]

TOLD = "In Texas, 151 Open Wrench pledges are in force."


@pytest.mark.parametrize("opener", ["Beyond those,", "On top of those,", "In addition to them,"])
def test_a_number_on_top_of_another_is_of_its_place(judge: JudgeSentence, opener: str) -> None:
    link = judge(f"{TOLD} {opener} 141 shops are on the list.", "141").link
    assert link is not None
    assert dict(link.scope) == {"state": "Texas"}


def test_a_number_that_only_follows_is_left_open(judge: JudgeSentence) -> None:
    link = judge(f"{TOLD} For years, 141 shops have been on the list.", "141").link
    assert link is not None
    assert link.scope == ()
