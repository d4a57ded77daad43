"""Numbers of places that the data has no value for: they may agree, and are never called wrong."""

from __future__ import annotations

import pytest
from islands import judge_in
from passages import JudgeSentence

__all__ = ["judge_in"]

ISLANDS = "The Faraway Islands report. "


@pytest.mark.parametrize(
    ("text", "exact", "outcome"),
    [
        # A place of the data, or the whole of it, bears a discrepancy; one that the data lacks bears none.
        ("In 2018 the poverty rate stood at 14 percent.", "14 percent", "discrepancy"),
        ("In Chicago, the poverty rate stood at 14 percent in 2018.", "14 percent", "undetermined"),
        ("Germany's poverty rate stood at 14 percent in 2018.", "14 percent", "undetermined"),
        ("The poverty rate was 12 percent in 2018; in Chicago it was 31 percent.", "31 percent", "undetermined"),
        # It may agree all the same: a place can be where somebody spoke.
        ("In Chicago, the poverty rate stood at 12 percent in 2018.", "12 percent", "agrees"),
        # Another clause, with a subject of its own, names the place.
        ("Chicago met as the poverty rate of 2018 stood at 14 percent.", "14 percent", "discrepancy"),
        # The whole is named beside the place.
        ("Nationwide the poverty rate was 14 percent in 2018, officials told Chicago.", "14 percent", "discrepancy"),
        ("Countrywide, the poverty rate was 14 percent in 2018, far from Chicago.", "14 percent", "discrepancy"),
    ],
)
def test_a_place_that_the_data_lacks(judge_in: JudgeSentence, text: str, exact: str, outcome: str) -> None:
    verdict = judge_in(ISLANDS + text, exact).verdict
    assert verdict.outcome == outcome, verdict.reasons


def test_the_same_gauge_elsewhere_is_another_series(judge_in: JudgeSentence) -> None:
    text = "The poverty rate was 15 percent in 2019. In Chicago the same gauge stood at 14 percent."
    verdict = judge_in(ISLANDS + text, "14").verdict
    assert (verdict.outcome, verdict.official) == ("undetermined", None), verdict.reasons
