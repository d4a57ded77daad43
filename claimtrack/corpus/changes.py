"""What changed between two versions of a document: nothing, what stands outside the text, or the text, and where."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from enum import StrEnum

from claimtrack.corpus.document import Document

BUDGET = 1_000_000
"""Pairs of words that are looked at in a document; a block that would take more is one stretch, whole."""
MOST_PARAGRAPHS = 4_000
"""Paragraphs that are aligned one by one; what lies between the common ends of longer texts is one block."""
GAP = 2
"""So many unchanged words between two changes are shown with them: single words tell nobody what changed."""
_WORD = re.compile(r"\S+\s*|\s+")
_PARAGRAPH = re.compile(r"[^\n]*\n|[^\n]+")


class ChangeKind(StrEnum):
    """Where the change is. Outside the text: its metadata, such as the date or the publisher."""

    UNCHANGED = "unchanged"
    OUTSIDE = "outside"
    TEXT = "text"


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """A piece of the earlier text (`start` to `end`) and what has its place in the later one; either may be empty."""

    start: int
    end: int
    new_start: int
    new_end: int


def kind_of_change(before: Document, after: Document) -> ChangeKind:
    """Return what changed from one version of a document to another."""
    if before.text != after.text:
        return ChangeKind.TEXT
    return ChangeKind.UNCHANGED if before == replace(after, source_lines=before.source_lines) else ChangeKind.OUTSIDE


def changed_stretches(before: str, after: str) -> tuple[Stretch, ...]:
    """Return where two texts differ, in order: paragraphs first, then the words of those that changed.

    The words of long rewritten blocks are not aligned (BUDGET), so that a text of a megabyte takes a moment.
    """
    found: list[Stretch] = []
    budget = BUDGET
    for block in _changed(_Pieces.of(_PARAGRAPH, before), _Pieces.of(_PARAGRAPH, after), MOST_PARAGRAPHS**2):
        old, new = (
            _Pieces.of(_WORD, before, block.start, block.end),
            _Pieces.of(_WORD, after, block.new_start, block.new_end),
        )
        found += _joined(_changed(old, new, budget), before)
        budget -= len(old.texts) * len(new.texts)
    return tuple(found)


@dataclass(frozen=True, slots=True)
class _Pieces:
    """A stretch of a text in pieces, with the offset of each and of the end."""

    texts: list[str]
    starts: list[int]

    @classmethod
    def of(cls, pattern: re.Pattern[str], text: str, start: int = 0, end: int | None = None) -> _Pieces:
        """Return the pieces that `pattern` makes of `text[start:end]`."""
        end = len(text) if end is None else end
        found = list(pattern.finditer(text, start, end))
        return cls([match.group() for match in found], [*(match.start() for match in found), end])


def _changed(old: _Pieces, new: _Pieces, budget: int) -> Iterator[Stretch]:
    """Yield where the pieces differ; as one stretch what lies between the common ends, when that is over budget."""
    head = _common(old.texts, new.texts)
    tail = _common(old.texts[head:][::-1], new.texts[head:][::-1])
    a, b = old.texts[head : len(old.texts) - tail], new.texts[head : len(new.texts) - tail]
    for i, j, k, m in [(0, len(a), 0, len(b))] if len(a) * len(b) > budget else _differing(a, b):
        if i < j or k < m:
            yield Stretch(
                start=old.starts[head + i],
                end=old.starts[head + j],
                new_start=new.starts[head + k],
                new_end=new.starts[head + m],
            )


def _differing(a: list[str], b: list[str]) -> Iterator[tuple[int, int, int, int]]:
    # autojunk stays on: it bounds the cost of pieces that repeat themselves.
    yield from ((i, j, k, m) for tag, i, j, k, m in SequenceMatcher(None, a, b).get_opcodes() if tag != "equal")


def _common(a: list[str], b: list[str]) -> int:
    return next((n for n, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))


def _joined(stretches: Iterator[Stretch], before: str) -> Iterator[Stretch]:
    """Yield the stretches, those as one that only GAP words or fewer part."""
    last: Stretch | None = None
    for stretch in stretches:
        if last is not None and len(before[last.end : stretch.start].split()) <= GAP:
            last = replace(last, end=stretch.end, new_end=stretch.new_end)
            continue
        if last is not None:
            yield last
        last = stretch
    if last is not None:
        yield last
