from __future__ import annotations

import csv
import sys
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from dataset_builders import HEADER, LIST, SERIES, descriptor, shared_lists, workbook

from claimtrack.datasets.catalogue import catalogue_path
from claimtrack.datasets.dataset import Descriptor, Snapshot
from claimtrack.datasets.descriptor import load_descriptor
from claimtrack.datasets.snapshots import add_snapshot, add_snapshots
from claimtrack.errors import DatasetError, UnknownMeasureError, UsageError
from claimtrack.measures.measure import History, Query, Scope
from claimtrack.measures.observe import Observatory
from claimtrack.period import parse_stamp

DAY = date(2025, 3, 1)
EARLY = [
    ("STATE", "LAW ENFORCEMENT AGENCY", "SUPPORT TYPE", "SIGNED"),
    ("TEXAS", "Polk County Sheriff's Office", "Task Force Model", DAY),
    ("FLORIDA", "Polk County Sheriff's Office", "Task Force Model", DAY),
]
LATE = [
    HEADER,
    ("TEXAS", "Polk County Sheriff's Office", "County", "Task Force Model", DAY),
    ("TEXAS ", "Polk County Sheriff’s Office ", "County ", "Warrant Service Officer", DAY),
    ("TEXAS", "Polk County Sheriff's Department", "County", "Jail Enforcement Model", DAY),
    ("UTAHJ", "Provo Police Department", "Municipality", "task force", DAY),
    ("UTAH", "Orem Police Department", "Municipality", "Task Force Model ", DAY),
    (None, "no state", "County", "Task Force Model", DAY),
]


class Place:
    """A dataset in a folder of its own, with its snapshots and a cache."""

    def __init__(self, folder: Path, text: str) -> None:
        self.folder = folder
        self.descriptor = descriptor(text, folder=folder)
        self.snapshots: list[Snapshot] = []

    def add(self, file: Path) -> Snapshot:
        self.snapshots.append(add_snapshot(self.descriptor, file, self.folder / "snapshots"))
        return self.snapshots[-1]

    def observatory(self) -> Observatory:
        return Observatory([self.descriptor], self.snapshots, self.folder / "cache")


@pytest.fixture
def place(tmp_path: Path) -> Place:
    made = Place(tmp_path, LIST)
    made.add(workbook(tmp_path / "early.xlsx", EARLY, modified="2025-01-01T00:00:00Z"))
    made.add(workbook(tmp_path / "late.xlsx", LATE, modified="2025-09-01T00:00:00Z"))
    return made


@pytest.fixture
def watched(place: Place) -> Iterator[Observatory]:
    with place.observatory() as made:
        yield made


def values(history: History) -> list[int]:
    return [int(o.value) for o in history.observations]


def ask(observatory: Observatory, measure: str, **scope: str) -> History:
    return observatory.history("agreements", measure, tuple(sorted(scope.items())))


def test_rows_are_counted_at_every_snapshot_oldest_first(watched: Observatory) -> None:
    history = ask(watched, "agreements")
    assert values(history) == [2, 5]
    assert [o.file for o in history.observations] == ["early.xlsx", "late.xlsx"]
    assert [o.last_row for o in history.observations] == [3, 7]
    assert [o.rows for o in history.observations] == [2, 5]


def test_equal_names_in_two_states_are_two_agencies(watched: Observatory) -> None:
    assert values(ask(watched, "agencies"))[0] == 2


def test_names_make_an_interval_between_clean_and_trimmed(watched: Observatory) -> None:
    late = ask(watched, "agencies").observations[-1]
    assert (late.value, late.low, late.high) == (3, 3, 4)
    assert late.variants == (("names as written, only spaces and case evened", Decimal(4)),)


def test_a_vocabulary_gives_a_point_and_shows_the_raw_figure(watched: Observatory) -> None:
    late = ask(watched, "states").observations[-1]
    assert (late.value, late.low, late.high) == (2, 2, 2)
    assert late.variants == (("as typed, misspellings not mended", Decimal(3)),)


