"""Measures over another dataset: what a descriptor may say, the figures, and what the other dataset does not give."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from builders import history, observation
from dataset_builders import descriptor
from shared_out import NUMBERS, PEOPLE, PLEDGES, shared_out

from claimtrack.datasets.references import broken_references
from claimtrack.errors import DescriptorError, UsageError
from claimtrack.inventory import load_data
from claimtrack.lookup import find_cells, golden_checks
from claimtrack.measures.difference import measure_changes
from claimtrack.measures.listing import find_measures
from claimtrack.measures.observe import Observatory
from claimtrack.measures.per_capita import in_force
from claimtrack.period import parse_stamp, year
from claimtrack.settings import open_workspace

RATE = "per_capita: {of: pledges, over: state-people/people, per: 100000}"
TEXAS = (("state", "Texas"),)


@pytest.fixture
def watched(tmp_path: Path) -> Observatory:
    data = load_data(open_workspace(shared_out(tmp_path)))
    assert not data.errors
    return Observatory(data.descriptors, data.snapshots, tmp_path / "cache")


def values(watched: Observatory, *scope: tuple[str, str]) -> list[Decimal]:
    return [o.value for o in watched.history("pledges", "pledges-per-capita", scope).observations]


def test_each_issue_is_shared_out_over_the_newest_number_of_people(watched: Observatory) -> None:
    """By hand: 100,000 × 900 / 31,290,831 = 2.87624…, 100,000 × 957 / 31,290,831 = 3.05840…"""
    assert values(watched, *TEXAS) == [Decimal(text) for text in ("2.87624193", "3.05840391", "3.05840391")]
    assert values(watched) == [Decimal(text) for text in ("2.11237585", "2.25598035", "2.25829655")]


def test_places_taken_together_are_shared_out_over_all_of_their_people(watched: Observatory) -> None:
    both = (("state", "Ohio"), ("state", "Texas"))
    people = NUMBERS["2024", "Texas"] + NUMBERS["2024", "Ohio"]
    assert values(watched, *both)[-1] == round(Decimal(100_000 * 969) / people, 8)


@pytest.mark.parametrize(
    ("scope", "missing"),
    [
        ((("state", "Guam"),), "state-people/people has no value for Guam"),
        ((("kind", "shop"),), "state-people/people can't be cut by kind"),
    ],
)
def test_a_scope_that_the_other_dataset_lacks_has_no_value(
    watched: Observatory, scope: tuple[tuple[str, str], ...], missing: str
) -> None:
    assert values(watched, *scope) == []
    assert watched.rate("pledges", "pledges-per-capita", scope).missing == missing


def test_nothing_is_divided_by_zero(watched: Observatory) -> None:
    assert watched.history("state-people", "people", (("place", "Vermont"),)).observations[0].value == 0
    assert values(watched, ("state", "Vermont")) == []


def test_a_measure_of_one_dataset_is_no_rate_over_another(watched: Observatory) -> None:
    with pytest.raises(UsageError, match="is over no other dataset"):
        watched.rate("pledges", "pledges")


def test_every_scope_of_the_count_has_its_rate(watched: Observatory) -> None:
    found = {history.scope: history for history in watched.slices("pledges", "pledges-per-capita")}
    assert found[TEXAS].observations[-1].value == Decimal("3.05840391")
    watched.warm()


def test_the_value_in_force_and_those_beside_it() -> None:
    numbers = history(
        *(observation(f"{at}-12-20", value, period=year(at)) for at, value in ((2022, 10), (2023, 20), (2024, 30)))
    )

    def speaking(until: str, known: str) -> list[int]:
        return [int(o.value) for o in in_force(numbers, parse_stamp(until).end, parse_stamp(known).end)]

    assert speaking("2025-09-03", "2025-09-03") == [30, 20]
    assert speaking("2024-09-03", "2024-09-03") == [20, 10], "the year's value is not out yet"
    assert speaking("2023-09-03", "2025-09-03") == [20, 10, 30], "told later, of a year before"
    assert speaking("2022-09-03", "2022-09-03") == []


def test_a_rate_is_aged_and_cut_as_its_count() -> None:
    made = descriptor(PLEDGES).measure("pledges-per-capita")
    assert made is not None
    assert (made.max_age_days, made.dimensions, made.accumulation) == (14, None, "stock")
    own = descriptor(
        PLEDGES.replace("nouns: [pledge]\n      golden", "nouns: [pledge]\n      max_age_days: 3\n      golden")
    )
    assert own.measures[1].max_age_days == 3


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ("per_capita: {of: pledgs, over: state-people/people}", "is no measure of this dataset that counts or sums"),
        ("per_capita: {of: pledges-per-capita, over: state-people/people}", "is no measure of this dataset"),
        ("per_capita: {of: pledges, over: pledges/pledges}", "is of this dataset"),
        ("per_capita: {of: pledges, over: people}", "over"),
        ("per_capita: {of: pledges, over: state-people/people, per: 0}", "per"),
        ("per_capita: {of: pledges}", "`over` is missing"),
        (f"{RATE}\n      count: rows", "exactly one of"),
    ],
)
def test_impossible_ones_are_told_with_their_line(wrong: str, says: str) -> None:
    with pytest.raises(DescriptorError, match=says) as told:
        descriptor(PLEDGES.replace(RATE, wrong))
    assert told.value.where is not None
    assert "datapackage.yaml:1" in told.value.where


@pytest.mark.parametrize(("over", "hint"), [("peopel", "did you mean 'people'?"), ("growth", "known: people")])
def test_a_measure_that_the_other_dataset_lacks_is_told_at_its_line_and_stops_nothing(
    tmp_path: Path, over: str, hint: str
) -> None:
    wrong = PLEDGES.replace("state-people/people", f"state-people/{over}")
    data = load_data(open_workspace(shared_out(tmp_path, descriptor=wrong)))
    (error,) = data.errors
    assert f"state-people has no measure {over!r} that counts or sums" in error.message
    assert error.hint == hint
    assert (error.where or "").endswith("datapackage.yaml:13")
    assert [d.name for d in data.descriptors] == ["pledges", "state-people"]
    with Observatory(data.descriptors, data.snapshots, tmp_path / "cache") as counts:
        assert counts.history("pledges", "pledges").observations[-1].value == 975
        assert values(counts) == []


def test_a_dataset_that_is_not_here_is_no_fault() -> None:
    assert list(broken_references([descriptor(PLEDGES)])) == []
    assert list(broken_references([descriptor(PLEDGES), descriptor(PEOPLE)])) == []


def test_it_is_listed_tested_and_found_by_its_figure(tmp_path: Path) -> None:
    workspace = open_workspace(shared_out(tmp_path))
    data = load_data(workspace)
    (listed,) = find_measures(data.descriptors, "pledges-per-capita")
    assert listed.definition == "100000 x pledges / state-people/people of the same scope"
    checks, errors = golden_checks(workspace, data, "pledges")
    assert [(check.holds, check.found) for check in checks] == [
        (True, Decimal("3.05840391")),
        (False, Decimal("0.10098202")),
    ]
    assert errors == ()
    places = find_cells(workspace, Decimal("3.058"))
    assert [(cell.measure, cell.scope) for cell in places.cells] == [("pledges-per-capita", TEXAS)]
    assert find_cells(workspace, Decimal("3.05")).cells == ()


def test_what_an_issue_changed_leaves_it_out(tmp_path: Path) -> None:
    data = load_data(open_workspace(shared_out(tmp_path)))
    own = next(d for d in data.descriptors if d.name == "pledges")
    first, second, _ = (s for s in data.snapshots if s.dataset == "pledges")
    changes = {c.measure: (c.before, c.after) for c in measure_changes(own, first, second, tmp_path / "cache")}
    assert changes == {"pledges": (912, 974), "pledges-per-capita": (None, None)}
