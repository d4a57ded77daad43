"""Data Packages as found in the wild, which say nothing of measures: what their columns show is said for them.

A column of dates and columns of numbers make a series with a measure for each number; the column of names that tells
rows of one date apart is its dimension. Nothing is guessed where that is not evident.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations
from pathlib import Path, PurePosixPath
from typing import Any

from claimtrack.datasets.dataset import Table
from claimtrack.datasets.normalisers import NORMALISERS, present
from claimtrack.datasets.reading import ENDINGS, read_files

Column = tuple[str | None, ...]

SAMPLE = 20_000
"""So many rows are looked at."""
MOSTLY = 0.9
"""Share of filled cells that must be numbers or dates for a column to be one of them."""
UNIQUE = 0.98
"""Share of rows that date and dimension together must tell apart: publishers repeat a row now and then."""
DATE_TYPES = frozenset({"date", "datetime", "year", "yearmonth"})
_DATE_NAME = re.compile(r"year|date|month|quarter|period|time", re.IGNORECASE)
_YEAR = re.compile(r"1[5-9]\d\d|20\d\d|21\d\d")
_COMMA_DECIMAL = re.compile(r"-?\d{1,3}(\.?\d{3})*,(\d{1,2}|\d{4,})")
FILLED = 0.3
"""Share of rows in which a number must stand for it to be a measure: footnotes are numbers too."""
_NO_MEASURE = re.compile(
    r"(^|[_ ])(code|id|fips|zip|isbn|footnotes?|notes?|rank|lat|lon|latitude|longitude)$", re.IGNORECASE
)
GENERIC = frozenset({"value", "values", "obs_value", "amount", "number", "count", "total", "n", "data", "figure"})
"""Names of columns that do not say what is counted: the package's name does."""
PERCENT = re.compile(r"%|\bpercent\b|_percent\b|\bper cent\b|\bpct\b", re.IGNORECASE)
_BRACKETS = re.compile(r"\([^)]*\)|\[[^]]*\]")
MAX_AGE = {"year": 400, "quarter": 150, "month": 45, "week": 14, "day": 7}
TOTALS = frozenset({"total", "all", "world", "all items", "overall"})


def completed(package: Mapping[str, Any], folder: Path | None) -> dict[str, Any]:
    """Return the package with a `claimtrack` key made from its data, or from its schema where the data is not there.

    A package that has the key, or no evident series, is returned as it is.
    """
    made = dict(package)
    resource = _first(made.get("resources"))
    if "claimtrack" in made or resource is None:
        return made
    if not made.get("name") and folder is not None:  # the second version of the specification has it left out
        made["name"] = slug(folder.name)
    fields = _fields(resource)
    table = _table(resource, folder, [str(field["name"]) for field in fields])
    made["resources"] = [resource, *(r for r in made["resources"] if r is not resource)]
    said = series_of(made, fields, table)
    return made if said is None else {**made, "claimtrack": said}


def data_folder(path: Any) -> str | None:
    """Return the folder of a resource's file inside its package, None when it is no such file."""
    if not isinstance(path, str) or "://" in path or path.endswith("/"):
        return None
    place = PurePosixPath(path)
    return None if place.is_absolute() or ".." in place.parts else str(place.parent)


def _first(resources: Any) -> dict[str, Any] | None:
    found = [r for r in resources if isinstance(r, dict)] if isinstance(resources, list | tuple) else []
    tabular = [r for r in found if str(r.get("path", "")).lower().endswith(tuple(ENDINGS))]
    return next(iter(tabular or found), None)


def _fields(resource: Mapping[str, Any]) -> list[dict[str, Any]]:
    schema = resource.get("schema")
    fields = schema.get("fields") if isinstance(schema, dict) else None
    return [f for f in fields or () if isinstance(f, dict) and f.get("name")] if isinstance(fields, list) else []


def _table(resource: Mapping[str, Any], folder: Path | None, names: Sequence[str]) -> Table | None:
    if folder is None or data_folder(resource.get("path")) is None:
        return None
    path = folder / str(resource["path"])
    if path.suffix.lower() not in ENDINGS or not path.is_file():
        return None
    return next(iter(read_files([path], names))).table


def series_of(
    package: Mapping[str, Any], fields: Sequence[dict[str, Any]], table: Table | None
) -> dict[str, Any] | None:
    """Return the `claimtrack` key of a package whose columns are evidently a series, else None."""
    types = {str(f["name"]): str(f.get("type", "")) for f in fields}
    columns = sampled(table) if table is not None else {}
    kinds = {name: kind_of(name, cells, types.get(name, "")) for name, cells in columns.items()} or {
        name: _declared_kind(kind) for name, kind in types.items()
    }
    dates = [name for name, kind in kinds.items() if kind == "date"]
    date = next((name for name in dates if types.get(name) in DATE_TYPES), dates[0] if len(dates) == 1 else None)
    numbers = [name for name, kind in kinds.items() if kind.startswith("number") and is_measured(name, columns)]
    if date is None or not numbers or (columns and len(set(columns[date])) < 2):
        return None
    texts = [name for name, kind in kinds.items() if kind == "text"]
    period = _period(columns.get(date, ()), types.get(date, ""))
    titles = {str(f["name"]): str(f.get("title") or f["name"]) for f in fields}
    return {
        "kind": "series",
        "date": date,
        **({"period": period} if period else {}),
        "topics": topics_of(package),
        "quality": {"required": [date], "filled": [date]},
        "normalise": {name: kinds[name] for name in numbers if kinds[name] == "number-comma"},
        "dimensions": dict(_dimensions(columns, date, texts)),
        "measures": dict(_measures(numbers, titles, package, period)),
    }


