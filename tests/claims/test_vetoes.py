"""Numbers that are no claims, each with its reason."""

from __future__ import annotations

import pytest

from claimtrack.claims.scan import find_mentions
from claimtrack.claims.tokens import tokenize


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("It began on January 20, 2025.", "date"),
        ("The vote is on 12 October.", "date"),
        ("Filed on 3/14/2025.", "date"),
        ("It was signed in 1996.", "year"),
        ("He wrote it in the 1990s.", "year"),
        ("The 2023-24 season begins.", "year"),
        ("It had 1988 sales to report.", "year"),
        ("Doors open at 7:30 p.m.", "time"),
        ("They met between 8 a.m. and noon.", "time"),
        ("The agency joined the 287(g) program.", "section"),
        ("He cited Section 1373.", "section"),
        ("See 8 U.S.C. 1357.", "section"),
        ("They debated House Bill 511.", "bill"),
        ("Senators passed S.B. 8.", "bill"),
        ("Call 202-555-0143 for help.", "phone"),
        ("Residents may call 911.", "phone"),
        ("The office is at 500 12th Street SW.", "address"),
        ("Mail it to Washington, DC 20500.", "address"),
        ("She took Interstate 95.", "address"),
        ("The Boeing 737 landed.", "name"),
        ("COVID-19 closed the school.", "name"),
        ("A spokesman for District 9 declined.", "name"),
        ("The board voted 6-3.", "score"),
        ("See figure 3.", "citation"),
        ("Turn to page 212.", "page"),
        ("No one came.", "pronoun"),
        ("It was a one-on-one interview.", "pronoun"),
        ("The second suspect fled.", "ordinal"),
        ("1) The first item.", "list-marker"),
    ],
)
def test_is_set_aside_with_its_reason(text: str, reason: str) -> None:
    mentions = find_mentions(tokenize(text))
    assert mentions, "the number is not seen at all"
    assert all(mention.aside is not None for mention in mentions)
    first = mentions[0].aside
    assert first is not None
    assert first.reason == reason


@pytest.mark.parametrize(
    "text",
    [
        "Texas 204 and Georgia 31 signed.",
        "The number 958 agencies gave was wrong.",
        "Apple made 2000 hires.",
        "The 1520 sq m centre is let.",
        "Some 40,000 fans attended.",
        "Over 1996 people came.",
        "A 90 day old bill is late.",
    ],
)
def test_a_number_that_counts_is_kept(text: str) -> None:
    assert any(mention.aside is None for mention in find_mentions(tokenize(text)))


@pytest.mark.parametrize(
    "text", ["9th Utah sheriff’s office to do so", "Nigeria stands sixth.", "It is the fifth-largest in the country."]
)
def test_an_ordinal_that_counts_is_a_rank(text: str) -> None:
    (mention,) = find_mentions(tokenize(text))
    assert mention.aside is None
    assert mention.form == "ordinal"
