"""Shares with their count and whole as one text gives them: "473 of 957 agencies, or 60 percent", "most of the 957"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from claimtrack.claims.claim import Claim
from claimtrack.verdicts.partitions import GLUE, neighbours
from claimtrack.verdicts.skeleton import DETERMINER, HEDGE, NOUNS, Skeleton, mark

_THE = rf"{DETERMINER}{HEDGE}"
_THAT_IS = r",? (?:that is|i\.e\.|namely|in other words),? "
_OPENS = rf"(?:, or | or | \(| – | — |{_THAT_IS}|, ){HEDGE}"
_SAID = rf"(?:,? or | \(| – | — |{_THAT_IS}){HEDGE}"
_ENDS = r"(?=[.;)]|,(?! and)|$| [–—]| (?:had|have|has|are|were|is|was|did|do|does|said|say|says)\b)"
"""What may follow a share that stands for the count before it; "60 percent of those …" is of another whole."""
_CLOSED = r"(?=[.),;]| [–—])"
"""What follows a number that stands alone beside the share it spells out."""
_THINGS = r"(?: (?!of\b|in\b|more\b|fewer\b|less\b)[\w-]+){1,2}"
_PART, _WHOLE, _SHARE, _RATIO = mark("C", "part"), mark("C", "whole"), mark("S", "share"), mark("S", "ratio")
_FOLD = mark("R", "share")
_AS_MANY_AS = r"as (?:many|much|high|large|big|long|great)(?: \w+)? as "
_ITS = rf"(?:the|its|their) {HEDGE}"
_MOST = r"(?<!at )\b(?P<most>(?:the|a)(?: vast| overwhelming| great| clear| large| slim| narrow)? majority|most)"
_OF_WHOLE = rf"(?:^|[,;:] |\band )[“\"]?of {_THE}{_WHOLE}[^⟦⟧.;,]*, "

WORDINGS: tuple[tuple[str, str], ...] = (
    ("part of whole, or share", rf"{_PART}{NOUNS} of {_THE}{_WHOLE}{NOUNS}{_SAID}{_SHARE}{_ENDS}"),
    ("part (share) of whole", rf"{_PART}{NOUNS}(?: \(|, or ){HEDGE}{_SHARE}(?:\)|,) of {_THE}{_WHOLE}"),
    ("part, or share of whole", rf"{_PART}{NOUNS}{_OPENS}{_SHARE} of {_THE}{_WHOLE}"),
    (
        "share of them, part of whole",
        rf"{_SHARE} of [^⟦⟧,.;()]*(?:, | \(| – | — ){HEDGE}{_PART} of {_THE}{_WHOLE}{_CLOSED}",
    ),
    ("share (part of whole)", rf"{_SHARE} \({HEDGE}{_PART} of {_THE}{_WHOLE}{NOUNS}\)"),
    ("share of them, ratio", rf"{_SHARE}(?: of [^⟦⟧,.;()]*,| \() ?{HEDGE}{_RATIO}{_CLOSED}"),
    (
        "end, ratio times the start",
        rf"{_PART}{NOUNS}(?:,| \(| –| —) {HEDGE}{_FOLD} (?:{_AS_MANY_AS}{_THE}|{_ITS}){_WHOLE}",
    ),
    ("share (part) of whole", rf"{_SHARE}(?: \(|, or ){HEDGE}{_PART}{NOUNS}(?:\)|,) of {_THE}{_WHOLE}"),
    ("share of whole, or part", rf"{_SHARE} of {_THE}{_WHOLE}{NOUNS}{_OPENS}{_PART}{_CLOSED}"),
    ("part of whole, share,", rf"{_PART} of {_THE}{_WHOLE}{NOUNS}, {HEDGE}{_SHARE}{_CLOSED}"),
    ("share of whole, or part things", rf"{_SHARE} of {_THE}{_WHOLE}{NOUNS}, or {HEDGE}{_PART}{_THINGS}{_CLOSED}"),
    ("of whole, share, or part", rf"{_OF_WHOLE}{HEDGE}{_SHARE}{_SAID}{_PART}{_CLOSED}"),
    ("ratio, or share", rf"{_RATIO}{NOUNS}{_SAID}{_SHARE}{_ENDS}"),
    ("most of whole, part", rf"{_MOST} of {_THE}{_WHOLE}{NOUNS}{_OPENS}{_PART}{_CLOSED}"),
    ("most (part) of whole", rf"{_MOST}(?: \(|, or ){HEDGE}{_PART}(?:\)|,) of {_THE}{_WHOLE}"),
    ("of whole, most (part)", rf"{_OF_WHOLE}{_MOST}(?:, | \(| – | — ){HEDGE}{_PART}{_CLOSED}"),
    ("of those, part, or share", rf"^[“\"]?of (?:those|these|them), {HEDGE}{_PART}{NOUNS}{_SAID}{_SHARE}{_ENDS}"),
)
"""The wordings that tie a share to its count and whole, each with its name."""
_OF = re.compile(_OF_WHOLE, re.IGNORECASE)
_MEMBER = re.compile(rf"{_PART}{NOUNS}{_SAID}{_SHARE}{_ENDS}")
"""A part with its share, in the list after "of the 957 agreements,"."""
_PATTERNS = tuple(re.compile(pattern, re.IGNORECASE) for _, pattern in WORDINGS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Proportion:
    """A share with its part and whole, as one wording ties them.

    `share` is None for a majority, whose word is `most`; `part` and `whole` are None where `ratio` gives both at once
    ("473 out of 957").
    """

    part: Claim | None
    whole: Claim | None
    share: Claim | None
    ratio: Claim | None = None
    most: str = ""


def proportions(sentences: Sequence[Skeleton]) -> Iterator[Proportion]:
    """Yield the proportions that a text spells out."""
    for place, sentence in enumerate(sentences):
        before = sentences[place - 1] if place else None
        for pattern in _PATTERNS:
            for found in pattern.finditer(sentence.text):
                made = _made(found, sentence, before)
                if made is not None:
                    yield made
        yield from _members(sentence)


def _members(sentence: Skeleton) -> Iterator[Proportion]:
    """Yield each part with its share in "of the 957, 473 (49 percent) are …, 357 (37 percent) … and …"."""
    opening = _OF.search(sentence.text)
    if opening is None:
        return
    whole = sentence.claim(opening["whole"])
    for found in _MEMBER.finditer(sentence.text, opening.end()):
        part = sentence.claim(found["part"])
        if GLUE.search(sentence.text[: found.start()]) and part.quantity.unit == whole.quantity.unit:
            yield Proportion(part=part, whole=whole, share=sentence.claim(found["share"]))


def _made(found: re.Match[str], sentence: Skeleton, before: Skeleton | None) -> Proportion | None:
    names = found.groupdict()
    claims = {name: sentence.claim(place) for name, place in names.items() if name != "most" and place is not None}
    whole = claims.get("whole")
    if whole is None and "ratio" not in claims:
        whole = _counted_before(sentence, before)
    part = claims.get("part")
    if "ratio" not in claims and (whole is None or part is None or part.quantity.unit != whole.quantity.unit):
        return None
    return Proportion(
        part=part, whole=whole, share=claims.get("share"), ratio=claims.get("ratio"), most=names.get("most") or ""
    )


def _counted_before(sentence: Skeleton, before: Skeleton | None) -> Claim | None:
    """Return what "those" are: the only number of the sentence before."""
    if before is None or not neighbours(before, sentence):
        return None
    counted = before.marks("C")
    return before.claim(counted[0]) if len(counted) == 1 and not before.marks("SRX") else None
