"""The two ends of a change: which numbers of a document are its start and its end."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise

from claimtrack.claims.claim import Claim, Origin
from claimtrack.claims.tables.changes import CHANGE_VERBS
from claimtrack.quantity import Direction, Role

_BARRIER = re.compile(r";|,\s+and\b|\b(?:while|whereas|but|though|although)\b", re.IGNORECASE)
_AND = re.compile(r"\band\b(.*)", re.IGNORECASE | re.DOTALL)
# How many sentences before a change may hold the two dated levels it is computed from.
_SENTENCES = 2
# The most characters that stand between neighbouring sentences.
_GAP = 3
_NOW = re.compile(
    r"\b(?:now|today|currently|at present|latest|this week|has|have|is|are|counts|lists|shows|names|stands?)\b",
    re.IGNORECASE,
)
_TOLD_TIME = re.compile(
    r"\b(?:ago|last|earlier|previous|previously|then|now|today|currently|this (?:year|month|week)|start(?:ed|s)?|began"
    r"|(?:in|by|at|until|since) (?:January|February|March|April|May|June|July|August|September|October|November"
    r"|December|spring|summer|autumn|fall|winter|[12]\d{3}))\b",
    re.IGNORECASE,
)
_OWN = frozenset({Origin.PHRASE, Origin.CLAUSE})
_IN = re.compile(r"\b(?:in|at|near|for|across|around|outside) (?:the )?$", re.IGNORECASE)
_GUESSED = frozenset({"noun.elided", "noun.subject"})
_NEAR = frozenset({Origin.PHRASE, Origin.CLAUSE, Origin.SENTENCE})


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """The start and the end of one change."""

    start: Claim
    end: Claim


def printed_pairs(claims: Sequence[Claim]) -> list[Pair]:
    """Return the pairs that the wording makes: "from 135 to 958", "138, up from 26"; each number in one pair only.

    The later end stands in the start's sentence; a start alone in its sentence takes the one level before it.
    """
    ranked = sorted(
        (
            (_rank(start, end), place, Pair(start=start, end=end))
            for place, start in enumerate(claims)
            if start.quantity.role is Role.FROM
            for end in _other_ends(claims, start)
        ),
        key=lambda row: row[:2],
    )
    found: list[Pair] = []
    taken: set[str] = set()
    for _, _, pair in ranked:
        if not {pair.start.id, pair.end.id} & taken:
            taken |= {pair.start.id, pair.end.id}
            found.append(pair)
    return found


def _other_ends(claims: Sequence[Claim], start: Claim) -> list[Claim]:
    ends = [claim for claim in claims if claim.quantity.role in {Role.TO, Role.LEVEL} and _alike(claim, start)]
    own = [claim for claim in ends if claim.sentence == start.sentence]
    if own:
        return own
    before = [claim for claim in ends if follows(start, claim)]
    return before if len(before) == 1 else []


def _alike(claim: Claim, start: Claim) -> bool:
    same = claim.head == start.head or claim.head is None or start.head is None
    # "By 36 buses, from 87 to 123": the noun of either end may have been taken from elsewhere.
    guessed = claim.quantity.role is Role.TO and not _GUESSED.isdisjoint((*claim.cues, *start.cues))
    return (same or guessed) and claim.quantity.unit == start.quantity.unit


def _rank(start: Claim, end: Claim) -> tuple[bool, bool, bool, bool, int]:
    """Return how well an end fits a start, best first: in its sentence, said to be an end, in its clause, near by."""
    level = end.quantity.role is Role.LEVEL
    after = end.quote.start > start.quote.start
    return end.sentence != start.sentence, level, parted(start, end), level and after, distance(start, end)


def distance(one: Claim, other: Claim) -> int:
    """Return the characters between two numbers."""
    return max(one.quote.start, other.quote.start) - min(one.quote.end, other.quote.end)


def parted(one: Claim, other: Claim) -> bool:
    """Whether a new clause begins between two numbers of a sentence; "and" begins one when a verb of change follows."""
    if one.sentence != other.sentence:
        return True
    first, second = sorted((one, other), key=lambda claim: claim.quote.start)
    between = one.sentence.text[first.quote.end - one.sentence.start : second.quote.start - one.sentence.start]
    joined = _AND.search(between)
    moves = joined is not None and not CHANGE_VERBS.keys().isdisjoint(joined.group(1).lower().split())
    return moves or _BARRIER.search(between) is not None


def follows(claim: Claim, other: Claim) -> bool:
    """Whether the claim's sentence is the next one after the other's in the same paragraph."""
    return in_one_paragraph(claim, other) and 0 <= claim.sentence.start - other.sentence.end <= _GAP


def in_one_paragraph(claim: Claim, other: Claim) -> bool:
    """Whether two claims stand in one paragraph; the spans of a long one differ, but overlap."""
    return claim.paragraph.start < other.paragraph.end and other.paragraph.start < claim.paragraph.end


def dated_pair(claims: Sequence[Claim], change: Claim) -> Pair | None:
    """Return the two levels of one noun and place, of different dates, said just before a change, if there are just
    two: "It had 135 in January; now it has 506. That is an increase of 275 percent".
    """
    levels = [
        claim for claim in claims
        if claim.quantity.role is Role.LEVEL and claim.quantity.unit is None and claim.quantity.value is not None
        and claim.quote.end <= change.quote.start and _reaches(claims, claim, change)
    ]  # fmt: skip
    found = [pair for one, other in combinations(levels, 2) if (pair := _by_date(one, other)) is not None]
    return found[0] if len(found) == 1 else _by_direction(levels, change) if not found else None


def _by_direction(levels: Sequence[Claim], change: Claim) -> Pair | None:
    """Return the only two levels before a change when their times are told, but not as dates: "135 in January. …  958
    now. That is an increase of …". The start of a rise is the smaller of them.
    """
    if len(levels) != 2 or change.quantity.direction is None or levels[0].sentence == levels[1].sentence:
        return None
    one, other = levels
    dated = one.as_of is not None and other.as_of is not None
    same = _counts_the_same(one, other) and places(one) == places(other)
    if dated or not same or not any(_TOLD_TIME.search(level.sentence.text) for level in levels):
        return None
    low, high = sorted(levels, key=lambda level: level.quantity.value or 0)
    rises = change.quantity.direction is Direction.UP
    return Pair(start=low, end=high) if rises else Pair(start=high, end=low)


def _counts_the_same(one: Claim, other: Claim) -> bool:
    same = one.head is not None and (one.head, one.restrictors) == (other.head, other.restrictors)
    owners = {_owner(claim) for claim in (one, other)} - {None}
    return same and len(owners) < 2 and not stand_elsewhere(one, other)


def stand_elsewhere(one: Claim, other: Claim) -> bool:
    """Whether each of two claims is said of a place of its own: "fires in Oakville", "fires in Riverside"."""
    first, second = located(one), located(other)
    return bool(first and second) and not (first & second)


def located(claim: Claim) -> frozenset[str]:
    """Return the names in the claim's clause that its number is in, at or near; most towns are on no list of places."""
    start = claim.sentence.start
    named = (word for word in claim.scope_words if word.kind in {"place", "name"} and word.origin in _OWN)
    return frozenset(word.text for word in named if _IN.search(claim.sentence.text[: word.start - start]))


