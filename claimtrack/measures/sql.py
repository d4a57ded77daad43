"""SQL of measures: the query over all snapshots at once, and the query that recomputes a single cell.

A dataset is one table, named as the dataset; its column `snapshot` holds the SHA-256 of the file each row is from.
Names are quoted, values are parameters.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from claimtrack.datasets.canonical import TRIMMED, WRITTEN, canonicaliser, column_normalisers
from claimtrack.datasets.dataset import Descriptor, Dimension, Formula, MeasureDefinition, Operand, Reading
from claimtrack.measures.measure import Query

Filters = Sequence[tuple[str, tuple[str, ...]]]
Window = tuple[str, str]
"""The first day that counts and the first that does not any more, as ISO dates."""

NUMBER = "DECIMAL(38, 10)"
PLACES = 8
"""Decimal places of what is divided: floating point is exact to more than these."""
SNAPSHOT, DATE, BEFORE = ":snapshot", ":date", ":before"
"""What stands for an observation's snapshot, its date and the date it is compared with, until they are filled in."""
UNDATED = "those without a date counted as well"
DAY = 10
"""Characters of a day's ISO date."""
Scoped = Sequence[tuple[Dimension, tuple[str, ...]]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Variant:
    """Another figure beside the value: its label, whether it widens the official interval, the columns it needs."""

    label: str
    expression: str
    parameters: tuple[str, ...] = ()
    widens: bool = True
    needs: tuple[str, ...] = ()


def quoted(name: str) -> str:
    """Return the name as an SQL identifier."""
    return '"' + name.replace('"', '""') + '"'


def variants(descriptor: Descriptor, measure: MeasureDefinition) -> tuple[Variant, ...]:
    """Return the other figures of a measure: names less cleaned, cells as typed, other readings, published ends."""
    found: list[Variant] = []
    if measure.aggregate == "count_distinct":
        found += _spellings(descriptor, measure)
    if not measure.published:
        found += [_reading(descriptor, measure, reading) for reading in measure.readings]
    for end, label, column in (
        ("min", "at the low end published", measure.low_column),
        ("max", "at the high end published", measure.high_column),
    ):
        if column is not None:
            found.append(Variant(label=label, expression=_number(end, column), needs=(column,)))
    if measure.dated is not None:
        found.append(Variant(label=UNDATED, expression=value_expression(measure)))
    return tuple(found)


def over_all(
    descriptor: Descriptor, measure: MeasureDefinition, dimensions: Sequence[Dimension], within: Filters = ()
) -> Query:
    """Return the query over all snapshots: snapshot, one value per dimension, count of rows, value, variants.

    `within` restricts the rows further. A published value has its date, where there is one, after the snapshot, and the
    larger of twice published values at the end; a dimension that is neither asked for nor restricted is at its total
    there, the rows in which it is empty.
    """
    keys = ["snapshot", *([descriptor.date_column] if measure.published and descriptor.date_column else [])]
    keys += [dimension.column for dimension in dimensions]
    others = variants(descriptor, measure)
    results = ["count(*)", value_expression(measure), *(variant.expression for variant in others)]
    conditions, bound = _where(descriptor, (*measure.filters, *within))
    if measure.published:
        results.append(_number("max", measure.columns[0]))
        asked = {d.column for d in dimensions} | {column for column, _ in (*measure.filters, *within)}
        conditions += [f"{quoted(d.column)} IS NULL" for d in descriptor.dimensions if d.column not in asked]
        conditions.append(f"{quoted(measure.columns[0])} IS NOT NULL")
    names = ", ".join(quoted(key) for key in keys)
    where = f" WHERE {' AND '.join(conditions)}" if conditions else ""
    text = f"SELECT {names}, {', '.join(results)} FROM {quoted(descriptor.name)}{where} GROUP BY {names}"  # noqa: S608 - quoted
    return Query(sql=text, parameters=(*(p for variant in others for p in variant.parameters), *bound))


def single(
    descriptor: Descriptor, measure: MeasureDefinition, scope: Sequence[tuple[Dimension, tuple[str, ...]]]
) -> Query:
    """Return the query of one cell, its snapshot left open as SNAPSHOT, a series' date as DATE.

    The values of the scope must be canonical.
    """
    if measure.formula is not None:
        return _derived(descriptor, measure, measure.formula, scope)
    several = measure.published and any(len(values) > 1 for _, values in scope)
    expression = _number("sum", measure.columns[0]) if several else value_expression(measure)
    return _cell(descriptor, measure, scope, expression, DATE)


def _cell(
    descriptor: Descriptor,
    measure: MeasureDefinition,
    scope: Sequence[tuple[Dimension, tuple[str, ...]]],
    expression: str,
    date: str,
    within_date: bool = False,
) -> Query:
    conditions, parameters = [f"{quoted('snapshot')} = ?"], [SNAPSHOT]
    if measure.published and descriptor.date_column:
        column = quoted(descriptor.date_column)
        conditions.append(f"starts_with({column}, ?)" if within_date else f"{column} = ?")
        parameters.append(date)
    narrowed, bound = _where(descriptor, measure.filters)
    scoped, values = _canonical_where([(dimension.column, chosen) for dimension, chosen in scope])
    conditions += [*narrowed, *scoped]
    if measure.published:
        asked = {dimension.column for dimension, _ in scope} | {column for column, _ in measure.filters}
        conditions += [f"{quoted(d.column)} IS NULL" for d in descriptor.dimensions if d.column not in asked]
    text = f"SELECT {expression} FROM {quoted(descriptor.name)} WHERE {' AND '.join(conditions)}"  # noqa: S608 - quoted
    return Query(sql=text, parameters=(*parameters, *bound, *values))


def _derived(
    descriptor: Descriptor,
    measure: MeasureDefinition,
    formula: Formula,
    scope: Sequence[tuple[Dimension, tuple[str, ...]]],
) -> Query:
    """Return the query of a value that follows from two published ones: each is a query of its own within it."""
    dates = (DATE, DATE if formula.kind == "ratio" else BEFORE)
    sides = [
        _cell(descriptor, side, scope, _side_expression(side, formula), date, within_date=formula.yearly)
        for side, date in zip(operands(measure, formula), dates, strict=True)
    ]
    text = (
        f"SELECT CAST(round({_FORMULAS[formula_id(formula)]}, {PLACES}) AS {NUMBER}) "  # noqa: S608 - quoted
        f"FROM (SELECT ({sides[0].sql}) AS a, ({sides[1].sql}) AS b)"
    )
    per = (str(formula.per),) if formula.kind == "ratio" else ()
    return Query(sql=text, parameters=(*per, *sides[0].parameters, *sides[1].parameters))


_FORMULAS = {
    "ratio": f"CAST(? AS {NUMBER}) * a / nullif(b, 0)",
    "percent": "100 * (a / nullif(b, 0) - 1)",
    "difference": "a - b",
}


def formula_id(formula: Formula) -> str:
    """Return which of the formulas it is: ratio, percent or difference."""
    if formula.kind == "ratio":
        return "ratio"
    return "difference" if formula.difference else "percent"


def operands(measure: MeasureDefinition, formula: Formula) -> tuple[MeasureDefinition, MeasureDefinition]:
    """Return the published values a formula starts from, as measures of the same dataset."""

    def plain(operand: Operand) -> MeasureDefinition:
        filters = (*measure.filters, *operand.filters)
        return replace(measure, aggregate="value", columns=(operand.column,), filters=filters, formula=None)

    return plain(formula.of), plain(formula.to)


def _side_expression(side: MeasureDefinition, formula: Formula) -> str:
    return f"avg(CAST({quoted(side.columns[0])} AS {NUMBER}))" if formula.yearly else value_expression(side)


def dated_over_all(
    descriptor: Descriptor, measure: MeasureDefinition, window: Window, scope: Scoped, *, newcomers: bool = False
) -> Query:
    """Return the query of a flow over all snapshots: snapshot, count of rows, value, variants.

    A row counts when its date lies in the window; one without a whole date may, which is the last variant. With
    `newcomers` only what has no earlier date counts.
    """
    dated = _Dated(quoted(measure.dated or ""), window, newcomers)
    plain, others = value_expression(measure), variants(descriptor, measure)[:-1]
    made = [_filtered("count(*)", dated.inside, *window), dated.counted(plain)]
    made += [dated.counted(other.expression, other.parameters) for other in others]
    made.append(dated.counted(plain, undated=True))
    conditions, bound = _where(descriptor, measure.filters)
    scoped, values = _canonical_where([(dimension.column, chosen) for dimension, chosen in scope])
    conditions += scoped
    where = f" WHERE {' AND '.join(conditions)}" if conditions else ""
    results = ", ".join(expression for expression, _ in made)
    text = f'SELECT "snapshot", {results} FROM {quoted(descriptor.name)}{where} GROUP BY "snapshot"'  # noqa: S608 - quoted
    return Query(sql=text, parameters=(*(p for _, own in made for p in own), *bound, *values))


def dated_single(
    descriptor: Descriptor, measure: MeasureDefinition, window: Window, scope: Scoped, *, newcomers: bool = False
) -> Query:
    """Return the query of a flow's value in one snapshot, which is left open as SNAPSHOT."""
    expression, own = _Dated(quoted(measure.dated or ""), window, newcomers).counted(value_expression(measure))
    cell = _cell(descriptor, measure, scope, expression, DATE)
    return replace(cell, parameters=(*own, *cell.parameters))


Bound = tuple[str, tuple[str, ...]]
"""An expression with the values of its placeholders."""


@dataclass(frozen=True, slots=True)
class _Dated:
    """How the rows of a window are told by the (quoted) column of their dates; a cell shorter than a day is none."""

    column: str
    window: Window
    newcomers: bool

    @property
    def inside(self) -> str:
        return f"length({self.column}) >= {DAY} AND {self.column} >= ? AND {self.column} < ?"

    def counted(self, expression: str, own: tuple[str, ...] = (), *, undated: bool = False) -> Bound:
        """Return an aggregate over the window's rows; `undated` rows are taken to lie in it too."""
        unknown = f"{self.column} IS NULL OR length({self.column}) < {DAY}"
        first, after = self.window
        if not self.newcomers:
            test = f"(({self.inside}) OR {unknown})" if undated else self.inside
            return _filtered(expression, test, *own, first, after)
        before = f"length({self.column}) >= {DAY} AND {self.column} < ?"
        until = _filtered(expression, f"(({before}) OR {unknown})" if undated else before, *own, after)
        earlier = _filtered(expression, before, *own, first)
        return f"{until[0]} - {earlier[0]}", (*until[1], *earlier[1])


def _filtered(expression: str, test: str, *bound: str) -> Bound:
    """Return an aggregate over those of its rows that pass a test, and the values bound in it."""
    if "FILTER (WHERE " in expression:
        return f"{expression[:-1]} AND {test})", bound
    return f"{expression} FILTER (WHERE {test})", bound


def value_expression(measure: MeasureDefinition) -> str:
    """Return the SQL expression of the measure's value."""
    match measure.aggregate:
        case "count":
            return "count(*)"
        case "count_distinct":
            return _distinct(measure.columns)
        case "sum":
            return f"sum(CAST({quoted(measure.columns[0])} AS {NUMBER}))"
        case "mean" | "median":
            function = {"mean": "avg", "median": "median"}[measure.aggregate]
            number = f"{function}(CAST({quoted(measure.columns[0])} AS {NUMBER}))"
            return f"CAST(round({number}, {PLACES}) AS {NUMBER})"
        case "min" | "max":
            return _number(measure.aggregate, measure.columns[0])
        case "value":
            return _number("min", measure.columns[0])
        case _:
            raise ValueError(f"no aggregate {measure.aggregate!r}")


def _number(end: str, column: str) -> str:
    """Return a published value as a number; of a cell published twice with two values, the `end` min or max."""
    return f"{end}(CAST({quoted(column)} AS {NUMBER}))"


def _distinct(columns: Sequence[str]) -> str:
    names = [quoted(column) for column in columns]
    if len(names) == 1:
        return f"count(DISTINCT {names[0]})"
    complete = " AND ".join(f"{name} IS NOT NULL" for name in names)
    return f"count(DISTINCT ({', '.join(names)})) FILTER (WHERE {complete})"


def _spellings(descriptor: Descriptor, measure: MeasureDefinition) -> Iterable[Variant]:
    normalisers = column_normalisers(descriptor)
    used = {column: normalisers[column] for column in measure.columns if column in normalisers}
    if any(n.trimmed is not None for n in used.values()):
        columns = [TRIMMED.format(c) if c in used and used[c].trimmed else c for c in measure.columns]
        yield Variant(label="names as written, only spaces and case evened", expression=_distinct(columns))
    if used and len(used) == len(measure.columns) and all(n.vocabulary for n in used.values()):
        columns = [WRITTEN.format(column) for column in measure.columns]
        yield Variant(label="as typed, misspellings not mended", expression=_distinct(columns), widens=False)


def _reading(descriptor: Descriptor, measure: MeasureDefinition, reading: Reading) -> Variant:
    conditions, bound = _where(descriptor, reading.filters)
    test = " AND ".join(conditions)
    expression, _ = _filtered(value_expression(measure), test)
    needs = tuple(column for column, _ in reading.filters)
    return Variant(label=reading.label, expression=expression, parameters=bound, widens=reading.widens, needs=needs)


def _where(descriptor: Descriptor, filters: Filters) -> tuple[list[str], tuple[str, ...]]:
    """Return the conditions of the filters and their parameters, values made canonical."""
    rules = {column: canonicaliser(descriptor, column) for column, _ in filters}
    return _canonical_where([(c, tuple(rules[c](value) or value for value in values)) for c, values in filters])


def _canonical_where(filters: Filters) -> tuple[list[str], tuple[str, ...]]:
    """Return the conditions of the filters and their parameters; the values are canonical already."""
    conditions: list[str] = []
    parameters: list[str] = []
    for column, values in filters:
        marks = ", ".join("?" * len(values))
        conditions.append(f"{quoted(column)} = ?" if len(values) == 1 else f"{quoted(column)} IN ({marks})")
        parameters += values
    return conditions, tuple(parameters)
