"""A place in an order ("the fifth-largest state"): the value in the claim's scope among those of its peers."""

from __future__ import annotations

import re
from dataclasses import replace
from fractions import Fraction

from claimtrack.claims.claim import Claim
from claimtrack.measures.measure import History
from claimtrack.quantity import Interval
from claimtrack.verdicts.claim_time import ClaimTime
from claimtrack.verdicts.evidence import operand, operands_of
from claimtrack.verdicts.measured import Measured
from claimtrack.verdicts.official import Side, unknown_reach
from claimtrack.verdicts.periods import official_side

FROM_BELOW = re.compile(
    r"\b(?:smallest|lowest|fewest|least|slowest|shortest|rarest|bottom|from (?:the )?bottom|worst)\b", re.IGNORECASE
)
"""Words that count the places of an order from its small end."""
TIED = re.compile(r"\b(?:mak(?:es|ing)|made|put(?:s|ting)?|rank(?:s|ed|ing)?) (?:it|them|the \w+)\b|\bpopulous\b")
"""Words that tie the order to the number just named; "the largest" alone may be said of the land."""


ORDERED = re.compile(r"\b(?:[a-z]{2,}est|most|least|populous|rank\w*|place)\b")
"""Words of an order; without them an ordinal counts on: "the ninth office to sign"."""


COUNTS_ON = re.compile(r"\bto (?:do so|sign|join|enter|partner|enroll?|take part|participate|adopt|ratify)\b")
"""After an ordinal and its noun: it counts those that did so before."""


def counts_on(claim: Claim) -> bool:
    """Whether an ordinal counts on and tells no order: "the ninth office to sign"."""
    after = claim.sentence.text[claim.quote.end - claim.sentence.start :]
    return ORDERED.search(claim.quote.exact) is None and COUNTS_ON.match(after.lstrip()) is not None


def tells_order(claim: Claim, measured: Measured) -> bool:
    """Whether the clause speaks of an order, and by what: it names the measure, or goes on from its number."""
    text = claim.clause.text.lower()
    named = (*measured.definition.nouns, *measured.definition.aliases, measured.label.lower())
    told = TIED.search(text) is not None or any(noun.lower() in text for noun in named)
    return told and ORDERED.search(text) is not None


def rank_side(claim: Claim, measured: Measured, own: Side, time: ClaimTime) -> Side | None:
    """Return the side whose value is the rank of `own` among the measure's peers; None when none of them speaks.

    A peer whose interval overlaps the own one, one without a value for that time and one that some do not count leave
    the place open between two ranks.
    """
    speaking = [(peer, side) for peer in measured.peers if (side := _speaking(measured, peer, time)) is not None]
    if not speaking:
        return None
    others = [side for _, side in speaking]
    below = FROM_BELOW.search(claim.clause.text) is not None
    beside = [(peer, side) for peer in measured.near_peers if (side := _speaking(measured, peer, time)) is not None]
    near = [side for _, side in beside]
    silent = len(measured.peers) - len(others)
    surely = sum(_is_ahead(other.hull, own.hull, below=below) for other in others)
    maybe = silent + sum(not _is_ahead(own.hull, other.hull, below=below) for other in (*others, *near))
    first = Fraction(1 + sum(other.value < own.value if below else other.value > own.value for other in others))
    places = Interval(low=Fraction(1 + surely), high=Fraction(1 + maybe))
    return replace(
        own,
        value=first,
        core=Interval.point(first),
        variants=places,
        hull=places,
        staleness=unknown_reach((own,)),
        computation=f"1 + count(other {'<' if below else '>'} own)",
        operands=(
            *operands_of("own", measured.history, own),
            *(found for peer, side in speaking for found in operands_of("other", peer, side)),
            *(operand("near other", peer, side.observation) for peer, side in beside),
        ),
    )


def _speaking(measured: Measured, history: History, time: ClaimTime) -> Side | None:
    side = official_side(measured, history, time)
    return side if isinstance(side, Side) else None


def _is_ahead(one: Interval, other: Interval, *, below: bool) -> bool:
    """Whether every value of one interval stands before every value of the other."""
    if below:
        one, other = other, one
    return one.low is not None and other.high is not None and one.low > other.high
