"""Numbers that rank: ordinals that count ("the 9th county to sign"), places in a table, years of a record."""

from __future__ import annotations

import re

from claimtrack.claims.tokens import Tokens

_RANKED = frozenset("rank ranks ranked ranking stands stand stood placed places".split())
_SUPERLATIVE = frozenset(
    "largest biggest highest lowest smallest busiest richest poorest deadliest oldest youngest fastest slowest longest "
    "tallest safest worst best most fewest heaviest warmest coldest hottest wettest driest costliest populous".split()
)
_EXTREMES = _SUPERLATIVE | frozenset(
    "steepest sharpest strongest weakest fewest record exceeded surpassed topped matched seen".split()
)
_PEAK = frozenset("highest lowest peaked peak highs lows bottomed".split())
_MONTHS = re.compile(r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*$")
_REACH = 9


def ordinal_rank(tokens: Tokens, first: int, last: int) -> int | None:
    """Return the last token of an ordinal that ranks, or None: "9th … to sign", "fifth-largest", "stands sixth"."""
    after = tokens.word(last + 1)
    said = tokens.word(first - 2).isalpha()
    if after == "-" and tokens.word(last + 2) in _SUPERLATIVE and said:
        return last + 2
    if (
        after in _SUPERLATIVE
        and tokens.word(first - 1) in {"the", "its", "a", "nation's", "country's", "world's"}
        and said
    ):
        return last + 1
    if after == "place" and tokens.word(first - 1) in {"to", "in", "into"} and _is_table(tokens):
        return last + 1
    if tokens.word(first - 1) in _RANKED:
        return last
    return last if tokens.words[first] != "first" and _counts_up(tokens, last + 1) else None


def _is_table(tokens: Tokens) -> bool:
    return not {"ranking", "rankings", "list", "table", "ranked", "states", "countries"}.isdisjoint(tokens.words)


def _counts_up(tokens: Tokens, at: int) -> bool:
    """Whether a noun and "to" with a verb follow: "9th Utah sheriff's office to do so"."""
    for step in range(at, min(at + _REACH, len(tokens))):
        word = tokens.word(step)
        if word == "to":
            return step > at and tokens.word(step + 1).isalpha() and tokens.word(step + 1) not in {"the", "a", "last"}
        if word in {"in", "of", "on", "at", "for", "and", "or", "that", "time"} or not (
            word[:1].isalnum() or word in {"'", "’", "-"}
        ):
            return False
    return False


RECORD_YEAR = "rank.record_year"
"""The cue of a year that dates a record: "the lowest since 2009"."""


def record_year(tokens: Tokens, index: int) -> bool:
    """Whether the year at token `index` dates a record: "the lowest since 2009", "was highest in 1991"."""
    at = index - 1
    while _MONTHS.match(tokens.word(at)) or tokens.word(at) in {".", ",", "the", "early", "late"}:
        at -= 1
    before = tokens.words[max(0, at - _REACH) : at]
    if ":" in before:
        return False
    if tokens.word(at) == "since":
        return not _EXTREMES.isdisjoint(before)
    if tokens.word(at) != "in":
        return False
    return tokens.word(at - 1) in _PEAK or (tokens.word(at - 1) == "exceeded")
