"""What became of a document's numbers in its next version: kept, edited in place, or told by another sentence.

A place is the text around a number with the numbers themselves blanked out, since an edit seldom changes one alone
("rose from 135 to 958, a 609% increase"). It is taken up again only where just one number stands in it before and
after; everything else is another statement, not an edit.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from itertools import pairwise

from claimtrack.claims.claim import Claim
from claimtrack.claims.tables.corrections import NOTES
from claimtrack.corpus.selector import CONTEXT, reanchor
from claimtrack.quantity import IN_WORDS, Quantity

_BLANK = "\0"
_NOTE = re.compile("|".join(note.pattern for note in NOTES), re.IGNORECASE | re.MULTILINE)
_LETTERS = re.compile(r"[^\W\d_]{3}")

Span = tuple[int, int]
Place = tuple[str, str]


class Becoming(StrEnum):
    """How a number of one version goes on in the next: the same, in another sentence, or as another number."""

    KEPT = "kept"
    REANCHORED = "re-anchored"
    SILENT = "silent"
    CORRECTED = "corrected"


@dataclass(frozen=True, slots=True, kw_only=True)
class Continuation:
    """A claim, the claim that took its place, and how."""

    before: Claim
    after: Claim
    how: Becoming


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A version's text with its claims."""

    text: str
    claims: tuple[Claim, ...]


def silent_edits(before: Told, after: Told) -> tuple[Continuation, ...]:
    """Return the numbers that were changed in place and that no new correction note speaks of."""
    if before.text == after.text or new_notes(before.text, after.text):
        return ()
    return tuple(one for one in continuations(before, after) if one.how is Becoming.SILENT)


def continuations(before: Told, after: Told) -> tuple[Continuation, ...]:
    """Return which claims go on in the next version, in the order of the earlier text; the others are orphaned or new.

    Numbers set aside (dates, section numbers …) are left out.
    """
    old, new = _live(before), _live(after)
    kept = {claim.id: claim for claim in new}
    found = [Continuation(before=c, after=kept[c.id], how=Becoming.KEPT) for c in old if c.id in kept]
    edited = Becoming.CORRECTED if new_notes(before.text, after.text) else Becoming.SILENT
    for pairs in (_same_place(before, after, _number), _same_place(before, after, _quote), _same_words(before, after)):
        taken = {c.before.id for c in found}, {c.after.id for c in found}
        for first, second in pairs:
            if first.id not in taken[0] and second.id not in taken[1]:
                same = _reads_alike(before, after, first, second)
                how = Becoming.REANCHORED if same else _compared(first, second, edited)
                found += [Continuation(before=first, after=second, how=how)] if how else []
    return tuple(sorted(found, key=lambda one: (one.before.quote.start, one.before.id)))


def new_notes(before: str, after: str) -> tuple[str, ...]:
    """Return the paragraphs of `after` that announce a correction and did not stand in `before`."""
    known = set(before.split("\n"))
    return tuple(line for line in after.split("\n") if line not in known and _NOTE.search(line))


def _reads_alike(before: Told, after: Told, first: Claim, second: Claim) -> bool:
    """Whether the words at the place are the same, so that nothing was edited, whatever is now read into them.

    A later version of claimtrack may take another noun for what is counted, and so may a changed sentence before it.
    """
    quote = first.quote
    start = second.number.start - (first.number.start - quote.start)
    there = after.text[max(start, 0) : start + quote.end - quote.start]
    return second.quote.exact == quote.exact or there == before.text[quote.start : quote.end]


def _compared(before: Claim, after: Claim, edited: Becoming) -> Becoming | None:
    """Return how a number goes on at its place, None where another statement stands there.

    Only the value, only the unit or only the noun may differ: where two of them do, it is another statement, or the
    same in another spelling ("18 months", "a year and a half"). So it is where another number is of a noun that is
    restricted in other words ("958 local agencies", "40 state agencies").
    """
    if before.quantity.role is not after.quantity.role:
        return None
    first, second = _in_one_unit(before.quantity), _in_one_unit(after.quantity)
    nouns = {before.quantity.counted_noun, after.quantity.counted_noun} - {None}
    value, unit, noun = first[0] != second[0], first[1] != second[1], len(nouns) > 1
    if value and before.restrictors != after.restrictors:
        return None
    return {0: Becoming.REANCHORED, 1: edited}.get(value + unit + noun)


