"""Evidence that anyone can recompute: each operand with its query, and the arithmetic from operands to the figure.

`recomputed` shares no code with the judging: it knows an arithmetic by its text alone.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from claimtrack.measures.measure import History, Observation
from claimtrack.verdicts import wording
from claimtrack.verdicts.change import PERCENT_OF, TIMES, Reading
from claimtrack.verdicts.measured import Measured
from claimtrack.verdicts.official import Side, combine
from claimtrack.verdicts.verdict import Official, Operand

Values = Mapping[str, Sequence[Fraction]]
"""The operands' values by name, in their order."""

DATED = "year of record"
"""The one figure that is no arithmetic over values: a date is read off the record's own."""


def _leading(v: Values, *, below: bool = False) -> Fraction:
    """Return the sum of as many of all values as were added: of the largest, with `below` of the smallest."""
    return sum(sorted((*v["added"], *v["other"]), reverse=not below)[: len(v["added"])], Fraction(0))


COMPUTATIONS: Mapping[str, Callable[[Values], Fraction]] = {
    "value": lambda v: v["value"][0],
    "-value": lambda v: -v["value"][0],
    "value / 100": lambda v: v["value"][0] / 100,
    "100 * (end / start - 1)": lambda v: 100 * (v["end"][0] - v["start"][0]) / v["start"][0],
    "100 * (1 - end / start)": lambda v: 100 * (v["start"][0] - v["end"][0]) / v["start"][0],
    "end / start - 1": lambda v: (v["end"][0] - v["start"][0]) / v["start"][0],
    "1 - end / start": lambda v: (v["start"][0] - v["end"][0]) / v["start"][0],
    "100 * end / start": lambda v: 100 * v["end"][0] / v["start"][0],
    "end / start": lambda v: v["end"][0] / v["start"][0],
    "start / end": lambda v: v["start"][0] / v["end"][0],
    "end - start": lambda v: v["end"][0] - v["start"][0],
    "start - end": lambda v: v["start"][0] - v["end"][0],
    "100 * part / whole": lambda v: 100 * v["part"][0] / v["whole"][0],
    "part / whole": lambda v: v["part"][0] / v["whole"][0],
    "1 + count(other > own)": lambda v: Fraction(1 + sum(other > v["own"][0] for other in v["other"])),
    "1 + count(other < own)": lambda v: Fraction(1 + sum(other < v["own"][0] for other in v["other"])),
    "sum(largest)": _leading,
    "sum(smallest)": lambda v: _leading(v, below=True),
    "sum(largest) / whole": lambda v: _leading(v) / v["whole"][0],
    "sum(smallest) / whole": lambda v: _leading(v, below=True) / v["whole"][0],
    "100 * sum(largest) / whole": lambda v: 100 * _leading(v) / v["whole"][0],
    "100 * sum(smallest) / whole": lambda v: 100 * _leading(v, below=True) / v["whole"][0],
}
"""Every way an official figure follows from its operands, by its text.

"largest" and "smallest" are as many of the values `added` and `other` together as there are `added` ones.
"""
RATE = re.compile(r"(\d+(?:\.\d+)?) \* part / whole")
"""A rate of so many for every so many others, whatever their number."""


def operand(name: str, history: History, observation: Observation) -> Operand:
    """Return one observation as an operand."""
    return Operand(
        name=name,
        label=f"{wording.named(history.measure, history.scope)} {wording.on(observation)}",
        value=observation.value,
        query=history.query_for(observation),
        dataset=history.dataset,
        snapshot=observation.snapshot,
    )


def operands_of(name: str, history: History, side: Side) -> tuple[Operand, ...]:
    """Return what a side of one history rests on: the snapshot that speaks, and those near it that say otherwise."""
    first, *others = side.observations
    return (operand(name, history, first), *(operand(f"near {name}", history, other) for other in others))


def with_movements(side: Side, history: History) -> Side:
    """Return a stale side as all that its value may have become, with the snapshots that show how far it moved."""
    found = side.staleness
    if found is None or found.reach is None:
        return side
    operands = side.operands or operands_of("value", history, side)
    known = {(one.query, one.snapshot) for one in operands}
    moved = dict.fromkeys(operand("near value", m.history, o) for m in found.movements for o in m.observations)
    return replace(
        side,
        hull=found.reach,
        observations=(*side.observations, *(o for m in found.movements for o in m.observations)),
        operands=(*operands, *(one for one in moved if (one.query, one.snapshot) not in known)),
    )


def computed(history: History, start: Side, end: Side, reading: Reading) -> Side:
    """Return the side of a change from start to end under one reading of its wording."""
    operands = (*operands_of("end", history, end), *operands_of("start", history, start))
    return replace(combine(start, end, reading.formula), computation=reading.arithmetic, operands=operands)


def share_of(measured: Measured, part: Side, whole: Side, *, percent: bool) -> Side:
    """Return the side of a share; the measure's whole must be known."""
    assert measured.whole is not None
    operands = (*operands_of("part", measured.history, part), *operands_of("whole", measured.whole, whole))
    side = combine(whole, part, (PERCENT_OF if percent else TIMES).formula)
    return replace(side, computation=f"{'100 * ' if percent else ''}part / whole", operands=operands)


def dated(side: Side, history: History) -> Side:
    """Return the side of a record's date with what it rests on: its value, and that which it was held beside."""
    known = {o.date: o for o in history.observations}
    named = zip(("record", "own"), (known.get(o.date, o) for o in side.observations), strict=False)
    return replace(side, computation=DATED, operands=tuple(operand(name, history, o) for name, o in named))


def recomputed(official: Official, values: Sequence[Decimal]) -> Decimal:
    """Return the official figure anew from its operands' values, given in their order.

    Raises KeyError for an arithmetic that is not known or lacks an operand, ZeroDivisionError where it has no value.
    """
    found: dict[str, list[Fraction]] = {}
    for part, value in zip(official.operands, values, strict=True):
        found.setdefault(part.name, []).append(Fraction(value))
    rate = None if official.computation in COMPUTATIONS else RATE.fullmatch(official.computation)
    if rate is not None:
        return wording.decimal(Fraction(rate[1]) * found["part"][0] / found["whole"][0])
    return wording.decimal(COMPUTATIONS[official.computation](found))
