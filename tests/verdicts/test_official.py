"""Which snapshot speaks at a time."""

from __future__ import annotations

from datetime import timedelta

import pytest
from builders import claim, definition, history, observation, quantity

from claimtrack.period import parse_stamp
from claimtrack.quantity import Interval, Role
from claimtrack.verdicts.claim_time import ClaimTime, claim_time
from claimtrack.verdicts.judge import judge
from claimtrack.verdicts.measured import Measured
from claimtrack.verdicts.official import Gap, Side, side_at
from claimtrack.verdicts.profile import PROFILES
from claimtrack.verdicts.verdict import Outcome

TWO_A_DAY = history(
    observation("2025-08-07T17:07:00", 901),
    observation("2025-09-02T12:11:44", 956),
    observation("2025-09-02T20:05:26", 957),
    observation("2025-09-11T16:38:58", 1000),
)
MONTH = timedelta(days=31)


def spoken(when: str, max_age: timedelta = MONTH) -> Side:
    side = side_at(TWO_A_DAY, parse_stamp(when), max_age)
    assert isinstance(side, Side)
    return side


@pytest.mark.parametrize(
    ("when", "value"),
    [
        ("2025-09-02T12:11:00Z", 901),
        ("2025-09-02T15:00:00Z", 956),
        ("2025-09-02T20:05:26Z", 957),
        ("2025-09-02", 957),
        ("2025-09-10", 957),
        ("2025-09", 1000),
    ],
)
def test_the_latest_snapshot_at_or_before_speaks(when: str, value: int) -> None:
    assert spoken(when).value == value


def test_the_hull_reaches_to_the_next_snapshot() -> None:
    assert spoken("2025-09-05").hull == Interval(low=957, high=1000)


def test_a_day_holds_all_its_values() -> None:
    assert spoken("2025-09-02").hull == Interval(low=901, high=1000)
    assert spoken("2025-09-02").core == Interval.point(957)


def test_a_neighbour_too_far_off_says_nothing() -> None:
    assert spoken("2025-09-02T21:00:00Z", timedelta(days=2)).hull == Interval.point(957)


@pytest.mark.parametrize(("when", "code"), [("2025-01-01", "COV"), ("2026-01-01", "STL")])
def test_gaps_say_what_is_missing(when: str, code: str) -> None:
    gap = side_at(TWO_A_DAY, parse_stamp(when), MONTH)
    assert isinstance(gap, Gap)
    assert gap.code == code


@pytest.mark.parametrize(
    ("number", "outcome"), [("980", "undetermined"), ("1100", "discrepancy"), ("901", "discrepancy")]
)
def test_between_snapshots(number: str, outcome: str) -> None:
    measured = Measured(definition=definition(), history=TWO_A_DAY)
    time = ClaimTime(when=parse_stamp("2025-09-05"), source="published")
    verdict = judge(claim(quantity=quantity(number)), measured, time, PROFILES["newsroom"])
    assert verdict.outcome == outcome
    assert ("BRK" in verdict.codes) == (outcome == "undetermined")


@pytest.mark.parametrize(
    ("number", "when", "outcome"),
    [
        ("956", "2025-09-02T09:00:00Z", "agrees"),  # out three hours later
        ("901", "2025-09-02T09:00:00Z", "agrees"),  # the list before it, which still speaks
        ("957", "2025-09-02T09:00:00Z", "discrepancy"),  # the second list of that day
        ("930", "2025-09-02T09:00:00Z", "undetermined"),  # between two lists
        ("990", "2025-09-02T09:00:00Z", "discrepancy"),
        ("956", "2025-09-01T09:00:00Z", "undetermined"),  # the list of the day after
    ],
)
def test_a_list_of_the_same_day_may_be_what_the_text_had(number: str, when: str, outcome: str) -> None:
    measured = Measured(definition=definition(), history=TWO_A_DAY)
    time = ClaimTime(when=parse_stamp(when), source="published")
    assert judge(claim(quantity=quantity(number)), measured, time, PROFILES["newsroom"]).outcome == outcome


@pytest.mark.parametrize(("number", "outcome"), [("1000", "agrees"), ("800", "undetermined"), ("957", "undetermined")])
def test_a_list_of_the_same_day_is_no_ground_for_a_discrepancy(number: str, outcome: str) -> None:
    measured = Measured(definition=definition(max_age_days=5), history=TWO_A_DAY)
    time = ClaimTime(when=parse_stamp("2025-09-11T09:00:00Z"), source="published")
    assert judge(claim(quantity=quantity(number)), measured, time, PROFILES["newsroom"]).outcome == outcome


