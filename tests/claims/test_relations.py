"""Ties: one change, one pair of ends."""

from __future__ import annotations

import pytest
from builders import document

from claimtrack.claims.extract import extract_claims
from claimtrack.quantity import Role


def ties(text: str, number: str) -> dict[str, list[str]]:
    found = {claim.id: claim for claim in extract_claims(document(text)) if claim.set_aside is None}
    (claim,) = [claim for claim in found.values() if claim.number is not None and claim.number.text == number]
    kinds = {relation.kind for relation in claim.relations}
    return {kind: [found[r.claim_id].number.text for r in claim.relations if r.kind == kind] for kind in sorted(kinds)}


def roles(text: str) -> dict[str, Role]:
    return {claim.number.text: claim.quantity.role for claim in extract_claims(document(text))}


TWO_CHANGES = (
    "Memberships rose from 506 to 901 over that time, a 78 percent increase. "
    "Youth memberships nearly doubled, from 231 to 455, while the senior kind crept up from 87 to 123."
)


@pytest.mark.parametrize(
    ("number", "ends"),
    [
        ("78 percent", {"from": ["506"], "to": ["901"]}),
        ("doubled", {"from": ["231"], "to": ["455"]}),
        ("123", {"from": ["87"]}),
        ("901", {"from": ["506"], "change": ["78 percent"]}),
    ],
)
def test_a_change_is_tied_to_the_nearest_pair_only(number: str, ends: dict[str, list[str]]) -> None:
    assert ties(TWO_CHANGES, number) == ends


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("Permits nearly doubled, from 231 to 455.", "231", "455"),
        ("Permits tripled from 40 to 120 in the county.", "40", "120"),
        ("Loans fell 20 percent last year, from 5,000 to 4,000.", "5,000", "4,000"),
        ("Enrollment is up from 26 to 138.", "26", "138"),
        ("Shelters surged more than sixfold, going from 12 to 80.", "12", "80"),
        ("From 135 to 957 shelters is a 609 percent increase.", "135", "957"),
    ],
)
def test_ends_that_spell_out_a_change_have_roles(text: str, start: str, end: str) -> None:
    found = roles(text)
    assert (found[start], found[end]) == (Role.FROM, Role.TO)
    assert ties(text, end)["from"] == [start]


@pytest.mark.parametrize("text", ["Rents run from 700 to 900 dollars.", "From 700 to 900 dollars is a normal rent."])
def test_a_span_without_a_change_stays_a_range(text: str) -> None:
    assert list(roles(text)) == ["700 to 900 dollars"]


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("The port handled 138 ships in March, up from 26 in May.", "26", "138 ships"),
        ("Up from 26 in January, Ohio now has 138 shelters.", "26", "138"),
        ("Ohio has 138 shelters, up from 26, and Utah 327, up from 48.", "48", "327"),
        ("Ohio has 138 shelters, up from 26, and Utah 327, up from 48.", "26", "138"),
        ("Utah has 138 shelters. That is up from 26 a year ago.", "26", "138"),
        ("The fleet grew by 36 buses, from 87 to 123.", "87", "123"),
    ],
)
def test_a_start_finds_its_end(text: str, start: str, end: str) -> None:
    assert ties(text, start)["to"] == [end.split()[0]]


@pytest.mark.parametrize(
    "text",
    [
        "The club had 135 members in January. Now it has 506. That makes for an increase of 275 percent.",
        "The club had 135 members in January; it now counts 506. That is a rise of 275 percent.",
        "On June 3 the club had 506 members. In January there were 135. That is a rise of 275 percent.",
    ],
)
def test_a_change_without_ends_takes_the_two_dated_levels_before_it(text: str) -> None:
    assert ties(text, "275 percent") == {"from": ["135"], "to": ["506"]}


@pytest.mark.parametrize(
    "text",
    [
        "It had 135 members in January and 80 in May. Now it has 506 members. That is a rise of 275 percent.",
        "The club had 135 members in January. Now it has 506 boats. That is a rise of 275 percent.",
        "Ohio had 135 members in January. Utah now has 506 members. That is a rise of 275 percent.",
        "The club had 135 members in January. It now has 506.\nThat is a rise of 275 percent.",
    ],
)
def test_dated_levels_that_may_not_belong_together_are_left_alone(text: str) -> None:
    assert ties(text, "275 percent") == {}


def test_a_change_of_another_thing_has_no_ends() -> None:
    assert ties("Arrests rose from 506 to 901 while complaints climbed 12 percent.", "12 percent") == {}
    assert ties("Arrests rose from 506 to 901. Complaints climbed 12 percent.", "12 percent") == {}
    assert ties("Arrests rose from 506 to 901. Ohio saw a 12 percent rise in arrests.", "12 percent") == {}


@pytest.mark.parametrize(
    ("text", "roles"),
    [
        ("Leases grew more slowly, from 100 in May to 129.", ["from", "to"]),
        ("Leases have grown quickly, from 100 leases in late May to 129.", ["from", "to"]),
        ("Leases were drawn up quickly, from 100 desks in May.", ["level"]),
    ],
)
def test_ends_behind_an_adverb(text: str, roles: list[str]) -> None:
    found = [claim for claim in extract_claims(document(text)) if claim.set_aside is None]
    assert [str(claim.quantity.role) for claim in found] == roles
    if roles == ["from", "to"]:
        assert found[1].as_of is None
