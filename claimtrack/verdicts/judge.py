"""Judging one claim against the measure it is linked to: admitted set against official set, under every reading."""

from __future__ import annotations

import re
from dataclasses import replace

from claimtrack.claims.claim import Claim
from claimtrack.datasets.checks import is_amount
from claimtrack.period import Period, shifted, year
from claimtrack.quantity import CHANGES, Direction, Interval, Modifier, Role, plain
from claimtrack.verdicts import wording
from claimtrack.verdicts.admissible import Band
from claimtrack.verdicts.breaks import across_a_break
from claimtrack.verdicts.change import Reading, readings
from claimtrack.verdicts.claim_time import ClaimTime
from claimtrack.verdicts.deciding import bands_of, borne, decide, shown, undetermined
from claimtrack.verdicts.evidence import computed, dated, share_of
from claimtrack.verdicts.finding import Finding, agreement, arrow, discrepancy, official_value
from claimtrack.verdicts.measured import Measured
from claimtrack.verdicts.money import in_its_money
from claimtrack.verdicts.official import (
    Gap,
    Side,
    alone,
    as_fraction,
    at_most,
    combine,
    computable,
    latest,
    mirrored,
)
from claimtrack.verdicts.periods import IMPLICIT, official_side
from claimtrack.verdicts.profile import Profile
from claimtrack.verdicts.ranking import counts_on, rank_side, tells_order
from claimtrack.verdicts.rates import JUDGED, rate_side
from claimtrack.verdicts.records import fits, is_longer, is_record, record_sides, record_told
from claimtrack.verdicts.same_day import agreement_that_day
from claimtrack.verdicts.separators import as_meant, cautious
from claimtrack.verdicts.slips import POINTS, named_slip
from claimtrack.verdicts.verdict import Outcome, Reason, Verdict

TOLD_FROM_NOW = re.compile(
    r"\b(?:ago|earlier|past|latest|recent)\b"
    r"|\b(?:a|one|single|the(?: last| previous)?|twelve|\d+) (?:year|month|quarter)s?\b"
    r"|^(?:year|month|quarter)\b",
    re.IGNORECASE,
)
"""Words of a start that is no date of its own: "a year ago", "over the past year", not "the end of last year"."""
SINCE = re.compile(r"\bsince (?:the |its |their )?\w+", re.IGNORECASE)
"""The start of a change; where it gives no date, a published change over another time is none of it."""
LEVELS = (Role.LEVEL, Role.FROM, Role.TO)
"""Roles of a number that is how many there were at a time; the part of a whole is no more than the whole then."""
RATE_PLACES = 3
COUNTED_ON = "it counts on: so many had done so by then"
IN_ONE_YEAR = re.compile(
    r"\b(?:in|within|over) (?:just |only |the space of )?(?:a|one) (?:single )?year\b", re.IGNORECASE
)
LOSS = re.compile(
    r"\b(?:lost|los(?:e|es|ing)|loss(?:es)?|left|leav(?:e|es|ing)|fell|fall(?:s|en|ing)?|shr(?:ank|ink|inks|unk|inking)"
    r"|declin\w+|drop\w*|down|cost|fewer|outflows?|out-?migration|exodus|departures?|moved (?:away|out)|died than"
    r"|deaths than|deaths outnumber\w*|decrease[ds]?|minus|negative)\b",
    re.IGNORECASE,
)
"""Words that tell a balance below zero."""


def one_of(verdicts: tuple[tuple[str, Verdict], ...]) -> Verdict:
    """Return the verdict that all readings of a claim share; readings that differ leave it open, all shown."""
    first = verdicts[0][1]
    if len({verdict.outcome for _, verdict in verdicts}) == 1:
        return first
    all_of_them = "; ".join(
        f"{name}: {verdict.outcome} ({verdict.arithmetic or _why(verdict)})" for name, verdict in verdicts
    )
    return replace(undetermined("AMB", f"readings differ: {all_of_them}"), official=first.official)


def _why(verdict: Verdict) -> str:
    return verdict.reasons[0].text if verdict.reasons else ""


