"""Two issues of a dataset compared: rows in datasets, values in measures."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

from dataset_builders import HEADER, LIST, SERIES, descriptor, shared_lists, workbook

from claimtrack.datasets.catalogue import catalogue_path
from claimtrack.datasets.descriptor import load_descriptor
from claimtrack.datasets.difference import diff
from claimtrack.datasets.snapshots import add_snapshot, add_snapshots
from claimtrack.measures.difference import measure_changes

KEYED = LIST.replace(
    "path: snapshots/", "path: snapshots/, schema: {fields: [], primaryKey: [STATE, LAW ENFORCEMENT AGENCY]}"
)
BEFORE = [
    HEADER,
    ("TEXAS", "Polk County Sheriff's Office", "County", "Task Force Model", date(2025, 3, 1)),
    ("UTAH", "Orem Police Department", "Municipality", "Task Force Model", date(2025, 3, 1)),
    ("UTAH", "Provo Police Department", "Municipality", "Task Force Model", date(2025, 3, 1)),
]
AFTER = [
    (*HEADER, "ADDENDUM"),
    ("TEXAS ", "Polk County Sheriff’s Office", "County", "Task Force Model", date(2025, 3, 1), "x"),
    ("UTAH", "Orem Police Department", "Municipality", "Jail Enforcement Model", date(2025, 4, 1), None),
    ("IOWA", "Ames Police Department", "Municipality", "Task Force Model", date(2025, 4, 1), None),
]


def test_rows_are_added_removed_and_changed_by_their_key(tmp_path: Path) -> None:
    made = descriptor(KEYED, folder=tmp_path)
    a = add_snapshot(made, workbook(tmp_path / "a-20250301.xlsx", BEFORE, modified=None), tmp_path / "snapshots")
    b = add_snapshot(made, workbook(tmp_path / "b-20250401.xlsx", AFTER, modified=None), tmp_path / "snapshots")
    found = diff(made, a, b, tmp_path / "cache")
    assert found.key == ("STATE", "LAW ENFORCEMENT AGENCY")
    assert (found.columns_added, found.columns_removed) == (("ADDENDUM",), ())
    assert [dict(row)["STATE"] for row in found.added] == ["Iowa"]
    assert [dict(row)["LAW ENFORCEMENT AGENCY"] for row in found.removed] == ["provo police department"]
    (changed,) = found.changed
    assert dict(changed.key)["LAW ENFORCEMENT AGENCY"] == "orem police department"
    assert changed.cells == (
        ("SUPPORT TYPE", "Task Force Model", "Jail Enforcement Model"),
        ("SIGNED", "2025-03-01", "2025-04-01"),
    )
    assert (found.unchanged, found.is_empty) == (1, False)
    assert diff(made, a, a, tmp_path / "cache").is_empty
    changes = {c.measure: (c.before, c.after, c.delta) for c in measure_changes(made, a, b, tmp_path / "cache")}
    assert changes["agreements"] == (3, 3, 0)
    assert changes["states"] == (2, 3, 1)


def test_twin_keys_are_paired_equal_rows_first(tmp_path: Path) -> None:
    made = descriptor(KEYED, folder=tmp_path)
    twin = ("UTAH", "Orem Police Department", "Municipality")
    first = [HEADER, (*twin, "A", None), (*twin, "B", None)]
    second = [HEADER, (*twin, "B", None), (*twin, "C", None), (*twin, "D", None)]
    a = add_snapshot(made, workbook(tmp_path / "a-20250301.xlsx", first, modified=None), tmp_path / "snapshots")
    b = add_snapshot(made, workbook(tmp_path / "b-20250401.xlsx", second, modified=None), tmp_path / "snapshots")
    found = diff(made, a, b, tmp_path / "cache")
    assert [row.cells for row in found.changed] == [(("SUPPORT TYPE", "A", "C"),)]
    assert [dict(row)["SUPPORT TYPE"] for row in found.added] == ["D"]
    assert (found.unchanged, found.removed) == (1, ())


def test_a_series_is_compared_by_date_and_a_held_back_issue_is_asked_too(tmp_path: Path) -> None:
    made = descriptor(SERIES, folder=tmp_path)
    snapshots = []
    for name, rows in (("p-20250215.csv", "2025-01,,100,,"), ("p-20250315.csv", "2025-01,,102,,\n2025-02,,110,,")):
        (tmp_path / name).write_text(f"month,region,index,low,high\n{rows}\n")
        snapshots.append(add_snapshot(made, tmp_path / name, tmp_path / "snapshots"))
    a, b = snapshots
    found = diff(made, a, b, tmp_path / "cache")
    assert [(row.key, row.cells) for row in found.changed] == [
        ((("month", "2025-01"), ("region", None)), (("index", "100", "102"),))
    ]
    assert [dict(row)["month"] for row in found.added] == ["2025-02"]
    (change,) = measure_changes(made, a, replace(b, status="held-back"), tmp_path / "cache")
    assert (change.before, change.after, change.delta) == (Decimal(100), Decimal(110), Decimal(10))


def test_two_real_lists_differ_by_what_their_counts_differ(tmp_path: Path) -> None:
    made = load_descriptor(catalogue_path("ice-287g-participating"))
    names = ("participatingAgencies08022025pm.xlsx", "participatingAgencies08222025am.xlsx")
    files = [path for name in names if (path := shared_lists() / name).exists()]
    files = files if len(files) == 2 else sorted(shared_lists().glob("participatingAgencies*.xlsx"))[:2]
    snapshots, _ = add_snapshots(made, files, tmp_path / "s")
    a, b = sorted(snapshots, key=lambda s: s.observed_at)
    found = diff(made, a, b, tmp_path / "c", tmp_path / "s")
    assert len(found.added) - len(found.removed) == b.rows - a.rows
    assert found.unchanged + len(found.changed) + len(found.removed) == a.rows
