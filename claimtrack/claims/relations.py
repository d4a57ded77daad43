"""Ties between the claims of a document: a change and the two ends it is computed from."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from claimtrack.claims.claim import Claim, Relation
from claimtrack.claims.ends import Pair, dated_pair, distance, follows, parted, places, printed_pairs
from claimtrack.claims.when import POINTING
from claimtrack.quantity import CHANGES, Role


def related(claims: tuple[Claim, ...]) -> tuple[Claim, ...]:
    """Return the claims with their ties.

    A change is tied to one pair of ends: the nearest in its sentence, else the one pair of the sentence before or
    after, else the two dated levels said just before it.
    """
    ties: dict[str, list[Relation]] = defaultdict(list)
    made = [claim for claim in claims if claim.set_aside is None]
    pairs = printed_pairs(made) if any(claim.quantity.role is Role.FROM for claim in made) else []
    for pair in pairs:
        _tie(ties, pair.start, "to", pair.end)
        _tie(ties, pair.end, "from", pair.start)
    for claim in made:
        if claim.quantity.role in CHANGES:
            chosen = _ends_of(claim, pairs) or _dated_ends(made, claim)
            if chosen is not None:
                _tie_change(ties, claim, chosen)
    return tuple(replace(claim, relations=tuple(ties[claim.id])) if claim.id in ties else claim for claim in claims)


def _ends_of(change: Claim, pairs: list[Pair]) -> Pair | None:
    pairs = [pair for pair in pairs if _begins_there(change, pair)]
    own = [pair for pair in pairs if change.sentence in (pair.start.sentence, pair.end.sentence)]
    if own:
        best = min(own, key=lambda pair: _away(change, pair))
        # "Agreements rose from 506 to 901 while arrests climbed 12 percent": the change is of another thing.
        return best if not _away(change, best)[0] or _of_one_thing(change, best) else None
    before = [pair for pair in pairs if follows(change, pair.end) and _fits(change, pair)]
    # "That is a decline of …" tells of what was said, not of what follows.
    points_back = POINTING.match(change.sentence.text) is not None
    after = [pair for pair in pairs if not points_back and follows(pair.start, change) and _fits(change, pair)]
    near = before or after
    return near[0] if len(near) == 1 else None


def _away(change: Claim, pair: Pair) -> tuple[bool, int]:
    """Return how far the change stands from the nearer end: over a conjunction or not, then in characters."""
    return min((parted(change, end), distance(change, end)) for end in (pair.start, pair.end))


def _of_one_thing(change: Claim, pair: Pair) -> bool:
    return change.head is None or pair.end.head is None or change.head == pair.end.head


def _fits(change: Claim, pair: Pair) -> bool:
    """Whether a change in the next sentence may be that of the pair: the same thing, no other place."""
    pointing = POINTING.match(change.sentence.text) is not None
    return (pointing or _of_one_thing(change, pair)) and places(change) <= places(pair.start) | places(pair.end)


def _dated_ends(claims: Sequence[Claim], change: Claim) -> Pair | None:
    if any(claim.sentence == change.sentence and claim.quantity.role in {Role.FROM, Role.TO} for claim in claims):
        return None
    pair = dated_pair(claims, change)
    return pair if pair is not None and _fits(change, pair) and _begins_there(change, pair) else None


def _begins_there(change: Claim, pair: Pair) -> bool:
    """Whether a change that says when it began began at the time of the pair's first number, where that is told."""
    told, start = change.baseline, pair.start.as_of
    return told is None or start is None or (told.start <= start.end and start.start <= told.end)


def _tie_change(ties: dict[str, list[Relation]], change: Claim, pair: Pair) -> None:
    _tie(ties, change, "from", pair.start)
    _tie(ties, change, "to", pair.end)
    _tie(ties, pair.start, "change", change)
    _tie(ties, pair.end, "change", change)


def _tie(ties: dict[str, list[Relation]], claim: Claim, kind: str, other: Claim) -> None:
    relation = Relation(kind=kind, claim_id=other.id)
    if relation not in ties[claim.id]:
        ties[claim.id].append(relation)
