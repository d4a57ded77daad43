"""What a descriptor says must fit together: the faults that its form alone can't show."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath

from claimtrack.datasets.crosstab import made_columns
from claimtrack.datasets.dataset import Descriptor, Golden, MeasureDefinition, PerCapita
from claimtrack.datasets.located import KeyPath
from claimtrack.datasets.normalisers import NORMALISERS
from claimtrack.datasets.tables import RESERVED
from claimtrack.period import parse_stamp

AGGREGATES = (
    "count",
    "count_distinct",
    "sum",
    "mean",
    "median",
    "min",
    "max",
    "value",
    "ratio",
    "change",
    "per_capita",
)

AMOUNTS = ("count", "count_distinct", "sum", "value")
"""Aggregates that tell an amount, of which there can be so much for so many others."""
SHARES = ("percent", "percentage_point", "index")
"""Units of what is no amount."""
DATABLE = ("count", "count_distinct", "sum")
"""Aggregates that a flow may have: what is added over a time is counted or summed by its rows' dates."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One thing wrong: the key path it stands at, what it is and how to mend it."""

    path: KeyPath
    message: str
    hint: str


def faults(descriptor: Descriptor, fields: tuple[str, ...]) -> Iterator[Fault]:
    """Yield what is wrong, the most basic first; `fields` are the Table Schema's columns (empty: unknown)."""
    yield from _path_faults(descriptor)
    yield from _normaliser_faults(descriptor)
    yield from _pattern_faults(descriptor)
    yield from _series_faults(descriptor)
    yield from _reserved_faults(descriptor)
    for measure in descriptor.measures:
        yield from _measure_faults(descriptor, measure)
    if fields:
        yield from _column_faults(descriptor, fields)


def _suggest(word: str, known: Iterable[str]) -> str:
    choices = sorted(known)
    close = difflib.get_close_matches(word, choices, n=1, cutoff=0.5)
    return f"did you mean {close[0]!r}?" if close else f"known: {', '.join(choices) or 'none'}"


def _path_faults(descriptor: Descriptor) -> Iterator[Fault]:
    path = PurePosixPath(descriptor.path)
    if path.is_absolute() or ".." in path.parts:
        yield Fault(
            path=("resources", 0, "path"),
            message=f"the path {descriptor.path!r} leaves the dataset's folder",
            hint="use `snapshots/`",
        )


def _normaliser_faults(descriptor: Descriptor) -> Iterator[Fault]:
    for column, name in descriptor.normalise:
        if name not in NORMALISERS:
            yield Fault(
                path=("claimtrack", "normalise", column),
                message=f"unknown normaliser {name!r}",
                hint=_suggest(name, NORMALISERS),
            )
    vocabularies = {n.name for n in NORMALISERS.values() if n.vocabulary}
    for dimension in descriptor.dimensions:
        if dimension.vocabulary is not None and dimension.vocabulary not in vocabularies:
            yield Fault(
                path=("claimtrack", "dimensions", dimension.name, "vocabulary"),
                message=f"unknown vocabulary {dimension.vocabulary!r}",
                hint=_suggest(dimension.vocabulary, vocabularies),
            )


def _pattern_faults(descriptor: Descriptor) -> Iterator[Fault]:
    placed: list[tuple[KeyPath, str]] = [
        (("claimtrack", "derive", derived.name, "patterns", value), pattern)
        for derived in descriptor.derived
        for value, pattern in derived.patterns
    ]
    wide = descriptor.unpivot.columns if descriptor.unpivot else ()
    placed += [(("claimtrack", "unpivot", "columns", name), pattern) for name, pattern in wide]
    for table in descriptor.crosstabs:
        at: KeyPath = ("claimtrack", "crosstabs", table.name)
        placed += [((*at, key), getattr(table, key)) for key in ("title", "sheet", "keep")]
        placed += [((*at, "heads"), table.heads)] if table.heads is not None else []
    placed += [(("claimtrack", "dated_by"), descriptor.dated_by)] if descriptor.dated_by is not None else []
    for path, pattern in placed:
        try:
            groups = re.compile(pattern).groups
        except re.error as error:
            yield Fault(
                path=path,
                message=f"{pattern!r} is no regular expression: {error}",
                hint="escape brackets and dots with a backslash",
            )
            continue
        if path[1] in ("unpivot", "dated_by") and groups != 1:
            yield Fault(path=path, message=f"{pattern!r} needs one group", hint="put the date in it: POP([0-9]{4})")


