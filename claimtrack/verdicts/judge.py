"""Judging one claim against the measure it is linked to: admitted set against official set, under every reading."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from fractions import Fraction

from claimtrack.claims.claim import Claim
from claimtrack.period import Period, year
from claimtrack.quantity import Direction, Modifier, Role, plain
from claimtrack.verdicts import wording
from claimtrack.verdicts.admissible import Band, bands
from claimtrack.verdicts.change import Reading, readings
from claimtrack.verdicts.claim_time import ClaimTime
from claimtrack.verdicts.compare import Comparison, compare
from claimtrack.verdicts.evidence import computed, share_of
from claimtrack.verdicts.finding import Finding, agreement, discrepancy, is_far_off, left_open, official_value
from claimtrack.verdicts.measured import Measured
from claimtrack.verdicts.official import Gap, Side, at_most, combine, computable, latest, mirrored
from claimtrack.verdicts.periods import official_side
from claimtrack.verdicts.profile import Profile
from claimtrack.verdicts.ranking import rank_side, tells_order
from claimtrack.verdicts.slips import POINTS, named_slip
from claimtrack.verdicts.verdict import Now, Outcome, Reason, Verdict

FEW = 10
"""Counts below this are met by chance too often for a thin link."""


def undetermined(code: str, text: str) -> Verdict:
    """Return an abstention with its reason."""
    return Verdict(outcome=Outcome.UNDETERMINED, reasons=(Reason(code=code, text=text),))


def one_of(verdicts: tuple[tuple[str, Verdict], ...]) -> Verdict:
    """Return the verdict that all readings of a claim share; readings that differ leave it open, all shown."""
    first = verdicts[0][1]
    if len({verdict.outcome for _, verdict in verdicts}) == 1:
        return first
    shown = "; ".join(
        f"{name}: {verdict.outcome} ({verdict.arithmetic or _why(verdict)})" for name, verdict in verdicts
    )
    return replace(undetermined("AMB", f"readings differ: {shown}"), official=first.official)


def _why(verdict: Verdict) -> str:
    return verdict.reasons[0].text if verdict.reasons else ""


def judge(claim: Claim, measured: Measured, time: ClaimTime, profile: Profile) -> Verdict:
    """Judge a claim against its measure at its time."""
    in_points = claim.quantity.unit == POINTS
    change = readings(claim) if in_points or not measured.is_change else ()
    refused = _not_comparable(claim, measured, change)
    if refused is not None:
        return refused
    if change:
        return _judge_change(claim, measured, time, profile, change)
    if claim.quantity.role is Role.SHARE:
        return _judge_share(claim, measured, time, profile)
    if claim.quantity.role is Role.RANK:
        return _judge_rank(claim, measured, time, profile)
    return _judge_level(claim, measured, time, profile)


def _not_comparable(claim: Claim, measured: Measured, change: tuple[Reading, ...]) -> Verdict | None:
    """Return why a claim can't be compared whatever the official value is, None when it can."""
    if claim.quantity.value is not None and claim.quantity.value < 0 and claim.quantity.modifier is not Modifier.EXACT:
        return undetermined("AMB", "a hedge on a negative number is read both ways")
    if _counts_in_fractions(claim, measured):
        return undetermined("UND", "a count has no fractions; it may be an average")
    if measured.restricted and (change or claim.quantity.role is not Role.LEVEL):
        return undetermined("SCO", f"the data does not model “{', '.join(measured.restricted)}”")
    if claim.quantity.role is Role.RANK and not measured.peers:
        return undetermined("COV", "a rank is that of one place among its like, and the text names none that is known")
    return None


def _judge_level(claim: Claim, measured: Measured, time: ClaimTime, profile: Profile) -> Verdict:
    side = official_side(measured, measured.history, time)
    if isinstance(side, Gap):
        return _shown(undetermined(side.code, side.text), side.side, claim, measured)
    if measured.restricted:
        return _judge_part(claim, measured, side, profile)
    other = _over_another_time(measured, side, time.baseline)
    if other is not None:
        return other
    newest = latest(measured.history)
    is_level = claim.quantity.role in (Role.FROM, Role.TO)
    if measured.is_change and not is_level and claim.quantity.direction is Direction.DOWN:
        side, newest = mirrored(side), None if newest is None else mirrored(newest)
    return _decide(claim, measured, (("", side, newest),), profile, "")


