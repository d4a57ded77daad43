"""When a document was published: every date it offers, where each was found, and which one is believed."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from claimtrack.period import Period, day, parse_stamp

# Where a publication date may come from, most trusted first: what publishers declare for machines, then the
# element that shows it, then the address, then wording at the top of the text. "option" is what the user says.
ORDER = ("option", "json-ld", "meta", "time", "url", "text")

# A clock may be off by a time zone; a date further ahead than this is a mistake or an embargo.
FUTURE_SLACK = timedelta(hours=24)
_EARLIEST_YEAR = 1990

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            ("january", "jan"),
            ("february", "feb"),
            ("march", "mar"),
            ("april", "apr"),
            ("may",),
            ("june", "jun"),
            ("july", "jul"),
            ("august", "aug"),
            ("september", "sept", "sep"),
            ("october", "oct"),
            ("november", "nov"),
            ("december", "dec"),
        ),
        start=1,
    )
    for name in names
}
_MONTH = "(?P<month>" + "|".join(sorted(_MONTHS, key=len, reverse=True)) + r")\.?"
_DAY = r"(?P<day>[0-3]?\d)(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>(?:19|20)\d\d)"
# A date in words or ISO form, anywhere in a line. Numbers alone (09/02/2025) are no date: which part is the month
# depends on the country.
_WRITTEN = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"\b{_MONTH}\s+{_DAY},?\s+{_YEAR}\b",
        rf"\b{_DAY}\s+(?:of\s+)?{_MONTH},?\s+{_YEAR}\b",
        rf"\b{_YEAR}-(?P<month>[01]\d)-(?P<day>[0-3]\d)(?!\d)",
    )
)
_STAMP = re.compile(r"\b(?:19|20)\d\d-[01]\d-[0-3]\dT[0-2]\d:[0-5]\d(?::[0-5]\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)?")
_PATH_DATE = re.compile(r"/(?P<year>(?:19|20)\d\d)[/-](?P<month>[01]?\d)[/-](?P<day>[0-3]?\d)(?=[/_.-]|$)")

_WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s+)?"
_LABEL = r"(?:published|posted|date|dated|released?|issued|publication date|release date)(?:\s+(?:on|at))?"
# Lines near the top of a text that say when it appeared: a label, a date alone, or a dateline that opens a paragraph.
_LABELLED_LINE = re.compile(rf"^{_LABEL}\s*[:\-–—]?\s+(?P<date>.{{6,60}})$", re.IGNORECASE)
_ALONE = re.compile(rf"^{_WEEKDAY}(?P<date>[A-Za-z0-9 ,.\-]{{8,24}}\d)\.?$", re.IGNORECASE)
_DATELINE = re.compile(
    # WASHINGTON, D.C. (Wire), Sept. 2, 2025 –   |   Castle Fork, Sept. 12, 2025 —   |   ALBANY (Sept. 2, 2025) -
    rf"^[A-Z][A-Za-z.' ]{{2,40}}(?:,\s*[A-Z][A-Za-z. ]{{1,20}})?(?:\s*\([A-Z][^()]{{1,30}}\))?[\s,(/–—-]+"
    rf"(?P<date>{_WEEKDAY}[A-Za-z]{{3,9}}\.?\s+\d{{1,2}},\s+\d{{4}})\)?(?:\s*[–—:/]|\s*--|\s+-)"
)
_LINES_READ = 10
_MIDNIGHT = (0, 0, 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class DateCandidate:
    """A date found in or about a document; `origin` is one of ORDER, `detail` the tag, key or wording it is from."""

    period: Period
    origin: str
    detail: str


def read_stamp(text: str) -> Period | None:
    """Return the period a machine-made date names (ISO 8601, RFC 2822, or a date in words), or None.

    Midnight to the second is what publishing systems write when they know only the day: it is read as the whole day.
    """
    text = text.strip()[:64]
    return _iso(text) or _rfc2822(text) or read_written(text)


def read_written(text: str) -> Period | None:
    """Return the day or instant of the first date written out in `text`, or None."""
    if (stamp := _STAMP.search(text)) is not None:
        return _iso(stamp.group())
    found = [match for pattern in _WRITTEN if (match := pattern.search(text)) is not None]
    return _from_match(min(found, key=lambda match: match.start())) if found else None


def date_in_url(url: str | None) -> Period | None:
    """Return the day in an address's path (/2025/09/02/title), or None."""
    found = _PATH_DATE.search(url.split("?")[0].split("#")[0]) if url else None
    return _from_match(found) if found else None


def date_in_lines(lines: Iterable[str]) -> DateCandidate | None:
    """Return the date the first lines of a text give it: "Published: …", a date alone, or a dateline; or None."""
    for line in _first(lines):
        for pattern in (_LABELLED_LINE, _ALONE, _DATELINE):
            match = pattern.match(line.strip())
            period = read_written(match.group("date")) if match else None
            if match and period:
                return DateCandidate(period=period, origin="text", detail=match.group("date").strip())
    return None


def believe(
    candidates: Iterable[DateCandidate], *, now: datetime | None
) -> tuple[DateCandidate | None, tuple[str, ...]]:
    """Return the candidate to use as publication date, and notes on all of them.

    The most trusted origin wins, and within it the first found. A date more than 24 hours after `now` is used only
    when there is no other; `now` None checks nothing.
    """
    ranked = sorted(candidates, key=lambda candidate: ORDER.index(candidate.origin))
    late = [c for c in ranked if now is not None and c.period.start > now + FUTURE_SLACK and c.origin != "option"]
    chosen = next((c for c in ranked if c not in late), late[0] if late else None)
    notes = [f"date: {c.period.label} from {c.origin} ({c.detail})" for c in ranked]
    notes += [f"date: {c.period.label} from {c.origin} lies in the future" for c in late]
    return chosen, tuple(dict.fromkeys(notes))


def _first(lines: Iterable[str]) -> list[str]:
    kept: list[str] = []
    for line in lines:
        if line.strip():
            kept.append(line)
        if len(kept) == _LINES_READ:
            break
    return kept


def _iso(text: str) -> Period | None:
    if not re.match(r"(19|20)\d\d-?[01]\d-?[0-3]\d", text):
        return None
    try:
        period = parse_stamp(text.replace(" UTC", "Z").replace(" GMT", "Z"))
    except (ValueError, OverflowError):
        return None
    if not period.is_instant:
        return _plausible(period)
    local = datetime.fromisoformat(text.replace(" UTC", "Z").replace(" GMT", "Z"))
    return _plausible(_day_if_midnight(local, period))


def _rfc2822(text: str) -> Period | None:
    from email.utils import parsedate_to_datetime

    if "," not in text[:6] and ":" not in text:
        return None
    try:
        local = parsedate_to_datetime(text)
        moment = local.replace(tzinfo=UTC) if local.tzinfo is None else local.astimezone(UTC)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return _plausible(_day_if_midnight(local, Period(start=moment, end=moment, text=text)))


def _day_if_midnight(local: datetime, instant: Period) -> Period:
    if (local.hour, local.minute, local.second) == _MIDNIGHT:
        return day(local.year, local.month, local.day, instant.text)
    return instant


def _from_match(match: re.Match[str]) -> Period | None:
    name = match.group("month").lower()
    number = _MONTHS.get(name) or int(name)
    try:
        return _plausible(day(int(match.group("year")), number, int(match.group("day")), match.group().strip("/")))
    except ValueError:
        return None


def _plausible(period: Period) -> Period | None:
    return period if period.start.year >= _EARLIEST_YEAR else None
