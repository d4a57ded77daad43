"""Ranges of ages and sums, in answers and in texts."""

from __future__ import annotations

import pytest

from claimtrack.matching.ranges import answer_range, covered, ranges_in

AGES = ("18 - 29", "30-44", "45-60", "> 60")


def picked(text: str, answers: tuple[str, ...] = AGES) -> tuple[str, ...]:
    (said,) = ranges_in(text)
    known = [(answer, found) for answer in answers if (found := answer_range(answer)) is not None]
    assert len(known) == len(answers)
    return covered(said, known)


@pytest.mark.parametrize(
    ("text", "answers"),
    [
        ("people aged 61 and up", ("> 60",)),
        ("those over 60", ("> 60",)),
        ("voters 45 or older", ("45-60", "> 60")),
        ("18- to 29-year-olds", ("18 - 29",)),
        ("people 18 to 44", ("18 - 29", "30-44")),
        ("people 25 to 44", ()),
        ("those over 50", ()),
        ("people under 30", ("18 - 29",)),
        ("people under 40", ()),
    ],
)
def test_answers_must_make_up_the_range_exactly(text: str, answers: tuple[str, ...]) -> None:
    assert picked(text) == answers


def test_sums_of_money() -> None:
    incomes = ("$0 to $24,999", "$25,000 to $99,999", "$100,000+")
    assert picked("homes that earn $100,000 or more", incomes) == ("$100,000+",)
    assert picked("homes that earn less than $25,000", incomes) == ("$0 to $24,999",)
