"""Unit drift (UDR): one number of a text on two nouns, "958 agreements" first and "958 agencies" further down.

Both may be true, so this never is a discrepancy; it says what to look at. Two nouns are two things, not two words for
one, where the text has both in one clause: "agencies signed agreements".
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations

from claimtrack.claims.claim import Claim, Modality
from claimtrack.quantity import CHANGES, Role, plain
from claimtrack.verdicts.verdict import Reason

FEWEST = 100
"""Smaller numbers stand on two nouns by chance."""
SEVERAL = 8
"""How many claims of one number are looked at: a number that stands everywhere is a table, no drift."""
LEVELS = (Role.LEVEL, Role.FROM, Role.TO)
PROPORTIONS = frozenset({"percent", "percentage_point"})
BORROWED = frozenset({"noun.elided", "noun.subject"})
"""Cues of a noun that was taken from elsewhere."""
_CLAUSE = re.compile(r"[;:.,–—()\n]| and | but | while ")


def drifting(text: str, claims: Sequence[Claim]) -> Iterator[tuple[Claim, Reason]]:
    """Yield each later number that an earlier one of another noun, or of points for percent, already was."""
    yield from _other_noun(text, claims)
    yield from _points_and_percent(claims)


def _other_noun(text: str, claims: Sequence[Claim]) -> Iterator[tuple[Claim, Reason]]:
    seen: dict[object, list[Claim]] = defaultdict(list)
    for claim in claims:
        if _is_counted(claim):
            quantity = claim.quantity
            seen[quantity.value, quantity.precision].append(claim)
    for alike in seen.values():
        for one, other in combinations(alike[:SEVERAL], 2):
            if one.sentence != other.sentence and _are_two_things(one, other, text):
                first = f"{plain(one.quantity.value or 0)} {one.measured_entity}"
                told = f"“{first}” before, “{other.quote.exact}” here: the same number on two different things"
                yield other, Reason(code="UDR", text=told)
                break


def _is_counted(claim: Claim) -> bool:
    quantity = claim.quantity
    asserted = claim.set_aside is None and claim.modality is Modality.ASSERTED and quantity.role in LEVELS
    own_noun = quantity.counted_noun is not None and BORROWED.isdisjoint(claim.cues)
    return asserted and own_noun and quantity.unit is None and quantity.value is not None and quantity.value >= FEWEST


def _are_two_things(one: Claim, other: Claim, text: str) -> bool:
    first, second = one.quantity.counted_noun or "", other.quantity.counted_noun or ""
    if first == second or first in (other.measured_entity or "") or second in (one.measured_entity or ""):
        return False
    both = _noun(first), _noun(second)
    return any(
        all(noun.search(clause) for noun in both) and not _names_one_thing(clause, *both)
        for clause in _CLAUSE.split(text)
    )


def _noun(head: str) -> re.Pattern[str]:
    stem = head.removesuffix("y")
    return re.compile(rf"\b{re.escape(stem)}(?:y|ies|s|es)?\b", re.IGNORECASE)


def _names_one_thing(clause: str, first: re.Pattern[str], second: re.Pattern[str]) -> bool:
    """Whether the clause says that one is the other, or has them as one name: "the workers are all employees"."""
    ends = sorted((found.start(), found.end()) for noun in (first, second) if (found := noun.search(clause)))
    between = clause[ends[0][1] : ends[1][0]]
    return re.fullmatch(r"\W*|.*\b(?:or|are|is|were|was|called|as)\b.*", between) is not None


def _points_and_percent(claims: Sequence[Claim]) -> Iterator[tuple[Claim, Reason]]:
    changes = [claim for claim in claims if _is_proportional_change(claim)]
    for one, other in combinations(changes, 2):
        if _same_change(one, other) and {one.quantity.unit, other.quantity.unit} == PROPORTIONS:
            text = f"“{one.quote.exact}” before, “{other.quote.exact}” here: points and percent differ"
            yield other, Reason(code="UDR", text=text)


def _is_proportional_change(claim: Claim) -> bool:
    return (
        claim.set_aside is None
        and claim.modality is Modality.ASSERTED
        and claim.quantity.role in CHANGES
        and claim.quantity.unit in PROPORTIONS
        and claim.head is not None
    )


def _same_change(one: Claim, other: Claim) -> bool:
    return (
        (one.quantity.value, one.quantity.direction) == (other.quantity.value, other.quantity.direction)
        and one.head == other.head
        and one.sentence != other.sentence
    )
