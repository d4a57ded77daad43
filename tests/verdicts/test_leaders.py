"""The sum of the first places of an order: its value, its bounds, its evidence, and when it is not known."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from builders import claim, definition, history, observation, quantity

from claimtrack.matching.link import Leaders
from claimtrack.measures.measure import History
from claimtrack.period import parse_stamp
from claimtrack.quantity import Role
from claimtrack.verdicts.claim_time import ClaimTime
from claimtrack.verdicts.evidence import recomputed
from claimtrack.verdicts.leaders import adds_up, judge_leaders
from claimtrack.verdicts.measured import Measured
from claimtrack.verdicts.profile import PROFILES
from claimtrack.verdicts.verdict import Official, Verdict

TIME = ClaimTime(when=parse_stamp("2025-09-03"), source="published")
TWO = Leaders(dimension="state", count=2)
VALUES = {"FLORIDA": 324, "TEXAS": 159, "OHIO": 36, "UTAH": 31}


def place(name: str, low: int, high: int | None = None, at: str = "2025-09-02") -> History:
    return history(observation(at, low, high), scope=(("state", name),))


def measured(whole: int = 550, *extra: History, **changes: object) -> Measured:
    peers = (*(place(name, value) for name, value in VALUES.items()), *extra)
    made = Measured(definition=definition(), history=history(observation("2025-09-02", whole)), peers=peers)
    return replace(made, **changes)


def judged(number: int, of: Measured, leaders: Leaders = TWO, **changes: object) -> Verdict:
    text = f"The states hold {number} agreements."
    said = claim(text, f"{number} agreements", quantity=quantity(number, **changes))
    return judge_leaders(said, leaders, "STATE", of, TIME, PROFILES["newsroom"])


def official(verdict: Verdict) -> Official:
    assert verdict.official is not None
    return verdict.official


@pytest.mark.parametrize(("number", "outcome"), [(483, "agrees"), (482, "discrepancy"), (519, "discrepancy")])
def test_the_sum_of_the_largest_is_official(number: int, outcome: str) -> None:
    verdict = judged(number, measured())
    assert verdict.outcome == outcome
    assert verdict.arithmetic == "483, Florida 324 + Texas 159 = 483 agreements on 2025-09-02"


@pytest.mark.parametrize(
    ("below", "role", "unit", "value", "computation"),
    [
        (False, Role.LEVEL, None, 483, "sum(largest)"),
        (True, Role.LEVEL, None, 67, "sum(smallest)"),
        (False, Role.SHARE, "percent", Decimal("87.818182"), "100 * sum(largest) / whole"),
        (True, Role.SHARE, None, Decimal("0.121818"), "sum(smallest) / whole"),
    ],
)
def test_its_evidence_gives_it_again(
    below: bool, role: Role, unit: str | None, value: Decimal, computation: str
) -> None:
    found = official(judged(50, measured(), replace(TWO, below=below), role=role, unit=unit))
    assert (found.value, found.computation) == (value, computation)
    assert [operand.name for operand in found.operands][:4] == ["added", "added", "other", "other"]
    values = [operand.value for operand in found.operands]
    assert recomputed(found, values) == found.value
    # A place that was left out and had more would be found: the sum is made anew from all of them.
    values[2] += 1000 if not below else -1000
    assert recomputed(found, values) != found.value


def test_a_tie_at_the_edge_changes_no_sum() -> None:
    verdict = judged(483, measured(709, place("GUAM", 159)))
    assert verdict.outcome == "agrees"


@pytest.mark.parametrize(
    ("of", "leaders", "told"),
    [
        (measured(550, place("IOWA", 9, at="2025-09-30")), TWO, "Iowa"),
        (measured(900), TWO, "550 of 900"),
        (measured(400), TWO, "550 of 400"),
        (measured(), replace(TWO, count=4), "4 such places"),
        (measured(definition=definition(aggregate="count_distinct", columns=("AGENCY",))), TWO, "do not add up"),
        (measured(definition=definition(aggregate="mean")), TWO, "do not add up"),
    ],
)
def test_what_is_missing_is_said(of: Measured, leaders: Leaders, told: str) -> None:
    verdict = judged(700, of, leaders)
    assert verdict.codes == {"COV"}
    assert told in verdict.reasons[0].text


@pytest.mark.parametrize(
    ("aggregate", "columns", "adds"),
    [
        ("count", (), True),
        ("sum", ("OFFICERS",), True),
        ("count_distinct", ("STATE", "AGENCY"), True),
        ("count_distinct", ("AGENCY",), False),
        ("median", ("OFFICERS",), False),
        ("ratio", (), False),
    ],
)
def test_only_what_adds_up_is_added(aggregate: str, columns: tuple[str, ...], adds: bool) -> None:
    assert adds_up(definition(aggregate=aggregate, columns=columns), "STATE") == adds


def test_a_place_that_some_do_not_count_leaves_the_sum_open() -> None:
    with_district = measured(750, near_peers=(place("DISTRICT OF COLUMBIA", 200),))
    assert judged(524, with_district).codes == {"CLN"}
    assert judged(483, with_district).outcome == "agrees"
    assert judged(600, with_district).outcome == "discrepancy"


def test_bounds_of_the_places_bound_the_sum() -> None:
    unclear = measured(560, place("IOWA", 10, 200))
    found = official(judged(490, unclear))
    assert (found.low, found.high) == (483, 524)


@pytest.mark.parametrize("role", [Role.DELTA, Role.RANK, Role.PERCENT_CHANGE])
def test_a_change_or_rank_of_the_first_places_is_not_computed(role: Role) -> None:
    assert judged(483, measured(), role=role).codes == {"COV"}


def test_places_below_zero_have_no_share_of_a_whole() -> None:
    losing = measured(500, place("IOWA", -50))
    assert judged(97, losing, role=Role.SHARE, unit="percent").codes == {"UND"}
    assert judged(483, losing).outcome == "agrees"
