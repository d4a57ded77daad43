"""Numbers that a later version tells otherwise: edits in place, and what is none."""

from __future__ import annotations

from dataclasses import replace

import pytest

from claimtrack.claims.edits import Becoming, Told, continuations, new_notes, silent_edits
from claimtrack.claims.extract import extract_many
from claimtrack.corpus.document import Document, Source
from claimtrack.corpus.extract import read_document

BASE = (
    "Police departments join\n"
    "\n"
    "The office had 958 agencies in 40 states on Tuesday, up from 135 in January, a 609% increase, officials said.\n"
    "\n"
    "It trained 8,501 officers for $3 million in the course of the year, according to its budget.\n"
)


def told(text: str) -> Told:
    source = Source(name="page.txt", media="text", data=text.encode())
    page: Document = read_document(source, published=None)
    ((_, claims),) = extract_many([page])
    return Told(text=page.text, claims=claims)


def edits(before: str, after: str) -> list[tuple[str, str]]:
    return [(e.before.quote.exact, e.after.quote.exact) for e in silent_edits(told(before), told(after))]


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        ("958", "957", [("958 agencies", "957 agencies")]),
        ("8,501", "about 8,600", [("8,501 officers", "about 8,600 officers")]),
        ("958 agencies", "958 agreements", [("958 agencies", "958 agreements")]),
        ("$3 million", "€3 million", [("$3 million", "€3 million")]),
        ("$3 million", "$3.1 million", [("$3 million", "$3.1 million")]),
        ("8,501", "8501", []),
        ("$3 million", "$3,000,000", []),
        ("Tuesday", "Wednesday", []),
        ("958 agencies in 40", "957 departments in 40", []),
        ("The office had 958 agencies", "By now 957 agencies had joined the office", []),
    ],
)
def test_what_is_an_edit_of_a_number(old: str, new: str, found: list[tuple[str, str]]) -> None:
    assert old in BASE
    assert edits(BASE, BASE.replace(old, new)) == found


def test_numbers_of_one_sentence_are_edited_each_for_itself() -> None:
    after = BASE.replace("958", "957").replace("135", "136").replace("609%", "604%")
    assert [new for _, new in edits(BASE, after)] == ["957 agencies", "136", "604% increase"]


def test_a_number_moved_by_text_before_it_is_an_edit_all_the_same() -> None:
    after = BASE.replace("Police departments join\n", "More police departments join\n\nBy a reporter of ours\n")
    assert edits(BASE, after.replace("958", "957")) == [("958 agencies", "957 agencies")]


def test_there_and_back_are_two_edits() -> None:
    other = BASE.replace("958", "957")
    assert edits(BASE, other) == [("958 agencies", "957 agencies")]
    assert edits(other, BASE) == [("957 agencies", "958 agencies")]


@pytest.mark.parametrize(
    "note",
    [
        "Correction: The office has 957 agencies.",
        "CORRECTION (Sept. 4): The number of agencies was wrong.",
        "Corrected: the number of agencies",
        "Clarification — what is counted are agreements.",
        "Editor's note: the number of agencies was mended.",
        "An earlier version of this story misstated the number of agencies.",
        "This story has been updated to correct the number of agencies.",
        "This article was amended on 4 September 2025.",
        "(Corrects number of agencies in paragraph 2)",
    ],
)
def test_a_new_correction_note_makes_it_no_silent_edit(note: str) -> None:
    after = f"{BASE.replace('958', '957')}\n{note}\n"
    assert edits(BASE, after) == []
    hows = {c.how for c in continuations(told(BASE), told(after)) if c.before.quote.exact == "958 agencies"}
    assert hows == {Becoming.CORRECTED}


def test_a_note_that_was_there_before_says_nothing_of_this_edit() -> None:
    noted = f"{BASE}\nCorrection: An earlier version of this story named another office.\n"
    assert edits(noted, noted.replace("958", "957")) == [("958 agencies", "957 agencies")]


@pytest.mark.parametrize(
    "line",
    [
        "Updated 3 September 2025",
        "The Department of Corrections: 12 agreements",
        "The agency corrected its list in May.",
        "Correction-officer pay rises by 12 percent: what it costs",
        "This report was published on 4 September.",
    ],
)
def test_what_is_no_correction_note(line: str) -> None:
    assert new_notes("", line) == ()


def test_places_that_are_alike_are_left_alone() -> None:
    lines = "Where they are\n\nThere are 12 agencies here.\n\nThere are 14 agencies here.\n"
    assert edits(lines, lines.replace("12", "13")) == []


def test_a_table_row_is_known_by_its_name() -> None:
    rows = "Where they are\n\nTexas has 129 agencies.\n\nUtah has 14 agencies.\n"
    assert edits(rows, rows.replace("129", "130")) == [("129 agencies", "130 agencies")]


def test_the_same_number_in_another_sentence_is_re_anchored() -> None:
    after = BASE.replace("according to its budget", "as its budget says")
    found = [c for c in continuations(told(BASE), told(after)) if c.how is not Becoming.KEPT]
    assert {(c.before.quote.exact, c.how) for c in found} == {
        ("8,501 officers", Becoming.REANCHORED),
        ("$3 million", Becoming.REANCHORED),
    }
    assert all(c.before.id != c.after.id for c in found)


def test_claims_that_do_not_fit_their_text_are_passed_over() -> None:
    before = told(BASE)
    assert silent_edits(replace(before, text=BASE[::-1]), told(BASE)) == ()


def test_another_reading_of_the_same_words_is_no_edit() -> None:
    before, after = told(BASE), told(f"{BASE}\nMore is to come.\n")
    other = [replace(c, id=f"x{c.id}", quantity=replace(c.quantity, counted_noun="thing")) for c in before.claims]
    found = continuations(replace(before, claims=tuple(other)), after)
    assert {c.how for c in found} == {Becoming.REANCHORED}
    assert len(found) == sum(c.set_aside is None for c in before.claims)