@pytest.mark.parametrize(
    ("scope", "expected"),
    [
        ({"state": "UTAH"}, [0, 2]),
        ({"state": "fl"}, [1, 0]),
        ({"model": "TFM"}, [2, 3]),
        ({"model": "Task Force Model", "state": "Texas"}, [1, 1]),
        ({"state": "Vermont"}, [0, 0]),
        ({"model": "No such model"}, [0, 0]),
    ],
)
def test_scopes_are_canonical_and_empty_ones_are_zero(
    watched: Observatory, scope: dict[str, str], expected: list[int]
) -> None:
    assert values(ask(watched, "agreements", **scope)) == expected


def test_a_snapshot_without_the_column_is_left_out_not_counted_zero(watched: Observatory) -> None:
    history = ask(watched, "agreements", kind="County")
    assert history.scope == (("kind", "county agency"),)
    assert [(o.file, o.value) for o in history.observations] == [("late.xlsx", 3)]


def test_several_values_of_a_dimension_are_taken_together(watched: Observatory) -> None:
    scope: Scope = (("state", "Texas"), ("state", "Utah"))
    history = watched.history("agreements", "agencies", scope)
    assert values(history) == [1, 3]
    assert watched.run("agreements", history.query_for(history.observations[-1])) == 3


def test_a_measure_that_does_not_take_the_dimension_has_no_answer(watched: Observatory) -> None:
    assert ask(watched, "states", state="Texas").observations == ()


def test_unknown_names_are_told(watched: Observatory) -> None:
    with pytest.raises(UnknownMeasureError, match="agreements, agencies, states"):
        ask(watched, "officers")
    with pytest.raises(UnknownMeasureError, match="no dataset"):
        watched.history("nothing", "agreements")
    with pytest.raises(UsageError, match="no dimension 'county'"):
        ask(watched, "agreements", county="Polk")
    with pytest.raises(UsageError, match="no dimension"):
        watched.values("agreements", "county")


def test_values_are_those_seen_and_the_whole_vocabulary(watched: Observatory) -> None:
    assert watched.values("agreements", "model") == (
        "Jail Enforcement Model",
        "Task Force Model",
        "Warrant Service Officer",
    )
    assert {"Texas", "Vermont", "Guam"} <= set(watched.values("agreements", "state"))


def test_the_query_of_a_cell_recomputes_its_value(watched: Observatory) -> None:
    for measure in ("agreements", "agencies", "states"):
        for scope in ({}, {"model": "TFM"}):
            history = ask(watched, measure, **scope)
            for observation in history.observations:
                query = history.query_for(observation)
                assert observation.snapshot in query.parameters
                assert watched.run("agreements", query) == observation.value


def test_held_back_snapshots_are_never_asked(place: Place) -> None:
    held = place.add(workbook(place.folder / "short.xlsx", LATE[:2], modified="2025-09-02T00:00:00Z"))
    assert not held.believed
    with place.observatory() as watched:
        assert held.sha256 not in {o.snapshot for o in ask(watched, "agreements").observations}


def test_a_list_published_again_is_observed_at_both_dates(place: Place) -> None:
    place.add(workbook(place.folder / "again.xlsx", LATE, modified="2025-09-03T00:00:00Z"))
    with place.observatory() as watched:
        assert values(ask(watched, "agreements")) == [2, 5, 5]


