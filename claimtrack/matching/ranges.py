"""Ranges of ages and sums: what a text says ("60 and older", "under 30") and what answers hold ("> 60", "18 - 29")."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

LOWEST, HIGHEST = 0, 10**12
_NUMBER = r"\$?\s?(\d[\d,]*)(k\b)?"
_UP = re.compile(
    rf"(?:>=?\s*|over |above |more than |older than |at least )?{_NUMBER}\s*"
    r"(?:\+|(?:years? )?(?:old )?(?:and|or) (?:up|over|older|above|more|greater|higher)\b)",
    re.IGNORECASE,
)
_OVER = re.compile(rf"(?:>=?\s*|\b(?:over|above|older than|more than|at least)\s+){_NUMBER}", re.IGNORECASE)
_UNDER = re.compile(
    rf"(?:<=?\s*|\b(?:under|below|younger than|less than|up to)\s+){_NUMBER}"
    rf"|{_NUMBER}\s*(?:and|or) (?:under|younger|less|below)\b",
    re.IGNORECASE,
)
_BETWEEN = re.compile(rf"{_NUMBER}-?\s*(?:-|–|—|to|and|through)\s*{_NUMBER}", re.IGNORECASE)
_FORMS = (("up", _UP), ("between", _BETWEEN), ("under", _UNDER), ("over", _OVER))
_AGES = re.compile(r"\b(?:ages?|aged|years?|old|older|younger|seniors?)\b", re.IGNORECASE)
_SUMS = re.compile(r"\$|\b(?:income|earn|make|money|salary|dollars?|household)", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Range:
    """Numbers from `low` up to `high`; where it stands in its text."""

    low: int
    high: int
    start: int
    end: int

    def holds(self, other: Range) -> bool:
        """Whether another lies in it; ends that differ by one are the same ("over 60" and "60+")."""
        return self.low <= other.low + 1 and other.high <= self.high + 1


def ranges_in(text: str) -> tuple[Range, ...]:
    """Return the ranges that a text names, longest wording first where two overlap."""
    found: list[Range] = []
    for form, pattern in _FORMS:
        for match in pattern.finditer(text):
            if not any(match.start() < r.end and r.start < match.end() for r in found):
                found.append(_range(form, match))
    return tuple(found)


def answer_range(answer: str) -> Range | None:
    """Return the range that a whole answer is, None when it is none."""
    found = ranges_in(answer)
    return found[0] if len(found) == 1 and len(answer) - (found[0].end - found[0].start) <= len(answer) // 2 else None


def covered(wanted: Range, answers: Iterable[tuple[str, Range]]) -> tuple[str, ...]:
    """Return the answers that make up a range exactly; none when they do not."""
    inside = sorted(((r, a) for a, r in answers if wanted.holds(r)), key=lambda pair: pair[0].low)
    # "Under 30" reaches down to the youngest who were asked.
    reaches = bool(inside) and (wanted.low == LOWEST or abs(inside[0][0].low - wanted.low) <= 1)
    if not reaches or abs(inside[-1][0].high - wanted.high) > 1:
        return ()
    joined = all(abs(b.low - a.high) <= 1 for (a, _), (b, _) in pairwise(inside))
    return tuple(answer for _, answer in inside) if joined else ()


def is_about(text: str, question: str, answers: Sequence[str]) -> bool:
    """Whether a text that names a range speaks of what a question asks: ages or sums of money."""
    asked = f"{question} {' '.join(answers[:3])}"
    if _SUMS.search(asked):
        return _SUMS.search(text) is not None
    return _AGES.search(question) is not None and (_SUMS.search(text) is None or _AGES.search(text) is not None)


def _range(form: str, match: re.Match[str]) -> Range:
    numbers = [_whole(digits, thousand) for digits, thousand in _pairs(match) if digits]
    match form:
        case "up" | "over":
            low, high = numbers[0], HIGHEST
        case "under":
            low, high = LOWEST, numbers[0]
        case "between":
            low, high = min(numbers), max(numbers)
        case _:
            raise ValueError(f"no form {form!r}")
    return Range(low=low, high=high, start=match.start(), end=match.end())


def _pairs(match: re.Match[str]) -> list[tuple[str | None, str | None]]:
    groups = match.groups()
    return list(zip(groups[::2], groups[1::2], strict=True))


def _whole(digits: str | None, thousand: str | None) -> int:
    number = int((digits or "0").replace(",", "")[:12] or 0)
    return number * 1000 if thousand else number
