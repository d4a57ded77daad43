"""When a claim speaks of, and which times can't be looked up."""

from __future__ import annotations

import pytest
from builders import document

from claimtrack.claims.claim import Claim
from claimtrack.claims.extract import extract_claims
from claimtrack.period import parse_stamp
from claimtrack.verdicts.claim_time import ClaimTime, claim_time, time_before
from claimtrack.verdicts.official import Gap

PUBLISHED = parse_stamp("2025-09-03")


def claim(text: str, number: str) -> Claim:
    (one,) = [c for c in extract_claims(document(text)) if c.number is not None and c.number.text == number]
    return one


@pytest.mark.parametrize(
    "text",
    [
        "When the governor took office there were 135 shelters.",
        "By the time she was sworn in, the county had 135 shelters.",
        "The day he left office, the county had 135 shelters.",
    ],
)
def test_an_event_without_a_date_is_no_time_to_look_up(text: str) -> None:
    found = claim_time(claim(text, "135"), PUBLISHED)
    assert isinstance(found, Gap)
    assert found.code == "AMB"


@pytest.mark.parametrize(
    "text", ["When winter comes, the county will need its 135 shelters.", "The county has 135 shelters."]
)
def test_other_openings_speak_of_the_publication(text: str) -> None:
    found = claim_time(claim(text, "135"), PUBLISHED)
    assert isinstance(found, ClaimTime)
    assert found.source == "published"


def test_a_change_that_begins_after_its_end_is_left_open() -> None:
    change = claim("Shelters rose 4 percent in May 2024, compared with June 2025.", "4 percent")
    found = claim_time(change, PUBLISHED)
    assert change.baseline is not None
    assert isinstance(found, Gap)
    assert found.code == "UND"


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("Enrolment rose 3 percent in 2010.", "2009"),
        ("Enrolment is 3 percent below the peak reached in 2010.", None),
    ],
)
def test_a_year_that_a_change_is_held_against_is_not_the_year_it_took(text: str, start: str | None) -> None:
    change = claim(text, "3 percent")
    found = time_before(change, yearly=True)
    assert (None if found is None else found.label) == start
