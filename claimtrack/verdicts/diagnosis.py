"""The coincidence search, run only after a discrepancy: where else in the dataset does the claimed number stand?

Another measure (MSW), another scope (SSW), an earlier snapshot (OLD), a later one (AHD). A hit needs the written
precision and three or more significant digits; a bound must be met without being weak. How many cells were searched
is always said, so that a chance hit shows.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from fractions import Fraction

from claimtrack.claims.claim import Claim
from claimtrack.measures.measure import History, Observation
from claimtrack.quantity import Interval, Modifier, Quantity, Role, plain, significant_digits
from claimtrack.verdicts import wording
from claimtrack.verdicts.admissible import bands, rounding, step
from claimtrack.verdicts.claim_time import ClaimTime
from claimtrack.verdicts.finding import LOOKS_EXACT
from claimtrack.verdicts.measured import Measured
from claimtrack.verdicts.official import MIRRORED, Gap
from claimtrack.verdicts.periods import IMPLICIT, is_periodic, official_side
from claimtrack.verdicts.profile import Profile
from claimtrack.verdicts.severity import severity
from claimtrack.verdicts.verdict import Outcome, Reason, Sibling, Verdict

PASSING = 3
"""How many times a measure's maximal age two snapshots may lie apart for a number between them to count as passed."""
SMALLEST: int = 10 ** (LOOKS_EXACT - 1)
UNBOUNDED = (Modifier.AT_MOST, Modifier.UP_TO, Modifier.UNDER)
"""Bounds that any smaller number meets."""
BOUNDS = (Modifier.OVER, Modifier.AT_LEAST, Modifier.JUST_OVER)
LEVELS = (Role.LEVEL, Role.FROM, Role.TO)


