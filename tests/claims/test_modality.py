"""What is no fact: plans, conditions, rules, denials; and what only looks like one."""

from __future__ import annotations

import pytest
from builders import document

from claimtrack.claims.claim import Claim, Modality
from claimtrack.claims.extract import extract_claims
from claimtrack.claims.tables.cues import MOODS


def claim(text: str, number: str) -> Claim:
    found = [claim for claim in extract_claims(document(text)) if claim.set_aside is None]
    (one,) = [claim for claim in found if claim.number is not None and claim.number.text == number]
    return one


@pytest.mark.parametrize(
    ("text", "number", "cue"),
    [
        ("It is false that 635 towns have a contract, the director said.", "635", "modality.false"),
        ("It is not true that 635 towns signed.", "635", "modality.false"),
        ("It’s a myth that 635 towns signed.", "635", "modality.false"),
        ("She denied that 635 towns had signed.", "635", "modality.false"),
        ("The claim that 635 towns signed is untrue.", "635", "modality.false_claim"),
        ("The club is aiming for 500 members by the Fourth of July.", "500", "modality.plan"),
        ("The mayor hopes to hire 40 officers.", "40", "modality.plan"),
        ("The mayor wants to add 40 officers.", "40", "modality.plan"),
        ("With the goal of 300 beds, the shelter began a drive.", "300", "modality.plan"),
        ("The shelter set a target of 300 beds.", "300", "modality.plan"),
        ("The club is on track to 500 members.", "500", "modality.scheduled"),
        ("Membership could reach 500.", "500", "modality.would"),
        ("Agencies must hold 40 hours of training.", "40 hours", "modality.must"),
        ("Recruits should run 3 miles.", "3 miles", "modality.would"),
        ("Sheriffs are required to file 12 reports.", "12", "modality.rule"),
        ("Each deputy has to complete 40 hours of training.", "40 hours", "modality.rule"),
        ("A total of 40 officers will be hired.", "40", "modality.will"),
        ("He spoke as though no sheriff had ever signed.", "no", "modality.as_though"),
        ("A fine of 2,500 francs would apply.", "2,500 francs", "modality.would"),
        ("The county did not sign 45 agreements.", "45", "modality.negated"),
    ],
)
def test_a_number_that_is_no_fact(text: str, number: str, cue: str) -> None:
    one = claim(text, number)
    mood = next(mood for mood in MOODS if mood.id == cue)
    assert (one.modality, one.checkable) == (Modality(mood.modality), False)
    assert cue in one.cues


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Some 45 would-be deputies took the test.", "45"),
        ("The club found 45 willing members.", "45"),
        ("A town of 11,400 people is not an obvious place for a stadium.", "11,400"),
        ("The roster of 958 clubs does not list Utah.", "958"),
        ("By the end of June, 70 clubs had joined.", "70"),
        ("Not only did 45 clubs join, they paid.", "45"),
        ("It is false that 12 towns signed, and 45 clubs know it.", "45"),
    ],
)
def test_a_fact_beside_a_word_of_mood(text: str, number: str) -> None:
    one = claim(text, number)
    assert (one.modality, one.checkable) == (Modality.ASSERTED, True)


@pytest.mark.parametrize(
    ("text", "number", "is_age"),
    [
        ("Most, 33, are warrant service agreements.", "33", False),
        ("Many, 45, are in Ohio.", "45", False),
        ("In Texas, 33, are new.", "33", False),
        ("The rest, 12, closed.", "12", False),
        ("“It is right,” said a police chief, 52, whose town signed.", "52", True),
        ("“It is right,” said Council President Ada Ruiz, 66.", "66", True),
        ("A sheriff, 61, retired.", "61", True),
        ("Officer Jane Roe, 41, resigned.", "41", True),
    ],
)
def test_only_a_person_has_an_age(text: str, number: str, *, is_age: bool) -> None:
    assert ("age.bare" in claim(text, number).cues) is is_age
