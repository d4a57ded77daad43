"""Reads a wording of a date as a period, and counts back in time at the precision of a date."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

from claimtrack import period
from claimtrack.claims.tables.numerals import CARDINALS
from claimtrack.claims.tables.times import COUNT, UNIT
from claimtrack.claims.tables.vetoes import MONTH
from claimtrack.period import Period, shifted

_NAMES = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTHS = {"year": 12, "month": 1, "quarter": 3, "decade": 120}
JUST_GONE = 1
"""Months up to which "last June" is read both ways: in July, this year's is "this June" or "last month" to many."""
# How many days from the Monday of a week its early, middle and late part last.
_WEEK_PARTS = {"early": (0, 1), "mid": (2, 3), "middle of": (2, 3), "late": (3, 6), "end": (4, 6), "start": (0, 1)}
PART = r"early|mid|middle of|late|the end of|the start of|the beginning of|beginning of|end of|start of|earlier"
EXPRESSION = re.compile(
    rf"\b(?P<part>\b(?:{PART})[ -])?"
    rf"(?P<last>\b(?:last|this|this past|next) )?(?:"
    rf"(?P<month>\b{MONTH})(?:\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\b(?!,\d{{3}}| "
    rf"(?:percent|million)))?(?:,?\s+(?P<year>(?:1[89]|20)\d\d)\b)?"
    rf"|(?P<dday>\d{{1,2}})(?:st|nd|rd|th)?\s+(?P<dmonth>{MONTH})(?:,?\s+(?P<dyear>(?:1[89]|20)\d\d)\b)?"
    r"|(?P<iso>\b(?:1[89]|20)\d\d-\d\d-\d\d\b)"
    r"|(?P<weekday>\b(?:Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)\b)"
    r"|(?P<only>(?<![\d$€£,.])\b(?:1[89]|20)\d\d\b(?![,.]?\d|%|\s*(?:percent|million)))"
    rf"|(?P<back>\b(?P<count>(?i:{COUNT})) (?P<unit>{UNIT}) (?P<whence>ago|earlier|prior|previously"
    r"|before(?! (?:the|he|she|it|they|that|Trump|President)\b))\b)"
    r"|(?P<previous>\b(?:[Tt]he (?:previous|prior|preceding) (?P<punit>year|month|quarter|week)"
    r"|[Tt]he (?P<bunit>year|month|quarter|week) (?:before|earlier|prior))\b(?! (?:the|he|she|it|they|that|last)\b))"
    r"|(?P<yesterday>\b[Yy]esterday\b)"
    r"|(?P<relative>\b(?:[Ll]ast|[Tt]his) (?:year|month|week)\b(?!['’]))"
    r")",
)  # fmt: skip


def period_of(match: re.Match[str], published: Period | None) -> Period | None:
    """Return the period that a match of EXPRESSION names; None when it can't be told or counts back from another."""
    text, groups = match.group().strip(), match.groupdict()
    part = (groups["part"] or "").strip(" -").lower()
    if groups["iso"]:
        return period.parse_stamp(groups["iso"])
    if groups["weekday"]:
        return _weekday(groups["weekday"], text, published, strictly=(groups["last"] or "").lower().startswith("last"))
    if groups["only"]:
        return _part_of_year(int(groups["only"]), part, text)
    if published is None and not (groups["year"] or groups["dyear"]):
        return None
    if groups["back"]:
        assert published is not None
        return ago(published, match) if groups["whence"] == "ago" else None
    if groups["previous"]:
        return None
    if groups["yesterday"]:
        assert published is not None
        return _day(published.end.date() - timedelta(days=1), text)
    if groups["relative"]:
        assert published is not None
        return _relative(groups["relative"].lower(), part, text, published)
    return _named_month(groups, part, text, published)


def named_month(text: str) -> Period | None:
    """Return the month that a text names with its year, None when it names none."""
    match = EXPRESSION.search(text)
    if match is None or not (match["month"] or match["dmonth"]) or not (match["year"] or match["dyear"]):
        return None
    return period_of(match, None)


def _named_month(groups: dict[str, str | None], part: str, text: str, published: Period | None) -> Period | None:
    name = groups["month"] or groups["dmonth"] or ""
    month = _NAMES.index(name[:3].lower()) + 1
    day = int(groups["day"] or groups["dday"] or 0)
    year = int(groups["year"] or groups["dyear"] or 0) or _year(month, day, groups["last"], published)
    if not year or (name == "may" and not day) or (groups["last"] or "").startswith("next"):
        return None
    if day:
        return period.day(year, month, day, text) if day <= monthrange(year, month)[1] else None
    guessed = not (groups["year"] or groups["dyear"]) and published is not None
    if guessed and _may_be_either_year(month, groups["last"], published):
        return None
    when = _part_of_month(year, month, part, text)
    return shifted(when, months=12) if guessed and published is not None and when.start > published.end else when


