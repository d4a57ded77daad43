from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from dataset_builders import LIST, SERIES, descriptor

from claimtrack.datasets.catalogue import catalogue_ids, catalogue_path
from claimtrack.datasets.descriptor import load_descriptor, load_descriptors, parse_descriptor
from claimtrack.errors import DescriptorError, UsageError


def fault(text: str) -> DescriptorError:
    with pytest.raises(DescriptorError) as caught:
        parse_descriptor(text, name="datapackage.yaml", folder=None)
    return caught.value


def test_a_list_is_read_with_all_its_parts() -> None:
    found = descriptor(folder=Path("here"))
    assert (found.name, found.kind, found.title) == ("agreements", "list", "Agreements")
    assert found.snapshots_dir == Path("here/snapshots")
    assert found.quality.max_row_loss == Decimal("0.2")
    assert [(d.name, d.column, d.vocabulary) for d in found.dimensions] == [
        ("state", "STATE", "us-state"),
        ("model", "SUPPORT TYPE", None),
        ("kind", "TYPE", None),
    ]
    assert found.dimensions[1].aliases == (("Task Force Model", ("TFM", "task force")),)
    measure = found.measure("agencies")
    assert measure is not None
    assert (measure.aggregate, measure.columns) == ("count_distinct", ("STATE", "LAW ENFORCEMENT AGENCY"))


def test_a_series_has_a_date_column_read_as_dates() -> None:
    found = descriptor(SERIES)
    assert (found.kind, found.date_column, dict(found.normalise)) == ("series", "month", {"month": "date"})
    measure = found.measures[0]
    assert (measure.aggregate, measure.columns, measure.low_column, measure.high_column, measure.unit) == (
        "value",
        ("index",),
        "low",
        "high",
        "points",
    )


def test_the_fingerprint_follows_the_meaning_and_not_the_comments() -> None:
    plain = descriptor().fingerprint
    assert descriptor("# a comment\n" + LIST).fingerprint == plain
    assert descriptor(LIST.replace("max_row_loss: 0.2", "max_row_loss: 0.3")).fingerprint != plain


def test_json_is_read_as_well_as_yaml(tmp_path: Path) -> None:
    file = tmp_path / "datapackage.json"
    file.write_text('{"name": "plain", "resources": [{"name": "a", "path": "data/a.csv"}], "version": "1"}')
    found = load_descriptor(tmp_path)
    assert (found.name, found.measures, found.path) == ("plain", (), "data")


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("count: rows", "count: all", "'rows'"),
        ("nouns: [agreement]", "noun: [agreement]", "did you mean `nouns`?"),
        ("us-state", "us-sate", "did you mean 'us-state'?"),
        ("max_row_loss: 0.2", "max_row_loss: 20", "less than or equal to 1"),
        ("workbook.modified", "mtime", "workbook.modified"),
        ("{count: rows, nouns: [agreement]}", "{nouns: [agreement]}", "needs exactly one of"),
        ("{count: rows, ", "{count: rows, sum: TYPE, ", "needs exactly one of"),
        ("{count: rows, ", "{value: TYPE, ", "`value` is for a series"),
        ("dimensions: [model]", "dimensions: [modell]", "did you mean 'model'?"),
        ("path: snapshots/", "path: ../elsewhere/", "leaves the dataset's folder"),
        ("title: Agreements", "name: twice", "written twice"),
        ("name: agreements", "titel: no name", "`name` is missing"),
    ],
)
def test_a_fault_is_told_with_its_line_and_how_to_mend_it(old: str, new: str, says: str) -> None:
    text = LIST.lstrip("\n")
    line = text[: text.index(old)].count("\n") + 1
    error = fault(text.replace(old, new, 1))
    assert error.where == f"datapackage.yaml:{line}"
    assert says in str(error)
    assert "\n" not in str(error)


def test_bad_syntax_is_told_near_its_line() -> None:
    error = fault("name: x\ntitle: [a, b\nresources: []\n")
    assert error.where == "datapackage.yaml:3"
    assert "is not YAML" in str(error)


def test_a_column_the_schema_does_not_have_is_found() -> None:
    text = """name: x
resources: [{path: snapshots/, schema: {fields: [{name: STATE}]}}]
claimtrack:
  normalise:
    STATES: us-state
"""
    error = fault(text)
    assert error.where == "datapackage.yaml:5"
    assert "did you mean 'STATE'?" in str(error)


