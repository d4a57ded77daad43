"""Which names belong to which number, and what a number counts that leaves its noun out."""

from __future__ import annotations

import pytest
from builders import document

from claimtrack.claims.claim import Claim, Origin
from claimtrack.claims.extract import extract_claims


def claim(text: str, number: str) -> Claim:
    found = [claim for claim in extract_claims(document(text)) if claim.set_aside is None]
    (one,) = [claim for claim in found if claim.number is not None and claim.number.text == number]
    return one


def near(text: str, number: str) -> set[str]:
    """The names of the number's own sentence."""
    wide = {Origin.PARAGRAPH, Origin.HEADLINE}
    return {word.text for word in claim(text, number).scope_words if word.origin not in wide}


@pytest.mark.parametrize(
    ("text", "whole", "part", "place"),
    [
        ("Nationwide 68 applications were pending, 36 of them in Ohio.", "68", "36", "Ohio"),
        ("Some 12 applications were pending on Feb. 17, none from Ohio.", "12", "none", "Ohio"),
        ("A further 68 applications are pending: 7 for Utah and 18 for Ohio.", "68", "18", "Ohio"),
    ],
)
def test_the_place_of_a_part_is_not_that_of_the_whole(text: str, whole: str, part: str, place: str) -> None:
    assert place in near(text, part)
    assert place not in near(text, whole)


def test_a_colon_ends_the_clause_of_the_whole() -> None:
    text = "A further 68 applications are pending: 7 for rowing, 18 for running and 43 for tennis."
    assert claim(text, "68").clause.text == "A further 68 applications are pending"
    assert claim(text, "18").clause.text == "18 for running"


def test_the_ends_of_one_change_share_its_clause() -> None:
    text = "Youth memberships nearly doubled, from 231 to 455, while the senior kind crept up from 87 to 123."
    whole = "Youth memberships nearly doubled, from 231 to 455"
    assert [claim(text, number).clause.text for number in ("231", "455")] == [whole, whole]


@pytest.mark.parametrize(
    ("text", "number", "head", "restrictors"),
    [
        ("The roster has 42 youth clubs across its five largest counties. Texas has 26.", "26", "club", ()),
        ("The roster has 42 clubs in 12 counties, and another 9 are new.", "9", "club", ()),
        ("Ohio has 42 youth clubs, Texas 26.", "26", "club", ("youth",)),
        ("Most, 33, are warrant service officers.", "33", "officer", ("warrant", "service")),
    ],
)
def test_a_left_out_noun_is_a_thing_counted(text: str, number: str, head: str, restrictors: tuple[str, ...]) -> None:
    one = claim(text, number)
    assert (one.head, one.restrictors) == (head, restrictors)


def test_none_is_a_count_only_where_a_count_stands_before_it() -> None:
    found = extract_claims(document("It does not matter, none in the least."))
    assert [claim.number.text for claim in found if claim.number is not None] == []
