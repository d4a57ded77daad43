"""Looking things up in the official data: where a number stands, and what a measure was at each time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from claimtrack.inventory import Data, load_data
from claimtrack.judging import Bench
from claimtrack.matching.link import Candidate
from claimtrack.measures.measure import History, Scope

if TYPE_CHECKING:
    from claimtrack.settings import Workspace

LONGEST_NUMBER = 60
"""Characters of the longest text that is taken for a number."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """A place in the data that has a value: a measure in a scope, from the first snapshot that shows it to the last."""

    dataset: str
    measure: str
    scope: Scope
    first: datetime
    last: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class LastRow:
    """Sheets whose last filled row, the header counted, has a number, while the list holds `rows` rows."""

    dataset: str
    rows: int
    first: datetime
    last: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Places:
    """Where a number stands, and how many cells were searched."""

    cells: tuple[Cell, ...]
    last_rows: tuple[LastRow, ...]
    searched: int


def find_cells(workspace: Workspace, number: Decimal) -> Places:
    """Return where in the workspace's data a number stands: as a value, or as that of a sheet's last row."""
    data = load_data(workspace)
    bench = Bench(data.descriptors, data.snapshots, workspace.cache)
    cells: list[Cell] = []
    searched = 0
    try:
        for history in bench.histories():
            searched += len(history.observations)
            seen = [o.at for o in history.observations if o.value == number]
            if seen:
                cells.append(
                    Cell(
                        dataset=history.dataset,
                        measure=history.measure,
                        scope=history.scope,
                        first=min(seen),
                        last=max(seen),
                    )
                )
    finally:
        bench.close()
    return Places(cells=tuple(cells), last_rows=_last_rows(data, number), searched=searched)


def read_number(text: str) -> Decimal | None:
    """Return the number that a text is as a whole, as an article would write it: "957", "12,947,000", "1.2 million"."""
    from claimtrack.claims.numeral import read_numeral
    from claimtrack.claims.tokens import tokenize

    if not text.strip() or len(text) > LONGEST_NUMBER:
        return None
    tokens = tokenize(text.strip())
    numeral = read_numeral(tokens, 0)
    if numeral is None or numeral.value is None or numeral.last < len(tokens) - 1:
        return None
    whole = numeral.value.to_integral_value()
    return whole if whole == numeral.value else numeral.value


def measure_history(workspace: Workspace, data: Data, dataset: str, measure: str) -> History:
    """Return the values of a measure, unrestricted, at every snapshot."""
    bench = Bench(data.descriptors, data.snapshots, workspace.cache)
    try:
        return bench.history(Candidate(dataset=dataset, measure=measure, score=1.0), ())
    finally:
        bench.close()


def _last_rows(data: Data, number: Decimal) -> tuple[LastRow, ...]:
    """Return the lists whose sheets end with that row, and what they hold; a list of that very length is no news."""
    lists = {d.name for d in data.descriptors if d.kind == "list"}
    found: dict[tuple[str, int], list[datetime]] = {}
    for item in data.snapshots:
        if item.believed and item.dataset in lists and item.last_row == number != item.rows:
            found.setdefault((item.dataset, item.rows), []).append(item.observed_at)
    return tuple(
        LastRow(dataset=dataset, rows=rows, first=min(stamps), last=max(stamps))
        for (dataset, rows), stamps in sorted(found.items())
    )
