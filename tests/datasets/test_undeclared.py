"""Data Packages that say nothing of measures."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from claimtrack.datasets.dataset import Descriptor
from claimtrack.datasets.descriptor import load_descriptor, parse_descriptor
from claimtrack.datasets.snapshots import sync_snapshots
from claimtrack.measures.observe import Observatory

SHARED = Path(__file__).parents[2] / "../shared/datasets"


def package(folder: Path, data: str, name: str = "data/file.csv", **more: Any) -> Descriptor:
    """A package of one file in a folder, as people publish them."""
    (folder / name).parent.mkdir(exist_ok=True)
    (folder / name).write_text(data)
    text = json.dumps({"name": "rainfall", "title": "Rain", "resources": [{"name": "r", "path": name}], **more})
    (folder / "datapackage.json").write_text(text)
    return load_descriptor(folder)


def test_a_date_a_place_and_numbers_make_a_series(tmp_path: Path) -> None:
    rows = [f"{place},{code},{year},{year % 100},{year % 7}%" for year in (2020, 2021) for place, code in PLACES]
    found = package(tmp_path, "\n".join(["Place,Code,Year,Value,share_wet_percent", *rows]), keywords=["Weather"])
    assert (found.kind, found.date_column, found.period, found.path) == ("series", "Year", "year", "data")
    assert [(d.name, d.column, d.total, d.names) for d in found.dimensions] == [("place", "Place", ("World",), True)]
    value, share = found.measures
    assert (value.name, value.nouns, value.unit) == ("value", ("rainfall",), None)
    assert (share.name, share.nouns, share.unit) == ("share-wet-percent", ("share wet percent",), "percent")
    assert found.topics == ("weather", "rainfall")


PLACES = (("World", "W"), ("Lima", "L"), ("Oslo", "O"))


def test_its_file_is_its_snapshot_and_answers(tmp_path: Path) -> None:
    found = package(tmp_path, "when;mm\n2024-01-01;1,5\n2024-02-01;2,25\n", name="rain.csv")
    assert (found.period, found.snapshots_dir) == ("month", tmp_path)
    snapshots, errors = sync_snapshots(found, tmp_path)
    assert errors == ()
    with Observatory([found], snapshots, tmp_path / "cache") as watched:
        history = watched.history("rainfall", "mm")
    assert [(o.date, str(o.value)) for o in history.observations] == [("2024-01-01", "1.5"), ("2024-02-01", "2.25")]


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        ("name,kind\na,b\nc,d\n", "list"),
        ("year,name\n2020,a\n2021,b\n", "list"),
        ("name,value\na,1\nb,2\n", "list"),
        ("born,died,value\n2020-01-01,2021-01-01,1\n2020-01-02,2021-01-03,2\n", "list"),
    ],
)
def test_where_no_series_is_evident_nothing_is_guessed(tmp_path: Path, data: str, kind: str) -> None:
    found = package(tmp_path, data)
    assert (found.kind, found.measures) == (kind, ())


def test_the_schema_speaks_where_the_data_is_not_there() -> None:
    fields = [{"name": "year", "type": "year"}, {"name": "births", "type": "integer", "title": "Live births"}]
    resource = {"path": "https://example.org/a.csv", "schema": {"fields": fields}}
    found = parse_descriptor(json.dumps({"name": "b", "resources": [resource]}), name="datapackage.json", folder=None)
    assert (found.kind, found.path, found.date_column) == ("series", "snapshots", "year")
    assert [(m.name, m.title, m.nouns) for m in found.measures] == [
        ("births", "Live births", ("births", "live births"))
    ]


def test_a_package_may_be_without_a_name_and_its_keywords_a_text(tmp_path: Path) -> None:
    folder = tmp_path / "Rain 2024"
    folder.mkdir()
    assert package(folder, "year,mm\n2020,1\n2021,2\n", name="a.csv", keywords=5).topics == ("rainfall",)
    found = package(folder, "year,mm\n2020,1\n2021,2\n", name="a.csv", keywords="Weather")
    assert found.topics == ("weather", "rainfall")
    (folder / "datapackage.json").write_text('{"resources": [{"path": "a.csv"}]}')
    assert load_descriptor(folder).name == "rain-2024"


@pytest.mark.parametrize(
    ("folder", "measures", "dimensions"),
    [
        ("cpi-us", {"index", "inflation"}, []),
        ("population", {"value"}, ["country-name"]),
        ("employment-us", {"labor-force", "unemployed", "unemployed-percent", "population-percent"}, []),
    ],
)
def test_real_packages_become_series(folder: str, measures: set[str], dimensions: list[str]) -> None:
    if not (SHARED / folder / "datapackage.json").exists():
        pytest.skip("the real packages (../shared/datasets) are not here")
    found = load_descriptor(SHARED / folder)
    assert found.kind == "series"
    assert measures <= {m.name for m in found.measures}
    assert "footnotes" not in {m.name for m in found.measures}
    assert [d.name for d in found.dimensions] == dimensions
    assert found.snapshots_dir is not None
    assert found.snapshots_dir.is_dir()
