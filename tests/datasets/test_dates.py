from __future__ import annotations

import pytest

from claimtrack.datasets.dates import DEFAULT_ORDER, SOURCES, Clues, observed


@pytest.mark.parametrize(
    ("source", "clues", "moment"),
    [
        ("filename.capture", Clues(name="List-20250331231039.xlsx"), "2025-03-31T23:10:39+00:00"),
        ("filename.capture", Clues(name="List-2025033123103.xlsx"), None),
        ("filename.capture", Clues(name="List-20259931231039.xlsx"), None),
        ("filename", Clues(name="agencies08022025pm.xlsx"), "2025-08-02T23:59:00+00:00"),
        ("filename", Clues(name="agencies01142026am.xlsx"), "2026-01-14T12:00:00+00:00"),
        ("filename", Clues(name="counts_2026-02-17.csv"), "2026-02-17T00:00:00+00:00"),
        ("filename", Clues(name="counts-20260217.csv"), "2026-02-17T00:00:00+00:00"),
        ("filename", Clues(name="agencies090022025am.xlsx"), None),
        ("text", Clues(name="a", text="9/21/2025"), "2025-09-21T00:00:00+00:00"),
        ("text", Clues(name="a", text="soon"), None),
        ("workbook.modified", Clues(name="a", modified="2025-09-02T20:05:26Z"), "2025-09-02T20:05:26+00:00"),
        ("workbook.modified", Clues(name="a", modified="yesterday"), None),
        ("workbook.created", Clues(name="a", created="2025-09-02T20:05:26+02:00"), "2025-09-02T18:05:26+00:00"),
        ("rows.latest", Clues(name="a", latest="2025-09"), "2025-09-01T00:00:00+00:00"),
    ],
)
def test_each_source_reads_its_own_clue(source: str, clues: Clues, moment: str | None) -> None:
    found = observed(clues, [source])
    assert (found[0].isoformat() if found else None) == moment


def test_the_first_source_that_can_answer_is_believed() -> None:
    clues = Clues(name="agencies08022025pm.xlsx", modified="2025-09-02T20:05:26Z")
    assert observed(clues, DEFAULT_ORDER["list"])[1] == "the workbook's modified property"  # type: ignore[index]
    assert observed(clues, ["filename", "workbook.modified"])[1] == "date in the file name"  # type: ignore[index]
    assert observed(Clues(name="list.xlsx"), list(SOURCES)) is None
