"""Ways of counting that a claim's words all admit, and the verdict under them together."""

from __future__ import annotations

from dataclasses import dataclass, replace

from claimtrack.claims.claim import Claim
from claimtrack.verdicts import wording
from claimtrack.verdicts.change import GAIN
from claimtrack.verdicts.claim_time import ClaimTime
from claimtrack.verdicts.compare import compare
from claimtrack.verdicts.deciding import bands_of, decide, settle, shown, undetermined
from claimtrack.verdicts.evidence import computed
from claimtrack.verdicts.finding import arrow
from claimtrack.verdicts.measured import Measured
from claimtrack.verdicts.official import Gap, Side, over_all
from claimtrack.verdicts.periods import official_side
from claimtrack.verdicts.profile import Profile
from claimtrack.verdicts.verdict import Outcome, Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One way to count what a claim's words admit: the measure, its official side, and how it came about in words."""

    measured: Measured
    side: Side
    trail: str


def any_of(claim: Claim, options: tuple[Option, ...], profile: Profile) -> Verdict:
    """Judge under ways of counting that the words all admit: one that fits is enough, and none may for a discrepancy.

    What lies between two ways is admitted too, so that a discrepancy must hold against all of their range.
    """
    outcomes = [settle(bands_of(claim, o.measured, profile), o.side)[0].outcome for o in options]
    fitting = [_by_option(claim, o, profile) for o, found in zip(options, outcomes, strict=True) if found == "agrees"]
    if fitting:
        return next((verdict for verdict in fitting if "CRS" not in verdict.codes), None) or _too_coarse(fitting[0])
    if Outcome.UNDETERMINED in outcomes:
        return _by_option(claim, options[outcomes.index(Outcome.UNDETERMINED)], profile)
    whole = over_all(option.side for option in options)
    if settle(bands_of(claim, options[0].measured, profile), whole)[0].outcome is Outcome.DISCREPANCY:
        return _by_option(claim, replace(options[0], side=whole), profile)
    ways = "; ".join(f"{wording.span(o.side.core)}, {o.trail}" for o in options)
    return shown(undetermined("AMB", f"ways to count it differ: {ways}"), options[0].side, claim, options[0].measured)


def may_fit(claim: Claim, option: Option, profile: Profile) -> bool:
    """Whether a way of counting does not exclude the claim, whatever the value was in its range."""
    known = option.side.farthest or option.side.hull
    return compare(bands_of(claim, option.measured, profile), known).outcome is not Outcome.DISCREPANCY


def _too_coarse(verdict: Verdict) -> Verdict:
    """Return an abstention: a free choice of ways to count and a coarse number together would fit too much."""
    text = f"{verdict.arithmetic}: near by coarse rounding only, and its words leave open how it is counted"
    return replace(undetermined("AMB", text), official=verdict.official)


def _by_option(claim: Claim, option: Option, profile: Profile) -> Verdict:
    return decide(claim, option.measured, (("", option.side, None),), profile, option.trail)


def net(measured: Measured, time: ClaimTime) -> Option | None:
    """Return what a count grew by from the time's baseline on; None where a value for either end is missing."""
    if time.baseline is None:
        return None
    start = official_side(measured, measured.history, replace(time, when=time.baseline, source="baseline"))
    end = official_side(measured, measured.history, time)
    if isinstance(start, Gap) or isinstance(end, Gap) or start.observation == end.observation:
        return None
    side = computed(measured.history, start, end, GAIN)
    return Option(measured=measured, side=side, trail=f"net: {arrow(measured, start, end)}")
