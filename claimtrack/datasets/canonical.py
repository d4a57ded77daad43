"""Canonical rows: the rows that count, each column in its normalised forms, and the hash that tells lists apart."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from claimtrack.datasets.dataset import Derived, Descriptor, Dimension, Table
from claimtrack.datasets.normalisers import DEFAULT, NORMALISERS, VERSION, Normaliser
from claimtrack.datasets.texts import collapse
from claimtrack.errors import DatasetError

Column = tuple[str | None, ...]

TRIMMED = "{} (trimmed)"
"""Name of the column that holds a normalised column's weaker form."""
WRITTEN = "{} (as written)"
"""Name of the column that holds a normalised column's cells as typed, outer spaces cut."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CanonicalRows:
    """Columns by name, all of one length; `sha256` is of the cells as typed with spaces evened, in any order of rows.

    `notes` say which cells could not be read.
    """

    columns: tuple[tuple[str, Column], ...]
    length: int
    sha256: str
    notes: tuple[str, ...] = ()

    def column(self, name: str) -> Column | None:
        """Return the column of that name, or None."""
        return next((values for column, values in self.columns if column == name), None)


def canonical_rows(table: Table, descriptor: Descriptor) -> CanonicalRows:
    """Return the table's counting rows, normalised as the descriptor says.

    Raises DatasetError when a column it makes has the name of one that is there.
    """
    raw = _counting(table, descriptor.quality.filled)
    normalisers = column_normalisers(descriptor)
    columns: list[tuple[str, Column]] = []
    notes: list[str] = []
    for name, cells in raw:
        normaliser = normalisers.get(name, DEFAULT)
        columns += _forms(name, cells, normaliser, canonicaliser(descriptor, name))
        notes += _unread(name, cells, normaliser)
    columns += [(d.name, _derived(d, cells)) for d in descriptor.derived for name, cells in raw if name == d.column]
    _refuse_twins([name for name, _ in columns], descriptor)
    length = len(raw[0][1]) if raw else 0
    return CanonicalRows(columns=tuple(columns), length=length, sha256=_digest(raw), notes=tuple(notes))


def _refuse_twins(names: Iterable[str], descriptor: Descriptor) -> None:
    seen: dict[str, str] = {}
    for name in names:
        key = name.casefold()
        if key in seen:
            raise DatasetError(
                f"has the columns {seen[key]!r} and {name!r}, one of them made by the descriptor",
                where=descriptor.name,
                hint="give the made one another name",
            )
        seen[key] = name


def column_normalisers(descriptor: Descriptor) -> dict[str, Normaliser]:
    """Return the normaliser of each column that has one: the declared, and `number` for a series' values."""
    chosen = {column: NORMALISERS[name] for column, name in descriptor.normalise}
    for measure in descriptor.measures:
        if measure.aggregate not in ("count", "count_distinct"):
            for column in (*measure.columns, measure.low_column, measure.high_column):
                if column:
                    chosen.setdefault(column, NORMALISERS["number"])
    for column, _ in descriptor.scale:
        chosen.setdefault(column, NORMALISERS["number"])
    return chosen


def canonicaliser(descriptor: Descriptor, column: str) -> Callable[[str], str | None]:
    """Return what makes a cell or a scope's wording the canonical value of the column."""
    clean = column_normalisers(descriptor).get(column, DEFAULT).clean
    here = [d for d in descriptor.dimensions if d.column == column]
    called = _called(here)
    totals = {collapse(cell).casefold() for d in here for cell in d.total}
    factor = dict(descriptor.scale).get(column)
    if factor is not None:
        return lambda cell: _scaled(clean(cell), factor)
    if not called and not totals:
        return clean

    def renamed(cell: str) -> str | None:
        value = clean(cell)
        if value is None or cell.casefold() in totals:
            return None
        return called.get(value.casefold(), value)

    return renamed


def is_total(dimension: Dimension, value: str) -> bool:
    """Whether the value names the total of a dimension, and so restricts nothing."""
    return collapse(value).casefold() in {collapse(cell).casefold() for cell in dimension.total}


def _scaled(number: str | None, factor: Decimal) -> str | None:
    return None if number is None else format(Decimal(number) * factor, "f")


