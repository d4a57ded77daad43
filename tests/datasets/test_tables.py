"""Where the table is in a sheet: header rows, groups, titles, notes, later tables."""

from __future__ import annotations

from typing import Any

from claimtrack.datasets.dataset import Table
from claimtrack.datasets.grid import grid_of
from claimtrack.datasets.tables import block_of


def read(rows: list[tuple[Any, ...]], *expected: str, merged: tuple[Any, ...] = ()) -> Table:
    return block_of(grid_of("sheet", rows, merged), expected).table


def test_the_header_nobody_described_stands_below_titles() -> None:
    found = read([("Births by state",), (), (None, "", 2023, 2024), (None, "Utah", 5, 6), (None, "Iowa", 7, 8)])
    assert found.columns == ("column 2", "2023", "2024")
    assert found.rows == (("Utah", "5", "6"), ("Iowa", "7", "8"))


def test_two_header_rows_with_merged_groups_are_joined() -> None:
    rows = [
        ("State", "Men", None, "Women", None),
        (None, 2023, 2024, 2023, 2024),
        ("Utah", 1.0, 2.0, 3.0, 4.0),
    ]
    merged = (((0, 0), (1, 0)), ((0, 1), (0, 2)), ((0, 3), (0, 4)))
    found = read(rows, "State", "Men 2024", merged=merged)
    assert found.columns == ("State", "Men 2023", "Men 2024", "Women 2023", "Women 2024")
    assert found.rows == (("Utah", "1", "2", "3", "4"),)


def test_groups_above_twin_names_are_joined_without_merges() -> None:
    rows = [(None, "Men", None, "Women", None), ("State", "n", "share", "n", "share"), ("Utah", 1, 2, 3, 4)]
    assert read(rows).columns == ("State", "Men n", "Men share", "Women n", "Women share")


def test_a_single_row_that_fits_is_not_joined_with_the_title_row() -> None:
    rows = [("Table 1", "page 3"), ("STATE", "SIGNED"), ("Utah", "x")]
    assert read(rows, "STATE", "SIGNED").columns == ("STATE", "SIGNED")


def test_notes_below_a_table_nobody_described_are_cut_and_kept() -> None:
    rows = [("State", "a", "b"), ("Utah", 1, 2), ("Iowa", 3, None), ("Source: somebody",), (), ("* estimated",)]
    found = read(rows)
    assert [row[0] for row in found.rows] == ["Utah", "Iowa"]
    assert found.skipped == ("Source: somebody", "* estimated")
    assert found.last_row == 6


def test_another_table_below_is_not_part_of_the_first() -> None:
    rows = [("State", "Births"), ("Utah", 1), ("Iowa", 2), (), ("By month",), ("Month", "Deaths"), ("May", 9)]
    assert read(rows, "State", "Births").rows == (("Utah", "1"), ("Iowa", "2"))


def test_a_blank_row_in_the_middle_ends_nothing() -> None:
    rows = [("State", "Births"), ("Utah", 1), (), ("Iowa", 2), ("Ohio", None)]
    assert [row[0] for row in read(rows, "State", "Births").rows] == ["Utah", None, "Iowa", "Ohio"]
