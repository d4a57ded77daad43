"""Selectors: quoting a stretch of text so that it can be found again after the text around it changed."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from claimtrack.corpus.document import Selector

CONTEXT = 32


class Anchoring(StrEnum):
    """What became of a quotation in a later text: where it was, elsewhere for certain, or not to be found."""

    EXACT = "exact"
    MOVED = "moved"
    ORPHANED = "orphaned"


@dataclass(frozen=True, slots=True, kw_only=True)
class Anchored:
    """Where a quotation stands in a later text; `start` and `end` are None when it is orphaned."""

    how: Anchoring
    start: int | None = None
    end: int | None = None


ORPHANED = Anchored(how=Anchoring.ORPHANED)


def select(text: str, start: int, end: int) -> Selector:
    """Return the selector of `text[start:end]`, with up to 32 characters of context on either side.

    Raises ValueError when the offsets are not inside the text.
    """
    if not 0 <= start <= end <= len(text):
        raise ValueError(f"offsets {start}..{end} are not within a text of {len(text)} characters")
    return Selector(
        exact=text[start:end],
        prefix=text[max(0, start - CONTEXT) : start],
        suffix=text[end : end + CONTEXT],
        start=start,
        end=end,
    )


def anchor(text: str, selector: Selector) -> tuple[int, int] | None:
    """Return where the selector's quotation stands in `text`, or None when that is not certain.

    The recorded position, if the quotation is there with its prefix or its suffix; else the only place that has
    the quotation with both.
    """
    if _stands_in_place(text, selector):
        return selector.start, selector.end
    needle = selector.prefix + selector.exact + selector.suffix
    first = text.find(needle)
    if not needle or first < 0 or text.find(needle, first + 1) >= 0:
        return None
    start = first + len(selector.prefix)
    return start, start + len(selector.exact)


def reanchor(before: str, after: str, selector: Selector) -> Anchored:
    """Return where a quotation of the text `before` stands in `after`, the same document's later text.

    It is the same one when all up to its end, or all from its start on, is as it was; or when it stands just once in
    both texts with its prefix and suffix, or with one of the two. Where that leaves a choice it is orphaned: better
    lost than moved to another quotation.
    """
    start, end = selector.start, selector.end
    if not 0 <= start <= end <= len(before) or before[start:end] != selector.exact:
        return ORPHANED
    if after.startswith(before[:end]):
        return Anchored(how=Anchoring.EXACT, start=start, end=end)
    if after.endswith(before[start:]):
        return _anchored(len(after) - len(before) + start, selector)
    for prefix, suffix in ((selector.prefix, selector.suffix), (selector.prefix, ""), ("", selector.suffix)):
        place = _only_place(before, after, prefix + selector.exact + suffix)
        if (prefix or suffix) and place is not None:
            return _anchored(place + len(prefix), selector)
    return ORPHANED


def _anchored(start: int, selector: Selector) -> Anchored:
    how = Anchoring.EXACT if start == selector.start else Anchoring.MOVED
    return Anchored(how=how, start=start, end=start + len(selector.exact))


def _only_place(before: str, after: str, needle: str) -> int | None:
    """Return where `needle` stands in `after` if it stands there once, and once in `before`."""
    place = after.find(needle)
    if place < 0 or after.find(needle, place + 1) >= 0 or before.find(needle) != before.rfind(needle):
        return None
    return place


def _stands_in_place(text: str, selector: Selector) -> bool:
    start, end = selector.start, selector.end
    if not 0 <= start <= end <= len(text) or text[start:end] != selector.exact:
        return False
    before, after = text[max(0, start - CONTEXT) : start], text[end : end + CONTEXT]
    return before == selector.prefix or after == selector.suffix