def test_the_number_of_queries_does_not_grow_with_the_questions(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    from claimtrack.measures.engine import Engine

    ran: list[str] = []
    run = Engine.run

    def counted(self: Engine, query: Query) -> Any:
        ran.append(query.sql)
        return run(self, query)

    monkeypatch.setattr(Engine, "run", counted)
    with place.observatory() as watched:
        for state in watched.values("agreements", "state") * 3:
            ask(watched, "agreements", state=state)
            ask(watched, "agencies", state=state)
        assert len(ran) == 3
    with place.observatory() as again:
        assert values(ask(again, "agreements", state="Utah")) == [0, 2]
    assert len(ran) == 3


def test_an_unchanged_dataset_starts_no_engine(place: Place) -> None:
    import subprocess

    with place.observatory() as watched:
        ask(watched, "agreements")
    code = f"""
import sys
from pathlib import Path
sys.path.insert(0, {str(Path(__file__).parents[1] / "datasets")!r})
from dataset_builders import descriptor
from claimtrack.datasets.snapshots import load_snapshots
from claimtrack.measures.observe import Observatory
from claimtrack.period import parse_stamp
folder = Path({str(place.folder)!r})
found = descriptor(folder=folder)
with Observatory([found], load_snapshots(found, folder / "snapshots"), folder / "cache") as watched:
    print([int(o.value) for o in watched.history("agreements", "agreements").observations], "duckdb" in sys.modules)
"""
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert told.strip() == "[2, 5] False"


def test_what_is_warmed_needs_no_engine_later(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    from claimtrack.measures import source

    with place.observatory() as watched:
        watched.warm()
    monkeypatch.setattr(source, "Engine", None)
    with place.observatory() as watched:
        assert values(ask(watched, "agencies", state="Texas")) == [1, 1]
        assert values(ask(watched, "states", model="TFM")) == [2, 2]
        assert watched.values("agreements", "kind") == ("Municipality", "county agency")


def test_a_damaged_cache_is_computed_anew(place: Place) -> None:
    with place.observatory() as watched:
        ask(watched, "agreements")
    for path in (place.folder / "cache").glob("cells-*.json"):
        path.write_text("{")
    for path in (place.folder / "cache").glob("*.parquet"):
        path.unlink()
    with place.observatory() as watched:
        assert values(ask(watched, "agreements")) == [2, 5]


def test_a_changed_rule_is_not_answered_from_the_old_cache(place: Place) -> None:
    with place.observatory() as watched:
        assert ask(watched, "agencies").observations[-1].value == 3
    place.descriptor = descriptor(LIST.replace("LAW ENFORCEMENT AGENCY: organisation, ", ""), folder=place.folder)
    with place.observatory() as watched:
        assert ask(watched, "agencies").observations[-1].value == 5


def test_a_snapshot_whose_file_changed_is_left_out_and_told(place: Place) -> None:
    (place.folder / "snapshots" / "late.xlsx").write_bytes(b"forged")
    (place.folder / "snapshots" / "early.xlsx").rename(place.folder / "moved.xlsx")
    with place.observatory() as watched:
        assert ask(watched, "agreements").observations == ()
        assert sorted(e.message.split(":")[0] for e in watched.errors) == [
            "the snapshot can't be read",
            "the snapshot's bytes have changed since it was added",
        ]


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT 1; SELECT 2",
        "DROP TABLE agreements",
        "SELECT * FROM read_csv('/etc/passwd')",
        "SELECT * FROM '/etc/passwd'",
        "COPY agreements TO '/tmp/out.csv'",
        "ATTACH '/tmp/x.db'",
        "SET enable_external_access=true",
        "INSTALL httpfs",
        "SELECT * FROM place",
        "SELECT broken",
    ],
)
def test_the_engine_is_locked(place: Place, sql: str) -> None:
    with place.observatory() as watched, pytest.raises(DatasetError):
        watched.run("agreements", Query(sql=sql))


def test_names_and_values_can_t_break_out_of_the_query(place: Place) -> None:
    with place.observatory() as watched:
        assert values(ask(watched, "agreements", state="x' OR '1'='1")) == [0, 0]


ODD = """
name: odd
resources: [{name: data, path: snapshots/}]
claimtrack:
  observed_at: [filename]
  dimensions: {kind: 'a "quoted", column'}
  measures:
    total: {sum: amount, nouns: [dollar], unit: USD}
    rows: {count: rows, nouns: [row], where: {'a "quoted", column': [x, y]}}
"""