def _owner(claim: Claim) -> str | None:
    """Return who has the things counted ("the county had 135 buses"), None when it is they themselves or a pronoun."""
    last = (claim.subject or "").lower().split()[-1:]
    things = (claim.measured_entity or "").lower().split()[-1:]
    return None if not last or last == things or last[0] == claim.head else last[0]


def _reaches(claims: Sequence[Claim], level: Claim, change: Claim) -> bool:
    """Whether the level stands in the change's sentence or in one of the two before it, with nothing else between."""
    if not in_one_paragraph(level, change):
        return False
    between = {
        claim.sentence.start for claim in claims if level.sentence.start <= claim.sentence.start < change.sentence.start
    }
    spans = sorted({(claim.sentence.start, claim.sentence.end) for claim in claims if claim.sentence.start in between})
    spans.append((change.sentence.start, change.sentence.end))
    joined = all(after[0] - before[1] <= _GAP for before, after in pairwise(spans))
    return joined and len(spans) <= _SENTENCES + 1


def _by_date(one: Claim, other: Claim) -> Pair | None:
    if not _counts_the_same(one, other):
        return None
    if places(one) != places(other):
        return None
    if one.as_of is not None and other.as_of is not None:
        if one.as_of.end < other.as_of.start:
            return Pair(start=one, end=other)
        return Pair(start=other, end=one) if other.as_of.end < one.as_of.start else None
    for dated, undated in ((one, other), (other, one)):
        if dated.as_of is not None and undated.as_of is None and _NOW.search(undated.clause.text):
            return Pair(start=dated, end=undated)
    return None


def places(claim: Claim) -> frozenset[str]:
    """Return the places that the claim's own sentence gives it."""
    return frozenset(word.text for word in claim.scope_words if word.kind == "place" and word.origin in _NEAR)