def judge(claim: Claim, measured: Measured, time: ClaimTime, profile: Profile) -> Verdict:
    """Judge a claim against its measure at its time."""
    meant = as_meant(claim, counts=_counts_things(measured))
    verdict = in_its_money(_judged(meant or claim, measured, time, profile), claim, measured.definition)
    return verdict if meant is None else cautious(verdict, meant)


def _counts_things(measured: Measured) -> bool:
    """Whether a measure's values are whole numbers of things."""
    whole = all(o.value == o.value.to_integral_value() for o in measured.history.observations)
    return measured.definition.aggregate.startswith("count") or (measured.definition.unit is None and whole)


def _judged(claim: Claim, measured: Measured, time: ClaimTime, profile: Profile) -> Verdict:
    if measured.rate is not None:
        return _judge_rate(claim, measured, time, profile)
    if is_record(claim):
        return _judge_record(claim, measured, time)
    in_points = claim.quantity.unit == POINTS
    change = readings(claim) if in_points or not measured.is_change else ()
    refused = _not_comparable(claim, measured, change)
    if refused is not None:
        return refused
    if change:
        return _judge_change(claim, measured, time, profile, change)
    if claim.quantity.role is Role.SHARE:
        return _judge_share(claim, measured, time, profile)
    if claim.quantity.role is Role.RANK and counts_on(claim):
        counted = replace(claim, quantity=replace(claim.quantity, role=Role.LEVEL))
        return _judge_level(counted, replace(measured, tentative=measured.tentative or COUNTED_ON), time, profile)
    if claim.quantity.role is Role.RANK:
        return _judge_rank(claim, measured, time, profile)
    return _judge_level(claim, measured, time, profile)


def _not_comparable(claim: Claim, measured: Measured, change: tuple[Reading, ...]) -> Verdict | None:
    """Return why a claim can't be compared whatever the official value is, None when it can."""
    if claim.quantity.value is not None and claim.quantity.value < 0 and claim.quantity.modifier is not Modifier.EXACT:
        return undetermined("AMB", "a hedge on a negative number is read both ways")
    if _counts_in_fractions(claim, measured):
        return undetermined("UND", "a count has no fractions; it may be an average")
    since = SINCE.search(claim.clause.text) if measured.is_change and claim.quantity.role in CHANGES else None
    if since is not None and claim.baseline is None:
        return undetermined("UND", f"its start, “{since.group().strip()} …”, is no date that can be looked up")
    if measured.restricted and (change or claim.quantity.role not in LEVELS):
        return undetermined("SCO", f"the data does not model “{', '.join(measured.restricted)}”")
    if claim.quantity.role is Role.RANK and not measured.peers and not counts_on(claim):
        return undetermined("COV", "a rank is that of one place among its like, and the text names none that is known")
    return None


def _judge_rate(claim: Claim, measured: Measured, time: ClaimTime, profile: Profile) -> Verdict:
    """Judge a rate over another dataset, which must hold against the counts of the years beside it as well."""
    if claim.quantity.role not in JUDGED:
        return undetermined("COV", f"changes, shares and orders of {measured.label} are not computed")
    found = rate_side(measured, time)
    if isinstance(found, Gap):
        return undetermined(found.code, found.text)
    side, trail = found
    if measured.restricted:
        return _judge_part(claim, measured, side, profile)
    verdict = decide(claim, measured, (("", side, None),), profile, trail)
    if verdict.codes != {"BRK"}:
        return verdict
    text = f"{verdict.arithmetic}; {wording.span(side.hull, RATE_PLACES)} with the values beside it in time"
    return replace(verdict, reasons=(Reason(code="BRK", text=text),))


