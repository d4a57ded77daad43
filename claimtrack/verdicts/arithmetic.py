"""The document's own arithmetic: do the numbers it prints fit together? This needs no dataset at all."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

from claimtrack.claims.claim import Claim
from claimtrack.quantity import Direction, Interval, Quantity, Role, plain
from claimtrack.verdicts import wording
from claimtrack.verdicts.admissible import Band, admitted, bands
from claimtrack.verdicts.change import FRACTION_DOWN, FRACTION_UP, GAIN, LOSS, Reading, readings
from claimtrack.verdicts.compare import compare
from claimtrack.verdicts.printed import likely, number, printed
from claimtrack.verdicts.profile import Profile
from claimtrack.verdicts.rules import RULES_BY_CODE
from claimtrack.verdicts.severity import severity
from claimtrack.verdicts.slips import POINTS, named_slip
from claimtrack.verdicts.verdict import Outcome, Reason, Verdict

BESIDE = 30
ANOTHER_BEFORE = re.compile(
    r"\b(?:another|than(?! [\d$£€])|average|compared with|against|after|following)\b[^.;]*$", re.IGNORECASE
)
ANOTHER_AFTER = re.compile(
    r"^[^.;,]*\b(?:last year|year before|a year\b|(?:after|above|below) inflation|annual|per year|adjusted|real terms"
    r"|(?:than|above|below) (?:\w+ )?(?:forecast|expected|expectations|planned|plan|budgeted|budget|target))\b",
    re.IGNORECASE,
)
"""Words beside a change that make it another one than that of the two printed ends."""
OF_A_UNIT = re.compile(r" (?:of )?an? ", re.IGNORECASE)
"""What follows a fraction of something else than the start: "half a point"."""
ANYTHING = "anything"
"""What fits only because an end is a bound ("from over 100"), so far from it that nothing is learnt."""
OWN_VERB = "change.verb"
"""The cue of a change that a verb of its own states: "costs fell 5 percent", not "a fall of 5 percent"."""
OWN_CODES = frozenset({"SUM", "SHR", "HLB"})
"""Codes of a contradiction that is not one of a change."""
FAR = Fraction(10**40)
"""Stands for an end without bound in a formula; what comes out beyond its root has no bound either."""
BEYOND = Fraction(10**20)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Change:
    """A change as printed, with the start and end that the document prints for it."""

    claim: Claim
    start: Quantity
    end: Quantity
    bands: tuple[Band, ...]

    def computed(self, reading: Reading) -> Fraction:
        return reading.formula(number(self.start), number(self.end))

    def reach(self, reading: Reading, allowed: Callable[[Quantity], Interval]) -> Interval:
        """What the formula can give when start and end are themselves rounded or hedged."""
        starts, ends = (_finite(allowed(quantity)) for quantity in (self.start, self.end))
        corners = [reading.formula(x, y) for x in starts for y in ends]
        low, high = min(corners), max(corners)
        return Interval(low=None if low < -BEYOND else low, high=None if high > BEYOND else high)

    def text(self, reading: Reading) -> str:
        start, end = plain(number(self.start)), plain(number(self.end))
        if reading in (FRACTION_UP, FRACTION_DOWN):
            return f"{start} → {end} is {plain(100 * self.computed(reading), 1)} % ({reading.name})"
        figure = plain(self.computed(reading), 2 if reading.unit == "times" else 1)
        return f"{start} → {end} is {figure}{_sign(reading)} ({reading.name})"


def own_arithmetic(claim: Claim, others: Mapping[str, Claim], profile: Profile) -> Verdict | None:
    """Return what the document's own numbers say of a change; None when it prints no start and end for it."""
    change = _printed(claim, others, profile)
    if change is None:
        return None
    found = [(_fits(change, reading), reading) for reading in _own_readings(change)]
    codes = {code for code, _ in found}
    if len(found) > 1 and None in codes and codes != {None}:
        shown = "; ".join(change.text(reading) for _, reading in found)
        text = f"“{claim.quote.exact}” is read in two ways: {shown}"
        return Verdict(outcome=Outcome.UNDETERMINED, reasons=(Reason(code="AMB", text=text),), arithmetic=shown)
    code, reading = found[0]
    if code == ANYTHING:
        return None
    if code is None or (code == "RNC" and _slip(change)):
        return _contradiction(change, reading)
    return _agreement(change, reading, code)


def reconcile(own: Verdict | None, official: Verdict) -> Verdict:
    """Return one verdict from the document's own arithmetic and the official values.

    The official values decide where they can; the document's own numbers decide where those are silent.
    """
    if own is None:
        return official
    if official.outcome is Outcome.UNDETERMINED:
        return own
    if own.outcome is Outcome.DISCREPANCY and official.outcome is Outcome.AGREES:
        text = f"the official values agree, the document's own do not: {own.reasons[0].text}"
        code = own.reasons[0].code if own.reasons[0].code in OWN_CODES else "INT"
        return replace(official, outcome=Outcome.UNDETERMINED, reasons=(Reason(code=code, text=text),), severity=None)
    if own.outcome is Outcome.DISCREPANCY:
        return replace(official, reasons=(*official.reasons, *own.reasons))
    both = f"{official.arithmetic}; as printed {own.arithmetic}"
    said = tuple(replace(reason, text=reason.text.replace(official.arithmetic, both)) for reason in official.reasons)
    return replace(official, arithmetic=both, reasons=said)