def test_odd_column_names_sums_and_filters(tmp_path: Path) -> None:
    place = Place(tmp_path, ODD)
    file = tmp_path / "odd-2025-01-01.csv"
    file.write_text('"a ""quoted"", column",amount\nx,"1,000.10"\ny,0.2\nz,5\n')
    place.add(file)
    with place.observatory() as watched:
        for scope, total, rows in (((), "1005.3", 2), ((("kind", "y"),), "0.2", 1)):
            sums, counts = watched.history("odd", "total", scope), watched.history("odd", "rows", scope)
            assert [o.value for o in sums.observations] == [Decimal(total)]
            assert values(counts) == [rows]
            assert watched.run("odd", sums.query_for(sums.observations[0])) == Decimal(total)
            assert watched.run("odd", counts.query_for(counts.observations[0])) == rows
        assert watched.history("odd", "total", (("kind", "q"),)).observations == ()


def test_a_series_gives_its_published_values(tmp_path: Path) -> None:
    place = Place(tmp_path, SERIES)
    file = tmp_path / "prices.csv"
    file.write_text(
        "month,region,index,low,high\n2025-02,,101.5,100,102\n2025-01,,100,,\n2025-01,North,7,,\n2025-03,,n/a,,\n"
        "2025-04,,9,,\n2025-04,,8,,\n"
    )
    snapshot = place.add(file)
    with place.observatory() as watched:
        history = watched.history("prices", "index")
        assert [(o.date, o.value, o.low, o.high) for o in history.observations] == [
            ("2025-01", Decimal(100), Decimal(100), Decimal(100)),
            ("2025-02", Decimal("101.5"), Decimal(100), Decimal(102)),
            ("2025-04", Decimal(8), Decimal(8), Decimal(9)),
        ]
        second = history.observations[1]
        assert (second.at.isoformat(), second.snapshot, second.last_row, second.rows) == (
            "2025-02-01T00:00:00+00:00",
            snapshot.sha256,
            None,
            1,
        )
        for observation in history.observations:
            assert watched.run("prices", history.query_for(observation)) == observation.value
        north = watched.history("prices", "index", (("region", "North"),))
        assert values(north) == [7]
        assert watched.run("prices", north.query_for(north.observations[0])) == 7


def test_a_date_keeps_its_first_value_and_shows_what_later_issues_made_of_it(tmp_path: Path) -> None:
    place = Place(tmp_path, SERIES.replace("date: month", "date: month\n  published_after_days: [10, 14]"))
    for name, rows in (("p-20250215.csv", "2025-01,,100,,"), ("p-20250315.csv", "2025-01,,102,,\n2025-02,,110,,")):
        (tmp_path / name).write_text(f"month,region,index,low,high\n{rows}\n")
        place.add(tmp_path / name)
    with place.observatory() as watched:
        history = watched.history("prices", "index")
        assert values(history) == [100, 110]
        january, february = history.observations
        assert january.variants == (("as revised in the issue of 2025-03-15", Decimal(102)),)
        assert (january.low, january.high) == (100, 100)
        later = january.known_at(parse_stamp("2025-03-16").start)
        assert (later.value, later.file) == (102, "p-20250315.csv")
        assert january.known_at(parse_stamp("2025-03-01").start).value == 100
        assert [watched.run("prices", history.query_for(o)) for o in (january, later)] == [100, 102]
    assert january.period == parse_stamp("2025-01")
    assert (january.at.date().isoformat(), (january.by or january.at).date().isoformat()) == (
        "2025-02-10",
        "2025-02-14",
    )
    assert (february.at.day, february.revisions) == (10, ())


