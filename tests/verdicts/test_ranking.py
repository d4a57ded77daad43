"""The place of a value among its peers, and between which places it is open."""

from __future__ import annotations

from dataclasses import replace

import pytest
from builders import claim, definition, history, observation, quantity

from claimtrack.measures.measure import History
from claimtrack.period import parse_stamp
from claimtrack.quantity import Interval, Role
from claimtrack.verdicts.claim_time import ClaimTime
from claimtrack.verdicts.judge import judge
from claimtrack.verdicts.measured import Measured
from claimtrack.verdicts.official import Side
from claimtrack.verdicts.periods import official_side
from claimtrack.verdicts.profile import PROFILES
from claimtrack.verdicts.ranking import rank_side, tells_order
from claimtrack.verdicts.verdict import Severity

TIME = ClaimTime(when=parse_stamp("2025-09-03"), source="published")


def ranked(text: str, own: tuple[int, int], *peers: tuple[int, int]) -> Side | None:
    def of(low: int, high: int) -> History:
        return history(observation("2025-09-02", low, high))

    measured = Measured(definition=definition(), history=of(*own), peers=tuple(of(*peer) for peer in peers))
    side = official_side(measured, measured.history, TIME)
    assert isinstance(side, Side)
    return rank_side(claim(text, "second", quantity=quantity(2, role=Role.RANK)), measured, side, TIME)


@pytest.mark.parametrize(
    ("text", "own", "places"),
    [
        ("It is the second largest.", (50, 50), (2, 2)),
        ("It is the second smallest.", (50, 50), (3, 3)),
        ("It is the second largest.", (50, 95), (1, 2)),
        ("It is the second largest.", (30, 30), (2, 3)),
    ],
)
def test_the_place_among_others(text: str, own: tuple[int, int], places: tuple[int, int]) -> None:
    side = ranked(text, own, (90, 90), (30, 30), (20, 25))
    assert side is not None
    assert side.hull == Interval(low=places[0], high=places[1])


@pytest.mark.parametrize(("beside", "places"), [("near_peers", (2, 3)), ("peers", (2, 3))])
def test_what_some_do_not_count_and_what_has_no_value_leave_it_open(beside: str, places: tuple[int, int]) -> None:
    """A peer ahead that some do not count; a peer that had its first value after the claim."""
    seen = history(observation("2025-09-02" if beside == "near_peers" else "2025-09-30", 70))
    ahead, own = history(observation("2025-09-02", 90)), history(observation("2025-09-02", 50))
    others = {"peers": (ahead,), beside: (seen,) if beside == "near_peers" else (ahead, seen)}
    measured = Measured(definition=definition(), history=own, **others)
    side = official_side(measured, own, TIME)
    assert isinstance(side, Side)
    found = rank_side(claim("It is the second largest.", "second"), measured, side, TIME)
    assert found is not None
    assert found.hull == Interval(low=places[0], high=places[1])


@pytest.mark.parametrize(("place", "outcome"), [(10, "discrepancy"), (11, "agrees"), (12, "discrepancy")])
def test_a_place_is_not_rounded_and_a_wrong_one_is_critical(place: int, outcome: str) -> None:
    peers = tuple(history(observation("2025-09-02", 100 + number)) for number in range(10))
    measured = Measured(definition=definition(), history=history(observation("2025-09-02", 50)), peers=peers)
    text = "It is the nth by most agreements."
    wanted = claim(text, "nth", quantity=quantity(place, role=Role.RANK))
    verdict = judge(wanted, replace(measured, definition=definition(nouns=("agreement",))), TIME, PROFILES["newsroom"])
    assert verdict.outcome == outcome
    assert verdict.severity == (Severity.CRITICAL if outcome == "discrepancy" else None)
    assert "OB1" not in verdict.codes


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("It has the second-most agreements.", True),
        ("That makes it the second-largest.", True),
        ("It is the second-largest.", False),
        ("It signed its second agreement.", False),
    ],
)
def test_the_order_must_be_told(text: str, told: bool) -> None:
    measured = Measured(definition=definition(), history=history(observation("2025-09-02", 50)))
    assert tells_order(claim(text, "second"), measured) == told


def test_without_peers_there_is_no_place() -> None:
    assert ranked("It is the second largest.", (50, 50)) is None
