"""Reading a number by its label: the name of a measure that leads up to it with nothing between but what links them.

"The population of Peru in 2009 was put by the Andean Institute at 29,132,013" and the row of a table "Peru – Consumer
price index (2010 = 100) 2014: 112.4" say the same way what the number is. Between the name and the number may stand
scopes, dates, brackets, who says so and verbs of being or measuring; before the name nothing that restricts it. A row
of a table gives the unit beside the name ("annual %") or after the number (", Percent"), or leaves it out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from claimtrack.claims.claim import Claim
from claimtrack.claims.tokens import tokenize
from claimtrack.claims.units import unit_after
from claimtrack.datasets.dataset import MeasureDefinition
from claimtrack.matching import cues
from claimtrack.matching.gazetteer import Mention
from claimtrack.matching.profile import FREE_WORDS, MeasureWords
from claimtrack.matching.words import positions, stem
from claimtrack.quantity import Role
from claimtrack.singular import singular

FURTHEST = 240
"""Characters before the number within which its label is looked for."""
LABELLED = frozenset({Role.LEVEL, Role.SHARE, Role.TO, Role.FROM})
"""What a label can name; a change or a rank is of the measure, not a value of it."""
BARE = frozenset({None, "index", "year", "year_of_age"})
"""Units that texts leave out beside a label: "life expectancy is 80.9"."""

_BRACKETS = re.compile(r"(?<!\S)(?:\([^()]*\)|\[[^\[\]]*\])")
_DATE = re.compile(
    r"\b(?:(?:1[5-9]|20)\d\d(?:\s?[-–/]\s?\d{2,4})?|(?:\d{1,2}\s)?(?:jan|febr?|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)"
    r"[a-z]*\.?(?:\s\d{1,2}\b)?)\b",
    re.IGNORECASE,
)
_SAYER = re.compile(r"\b(?:by|to)\s+(?:the\s+)?(?:[A-Z][\w.&-]*\s+(?:(?:of|for|the|and)\s+)*)+")
_START = re.compile(r"\bfrom\s+[\d.,]+(?:\s?%|\s+(?:percent|per cent|million|billion|trillion))?", re.IGNORECASE)
_END_OF_NAME = re.compile(r"[.;:,!?\"“”…|]\s*$")
_DOLLAR = re.compile(r"[$]|\bdollars?\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """The name of measures before a number: its words, and where it stands in the text."""

    words: tuple[str, ...]
    start: int
    end: int


def named_before(claim: Claim, text: str, names: Iterable[tuple[str, ...]], longest: int) -> Label | None:
    """Return the longest name among `names` (words, the last one singular) that ends nearest before the number."""
    start = max(claim.sentence.start, claim.number.start - FURTHEST)
    lead = _blanked(text[start : claim.number.start], _BRACKETS)
    found = list(positions(lead))
    for last in range(len(found) - 1, -1, -1):
        for first in range(max(0, last + 1 - longest), last + 1):
            words = (*(word for word, _, _ in found[first:last]), singular(found[last][0]))
            if words in names:
                return Label(words=words, start=start + found[first][1], end=start + found[last][2])
    return None


def leads_to(label: Label, claim: Claim, text: str, mentions: Iterable[Mention], measure: MeasureWords) -> bool:
    """Whether nothing but links stands between a measure's name and the number, and nothing restricts the name."""
    places = [(m.start, m.end) for m in mentions] + [(w.start, w.end) for w in claim.scope_words if w.kind == "place"]
    start = max(claim.sentence.start, label.start - FURTHEST)
    lead = _without(text[start : claim.number.start], places, start)
    between = lead[label.end - start :]
    for pattern in (_BRACKETS, _START, _DATE, _SAYER):
        between = _blanked(between, pattern)
    if re.search(r"[;?!]|\d", between):
        return False
    allowed = measure.known | FREE_WORDS | cues.LINKS
    if any(len(word) > 1 and word not in allowed and stem(word) not in allowed for word, _, _ in positions(between)):
        return False
    return not _restricted(lead[: label.start - start], measure)


