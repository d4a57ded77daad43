"""The real official data, where it is here: every file loads, every golden value of the catalogue comes out."""

from __future__ import annotations

from pathlib import Path

import pytest

from claimtrack.datasets.catalogue import catalogue_ids, catalogue_path
from claimtrack.datasets.descriptor import load_descriptor
from claimtrack.datasets.reading import ENDINGS, read_files
from claimtrack.datasets.snapshots import add_snapshots
from claimtrack.measures.golden import check
from claimtrack.measures.observe import Observatory

SHARED = Path(__file__).parents[2] / "../shared/datasets"
FILES = {
    "cpi-us": "cpi-us/data",
    "employment-us": "employment-us/data",
    "ice-287g-participating": "ice-287g",
    "ice-287g-pending": "ice-287g",
    "ice-detention": "ice-detention",
    "us-crime": "fbi-crime",
    "us-state-population": "census-states",
    "world-population": "population/data",
}
PATTERNS = {"ice-287g-participating": "[Pp]articipating*.xlsx", "ice-287g-pending": "pending*.xlsx"}
HELD_BACK = {
    "ice-287g-participating": ["participatingAgencies09222025pm.xlsx"],
    "ice-287g-pending": ["pendingAgencies09222025pm.xlsx"],
}
UNKNOWN = {"ice-287g-participating": {"sheriffs", "sheriffs-signed", "counties", "municipalities"}}
"""Measures of which nobody has published a value."""
HERE = pytest.mark.skipif(not SHARED.is_dir(), reason="the real data (../shared/datasets) is not here")


@HERE
def test_every_file_loads() -> None:
    files = sorted(p for p in SHARED.rglob("*") if p.suffix in ENDINGS and p.name != "datapackage.json")
    assert len(files) > 45
    readings = list(read_files(files, ()))
    assert [r.error for r in readings if r.error] == []
    assert all(r.table is not None and r.table.rows for r in readings)


def test_every_entry_has_data_to_be_tried_with() -> None:
    assert set(FILES) == set(catalogue_ids())


@HERE
@pytest.mark.parametrize("entry", catalogue_ids())
def test_the_golden_values_of_the_catalogue_come_out(entry: str, tmp_path: Path) -> None:
    described = load_descriptor(catalogue_path(entry))
    files = sorted((SHARED / FILES[entry]).glob(PATTERNS.get(entry, "*")))
    snapshots, errors = add_snapshots(described, files, tmp_path / "s")
    assert errors == ()
    assert [s.file for s in snapshots if not s.believed] == HELD_BACK.get(entry, [])
    with Observatory([described], snapshots, tmp_path / "c", {entry: tmp_path / "s"}) as observatory:
        checks = check(described, observatory)
        assert [c for c in checks if not c.holds] == []
        assert all(c.golden.seen for c in checks)
        assert {c.measure for c in checks} == {m.name for m in described.measures} - UNKNOWN.get(entry, set())
        for measure in described.measures:
            history = observatory.history(entry, measure.name)
            for observation in history.observations[-2:]:
                assert observatory.run(entry, history.query_for(observation)) == observation.value
