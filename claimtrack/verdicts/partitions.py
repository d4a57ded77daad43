"""Totals and their parts, where the wording says that the parts are all: "of the 957, 473 are …, the remaining 484 …".

Each finder knows one wording. None takes a list for complete that says "including", counts some of its members twice
("of them"), or holds a number that is not read; where completeness is not said in words, the numbers must lie so close
to the total that the list was meant to be all of it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from claimtrack.claims.claim import Claim
from claimtrack.verdicts.printed import number
from claimtrack.verdicts.skeleton import DETERMINER, HEDGE, NOUNS, Skeleton, mark

EXCESS = Fraction(1, 10)
"""How far, as a share of the total, the parts of a list that stands for it may exceed it."""
SHORTFALL = Fraction(1, 50)
"""The same below it, where some parts may just not be named; and above it where parts may overlap."""
LARGE = 50
"""Totals below this are met, or just missed, by unrelated numbers."""
HUNDRED = Fraction(100)

_NOT_ALL = re.compile(
    r"\b(?:includ\w+|among|also|both|such as|for example|as well|of (?:them|whom|which|those|these|that)|mostly|plus"
    r"|several|(?:a )?few|handful|dozens?|one|none|another one|either|more|additional|extra|added|adding|new"
    r"|overlap\w*|half|some(?! ⟦))\b|e\.g\.",
    re.IGNORECASE,
)
"""Words under which a list is not, or may not be, all of the parts once each."""
_REST = re.compile(
    rf"\b(?:the|its|their) (?:(?:remaining|other|last|final) |(?:rest|remainder|others|balance)(?:,| –| —| \()? ?)"
    rf"{HEDGE}$",
    re.IGNORECASE,
)
GLUE = re.compile(
    rf"(?:^|[,;:(–—]|\b(?:and|while|but|with))\s*(?:and |while |but |with |another |a further )*{HEDGE}$",
    re.IGNORECASE,
)
_BRACKETED_SHARE = re.compile(rf",? (?:\({HEDGE}⟦S\d+⟧\)|or {HEDGE}⟦S\d+⟧(?=[,.;)]|$),?)")
_PART = re.compile(r"⟦[CS](\d+)⟧")

_OF_TOTAL = re.compile(
    rf"(?:^|[,;:(–—] ?|\b(?:and|that) )[“\"]?of {DETERMINER}{HEDGE}{mark('C', 'total')}[^⟦⟧.;:,]*[,:] (?P<list>.+)$",
    re.IGNORECASE,
)
_OF_THOSE = re.compile(r"^[“\"]?Of (?:those|these|them)\b[^⟦⟧,]*, (?P<list>.+)$")
_LISTED = re.compile(
    rf"{mark('C', 'total')}{NOUNS}(?:: |(?P<bracket> \()| ?[–—] ?)(?P<list>{HEDGE}⟦C\d+⟧.*)$", re.IGNORECASE
)
_SUMS_UP = re.compile(
    rf"(?:\b(?:for|making|giving|which makes|or|,) a (?:combined |grand |overall )?total of|\btotal(?:l)?ing"
    rf"|\b(?:adding|adds|add) up to) {HEDGE}$",
    re.IGNORECASE,
)
_IN_ALL = re.compile(r"^(?: [\w-]+)?,? (?:in all|in total|altogether|all told|combined)\b", re.IGNORECASE)
_APART = re.compile(rf"(?:,| –| —| \(| or| for) {HEDGE}$", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Partition:
    """Parts that are said to make up a whole: a claim of the text, or a hundred percent where `total` is None."""

    total: Claim | None
    parts: tuple[Claim, ...]

    @property
    def off(self) -> Fraction:
        """How far the parts exceed the total, as a share of it, going by the numbers as written."""
        whole = self.whole
        return (sum((_in_hundredths(part, self.total) for part in self.parts), Fraction(0)) - whole) / whole

    @property
    def whole(self) -> Fraction:
        """The total as written."""
        return HUNDRED if self.total is None else number(self.total.quantity)


def _in_hundredths(part: Claim, total: Claim | None) -> Fraction:
    """Return the part as written; beside a hundred percent, a fraction in words as a percentage."""
    scale = 100 if total is None and part.quantity.unit is None else 1
    return number(part.quantity) * scale


def partitions(sentences: Sequence[Skeleton]) -> Iterator[Partition]:
    """Yield the partitions that a text spells out."""
    shares: Counter[int] = Counter()
    for place, sentence in enumerate(sentences):
        after = sentences[place + 1] if place + 1 < len(sentences) else None
        before = sentences[place - 1] if place else None
        joined = _with_rest(sentence, after)
        yield from _of_total(joined, sentence)
        yield from _of_those(joined, sentence, before)
        for finder in _FINDERS:
            yield from finder(sentence)
        if not shares[sentence.paragraph]:
            yield from _of_hundred(sentence)
        shares[sentence.paragraph] += len(sentence.marks("S"))


def neighbours(one: Skeleton, other: Skeleton | None) -> bool:
    """Whether one sentence follows the other at once."""
    return other is not None and 0 <= other.start - one.end <= 2 and one.paragraph == other.paragraph


def _with_rest(sentence: Skeleton, after: Skeleton | None) -> str:
    """Return the sentence, with the next one when that gives the rest: "The remaining 127 follow …"."""
    if after is None or not neighbours(sentence, after):
        return sentence.text
    rest = re.match(rf"The (?:remaining|other|rest,) {HEDGE}⟦C\d+⟧", after.text)
    return f"{sentence.text.rstrip('.')}, and t{after.text[1:]}" if rest is not None else sentence.text


def _of_total(text: str, sentence: Skeleton) -> Iterator[Partition]:
    found = _OF_TOTAL.search(text)
    if found is not None:
        yield from _said_to_be_all(found["list"], sentence, sentence.claim(found["total"]))


def _of_those(text: str, sentence: Skeleton, before: Skeleton | None) -> Iterator[Partition]:
    found = _OF_THOSE.search(text)
    if found is None or before is None or not neighbours(before, sentence):
        return
    counted = before.marks("C")
    if len(counted) == 1 and not before.marks("SRX"):
        yield from _said_to_be_all(found["list"], sentence, before.claim(counted[0]))


def _said_to_be_all(text: str, sentence: Skeleton, total: Claim) -> Iterator[Partition]:
    """Yield the list after "of the 957, …" if its last part is the rest, or it exceeds the total by next to nothing.

    Parts may overlap ("12 are women, 9 are lawyers") and not all need be named.
    """
    listed = _parts(text, sentence)
    if listed is None:
        return
    made = Partition(total=total, parts=listed.claims)
    near = len(listed.claims) > 2 and made.whole >= LARGE and 0 <= made.off <= SHORTFALL
    if listed.has_rest or near:
        yield made


def _listed(sentence: Skeleton) -> Iterator[Partition]:
    """Yield "957 agreements: 473 …, 357 … and 127 …", and the same in brackets or between dashes."""
    found = _LISTED.search(sentence.text)
    if found is None:
        return
    text = found["list"]
    if found["bracket"]:
        text = text.partition(")")[0]
    listed = _parts(re.split(r" [–—] ", text)[0], sentence)
    if listed is not None and (listed.has_and or listed.has_rest):
        yield from _if_close(Partition(total=sentence.claim(found["total"]), parts=listed.claims), SHORTFALL)


def _summed_up(sentence: Skeleton) -> Iterator[Partition]:
    """Yield "473 …, 357 … and 127 …, for a total of 957" and "…, 957 in all"."""
    marks = list(_PART.finditer(sentence.text))
    if len(marks) < 3 or sentence.marks("RXD"):
        return
    last, before = marks[-1], sentence.text[: marks[-1].start()]
    in_all = _IN_ALL.match(sentence.text[last.end() :]) is not None and _APART.search(before) is not None
    sums_up = _SUMS_UP.search(before)
    if (sums_up is None and not in_all) or _NOT_ALL.search(before):
        return
    text = before[: sums_up.start()] if sums_up is not None else before
    listed = _parts(text[marks[0].start() :], sentence)
    if listed is not None:
        yield from _if_close(Partition(total=sentence.claim(last[1]), parts=listed.claims), EXCESS)


def _if_close(made: Partition, shortfall: Fraction) -> Iterator[Partition]:
    if made.whole >= LARGE and -shortfall <= made.off <= EXCESS:
        yield made


def _of_hundred(sentence: Skeleton) -> Iterator[Partition]:
    """Yield "45 percent …, 30 percent … and the remaining 25 percent …", the first shares of their paragraph."""
    opening = sentence.text.find("⟦S")
    if opening < 0 or sentence.marks("RX"):
        return
    if re.search(rf"\bof {DETERMINER}{HEDGE}$", sentence.text[:opening], re.IGNORECASE):
        return
    listed = _parts(sentence.text[opening:], sentence, kind="S")
    if listed is not None and listed.has_rest:
        made = Partition(total=None, parts=listed.claims)
        if abs(made.off) <= EXCESS:
            yield made


@dataclass(frozen=True, slots=True, kw_only=True)
class _List:
    claims: tuple[Claim, ...]
    has_rest: bool
    has_and: bool


def _parts(text: str, sentence: Skeleton, kind: str = "C") -> _List | None:
    """Return the numbers of a list, each at the head of its member; None when anything about it is not plain."""
    bare = _BRACKETED_SHARE.sub("", text) if kind == "C" else text
    marks = list(re.finditer(r"⟦([A-Z])(\d+)⟧", bare))
    counted = [found for found in marks if found[1] != "D"]
    if len(counted) < 2 or any(found[1] != kind for found in counted) or _NOT_ALL.search(bare):
        return None
    ends = [0, *(found.end() for found in counted)]
    gaps = [bare[end : found.start()] for end, found in zip(ends, counted, strict=False)]
    rests = [_REST.search(gap) is not None for gap in gaps]
    glued = all(GLUE.search(gap) or rest for gap, rest in zip(gaps, rests, strict=True))
    claims = tuple(sentence.claim(found[2]) for found in counted)
    if not glued or any(rests[:-1]) or len({claim.quantity.unit for claim in claims}) > (1 if kind == "C" else 2):
        return None
    has_and = re.search(r"\band\b", gaps[-1]) is not None
    return _List(claims=claims, has_rest=rests[-1], has_and=has_and)


_FINDERS: tuple[Callable[[Skeleton], Iterator[Partition]], ...] = (_listed, _summed_up)
