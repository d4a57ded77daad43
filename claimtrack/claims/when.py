"""The times a sentence names for its numbers: "as of Sept. 2", "since the inauguration", "between April and May"."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta

from claimtrack import period
from claimtrack.claims.dating import EXPRESSION, length_of, period_of, until
from claimtrack.claims.tables.events import CONTEXT, EVENTS, OTHER_OFFICES
from claimtrack.claims.tables.times import AFTER_DATA, AFTER_NAME, LEADS, PROPORTION, STRETCHES, Stretch
from claimtrack.period import Period, shifted

_HINT = re.compile(
    r"Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec|day\b|[12]\d{3}|year|month|week|decade|quarter|yesterday"
    r"|naugurat|sworn|term|office|House|pandemic|power|presiden"
)
_EVENTS = tuple((event, re.compile(event.pattern)) for event in EVENTS)
_EVENT_HINT = re.compile(
    r"inaugurat|sworn in|\bterm\b|office|White House|pandemic|administration|power|presidency|president’s return"
    r"|president's return",
    re.IGNORECASE,
)
_CONTEXT = re.compile(CONTEXT)
_OTHER_OFFICES = re.compile(OTHER_OFFICES, re.IGNORECASE)
_LEAD_PATTERNS = tuple((lead, re.compile(lead.pattern, re.IGNORECASE)) for lead in LEADS)
_STRETCHES = tuple((stretch, re.compile(stretch.pattern)) for stretch in STRETCHES)
_AFTER_DATA, _AFTER_NAME = re.compile(AFTER_DATA), re.compile(AFTER_NAME, re.IGNORECASE)
# "710% of the January count": the date is that of the whole.
_OF_A_LEVEL = re.compile(rf"{PROPORTION}\s+(?:of\s+)?(?:the|its|their)\s+$", re.IGNORECASE)
# "4 percent above the 2022 average": the date is that of the level compared with.
_BESIDE_A_LEVEL = re.compile(
    r"\b(?:above|below|over|under|beyond|than|against|exceed\w*|short of|shy of|back to)\s+(?:the|its|their)\s+$",
    re.IGNORECASE,
)
_OF_A_NUMBER = re.compile(rf"{AFTER_DATA} of (?:\w+ )?\d")
_YEAR = re.compile(r"\b(?:1[89]|20)\d\d\b")
_CLOSED = re.compile(r"\b(?:closed|ended|began)\b")
ONE_BEFORE = "time.the_one_before"
POINTING = re.compile(r"[\"'“‘]?(?:That|This|It|Such|Which|The (?:rise|increase|growth|gain|jump|drop|fall|decline))\b")
THAT_TIME = re.compile(
    r"\b(?:[Oo]ver|[Ii]n|[Dd]uring|[Ww]ithin|[Aa]cross) (?:that|this|the same) (?:time|period|stretch|span|window)\b"
)
_OPENERS = frozenset({"", "in", "on", "by", "during", "back in", "at", "as of"})
_LEAD = 90
# Leads that leave no doubt: "as of May 29 law enforcement agencies", "the list of May 29".
_SETTLED = frozenset({"time.by", "time.until", "time.data_document"})
# A time up to this long is a point, at which a state may still have lasted: "until Feb. 20".
_FEW_DAYS = timedelta(days=3)
# A statement as fresh as this speaks of the time of the publication.
_FRESH = timedelta(days=14)


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeWord:
    """A time a sentence names.

    `kind` is as_of, since or compared (the start of a change), span (both ends) or lasting (a change's length).
    `wide` says it holds for the whole sentence. `period` is None for a time that counts back from another one by
    `months` and `days` ("a year earlier", "in twelve months"). `baseline` and `whole` are the start and the whole of a
    span; its `period` is the end. `yearless` says the year is a guess. `then` says that the number after it is of
    that time: "since 2017, when it had 35", "710% of its January total of 35".
    """

    start: int
    end: int
    kind: str
    id: str
    period: Period | None
    wide: bool = False
    text: str = ""
    months: int = 0
    days: int = 0
    baseline: Period | None = None
    whole: Period | None = None
    yearless: bool = False
    then: bool = False


def find_times(sentence: str, published: Period | None, around: str = "") -> list[TimeWord]:
    """Return the times named in a sentence that can stand for its numbers, in order; `around` is its paragraph."""
    if _HINT.search(sentence) is None:
        return []
    found = _spans(sentence, published)
    if published is not None and _EVENT_HINT.search(sentence):
        _add_events(found, sentence, published, around or sentence)
    for match in EXPRESSION.finditer(sentence):
        if any(word.start < match.end() and match.start() < word.end for word in found):
            continue
        _add_date(found, sentence, match, published)
    return sorted((word for word in found if word.kind != "none"), key=lambda word: word.start)


def _spans(sentence: str, published: Period | None) -> list[TimeWord]:
    found: list[TimeWord] = []
    for stretch, pattern in _STRETCHES:
        for match in pattern.finditer(sentence):
            if any(word.start < match.end() and match.start() < word.end for word in found):
                continue
            word = _span(stretch, match, published)
            if word is not None:
                found.append(word)
    return found


def _span(stretch: Stretch, match: re.Match[str], published: Period | None) -> TimeWord | None:
    groups, text = match.groupdict(), match.group()
    start, end = match.span()
    if groups.get("year"):
        number = int(groups["year"])
        return _ends(
            stretch.id, match, period.month(number - 1, 12), period.month(number, 12), period.year(number, text)
        )
    if groups.get("to"):
        return _closed_span(stretch, match, published)
    months, days = length_of(groups.get("n"), groups["unit"])
    if stretch.id != "span.past":
        return TimeWord(
            start=start, end=end, kind="lasting", id=stretch.id, period=None, text=text, months=months, days=days
        )
    if published is None:
        return None
    whole = until(shifted(published, months=months, days=days), published, text)
    return TimeWord(
        start=start, end=end, kind="past", id=stretch.id, period=None, text=text, months=months, days=days,
        whole=whole,
    )  # fmt: skip


def _closed_span(stretch: Stretch, match: re.Match[str], published: Period | None) -> TimeWord | None:
    """Return a span whose last date is named, its first one too or by the length before."""
    groups, text = match.groupdict(), match.group()
    last = _date(groups["to"], published)
    if last is None:
        return None
    if not groups.get("from"):
        months, days = length_of(groups.get("n"), groups["unit"])
        start = shifted(last, months=months, days=days)
        after = replace(start, start=start.end + timedelta(microseconds=1))
        return _ends(stretch.id, match, start, last, until(after, last, text))
    first = _date(groups["from"], published if _YEAR.search(groups["from"]) else last)
    if first is None:
        return None
    first = _before(first, last)
    return _ends(stretch.id, match, first, last, until(first, last, text)) if first.end < last.start else None


def _ends(key: str, match: re.Match[str], first: Period, last: Period, whole: Period) -> TimeWord:
    """Return a span from its first to its last period; `whole` is what it covers."""
    text = match.group()
    return TimeWord(
        start=match.start(), end=match.end(), kind="span", id=key, period=replace(last, text=text), text=text,
        baseline=replace(first, text=text), whole=whole,
    )  # fmt: skip


def _date(text: str, published: Period | None) -> Period | None:
    match = EXPRESSION.match(text)
    return period_of(match, published) if match is not None else None


def _before(first: Period, last: Period) -> Period:
    """Return the first end a year earlier when it was read as later than the last: "from December to May"."""
    return shifted(first, months=12) if first.start >= last.start else first


def _add_events(found: list[TimeWord], sentence: str, published: Period, around: str) -> None:
    for event, pattern in _EVENTS:
        if event.vague and (_CONTEXT.search(around) is None or _OTHER_OFFICES.search(sentence)):
            continue
        for match in pattern.finditer(sentence):
            days = [day for day in event.days if date(*day) <= published.end.date()]
            free = not any(word.start < match.end() and match.start() < word.end for word in found)
            if days and free:
                when = period.day(*days[-1], match.group())
                found.append(_placed(sentence, match.span(), when, event.id, published))


def _add_date(found: list[TimeWord], sentence: str, match: re.Match[str], published: Period | None) -> None:
    groups = match.groupdict()
    start, end = match.span()
    if groups["previous"] or (groups["back"] and groups["whence"] != "ago"):
        unit = groups["punit"] or groups["bunit"] or groups["unit"]
        months, days = length_of(groups["count"], unit)
        word = _placed(sentence, (start, end), None, "time.relative", published)
        kind = "as_of" if word.kind == "none" else word.kind
        key = ONE_BEFORE if groups["previous"] else word.id
        found.append(replace(word, kind=kind, id=key, text=match.group(), months=months, days=days))
        return
    when = period_of(match, published)
    if when is not None:
        word = _placed(sentence, (start, end), when, "time", published)
        guessed = not (groups["year"] or groups["dyear"] or groups["only"])
        if groups["back"]:
            months, days = length_of(groups["count"], groups["unit"])
            word = replace(word, months=months, days=days)
        found.append(replace(word, yearless=guessed and (groups["month"] or groups["dmonth"]) is not None))


def _placed(sentence: str, at: tuple[int, int], when: Period | None, key: str, published: Period | None) -> TimeWord:
    """Return the time word with its kind, by what stands before and after it; "none" where it dates no number."""
    before, after = sentence[max(0, at[0] - _LEAD) : at[0]], sentence[at[1] : at[1] + _LEAD]
    opens = before.strip().lower() in _OPENERS
    lead = next((lead for lead, pattern in _LEAD_PATTERNS if pattern.search(before)), None)
    kind, wide, name = (lead.kind, lead.wide or opens, lead.id) if lead is not None else ("none", False, key)
    event = key.startswith("event")
    if kind == "none" and (event or opens or when is None or _is_relative(when.text)):
        kind, wide = "as_of", opens
    if _CLOSED.match(after.lstrip()) and kind == "none":
        kind, wide = "as_of", True
    if not event and kind in {"none", "as_of"} and name not in _SETTLED:
        kind, wide = _by_what_follows(before, after, kind, wide)
    if kind == "report":
        stale = when is not None and published is not None and published.start - when.end > _FRESH
        kind, wide = ("as_of", True) if stale else ("none", False)
    if kind == "none" and after.startswith(", when"):
        kind = "as_of"
    if kind == "eve":
        kind, when = "as_of", shifted(when, days=1, text=f"the eve of {when.text}") if when is not None else None
    if kind == "until":
        kind, when = "as_of", _eve_of(when)
    return TimeWord(
        start=at[0], end=at[1], kind="none" if kind in {"name", "said"} else kind, id=name, period=when, wide=wide,
        text=when.text if when else "", then=_dates_the_next(kind, after),
    )  # fmt: skip


def _eve_of(when: Period | None) -> Period | None:
    """Return the last day before a month or longer that a state lasted until; a day stays itself."""
    if when is None or when.end - when.start <= _FEW_DAYS:
        return when
    last = when.start.date() - timedelta(days=1)
    return period.day(last.year, last.month, last.day, when.text)


def _dates_the_next(kind: str, after: str) -> bool:
    """Whether a date is that of the number after it: "in 2017, when it had 35", "its January total of 35"."""
    if after.startswith(", when"):
        return kind in {"since", "as_of", "compared"}
    return kind == "compared" and _OF_A_NUMBER.match(after) is not None


def _by_what_follows(before: str, after: str, kind: str, wide: bool) -> tuple[str, bool]:
    """Return kind and width of a date by the noun after it: "the Sept. 2 list", "a 2017 policy"."""
    if _AFTER_DATA.match(after):
        compared = _OF_A_LEVEL.search(before) or _BESIDE_A_LEVEL.search(before)
        return ("compared", False) if compared else ("as_of", True)
    return ("none", False) if _AFTER_NAME.match(after) else (kind, wide)


def _is_relative(text: str) -> bool:
    lower = text.lower()
    return "year" in lower or "month" in lower or "week" in lower or lower.startswith(("yesterday", "last"))