def _series_faults(descriptor: Descriptor) -> Iterator[Fault]:
    if descriptor.kind == "series" and descriptor.date_column is None:
        yield Fault(
            path=("claimtrack",), message="a series needs `date`", hint="add `date: COLUMN`, the column of dates"
        )
    normaliser = dict(descriptor.normalise).get(descriptor.date_column or "", "date")
    if normaliser != "date":
        yield Fault(
            path=("claimtrack", "normalise", descriptor.date_column or ""),
            message=f"the column of dates is read as {normaliser!r}",
            hint="remove it here, or name another column with `date`",
        )
    if descriptor.kind == "list" and descriptor.date_column is not None:
        yield Fault(
            path=("claimtrack", "date"),
            message="`date` is for a series, this is a list",
            hint="add `kind: series`, or remove `date`",
        )


def _reserved_faults(descriptor: Descriptor) -> Iterator[Fault]:
    unpivot = descriptor.unpivot
    made = (*made_columns(descriptor.crosstabs), *(d.name for d in descriptor.derived))
    made += (unpivot.date, *dict(unpivot.columns)) if unpivot is not None else ()
    for column in (*descriptor.columns, *made):
        if column.casefold() in RESERVED:
            yield Fault(
                path=_place_of(descriptor, column),
                message=f"the column name {column!r} is the program's own",
                hint=f"a file's column of that name is called {column + ' (2)'!r}",
            )


def _measure_faults(descriptor: Descriptor, measure: MeasureDefinition) -> Iterator[Fault]:
    at: KeyPath = ("claimtrack", "measures", measure.name)
    if measure.flow_of is not None or measure.dated is not None:
        yield from _flow_faults(descriptor, measure, at)
    if measure.aggregate not in AGGREGATES:
        yield Fault(
            path=at,
            message=f"measure {measure.name} needs exactly one of {', '.join(AGGREGATES)}",
            hint="for example `count: rows`",
        )
    if measure.aggregate == "change" and descriptor.kind == "list":
        yield Fault(path=(*at, "change"), message="`change` is for a series, this is a list", hint="use `value`")
    if measure.aggregate == "value" and descriptor.kind == "list" and not descriptor.crosstabs:
        yield Fault(path=(*at, "value"), message="`value` is for a series, this is a list", hint="use `count` or `sum`")
    if measure.per_capita is not None:
        yield from _per_capita_faults(descriptor, measure.per_capita, (*at, "per_capita"))
    if not measure.nouns and not measure.aliases and not measure.vague:
        yield Fault(
            path=at, message=f"measure {measure.name} answers to no words", hint="add `nouns:` (singular) or `aliases:`"
        )
    known = {d.name for d in descriptor.dimensions}
    for name in measure.dimensions or ():
        if name not in known:
            yield Fault(path=(*at, "dimensions"), message=f"unknown dimension {name!r}", hint=_suggest(name, known))
    yield from _dated_faults(measure, at, known)


def _flow_faults(descriptor: Descriptor, measure: MeasureDefinition, at: KeyPath) -> Iterator[Fault]:
    if measure.flow_of is None or measure.dated is None:
        lacking = "flow_of" if measure.flow_of is None else "dated"
        yield Fault(
            path=at,
            message=f"measure {measure.name} lacks `{lacking}`",
            hint="a flow needs both: `flow_of: MEASURE` and `dated: COLUMN`",
        )
        return
    stock = descriptor.measure(measure.flow_of)
    if stock is None or stock.flow_of is not None or stock.aggregate not in DATABLE:
        known = (m.name for m in descriptor.measures if m.flow_of is None and m.aggregate in DATABLE)
        yield Fault(
            path=(*at, "flow_of"),
            message=f"{measure.flow_of!r} is no measure that counts or sums rows",
            hint=_suggest(measure.flow_of, known),
        )
    elif measure.aggregate != stock.aggregate or measure.columns != stock.columns:
        yield Fault(
            path=at,
            message=f"measure {measure.name} is counted as {measure.flow_of}, and by a key of its own",
            hint="leave only `flow_of`, `dated` and `title`",
        )


