"""How much a finding matters: note, minor, material, critical."""

from __future__ import annotations

from fractions import Fraction

from claimtrack.quantity import Quantity, Role
from claimtrack.verdicts.verdict import Outcome, Severity

SMALL = Fraction(1, 100)
LARGE = Fraction(25, 100)
MATERIAL_CAUSES = frozenset({"MSW", "PPT", "PCO"})
MINOR_CAUSES = frozenset({"EQB", "DIR"})


def severity(
    outcome: Outcome,
    codes: frozenset[str],
    claimed: Fraction | None,
    official: Fraction | None,
    quantity: Quantity | None = None,
) -> Severity | None:
    """Return the severity of a verdict; None where nothing is to be noted. Counts can be off by one, places can't."""
    if outcome is not Outcome.DISCREPANCY:
        return Severity.NOTE if outcome is Outcome.AGREES and codes - {"EXA", "RND", "SCA"} else None
    if quantity is not None and quantity.role is Role.RANK:
        return Severity.CRITICAL
    if claimed is not None and official is not None:
        return _by_size(codes, claimed, official, counted=quantity is not None and quantity.unit is None)
    return Severity.CRITICAL if "INT" in codes and not codes & MATERIAL_CAUSES else Severity.MATERIAL


def _by_size(codes: frozenset[str], claimed: Fraction, official: Fraction, *, counted: bool) -> Severity:
    off = abs(claimed - official)
    if claimed * official < 0 or (off and (official == 0 or off / abs(official) >= LARGE)):
        return Severity.CRITICAL
    if codes & MATERIAL_CAUSES:
        return Severity.MATERIAL
    if codes & MINOR_CAUSES or (counted and off == 1) or off / (abs(official) or Fraction(1)) <= SMALL:
        return Severity.MINOR
    return Severity.MATERIAL