def _printed(claim: Claim, others: Mapping[str, Claim], profile: Profile) -> _Change | None:
    if _speaks_of_another_change(claim):
        return None
    start, end = (_the_only(claim, kind, others) for kind in ("from", "to"))
    if start is None or end is None or not readings(claim) or not _has_number(claim, start, end):
        return None
    if _moves_otherwise(claim, start) or _goes_on(claim, end, others):
        return None
    if start.quantity.unit != end.quantity.unit or not _defined(claim, start.quantity):
        return None
    if claim.quantity.role is Role.DELTA and claim.quantity.unit not in (start.quantity.unit, POINTS):
        return None
    return _Change(claim=claim, start=start.quantity, end=end.quantity, bands=bands(claim.quantity, profile))


def _speaks_of_another_change(claim: Claim) -> bool:
    """Whether words beside a change say that it is not that of the two ends: "another 25 %", "20 % last year"."""
    at = claim.quote.start - claim.sentence.start
    lead = claim.sentence.text[max(0, at - BESIDE) : at]
    follows = claim.sentence.text[at + len(claim.quote.exact) :][:BESIDE]
    if claim.quantity.unit is None and claim.quantity.role is Role.PERCENT_CHANGE and OF_A_UNIT.match(follows):
        return True
    return ANOTHER_BEFORE.search(lead) is not None or ANOTHER_AFTER.search(follows) is not None


def _moves_otherwise(claim: Claim, start: Claim) -> bool:
    """Whether a change has its own verb, and that of the ends goes the other way: "… to 20 as costs fell 5 %"."""
    directions = {claim.quantity.direction, start.quantity.direction} - {None}
    return len(directions) > 1 and OWN_VERB in claim.cues


def _goes_on(claim: Claim, end: Claim, others: Mapping[str, Claim]) -> bool:
    """Whether another value of the same thing follows the end before the change: "… to 1,500 and 1,800 in 2025"."""
    return any(
        end.quote.end <= other.quote.start < claim.quote.start
        and other.sentence == claim.sentence
        and other.set_aside is None
        and other.quantity.role in (Role.LEVEL, Role.TO)
        and (other.quantity.unit, other.head) == (end.quantity.unit, end.head)
        for other in others.values()
    )


def _the_only(claim: Claim, kind: str, others: Mapping[str, Claim]) -> Claim | None:
    """Return the one claim that this one is tied to in this way; several leave open which is meant."""
    tied = [others[relation.claim_id] for relation in claim.relations if relation.kind == kind]
    return tied[0] if len(tied) == 1 else None


def _has_number(*claims: Claim) -> bool:
    return all(claim.quantity.value is not None and claim.quantity.value >= 0 for claim in claims)


def _defined(claim: Claim, start: Quantity) -> bool:
    return number(start) > 0 or readings(claim)[0] in (GAIN, LOSS)


def _own_readings(change: _Change) -> tuple[Reading, ...]:
    """Return the readings of a change; points are the difference of two percentages."""
    if change.claim.quantity.unit == POINTS:
        direction = change.claim.quantity.direction
        fell = number(change.end) < number(change.start) if direction is None else direction is Direction.DOWN
        return (LOSS if fell else GAIN,)
    return readings(change.claim)


def _fits(change: _Change, reading: Reading) -> str | None:
    """Return the code of the band that holds the computed figure, RNC when only rounding saves it, ANYTHING when only
    a bound does, None if it fails.
    """
    plainly = compare(change.bands, Interval.point(change.computed(reading)))
    if plainly.outcome is Outcome.AGREES:
        return plainly.code
    if not admitted(change.bands).disjoint(change.reach(reading, likely)):
        return "RNC"
    return None if admitted(change.bands).disjoint(change.reach(reading, printed)) else ANYTHING


def _finite(interval: Interval) -> tuple[Fraction, Fraction]:
    """Return the ends with stand-ins for none and, so that it can be divided by, for zero."""
    return interval.low or 1 / FAR, FAR if interval.high is None else interval.high


def _agreement(change: _Change, reading: Reading, code: str) -> Verdict:
    text = change.text(reading)
    earned = f"by the document's own numbers {text}; {RULES_BY_CODE[code].title}" if code else ""
    return Verdict(
        outcome=Outcome.AGREES,
        reasons=(Reason(code=code, text=earned),) if code else (),
        arithmetic=text,
        severity=severity(Outcome.AGREES, frozenset({code} if code else ()), None, None),
    )


def _contradiction(change: _Change, reading: Reading) -> Verdict:
    claimed, computed = number(change.claim.quantity), change.computed(reading)
    text = change.text(reading)
    slip = _slip(change)
    against = Reason(code="INT", text=_against(change, text))
    reasons = slip if any(reason.code == "PPT" for reason in slip) else (against, *slip)
    off = claimed - computed
    return Verdict(
        outcome=Outcome.DISCREPANCY,
        reasons=reasons,
        arithmetic=text,
        severity=severity(Outcome.DISCREPANCY, frozenset(r.code for r in reasons), claimed, computed),
        direction="overstated" if off > 0 else "understated",
        difference=wording.decimal(off),
        relative_difference=wording.decimal(off / computed) if computed else None,
    )


def _slip(change: _Change) -> tuple[Reason, ...]:
    return named_slip(change.claim, change.bands, number(change.start), number(change.end), change.start.unit)


def _against(change: _Change, text: str) -> str:
    return f"the document's own numbers do not fit: {text}, not {wording.told(change.claim)}"


def _sign(reading: Reading) -> str:
    return {"%": " %", "times": " times", "": ""}[reading.unit]