def _year(month: int, day: int, last: str | None, published: Period | None) -> int:
    """Return the year of a month (and day) named without one: the latest not after the publication."""
    if published is None:
        return 0
    now = published.end
    later = (month, day) > (now.month, now.day) if day else month > now.month
    strictly = last is not None and last.startswith("last") and month == now.month
    return now.year - 1 if later or strictly else now.year


def _may_be_either_year(month: int, last: str | None, published: Period | None) -> bool:
    """Whether "last June" may be this year's or the one before: this year's has only just gone by."""
    if published is None or last is None or last.strip().lower() != "last":
        return False
    return 0 < (published.end.month - month) % 12 <= JUST_GONE


def _part_of_month(year: int, month: int, part: str, text: str) -> Period:
    if not part or part == "earlier":
        return period.month(year, month, text)
    days = monthrange(year, month)[1]
    first, last = {"early": (1, 10), "mid": (11, 20), "middle of": (11, 20), "late": (21, days)}.get(
        part, (days - 2, days) if "end" in part else (1, 7)
    )
    return _days(date(year, month, first), date(year, month, last), text)


def _part_of_year(year: int, part: str, text: str) -> Period:
    match part:
        case "early":
            return _days(date(year, 1, 1), date(year, 3, 31), text)
        case "mid" | "middle of":
            return _days(date(year, 6, 1), date(year, 7, 31), text)
        case "late":
            return _days(date(year, 10, 1), date(year, 12, 31), text)
        case "the end of" | "end of":
            return period.month(year, 12, text)
        case "the start of" | "start of" | "the beginning of" | "beginning of":
            return period.month(year, 1, text)
        case _:
            return period.year(year, text)


def _relative(wording: str, part: str, text: str, published: Period) -> Period:
    today = published.end.date()
    back = wording.startswith("last")
    if wording.endswith("year"):
        return _part_of_year(today.year - back, part, text)
    if wording.endswith("month"):
        then = shifted(period.month(today.year, today.month), months=int(back))
        return _part_of_month(then.start.year, then.start.month, part, text)
    monday = today - timedelta(days=today.weekday() + 7 * back)
    key = "end" if "end" in part else "start" if part.endswith(("start of", "beginning of")) else part
    first, last = _WEEK_PARTS.get(key, (0, 6))
    return _days(monday + timedelta(days=first), monday + timedelta(days=last), text)


def _weekday(name: str, text: str, published: Period | None, *, strictly: bool) -> Period | None:
    """Return the latest such day not after the publication; "last Monday" said on a Monday is `strictly` before."""
    if published is None:
        return None
    today = published.end.date()
    back = (today.weekday() - _DAYS.index(name.lower())) % 7
    return _day(today - timedelta(days=7 if strictly and not back else back), text)


def length_of(count: str | None, unit: str) -> tuple[int, int]:
    """Return a length of time as months and days: ("two", "years") is (24, 0)."""
    word = (count or "a").lower()
    number = 1 if word in {"a", "an"} else CARDINALS[word] if word in CARDINALS else int(word)
    stem = unit.lower().rstrip("s")
    if stem in _MONTHS:
        return number * _MONTHS[stem], 0
    return 0, number * (7 if stem == "week" else 1)


def ago(published: Period, match: re.Match[str]) -> Period:
    """Return the month (for days and weeks the days) so long before the publication."""
    months, days = length_of(match["count"], match["unit"])
    today = published.end.date()
    if months:
        return replace(shifted(period.month(today.year, today.month), months=months), text=match.group().strip())
    then = today - timedelta(days=days)
    slack = timedelta(days=3 if match["unit"].startswith("week") else 0)
    return _days(then - slack, then + slack, match.group().strip())


def _day(then: date, text: str) -> Period:
    return period.day(then.year, then.month, then.day, text)


def _days(first: date, last: date, text: str) -> Period:
    start = datetime(first.year, first.month, first.day, tzinfo=UTC)
    return Period(start=start, end=datetime.combine(last, time.max, UTC), text=text)


def until(first: Period, last: Period, text: str) -> Period:
    """Return the span from the start of one period to the end of another."""
    return Period(start=min(first.start, last.start), end=max(first.end, last.end), text=text)
