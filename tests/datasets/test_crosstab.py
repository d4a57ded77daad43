"""Several tables on a sheet made one long table."""

from __future__ import annotations

from typing import Any

import pytest

from claimtrack.datasets.crosstab import long_block, made_columns
from claimtrack.datasets.dataset import Crosstab
from claimtrack.datasets.grid import grid_of

SHEET: list[tuple[Any, ...]] = [
    ("Agency of Cages",),
    (),
    ("Birds by kind, 2024", None, None, None, "Eggs: 2024", None),
    ("Kind", "North", "South", None, "Month", "Eggs"),
    ("Total", 30.0, 12.0, None, "May", 7.0),
    ("Owls", 10.0, 5.0, None, "June", 8.0),
    ("Hawks", 20.0, 7.0, None, "* counted by hand", None),
    ("Data of 3 May",),
    (),
    ("Seen per warden and kind",),
    ("Warden", "Seen", "Fed"),
    ("All", 9, 2),
    ("Ann", 5, 2),
    ("Owls", 2, 1),
    ("Hawks", 3, 1),
    ("Bob", 4, 0),
    ("Owls", 3, 0),
    (None, 1, 0),
]
BIRDS = Crosstab(name="birds", title="^Birds by kind", rows="kind", columns="place", total="Total")
EGGS = Crosstab(name="eggs", title="^Eggs", rows="month", columns="figure")
WARDENS = Crosstab(
    name="seen", title="per warden", heads="((?!Owls|Hawks).+)", groups="warden", rows="kind", total="All"
)


def values(
    rows: list[tuple[Any, ...]], *tables: Crosstab, merged: Any = ()
) -> dict[tuple[str | None, ...], str | None]:
    block = long_block([grid_of("Cages 2024", rows, merged)], tables)
    return {tuple(cell for cell in row[:-1] if cell): row[-1] for row in zip(*block.cells, strict=True)}


def test_tables_side_by_side_and_below_are_told_apart_and_notes_left_out() -> None:
    found = values(SHEET, BIRDS, EGGS)
    assert found == {
        ("birds", "Total", "North"): "30",
        ("birds", "Total", "South"): "12",
        ("birds", "Owls", "North"): "10",
        ("birds", "Owls", "South"): "5",
        ("birds", "Hawks", "North"): "20",
        ("birds", "Hawks", "South"): "7",
        ("eggs", "May", "Eggs"): "7",
        ("eggs", "June", "Eggs"): "8",
    }


def test_groups_have_heads_whose_own_values_are_their_totals() -> None:
    found = values(SHEET, WARDENS)
    assert found["seen", "Ann", "Seen"] == "5"
    assert found["seen", "Ann", "Hawks", "Seen"] == "3"
    assert found["seen", "Bob", "(no label)", "Seen"] == "1"


def test_a_merged_label_holds_for_all_of_its_rows() -> None:
    rows = [("Reasons",), ("Reason", "Kind", "n"), ("Flown", "Owls", 1.0), (None, "Hawks", 2.0)]
    found = values(rows, Crosstab(name="r", title="Reasons"), merged=[((2, 0), (3, 0))])
    assert found == {("r", "Flown", "Owls", "n"): "1", ("r", "Flown", "Hawks", "n"): "2"}


def test_a_title_that_stands_apart_still_names_its_table_and_columns_can_be_chosen() -> None:
    rows = [("Counts",), (), ("Name", "a", "b"), ("x", 1.0, 2.0)]
    assert values(rows, Crosstab(name="c", title="Counts", keep="^b$")) == {("c", "x", "b"): "2"}


@pytest.mark.parametrize(
    ("rows", "table", "says"),
    [
        (
            [("Birds by kind",), ("Kind", "North"), ("Total", 31.0), ("Owls", 10.0), ("Hawks", 18.0)],
            BIRDS,
            "North: the parts add up to 28, the total is 31",
        ),
        (
            [("Bonds",), ("Row", "May"), ("Total out", 11.0), ("Out with bond", 900.0)],
            Crosstab(name="bonds", whole="^Total", part="with"),
            "May: a part is 900, the whole 11",
        ),
    ],
)
def test_a_table_whose_figures_contradict_each_other_is_left_out_and_told(
    rows: list[tuple[Any, ...]], table: Crosstab, says: str
) -> None:
    block = long_block([grid_of("s", rows)], [table])
    assert block.height == 0
    assert block.skipped == (f"{table.name} on the sheet s is left out: {says}",)


def test_the_columns_are_those_that_the_tables_name() -> None:
    assert made_columns([BIRDS, EGGS]) == (*("table", "group", "kind", "subrow", "place", "month", "figure", "value"),)
    assert made_columns([]) == ()
