"""Style notes (STY): wordings that readers take in more than one way, with a clear rewording."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from claimtrack.claims.claim import Claim, Modality
from claimtrack.quantity import Direction, Role, plain
from claimtrack.verdicts.change import FEWER, TWO_READINGS
from claimtrack.verdicts.verdict import Reason


def style_notes(claims: Sequence[Claim]) -> Iterator[tuple[Claim, Reason]]:
    """Yield the ratios whose wording is "n times fewer": n times what is taken off is not said."""
    for claim in claims:
        if claim.set_aside is None and claim.modality is Modality.ASSERTED and _is_times_fewer(claim):
            value = Fraction(claim.quantity.value or 1)
            percent = plain(100 / value, 1)
            text = f"“{claim.number.text} fewer” has no clear sense; say “{percent} % as many”, if that is meant"
            yield claim, Reason(code="STY", text=text)


def _is_times_fewer(claim: Claim) -> bool:
    quantity = claim.quantity
    if quantity.role is not Role.RATIO or quantity.value is None or quantity.value <= 1:
        return False
    worded = any(cue in FEWER for cue in claim.cues)
    return worded or (quantity.direction is Direction.DOWN and any(cue in TWO_READINGS for cue in claim.cues))