def test_readings_widen_and_asides_are_only_shown(tmp_path: Path) -> None:
    text = LIST.replace(
        "states: {count_distinct: STATE, nouns: [state], dimensions: [model]}",
        "counted: {count: rows, nouns: [deal], readings: {task force only: {SUPPORT TYPE: [TFM]}},"
        " also: {counties: {TYPE: [County]}}}",
    )
    place = Place(tmp_path, text)
    place.add(
        workbook(tmp_path / "early.xlsx", [*EARLY[:2], ("UTAH", "x", "JEM", DAY)], modified="2025-01-01T00:00:00Z")
    )
    place.add(workbook(tmp_path / "late.xlsx", LATE, modified="2025-09-01T00:00:00Z"))
    with place.observatory() as watched:
        early, late = ask(watched, "counted").observations
        assert (late.value, late.low, late.high) == (5, 3, 5)
        assert late.variants == (("task force only", Decimal(3)), ("counties", Decimal(3)))
        assert (early.low, early.high, early.variants) == (1, 2, (("task force only", Decimal(1)),))


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Observatory, dict[str, dict[str, str]]]]:
    folder, work = shared_lists(), tmp_path_factory.mktemp("real")
    with (folder / "snapshots.csv").open(encoding="utf-8") as stream:
        truth = {row["file"]: row for row in csv.DictReader(stream)}
    found: list[Descriptor] = []
    snapshots: list[Snapshot] = []
    for kind in ("participating", "pending"):
        entry = load_descriptor(catalogue_path(f"ice-287g-{kind}"))
        files = [folder / name for name, row in truth.items() if row["kind"] == kind]
        snapshots += add_snapshots(entry, files, work / entry.name)[0]
        found.append(entry)
    folders = {d.name: work / d.name for d in found}
    with Observatory(found, snapshots, work / "cache", folders) as watched:
        yield watched, truth


LISTS = "ice-287g-participating"


def test_the_real_counts_are_those_of_the_golden_table(real: tuple[Observatory, dict[str, dict[str, str]]]) -> None:
    watched, truth = real
    columns = {
        "agreements": watched.history(LISTS, "agreements"),
        "states_and_territories": watched.history(LISTS, "states"),
        "jail_enforcement": watched.history(LISTS, "agreements", (("model", "JEM"),)),
        "warrant_service_officer": watched.history(LISTS, "agreements", (("model", "WSO"),)),
        "task_force": watched.history(LISTS, "agreements", (("model", "Task Force"),)),
    }
    for column, history in columns.items():
        assert len(history.observations) == 30
        for observation in history.observations:
            assert str(observation.value) == truth[observation.file][column], (column, observation.file)
            assert observation.low == observation.high
    agencies = watched.history(LISTS, "agencies").observations
    assert len(agencies) == 30
    for observation in agencies:
        row = truth[observation.file]
        assert (str(observation.value), str(observation.low)) == (row["agencies_clean"],) * 2
        assert str(observation.high) == row["agencies_trimmed"]


def test_the_real_second_of_september(real: tuple[Observatory, dict[str, dict[str, str]]]) -> None:
    watched, _ = real
    name = "participatingAgencies08022025pm.xlsx"
    found = {
        m: next(o for o in watched.history(LISTS, m).observations if o.file == name)
        for m in ("agreements", "agencies", "states")
    }
    assert [(o.value, o.high, o.last_row) for o in found.values()] == [(957, 957, 958), (796, 799, 958), (40, 40, 958)]


def test_the_real_pending_lists(real: tuple[Observatory, dict[str, dict[str, str]]]) -> None:
    watched, _ = real
    assert values(watched.history("ice-287g-pending", "applications")) == [41, 83, 68, 79, 19, 12, 21, 12]


def test_every_real_cell_is_recomputed_by_its_query(real: tuple[Observatory, dict[str, dict[str, str]]]) -> None:
    watched, _ = real
    for measure in ("agreements", "agencies", "sheriffs", "states", "counties", "municipalities"):
        for scope in ((), (("kind", "county agency"),), (("model", "Warrant Service Officer"),)):
            history = watched.history(LISTS, measure, scope)
            newest = history.observations[-1]
            assert watched.run(LISTS, history.query_for(newest)) == newest.value