def _over_another_time(measured: Measured, side: Side, baseline: Period | None) -> Verdict | None:
    """Return why a change is not the measure's: it began at another time than so many months before."""
    formula, period = measured.definition.formula, side.observation.period
    if baseline is None or period is None or formula is None or not formula.months:
        return None
    months = 12 * (period.start.year - baseline.start.year) + period.start.month - baseline.start.month
    if months == formula.months:
        return None
    text = f"it is a change since {baseline.label}; {measured.label} is one over {formula.months} months"
    return undetermined("MSW", text)


def _counts_in_fractions(claim: Claim, measured: Measured) -> bool:
    value = claim.quantity.value
    whole = value is None or value == value.to_integral_value()
    return measured.definition.aggregate.startswith("count") and claim.quantity.role is Role.LEVEL and not whole


def _judge_part(claim: Claim, measured: Measured, side: Side, profile: Profile) -> Verdict:
    """Judge a count of a part of what the measure counts: it can be anything from none to all."""
    verdict = _decide(claim, measured, (("", at_most(side), None),), profile, "")
    if "CLN" not in verdict.codes or verdict.outcome is not Outcome.UNDETERMINED:
        return verdict
    part = ", ".join(measured.restricted)
    text = f"{verdict.arithmetic}; the data does not model “{part}”"
    return replace(verdict, reasons=(Reason(code="SCO", text=text),))


def _judge_change(
    claim: Claim, measured: Measured, time: ClaimTime, profile: Profile, change: tuple[Reading, ...]
) -> Verdict:
    if time.baseline is None:
        return _without_start(claim, measured, time, change[0])
    start = official_side(measured, measured.history, replace(time, when=time.baseline, source="baseline"))
    end = official_side(measured, measured.history, time)
    for side, which in ((start, "start"), (end, "end")):
        if isinstance(side, Gap):
            return undetermined(side.code, f"{which} of the change: {side.text}")
    assert isinstance(start, Side)
    assert isinstance(end, Side)
    if start.observation == end.observation:
        return undetermined("UND", "the start and the end of the change fall on one official value")
    if claim.quantity.role is not Role.DELTA and not computable(start):
        return undetermined("UND", f"the start is {wording.span(start.core)}: a ratio over it is not defined")
    newest = latest(measured.history) or end
    sides = tuple(
        (reading.name, computed(measured.history, start, end, reading), combine(start, newest, reading.formula))
        for reading in change
    )
    verdict = _decide(claim, measured, sides, profile, _arrow(measured, start, end))
    if verdict.outcome is not Outcome.DISCREPANCY:
        return verdict
    slip = named_slip(claim, _bands(claim, measured, profile), start.value, end.value, measured.definition.unit)
    return replace(verdict, reasons=(*verdict.reasons, *slip))


def _without_start(claim: Claim, measured: Measured, time: ClaimTime, reading: Reading) -> Verdict:
    """Leave open a change whose start is not told; for yearly values, show the change from the year before."""
    told = undetermined("UND", "the text gives no start for the change")
    end = official_side(measured, measured.history, time)
    period = None if isinstance(end, Gap) else end.observation.period
    if isinstance(end, Gap) or period is None or not period.is_year:
        return told
    before = replace(time, when=year(period.start.year - 1), source="baseline")
    start = official_side(measured, measured.history, before)
    if isinstance(start, Gap) or not computable(start):
        return told
    finding = Finding(
        claim=claim,
        measured=measured,
        side=computed(measured.history, start, end, reading),
        trail=_arrow(measured, start, end),
    )
    text = f"{told.reasons[0].text}; from the year before: {finding.arithmetic}"
    return _shown(undetermined("UND", text), finding.side, claim, measured)


def _shown(verdict: Verdict, side: Side | None, claim: Claim, measured: Measured) -> Verdict:
    """Return an abstention with the official value that it could not be compared with."""
    return verdict if side is None else replace(verdict, official=official_value(measured, side, claim))


def _arrow(measured: Measured, start: Side, end: Side) -> str:
    return (
        f"{plain(start.value)} ({wording.seen(start.observation)}) → {plain(end.value)} {measured.label} "
        f"({wording.seen(end.observation)})"
    )


def _bands(claim: Claim, measured: Measured, profile: Profile) -> tuple[Band, ...]:
    tolerance = measured.definition.tolerance
    return bands(claim.quantity, profile, None if tolerance is None else Fraction(tolerance))


