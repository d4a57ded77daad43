"""The cheap stages in front of the parser: paragraphs, sentences, and whether a text holds any number."""

from __future__ import annotations

import re
from collections.abc import Iterator

from claimtrack.claims.tables.numerals import (
    BARE_MULTIPLES,
    CARDINALS,
    DENOMINATORS,
    GROUPS,
    MULTIPLES,
    OPEN,
    ORDINALS,
)

MAX_SENTENCE = 1000

_WORDS = sorted(
    {*CARDINALS, *GROUPS, *OPEN, *MULTIPLES, *BARE_MULTIPLES, "half", "hundred", "thousand", "million", "billion",
    "trillion",
     "lakh", "crore"}
    | {f"{word}" for word in DENOMINATORS if word.endswith("s") and len(word) > 5},
    key=len, reverse=True,
)  # fmt: skip
_NUMBER = re.compile(
    r"\d|[¼-¾⅐-⅞]|\b(?:" + "|".join(_WORDS) + r")\b|\b\w+fold\b"
    r"|\b(?:a|one)[ -](?:third|quarter|fourth|fifth|sixth|seventh|eighth|tenth)\b"
    r"|\b(?:" + "|".join(ORDINALS) + r")\b"
    r"|\b(?:none|no\s+\w[^.]{0,80}?\b(?:had|has|have))\b",
    re.IGNORECASE,
)
_DIGIT = re.compile(r"[\d¼-¾⅐-⅞]")
_LETTERS = re.compile(r"[a-z]+")
# Every wording of a number without a digit holds one of these words or ends in "fold".
_HINTS = frozenset(_WORDS) | frozenset(DENOMINATORS) | frozenset(ORDINALS) | {"none", "no"}
_END = re.compile(r"[.!?…]+[\"'”’)\]]*(?=\s+[\"'“‘(\[•—–-]*\s*[A-Z0-9“])|[.!?]+[”\"](?=[A-Z])")
_ABBREVIATIONS = frozenset(
    "mr mrs ms dr prof sen rep gov gen col lt sgt capt maj adm rev hon st ste mt ft no nos vs v etc inc corp co ltd "
    "llc bros "
    "jan feb mar apr jun jul aug sep sept oct nov dec mon tue tues wed thu thur thurs fri sat sun ave blvd rd hwy "
    "dept est "
    "approx fig figs al ala ariz ark calif colo conn fla ga ill ind kan ky la md mass mich minn miss mo mont neb "
    "nev okla ore "
    "pa tenn tex va wash wis wyo u.s u.k u.n e.g i.e a.m p.m d.c n.y n.j n.h n.c s.c n.d s.d p.o h.r s.b h.b cf ed "
    "vol pp p ch "
    "sec art pres supt atty apt ph.d jr sr messrs mmes gals sq min max avg cit univ assn".split()
)
_MAY_END = frozenset({"a.m", "p.m", "u.s", "inc", "co", "corp", "ltd", "etc", "jr", "sr", "d.c", "u.k", "n.y"})


def has_number(text: str) -> bool:
    """Whether the text may hold a number, in digits or words; False needs no further look."""
    if _DIGIT.search(text) is not None:
        return True
    lower = text.lower()
    # The one pattern over all wordings is slow: it is asked only where one of their words stands.
    hinted = not _HINTS.isdisjoint(_LETTERS.findall(lower)) or "fold" in lower
    return hinted and _NUMBER.search(text) is not None


def paragraphs(text: str) -> Iterator[tuple[int, int]]:
    """Yield the spans of the paragraphs (lines) that are not blank."""
    start = 0
    while start <= len(text):
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        if text[start:end].strip():
            yield start, end
        start = end + 1


def sentences(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the spans of the sentences of `text[start:end]`, trimmed, each at most MAX_SENTENCE long."""
    begin = start
    for match in _END.finditer(text, start, end):
        if _is_end(text, begin, match.start(), match.end()):
            yield from _capped(text, begin, match.end())
            begin = match.end()
    yield from _capped(text, begin, end)


def _is_end(text: str, begin: int, mark: int, after: int) -> bool:
    if text[mark] != "." or text[mark : mark + 2] == "..":
        return True
    word = re.search(r"[\w.’'-]*$", text[max(begin, mark - 24) : mark])
    last = word.group().lower() if word else ""
    following = text[after : after + 24].lstrip(" \t“\"‘'(")
    if last in _MAY_END:
        return following[:1].isupper() and (
            last in {"a.m", "p.m"} or re.match(r"(?:The|It|He|She|They|In|But|And|A|An)\b", following) is not None
        )
    if last in _ABBREVIATIONS or (len(last) == 1 and last.isalpha() and last != "i"):
        return False
    if re.fullmatch(r"(?:[a-z]\.)+[a-z]", last):
        return False
    # "1. First item": the number of a list item ends no sentence.
    return not (last.isdecimal() and len(last) < 3 and not text[begin : mark - len(last)].strip())


def _capped(text: str, begin: int, end: int) -> Iterator[tuple[int, int]]:
    while begin < end and text[begin].isspace():
        begin += 1
    while end > begin and text[end - 1].isspace():
        end -= 1
    while end - begin > MAX_SENTENCE:
        cut = text.rfind(" ", begin + MAX_SENTENCE // 2, begin + MAX_SENTENCE)
        cut = begin + MAX_SENTENCE if cut < 0 else cut
        yield begin, cut
        begin = cut
        while begin < end and text[begin].isspace():
            begin += 1
    if begin < end:
        yield begin, end