def test_the_shipped_counts_are_those_of_the_real_lists(
    real: tuple[Observatory, dict[str, dict[str, str]]], tmp_path: Path
) -> None:
    watched, _ = real
    shipped = load_descriptor(Path(__file__).parents[2] / "corpus/datasets/ice-287g-counts")
    assert shipped.snapshots_dir is not None
    from claimtrack.datasets.snapshots import load_snapshots

    snapshots = load_snapshots(shipped, shipped.snapshots_dir)
    with Observatory([shipped], snapshots, tmp_path) as counts:
        for measure in ("agreements", "agencies", "states"):
            ours = counts.history(shipped.name, measure).observations
            real_ones = watched.history(LISTS, measure).observations
            assert [(o.at, o.value, o.low, o.high) for o in ours] == [(o.at, o.value, o.low, o.high) for o in real_ones]
        for model in watched.values(LISTS, "model"):
            scope = (("model", model),)
            ours = counts.history(shipped.name, "agreements", scope).observations
            assert [o.value for o in ours] == [
                o.value for o in watched.history(LISTS, "agreements", scope).observations
            ]


WIDE = """
name: people
resources: [{name: data, path: snapshots/}]
claimtrack:
  kind: series
  date: year
  observed_at: [filename]
  quality: {required: [NAME, year, people, births]}
  unpivot: {date: year, columns: {people: 'POP(\\d{4})', births: 'BIRTHS_(\\d{4})'}}
  scale: {people: 1000}
  normalise: {NAME: us-state}
  dimensions: {state: {column: NAME, total: [United States]}}
  measures:
    people: {value: people, nouns: [resident]}
    births: {value: births, nouns: [birth]}
"""


def test_a_wide_table_with_a_total_in_thousands(tmp_path: Path) -> None:
    place = Place(tmp_path, WIDE)
    file = tmp_path / "people-2024-12-31.csv"
    file.write_text("NAME,POP2023,POP2024,BIRTHS_2024,x\nUnited States,330.5,340,3,a\nTexas,30,31,,b\nOregon,4,4,1,c\n")
    assert place.add(file).columns == ("NAME", "x", "year", "people", "births")
    with place.observatory() as watched:
        assert values(watched.history("people", "people")) == [330_500, 340_000]
        assert values(watched.history("people", "people", (("state", "United States"),))) == [330_500, 340_000]
        texas = watched.history("people", "people", (("state", "TX"),))
        assert values(texas) == [30_000, 31_000]
        assert watched.run("people", texas.query_for(texas.observations[-1])) == 31_000
        assert values(watched.history("people", "births")) == [3]
        assert watched.history("people", "births", (("state", "TX"),)).observations == ()
        assert "United States" not in watched.values("people", "state")


GOLDEN = [
    ("cpi-us", "cpi-us/data/cpiai.csv", "index", (), "2022-06-01", "296.311"),
    ("employment-us", "employment-us/data/aat1.csv", "unemployed", (), "2020", "12947000"),
    ("employment-us", "employment-us/data/aat1.csv", "unemployment-rate", (), "2019", "3.7"),
    ("world-population", "population/data/population.csv", "population", (), "2024", "8141808945"),
    ("world-population", "population/data/population.csv", "population", (("country", "India"),), "2024", "1450935791"),
    ("us-crime", "fbi-crime/estimated_crimes_1979_2019.csv", "homicides", (("state", "LA"),), "2019", "544"),
    ("us-state-population", "census-states/NST-EST2024-ALLDATA.csv", "population", (), "2024", "340110988"),
    ("us-state-population", "census-states/NST-EST2024-ALLDATA.csv", "change", (("state", "TX"),), "2024", "562941"),
]


@pytest.mark.parametrize(("entry", "file", "measure", "scope", "at", "value"), GOLDEN)
def test_the_catalogue_s_series_give_the_published_values(
    tmp_path: Path, entry: str, file: str, measure: str, scope: Scope, at: str, value: str
) -> None:
    source = shared_lists().parent / file
    found = load_descriptor(catalogue_path(entry))
    snapshot = add_snapshot(found, source, tmp_path / entry)
    assert (snapshot.status, snapshot.notes) == ("believed", ())
    with Observatory([found], [snapshot], tmp_path / "cache", {entry: tmp_path / entry}) as watched:
        history = watched.history(entry, measure, scope)
        observation = next(o for o in history.observations if o.date == at)
        assert observation.value == Decimal(value)
        assert watched.run(entry, history.query_for(observation)) == observation.value
