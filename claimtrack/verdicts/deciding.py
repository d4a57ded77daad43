"""Settling a comparison: what outcome it has, what leaves it open, and whether the link bears a discrepancy."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from claimtrack.claims.claim import Claim
from claimtrack.quantity import Modifier, Role, significant_digits
from claimtrack.verdicts import wording
from claimtrack.verdicts.admissible import Band, bands
from claimtrack.verdicts.compare import Comparison, compare
from claimtrack.verdicts.evidence import with_movements
from claimtrack.verdicts.finding import (
    Finding,
    agreement,
    discrepancy,
    is_far_off,
    left_open,
    magnitude_slip,
    official_value,
)
from claimtrack.verdicts.measured import Measured
from claimtrack.verdicts.official import Side
from claimtrack.verdicts.profile import Profile
from claimtrack.verdicts.verdict import Now, Outcome, Reason, Verdict

UNMISTAKABLE = 4
"""Digits from which a number is that of one count and hardly of another."""
FEW = 10
"""Counts below this are met by chance too often for a thin link."""


def undetermined(code: str, text: str) -> Verdict:
    """Return an abstention with its reason."""
    return Verdict(outcome=Outcome.UNDETERMINED, reasons=(Reason(code=code, text=text),))


def shown(verdict: Verdict, side: Side | None, claim: Claim, measured: Measured) -> Verdict:
    """Return an abstention with the official value that it could not be compared with."""
    return verdict if side is None else replace(verdict, official=official_value(measured, side, claim))


def bands_of(claim: Claim, measured: Measured, profile: Profile) -> tuple[Band, ...]:
    """Return what a claim's number admits, under the measure's own tolerance if it has one."""
    tolerance = measured.definition.tolerance
    return bands(claim.quantity, profile, None if tolerance is None else Fraction(tolerance))


def decide(
    claim: Claim,
    measured: Measured,
    sides: tuple[tuple[str, Side, Side | None], ...],
    profile: Profile,
    trail: str,
) -> Verdict:
    """Settle every reading; readings that differ in outcome leave the claim open."""
    band_list = bands_of(claim, measured, profile)
    results = [settle(band_list, side) for _, side, _ in sides]
    if len({comparison.outcome for comparison, _ in results}) > 1:
        both = "; ".join(
            f"{name} {wording.span(side.core)}: {comparison.outcome}"
            for (name, side, _), (comparison, _) in zip(sides, results, strict=True)
        )
        verdict = undetermined("AMB", f"“{claim.quote.exact}” is read in two ways: {both}")
        return replace(verdict, official=official_value(measured, sides[0][1], claim))
    side, (comparison, open_code) = sides[0][1], results[0]
    finding = Finding(claim=claim, measured=measured, side=side, trail=trail)
    match comparison.outcome:
        case Outcome.AGREES:
            verdict = _not_by_chance(agreement(finding, comparison.code), finding)
        case Outcome.DISCREPANCY:
            verdict = _with_age(borne(discrepancy(finding, band_list), finding), side)
        case Outcome.UNDETERMINED if open_code == "STL" and _tells_its_origin(finding):
            verdict = borne(discrepancy(finding, band_list), finding)
        case Outcome.UNDETERMINED:
            verdict = left_open(finding, open_code)
    now = _now(band_list, sides[0][2])
    # What depends on how it is counted is known to lie between the ways to count it.
    known = replace(side, hull=side.hull.hull(side.variants)) if open_code == "CLN" else side
    if comparison.outcome is Outcome.DISCREPANCY or "STL" in verdict.codes:
        known = with_movements(side, measured.history)
    return replace(verdict, official=official_value(measured, known, claim), now=now)


def _with_age(verdict: Verdict, side: Side) -> Verdict:
    """Return a discrepancy whose first reason says how old an unconfirmed snapshot is, and why it bears one still."""
    if side.staleness is None or verdict.outcome is not Outcome.DISCREPANCY:
        return verdict
    first, *others = verdict.reasons
    return replace(verdict, reasons=(replace(first, text=f"{first.text}; {side.staleness.words}"), *others))


def _now(band_list: tuple[Band, ...], newest: Side | None) -> Now | None:
    """Return the second clock: the same comparison against the newest snapshot."""
    if newest is None:
        return None
    outcome = compare(band_list, newest.core).outcome
    return Now(outcome=outcome, value=wording.decimal(newest.value), observed_at=newest.observation.at)


def _tells_its_origin(finding: Finding) -> bool:
    """Whether a number shows where it comes from, so that no later snapshot is needed to call it wrong.

    It is an earlier snapshot's number to the last of many digits, or has the official digits at another magnitude.
    """
    quantity = finding.claim.quantity
    if magnitude_slip(quantity, finding.side.core):
        return True
    if quantity.value is None or quantity.modifier is not Modifier.EXACT or quantity.role is not Role.LEVEL:
        return False
    earlier = (o.value for o in finding.measured.history.observations if o.at < finding.side.observation.at)
    return significant_digits(quantity.value) >= UNMISTAKABLE and quantity.value in earlier


def _not_by_chance(verdict: Verdict, finding: Finding) -> Verdict:
    """Return an agreement unless the link is thin and the number so small that it would agree by chance.

    A proportion in words beside a published share ("eight in ten" beside 84.3) is no small number.
    """
    claimed = finding.claimed
    proportion = finding.claim.quantity.role is Role.SHARE and finding.measured.definition.unit == "percent"
    if (
        finding.measured.tentative
        and not proportion
        and finding.claim.quantity.unit in (None, "fold")
        and claimed is not None
        and 0 < claimed < FEW
    ):
        return undetermined("AMB", f"{finding.measured.tentative}; {finding.arithmetic}")
    return verdict


def borne(verdict: Verdict, finding: Finding) -> Verdict:
    """Return a discrepancy if the link is firm enough to carry it; else leave the claim open, saying why."""
    measured = finding.measured
    if measured.tentative:
        return undetermined("AMB", f"{measured.tentative}; {finding.arithmetic}")
    sure = (measured.explicit and finding.claimed is not None) or "MAG" in verdict.codes
    if is_far_off(finding) and not sure:
        return undetermined("AMB", f"{finding.arithmetic}: so far off that it rather counts something else")
    return verdict


def settle(band_list: tuple[Band, ...], side: Side) -> tuple[Comparison, str]:
    """Compare, and name what leaves it open.

    The snapshot in force decides whether a claim agrees. A discrepancy must hold against everything the official value
    may have been: however names are cleaned (CLN), and at every neighbouring snapshot (BRK). Where no later snapshot
    confirms the one in force, it bears a discrepancy by itself for half as long as an agreement, and after that only
    against all that the value may have moved by since, as far as the record tells (STL).
    """
    core = compare(band_list, side.core)
    if core.outcome is Outcome.UNDETERMINED:
        return core, "CLN"
    if core.outcome is Outcome.AGREES:
        return core, ""
    if compare(band_list, side.variants).outcome is not Outcome.DISCREPANCY:
        return Comparison(outcome=Outcome.UNDETERMINED), "CLN"
    if compare(band_list, side.hull).outcome is not Outcome.DISCREPANCY:
        return Comparison(outcome=Outcome.UNDETERMINED), "BRK"
    if side.farthest is None or compare(band_list, side.farthest).outcome is not Outcome.DISCREPANCY:
        return Comparison(outcome=Outcome.UNDETERMINED), "STL"
    return core, ""
