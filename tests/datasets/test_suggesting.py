"""Descriptors made of tables that nobody described."""

from __future__ import annotations

import string
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from claimtrack.datasets.dataset import Table
from claimtrack.datasets.descriptor import parse_descriptor
from claimtrack.datasets.suggesting import as_yaml, suggested


def table(*rows: tuple[str | None, ...]) -> Table:
    return Table(columns=tuple(str(name) for name in rows[0]), rows=rows[1:], last_row=len(rows))


def said(*rows: tuple[str | None, ...], name: str = "sheriffOffices_09022025am") -> dict[str, Any]:
    found: dict[str, Any] = suggested(table(*rows), name)["claimtrack"]
    return found


def test_a_list_is_counted_and_cut() -> None:
    states = ("Texas", "Utah", "TX", "Ohio")
    rows = [(states[i % 4], f"Office {i}", f"{i}", f"{i % 9} %", "2025-03-01", f"Z{i}") for i in range(8)]
    found = said(("STATE", "OFFICE", "beds", "Share (%)", "SIGNED", "fips"), *rows)
    assert found["kind"] == "list"
    assert found["normalise"]["STATE"] == "us-state"
    assert found["normalise"]["SIGNED"] == "date"
    assert found["dimensions"] == {"state": "STATE"}
    assert found["measures"] == {
        "sheriff-offices": {"count": "rows", "nouns": ["sheriff office"], "not": ["state", "office"]},
        "different-state": {"count_distinct": ["STATE"], "nouns": ["state"], "not": ["sheriff office"]},
        "different-office": {"count_distinct": ["OFFICE"], "nouns": ["office"], "not": ["sheriff office"]},
        "total-beds": {"sum": "beds", "nouns": ["beds"]},
        "mean-share": {"mean": "Share (%)", "unit": "percent", "nouns": ["share"]},
    }


def test_dated_numbers_are_a_series() -> None:
    found = said(("year", "rain"), ("2020", "1,5"), ("2021", "2,25"), name="rain")
    assert (found["kind"], found["normalise"]) == ("series", {"rain": "number-comma"})


def test_what_rows_are_called_is_singular() -> None:
    found = said(("Agency",), ("A",), ("B",), name="law_enforcement_agencies")
    assert found["measures"]["law-enforcement-agencies"]["nouns"] == ["law enforcement agency"]


CELLS = st.one_of(st.none(), st.text(max_size=12), st.integers(0, 3000).map(str), st.dates().map(str))


@given(st.integers(1, 5).flatmap(lambda width: st.lists(st.tuples(*[CELLS] * width), max_size=6)), st.text(max_size=20))
def test_whatever_is_suggested_is_a_sound_descriptor(rows: list[tuple[str | None, ...]], name: str) -> None:
    width = len(rows[0]) if rows else 1
    columns = tuple(f"{string.ascii_lowercase[i]}{name}" for i in range(width))
    made = as_yaml(suggested(Table(columns=columns, rows=tuple(rows), last_row=9), name), "here")
    assert parse_descriptor(made, name="datapackage.yaml", folder=None).kind in ("list", "series")
