"""Measures that follow from published values, and the choice of the value that speaks."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from dataset_builders import descriptor

from claimtrack.datasets.snapshots import add_snapshot
from claimtrack.errors import DescriptorError
from claimtrack.measures.golden import check
from claimtrack.measures.measure import History
from claimtrack.measures.observe import Observatory
from claimtrack.measures.speaking import Fit, about, latest_known
from claimtrack.measures.timing import earlier, period_of
from claimtrack.period import Period, parse_stamp

TEXT = """
name: prices
resources: [{name: data, path: snapshots/}]
claimtrack:
  kind: series
  date: month
  period: month
  published_after_days: [10, 15]
  dimensions: {region: region}
  measures:
    index: {value: index, nouns: [index], unit: index}
    people: {value: people, nouns: [person]}
    inflation: {change: {column: index, over: 12 months}, nouns: [inflation], golden: [{at: 2024-01, value: 3.4}]}
    rise: {change: {column: index, over: 1 month, difference: true}, nouns: [rise]}
    yearly: {change: {column: index, over: 1 year, yearly: true}, nouns: [inflation]}
    rate: {ratio: {of: crimes, to: people, per: 100000}, nouns: [crime], golden: [{at: 2024-01, value: 7}]}
    share:
      ratio: {of: {column: people, where: {region: North}}, to: people, per: 100}
      nouns: [share]
      dimensions: []
"""


def rows() -> Iterator[str]:
    yield "month,region,index,people,crimes"
    for year in (2023, 2024):
        for number in range(1, 13):
            index = f"{100 + number + (year - 2023) * 3.4:.1f}"
            yield f"{year}-{number:02}-01,,{index},3000,{number}"
            for region, people in (("North", 1000), ("South", 2000)):
                yield f"{year}-{number:02}-01,{region},,{people},"


@pytest.fixture
def watched(tmp_path: Path) -> Iterator[Observatory]:
    made = descriptor(TEXT, folder=tmp_path)
    (tmp_path / "p-20250110.csv").write_text("\n".join(rows()) + "\n")
    snapshot = add_snapshot(made, tmp_path / "p-20250110.csv", tmp_path / "snapshots")
    with Observatory([made], [snapshot], tmp_path / "cache") as observatory:
        yield observatory


def value(history: History, date: str) -> Decimal:
    return next(o.value for o in history.observations if o.date == date)


@pytest.mark.parametrize(
    ("measure", "date", "expected"),
    [
        ("inflation", "2024-01-01", "3.36633663"),
        ("rise", "2024-02-01", "1"),
        ("rise", "2024-01-01", "-7.6"),
        ("yearly", "2024", "3.19248826"),
        ("rate", "2024-03-01", "100"),
        ("share", "2024-03-01", "33.33333333"),
    ],
)
def test_derived_values_and_the_queries_that_recompute_them(
    watched: Observatory, measure: str, date: str, expected: str
) -> None:
    history = watched.history("prices", measure)
    assert value(history, date) == Decimal(expected)
    for observation in history.observations:
        assert watched.run("prices", history.query_for(observation)) == observation.value


def test_a_change_needs_both_dates_and_a_yearly_one_whole_years(watched: Observatory) -> None:
    assert watched.history("prices", "inflation").observations[0].date == "2024-01-01"
    assert [o.date for o in watched.history("prices", "yearly").observations] == ["2024"]


def test_published_counts_of_several_places_add_up_and_rates_do_not(watched: Observatory) -> None:
    both = (("region", "North"), ("region", "South"))
    history = watched.history("prices", "people", both)
    assert {o.value for o in history.observations} == {3000}
    assert watched.run("prices", history.query_for(history.observations[0])) == 3000
    assert watched.history("prices", "index", both).observations == ()


def test_golden_values_are_computed_and_a_wrong_one_is_told(watched: Observatory) -> None:
    held, missed = check(descriptor(TEXT), watched)
    assert (held.measure, held.found, held.holds) == ("inflation", Decimal("3.36633663"), True)
    assert (missed.measure, missed.found, missed.holds) == ("rate", Decimal("33.33333333"), False)


def test_the_value_that_speaks_for_a_period(watched: Observatory) -> None:
    history = watched.history("prices", "index")
    fit, found = about(history, parse_stamp("2024-05"))
    assert (fit, [o.date for o in found]) == (Fit.SAME, ["2024-05-01"])
    fit, found = about(history, parse_stamp("2024-05-17"))
    assert (fit, [o.date for o in found]) == (Fit.WIDER, ["2024-05-01"])
    fit, found = about(history, parse_stamp("2024"))
    assert (fit, len(found)) == (Fit.PARTS, 12)
    assert about(history, parse_stamp("2022"))[0] is Fit.NONE
    fit, found = about(watched.history("prices", "yearly"), parse_stamp("2024"))
    assert (fit, len(found)) == (Fit.SAME, 1)


@pytest.mark.parametrize(
    ("moment", "dates"),
    [
        ("2024-06-09T12:00", ["2024-04-01"]),
        ("2024-06-12T12:00", ["2024-05-01", "2024-04-01"]),
        ("2024-06-16T12:00", ["2024-05-01"]),
        ("2020-01-01", []),
    ],
)
def test_the_latest_known_value(watched: Observatory, moment: str, dates: list[str]) -> None:
    known = latest_known(watched.history("prices", "index"), parse_stamp(moment).start)
    assert [o.date for o in known] == dates


def test_a_value_is_out_when_an_issue_shows_it(watched: Observatory) -> None:
    last = watched.history("prices", "index").observations[-1]
    assert last.date == "2024-12-01"
    assert last.at == last.by == parse_stamp("2025-01-10").start


def test_an_issue_dated_by_its_rows_says_nothing_of_when_it_came_out(tmp_path: Path) -> None:
    made = descriptor(TEXT, folder=tmp_path)
    (tmp_path / "prices.csv").write_text("\n".join(rows()) + "\n")
    snapshot = add_snapshot(made, tmp_path / "prices.csv", tmp_path / "snapshots")
    with Observatory([made], [snapshot], tmp_path / "cache") as observatory:
        *_, before, _ = observatory.history("prices", "index").observations
    assert (before.date, before.at.date().isoformat()) == ("2024-11-01", "2024-12-10")


def test_periods_and_earlier_dates() -> None:
    assert period_of("2024-05-01", "quarter").label == "2024-04-01..2024-06-30"
    assert period_of("2024-05-06", "week").label == "2024-05-06..2024-05-12"
    assert period_of("2024-05-06", None) == parse_stamp("2024-05-06")
    assert isinstance(period_of("2024", "year"), Period)
    assert (earlier("2024-01-01", 1), earlier("2024-03", 12), earlier("2024", 24)) == ("2023-12-01", "2023-03", "2022")
    assert earlier("2024", 1) is None


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ("change: {column: index, over: a while}", "over"),
        ("change: {column: index, over: 1 year}, value: index", "exactly one of"),
        ("ratio: {of: a, to: b, per: 0}", "per"),
        ("ratio: {of: a, to: b}, change: {column: index, over: 1 year}", "exactly one of"),
    ],
)
def test_impossible_formulas_are_told_with_their_line(wrong: str, says: str) -> None:
    text = TEXT.replace("value: index, nouns: [index], unit: index", f"{wrong}, nouns: [index]")
    with pytest.raises(DescriptorError, match=says) as told:
        descriptor(text)
    assert told.value.where is not None
    assert "datapackage.yaml:" in told.value.where
