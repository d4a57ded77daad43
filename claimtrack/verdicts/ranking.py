"""A place in an order ("the fifth-largest state"): the value in the claim's scope among those of its peers."""

from __future__ import annotations

import re
from dataclasses import replace
from fractions import Fraction

from claimtrack.claims.claim import Claim
from claimtrack.measures.measure import History
from claimtrack.quantity import Interval
from claimtrack.verdicts.claim_time import ClaimTime
from claimtrack.verdicts.measured import Measured
from claimtrack.verdicts.official import Side
from claimtrack.verdicts.periods import official_side

FROM_BELOW = re.compile(
    r"\b(?:smallest|lowest|fewest|least|slowest|shortest|rarest|bottom|from (?:the )?bottom|worst)\b", re.IGNORECASE
)
"""Words that count the places of an order from its small end."""
BY_SIZE = re.compile(
    rf"{FROM_BELOW.pattern}|\b(?:largest|biggest|most|highest|top|greatest|populous|fastest|longest)\b", re.IGNORECASE
)
"""Words that say by what the places are ordered; without them the order may be another one."""


def rank_side(claim: Claim, measured: Measured, own: Side, time: ClaimTime) -> Side | None:
    """Return the side whose value is the rank of `own` among the measure's peers; None when too few of them speak.

    A peer whose interval overlaps the own one leaves the place open between two ranks.
    """
    others = [side for peer in measured.peers if (side := _speaking(measured, peer, time)) is not None]
    if not others:
        return None
    below = FROM_BELOW.search(claim.clause.text) is not None
    surely = sum(_is_ahead(other.hull, own.hull, below=below) for other in others)
    maybe = sum(not _is_ahead(own.hull, other.hull, below=below) for other in others)
    first = Fraction(1 + sum(other.value < own.value if below else other.value > own.value for other in others))
    places = Interval(low=Fraction(1 + surely), high=Fraction(1 + maybe))
    return replace(own, value=first, core=Interval.point(first), variants=places, hull=places)


def _speaking(measured: Measured, history: History, time: ClaimTime) -> Side | None:
    side = official_side(measured, history, time)
    return side if isinstance(side, Side) else None


def _is_ahead(one: Interval, other: Interval, *, below: bool) -> bool:
    """Whether every value of one interval stands before every value of the other."""
    if below:
        one, other = other, one
    return one.low is not None and other.high is not None and one.low > other.high
