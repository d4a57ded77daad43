"""Passes dates along the ties: a change has the dates of its two ends, an end those of its change."""

from __future__ import annotations

from dataclasses import replace

from claimtrack.claims.claim import Claim
from claimtrack.quantity import CHANGES, Role

SOURCE = "tie"


def dated(claims: tuple[Claim, ...]) -> tuple[Claim, ...]:
    """Return the claims with dates taken over from those they are tied to; what the wording gives itself stays."""
    tied = {claim.id: claim for claim in claims if claim.relations}
    if not tied:
        return claims
    known = {key: _of_change(claim, tied) for key, claim in tied.items() if claim.quantity.role in CHANGES}
    changes = tied | known
    return tuple(known.get(claim.id) or _of_end(claim, changes) for claim in claims)


def _tied(claim: Claim, kind: str, claims: dict[str, Claim]) -> Claim | None:
    found = [claims[relation.claim_id] for relation in claim.relations if relation.kind == kind]
    return found[0] if found else None


def _of_change(change: Claim, claims: dict[str, Claim]) -> Claim:
    start, end = _tied(change, "from", claims), _tied(change, "to", claims)
    if start is not None and change.baseline is None and start.as_of is not None:
        change = replace(change, baseline=start.as_of)
    if end is not None and change.as_of is None and end.as_of is not None:
        change = replace(change, as_of=end.as_of, as_of_source=SOURCE)
    return change


def _of_end(claim: Claim, claims: dict[str, Claim]) -> Claim:
    change = _tied(claim, "change", claims)
    if change is None or claim.as_of is not None:
        return claim
    match claim.quantity.role:
        case Role.FROM if change.baseline is not None:
            return replace(claim, as_of=change.baseline, as_of_source=SOURCE)
        case Role.TO if change.as_of is not None:
            return replace(claim, as_of=change.as_of, as_of_source=SOURCE)
        case _:
            return claim