def is_measured(name: str, columns: Mapping[str, Column]) -> bool:
    """Whether a column of numbers is one of values, not of codes or footnotes."""
    cells = columns.get(name, ())
    return not _NO_MEASURE.search(name) and sum(map(bool, cells)) >= FILLED * len(cells)


def sampled(table: Table) -> dict[str, Column]:
    """Return the first rows of a table by column."""
    rows = table.rows[:SAMPLE]
    return dict(zip(table.columns, zip(*rows, strict=True), strict=True)) if rows else {}


def _declared_kind(kind: str) -> str:
    if kind in DATE_TYPES:
        return "date"
    return "number" if kind in ("number", "integer") else "text"


def kind_of(name: str, cells: Column, declared: str) -> str:
    """Return what a column holds: dates, numbers (with decimal commas or not), or text; empty ones are nothing."""
    filled = [cell for cell in cells if cell and present(cell)]
    if not filled:
        return ""
    if declared in DATE_TYPES or (_DATE_NAME.search(name) and declared in ("", "string", "any", "integer", "number")):
        years = all(_YEAR.fullmatch(cell.strip()) for cell in filled)
        if years or _share(filled, "date") >= MOSTLY:
            return "date"
    if any(_COMMA_DECIMAL.fullmatch(cell.strip()) for cell in filled) and _share(filled, "number-comma") >= MOSTLY:
        return "number-comma"
    if _share(filled, "number") >= MOSTLY:
        return "number"
    return "date" if _share(filled, "date") >= MOSTLY else "text"


def _share(cells: Sequence[str], normaliser: str) -> float:
    clean = NORMALISERS[normaliser].clean
    return sum(clean(cell) is not None for cell in cells) / len(cells)


def _period(dates: Iterable[str | None], declared: str) -> str | None:
    """Return how often values come, by the days and months that the dates name."""
    clean = NORMALISERS["date"].clean
    found = [date for cell in dates if cell and (date := clean(cell) or cell.strip())]
    if declared == "year" or (found and all(len(date) == 4 for date in found)):
        return "year"
    if (
        not found
        or any(len(date) not in (7, 10) for date in found)
        or any(date[7:] not in ("", "-01") for date in found)
    ):
        return None
    months = {date[5:7] for date in found}
    if len(months) == 1 and len(found) > 1:
        return "year"
    return "quarter" if months <= {"01", "04", "07", "10"} and len(months) > 1 else "month"


def _dimensions(columns: Mapping[str, Column], date: str, texts: Sequence[str]) -> Iterator[tuple[str, Any]]:
    """Yield the fewest columns of names that tell the rows of one date apart."""
    rows = len(columns.get(date, ()))
    for size in (0, 1, 2):
        for names in combinations(texts[:6], size):
            keys = set(zip(*(columns[name] for name in (date, *names)), strict=True)) if columns else set()
            if rows and len(keys) >= UNIQUE * rows:
                for name in names:
                    totals = sorted({c for c in columns[name] if c and c.strip().casefold() in TOTALS})
                    yield slug(name), {"column": name, "names": True, **({"total": totals} if totals else {})}
                return


def _measures(
    columns: Sequence[str], titles: Mapping[str, str], package: Mapping[str, Any], period: str | None
) -> Iterator[tuple[str, Any]]:
    for column in columns:
        title = titles.get(column, column)
        nouns = {plain_name(column), plain_name(title)}
        if column.strip().casefold() in GENERIC:
            nouns = {plain_name(str(package.get("name", column)))}
        yield (
            slug(column),
            {
                "title": title
                if title != column
                else f"{plain_name(column)} ({package.get('title') or package.get('name')})",
                "value": column,
                "nouns": sorted(noun for noun in nouns if noun),
                **({"unit": "percent"} if PERCENT.search(f"{column} {title}") else {}),
                "max_age_days": MAX_AGE.get(period or "", 31),
            },
        )


def topics_of(package: Mapping[str, Any]) -> list[str]:
    """Return the package's keywords, tags and name as words."""
    words = [*_listed(package.get("keywords")), *_listed(package.get("tags")), package.get("name", "")]
    return list(dict.fromkeys(plain_name(str(word)) for word in words if plain_name(str(word))))


def _listed(value: Any) -> Sequence[Any]:
    return value if isinstance(value, list) else [value] if isinstance(value, str) else []


def plain_name(name: str) -> str:
    """Return a column's name or title as words: labor_force, "Civilian labor force (Total)"."""
    bare = _BRACKETS.sub(" ", name.replace("%", " ")).replace("_", " ").replace("-", " ").replace(".", " ")
    return " ".join(bare.casefold().split())


def slug(name: str) -> str:
    """Return a name in the form that ids have."""
    return re.sub(r"[^a-z0-9]+", "-", name.casefold()).strip("-")[:60].strip("-") or "column"
