from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from claimtrack.corpus.document import Selector
from claimtrack.corpus.selector import CONTEXT, anchor, select


@st.composite
def texts_and_spans(draw: st.DrawFn) -> tuple[str, int, int]:
    text = draw(st.text(max_size=200))
    start = draw(st.integers(0, len(text)))
    return text, start, draw(st.integers(start, len(text)))


@given(texts_and_spans())
def test_selected_text_is_found_where_it_was(case: tuple[str, int, int]) -> None:
    text, start, end = case
    selector = select(text, start, end)
    assert text[start:end] == selector.exact
    assert text[: selector.start].endswith(selector.prefix)
    assert text[selector.end :].startswith(selector.suffix)
    assert max(len(selector.prefix), len(selector.suffix)) <= CONTEXT
    assert anchor(text, selector) == (start, end)


@given(texts_and_spans(), st.text(max_size=50), st.text(max_size=50))
def test_an_anchor_always_holds_the_quotation(case: tuple[str, int, int], before: str, after: str) -> None:
    text, start, end = case
    selector = select(text, start, end)
    moved = before + text + after
    found = anchor(moved, selector)
    if found is not None:
        assert moved[found[0] : found[1]] == selector.exact


@given(texts_and_spans(), st.text(min_size=1, max_size=50))
def test_text_put_in_front_moves_the_anchor(case: tuple[str, int, int], before: str) -> None:
    text, start, end = case
    selector = select(text, start, end)
    needle = selector.prefix + selector.exact + selector.suffix
    moved = before + text
    assume(needle and moved.find(needle) == moved.rfind(needle))
    assume(moved[start:end] != selector.exact)
    assert anchor(moved, selector) == (start + len(before), end + len(before))


@given(st.text(max_size=200), st.text(max_size=40), st.text(max_size=32), st.text(max_size=32), st.integers(-5, 300))
def test_any_selector_is_answered(text: str, exact: str, prefix: str, suffix: str, start: int) -> None:
    selector = Selector(exact=exact, prefix=prefix, suffix=suffix, start=start, end=start + len(exact))
    found = anchor(text, selector)
    assert found is None or text[found[0] : found[1]] == exact


def test_two_places_are_no_place() -> None:
    line = "The list had 958 agreements, the office said on Tuesday in a statement.\n"
    selector = select(line, 13, 16)
    assert anchor("x" + line + line, selector) is None
    assert anchor("x" + line, selector) == (14, 17)


def test_same_place_with_other_context_is_not_enough() -> None:
    selector = select("It fell to 958 last week.", 11, 14)
    assert anchor("It rose by 958 percent!!", selector) is None
    assert anchor("It fell to 958 this week!", selector) == (11, 14)


@pytest.mark.parametrize(("start", "end"), [(-1, 2), (3, 2), (0, 5)])
def test_offsets_outside_the_text(start: int, end: int) -> None:
    with pytest.raises(ValueError, match="not within a text of 4 characters"):
        select("text", start, end)
