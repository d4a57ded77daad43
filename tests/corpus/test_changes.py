"""What changed between two versions, and where a quotation of the one stands in the other."""

from __future__ import annotations

import random
import time
from dataclasses import replace

import pytest
from builders import document
from hypothesis import given
from hypothesis import strategies as st

from claimtrack.corpus.changes import ChangeKind, changed_stretches, kind_of_change
from claimtrack.corpus.selector import CONTEXT, Anchoring, reanchor, select

TEXT = "Agencies sign up\nThe office had 958 agencies on Tuesday.\nIt trained 8,501 officers.\n"
WORDS = st.lists(st.sampled_from(["The ", "office ", "had ", "958 ", "agencies.", "\n", "135 "]), max_size=30)


def pieces(before: str, after: str) -> list[tuple[str, str]]:
    return [(before[s.start : s.end], after[s.new_start : s.new_end]) for s in changed_stretches(before, after)]


def test_the_kind_of_a_change() -> None:
    page = document(TEXT)
    assert kind_of_change(page, page) is ChangeKind.UNCHANGED
    assert kind_of_change(page, replace(page, publisher="Another")) is ChangeKind.OUTSIDE
    assert kind_of_change(page, replace(page, text=TEXT.replace("958", "957"))) is ChangeKind.TEXT


def test_a_changed_word_is_one_stretch() -> None:
    assert pieces(TEXT, TEXT.replace("958", "957")) == [("958 ", "957 ")]


def test_changes_that_a_word_or_two_part_are_one() -> None:
    assert pieces("It had 958 agencies in Texas today.", "It had 40 agencies in Utah today.") == [
        ("958 agencies in Texas ", "40 agencies in Utah ")
    ]


def test_a_new_paragraph_has_nothing_before_it() -> None:
    assert pieces(TEXT, TEXT + "Correction: it was 957.\n") == [("", "Correction: it was 957.\n")]


@given(WORDS, WORDS)
def test_the_stretches_make_the_later_text_of_the_earlier_one(old: list[str], new: list[str]) -> None:
    before, after = "".join(old), "".join(new)
    made, done = "", 0
    for stretch in changed_stretches(before, after):
        made += before[done : stretch.start] + after[stretch.new_start : stretch.new_end]
        done = stretch.end
    assert made + before[done:] == after


@pytest.mark.parametrize("line", [5, 200_000])
def test_a_megabyte_takes_a_moment(line: int) -> None:
    chance = random.Random(1)
    words = [chance.choice(["the", "a", "of", "958", "agencies"]) for _ in range(250_000)]
    lines = ["\n" if n % line == 0 else f"{word} " for n, word in enumerate(words)]
    changed = [f"{chance.random()} " if n % 7 == 0 else word for n, word in enumerate(lines)]
    started = time.process_time()
    assert changed_stretches("".join(lines), "".join(changed))
    assert time.process_time() - started < 5


@st.composite
def edited_elsewhere(draw: st.DrawFn) -> tuple[str, str, int, int, int]:
    """A text, the same edited beyond a quotation's context, the quotation's place, and how far it was moved."""
    text = "".join(draw(st.lists(st.sampled_from(["ab", "958", " ", "\n", "c"]), min_size=1, max_size=80)))
    start = draw(st.integers(0, len(text)))
    end = draw(st.integers(start, min(len(text), start + 6)))
    stop, resume = max(0, start - CONTEXT), min(len(text), end + CONTEXT)
    pieces = st.text(alphabet="ab958 \nc", max_size=60) | st.just(text[stop:resume]) | st.just(text[stop:resume] * 2)
    head = draw(st.just(text[:stop]) | pieces) if stop else ""
    tail = draw(st.just(text[resume:]) | pieces) if resume < len(text) else ""
    return text, head + text[stop:resume] + tail, start, end, len(head) - stop


@given(edited_elsewhere())
def test_an_edit_elsewhere_never_moves_a_quotation_to_another_one(case: tuple[str, str, int, int, int]) -> None:
    before, after, start, end, moved = case
    found = reanchor(before, after, select(before, start, end))
    if found.how is Anchoring.ORPHANED:
        assert found.start is None
        return
    assert found.start is not None
    same = after.startswith(before[:end]) or after.endswith(before[start:])
    assert found.start == start + moved or same
    assert (found.how is Anchoring.EXACT) == (found.start == start)


def test_what_stands_twice_is_orphaned() -> None:
    line = "The list had 958 agreements, the office said on Tuesday in a statement.\n"
    selector = select(line, 13, 16)
    assert reanchor(line, f"x{line}{line}y", selector).how is Anchoring.ORPHANED
    assert reanchor(line, f"x{line}y", selector).start == 14


def test_a_quotation_whose_sentence_changed_on_one_side_moves() -> None:
    before = "The list of the office had 958 agreements on Monday morning, it said in a statement."
    after = "In the news: the list of the office had 958 agreements as of Monday."
    found = reanchor(before, after.replace("the list", "The list"), select(before, 27, 41))
    assert (found.how, found.start) == (Anchoring.MOVED, 40)


def test_a_number_that_was_edited_is_orphaned() -> None:
    assert reanchor(TEXT, TEXT.replace("958", "957"), select(TEXT, 32, 35)).how is Anchoring.ORPHANED
