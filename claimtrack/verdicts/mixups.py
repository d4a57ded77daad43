"""Mix-ups that name one cell each: the month before, twelve months for one, a count for a rate, the whole for a part.

The coincidence search looks through hundreds of cells and needs three digits. A mix-up is looked for in a handful of
cells that are told beforehand, so that two written digits are enough. It explains a discrepancy and never makes one.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from fractions import Fraction

from claimtrack.claims.claim import Claim
from claimtrack.measures.measure import History
from claimtrack.period import Period, shifted
from claimtrack.quantity import CHANGES, Modifier, Quantity, Role
from claimtrack.verdicts.claim_time import ClaimTime
from claimtrack.verdicts.judge import counted_back, judge
from claimtrack.verdicts.measured import Measured
from claimtrack.verdicts.official import Gap
from claimtrack.verdicts.periods import is_periodic, official_side
from claimtrack.verdicts.profile import Profile
from claimtrack.verdicts.records import is_record
from claimtrack.verdicts.severity import severity
from claimtrack.verdicts.verdict import Outcome, Reason, Verdict

FEWEST_DIGITS = 2
NEAR = (Modifier.EXACT, Modifier.ABOUT, Modifier.NEARLY, Modifier.AT_LEAST)
"""Wordings under which a number may stand for one value, which is looked for at written precision: "at least 28"."""
BOUNDS = (Modifier.OVER, Modifier.UNDER)
"""Wordings that a measure named beside it must meet with no caveat: "more than 30" of 31, not of 300."""
AT_WRITTEN_PRECISION = frozenset({"EXA", "RND", "CLN"})
CAUSES = frozenset({"MSW", "SSW", "OLD", "AHD", "PPT", "PCO", "MAG", "OB1", "EQB"})
"""Codes that tell where a wrong number comes from."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mixup:
    """What a number may have been taken from instead: its code, in words, and what it is then judged against."""

    code: str
    what: str
    measured: Measured
    time: ClaimTime


def with_mixups(verdict: Verdict, claim: Claim, mixups: Iterable[Mixup], profile: Profile) -> Verdict:
    """Return a discrepancy with the mix-ups that explain its number, one a code; as it was where a cause is known."""
    if verdict.outcome is not Outcome.DISCREPANCY or verdict.codes & CAUSES or not _tells(claim):
        return verdict
    bounded = claim.quantity.modifier in BOUNDS
    bare = claim if bounded else replace(claim, quantity=replace(claim.quantity, modifier=Modifier.EXACT))
    fitting = frozenset() if bounded else AT_WRITTEN_PRECISION
    reasons: dict[str, Reason] = {}
    cells = 0
    for mixup in mixups:
        if bounded and mixup.code != "MSW":
            continue
        cells += 1
        found = judge(bare, mixup.measured, mixup.time, profile)
        if found.outcome is Outcome.AGREES and found.codes <= fitting and mixup.code not in reasons:
            reasons[mixup.code] = Reason(code=mixup.code, text=f"{mixup.what}: {found.arithmetic}")
    if not reasons:
        return verdict
    told = (replace(reason, text=f"{reason.text} (looked at {cells} cells)") for reason in reasons.values())
    return _graver(replace(verdict, reasons=(*verdict.reasons, *told)), claim.quantity)


def _tells(claim: Claim) -> bool:
    """Whether a number says enough to show where it comes from: two written digits, or the year of a record."""
    quantity = claim.quantity
    if is_record(claim):
        return True
    in_words = quantity.role is Role.SHARE and quantity.unit is None
    if quantity.value is None or quantity.modifier not in NEAR + BOUNDS or quantity.role is Role.RANK or in_words:
        return False
    return len(str(int(abs(Fraction(quantity.value)) / Fraction(quantity.precision)))) >= FEWEST_DIGITS


def _graver(verdict: Verdict, quantity: Quantity) -> Verdict:
    official = None if verdict.official is None or verdict.official.value is None else Fraction(verdict.official.value)
    claimed = None if quantity.value is None else Fraction(quantity.value)
    return replace(verdict, severity=severity(verdict.outcome, verdict.codes, claimed, official, quantity))


def neighbouring_times(claim: Claim, measured: Measured, time: ClaimTime) -> tuple[Mixup, ...]:
    """Return the value right before and the one right after, where both were out when the claim was made."""
    side = official_side(measured, measured.history, time)
    if (
        isinstance(side, Gap)
        or side.observation.period is None
        or not is_periodic(measured.history)
        or is_record(claim)
    ):
        return ()
    own = side.observation.period
    baseline = time.baseline and counted_back(time.baseline, time, side)
    found = []
    for period in _beside(measured.history, own, time.said or time.when):
        step = period.months_until(own)
        when = replace(
            time,
            when=period,
            source="mix-up",
            baseline=baseline and shifted(baseline, months=step),
            said=time.said or time.when,
        )
        found.append(Mixup(code="OLD", what=f"it is the figure for {period.label}", measured=measured, time=when))
    return tuple(found)


def _beside(history: History, own: Period, said: Period) -> list[Period]:
    out = [o for o in history.observations if o.at <= said.end]
    periods = [o.period for o in out if o.period is not None]
    before = [p for p in periods if p.end < own.start][-1:]
    return before + [p for p in periods if p.start > own.end][:1]


def otherwise_counted(claim: Claim, other: Measured, own: Measured, time: ClaimTime) -> tuple[Mixup, ...]:
    """Return the claim beside another measure that it may have been taken from; a level only in its own unit."""
    moves = claim.quantity.role in CHANGES or is_record(claim)
    if not moves and other.definition.unit != own.definition.unit:
        return ()
    # A measure of changes has a start of its own.
    when = replace(time, baseline=None) if other.is_change else time
    return (Mixup(code="MSW", what=f"it is right for {other.label}", measured=other, time=when),)