def _judge_level(claim: Claim, measured: Measured, time: ClaimTime, profile: Profile) -> Verdict:
    side = official_side(measured, measured.history, time)
    that_day = agreement_that_day(claim, measured, time.when, side, profile)
    if that_day is not None:
        return that_day
    if isinstance(side, Gap):
        return shown(undetermined(side.code, side.text), side.side, claim, measured)
    if measured.restricted:
        return _judge_part(claim, measured, side, profile)
    other = _over_another_time(measured, side, time)
    if other is not None:
        return other
    newest = latest(measured.history)
    is_level = claim.quantity.role in (Role.FROM, Role.TO)
    if measured.is_change and not is_level and claim.quantity.direction is Direction.DOWN:
        side, newest = mirrored(side), None if newest is None else mirrored(newest)
    elif _is_loss(measured, side, claim):
        if LOSS.search(claim.clause.text) is None:
            text = f"the official figure is a loss ({plain(side.value)}), and the text does not speak of one"
            return shown(undetermined("AMB", text), side, claim, measured)
        side, newest = mirrored(side), None
    return decide(claim, measured, (("", side, newest),), profile, "")


def _is_loss(measured: Measured, side: Side, claim: Claim) -> bool:
    """Whether a balance is below zero, which a text tells as a number of its own: "121,000 more left than came"."""
    value = claim.quantity.value
    below = side.core.high is not None and side.core.high < 0
    balance = measured.definition.accumulation == "flow" and not measured.is_change
    return balance and below and value is not None and value > 0


def _over_another_time(measured: Measured, side: Side, time: ClaimTime) -> Verdict | None:
    """Return why a change is not the measure's: it began at another time than so many months before.

    A start that is told from the publication ("a year ago") is so many months before that as well.
    """
    formula, period, baseline = measured.definition.formula, side.observation.period, time.baseline
    if baseline is None or period is None or formula is None or not formula.months:
        return None
    if formula.months in (baseline.months_until(period), baseline.months_until(time.when)):
        return None
    text = f"it is a change since {baseline.label}; {measured.label} is one over {formula.months} months"
    return undetermined("MSW", text)


def _counts_in_fractions(claim: Claim, measured: Measured) -> bool:
    value = claim.quantity.value
    whole = value is None or value == value.to_integral_value()
    return measured.definition.aggregate.startswith("count") and claim.quantity.role is Role.LEVEL and not whole


def _judge_part(claim: Claim, measured: Measured, side: Side, profile: Profile) -> Verdict:
    """Judge a count of a part of what the measure counts: it can be anything from none to all; a rate of it, any."""
    if side.value < 0 or not is_amount(measured.definition):
        return undetermined("SCO", f"the data does not model “{', '.join(measured.restricted)}”")
    verdict = decide(claim, measured, (("", at_most(side), None),), profile, "")
    if "CLN" not in verdict.codes or verdict.outcome is not Outcome.UNDETERMINED:
        return verdict
    part = ", ".join(measured.restricted)
    text = f"{verdict.arithmetic}; the data does not model “{part}”"
    return replace(verdict, reasons=(Reason(code="SCO", text=text),))


def _judge_change(
    claim: Claim, measured: Measured, time: ClaimTime, profile: Profile, change: tuple[Reading, ...]
) -> Verdict:
    if time.baseline is None:
        return _without_start(claim, measured, time, profile, change[0])
    end = official_side(measured, measured.history, time)
    began = counted_back(time.baseline, time, end)
    start = official_side(measured, measured.history, replace(time, when=began, source="baseline"))
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
    verdict = decide(claim, measured, sides, profile, arrow(measured, start, end))
    verdict = across_a_break(verdict, measured, start, end)
    if verdict.outcome is not Outcome.DISCREPANCY:
        return verdict
    slip = named_slip(claim, bands_of(claim, measured, profile), start.value, end.value, measured.definition.unit)
    return replace(verdict, reasons=(*verdict.reasons, *slip))


def counted_back(baseline: Period, time: ClaimTime, end: Side | Gap) -> Period:
    """Return the start of a change; one told from the publication ("a year ago") counts from the newest value."""
    period = None if isinstance(end, Gap) else end.observation.period
    if time.source not in IMPLICIT or period is None or not TOLD_FROM_NOW.search(baseline.text):
        return baseline
    months = baseline.months_until(time.when)
    return shifted(period, months=months) if months > 0 else baseline


