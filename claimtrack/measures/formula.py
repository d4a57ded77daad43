"""Values that follow from published ones: ratios, changes over time, changes of yearly means."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from fractions import Fraction

from claimtrack.datasets.dataset import Formula
from claimtrack.measures.cells import CellRow
from claimtrack.measures.sql import PLACES, formula_id
from claimtrack.measures.timing import earlier

Cells = Mapping[str, CellRow]
Range = tuple[Fraction, Fraction]
"""The smaller and the larger of a value published twice."""

MONTHS = 12


def derived_cells(formula: Formula, of: Cells, to: Cells) -> dict[str, CellRow]:
    """Return the cells of a formula by snapshot, and date in a series; each is (rows, value, the other end)."""
    if formula.yearly:
        of = to = dict(_yearly(of))
    compute = _COMPUTE[formula_id(formula)]
    made: dict[str, CellRow] = {}
    for key, row in of.items():
        other = to.get(_other_key(formula, key))
        if other is None or row[1] is None or other[1] is None:
            continue
        a, b = _range(row), _range(other)
        if min(b) <= 0 and formula_id(formula) != "difference":
            continue
        ends = [rounded(compute(x, y, formula)) for x, y in ((a[0], b[0]), (a[0], b[1]), (a[1], b[0]), (a[1], b[1]))]
        made[key] = (row[0], str(ends[0]), str(max(ends, key=lambda end: abs(end - ends[0]))))
    return made


def before(formula: Formula | None, date: str) -> str | None:
    """Return the date of the value that a date's is compared with, None when it is compared with none."""
    return earlier(date, formula.months) if formula is not None and formula.kind == "change" else None


def _other_key(formula: Formula, key: str) -> str:
    snapshot, _, date = key.partition(" ")
    other = before(formula, date) if date and date != "None" else None
    return key if formula.kind == "ratio" else f"{snapshot} {other}"


def _range(row: CellRow) -> Range:
    value = Fraction(str(row[1]))
    return value, value if row[-1] is None else Fraction(str(row[-1]))


def _yearly(cells: Cells) -> Iterator[tuple[str, CellRow]]:
    """Yield the means of the calendar years that all twelve months are there of."""
    found: dict[str, list[Fraction]] = {}
    for key, row in cells.items():
        snapshot, _, date = key.partition(" ")
        if row[1] is not None and len(date) >= 7:
            found.setdefault(f"{snapshot} {date[:4]}", []).append(Fraction(str(row[1])))
    for key, values in found.items():
        if len(values) == MONTHS:
            mean = sum(values) / MONTHS
            yield key, (MONTHS, str(mean), str(mean))


def rounded(value: Fraction) -> Decimal:
    """Return the value rounded half away from zero, as the query rounds it."""
    scaled = abs(value) * 10**PLACES
    whole = int(scaled + Fraction(1, 2))
    return Decimal(whole if value >= 0 else -whole).scaleb(-PLACES)


_COMPUTE: dict[str, Callable[[Fraction, Fraction, Formula], Fraction]] = {
    "ratio": lambda a, b, formula: Fraction(formula.per) * a / b,
    "percent": lambda a, b, _: 100 * (a / b - 1),
    "difference": lambda a, b, _: a - b,
}
