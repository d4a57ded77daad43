"""Second header rows, as survey tools export them: the question in the first row, its options in the one below."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from claimtrack.datasets.dataset import Table

NAMELESS = re.compile(r"(?:column|unnamed:?|field|v)[ _]?\d+(?: \(\d+\))?", re.IGNORECASE)
"""What a column is called whose header cell is empty: by our reader, and by programs that saved it before."""
ANSWERS_BELOW = re.compile(r"(?:open-ended |other )?responses?(?: \d+)?", re.IGNORECASE)
"""The second header of a question that takes one answer."""


def with_one_header(table: Table) -> Table:
    """Return the table with names such as "Which have you seen? [Jaws]" where options stand in a second header row."""
    if not table.rows or not _is_second_header(table.columns, table.rows[0]):
        return table
    names = _joined(table.columns, table.rows[0])
    return replace(table, columns=_apart(names), rows=table.rows[1:])


def _is_second_header(names: Sequence[str], below: Sequence[str | None]) -> bool:
    """Whether the row below the header names options: all nameless columns have one, or it says "Response"."""
    nameless = [index for index, name in enumerate(names) if NAMELESS.fullmatch(name)]
    answers = sum(bool(cell and ANSWERS_BELOW.fullmatch(cell.strip())) for cell in below)
    if not nameless:
        return answers >= 2
    filled = all(below[index] for index in nameless)
    return filled and (answers > 0 or (len(nameless) >= 2 and not below[0]))


def _joined(names: Sequence[str], below: Sequence[str | None]) -> list[str]:
    """Return each column's question with its option; a nameless column carries on with the question before it."""
    question, made = "", []
    for name, option in zip(names, below, strict=True):
        question = question if question and NAMELESS.fullmatch(name) else name
        single = option is None or ANSWERS_BELOW.fullmatch(option.strip())
        made.append(question if single else f"{question} [{option}]")
    return made


def _apart(names: Sequence[str]) -> tuple[str, ...]:
    """Return the names, twins told apart by a number."""
    found: list[str] = []
    for name in names:
        twins = names[: len(found)].count(name)
        found.append(f"{name} ({twins + 1})" if twins else name)
    return tuple(found)
