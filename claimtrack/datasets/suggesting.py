"""A descriptor to start from, made of a table that nobody described: a person must read it and mend the nouns.

Dated numbers are a series, as in `undeclared`. Anything else is a list: its rows are counted, and the different values
of its columns of names; columns of numbers are added up, percentages averaged; columns of few values cut the counts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from claimtrack.datasets.dataset import Table
from claimtrack.datasets.normalisers import NORMALISERS
from claimtrack.datasets.undeclared import (
    MOSTLY,
    PERCENT,
    Column,
    is_measured,
    kind_of,
    plain_name,
    sampled,
    series_of,
    slug,
    topics_of,
)
from claimtrack.singular import singular

FEW = 200
"""A column with at most so many different values is one to cut counts by."""
LONGEST_NAME = 60
"""Cells that are longer on average are remarks, not names."""
MOST_MEASURES = 12
_TYPES = {"date": "date", "number": "number", "number-comma": "number"}
_DATED = re.compile(r"[-_. ]*\d{4,}[-_.\d]*(am|pm)?$", re.IGNORECASE)
_HUMPS = re.compile(r"(?<=[a-z])(?=[A-Z])")
HEADING = "# Suggested by claimtrack from {}: mend the nouns, titles and quality rules before you trust it.\n"


def suggested(table: Table, name: str, title: str | None = None, form: str = "csv") -> dict[str, Any]:
    """Return a Data Package with a `claimtrack` key for the table; `name` is a file's or a dataset's."""
    columns = sampled(table)
    kinds = {column: kind_of(column, cells, "") for column, cells in columns.items()}
    fields = [{"name": column, "type": _TYPES.get(kind, "string")} for column, kind in kinds.items()]
    bare = slug(_HUMPS.sub(" ", _DATED.sub("", name) or name))
    resource = {"name": "data", "path": "snapshots/", "format": form, "schema": {"fields": fields}}
    package = {"name": bare, "title": title or plain_name(bare), "resources": [resource]}
    return {**package, "claimtrack": series_of(package, (), table) or _list_of(package, columns, kinds)}


def as_yaml(package: Mapping[str, Any], source: str) -> str:
    """Return the descriptor as a datapackage.yaml."""
    import yaml

    text: str = yaml.safe_dump(dict(package), sort_keys=False, allow_unicode=True, default_flow_style=None, width=110)
    return HEADING.format(source) + text


def _list_of(package: Mapping[str, Any], columns: Mapping[str, Column], kinds: Mapping[str, str]) -> dict[str, Any]:
    states = [name for name, kind in kinds.items() if kind == "text" and _holds_states(columns[name])]
    full = [name for name, cells in columns.items() if all(cells)]
    normalise = dict.fromkeys(states, "us-state")
    normalise |= {name: kind for name, kind in kinds.items() if kind in ("date", "number", "number-comma")}
    return {
        "kind": "list",
        "topics": topics_of(package),
        "quality": {"required": full or list(columns), "filled": full[:2], "max_row_loss": 0.2},
        "normalise": normalise,
        "dimensions": dict(_dimensions(columns, kinds, states)),
        "measures": dict(list(_measures(package, columns, kinds))[:MOST_MEASURES]),
    }


def _dimensions(
    columns: Mapping[str, Column], kinds: Mapping[str, str], states: Sequence[str]
) -> Iterator[tuple[str, str]]:
    for name, cells in columns.items():
        different = len(set(cells) - {None})
        repeated = 1 < different <= min(FEW, len(cells) / 2)
        if kinds[name] == "text" and (name in states or repeated):
            yield slug(name), name


def _measures(
    package: Mapping[str, Any], columns: Mapping[str, Column], kinds: Mapping[str, str]
) -> Iterator[tuple[str, dict[str, Any]]]:
    row = _one(str(package["name"]))
    names = [
        name
        for name, kind in kinds.items()
        if kind == "text" and _is_name(columns[name]) and is_measured(name, columns)
    ]
    nouns = [noun for name in names if (noun := _one(name)) and noun != row]
    yield slug(str(package["name"])), {"count": "rows", "nouns": [row], "not": nouns}
    for name in names:
        yield (
            f"different-{slug(name)}",
            {"count_distinct": [name], "nouns": [_one(name) or row], "not": [row]},
        )
    for name, kind in kinds.items():
        if kind.startswith("number") and is_measured(name, columns):
            said = plain_name(name) or row
            share = PERCENT.search(name) is not None
            what = {"mean": name, "unit": "percent"} if share else {"sum": name}
            yield f"{'mean' if share else 'total'}-{slug(name)}", {**what, "nouns": [said]}


def _one(name: str) -> str:
    """Return what one of those that a column or file is named for is called: "Support agencies", "support agency"."""
    *before, last = plain_name(name).split() or [""]
    return " ".join([*before, singular(last)])


def _is_name(cells: Column) -> bool:
    filled = [cell for cell in cells if cell]
    return len(set(filled)) > 1 and sum(map(len, filled)) <= LONGEST_NAME * len(filled)


def _holds_states(cells: Column) -> bool:
    states = NORMALISERS["us-state"]
    known = {term.value for term in states.vocabulary}
    filled = [cell for cell in cells if cell]
    return bool(filled) and sum(states.clean(cell) in known for cell in filled) >= MOSTLY * len(filled)
