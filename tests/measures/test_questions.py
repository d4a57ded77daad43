"""What the columns of an undeclared table are taken for."""

from __future__ import annotations

import pytest

from claimtrack.measures.questions import Question, Shape, questions_of


def only(column: str, cells: dict[str, int]) -> Question:
    (found,) = questions_of([column], {column: cells})
    return found


@pytest.mark.parametrize(
    ("column", "cells", "shape"),
    [
        ("RespondentID", {str(n): 1 for n in range(30)}, Shape.KEY),
        ("Do you ride?", {"Yes": 3, "No": 2}, Shape.YES_NO),
        ("rides_daily", {"1": 3, "0": 2}, Shape.YES_NO),
        ("How do you pay?", {"Cash": 9, "Card": 4, "Prefer not to answer": 1}, Shape.CHOICE),
        ("Anything else?", {f"words {n}": 1 for n in range(40)} | {"none": 3}, Shape.OPEN),
        ("Kilometres a day", {str(n): 4 for n in range(12)}, Shape.OPEN),
    ],
)
def test_the_cells_show_what_a_column_is(column: str, cells: dict[str, int], shape: Shape) -> None:
    assert only(column, cells).shape is shape


def test_a_refusal_is_no_answer_but_not_knowing_is() -> None:
    found = only("How?", {"Cash": 9, "Prefer not to answer": 2, "Refused": 1, "Don't know": 3})
    assert (found.answers, found.blank) == (("Cash", "Don't know"), ("Prefer not to answer", "Refused"))


@pytest.mark.parametrize("form", ["Which have you ridden? [{}]", "Which have you ridden? - {}"])
def test_options_of_one_question_are_items(form: str) -> None:
    columns = [form.format(item) for item in ("Tram", "Bus")]
    found = questions_of(columns, {columns[0]: {"Tram": 5}, columns[1]: {"Bus": 2}})
    assert [(q.text, q.item, q.shape) for q in found] == [
        ("Which have you ridden?", "Tram", Shape.TICK),
        ("Which have you ridden?", "Bus", Shape.TICK),
    ]


def test_a_lone_bracket_is_part_of_the_question() -> None:
    assert only("How far [km]?", {"Far": 3, "Near": 4}).item is None


def test_places_in_an_order() -> None:
    columns = ["Rank them [Tram]", "Rank them [Bus]"]
    found = questions_of(columns, {column: {"1.0": 4, "2.0": 5} for column in columns})
    assert [q.shape for q in found] == [Shape.RANK, Shape.RANK]