def recipe(descriptor: Descriptor) -> str:
    """Return a short hash of all that shapes canonical rows beside the cells: part of every cache's key."""
    shape = (
        VERSION,
        sorted((column, normaliser.name) for column, normaliser in column_normalisers(descriptor).items()),
        [(d.column, d.cells, d.aliases, d.total) for d in descriptor.dimensions],
        descriptor.scale,
        descriptor.unpivot,
        *([descriptor.crosstabs] if descriptor.crosstabs else []),
        [(d.name, d.column, d.patterns) for d in descriptor.derived],
        descriptor.quality.filled,
    )
    return hashlib.sha256(repr(shape).encode()).hexdigest()[:16]


def reading_recipe(descriptor: Descriptor) -> str:
    """Return a short hash of all in a descriptor that shapes what a manifest says of a file: read it again when other.

    The quality rules are no part of it, but for `filled`: snapshots are judged anew each time.
    """
    shape = (
        recipe(descriptor),
        descriptor.columns,
        descriptor.observed_at,
        descriptor.date_column,
        descriptor.dated_by,
    )
    return hashlib.sha256(repr(shape).encode()).hexdigest()[:16]


def _called(dimensions: Iterable[Dimension]) -> dict[str, str]:
    called: dict[str, str] = {}
    for dimension in dimensions:
        for value, wordings in (*dimension.cells, *dimension.aliases):
            for wording in (value, *wordings):
                called.setdefault(collapse(wording).casefold(), value)
    return called


def _counting(table: Table, filled: Sequence[str]) -> list[tuple[str, Column]]:
    """Return the columns, spaces evened, of the rows in which all `filled` columns (none named: any) hold something."""
    columns = [tuple(_tidy(row[i]) for row in table.rows) for i in range(len(table.columns))]
    by_name = dict(zip(table.columns, columns, strict=True))
    must = [by_name[name] for name in filled if name in by_name]
    test = all if must else any
    flags = [test(cells) for cells in zip(*(must or columns), strict=True)]
    return [(name, tuple(c for c, flag in zip(column, flags, strict=True) if flag)) for name, column in by_name.items()]


def _tidy(cell: str | None) -> str | None:
    return collapse(cell) or None if cell else None


def _mapped(cells: Column, rule: Callable[[str], str | None]) -> Column:
    """Return the rule's result for each cell; every distinct cell is looked at once."""
    found = {cell: rule(cell) for cell in {*cells} - {None} if cell}
    return tuple(None if cell is None else found[cell] for cell in cells)


def _forms(
    name: str, cells: Column, normaliser: Normaliser, canonical: Callable[[str], str | None]
) -> list[tuple[str, Column]]:
    forms = [(name, _mapped(cells, canonical))]
    if normaliser.trimmed is not None:
        forms.append((TRIMMED.format(name), _mapped(cells, normaliser.trimmed)))
    if normaliser.trimmed is not None or normaliser.vocabulary or normaliser.strict:
        forms.append((WRITTEN.format(name), cells))
    return forms


def _unread(name: str, cells: Column, normaliser: Normaliser) -> list[str]:
    if not normaliser.strict:
        return []
    bad = [cell for cell in cells if cell and DEFAULT.clean(cell) and normaliser.clean(cell) is None]
    if not bad:
        return []
    return [f"{name}: {len(bad):,} of {len(cells):,} cells are no {normaliser.name}, the first is {bad[0][:40]!r}"]


def _derived(derived: Derived, cells: Column) -> Column:
    patterns = [(value, re.compile(pattern)) for value, pattern in derived.patterns]

    def rule(cell: str) -> str | None:
        text = cell.casefold().replace("’", "'")
        return next((value for value, pattern in patterns if pattern.search(text)), None)

    return _mapped(cells, rule)


def _digest(raw: Sequence[tuple[str, Column]]) -> str:
    """Hash the header and the sorted rows; the order of rows and of columns is no part of what a list says."""
    named = sorted(raw, key=lambda item: item[0])
    rows = sorted(json.dumps(row, ensure_ascii=False) for row in zip(*(cells for _, cells in named), strict=True))
    digest = hashlib.sha256(json.dumps([name for name, _ in named], ensure_ascii=False).encode())
    for row in rows:
        digest.update(b"\n")
        digest.update(row.encode())
    return digest.hexdigest()