def _without_start(claim: Claim, measured: Measured, time: ClaimTime, profile: Profile, reading: Reading) -> Verdict:
    """Leave open a change whose start is not told; for yearly values, show the change from the year before.

    A yearly value is compared with the year before as a rule, so that such a change may agree.
    """
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
        trail=arrow(measured, start, end),
    )
    assumed = decide(claim, measured, (("", finding.side, None),), profile, finding.trail)
    assumed = across_a_break(assumed, measured, start, end)
    if _tells_one_year(claim, before.when):
        slip = named_slip(claim, bands_of(claim, measured, profile), start.value, end.value, measured.definition.unit)
        found = assumed.outcome is Outcome.DISCREPANCY
        return replace(assumed, reasons=(*assumed.reasons, *slip)) if found else assumed
    if assumed.outcome is Outcome.AGREES:
        taken = Reason(code="AMB", text="the text gives no start for the change; the year before was taken")
        return replace(assumed, reasons=(*assumed.reasons, taken))
    text = f"{told.reasons[0].text}; from the year before: {finding.arithmetic}"
    return shown(undetermined("UND", text), finding.side, claim, measured)


def _tells_one_year(claim: Claim, before: Period) -> bool:
    """Whether a change is said to have taken one year, beside the value of the year it began with.

    "In 2019 it had been 3.7 percent, so the slump pushed it up by 4.4 percent in a single year."
    """
    named = re.search(rf"\b{before.start.year}\b", claim.sentence.text)
    return named is not None and IN_ONE_YEAR.search(claim.clause.text) is not None


def _judge_share(claim: Claim, measured: Measured, time: ClaimTime, profile: Profile) -> Verdict:
    if measured.definition.unit == "percent":
        return _judge_published_share(claim, measured, time, profile)
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
    return decide(claim, measured, (("share", share, None),), profile, trail)


def _judge_published_share(claim: Claim, measured: Measured, time: ClaimTime, profile: Profile) -> Verdict:
    """Judge a share against a measure whose own values are percentages: "eight in ten" beside 84.3."""
    side = official_side(measured, measured.history, time)
    if isinstance(side, Gap):
        return shown(undetermined(side.code, side.text), side.side, claim, measured)
    trail = "" if claim.quantity.unit == "percent" else f"{plain(side.value)} % {measured.label}"
    return decide(claim, measured, (("", as_fraction(side) if trail else side, None),), profile, trail)


def _judge_rank(claim: Claim, measured: Measured, time: ClaimTime, profile: Profile) -> Verdict:
    own = official_side(measured, measured.history, time)
    if isinstance(own, Gap):
        return undetermined(own.code, own.text)
    place = rank_side(claim, measured, own, time)
    if place is None:
        return undetermined("COV", "no other place has a value for that time")
    trail = f"among {len(measured.peers) + 1}, by {plain(own.value)} {measured.label} {wording.on(own.observation)}"
    if not tells_order(claim, measured):
        measured = replace(measured, tentative=measured.tentative or "its clause does not say what the order goes by")
    return decide(claim, measured, (("rank", place, None),), profile, trail)


def _judge_record(claim: Claim, measured: Measured, time: ClaimTime) -> Verdict:
    """Judge the date that a record goes back to, or stands at."""
    told = record_told(claim)
    if told is None or claim.quantity.value is None:
        return undetermined("COV", "its words do not tell which record it is")
    found = record_sides(claim, told, measured, time)
    if isinstance(found, Gap):
        return undetermined(found.code, found.text)
    side, trail = dated(found[0][0], measured.history), found[0][1]
    finding = Finding(claim=claim, measured=measured, side=side, trail=f"{measured.label}: {trail}")
    if fits(claim, side):
        verdict = agreement(finding, "EXA")
    elif any(fits(claim, other) for other, _ in found):
        verdict = undetermined("BRK", f"it is not sure which value was the newest: {finding.arithmetic}")
    elif told.since and any(is_longer(claim, other) for other, _ in found):
        verdict = undetermined("AMB", f"the record goes back further: {finding.arithmetic}")
    else:
        band = Band(interval=Interval.point(claim.quantity.value), code="EXA")
        verdict = borne(discrepancy(finding, (band,)), finding)
    verdict = across_a_break(verdict, measured, *(alone(o) for o in side.observations))
    return replace(verdict, official=official_value(measured, side, claim))
