"""The place of a value among its peers, and between which places it is open."""

from __future__ import annotations

import pytest
from builders import claim, definition, history, observation, quantity

from claimtrack.measures.measure import History
from claimtrack.period import parse_stamp
from claimtrack.quantity import Interval, Role
from claimtrack.verdicts.claim_time import ClaimTime
from claimtrack.verdicts.measured import Measured
from claimtrack.verdicts.official import Side
from claimtrack.verdicts.periods import official_side
from claimtrack.verdicts.ranking import rank_side

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


def test_without_peers_there_is_no_place() -> None:
    assert ranked("It is the second largest.", (50, 50)) is None