def _in_one_unit(quantity: Quantity) -> tuple[tuple[Decimal | None, ...], str | None]:
    """Return ends and unit; a proportion in words counts in percent, so that "half" is "50 percent"."""
    ends, unit = (quantity.value, quantity.low, quantity.high), quantity.unit
    if quantity.role in IN_WORDS and unit is None:
        return tuple(None if end is None else end * 100 for end in ends), "percent"
    return ends, unit


def _live(told: Told) -> tuple[Claim, ...]:
    """Return the claims that are none set aside and stand in the text as they say."""
    return tuple(
        claim
        for claim in told.claims
        if claim.set_aside is None
        and claim.quote.start <= claim.number.start < claim.number.end <= claim.quote.end
        and told.text[claim.number.start : claim.number.end] == claim.number.text
        and told.text[claim.quote.start : claim.quote.end] == claim.quote.exact
    )


def _number(claim: Claim) -> Span:
    return claim.number.start, claim.number.end


def _quote(claim: Claim) -> Span:
    return claim.quote.start, claim.quote.end


def _same_place(before: Told, after: Told, hole: Callable[[Claim], Span]) -> Iterator[tuple[Claim, Claim]]:
    """Yield claims that stand alone at the same place before and after."""
    old, new = _places(before, hole), _places(after, hole)
    yield from ((claim, new[place]) for place, claim in old.items() if place in new)


def _places(told: Told, hole: Callable[[Claim], Span]) -> dict[Place, Claim]:
    """Return the claims by place; those that share a place, or a part of it, are left out."""
    claims = _apart(_live(told), hole)
    blanked, starts = _blanked(told.text, [hole(claim) for claim in claims])
    places = [_place(blanked, start) for start in starts]
    seen = Counter(places)
    return {place: claim for place, claim in zip(places, claims, strict=True) if seen[place] == 1 and _tells(place)}


def _apart(claims: Iterable[Claim], hole: Callable[[Claim], Span]) -> list[Claim]:
    """Return the claims in the order of the text whose holes touch no other's."""
    ordered = sorted(claims, key=hole)
    clash = set()
    for first, second in pairwise(ordered):
        if hole(second)[0] < hole(first)[1]:
            clash |= {first.id, second.id}
    return [claim for claim in ordered if claim.id not in clash]


def _blanked(text: str, holes: list[Span]) -> tuple[str, list[int]]:
    """Return the text with each hole as one blank, and where the blanks stand."""
    parts, starts, done, length = [], [], 0, 0
    for start, end in holes:
        parts += [text[done:start], _BLANK]
        length += start - done + 1
        starts.append(length - 1)
        done = end
    return "".join([*parts, text[done:]]), starts


def _place(blanked: str, start: int) -> Place:
    """Return up to 32 characters on either side, not beyond the paragraph's ends, which are told by a line break."""
    before = f"\n{blanked[max(0, start - CONTEXT) : start]}" if start < CONTEXT else blanked[start - CONTEXT : start]
    after = blanked[start + 1 : start + 1 + CONTEXT] + ("\n" if start + 1 + CONTEXT > len(blanked) else "")
    cut, end = before.rfind("\n"), after.find("\n")
    return before[max(cut, 0) :], after[: end + 1] if end >= 0 else after


def _tells(place: Place) -> bool:
    """Whether there is a word around the number at all."""
    return _LETTERS.search("".join(place)) is not None


def _same_words(before: Told, after: Told) -> Iterator[tuple[Claim, Claim]]:
    """Yield claims whose quotation stands in the next text, for certain, in a sentence that is another one."""
    there = {_quote(claim): claim for claim in _live(after)}
    kept = {claim.id for claim in after.claims}
    for claim in _live(before):
        if claim.id in kept:
            continue
        found = reanchor(before.text, after.text, claim.quote)
        if found.start is not None and found.end is not None and (found.start, found.end) in there:
            yield claim, there[found.start, found.end]