def counts_its_own(claim: Claim) -> bool:
    """Whether a counted noun follows the number, which then says what it is."""
    return claim.quantity.counted_noun is not None and claim.phrase.end > claim.number.end


def written_unit_fits(label: Label, claim: Claim, text: str, definition: MeasureDefinition) -> bool:
    """Whether the unit written with the number, beside its label or after it is the measure's."""
    unit = definition.unit
    if claim.quantity.unit is not None:
        ages = {"year", "year_of_age"}
        return claim.quantity.unit == unit or {claim.quantity.unit, unit} <= ages
    stated = _units(" ".join(_BRACKETS.findall(text[label.end : claim.number.start])))
    stated |= _units(text[claim.number.end : min(claim.sentence.end, claim.number.end + 24)], after=True)
    return unit in stated if stated else unit in BARE


def gives_another_unit(claim: Claim, text: str, definition: MeasureDefinition) -> bool:
    """Whether a bare number has another unit in a bracket before it, or after a comma: "female (% of total): 54.1"."""
    if claim.quantity.unit is not None or claim.quantity.role is not Role.LEVEL or counts_its_own(claim):
        return False
    lead = text[claim.sentence.start : claim.number.start]
    brackets = [b for b in _BRACKETS.findall(lead) if not b[1:].lstrip()[:1].isdigit()]
    stated = _units(" ".join(brackets[-1:])) | _units(
        text[claim.number.end : min(claim.sentence.end, claim.number.end + 24)], after=True
    )
    return bool(stated) and definition.unit not in stated


def _units(text: str, *, after: bool = False) -> frozenset[str | None]:
    """Return the units that a bracket, or what follows a number after a comma, names."""
    if after:
        if re.match(r"\s*,\s*\D", text) is None:
            return frozenset()
        text = text.lstrip(" ,")
        found = unit_after(tokenize(text), 0)
        return frozenset({found[0]} if found else ({"USD"} if _DOLLAR.match(text.removeprefix("U.S. ")) else ()))
    tokens = tokenize(text)
    found_units = {unit[0] for at in range(len(tokens.texts)) if (unit := unit_after(tokens, at)) is not None}
    return frozenset({"USD"} if _DOLLAR.search(text) else found_units)


def _restricted(before: str, measure: MeasureWords) -> bool:
    """Whether a word before a measure's name restricts it, or makes it a part: "half of the population"."""
    end, known = len(before), measure.known | FREE_WORDS | cues.SIZES
    determined = False
    for word, start, stop in reversed(list(positions(before))):
        if _END_OF_NAME.search(before[stop:end]) or ")" in before[stop:end] or word[0].isdigit():
            return False
        end = start
        if word == "of":
            return not _hollow(before[:start])
        if determined or word in cues.BEFORE_NAMES:
            return False
        determined = word in cues.DETERMINERS
        if not determined and word in cues.LINKS:
            return False
        if len(word) > 1 and not determined and stem(word) not in known and word not in known:
            return True
    return False


def _hollow(before: str) -> bool:
    """Whether what stands before "of" only says that a number follows: "size of", "rate of", "the value of"."""
    words = list(positions(before))
    return bool(words) and stem(words[-1][0]) in cues.HOLLOW | {"value", "estimate"}


def _blanked(text: str, pattern: re.Pattern[str]) -> str:
    return pattern.sub(lambda match: " " * len(match.group()), text)


def _without(text: str, spans: Iterable[tuple[int, int]], start: int) -> str:
    """Return a text with stretches of the document blanked; `start` is where it begins in the document."""
    for first, last in spans:
        low, high = max(0, first - start), min(len(text), last - start)
        if low < high:
            text = text[:low] + " " * (high - low) + text[high:]
    return text
