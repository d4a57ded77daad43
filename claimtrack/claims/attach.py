"""Gives each number of a sentence its time, and each change its start, from the times the sentence names."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from claimtrack.claims.reading import Reading
from claimtrack.claims.when import ONE_BEFORE, POINTING, TimeWord
from claimtrack.period import Period, month, shifted
from claimtrack.quantity import CHANGES, Role

# How far from its number a time may stand to belong to it alone.
_TIE_REACH = 70
_STARTING = frozenset({"compared", "lasting", "past"})
# How far into a sentence the date of its opening comparison may stand: "Measured against the end of July 2020, …".
_OPENING = 40
_CLAUSE_ENDS = re.compile(r",\s")
_NOW = re.compile(r"\b(?:now|today|currently|at present|these days)\b", re.IGNORECASE)
_HELD_BESIDE = re.compile(r"\b(?:compared (?:with|to)|as against|against|versus|vs\.?)(?=\s)", re.IGNORECASE)
_NEW_CLAUSE = re.compile(r";|,\s+(?:and|but|while|whereas|so|though|although|because|even)\s")
# "In 2019 it had been 3.7 percent, so …": the date is that of the first number only.
_PLUPERFECT = re.compile(r"\bhad (?:been|stood|had)\b")


@dataclass(frozen=True, slots=True, kw_only=True)
class When:
    """The time of a number, where it was found (phrase, clause, sentence), and the start of a change."""

    as_of: Period | None = None
    source: str | None = None
    baseline: Period | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Times:
    """A sentence's readings, their clauses and time words; `published` and `before` are what relative times count
    back from: the publication, and the last time given before in the paragraph; `earlier` is the last one given in
    the paragraphs just above.
    """

    sentence: str
    readings: Sequence[Reading]
    clauses: Sequence[tuple[int, int]]
    words: Sequence[TimeWord]
    published: Period | None
    before: Period | None
    earlier: Period | None = None


def attach(times: Times) -> list[When]:
    """Return the time and baseline of each reading."""
    fixed = [_fixed(times, place) for place in range(len(times.readings))]
    if all(word.period is not None and word.kind != "compared" for word in times.words):
        return [_with_since(times, place, when) for place, when in enumerate(fixed)]
    counted = [_counted_back(times, fixed, place) for place in range(len(fixed))]
    started = [_with_since(times, place, when) for place, when in enumerate(counted)]
    return [_with_start(times, counted, place, when) for place, when in enumerate(started)]


def _fixed(times: Times, place: int) -> When:
    """Return the time that a date of its own, its clause or the sentence gives a reading."""
    reading, found = times.readings[place], When()
    for word in times.words:
        if word.then and _is_next(times, word, place):
            found = When(as_of=word.period, source="phrase")
        if word.kind in {"span", "past"} and _covers(times, word, place):
            found = _in_span(reading, word, found)
        if word.kind != "as_of" or word.period is None:
            continue
        near = _nearness(times, word, place)
        if near == "clause" and found.source == "clause" and _owner(times, word) not in {None, place}:
            continue
        if near is not None and (found.source is None or (found.source != "phrase" and near != "sentence")):
            found = replace(found, as_of=word.period, source=near)
    return found


def _in_span(reading: Reading, word: TimeWord, found: When) -> When:
    role = reading.part.role
    if role is Role.FROM and word.baseline is not None:
        return When(as_of=word.baseline, source="phrase")
    if role is Role.TO and word.period is not None:
        return When(as_of=word.period, source="clause")
    if role in CHANGES:
        if word.kind == "past":
            return found
        return When(as_of=word.period, source="clause", baseline=word.baseline)
    if role in {Role.FROM, Role.TO} or found.source is not None:
        return found
    return When(as_of=word.whole, source="clause")


def _nearness(times: Times, word: TimeWord, place: int) -> str | None:
    """Return how near a time stands to a reading: phrase, clause, sentence, or None when it is not the reading's."""
    reading = times.readings[place]
    owner = _owner(times, word)
    if word.start >= reading.quote_end and _NEW_CLAUSE.search(times.sentence, reading.quote_end, word.start):
        return None
    if owner == place and _reaches(times, word, place):
        return "phrase"
    is_start = reading.part.role is Role.FROM
    if is_start or (owner is not None and times.readings[owner].part.role is Role.FROM):
        return None
    first, last = times.clauses[place]
    between = times.sentence[word.end : reading.quote_end]
    if ";" in between or _NOW.search(between):
        return None
    if first <= word.start < last and not _taken(times, word, place):
        return "clause"
    past = _PLUPERFECT.search(between) is not None and not _is_next(times, word, place)
    # "Four joined in May, and the list of Sept. 2 has 17": a later time is that of what stands after it.
    later = word.start >= reading.quote_end and any(other.start < word.start for other in times.words)
    return "sentence" if word.wide and not past and not later and not _NOW.search(times.sentence[first:last]) else None


def _taken(times: Times, word: TimeWord, place: int) -> bool:
    """Whether the time is another number's: an end of the same change ("to 957 now"), or one that this is held beside.

    "Up 4.2 percent, compared with 3.8 percent in April": April is that of the 3.8.
    """
    owner = _owner(times, word)
    if owner is None or owner == place:
        return False
    reading, other = times.readings[place], times.readings[owner]
    beside = owner > place and _HELD_BESIDE.search(times.sentence, reading.quote_end, other.quote_end) is not None
    return beside or {other.part.role, reading.part.role} <= {Role.FROM, Role.TO}


