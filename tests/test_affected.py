"""Only what new data affect is judged again, and what comes out is what judging all of it anew gives."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from servers import fresh_database

from claimtrack.bench import Bench
from claimtrack.corpus.document import Source
from claimtrack.events import EventKind
from claimtrack.inventory import add_dataset, add_snapshots, load_data
from claimtrack.judging import Terms, judge_document
from claimtrack.period import parse_stamp
from claimtrack.pipeline.opening import opened_store
from claimtrack.pipeline.verifying import Checked, Options, Verification
from claimtrack.settings import Workspace, make_workspace, open_workspace
from claimtrack.store.events import StoredEvent, events_after
from claimtrack.verdicts.check import Check
from claimtrack.verdicts.profile import PROFILES

SHARED = Path(__file__).parents[2] / "shared" / "datasets" / "ice-287g"
PAGES = Path(__file__).parents[1] / "corpus" / "pages"
DATASET = "library-branches"
DESCRIPTOR = """\
name: library-branches
title: Branches of the county library
resources: [{name: branches, path: snapshots/, format: csv}]
claimtrack:
  topics: [library, libraries]
  observed_at: [filename]
  quality: {required: [TOWN, BRANCH], filled: [TOWN, BRANCH]}
  dimensions: {town: {column: TOWN, names: true}}
  measures:
    branches: {count: rows, nouns: [branch, library branch], not: [town, librarian], max_age_days: 20}
    towns: {count_distinct: [TOWN], nouns: [town], not: [branch, librarian], dimensions: [], max_age_days: 20}
