"""When a series' values are: the period each is about, and the days on which it comes out."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from claimtrack import period as spans
from claimtrack.datasets.dataset import Descriptor, Snapshot
from claimtrack.datasets.dates import SOURCES
from claimtrack.period import Period, parse_stamp


def stamp(date: str) -> Period:
    """Return the period that a canonical date of a row names: a day, month or year, or a moment."""
    return parse_stamp(date.replace("Z", "+00:00"))


def period_of(date: str, every: str | None) -> Period:
    """Return what a row's value is about: the year, quarter, month or week its date lies in, or what the date names."""
    named = stamp(date)
    return named if every is None else _AROUND[every](named.start)


def published(descriptor: Descriptor, date: str, about: Period, shown_by: Snapshot) -> tuple[datetime, datetime]:
    """Return the first and the last moment at which a value may have come out.

    Without `published_after` it is known from the first moment its date names. `shown_by` is the issue that showed it
    first: it was out by the date of that, if its period was over. An issue dated by its rows says nothing of when.
    """
    lag = descriptor.published_after
    if lag is None:
        return (stamp(date).start,) * 2
    out = [_day_after(about, days) for days in lag]
    if shown_by.observed_at > about.end and shown_by.observed_at_source != SOURCES["rows.latest"][0]:
        out = [min(moment, shown_by.observed_at) for moment in out]
    return out[0], out[1]


def earlier(date: str, months: int) -> str | None:
    """Return the date so many months before, spelt alike; None when a year's date can't be moved by months."""
    if len(date) == 4:
        return f"{int(date) - months // 12:04}" if months % 12 == 0 else None
    count = int(date[:4]) * 12 + int(date[5:7]) - 1 - months
    return f"{count // 12:04}-{count % 12 + 1:02}{date[7:]}"


def _day_after(about: Period, days: int) -> datetime:
    """Return the first moment of the day so many days after the period's last one."""
    last = about.end.date() + timedelta(days=days)
    return datetime(last.year, last.month, last.day, tzinfo=UTC)


def _quarter(start: datetime) -> Period:
    first = spans.month(start.year, (start.month - 1) // 3 * 3 + 1)
    last = spans.month(start.year, (start.month - 1) // 3 * 3 + 3)
    return Period(start=first.start, end=last.end)


def _week(start: datetime) -> Period:
    first = spans.day(start.year, start.month, start.day)
    return Period(start=first.start, end=first.end + timedelta(days=6))


_AROUND: dict[str, Callable[[datetime], Period]] = {
    "year": lambda start: spans.year(start.year),
    "quarter": _quarter,
    "month": lambda start: spans.month(start.year, start.month),
    "week": _week,
    "day": lambda start: spans.day(start.year, start.month, start.day),
}