def _reaches(times: Times, word: TimeWord, place: int) -> bool:
    following = times.readings[place + 1].quote_end if place + 1 < len(times.readings) else None
    return following is None or word.end <= following


def _owner(times: Times, word: TimeWord) -> int | None:
    """Return the reading right before a time, when it stands near by."""
    found = None
    for place, reading in enumerate(times.readings):
        if reading.quote_end <= word.start and word.start - reading.quote_end <= _TIE_REACH:
            found = place
    return found


def _is_next(times: Times, word: TimeWord, place: int) -> bool:
    """Whether the reading is the first after a time, in its clause: "since 2017, when it had 35"."""
    start = times.readings[place].quote_end - 1
    others = (other for at, other in enumerate(times.readings) if at != place)
    if _CLAUSE_ENDS.search(times.sentence, word.end + 1, max(start, word.end + 1)):
        return False
    return word.end <= start and not any(word.end <= other.quote_end <= start for other in others)


def _covers(times: Times, word: TimeWord, place: int) -> bool:
    """Whether a span holds for a reading: it stands in its clause, opens the sentence, or is its only time."""
    first, last = times.clauses[place]
    return first <= word.start < last or word.start == 0 or len(times.words) == 1


def _with_since(times: Times, place: int, when: When) -> When:
    first, last = times.clauses[place]
    for word in times.words:
        if word.kind != "since" or word.period is None or (word.then and _is_next(times, word, place)):
            continue
        if first <= word.start < last or (len(times.words) == 1):
            when = replace(when, baseline=_start(times, when.as_of, word))
    return when


def _counted_back(times: Times, fixed: Sequence[When], place: int) -> When:
    """Return the reading's time with one that counts back: "26 a year earlier", "in May, … two years earlier"."""
    when = fixed[place]
    for word in times.words:
        if word.kind != "as_of" or word.period is not None:
            continue
        near = _nearness(times, word, place)
        if near is None or (near != "phrase" and when.source is not None):
            continue
        anchor = _anchor(times, fixed, place) or (times.earlier if word.id == ONE_BEFORE else None)
        period = _back_from(times, anchor, word)
        if period is not None:
            when = replace(when, as_of=period, source=near)
    return when


def _anchor(times: Times, fixed: Sequence[When], place: int) -> Period | None:
    """Return the time that another number of the sentence gives, nearest before first, else the paragraph's last."""
    order = [*range(place - 1, -1, -1), *range(place + 1, len(fixed))]
    found = (fixed[at].as_of for at in order if times.readings[at].part.role is not Role.FROM)
    return next((period for period in found if period is not None), times.before)


def _back_from(times: Times, anchor: Period | None, word: TimeWord) -> Period | None:
    """Return the period so long before the anchor; before the publication only by a length of months or years."""
    if anchor is not None:
        return shifted(anchor, months=word.months, days=word.days, text=word.text)
    if times.published is None or word.id == ONE_BEFORE:
        return None
    if word.days:
        return shifted(times.published, days=word.days, text=word.text)
    said = times.published.end
    return shifted(month(said.year, said.month), months=word.months, text=word.text)


def _with_start(times: Times, fixed: Sequence[When], place: int, when: When) -> When:
    """Return the time with the start of a change: what it is compared with, or how long it took."""
    if times.readings[place].part.role not in CHANGES or when.baseline is not None:
        return when
    for word in times.words:
        if word.kind in _STARTING and _starts(times, word, place):
            if when.as_of is None and word.kind != "past":
                when = _with_end(times, fixed, place, word, when)
            others = any(other.kind == "as_of" and other.period is not None for other in times.words)
            start = None if when.as_of is None and word.period is None and others else _start(times, when.as_of, word)
            if start is not None:
                return replace(when, baseline=start)
    return when


def _with_end(times: Times, fixed: Sequence[When], place: int, word: TimeWord, when: When) -> When:
    """Return the time with that of the number that the change is said of: "174 thefts in 2019, 1.3 percent fewer than
    in 2018", "70 on Jan. 25. That is 18 percent more than in September".
    """
    first, last = times.clauses[place]
    lead = times.sentence[: times.readings[place].quote_end]
    if _NOW.search(times.sentence[first:last]) or _PLUPERFECT.search(lead):
        return when
    if place:
        return replace(when, as_of=fixed[place - 1].as_of, source="sentence" if fixed[place - 1].as_of else None)
    pointing = POINTING.match(times.sentence) is not None and word.kind == "compared"
    return replace(when, as_of=times.before, source="paragraph") if pointing and times.before is not None else when


def _starts(times: Times, word: TimeWord, place: int) -> bool:
    """Whether a comparison or length of time holds for a change: in its clause, the sentence's opening or only time."""
    first, last = times.clauses[place]
    owner = _owner(times, word)
    if first <= word.start < last:
        return owner is None or owner == place or times.readings[owner].part.role in CHANGES
    opens = word.start <= _OPENING and word.kind == "compared"
    return opens or (len(times.words) == 1 and owner == place)


def _start(times: Times, as_of: Period | None, word: TimeWord) -> Period | None:
    counts_back = word.months or word.days
    if counts_back and (word.period is None or as_of is not None):
        return _back_from(times, as_of, word)
    start = word.period
    if start is not None and as_of is not None and word.yearless and start.start > as_of.start:
        years = start.start.year - as_of.start.year + (start.start.month > as_of.start.month)
        start = shifted(start, months=12 * years)
    return start
