"""When a claim speaks of: its own as-of first, then the publication; never the modification."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time

from claimtrack.claims.claim import Claim
from claimtrack.claims.tables.vetoes import MONTH
from claimtrack.period import Period, shifted, year
from claimtrack.quantity import CHANGES, Role
from claimtrack.verdicts.official import Gap

EVENT = re.compile(
    r"[\"'“‘]?(?:When|By the time|The day) [^,;.]{2,40}? (?:(?:took|entered|assumed|left) office"
    r"|came (?:back )?to power|(?:was|were) (?:elected|sworn in|inaugurated))\b"
)
"""An event that opens the sentence and whose date is not known: "When the governor took office there were 135"."""
HELD_AGAINST = re.compile(r"\s*(?:above|below|over|under|short of|shy of)\b", re.IGNORECASE)
"""Right after a change: what it is held against follows."""
UNDATED = re.compile(
    r"\b(?i:during the (?:time|tenure|term|administration|presidency) of|under (?:the (?:previous|former)|president)"
    r"|at (?:the|that) time|back then|previously|formerly|in the past|before (?:that|then|the inauguration)"
    r"|(?:years?|months?|weeks?|decades?) (?:ago|earlier)|prior to|used to|once had|left office|at (?:its|their) peak"
    r"|(?:last|previous) (?:year|month|week)|(?:first|last|previous) term|had (?:\w+ed|struck|made))\b"
    rf"|\b[Uu]nder [A-Z][a-z]+(?=,)|(?<!the )\blast {MONTH}(?![\w’'])(?! to\b)"
)
"""Words that put a number at another time than the publication without saying when."""

NOW = re.compile(r"\b(?:now|today|currently|at present)\b", re.IGNORECASE)
SAID = re.compile(r"\b(?:said|told|announced|reported|noted|added|wrote|stated|confirmed)\b")
"""Verbs of saying that put what is said one step back: "she said the agency had signed 957" tells of now."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimTime:
    """The time a claim is judged at, where it came from, and the start of a change when there is one.

    `said` is when the document was published.
    """

    when: Period
    source: str
    baseline: Period | None = None
    said: Period | None = None


def claim_time(claim: Claim, published: Period | None, override: Period | None = None) -> ClaimTime | Gap:
    """Return the time of a claim; a period that is still running at publication ends there.

    `override` is the date the user set for claims that give none. Without any date the claim can't be judged.
    """
    if claim.quantity.role is Role.FROM:
        return _start_time(claim, published)
    if override is not None and claim.as_of is None:
        return ClaimTime(when=override, source="option", baseline=claim.baseline, said=published)
    if claim.as_of is not None:
        if published is not None and claim.as_of.start > published.end:
            return Gap(code="NCK", text=f"it speaks of {claim.as_of.label}, after the publication")
        when = _until(claim.as_of, published)
        if claim.baseline is not None and claim.baseline.start > when.end:
            return Gap(code="UND", text=f"its start, {claim.baseline.label}, lies after its end, {when.label}")
        return ClaimTime(when=when, source=claim.as_of_source or "text", baseline=claim.baseline, said=published)
    event = EVENT.match(claim.sentence.text)
    if event is not None and claim.baseline is None:
        return Gap(code="AMB", text=f"“{event.group()}” is no date that can be looked up")
    vague = UNDATED.search(claim.clause.text)
    if vague is not None and not _speaks_of_now(claim, vague) and claim.baseline is None:
        return Gap(code="AMB", text=f"“{vague.group()}” is no date that can be looked up")
    if published is None:
        return Gap(code="UND", text="the document has no date; say which with --published or --as-of")
    return ClaimTime(when=published, source="published", baseline=claim.baseline, said=published)


def _speaks_of_now(claim: Claim, vague: re.Match[str]) -> bool:
    """Whether a number is one of today all the same: reported with its verb put back, or said before "… years ago"."""
    if vague.group().startswith("had "):
        return SAID.search(claim.sentence.text) is not None
    before = vague.start() >= claim.number.end - claim.clause.start
    return before and NOW.search(claim.clause.text[: vague.start()]) is not None


def _start_time(claim: Claim, published: Period | None) -> ClaimTime | Gap:
    start = claim.as_of or claim.baseline
    if start is None:
        return Gap(code="UND", text="the text gives no date for the starting figure")
    if published is not None and start.start > published.end:
        return Gap(code="NCK", text=f"it speaks of {start.label}, after the publication")
    return ClaimTime(when=_until(start, published), source=claim.as_of_source or "text", said=published)


def _until(period: Period, published: Period | None) -> Period:
    """End a period that is still running with the day of publication."""
    if published is None:
        return period
    last = datetime.combine(published.end.date(), time.max, UTC)
    return replace(period, end=max(last, period.start)) if period.end > last else period


def time_before(claim: Claim, *, yearly: bool) -> Period | None:
    """Return the start of a change that is said of one period: "rose 4 percent in 2016" compares it with 2015.

    A month's change may be one from any time before, unless it is the month's "alone". A time that the number is held
    against ("3 percent below the peak of 128 million reached in 2010") is no period of its change.
    """
    when = claim.as_of
    if claim.quantity.role not in CHANGES or when is None or _is_held_against(claim, when):
        return None
    told = rf"\b(?:in|during) {re.escape(when.text)}"
    if re.search(rf"{told} alone\b", claim.sentence.text, re.IGNORECASE) and when.whole_months in (1, 12):
        return shifted(when, months=when.whole_months)
    if not yearly or not when.is_year:
        return None
    during = re.search(rf"{told}\b|\blast year\b", claim.sentence.text, re.IGNORECASE)
    return year(when.start.year - 1) if during is not None else None


def _is_held_against(claim: Claim, when: Period) -> bool:
    """Whether the time is that of a level which the number is said to lie above or below."""
    after = claim.sentence.text[claim.number.end - claim.sentence.start :]
    between, found, _ = after.partition(when.text)
    return bool(found) and HELD_AGAINST.match(between) is not None
