"""The measures of a workspace as a list, and one of them by name: what `measure list|show` prints."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass

from claimtrack.datasets.dataset import Descriptor, Formula, MeasureDefinition, Operand
from claimtrack.errors import UnknownMeasureError


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedMeasure:
    """A measure of a dataset: its full id (`dataset/measure`), title, how it is computed, and what it can be cut by."""

    dataset: str
    name: str
    title: str
    definition: str
    dimensions: tuple[str, ...]
    measure: MeasureDefinition

    @property
    def id(self) -> str:
        """The full id: dataset, a slash, measure."""
        return f"{self.dataset}/{self.name}"


def list_measures(descriptors: Iterable[Descriptor]) -> tuple[ListedMeasure, ...]:
    """Return all measures, datasets by name, measures in the descriptor's order."""
    ordered = sorted(descriptors, key=lambda d: d.name)
    return tuple(_listed(descriptor, measure) for descriptor in ordered for measure in descriptor.measures)


def find_measures(descriptors: Iterable[Descriptor], name: str) -> tuple[ListedMeasure, ...]:
    """Return the measure of a full id, or all of a bare name.

    Raises UnknownMeasureError with the nearest ids when there is none.
    """
    listed = list_measures(descriptors)
    found = tuple(m for m in listed if name in (m.id, m.name))
    if found:
        return found
    ids = [m.id for m in listed]
    close = difflib.get_close_matches(name, [*ids, *(m.name for m in listed)], n=3)
    hint = f"did you mean {' or '.join(dict.fromkeys(close))}?" if close else f"known: {', '.join(ids) or 'none'}"
    raise UnknownMeasureError(f"unknown measure {name!r}", hint=hint)


def _listed(descriptor: Descriptor, measure: MeasureDefinition) -> ListedMeasure:
    known = tuple(d.name for d in descriptor.dimensions)
    return ListedMeasure(
        dataset=descriptor.name,
        name=measure.name,
        title=measure.title,
        definition=definition(measure),
        dimensions=known if measure.dimensions is None else tuple(d for d in known if d in measure.dimensions),
        measure=measure,
    )


_AGGREGATES = {
    "count": "count of rows",
    "count_distinct": "count of distinct {}",
    "sum": "sum of {}",
    "mean": "mean of {}",
    "median": "median of {}",
    "min": "least of {}",
    "max": "greatest of {}",
    "ratio": "{}",
    "change": "change of {}",
    "value": "published value of {}",
    "per_capita": "{} of the same scope",
}


def definition(measure: MeasureDefinition) -> str:
    """Return how the measure is computed, in words: count of distinct STATE + AGENCY where TYPE is County."""
    what = " + ".join(measure.columns) if measure.formula is None else _formula(measure.formula)
    if (rate := measure.per_capita) is not None:
        what = f"{rate.per:f} x {rate.of} / {rate.dataset}/{rate.over}"
    text = _AGGREGATES[measure.aggregate].format(what)
    tests = [f"{column} is {' or '.join(values)}" for column, values in measure.filters]
    tests += [f"{measure.dated} lies in the claim's span of time"] if measure.dated is not None else []
    return f"{text} where {' and '.join(tests)}" if tests else text


def _formula(formula: Formula) -> str:
    if formula.kind == "ratio":
        return f"{formula.per:f} x {_operand(formula.of)} / {_operand(formula.to)}"
    unit = "" if formula.difference else ", in percent"
    yearly = "the yearly mean of " if formula.yearly else ""
    return f"{yearly}{_operand(formula.of)} over {formula.months} months{unit}"


def _operand(operand: Operand) -> str:
    tests = [f"{column} is {' or '.join(values)}" for column, values in operand.filters]
    return f"{operand.column} ({', '.join(tests)})" if tests else operand.column
