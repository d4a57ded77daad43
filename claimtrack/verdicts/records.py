"""A date that a record goes back to: "the lowest since 2009", "was highest in 1991".

Source: the verdict rules' line on records, which need the whole series. "Since" names the last time before that was as
extreme; a value between that was so too makes it wrong, an even longer record leaves it open. "In" names the time of
the most extreme value of all.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from claimtrack.claims.claim import Claim
from claimtrack.claims.dating import named_month
from claimtrack.claims.ranks import RECORD_YEAR
from claimtrack.measures.measure import Observation
from claimtrack.measures.speaking import latest_known
from claimtrack.period import Period, shifted
from claimtrack.quantity import Interval, plain
from claimtrack.verdicts.claim_time import ClaimTime
from claimtrack.verdicts.measured import Measured
from claimtrack.verdicts.official import Gap, Side

HIGH = frozenset("highest most largest biggest fastest steepest greatest sharpest strongest quickest".split())
LOW = frozenset("lowest fewest least smallest slowest weakest".split())
MONTHS = 12
FEWEST = 2
"""A record is one among others."""
SUPERLATIVE = re.compile(rf"\b({'|'.join(sorted(HIGH | LOW))})\b", re.IGNORECASE)
FALL = re.compile(
    r"(?:\s+[\w-]+){0,3}?\s+(?:fall|drop|decline|decrease|loss|slump|plunge|slide|dip|contraction)\b", re.IGNORECASE
)
"""After a superlative: what is large is a fall."""
RISE = re.compile(
    r"(?:\s+[\w-]+){0,3}?\s+(?:rise|increase|gain|jump|growth|advance|climb|surge|rate of growth)\b", re.IGNORECASE
)
MONTHLY = re.compile(r"\b(?:one|single|1)-month\b|\bmonthly\b|\bmonth-(?:on|over|to)-month\b", re.IGNORECASE)
YEARLY = re.compile(r"\b(?:one|1)-year\b|\b(?:12|twelve)-month\b|\b(?:annual|yearly)\b", re.IGNORECASE)
"""Over how long what rose or fell did so."""
EXCEEDED = re.compile(r"\blast (?:exceeded|surpassed|topped)\b", re.IGNORECASE)
ONE_OF_SEVERAL = re.compile(
    r"\b(?:second|third|fourth|fifth|sixth|\d+(?:st|nd|rd|th)|one of (?:the|its|their)|among (?:the|its|their))[\s-]+$",
    re.IGNORECASE,
)
"""Before a superlative: it is not the record itself."""
WITHIN = re.compile(
    r"\b(?:decades?|century|centuries|years|era|terms?|administration|presidency|recession|pandemic|crisis|cycle"
    r"|generation|modern|postwar|post-war|peacetime)\b",
    re.IGNORECASE,
)
"""Words under which "the highest in 1991" may be one of a part of the series."""
SINCE = re.compile(r"\bsince\s+(?:\w+\s+){0,2}$", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """A record as told: whether the high end counts, and whether it goes back to the date or stands at it.

    `strictly` is True where only what is beyond it ends it ("last exceeded in"). `months` is the span of the changes
    that are compared: 0 where levels are, None where it is not told.
    """

    high: bool
    since: bool
    strictly: bool = False
    months: int | None = 0


def is_record(claim: Claim) -> bool:
    """Whether a number is a year that dates a record."""
    return RECORD_YEAR in claim.cues


def record_told(claim: Claim) -> Record | None:
    """Return which record the sentence tells of; None where its words leave that open."""
    sentence, start = claim.sentence.text, claim.quote.start - claim.sentence.start
    if EXCEEDED.search(sentence[:start]):
        return Record(high=True, since=True, strictly=True)
    found = [m for m in SUPERLATIVE.finditer(sentence) if m.start() < start]
    if not found:
        return None
    word = found[-1]
    if ONE_OF_SEVERAL.search(sentence[: word.start()]):
        return None
    high = word.group().lower() in HIGH
    fall, rise = FALL.match(sentence, word.end()), RISE.match(sentence, word.end())
    if fall and not high:
        return None
    since = SINCE.search(sentence[:start]) is not None
    told_till = re.split(r"[,;:—–]", sentence[start:], maxsplit=1)[0]
    if not since and WITHIN.search(sentence[:start] + told_till):
        return None
    return Record(high=high and not fall, since=since, months=_span(sentence) if fall or rise else 0)


def _span(sentence: str) -> int | None:
    if MONTHLY.search(sentence):
        return 1
    return MONTHS if YEARLY.search(sentence) else None


Dated = tuple[Side, str]
"""The year that a record goes back to, as an official side, and in words how it came about."""


def record_sides(claim: Claim, told: Record, measured: Measured, time: ClaimTime) -> tuple[Dated, ...] | Gap:
    """Return the year that a record goes back to; one for each value that may have been the newest, that first."""
    said, history = (time.said or time.when).end, measured.history
    known = [o.known_at(said) for o in history.observations if o.at <= said and o.period is not None]
    if told.months != 0 and not measured.is_change:
        if told.months is None:
            return Gap(code="COV", text="the text does not say over how long it rose or fell")
        known = _changes(known, told.months)
    if len(known) < FEWEST:
        return Gap(code="COV", text="no series here tells how long a record holds")
    named = named_month(claim.quote.exact)
    if named is not None and known[-1].period is not None and known[-1].period.is_year:
        return Gap(code="COV", text=f"{history.dataset} has values about whole years, not months")
    if not told.since:
        top = _extreme(known, high=told.high)
        return (_dated(top, top, "the most extreme of all"),)
    holders = _speaking(known, claim, newest=len(latest_known(history, said)))
    if not holders:
        return Gap(code="COV", text=f"{history.dataset} has no value about {time.when.label}")
    found = tuple(dated for own in holders if (dated := _before(own, known, told)) is not None)
    if len(found) < len(holders):
        return Gap(
            code="COV", text=f"{history.dataset} holds nothing as extreme before; it begins with {_label(known[0])}"
        )
    return found


def _before(own: Observation, known: Sequence[Observation], told: Record) -> Dated | None:
    """Return the last value before that was as extreme, None when there is none."""
    before = [o for o in known if o.period is not None and own.period is not None and o.period.end < own.period.start]
    reached = [o for o in before if _reaches(o, own, told)]
    return _dated(reached[-1], own, "the last as extreme before") if reached else None


def _reaches(other: Observation, own: Observation, told: Record) -> bool:
    if told.strictly:
        return other.value > own.value
    return other.value >= own.value if told.high else other.value <= own.value


def _changes(known: Sequence[Observation], months: int) -> list[Observation]:
    """Return the changes over so many months, as fractions of the start."""
    starts = {o.period.start.date(): o.value for o in known if o.period is not None}
    found = []
    for o in known:
        start = None if o.period is None else starts.get(shifted(o.period, months=months).start.date())
        if start:
            found.append(replace(o, value=o.value / start - 1))
    return found


def fits(claim: Claim, side: Side) -> bool:
    """Whether the date told is the official one, to the month where a month is told."""
    period = side.observation.period
    named = named_month(claim.quote.exact)
    if named is None or period is None:
        return claim.quantity.value == side.value
    return (named.start.year, named.start.month) == (period.start.year, period.start.month)


def is_longer(claim: Claim, side: Side) -> bool:
    """Whether the record goes back further than told, so that what is told is true and says too little."""
    period = side.observation.period
    named = named_month(claim.quote.exact)
    if named is None or period is None:
        return side.value < Fraction(claim.quantity.value or 0)
    return period.start < named.start


def _speaking(known: Sequence[Observation], claim: Claim, newest: int) -> tuple[Observation, ...]:
    """Return the value that holds the record: that about the claim's own time, else those that may be the newest."""
    if claim.as_of is None:
        return tuple(reversed(known[-newest:]))
    when = claim.as_of
    return tuple(o for o in known if o.period is not None and _covers(o.period, when))[:1]


def _covers(period: Period, when: Period) -> bool:
    return period.start <= when.start and when.end <= period.end


def _extreme(known: Sequence[Observation], *, high: bool) -> Observation:
    return max(known, key=lambda o: o.value) if high else min(known, key=lambda o: o.value)


def _dated(found: Observation, own: Observation, how: str) -> Dated:
    year = Fraction(found.period.start.year if found.period is not None else found.at.year)
    point = Interval.point(year)
    others = () if own is found else (own,)
    side = Side(value=year, core=point, variants=point, hull=point, observations=(found, *others))
    held = "" if own is found else f", then {_label(own)}, {plain(own.value)}"
    return side, f"{how}: {_label(found)}, {plain(found.value)}{held}"


def _label(observation: Observation) -> str:
    return observation.period.label if observation.period is not None else observation.at.date().isoformat()
