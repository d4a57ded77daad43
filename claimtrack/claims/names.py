"""Scope words: the places, names and groups a text names, by sentence, without a parser."""

from __future__ import annotations

import re
from dataclasses import dataclass

from claimtrack.claims.tables.places import FIRST_WORDS, KINDS, NAMES

_NAME = re.compile(
    r"\b(?:[A-Z][\w&.]*(?:[’'][A-Za-z]+)?|[A-Z](?:\.[A-Z])+\.?)"
    r"(?:(?:\s+(?:of|the|de|la|and the)\s+|[\s-]+)(?:[A-Z][\w&]*(?:[’'][a-z]+)?))*"
)
_EXCLUDED = re.compile(
    r"(?:\bbesides|\boutside(?: of)?|\bother than|\bexcept(?: for)?|\bexcluding|\bapart from|\baside from|\bbut "
    r"not)\s+(?:the\s+)?$",
    re.IGNORECASE,
)
_GROUP = re.compile(
    r"\b(?:the|those|these|all)\s+(?:\w+\s+)?(?:states|counties|cities|agencies|countries|departments)\b", re.IGNORECASE
)
_PLAIN_STARTS = frozenset(
    "Outside Besides Except Excluding Elsewhere Apart Aside Including Like The A An In On At By For From To Of With "
    "As But And Or If When While After Before Since Until It Its They Their He She His Her We Our You Your I "
    "This That These Those There Here What Who Which Where Why How Some Most Many Several Few All Both Each Every "
    "No None Not Nearly Almost About Around "
    "More Over Under Up Down Only Just At Another Other One Two Three Four Five Six Seven Eight Nine Ten Eleven "
    "Twelve Twenty Thirty Forty Fifty "
    "Today Now Last Next Meanwhile However Back According Nationwide Federal Police Officers Officials Local State "
    "Agencies Agreements Between Among Across".split()
)
_MONTHS = frozenset(
    "January February March April May June July August September October November December Jan Feb Mar Apr Jun Jul "
    "Aug Sept Sep Oct Nov Dec "
    "Monday Tuesday Wednesday Thursday Friday Saturday Sunday Jan. Feb. Mar. Apr. Aug. Sept. Oct. Nov. Dec.".split()
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """A name in a text by document offsets; `kind` is place, name or group."""

    text: str
    kind: str
    start: int
    end: int
    excluded: bool


def find_names(text: str, start: int, end: int) -> list[Name]:
    """Return the names in `text[start:end]`, a sentence, in order; the sentence's first word counts only when known."""
    found: list[Name] = []
    for match in _NAME.finditer(text, start, end):
        found.extend(_pieces(text, start, match))
    found.extend(
        Name(text=match.group(), kind="group", start=match.start(), end=match.end(), excluded=False)
        for match in _GROUP.finditer(text, start, end)
    )
    return sorted(found, key=lambda name: (name.start, name.end))


def _pieces(text: str, sentence: int, match: re.Match[str]) -> list[Name]:
    begin, words = match.start(), match.group()
    first = words.split(maxsplit=1)[0]
    if first in _PLAIN_STARTS and (begin == sentence or words != first):
        rest = words[len(first) :].lstrip(" -")
        rest = re.sub(r"^(?:(?:of|the|de|la|and)\s+)+", "", rest)
        begin, words = match.end() - len(rest), rest
    if not words or words.rstrip(".") in _MONTHS or words.split()[0].rstrip(".") in _MONTHS or words in _PLAIN_STARTS:
        return []
    if begin == sentence and " " not in words and _bare(words) not in NAMES and not words.isupper():
        return []
    words = words.rstrip(".") if not words.endswith((".S.", ".C.")) and words not in NAMES else words
    excluded = _EXCLUDED.search(text, max(0, begin - 30), begin) is not None
    known = _place_inside(words)
    names = [
        Name(
            text=_bare(words),
            kind=_kind(words, text[match.end() : match.end() + 12]),
            start=begin,
            end=begin + len(_bare(words)),
            excluded=excluded,
        )
    ]
    if known is not None and known != _single_spaced(_bare(words)):
        # A page may break a place's name over lines or wide spaces; the span is the text's own.
        place = re.compile(r"\s+".join(map(re.escape, known.split()))).search(text, begin, match.end())
        if place is not None:
            names.append(
                Name(text=place.group(), kind="place", start=place.start(), end=place.end(), excluded=excluded)
            )
    return names


def _single_spaced(words: str) -> str:
    return " ".join(words.split())


def _bare(words: str) -> str:
    for ending in ("’s", "'s", "’", "'"):
        if words.endswith(ending):
            return words[: -len(ending)]
    return words


def _kind(words: str, after: str) -> str:
    bare = _single_spaced(_bare(words))
    last = bare.split()[-1].lower() if bare.split() else ""
    following = after.strip().split(maxsplit=1)[:1]
    if bare in NAMES or last in KINDS or (following and following[0].rstrip(".,;").lower() in KINDS):
        return "place"
    return "name"


def _place_inside(words: str) -> str | None:
    """Return a known place inside a longer name: "Utah" in "Utah Highway Patrol"."""
    parts = words.split()
    for size in (3, 2, 1):
        for at in range(len(parts) - size + 1):
            if parts[at] in FIRST_WORDS or _bare(parts[at]) in FIRST_WORDS:
                piece = _bare(" ".join(parts[at : at + size]))
                if piece in NAMES:
                    return piece
    return None