def test_tags_that_make_objects_are_refused() -> None:
    assert "holds a value of type 'python/object" in str(fault("name: !!python/object/apply:os.getcwd []\n"))


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        ("&a\nname: x\nmore: *a\n", 3, "holds itself through an alias"),
        ("name: x\nresources: &r\n  - {path: snapshots/, more: *r}\n", 3, "holds itself through an alias"),
        ("name: x\nclaimtrack: &c\n  measures: *c\n", 3, "holds itself through an alias"),
        ("name: x\nmore: " + "[" * 3_000 + "]" * 3_000, 2, "is nested too deeply"),
        ("name: x\nmore: " + "[" * 400_000, 2, "is nested too deeply"),
        ("- " * 200_000, 1, "is nested too deeply"),
        ("name: x\nmore: " + "{a: " * 800 + "1" + "}" * 800, 2, "is nested too deeply"),
        ("name: x\n? [a, b]\n: y\n", 2, "a key must be a text"),
        ("name: x\nmore: !!set {a, b}\n", 2, "a value of type 'set'"),
        ("name: x\nresources: [{}]\nclaimtrack:\n  1: a\n  b: c\n  true: d\n", 4, "unknown key `claimtrack.1`"),
        ("name: x\nresources: [{}]\nclaimtrack: {quality: {max_row_gain: 1e5000000}}\n", 3, "more than 30 digits"),
    ],
)
def test_what_yaml_allows_and_a_descriptor_does_not_is_one_line(text: str, line: int, says: str) -> None:
    error = fault(text)
    assert says in str(error)
    assert error.where == f"datapackage.yaml:{line}"
    assert "\n" not in str(error)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (
            SERIES.replace("  date: month", "  date: month\n  normalise: {month: text}"),
            "the column of dates is read as 'text'",
        ),
        (LIST.replace("state: STATE", "state: Snapshot"), "the column name 'Snapshot' is the program's own"),
        (
            LIST.replace("  dimensions:", "  derive: {source file: {column: TYPE, patterns: {a: b}}}\n  dimensions:"),
            "own",
        ),
    ],
)
def test_columns_that_can_t_be_what_they_are_said_to_be(text: str, says: str) -> None:
    assert says in str(fault(text))


def test_keys_are_texts_as_they_are_written() -> None:
    text = LIST.replace("cells: {county agency: [County]}", "cells: {NO: [Norway], 2020: [x], 07: [y]}")
    found = descriptor(text.replace("path: snapshots/", "path: snapshots/, more: {1: a, b: c, 2020-01-01: d}"))
    kind = found.dimension("kind")
    assert kind is not None
    assert [value for value, _ in kind.cells] == ["NO", "2020", "07"]


def test_json_may_have_tabs_and_pairs_of_surrogates() -> None:
    title = r'"\ud83d\ude00 \\ud83d \/"'
    text = f'{{\n\t"name":\t"x",\n\t"title": {title},\n\t"resources": [{{}}],\n\t"claimtrack": {{"a": 1}}\n}}'
    error = fault(text)
    assert (error.where, "unknown key `claimtrack.a`" in str(error)) == ("datapackage.yaml:5", True)
    assert descriptor(text.replace('{"a": 1}', "{}")).title == "\U0001f600 \\ud83d /"


@pytest.mark.parametrize(
    ("golden", "says"),
    [("{at: soon, value: 1}", "'soon' is not a date"), ("{at: 2024, value: 1, scope: {stat: a}}", "state")],
)
def test_a_golden_value_must_be_possible(golden: str, says: str) -> None:
    error = fault(LIST.replace("{count: rows, ", f"{{count: rows, golden: [{golden}], ", 1))
    assert says in str(error)


def test_one_broken_descriptor_does_not_stop_the_others(tmp_path: Path) -> None:
    for name, text in (("a", LIST), ("b", "name: [\n"), ("c", SERIES), ("d", LIST)):
        (tmp_path / name).mkdir()
        (tmp_path / name / "datapackage.yaml").write_text(text)
    (tmp_path / "empty").mkdir()
    found, errors = load_descriptors(tmp_path)
    assert [d.name for d in found] == ["agreements", "prices"]
    assert ["b" in e.where or "is taken by" in e.message for e in errors] == [True, True]
    assert load_descriptors(tmp_path / "nowhere") == ((), ())


def test_every_catalogue_entry_is_sound_and_named_as_its_file() -> None:
    assert {"ice-287g-participating", "ice-287g-pending"} <= set(catalogue_ids())
    for entry in catalogue_ids():
        found = load_descriptor(catalogue_path(entry))
        assert found.name == entry
        assert found.topics
        assert found.licence


def test_an_unknown_catalogue_id_gets_a_hint() -> None:
    with pytest.raises(UsageError, match="did you mean ice-287g-pending"):
        catalogue_path("ice-287g-pendin")


def test_the_shipped_counts_have_a_sound_descriptor() -> None:
    found, errors = load_descriptors(Path(__file__).parents[2] / "corpus/datasets")
    assert errors == ()
    assert "ice-287g-counts" in {d.name for d in found}
