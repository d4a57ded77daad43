"""Second header rows of survey exports, and tables that nobody described."""

from __future__ import annotations

from pathlib import Path

import pytest

from claimtrack.datasets.dataset import Table
from claimtrack.datasets.described import table_package
from claimtrack.datasets.second_header import with_one_header
from claimtrack.errors import UsageError


def table(columns: tuple[str, ...], *rows: tuple[str | None, ...]) -> Table:
    return Table(columns=columns, rows=rows, last_row=len(rows) + 1)


def test_options_below_the_question_become_its_columns() -> None:
    read = table(
        ("id", "Which have you ridden?", "column 3", "column 4", "Gender"),
        (None, "Tram", "Bus", "Ferry", "Response"),
        ("1", "Tram", None, "Ferry", "Female"),
    )
    made = with_one_header(read)
    assert made.columns == (
        "id",
        "Which have you ridden? [Tram]", "Which have you ridden? [Bus]", "Which have you ridden? [Ferry]", "Gender",
    )  # fmt: skip
    assert made.rows == (("1", "Tram", None, "Ferry", "Female"),)


@pytest.mark.parametrize(
    "rows",
    [
        (("1", "Yes", "Tram"), ("2", "No", "Bus")),
        (("1", "Response", "Tram"),),
        (),
    ],
)
def test_a_row_of_answers_is_no_header(rows: tuple[tuple[str, ...], ...]) -> None:
    read = table(("id", "Do you ride?", "How?"), *rows)
    assert with_one_header(read) is read


def test_a_table_is_named_after_its_file_and_measures_nothing(tmp_path: Path) -> None:
    file = tmp_path / "Tram survey (2025).csv"
    file.write_text("id,Do you ride?,Which?,\n,Response,Tram,Bus\n1,Yes,Tram,\n2,No,,Bus\n")
    made = table_package(file)
    assert (made["name"], made["claimtrack"]) == ("tram-survey-2025", {"kind": "table"})
    fields = made["resources"][0]["schema"]["fields"]
    assert [field["name"] for field in fields] == ["id", "Do you ride?", "Which? [Tram]", "Which? [Bus]"]


def test_a_file_without_a_name_can_not_name_a_dataset(tmp_path: Path) -> None:
    file = tmp_path / "…….csv"
    file.write_text("a,b\n1,2\n")
    with pytest.raises(UsageError):
        table_package(file)
