"""Points and spans in time, and the as-of of a claim; always UTC with zone, never "now"."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

_FIRST_YEAR = 1700


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """A span of time from `start` up to and with `end`; `text` is the wording it was read from.

    A day, a month and a year are spans; a time of day is a span of no length.
    """

    start: datetime
    end: datetime
    text: str = ""

    @property
    def is_instant(self) -> bool:
        """Whether the time of day is known."""
        return self.start == self.end

    @property
    def is_year(self) -> bool:
        """Whether it is one whole calendar year."""
        return self.start.date() == date(self.start.year, 1, 1) and self.end.date() == date(self.start.year, 12, 31)

    @property
    def whole_months(self) -> int:
        """How many calendar months it covers from first to last day; 0 when it begins or ends within one."""
        after = self.end.date() + timedelta(days=1)
        whole = self.start.day == 1 and after.day == 1 and not self.is_instant
        return 12 * (after.year - self.start.year) + after.month - self.start.month if whole else 0

    def months_until(self, other: Period) -> int:
        """Return the calendar months from the start of this period to that of another."""
        return 12 * (other.start.year - self.start.year) + other.start.month - self.start.month

    @property
    def label(self) -> str:
        """The period for people: 2025-09-02, 2025-09, 2025, a minute, or start..end."""
        if self.is_instant:
            return self.start.strftime("%Y-%m-%d %H:%MZ")
        first, last = self.start.date(), self.end.date()
        if first == last:
            return first.isoformat()
        if first.day == 1 and (last + timedelta(days=1)).day == 1:
            if (first.year, first.month) == (last.year, last.month):
                return first.strftime("%Y-%m")
            if self.is_year:
                return f"{first.year}"
        return f"{first.isoformat()}..{last.isoformat()}"


def day(year: int, month: int, day_of_month: int, text: str = "") -> Period:
    """Return the span of one day."""
    start = datetime(year, month, day_of_month, tzinfo=UTC)
    return Period(start=start, end=datetime.combine(start.date(), time.max, UTC), text=text)


def month(year: int, month_of_year: int, text: str = "") -> Period:
    """Return the span of one calendar month."""
    start = datetime(year, month_of_year, 1, tzinfo=UTC)
    following = datetime(year + month_of_year // 12, month_of_year % 12 + 1, 1, tzinfo=UTC)
    return Period(start=start, end=following - timedelta(microseconds=1), text=text)


def year(number: int, text: str = "") -> Period:
    """Return the span of one calendar year."""
    return Period(
        start=datetime(number, 1, 1, tzinfo=UTC),
        end=datetime(number + 1, 1, 1, tzinfo=UTC) - timedelta(microseconds=1),
        text=text,
    )


def shifted(when: Period, months: int = 0, days: int = 0, text: str = "") -> Period:
    """Return the period so much earlier: a month stays a month, a year a year, a day a day."""
    wording = text or when.text
    if days:
        step = timedelta(days=days)
        return Period(start=when.start - step, end=when.end - step, text=wording)
    first, last = when.start.date(), when.end.date()
    whole = first.day == 1 and (last + timedelta(days=1)).day == 1
    start, end = _back(first, months, last_day=False), _back(last, months, last_day=whole)
    return Period(
        start=datetime.combine(start, when.start.timetz()), end=datetime.combine(end, when.end.timetz()), text=wording
    )


def _back(day: date, months: int, *, last_day: bool) -> date:
    at = day.year * 12 + day.month - 1 - months
    year, month = max(at // 12, _FIRST_YEAR), at % 12 + 1
    days = monthrange(year, month)[1]
    return date(year, month, days if last_day else min(day.day, days))


def parse_stamp(text: str) -> Period:
    """Return the period an ISO date, date-time, month or year names; a bare date is the whole day, a naive time is UTC.

    Raises ValueError when `text` is none of them.
    """
    bare = text.strip()
    try:
        return _parsed(bare)
    except ValueError as error:
        raise ValueError(f"not a date: {bare!r}") from error


def _parsed(text: str) -> Period:
    match len(text):
        case 4:
            return year(int(text), text)
        case 7:
            return month(int(text[:4]), int(text[5:]), text)
        case 10:
            then = date.fromisoformat(text)
            return day(then.year, then.month, then.day, text)
        case _:
            moment = datetime.fromisoformat(text)
            moment = moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
            return Period(start=moment, end=moment, text=text)
