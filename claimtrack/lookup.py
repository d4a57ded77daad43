"""Looking things up in the official data: where a number stands, what a measure was, what an issue changed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

from claimtrack.bench import Bench
from claimtrack.datasets.choosing import chosen_pair
from claimtrack.datasets.difference import Difference, diff
from claimtrack.errors import ClaimtrackError
from claimtrack.inventory import Data, find_descriptor, load_data
from claimtrack.measures.difference import MeasureChange, measure_changes
from claimtrack.measures.golden import GoldenCheck, check
from claimtrack.measures.listing import ListedMeasure
from claimtrack.measures.measure import History, Scope
from claimtrack.measures.observe import Observatory

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
    """Where a number stands, how many cells were searched, and what could not be."""

    cells: tuple[Cell, ...]
    last_rows: tuple[LastRow, ...]
    searched: int
    errors: tuple[ClaimtrackError, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """Two issues of a dataset: the rows that differ, and what that did to the measures."""

    difference: Difference
    measures: tuple[MeasureChange, ...]


def find_cells(workspace: Workspace, number: Decimal) -> Places:
    """Return where in the workspace's data a number stands: as a value, or as that of a sheet's last row."""
    data = load_data(workspace)
    bench = Bench(data.descriptors, data.snapshots, workspace.cache)
    divided = {(d.name, m.name) for d in data.descriptors for m in d.measures if m.computed}
    cells: list[Cell] = []
    searched = 0
    try:
        for history in bench.histories():
            searched += len(history.observations)
            computed = (history.dataset, history.measure) in divided
            seen = [o.at for o in history.observations if _stands(o.value, number, computed=computed)]
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
    return Places(
        cells=tuple(cells),
        last_rows=_last_rows(data, number),
        searched=searched,
        errors=(*data.errors, *bench.errors),
    )


def _stands(value: Decimal, number: Decimal, *, computed: bool) -> bool:
    """Whether a value is the number; one that was divided, and so ends nowhere, to the number's last decimal."""
    exponent = number.as_tuple().exponent
    if not computed or not isinstance(exponent, int) or exponent >= 0:
        return value == number
    return value.quantize(Decimal(1).scaleb(exponent), ROUND_HALF_UP) == number


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


def measure_histories(
    workspace: Workspace, data: Data, measures: Iterable[ListedMeasure]
) -> tuple[tuple[History, ...], tuple[ClaimtrackError, ...]]:
    """Return the values of each measure, unrestricted, at every snapshot, and what could not be read."""
    with Observatory(data.descriptors, data.snapshots, workspace.cache) as observatory:
        found = tuple(observatory.history(item.dataset, item.name) for item in measures)
        return found, observatory.errors


def golden_checks(
    workspace: Workspace, data: Data, dataset: str | None = None
) -> tuple[tuple[GoldenCheck, ...], tuple[ClaimtrackError, ...]]:
    """Return what came of every golden value of the workspace, or of one dataset, and what could not be read.

    Raises UsageError for an unknown dataset.
    """
    chosen = data.descriptors if dataset is None else (find_descriptor(data, dataset),)
    with Observatory(data.descriptors, data.snapshots, workspace.cache) as observatory:
        checks = tuple(made for descriptor in chosen for made in check(descriptor, observatory))
        return checks, observatory.errors


def compare_issues(workspace: Workspace, data: Data, dataset: str, a: str | None, b: str | None) -> Comparison:
    """Return what changed from one snapshot of a dataset to another, each named by file, hash or date.

    Without names they are the two newest believed ones; with one it is compared with the newest. Raises UsageError
    where that is not two snapshots, DatasetError where one can't be read.
    """
    descriptor = find_descriptor(data, dataset)
    own = tuple(s for s in data.snapshots if s.dataset == dataset)
    before, after = chosen_pair(own, a, b, dataset)
    return Comparison(
        difference=diff(descriptor, before, after, workspace.cache),
        measures=measure_changes(descriptor, before, after, workspace.cache),
    )


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