"""
TOWNS = ("Ashby", "Bexley", "Corwen")
FIRST = date(2025, 1, 10)
STORIES = (
    ("2025-01-12", "The county library runs 127 library branches in 3 towns. Ashby has 40 library branches."),
    ("2025-01-25", "The county library runs more than 130 library branches. In Bexley there are 44 library branches."),
    ("2025-02-20", "The county library had 125 library branches on January 12, 2025, and runs 131 branches today."),
    ("2025-03-05", "Library branches rose from 127 in January to 140, up 10 percent. A third are in Corwen."),
    ("2025-03-20", "The library has 412 librarians. Corwen has the most library branches of all towns."),
)


def rows(day: date, counts: tuple[int, ...]) -> str:
    """The list as CSV: so many branches in each town, and when it was printed, so that no two files are equal."""
    lines = [f"{town},{town} {n},{day}" for town, count in zip(TOWNS, counts, strict=True) for n in range(count)]
    return "\n".join(["TOWN,BRANCH,PRINTED", *lines]) + "\n"


@contextmanager
def library(database: str | None = None) -> Iterator[Workspace]:
    with TemporaryDirectory() as folder:
        root = Path(folder)
        make_workspace(root)
        home = root / "corpus" / "datasets" / DATASET
        (home / "snapshots").mkdir(parents=True)
        (home / "datapackage.yaml").write_text(DESCRIPTOR, encoding="utf-8")
        yield open_workspace(root, database, {})


def publish(workspace: Workspace, day: date, counts: tuple[int, ...]) -> None:
    file = workspace.root / f"branches-{day.isoformat()}.csv"
    file.write_text(rows(day, counts), encoding="utf-8")
    add_snapshots(workspace, DATASET, [file])


def verify_stories(workspace: Workspace) -> list[Checked]:
    found: list[Checked] = []
    for number, (day, text) in enumerate(STORIES):
        story = Source(name=f"corpus/pages/{number}.txt", media="text", data=f"The library\n\n{text}\n".encode())
        with Verification(workspace, Options(published=parse_stamp(day))) as run:
            found += [one for one in run.run([story]) if isinstance(one, Checked)]
    return found


def recheck(workspace: Workspace, *datasets: str) -> list[Checked]:
    with Verification(workspace, Options()) as run:
        results = list(run.recheck_affected(datasets or None))
    assert all(isinstance(one, Checked) for one in results)
    return [one for one in results if isinstance(one, Checked)]


def told(check: Check) -> Any:
    """What the verdicts must be equal in: `now` is that of the newest snapshot by value, whenever it was seen first."""
    verdict = check.verdict
    official = (
        None if verdict.official is None else (verdict.official.value, verdict.official.low, verdict.official.high)
    )
    snapshots = () if verdict.official is None else verdict.official.snapshots
    now = None if verdict.now is None else (verdict.now.outcome, verdict.now.value)
    return verdict.outcome, official, snapshots, sorted(verdict.codes), now, check.link and check.link.best.full_name


def stored(workspace: Workspace) -> dict[str, Any]:
    with opened_store(workspace) as store:
        documents = [item.document for item in store.documents()]  # type: ignore[union-attr]
        return {check.claim.id: told(check) for page in documents for check in store.current_checks(page.id)}


def from_scratch(workspace: Workspace) -> dict[str, Any]:
    """Every stored document judged anew with the data of now, as a new database would have it."""
    data = load_data(workspace)
    with opened_store(workspace) as store:
        pages = {item.document.id: item.document for item in store.documents()}  # type: ignore[union-attr]
        claims = {page: store.current_claims(page) for page in pages}
    bench = Bench(data.descriptors, data.snapshots, workspace.cache)
    terms = Terms(profile=PROFILES["newsroom"])
    found = {c.claim.id: told(c) for i, page in pages.items() for c in judge_document(page, claims[i], bench, terms)}
    bench.close()
    return found


def events(workspace: Workspace) -> tuple[StoredEvent, ...]:
    with opened_store(workspace) as store, store.reading() as connection:
        return events_after(connection, 0, 100)


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest) -> str | None:
    return None if request.param == "sqlite" else fresh_database(request.getfixturevalue("server"))


def test_a_snapshot_that_says_the_same_affects_nothing_that_is_settled(database: str | None) -> None:
    with library(database) as workspace:
        publish(workspace, FIRST, (40, 44, 43))
        publish(workspace, FIRST + timedelta(days=10), (40, 44, 43))
        publish(workspace, FIRST + timedelta(days=100), (40, 44, 43))
        verify_stories(workspace)
        assert recheck(workspace) == []
        publish(workspace, FIRST + timedelta(days=110), (40, 44, 43))
        sources = [one.document.source for one in recheck(workspace)]
        assert "corpus/pages/0.txt" not in sources
        assert stored(workspace) == from_scratch(workspace)
        publish(workspace, FIRST + timedelta(days=120), (41, 44, 43))
        again = [one.document.source for one in recheck(workspace)]
        assert "corpus/pages/0.txt" in again
        assert stored(workspace) == from_scratch(workspace)


def test_a_flipped_verdict_is_one_event_with_the_rows_behind_it(database: str | None) -> None:
    with library(database) as workspace:
        publish(workspace, FIRST, (40, 44, 43))
        verify_stories(workspace)
        publish(workspace, FIRST + timedelta(days=14), (42, 44, 45))
        changed = recheck(workspace)
        assert changed
        assert stored(workspace) == from_scratch(workspace)
        found = events(workspace)
        flips = [event for event in found if event.kind is EventKind.FLIP]
        assert flips
        first = next(event for event in flips if event.detail["rows"]["added_count"])
        detail = first.detail
        assert detail["because"] == "new data"
        assert detail["before"]["outcome"] != detail["after"]["outcome"]
        assert detail["dataset"] == DATASET
        assert detail["snapshots"] == [detail["before"]["snapshot"], detail["after"]["snapshot"]]
        assert detail["rows"]["added_count"] == len(detail["rows"]["added"])
        assert all(set(row) == {"TOWN", "BRANCH"} for row in detail["rows"]["added"])
        assert {row["BRANCH"] for row in detail["rows"]["added"]} <= {"Ashby 40", "Ashby 41", "Corwen 43", "Corwen 44"}
        recheck(workspace)
        verify_stories(workspace)
        assert events(workspace) == found


def test_other_options_alone_are_no_event() -> None:
    with library() as workspace:
        publish(workspace, FIRST, (40, 44, 43))
        story = Source(
            name="corpus/pages/a.txt", media="text", data=b"Library\n\nIt runs nearly 126 library branches.\n"
        )
        outcomes = []
        for profile in ("newsroom", "strict", "lenient"):
            options = Options(published=parse_stamp("2025-01-12"), profile=profile)
            with Verification(workspace, options) as run:
                outcomes += [
                    c.verdict.outcome for one in run.run([story]) if isinstance(one, Checked) for c in one.checks
                ]
        assert outcomes
        assert events(workspace) == ()


def test_an_older_snapshot_and_another_descriptor_affect_all(tmp_path: Path) -> None:
    with library() as workspace:
        publish(workspace, FIRST, (40, 44, 43))
        publish(workspace, FIRST + timedelta(days=100), (40, 44, 43))
        total = len(verify_stories(workspace))
        publish(workspace, FIRST + timedelta(days=50), (40, 44, 43))
        depending = recheck(workspace)
        assert {one.document.source for one in depending} >= {f"corpus/pages/{n}.txt" for n in range(4)}
        assert stored(workspace) == from_scratch(workspace)
        file = workspace.datasets / DATASET / "datapackage.yaml"
        file.write_text(DESCRIPTOR.replace("max_age_days: 20", "max_age_days: 21"), encoding="utf-8")
        assert len(recheck(workspace)) == total
        assert recheck(workspace) == []


def test_a_new_value_of_a_dimension_affects_every_document() -> None:
    with library() as workspace:
        publish(workspace, FIRST, (40, 0, 43))
        total = len(verify_stories(workspace))
        publish(workspace, FIRST + timedelta(days=100), (40, 44, 43))
        assert len(recheck(workspace)) == total
        assert stored(workspace) == from_scratch(workspace)


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    st.lists(
        st.tuples(st.integers(0, 90), st.tuples(st.integers(38, 46), st.integers(40, 46), st.integers(40, 46))),
        min_size=2,
        max_size=6,
        unique_by=lambda issue: issue[0],
    ),
    st.booleans(),
)
def test_one_by_one_is_as_from_scratch(issues: list[tuple[int, tuple[int, ...]]], in_order: bool) -> None:
    first, *later = sorted(issues) if in_order else issues
    with library() as workspace:
        publish(workspace, FIRST + timedelta(days=first[0]), first[1])
        verify_stories(workspace)
        for days, counts in later:
            publish(workspace, FIRST + timedelta(days=days), counts)
            recheck(workspace)
            assert stored(workspace) == from_scratch(workspace)


@pytest.mark.skipif(not SHARED.is_dir(), reason="no ../shared/datasets/ice-287g here")
def test_ice_workbooks_one_by_one_are_as_from_scratch(tmp_path: Path) -> None:
    make_workspace(tmp_path)
    shutil.copytree(PAGES, tmp_path / "corpus" / "pages", dirs_exist_ok=True)
    workspace = open_workspace(tmp_path, None, {})
    name = "ice-287g-participating"
    add_dataset(workspace, name)
    files = sorted(SHARED.glob("*articipating*2025*.xlsx"))
    add_snapshots(workspace, name, files[:-3])
    pages = sorted((tmp_path / "corpus" / "pages").glob("*.html"))
    sources = [Source(name=f"corpus/pages/{p.name}", media="html", data=p.read_bytes()) for p in pages]
    with Verification(workspace, Options()) as run:
        assert len([one for one in run.run(sources) if isinstance(one, Checked)]) == len(pages)
    for file in files[-3:]:
        add_snapshots(workspace, name, [file])
        recheck(workspace)
        assert stored(workspace) == from_scratch(workspace)
