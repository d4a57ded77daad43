"""An undeclared table as a questionnaire: each column a question, its cells the answers, some of them none.

What is read off the table is only what its headers and cells say: which columns take one of few answers, which are the
options of one "select all that apply", which hold a place in an order, which tell rows apart.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

Counts = Mapping[str, int]
"""How many rows hold each value of a column."""

MOST_ANSWERS = 60
"""A question with more different answers than the states of a country is an open one."""
LEAST_REPEATED = 2
"""So many rows share an answer on average, or it is free text."""
FEW_ANSWERS = 8
"""Up to here answers need not be shared, as in a small table."""
LEAST_ROWS = 6
"""Fewer rows do not show that a column tells them apart."""
MOST_PLACES = 20
"""The longest order that people are asked to put things in."""

NON_ANSWERS = re.compile(
    r"(?:i )?(?:would )?(?:prefer|rather|refused?|decline[ds]?|chose) "
    r"(?:not (?:to )?(?:answer|say|respond|disclose|state)|to (?:answer|say))"
    r"|refused|declined|no (?:answer|response|reply)|not (?:asked|answered|applicable|stated)"
    r"|skipped|missing|blank|left blank|\(?blank\)?|\.",
    re.IGNORECASE,
)
"""Cells that say that there is no answer. "Don't know" is one that people give, and stays."""
YES = frozenset({"yes", "y", "true", "1", "1.0", "selected", "checked"})
NO = frozenset({"no", "n", "false", "0", "0.0", "not selected", "unchecked"})
FLAGS = frozenset({"1", "0", "1.0", "0.0"})
"""Yes and no where the table's author computed them; among other numbers they are numbers."""

_BRACKETED = re.compile(r"^(.*\S)\s*\[(.+)\]$", re.DOTALL)
_DASHED = re.compile(r"^(.{12,}?)\s*(?: - |: | – | — )\s*(\S.*)$", re.DOTALL)
_MARKUP = re.compile(r"<[^<>]{1,40}>")
_KEY = re.compile(r"(?:^|[ _])(?:id|uuid|key|index|number)$|(?:ID|Id)$|^#$")
_PLACE = re.compile(r"\d{1,2}(?:\.0)?")


class Shape(StrEnum):
    """What the cells of a column are."""

    KEY = "key"
    """One value a row, which tells rows apart."""
    CHOICE = "choice"
    """One of few answers."""
    YES_NO = "yes-no"
    """Yes or no, also as a computed 1 or 0."""
    TICK = "tick"
    """Filled where an option of "select all that apply" was chosen."""
    RANK = "rank"
    """The place that an item was given in an order."""
    OPEN = "open"
    """Free text or numbers."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A column as a question.

    `text` is what was asked, `item` the option or the thing asked about where the question has several columns.
    `answers` are the cells that answer it, most frequent first, `blank` those that say that there is no answer.
    `computed` is True for a column of ones and zeros, which the table's author made from the answers.
    """

    column: str
    text: str
    item: str | None
    shape: Shape
    answers: tuple[str, ...]
    blank: tuple[str, ...] = ()
    computed: bool = False

    def said(self, *, yes: bool) -> tuple[str, ...]:
        """Return the answers that say yes, or no."""
        wanted = YES if yes else NO
        return tuple(answer for answer in self.answers if answer.casefold() in wanted)


def questions_of(columns: Sequence[str], values: Mapping[str, Counts]) -> tuple[Question, ...]:
    """Return a table's questions in the order of its columns; a column without any value is none."""
    split = {column: _item_of(column) for column in columns}
    shared = Counter(text for text, item in split.values() if item is not None)
    found = []
    for column in columns:
        text, item = split[column]
        if item is not None and shared[text] < 2:
            text, item = column, None
        cells = values.get(column, {})
        if cells:
            found.append(_question(column, text, item, cells))
    return tuple(found)


def _item_of(column: str) -> tuple[str, str | None]:
    """Return a header's question and its item: "Which have you seen? [Jaws]", "Rate these - Jaws"."""
    match = _BRACKETED.match(column) or _DASHED.match(column)
    return (match[1], match[2]) if match else (column, None)


def _question(column: str, text: str, item: str | None, cells: Counts) -> Question:
    ordered = sorted(cells, key=lambda cell: (-cells[cell], cell))
    blank = tuple(cell for cell in ordered if NON_ANSWERS.fullmatch(cell.strip()))
    answers = tuple(cell for cell in ordered if cell not in blank)
    return Question(
        column=column,
        text=spoken(text),
        item=None if item is None else spoken(item),
        shape=_shape(column, item, answers, cells),
        answers=answers,
        blank=blank,
        computed=bool(answers) and set(answers) <= FLAGS,
    )


def spoken(name: str) -> str:
    """Return a header as words: without markup, underscores as spaces."""
    return " ".join(_MARKUP.sub(" ", name).replace("_", " ").split())


def _shape(column: str, item: str | None, answers: Sequence[str], cells: Counts) -> Shape:
    rows = sum(cells[answer] for answer in answers)
    folded = {answer.casefold() for answer in answers}
    if rows >= LEAST_ROWS and len(answers) == rows and (_KEY.search(column) or item is None):
        return Shape.KEY
    if (folded & (YES - FLAGS) and folded & (NO - FLAGS)) or (len(folded) == 2 and folded <= FLAGS):
        return Shape.YES_NO
    if item is not None and len(answers) == 1:
        return Shape.TICK
    if item is not None and len(answers) >= 2 and all(map(_is_place, answers)):
        return Shape.RANK
    few = len(answers) <= FEW_ANSWERS or len(answers) * LEAST_REPEATED <= rows
    numbers = all(answer.replace(".", "", 1).replace("-", "", 1).isdigit() for answer in answers)
    return Shape.CHOICE if few and len(answers) <= MOST_ANSWERS and not numbers else Shape.OPEN


def _is_place(answer: str) -> bool:
    return _PLACE.fullmatch(answer) is not None and 1 <= int(float(answer)) <= MOST_PLACES
