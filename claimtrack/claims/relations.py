"""Ties between the claims of a document: the two ends of a change and the change itself, a part and its whole."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace

from claimtrack.claims.claim import Claim, Relation
from claimtrack.quantity import Role

_CHANGES = frozenset({Role.PERCENT_CHANGE, Role.RATIO, Role.DELTA})
# How many claims to either side are looked at.
_REACH = 12


def related(claims: tuple[Claim, ...]) -> tuple[Claim, ...]:
    """Return the claims with their ties; ends and change must stand in one sentence or in neighbouring ones."""
    ties: dict[str, list[Relation]] = defaultdict(list)
    open_claims = [claim for claim in claims if claim.set_aside is None]
    for place, start in enumerate(open_claims):
        if start.quantity.role is Role.FROM:
            near = open_claims[max(0, place - _REACH) : place + _REACH + 1]
            end = _other_end(near, start)
            if end is not None:
                _tie_change(near, start, end, ties)
    return tuple(replace(claim, relations=tuple(ties[claim.id])) if claim.id in ties else claim for claim in claims)


def _other_end(claims: list[Claim], start: Claim) -> Claim | None:
    """Return the later end of the change that begins at `start`: the nearest end or level of the same unit."""
    same = [
        claim for claim in claims
        if claim is not start and claim.sentence == start.sentence and claim.quantity.unit == start.quantity.unit
        and (claim.head == start.head or claim.head is None or start.head is None)
    ]  # fmt: skip
    for role in (Role.TO, Role.LEVEL):
        found = [claim for claim in same if claim.quantity.role is role]
        if found:
            return min(found, key=lambda claim: abs(claim.quote.start - start.quote.start))
    return None


def _tie_change(claims: list[Claim], start: Claim, end: Claim, ties: dict[str, list[Relation]]) -> None:
    _tie(ties, start, "to", end)
    _tie(ties, end, "from", start)
    for claim in claims:
        if claim.quantity.role not in _CHANGES or not _neighbours(claim, start):
            continue
        _tie(ties, claim, "from", start)
        _tie(ties, claim, "to", end)
        _tie(ties, start, "change", claim)
        _tie(ties, end, "change", claim)


def _neighbours(change: Claim, end: Claim) -> bool:
    """Whether the change stands in the ends' sentence, or in the next or previous one of the same paragraph."""
    if change.sentence == end.sentence:
        return True
    if change.paragraph != end.paragraph:
        return False
    gap = max(change.sentence.start, end.sentence.start) - min(change.sentence.end, end.sentence.end)
    return gap <= 3


def _tie(ties: dict[str, list[Relation]], claim: Claim, kind: str, other: Claim) -> None:
    relation = Relation(kind=kind, claim_id=other.id)
    if relation not in ties[claim.id]:
        ties[claim.id].append(relation)
