"""The times a sentence names for its numbers: "as of Sept. 2", "in late May", "since the inauguration"."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from claimtrack import period
from claimtrack.claims.tables.events import EVENTS
from claimtrack.claims.tables.vetoes import MONTH
from claimtrack.period import Period

_NAMES = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_TIME = re.compile(
    rf"(?P<part>\b(?:early|mid|middle of|late|the end of|the start of|beginning of|end of|start of)[ -])?"
    rf"(?P<last>\b(?:last|this|this past|next) )?(?:"
    rf"(?P<month>\b{MONTH})(?:\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\b(?!,\d{{3}}| "
    rf"(?:percent|million|agenc|agree)))?(?:,?\s+(?P<year>(?:1[89]|20)\d\d)\b)?"
    rf"|(?P<dday>\d{{1,2}})(?:st|nd|rd|th)?\s+(?P<dmonth>{MONTH})(?:,?\s+(?P<dyear>(?:1[89]|20)\d\d)\b)?"
    r"|(?P<weekday>\b(?:Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)\b)"
    r"|(?P<only>(?<![\d$€£,.])\b(?:1[89]|20)\d\d\b(?![,.]?\d|%|\s*(?:percent|million)))"
    r"|(?P<relative>\b(?:a year (?:ago|earlier|before)|last year|last month|yesterday|a month (?:ago|earlier)|last "
    r"week)\b)"
    r")"
)
_HINT = re.compile(
    r"Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec|day\b|[12]\d{3}|a year|last "
    r"|yesterday|naugurat|sworn|term|office|House|pandemic|power"
)
_EVENTS = tuple((event, re.compile(event.pattern)) for event in EVENTS)
_EVENT_HINT = re.compile(
    r"inaugurat|sworn in|second term|office|White House|pandemic|second administration|power", re.IGNORECASE
)
_SINCE = re.compile(r"\b(?:since|starting|from|beginning)\b[^.;,]{0,40}$", re.IGNORECASE)
_AS_OF = re.compile(
    r"(?:\bas of|\bas at|\bby|\bin|\bat|\bon|\bthrough|\buntil|\bdated|\bwhen|\bduring|\bback in|\bto|\bfor|\bprior "
    r"to|\bbefore|\ban?|\bthat)\s*"
    r"(?:the )?(?:end of |start of |close of |night of |week of |middle of |day )?(?:the )?$",
    re.IGNORECASE,
)
_WIDE = re.compile(
    r"(?:\bas of|\bas at|\bby|\bwhen|\bback in|\bthrough|\buntil|\bprior to|\bbefore)\s*(?:the )?(?:end of |start "
    r"of )?$",
    re.IGNORECASE,
)
_SAID = re.compile(
    r"\b(?:said|says|announced|reported|told|wrote|posted|released|dated|signed|issued|published|filed|order|memo"
    r"|letter)\s+(?:late |early )?(?:on|in|of)?\s*$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeWord:
    """A time a sentence names: `kind` is since or as_of, `wide` says it holds for the whole sentence.

    `then` says that the number after it is of that time: "since 2017, when it had 35".
    """

    start: int
    end: int
    kind: str
    wide: bool
    period: Period
    id: str
    then: bool = False


def find_times(sentence: str, published: Period | None) -> list[TimeWord]:
    """Return the times named in a sentence that can stand for its numbers, in order."""
    if _HINT.search(sentence) is None:
        return []
    found: list[TimeWord] = []
    if _EVENT_HINT.search(sentence):
        for event, pattern in _EVENTS:
            for match in pattern.finditer(sentence):
                days = [day for day in event.days if published is None or date(*day) <= published.end.date()]
                if days and published is not None:
                    _add(found, sentence, match.start(), match.end(), period.day(*days[-1], match.group()), event.id)
    for match in _TIME.finditer(sentence):
        if any(word.start < match.end() and match.start() < word.end for word in found):
            continue
        when = _period(match, published)
        if when is not None:
            _add(found, sentence, match.start(), match.end(), when, "time")
    return sorted(found, key=lambda word: word.start)


def _add(found: list[TimeWord], sentence: str, start: int, end: int, when: Period, key: str) -> None:
    before = sentence[max(0, start - 60) : start]
    event = key.startswith("event")
    relative = "year" in when.text or "month" in when.text or when.text.lower().startswith(("yesterday", "last"))
    if _SINCE.search(before) and not re.search(r"\bfrom\b[^.;]*\d[^.;]*$", before):
        found.append(
            TimeWord(
                start=start,
                end=end,
                kind="since",
                wide=True,
                period=when,
                id=key,
                then=sentence[end : end + 7].startswith(", when"),
            )
        )
    elif not _SAID.search(before) and (_AS_OF.search(before) or event or relative or not before.strip()):
        wide = (
            _WIDE.search(before) is not None
            or not before.strip()
            or before.strip().lower() in {"back in", "in", "on", "by", "during"}
        )
        found.append(TimeWord(start=start, end=end, kind="as_of", wide=wide, period=when, id=key))
    elif re.search(r"\b(?:closed|ended|began)\b", sentence[end : end + 12]):
        found.append(TimeWord(start=start, end=end, kind="as_of", wide=True, period=when, id=key))


def _period(match: re.Match[str], published: Period | None) -> Period | None:
    text = match.group().strip()
    groups = match.groupdict()
    if groups["weekday"]:
        return _weekday(groups["weekday"], text, published)
    if groups["only"]:
        return period.year(int(groups["only"]), text)
    if groups["relative"]:
        return _relative(groups["relative"].lower(), text, published)
    name = groups["month"] or groups["dmonth"]
    month = _NAMES.index(name[:3].lower()) + 1
    day = int(groups["day"] or groups["dday"] or 0)
    year = int(groups["year"] or groups["dyear"] or 0) or _year(month, day, groups["last"], published)
    if not year or (name == "may" and not day) or (groups["last"] or "").startswith("next"):
        return None
    if day:
        return period.day(year, month, day, text) if day <= monthrange(year, month)[1] else None
    return _part(year, month, (groups["part"] or "").strip(" -").lower(), text)


def _year(month: int, day: int, last: str | None, published: Period | None) -> int:
    """Return the year of a month (and day) named without one: the latest not after the publication."""
    if published is None:
        return 0
    now = published.end
    later = (month, day) > (now.month, now.day) if day else month > now.month
    strictly = last is not None and last.startswith("last") and month == now.month
    return now.year - 1 if later or strictly else now.year


def _part(year: int, month: int, part: str, text: str) -> Period:
    if not part:
        return period.month(year, month, text)
    days = monthrange(year, month)[1]
    first, last = {"early": (1, 10), "mid": (11, 20), "middle of": (11, 20), "late": (21, days)}.get(
        part, (days - 2, days) if "end" in part else (1, 3)
    )
    return Period(
        start=datetime(year, month, first, tzinfo=UTC),
        end=datetime.combine(date(year, month, last), time.max, UTC),
        text=text,
    )


def _weekday(name: str, text: str, published: Period | None) -> Period | None:
    """Return the latest such day not after the publication."""
    if published is None:
        return None
    today = published.end.date()
    back = (today.weekday() - _DAYS.index(name.lower())) % 7
    then = today - timedelta(days=back)
    return period.day(then.year, then.month, then.day, text)


def _relative(wording: str, text: str, published: Period | None) -> Period | None:
    if published is None:
        return None
    today = published.end.date()
    if wording == "last year":
        return period.year(today.year - 1, text)
    if wording.startswith("a year"):
        return period.month(today.year - 1, today.month, text)
    if "month" in wording:
        before = today.replace(day=1) - timedelta(days=1)
        return period.month(before.year, before.month, text)
    then = today - timedelta(days=1 if wording == "yesterday" else 7)
    return period.day(then.year, then.month, then.day, text)
