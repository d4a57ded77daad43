"""Selectors: quoting a stretch of text so that it can be found again after the text around it changed."""

from __future__ import annotations

from claimtrack.corpus.document import Selector

CONTEXT = 32


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


def _stands_in_place(text: str, selector: Selector) -> bool:
    start, end = selector.start, selector.end
    if not 0 <= start <= end <= len(text) or text[start:end] != selector.exact:
        return False
    before, after = text[max(0, start - CONTEXT) : start], text[end : end + CONTEXT]
    return before == selector.prefix or after == selector.suffix
