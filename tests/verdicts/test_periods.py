"""Series whose values are about months or years."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from builders import change, claim, definition, history, observation, quantity

from claimtrack.measures.measure import Revision
from claimtrack.period import parse_stamp
from claimtrack.quantity import Direction, Interval, Role
from claimtrack.verdicts.claim_time import ClaimTime
from claimtrack.verdicts.judge import judge
from claimtrack.verdicts.measured import Measured
from claimtrack.verdicts.official import Gap, Side
from claimtrack.verdicts.periods import official_side
from claimtrack.verdicts.profile import PROFILES


def annual(year: int, value: int | str, **changes: Any) -> Any:
    published = parse_stamp(f"{year + 1}-02-01").start
    return observation(
        published.isoformat(), value, period=parse_stamp(str(year)), by=published + timedelta(days=9), **changes
    )


RATES = history(annual(2021, 53), annual(2022, 36), annual(2023, 38))
MEASURED = Measured(definition=definition("rate", max_age_days=400), history=RATES)


def spoken(when: str, source: str, said: str = "2024-06-01") -> Side | Gap:
    time = ClaimTime(when=parse_stamp(when), source=source, said=parse_stamp(said))
    return official_side(MEASURED, RATES, time)


@pytest.mark.parametrize(
    ("when", "source", "value"),
    [
        ("2022", "sentence", 36),
        ("2022-06", "sentence", 36),
        ("2024-06-01", "published", 38),
        ("2023-06-01", "published", 36),
    ],
)
def test_a_named_period_picks_its_value_and_none_the_newest_known(when: str, source: str, value: int) -> None:
    side = spoken(when, source)
    assert isinstance(side, Side)
    assert side.value == value


@pytest.mark.parametrize(("when", "source", "code"), [("2020", "sentence", "COV"), ("2026-06-01", "published", "STL")])
def test_what_is_missing(when: str, source: str, code: str) -> None:
    gap = spoken(when, source)
    assert isinstance(gap, Gap)
    assert gap.code == code


def test_while_it_is_not_sure_that_the_newest_was_out_both_are_possible() -> None:
    side = spoken("2024-02-05", "published")
    assert isinstance(side, Side)
    assert (side.value, side.hull) == (38, Interval(low=36, high=38))


def test_the_value_first_published_speaks_until_it_is_revised() -> None:
    later = Revision(at=parse_stamp("2025-02-01").start, value=39, low=39, high=39, snapshot="b", file="b.csv")  # type: ignore[arg-type]
    revised = history(annual(2023, 38, revisions=(later,)))
    values = []
    for said in ("2024-06-01", "2025-06-01"):
        side = official_side(
            MEASURED, revised, ClaimTime(when=parse_stamp("2023"), source="text", said=parse_stamp(said))
        )
        assert isinstance(side, Side)
        values.append((side.value, side.variants))
    assert values == [(38, Interval(low=38, high=39)), (39, Interval.point(39))]


@pytest.mark.parametrize(
    ("value", "claimed", "direction", "outcome"),
    [
        ("3.35", "3.4", Direction.UP, "agrees"),
        ("-0.67", "0.7", Direction.DOWN, "agrees"),
        ("-0.67", "0.7", Direction.UP, "discrepancy"),
        ("3.35", "3.9", None, "discrepancy"),
    ],
)
def test_a_measure_of_change_is_compared_as_it_stands(
    value: str, claimed: str, direction: Direction | None, outcome: str
) -> None:
    inflation = definition("inflation", aggregate="change", unit="percent", accumulation="flow")
    measured = Measured(definition=inflation, history=history(annual(2023, value)))
    time = ClaimTime(when=parse_stamp("2023"), source="sentence", said=parse_stamp("2024-03-01"))
    for wanted in (
        change(claimed, role=Role.PERCENT_CHANGE, direction=direction, baseline=None),
        claim(quantity=quantity(claimed, unit="percent", direction=direction)),
    ):
        assert judge(wanted, measured, time, PROFILES["newsroom"]).outcome == outcome


def test_months_do_not_speak_for_their_year_nor_a_year_s_flow_for_a_month() -> None:
    months = history(*(observation(f"2023-0{n}-15", n, period=parse_stamp(f"2023-0{n}")) for n in (1, 2)))
    year = ClaimTime(when=parse_stamp("2023"), source="text", said=parse_stamp("2024-06-01"))
    month = ClaimTime(when=parse_stamp("2022-06"), source="text", said=parse_stamp("2024-06-01"))
    flow = Measured(definition=definition("births", accumulation="flow"), history=RATES)
    gaps = [official_side(MEASURED, months, year), official_side(flow, RATES, month)]
    assert [gap.code for gap in gaps if isinstance(gap, Gap)] == ["AMB", "COV"]


def test_a_value_that_was_not_out_yet_does_not_speak() -> None:
    early = ClaimTime(when=parse_stamp("2023"), source="text", said=parse_stamp("2023-12-01"))
    gap = official_side(MEASURED, RATES, early)
    assert isinstance(gap, Gap)
    assert gap.code == "AHD"