def _judge_share(claim: Claim, measured: Measured, time: ClaimTime, profile: Profile) -> Verdict:
    if measured.whole is None:
        return undetermined("COV", "the whole that the share is of is not in the data")
    part = official_side(measured, measured.history, time)
    whole = official_side(measured, measured.whole, time)
    for side in (part, whole):
        if isinstance(side, Gap):
            return undetermined(side.code, side.text)
    assert isinstance(part, Side)
    assert isinstance(whole, Side)
    if not computable(whole):
        return undetermined("UND", "the whole is zero")
    share = share_of(measured, part, whole, percent=claim.quantity.unit == "percent")
    trail = f"{plain(part.value)} of {plain(whole.value)} {measured.label}"
    return _decide(claim, measured, (("share", share, None),), profile, trail)


def _judge_rank(claim: Claim, measured: Measured, time: ClaimTime, profile: Profile) -> Verdict:
    own = official_side(measured, measured.history, time)
    if isinstance(own, Gap):
        return undetermined(own.code, own.text)
    place = rank_side(claim, measured, own, time)
    if place is None:
        return undetermined("COV", "no other place has a value for that time")
    if not tells_order(claim, measured):
        measured = replace(measured, tentative=measured.tentative or "its clause does not say what the order goes by")
    trail = f"among {len(measured.peers) + 1}, by {plain(own.value)} {measured.label} {wording.on(own.observation)}"
    return _decide(claim, measured, (("rank", place, None),), profile, trail)


def _decide(
    claim: Claim,
    measured: Measured,
    sides: tuple[tuple[str, Side, Side | None], ...],
    profile: Profile,
    trail: str,
) -> Verdict:
    """Settle every reading; readings that differ in outcome leave the claim open."""
    band_list = _bands(claim, measured, profile)
    results = [_settle(band_list, side, measured.max_age) for _, side, _ in sides]
    if len({comparison.outcome for comparison, _ in results}) > 1:
        shown = "; ".join(
            f"{name} {wording.span(side.core)}: {comparison.outcome}"
            for (name, side, _), (comparison, _) in zip(sides, results, strict=True)
        )
        verdict = undetermined("AMB", f"“{claim.quote.exact}” is read in two ways: {shown}")
        return replace(verdict, official=official_value(measured, sides[0][1], claim))
    side, (comparison, open_code) = sides[0][1], results[0]
    finding = Finding(claim=claim, measured=measured, side=side, trail=trail)
    match comparison.outcome:
        case Outcome.AGREES:
            verdict = _not_by_chance(agreement(finding, comparison.code), finding)
        case Outcome.DISCREPANCY:
            verdict = _borne(discrepancy(finding, band_list), finding)
        case Outcome.UNDETERMINED:
            verdict = left_open(finding, open_code)
    now = _now(band_list, sides[0][2])
    return replace(verdict, official=official_value(measured, side, claim), now=now)


def _now(band_list: tuple[Band, ...], newest: Side | None) -> Now | None:
    """Return the second clock: the same comparison against the newest snapshot."""
    if newest is None:
        return None
    outcome = compare(band_list, newest.core).outcome
    return Now(outcome=outcome, value=wording.decimal(newest.value), observed_at=newest.observation.at)


def _not_by_chance(verdict: Verdict, finding: Finding) -> Verdict:
    """Return an agreement unless the link is thin and the number so small that it would agree by chance."""
    claimed = finding.claimed
    if (
        finding.measured.tentative
        and finding.claim.quantity.unit in (None, "fold")
        and claimed is not None
        and 0 < claimed < FEW
    ):
        return undetermined("AMB", f"{finding.measured.tentative}; {finding.arithmetic}")
    return verdict


def _borne(verdict: Verdict, finding: Finding) -> Verdict:
    """Return a discrepancy if the link is firm enough to carry it; else leave the claim open, saying why."""
    measured = finding.measured
    if measured.tentative:
        return undetermined("AMB", f"{measured.tentative}; {finding.arithmetic}")
    sure = (measured.explicit and finding.claimed is not None) or "MAG" in verdict.codes
    if is_far_off(finding) and not sure:
        return undetermined("AMB", f"{finding.arithmetic}: so far off that it rather counts something else")
    return verdict


def _settle(band_list: tuple[Band, ...], side: Side, max_age: timedelta) -> tuple[Comparison, str]:
    """Compare, and name what leaves it open.

    The snapshot in force decides whether a claim agrees. A discrepancy must hold against everything the official value
    may have been: however names are cleaned (CLN), and at every neighbouring snapshot (BRK). Where no later snapshot
    confirms the one in force, it bears a discrepancy for half as long as an agreement (STL).
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
    if side.unconfirmed > max_age / 2:
        return Comparison(outcome=Outcome.UNDETERMINED), "STL"
    return core, ""
