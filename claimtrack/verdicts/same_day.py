"""A list that came out later on the very day of a claim: it may be the one that the text was written from."""

from __future__ import annotations

from claimtrack.claims.claim import Claim
from claimtrack.measures.measure import History
from claimtrack.period import Period
from claimtrack.verdicts.deciding import bands_of, decide, settle
from claimtrack.verdicts.measured import Measured
from claimtrack.verdicts.official import Gap, Side, alone
from claimtrack.verdicts.profile import Profile
from claimtrack.verdicts.verdict import Outcome, Verdict


def later_that_day(history: History, when: Period) -> Side | None:
    """Return the side of the first list after a moment that came out on the same calendar day (UTC), if any."""
    later = next((o for o in history.observations if o.period is None and o.at > when.end), None)
    return alone(later) if later is not None and later.at.date() == when.end.date() else None


def agreement_that_day(
    claim: Claim, measured: Measured, when: Period, before: Side | Gap, profile: Profile
) -> Verdict | None:
    """Return the agreement with a list of the claim's day that came out after it, None where there is none.

    News and lists are dated to the day; their hours are those of a server or a web archive, and pages are put right
    during their day. So a number that the list of its day gives is not open. It is no ground for a discrepancy: the
    list before may be what the text had at hand.
    """
    later = later_that_day(measured.history, when)
    if later is None or measured.restricted:
        return None
    if isinstance(before, Side):
        found, _ = settle(bands_of(claim, measured, profile), before)
        if found.outcome is Outcome.AGREES:
            return None
    verdict = decide(claim, measured, (("", later, None),), profile, "")
    return verdict if verdict.outcome is Outcome.AGREES else None
