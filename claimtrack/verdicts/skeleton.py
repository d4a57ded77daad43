"""A sentence with its numbers as marks, so that a wording that ties numbers together is one pattern.

"Of the 957 agreements, 473 (49 percent) are …" becomes "Of the ⟦C0⟧ agreements, ⟦C1⟧ (⟦S2⟧) are …". The digits are the
number's place among the claims of the document.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from claimtrack.claims.claim import Claim, Modality
from claimtrack.quantity import Role

SHARES = ("percent",)
NAMES = frozenset({"section", "name", "address", "phone", "ordinal"})
"""Reasons to set a number aside that make it a word like others: "957 287(g) agreements"."""
DATES = frozenset({"date", "year", "time"})
"""Reasons to set a number aside that leave the arithmetic around it alone."""

HEDGE = (
    r"(?:(?:about|around|roughly|approximately|some|nearly|almost|just|only|over|under|more than|fewer than|less than"
    r"|at least|at most|up to|exactly|fully|a full|a total of|an estimated) )*"
)
DETERMINER = (
    r"(?:(?:the|its|their|his|her|our|all|these|those|this|that|all of|remaining|other|[\w.]+['’]s|[\w.]+s['’]) )*"
)
NOUNS = r"(?:[ -](?!or\b|of\b|and\b|but\b)[\w'’().-]+){0,5}?"
"""Words of a noun phrase after a number: no mark, no comma, no "or"."""
MARK = re.compile(r"⟦([A-Z])(\d+)⟧")


def mark(kind: str, name: str) -> str:
    """Return the pattern of a number of some kind, captured under a name."""
    return rf"⟦{kind}(?P<{name}>\d+)⟧"


@dataclass(frozen=True, slots=True, kw_only=True)
class Skeleton:
    """A sentence with marks for its numbers; `claims` are all of the document's, in order of the text.

    Kinds: C a count or amount said as a fact, S a share, R a ratio, D a date, X anything else.
    """

    text: str
    start: int
    end: int
    paragraph: int
    claims: Sequence[Claim]

    def claim(self, place: str) -> Claim:
        """Return the claim of a mark."""
        return self.claims[int(place)]

    def marks(self, kinds: str) -> list[str]:
        """Return the places of the marks of these kinds, in order."""
        return [place for kind, place in MARK.findall(self.text) if kind in kinds]


def skeletons(claims: Sequence[Claim]) -> tuple[Skeleton, ...]:
    """Return the sentences that have numbers, in order; `claims` are all of a document's, set-aside ones too."""
    ordered = sorted(claims, key=lambda claim: (claim.sentence.start, claim.number.start))
    numbered = list(enumerate(ordered))
    return tuple(
        _skeleton(ordered, list(group)) for _, group in groupby(numbered, key=lambda pair: pair[1].sentence.start)
    )


def _skeleton(ordered: Sequence[Claim], group: list[tuple[int, Claim]]) -> Skeleton:
    sentence = group[0][1].sentence
    made, at = [], sentence.start
    for place, claim in group:
        if claim.number.start >= at and claim.set_aside not in NAMES:
            made += [sentence.text[at - sentence.start : claim.number.start - sentence.start], _mark(place, claim)]
            at = claim.number.end
    text = "".join([*made, sentence.text[at - sentence.start :]])
    return Skeleton(
        text=" ".join(text.split()), start=sentence.start, end=sentence.end,
        paragraph=min(claim.paragraph.start for _, claim in group), claims=ordered,
    )  # fmt: skip


def _mark(place: int, claim: Claim) -> str:
    return f"⟦{_kind(claim)}{place}⟧"


def _kind(claim: Claim) -> str:
    quantity = claim.quantity
    if claim.set_aside is not None:
        return "D" if claim.set_aside in DATES else "X"
    if claim.modality is not Modality.ASSERTED or quantity.value is None or quantity.value < 0 or claim.per:
        return "X"
    if quantity.unit in SHARES:
        return "S" if quantity.role in (Role.LEVEL, Role.SHARE) else "X"
    if quantity.role is Role.SHARE:
        return "S"
    if quantity.role is Role.RATIO and quantity.unit == "fold":
        return "R"
    return "C" if quantity.role is Role.LEVEL and quantity.unit not in ("fold", "percentage_point") else "X"