def test_a_series_in_one_file_is_cited_by_the_date_that_speaks() -> None:
    rows = ("2025-08-07T17:07:00", 901), ("2025-09-02T20:05:26", 957), ("2025-09-11T16:38:58", 1000)
    series = history(*(observation(at, value, snapshot="f" * 64, file="counts.csv") for at, value in rows))
    time = ClaimTime(when=parse_stamp("2025-09-03"), source="published")
    measured = Measured(definition=definition(), history=series)
    official = judge(claim(quantity=quantity("957")), measured, time, PROFILES["newsroom"]).official
    assert official is not None
    assert [ref.observed_at.date().isoformat() for ref in official.snapshots] == ["2025-09-02", "2025-09-11"]


def test_explicit_as_of_beats_publication() -> None:
    told = claim(as_of=parse_stamp("2025-08-07"), as_of_source="sentence")
    found = claim_time(told, parse_stamp("2025-09-03"))
    assert isinstance(found, ClaimTime)
    assert (found.when.label, found.source) == ("2025-08-07", "sentence")


def test_a_running_month_ends_at_publication() -> None:
    found = claim_time(claim(as_of=parse_stamp("2025-09")), parse_stamp("2025-09-03"))
    assert isinstance(found, ClaimTime)
    assert found.when.end == parse_stamp("2025-09-03").end


def test_a_start_without_a_date_stays_open() -> None:
    found = claim_time(claim(quantity=quantity(role=Role.FROM)), parse_stamp("2025-09-03"))
    assert isinstance(found, Gap)
    assert found.code == "UND"


def test_no_date_at_all_stays_open() -> None:
    found = claim_time(claim(), None)
    assert isinstance(found, Gap)
    assert "--published" in found.text


def test_a_part_is_only_bounded_by_the_whole() -> None:
    measured = Measured(definition=definition("agencies"), history=TWO_A_DAY, restricted=("sheriff",))
    time = ClaimTime(when=parse_stamp("2025-09-02T21:00:00Z"), source="published")
    profile = PROFILES["newsroom"]
    few, many = (judge(claim(quantity=quantity(n)), measured, time, profile) for n in ("60", "1200"))
    assert (few.outcome, few.codes) == (Outcome.UNDETERMINED, {"SCO"})
    assert many.outcome is Outcome.DISCREPANCY


@pytest.mark.parametrize(("when", "outcome"), [("2025-09-20", "discrepancy"), ("2025-10-05", "undetermined")])
def test_an_unconfirmed_snapshot_bears_a_discrepancy_for_half_its_time(when: str, outcome: str) -> None:
    measured = Measured(definition=definition(), history=TWO_A_DAY)
    time = ClaimTime(when=parse_stamp(when), source="published")
    wrong, right = (judge(claim(quantity=quantity(n)), measured, time, PROFILES["newsroom"]) for n in (1200, 1000))
    assert wrong.outcome == outcome
    assert right.outcome is Outcome.AGREES


@pytest.mark.parametrize(
    ("changes", "number", "outcome", "code"),
    [
        ({}, "50", "undetermined", "AMB"),
        ({"explicit": True}, "50", "discrepancy", "VAL-"),
        ({}, "9570", "discrepancy", "MAG"),
        ({}, "1200", "discrepancy", "VAL+"),
        ({"tentative": "the noun is far off"}, "1200", "undetermined", "AMB"),
        ({"tentative": "the noun is far off"}, "957", "agrees", "EXA"),
        ({"tentative": "the noun is far off", "explicit": True}, "5", "undetermined", "AMB"),
        ({"restricted": ("rural",)}, "18000", "undetermined", "AMB"),
    ],
)
def test_a_thin_link_carries_no_discrepancy(changes: dict[str, object], number: str, outcome: str, code: str) -> None:
    measured = Measured(definition=definition(), history=TWO_A_DAY, **changes)  # type: ignore[arg-type]
    time = ClaimTime(when=parse_stamp("2025-09-02T21:00:00Z"), source="published")
    verdict = judge(claim(quantity=quantity(number)), measured, time, PROFILES["newsroom"])
    assert (verdict.outcome, code in verdict.codes) == (outcome, True)


def test_a_snapshots_age_counts_in_days_and_the_nearest_in_time_is_shown() -> None:
    seen = history(observation("2025-06-01T06:00", 10), observation("2025-06-20T18:00", 30))
    at_noon = parse_stamp("2025-06-04T13:05:00")
    assert not isinstance(side_at(seen, at_noon, timedelta(days=3)), Gap)
    gap = side_at(seen, parse_stamp("2025-06-20T13:05:00"), timedelta(days=3))
    assert isinstance(gap, Gap)
    assert gap.nearest is seen.observations[1]
    assert "19 days older; 3 are allowed; the next, of 2025-06-20, is nearer" in gap.text