@dataclass(frozen=True, slots=True, kw_only=True)
class Neighbourhood:
    """What to search: other measures in the claim's scope, and the claim's measure in other scopes."""

    measures: tuple[History, ...]
    scopes: tuple[History, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Hit:
    code: str
    history: History
    observation: Observation
    off_by_one: bool


def diagnose(
    verdict: Verdict, quantity: Quantity, measured: Measured, near: Neighbourhood, time: ClaimTime, profile: Profile
) -> Verdict:
    """Return the verdict with the causes found; only a discrepancy over a level is searched."""
    if verdict.outcome is not Outcome.DISCREPANCY or quantity.role not in LEVELS or quantity.value is None:
        return verdict
    if "EQB" in verdict.codes or not _searchable(quantity):
        return verdict
    tight = _written(quantity, profile)
    if verdict.official is not None and verdict.official.computation == MIRRORED:
        measured, near = replace(measured, history=_as_losses(measured.history)), _all_as_losses(near)
    hits, cells = _search(quantity, tight, measured, near, time)
    kept = _most_telling(hits)
    reasons = [*verdict.reasons, *(_reason(hit, cells) for hit in kept)]
    if not hits:
        reasons += _passed(quantity, measured, time)
    if any(hit.off_by_one for hit in kept) and "OB1" not in verdict.codes:
        reasons.append(_one_away(kept, quantity))
    if len(reasons) == len(verdict.reasons):
        return replace(verdict, searched_cells=cells)
    return _with_causes(verdict, tuple(reasons), tuple(_sibling(hit) for hit in hits), cells, quantity)


def _as_losses(history: History) -> History:
    """Return a balance as a text tells it that speaks of a loss: -167,971 is a loss of 167,971."""
    return replace(history, observations=tuple(replace(o, value=-o.value) for o in history.observations))


def _all_as_losses(near: Neighbourhood) -> Neighbourhood:
    measures, scopes = (tuple(_as_losses(history) for history in found) for found in (near.measures, near.scopes))
    return Neighbourhood(measures=measures, scopes=scopes)


def _written(quantity: Quantity, profile: Profile) -> Interval:
    """Return what a value must lie in to have the number at written precision; "450.2 million" is 450,228,188."""
    if quantity.value is not None and quantity.modifier is Modifier.EXACT:
        return rounding(Fraction(quantity.value), Fraction(quantity.precision))
    return bands(quantity, profile)[0].interval


def _searchable(quantity: Quantity) -> bool:
    """Whether a hit would tell something: three significant digits, or a bound from 100 on."""
    value = quantity.value
    if value is None or value <= 0:
        return False
    if quantity.modifier in BOUNDS:
        return value >= SMALLEST
    return significant_digits(value) >= LOOKS_EXACT and quantity.modifier not in UNBOUNDED


def _search(
    quantity: Quantity, tight: Interval, measured: Measured, near: Neighbourhood, time: ClaimTime
) -> tuple[list[_Hit], int]:
    hits, cells = [], 0
    for code, histories in (("MSW", near.measures), ("SSW", near.scopes)):
        for history in histories:
            side = official_side(measured, history, time)
            if isinstance(side, Gap):
                continue
            cells += 1
            found = _hit(code, quantity, tight, history, side.observation)
            hits += [hit for hit in found if code == "MSW" or _is_same_elsewhere(hit, quantity)]
    now = official_side(measured, measured.history, time)
    official = None if isinstance(now, Gap) else now.observation.value
    for observation in measured.history.observations:
        cells += 1
        code = "OLD" if _was_before(observation, measured, time) else "AHD"
        if quantity.modifier is Modifier.EXACT:
            # One away from an earlier count tells only where it is the number of that sheet's last row.
            found = _hit(code, quantity, tight, measured.history, observation)
            last = observation.last_row == quantity.value and observation.value != official
            hits += [hit for hit in found if not hit.off_by_one or last]
    return hits, cells


def _is_same_elsewhere(hit: _Hit, quantity: Quantity) -> bool:
    """Whether another scope has just the number; of many scopes some meets a bound, or lies one away, by chance.

    A hedged number ("about 168,000") must be the other scope's rounded, not merely near it.
    """
    if quantity.modifier is Modifier.ABOUT and quantity.value is not None:
        return rounding(Fraction(quantity.value), step(quantity)).contains(Fraction(hit.observation.value))
    return quantity.modifier is Modifier.EXACT and not hit.off_by_one


def _was_before(observation: Observation, measured: Measured, time: ClaimTime) -> bool:
    """Whether a value was out by the claim's time; where the claim names its period, by the publication.

    The figure for 2008 that is given for 2007 years later is one for another period, none used before it was out.
    """
    named = is_periodic(measured.history) and time.source not in IMPLICIT
    return observation.at <= ((time.said if named else None) or time.when).end


def _hit(code: str, quantity: Quantity, tight: Interval, history: History, observation: Observation) -> list[_Hit]:
    value = Fraction(observation.value)
    if tight.contains(value):
        return [_Hit(code=code, history=history, observation=observation, off_by_one=False)]
    claimed = Fraction(quantity.value or 0)
    if quantity.unit is None and _is_one_away(quantity.modifier, value, claimed):
        return [_Hit(code=code, history=history, observation=observation, off_by_one=True)]
    return []


def _is_one_away(modifier: Modifier, value: Fraction, claimed: Fraction) -> bool:
    """Whether one more, or one fewer, would have met the wording: "more than 1,000" for 1,000."""
    match modifier:
        case Modifier.OVER:
            return value == claimed and claimed >= SMALLEST
        case Modifier.AT_LEAST:
            return value == claimed - 1
        case _:
            return modifier is Modifier.EXACT and abs(value - claimed) == 1


def _most_telling(hits: Iterable[_Hit]) -> list[_Hit]:
    """Return one hit a code: exact before off by one; of snapshots the last that fitted, or the first that will."""
    best: dict[str, _Hit] = {}
    for hit in hits:
        known = best.get(hit.code)
        if known is None or _rank(hit) < _rank(known):
            best[hit.code] = hit
    if "MSW" in best:
        best.pop("SSW", None)
    return list(best.values())


def _rank(hit: _Hit) -> tuple[bool, int, float]:
    """Exact before off by one, the whole of the data before a part of it."""
    stamp = hit.observation.at.timestamp()
    wider = len(hit.history.scope) if hit.code == "SSW" else 0
    return hit.off_by_one, wider, -stamp if hit.code == "OLD" else stamp


def _reason(hit: _Hit, cells: int) -> Reason:
    value, when = plain(hit.observation.value), wording.on(hit.observation)
    name = wording.named(hit.history.measure, hit.history.scope)
    match hit.code:
        case "MSW":
            text = f"{value} is the count of {name}"
        case "SSW":
            text = f"{value} is the value for {name}"
        case "OLD":
            text = f"{'one away from the count' if hit.off_by_one else 'was right'} {when} ({value})"
        case "AHD":
            text = f"{'one away from the count' if hit.off_by_one else 'right only'} later, {when} ({value})"
        case _:
            raise ValueError(f"no sentence for {hit.code!r}")
    return Reason(code=hit.code, text=f"{text} (searched {cells} cells)")


def _passed(quantity: Quantity, measured: Measured, time: ClaimTime) -> list[Reason]:
    """Return OLD when the series stepped over the number between two neighbouring snapshots before the claim's time."""
    value = Fraction(quantity.value or 0)
    if quantity.modifier is not Modifier.EXACT or is_periodic(measured.history):
        return []
    earlier = [o for o in measured.history.observations if o.at <= time.when.end]
    for first, second in zip(reversed(earlier[:-1]), reversed(earlier[1:]), strict=True):
        inside = min(first.value, second.value) < value < max(first.value, second.value)
        if inside and second.at - first.at <= PASSING * measured.max_age:
            steps = f"{plain(first.value)} {wording.on(first)}, {plain(second.value)} {wording.on(second)}"
            return [Reason(code="OLD", text=f"the count passed {plain(value)} earlier, between {steps}")]
    return []


def _one_away(hits: list[_Hit], quantity: Quantity) -> Reason:
    hit = next(hit for hit in hits if hit.off_by_one)
    claimed = plain(quantity.value or 0)
    text = f"one away: {claimed} against {plain(hit.observation.value)}"
    last = hit.observation.last_row
    if last is not None and last - (quantity.value or 0) == (1 if quantity.modifier is Modifier.OVER else 0):
        text = f"{last:,} is the number of the sheet's last filled row, its header counted"
    return Reason(code="OB1", text=text)


def _sibling(hit: _Hit) -> Sibling:
    return Sibling(
        measure=hit.history.measure,
        scope=hit.history.scope,
        observed_at=hit.observation.at,
        value=hit.observation.value,
        note=f"{hit.code}{' off by one' if hit.off_by_one else ''}",
    )


def _with_causes(
    verdict: Verdict, reasons: tuple[Reason, ...], siblings: tuple[Sibling, ...], cells: int, quantity: Quantity
) -> Verdict:
    official = None if verdict.official is None or verdict.official.value is None else Fraction(verdict.official.value)
    claimed = None if quantity.value is None else Fraction(quantity.value)
    codes = frozenset(reason.code for reason in reasons)
    return replace(
        verdict,
        reasons=reasons,
        siblings=siblings,
        searched_cells=cells,
        severity=severity(verdict.outcome, codes, claimed, official, quantity),
    )


def fits_what_is_named(verdict: Verdict, claim: Claim, own: History) -> str:
    """Return which place named beside a number it is right for, "" for none: the text may well mean that one.

    Equal numbers link nothing, but a place that the words leave open is no ground for a discrepancy.
    """
    elsewhere = (s for s in verdict.siblings if s.measure == own.measure and s.scope != own.scope)
    for sibling in elsewhere:
        for value in (value for name, value in sibling.scope if (name, value) not in own.scope):
            if re.search(rf"\b{re.escape(value)}\b", claim.paragraph.text):
                return f"right for {value}, which is named beside it"
    return ""