def _per_capita_faults(descriptor: Descriptor, rate: PerCapita, at: KeyPath) -> Iterator[Fault]:
    of = descriptor.measure(rate.of)
    if of is None or not is_amount(of):
        known = (m.name for m in descriptor.measures if is_amount(m))
        yield Fault(
            path=(*at, "of"),
            message=f"{rate.of!r} is no measure of this dataset that counts or sums",
            hint=_suggest(rate.of, known),
        )
    if rate.dataset == descriptor.name:
        yield Fault(
            path=(*at, "over"),
            message=f"{rate.dataset}/{rate.over} is of this dataset",
            hint="`per_capita` is over another dataset; use `ratio` within one",
        )


def is_amount(measure: MeasureDefinition) -> bool:
    """Whether a measure tells how many or how much there is, so that it can be shared out among others."""
    follows = measure.formula is not None or measure.per_capita is not None or measure.flow_of is not None
    return not follows and measure.aggregate in AMOUNTS and measure.unit not in SHARES


def _dated_faults(measure: MeasureDefinition, at: KeyPath, dimensions: set[str]) -> Iterator[Fault]:
    for index, golden in enumerate(measure.golden):
        yield from _golden_faults(golden, (*at, "golden", index), dimensions)
    for date, _ in measure.breaks:
        yield from _date_faults(date, (*at, "breaks", date))


def _date_faults(date: str, at: KeyPath) -> Iterator[Fault]:
    try:
        parse_stamp(date)
    except ValueError:
        yield Fault(path=at, message=f"{date!r} is not a date", hint="write 2024-12 or 2024-12-05")


def _golden_faults(golden: Golden, at: KeyPath, dimensions: set[str]) -> Iterator[Fault]:
    for key, date in (("at", golden.at), ("seen", golden.seen)):
        yield from _date_faults(date or golden.at, (*at, key))
    for name, _ in golden.scope:
        if name not in dimensions:
            yield Fault(path=(*at, "scope"), message=f"unknown dimension {name!r}", hint=_suggest(name, dimensions))


def _column_faults(descriptor: Descriptor, fields: tuple[str, ...]) -> Iterator[Fault]:
    made: tuple[str, ...] = made_columns(descriptor.crosstabs)
    if descriptor.unpivot is not None:
        made = (*made, descriptor.unpivot.date, *dict(descriptor.unpivot.columns))
    for column in descriptor.columns:
        if column not in fields and column not in made:
            yield Fault(
                path=_place_of(descriptor, column),
                message=f"column {column!r} is not among the schema's fields",
                hint=_suggest(column, fields),
            )


def _place_of(descriptor: Descriptor, column: str) -> KeyPath:
    """Return the key path at which the column is named first."""
    rules = descriptor.quality
    places: list[tuple[KeyPath, Iterable[str]]] = [
        *((("quality", "required", i), (name,)) for i, name in enumerate(rules.required)),
        *((("quality", "filled", i), (name,)) for i, name in enumerate(rules.filled)),
        (("date",), (descriptor.date_column or "",)),
        *((("normalise", name), (name,)) for name, _ in descriptor.normalise),
        *((("derive", derived.name), (derived.column,)) for derived in descriptor.derived),
        *((("dimensions", dimension.name), (dimension.column,)) for dimension in descriptor.dimensions),
        *((("measures", measure.name), measure.all_columns) for measure in descriptor.measures),
    ]
    return next((("claimtrack", *path) for path, names in places if column in names), ("claimtrack",))
