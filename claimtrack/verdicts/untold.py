"""A number of an earlier time that the words do not name: "up from 135", "formerly 135".

Such words say only that it was so at some time before. A list of before that has it to the last digit bears that out;
none that has it is no ground for a discrepancy, for no list is there for every day.
"""

from __future__ import annotations

import re
from dataclasses import replace

from claimtrack.claims.claim import Claim
from claimtrack.period import Period
from claimtrack.quantity import Modifier, Role, significant_digits
from claimtrack.verdicts import wording
from claimtrack.verdicts.finding import Finding, agreement, official_value
from claimtrack.verdicts.measured import Measured
from claimtrack.verdicts.official import Gap, Side, alone
from claimtrack.verdicts.verdict import Outcome, Reason, Verdict

UNTOLD = frozenset({"AMB", "UND"})
A_LENGTH = re.compile(r"\b(?:year|month|week|decade|term)", re.IGNORECASE)
"""Words that do say how long before: "a few years ago" is not any time before."""
LEAST_DIGITS = 3
"""A number with fewer digits is passed through by almost any count that grows."""
PLAIN = (Modifier.EXACT, Modifier.ABOUT)
BORNE_OUT = "a list of before has exactly so many"
"""What an agreement at an untold time rests on; no number is contradicted by it."""


def at_an_untold_time(claim: Claim, measured: Measured, said: Period | None, gap: Gap) -> Verdict | None:
    """Return the agreement of a number of some earlier time with a list of then; None where none bears it out."""
    if said is None or gap.code not in UNTOLD or A_LENGTH.search(gap.text) or not _is_comparable(claim, measured):
        return None
    earlier = [o for o in measured.history.observations if o.period is None and o.at <= said.end][:-1]
    found = next((o for o in reversed(earlier) if o.low == o.high == claim.quantity.value), None)
    return None if found is None else _borne_out(claim, measured, alone(found), gap)


def left_untold(claim: Claim, measured: Measured, said: Period | None, gap: Gap) -> Verdict:
    """Return why a number of an untold time is left open, with what the lists of before have said."""
    verdict = Verdict(outcome=Outcome.UNDETERMINED, reasons=(Reason(code=gap.code, text=gap.text),))
    earlier = [o for o in measured.history.observations if o.period is None and said is not None and o.at <= said.end]
    if gap.code not in UNTOLD or not earlier or claim.quantity.unit is not None:
        return verdict
    least, most = (end(earlier, key=lambda o: o.value) for end in (min, max))
    low, high = alone(least), alone(most)
    side = replace(high, core=low.core.hull(high.core), hull=low.hull.hull(high.hull), observations=(most, least))
    text = (
        f"{gap.text}; {wording.span(side.hull)} {measured.label} in the lists up to {earlier[-1].at.date().isoformat()}"
    )
    shown = replace(official_value(measured, side, claim), value=None)
    return replace(verdict, reasons=(Reason(code=gap.code, text=text),), official=shown)


def _is_comparable(claim: Claim, measured: Measured) -> bool:
    value, plain_role = claim.quantity.value, claim.quantity.role in (Role.FROM, Role.LEVEL)
    if value is None or not plain_role or claim.quantity.unit is not None or measured.restricted:
        return False
    return claim.quantity.modifier in PLAIN and significant_digits(value) >= LEAST_DIGITS


def _borne_out(claim: Claim, measured: Measured, side: Side, gap: Gap) -> Verdict:
    verdict = agreement(Finding(claim=claim, measured=measured, side=side), "EXA")
    untold = Reason(code="AMB", text=f"{gap.text}; {BORNE_OUT}")
    reasons = (*verdict.reasons, untold)
    return replace(verdict, reasons=reasons, official=official_value(measured, side, claim))
