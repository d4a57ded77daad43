"""Direction against the printed ends (INT): "agreements rose from 958 to 135" goes the other way, rounding or not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from claimtrack.claims.claim import Claim, Modality
from claimtrack.quantity import Direction, Interval, Role
from claimtrack.verdicts import wording
from claimtrack.verdicts.printed import number, printed
from claimtrack.verdicts.verdict import Outcome, Reason, Severity, Verdict

VERB = "change.verb"
"""The cue of an end that stands after a verb of change of its own."""
PLACES = frozenset({"rank", "ranking", "place", "position", "seed", "spot", "odds", "grade", "time"})
"""What gets better as its number gets smaller."""
_WORDS = {Direction.UP: "a rise", Direction.DOWN: "a fall"}


def wrong_ways(claims: Sequence[Claim]) -> Iterator[tuple[Claim, Verdict]]:
    """Yield the later end of a change whose verb says the other direction.

    Only counts of a named thing and percentages: a place in a table climbs to a smaller number, and so does the
    price of a currency.
    """
    by_id = {claim.id: claim for claim in claims}
    for end in claims:
        starts = [by_id[relation.claim_id] for relation in end.relations if relation.kind == "from"]
        if len(starts) == 1 and end.quantity.role is Role.TO and _comparable(starts[0], end):
            verdict = _against(starts[0], end)
            if verdict is not None:
                yield end, verdict


def _comparable(start: Claim, end: Claim) -> bool:
    both = (start, end)
    if any(claim.modality is not Modality.ASSERTED or claim.set_aside is not None for claim in both):
        return False
    if start.sentence != end.sentence or start.quantity.unit != end.quantity.unit or VERB not in start.cues:
        return False
    counted = start.head is not None and start.head == end.head and _are_many(end)
    return end.quantity.unit == "percent" or (end.quantity.unit is None and counted)


def _are_many(claim: Claim) -> bool:
    """Whether the noun is a plural that counts: "agreements" are many, "the ranking" and "the yen" are one."""
    last = (claim.measured_entity or "").lower().split()[-1:]
    return last != [claim.head] and claim.head not in PLACES


def _against(start: Claim, end: Claim) -> Verdict | None:
    told = start.quantity.direction
    before, after = printed(start.quantity), printed(end.quantity)
    if told is None or end.quantity.direction not in (None, told):
        return None
    opposite = _below(after, before) if told is Direction.UP else _below(before, after)
    if not opposite or start.quantity.value is None or end.quantity.value is None:
        return None
    ends = f"{wording.claimed(start.quantity)} → {wording.claimed(end.quantity)}"
    off = number(end.quantity) - number(start.quantity)
    return Verdict(
        outcome=Outcome.DISCREPANCY,
        reasons=(Reason(code="INT", text=f"the document's own numbers do not fit: {ends} is not {_WORDS[told]}"),),
        arithmetic=ends,
        severity=Severity.CRITICAL,
        direction="understated" if told is Direction.UP else "overstated",
        difference=wording.decimal(off),
    )


def _below(one: Interval, other: Interval) -> bool:
    """Whether every value of one set is below every value of the other."""
    return one.high is not None and other.low is not None and one.high < other.low
