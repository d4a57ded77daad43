"""Separators of another language (LOC): "12,5 percent" with a decimal comma, "8.501 officers" with a dot for thousands.

So read, a number may agree. It is never called wrong by a reading that its language does not have.
"""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from claimtrack.claims.claim import Claim
from claimtrack.claims.numeral import DECIMAL_COMMA
from claimtrack.quantity import Role, plain
from claimtrack.verdicts.verdict import Outcome, Reason, Verdict

DOTTED = re.compile(r"[1-9]\d{0,2}(?:\.\d{3})+")
"""Digits in groups of three that dots part."""


def has_foreign_separators(claim: Claim) -> bool:
    """Whether a number's separators may be those of another language."""
    dotted = DOTTED.fullmatch(claim.number.text) is not None and claim.quantity.unit is None
    return dotted or DECIMAL_COMMA in claim.cues


def as_meant(claim: Claim, *, counts: bool) -> Claim | None:
    """Return a claim whose number has another language's separators, as it is meant; None for any other.

    A decimal comma is read when the claim is found. A dot before three digits parts thousands where things are counted:
    there is no 8.501 of an officer.
    """
    if DECIMAL_COMMA in claim.cues:
        return claim
    value = claim.quantity.value
    dotted = DOTTED.fullmatch(claim.number.text) is not None and claim.quantity.unit is None
    if not counts or not dotted or value is None or claim.quantity.role not in (Role.LEVEL, Role.FROM, Role.TO):
        return None
    whole = Decimal(claim.number.text.replace(".", ""))
    return replace(claim, quantity=replace(claim.quantity, value=whole, precision=Decimal(1)))


def cautious(verdict: Verdict, meant: Claim) -> Verdict:
    """Return the verdict of a number that was read with another language's separators: it may agree, and no more."""
    value = meant.quantity.value
    if verdict.outcome is Outcome.UNDETERMINED or value is None:
        return verdict
    note = f"“{meant.number.text}” is read as {plain(value)}, with the separators of another language"
    if verdict.outcome is Outcome.AGREES:
        return replace(verdict, reasons=(*verdict.reasons, Reason(code="LOC", text=note)))
    return Verdict(
        outcome=Outcome.UNDETERMINED,
        reasons=(Reason(code="LOC", text=f"{note}; {verdict.arithmetic}"),),
        arithmetic=verdict.arithmetic,
        official=verdict.official,
    )
