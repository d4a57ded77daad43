"""A text against itself, with no dataset: each wording that ties numbers together, and its neighbours that do not."""

from __future__ import annotations

import time

import pytest
from passages import checks_alone

from claimtrack.verdicts.check import Check
from claimtrack.verdicts.verdict import Outcome, Severity

OWN = frozenset({"INT", "SUM", "SHR", "HLB", "UDR"})


def said(text: str, headline: str | None = None, profile: str = "newsroom") -> dict[str, Check]:
    return {check.claim.quote.exact: check for check in checks_alone(text, headline, profile)}


def objections(checks: dict[str, Check]) -> dict[str, str]:
    found = {quote: sorted(check.verdict.codes & OWN) for quote, check in checks.items()}
    return {quote: " ".join(codes) for quote, codes in found.items() if codes}


CHANGES = [
    ("rose from 135 to 958, a 609% increase", "609% increase", "agrees", "TRN"),
    ("rose from 135 to 958, a 610% increase", "610% increase", "agrees", "RND"),
    ("rose from 135 to 958, a 700% increase", "700% increase", "discrepancy", "INT"),
    ("Agreements rose from 135 to 958, up 710 percent.", "710 percent", "discrepancy", "INT PCO"),
    ("Agreements fell from 958 to 135, down 86 percent.", "86 percent", "agrees", "RND"),
    ("Agreements fell from 958 to 135, down 70 percent.", "70 percent", "discrepancy", "INT"),
    ("Agreements rose by 823, from 135 to 958.", "823", "agrees", "EXA"),
    ("Agreements rose by 832, from 135 to 958.", "832", "discrepancy", "INT"),
    ("Agreements rose sevenfold, from 135 to 958.", "sevenfold", "agrees", "RND"),
    ("Agreements rose fivefold, from 135 to 958.", "fivefold", "discrepancy", "INT"),
    ("Agreements doubled, from 135 to 274.", "doubled", "agrees", "RND"),
    ("Agreements doubled, from 135 to 474.", "doubled", "discrepancy", "INT"),
    ("Agreements rose from 135 to 958, a sixfold increase.", "sixfold increase", "undetermined", "AMB"),
    ("Agreements rose from 135 to 958, a more than sixfold increase.", "more than sixfold increase", "agrees", "WKB"),
    ("Agreements rose from 1.2 million to 1.5 million, up 27 percent.", "27 percent", "agrees", "RNC"),
    ("Agreements rose from 1.2 million to 1.5 million, up 25 percent.", "25 percent", "agrees", "EXA"),
    ("Agreements rose from 1.2 million to 1.5 million, up 45 percent.", "45 percent", "discrepancy", "INT"),
    ("The rate rose from 10 percent to 15 percent, up 5 percent.", "5 percent", "discrepancy", "PPT"),
    ("The rate rose from 10 percent to 15 percent, up 50 percent.", "50 percent", "agrees", "EXA"),
    ("The rate rose from 10 percent to 15 percent, up 5 percentage points.", "5 percentage points", "agrees", "EXA"),
    ("The rate rose from 10 percent to 15 percent, up 9 percentage points.", "9 percentage points", "discrepancy",
     "INT"),
    ("Agreements rose from more than 100 to 958, a 1,200 percent increase.", "1,200 percent increase", "discrepancy",
     "INT"),
    ("Agreements rose from more than 100 to 958, a 300 percent increase.", "300 percent increase", "undetermined",
     "COV"),
    ("Agreements rose from about 135 to about 958, a 550 percent increase.", "550 percent increase", "agrees", "RNC"),
    ("Agreements fell from 958 to fewer than 135, a 50 percent drop.", "50 percent drop", "discrepancy", "INT"),
    ("Agreements rose from 958 to 135.", "135", "discrepancy", "INT"),
    ("Agreements fell from 958 to 135.", "135", "undetermined", "COV"),
    ("Turnout rose from 61 percent to 52 percent.", "52 percent", "discrepancy", "INT"),
    ("The ranking rose from 12 to 3.", "3", "undetermined", "COV"),
    ("The yen rose from 158 to 149 per dollar.", "149", "undetermined", "COV"),
    ("Lift was increased from 13.5 to 14.0 mm and duration was increased by 18 degrees.", "18 degrees",
     "undetermined", "COV"),
    ("Deaths dropped from 40 to 10, four times fewer than in the war.", "four times", "agrees", "EXA STY"),
    ("The museum drew 1,250 visitors, twice the 612 it drew in 2019.", "twice", "agrees", "RND"),
    ("The museum drew 1,250 visitors, twice the 412 it drew in 2019.", "twice", "discrepancy", "INT"),
    ("The museum drew 1,250 visitors, nearly four times as many as the 412 of 2019.", "nearly four times",
     "discrepancy", "INT"),
    ("The museum drew 1,250 visitors, more than twice as many as the 412 of 2019.", "more than twice", "agrees", "WKB"),
    ("He earns $90,000, three times the rate of 4 percent.", "three times", "undetermined", "COV"),
    ("Members rose from 1,200 in 2019 to 1,500 in 2024 and 1,800 in 2025, up 50 percent from 2019.", "50 percent",
     "undetermined", "COV"),
    ("Staff fell by a third, from 300 to 200.", "a third", "agrees", ""),
    ("Staff fell by a third, from 300 to 250.", "a third", "discrepancy", "INT"),
    ("The rate rose half a point, from 4.5 percent to 5 percent.", "half", "undetermined", "COV"),
    ("Prices rose by half a cent, from 12 cents to 12.5 cents.", "half a cent", "agrees", "EXA"),
    ("There were three times fewer accidents.", "three times", "undetermined", "COV STY"),
    ("There were three times as many accidents.", "three times", "undetermined", "COV"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "quote", "outcome", "codes"), CHANGES)
def test_change(text: str, quote: str, outcome: str, codes: str) -> None:
    verdict = said(text)[quote].verdict
    assert (verdict.outcome, " ".join(reason.code for reason in verdict.reasons)) == (outcome, codes)


ACROSS = [
    ("The number of agreements was 135 in January. By September it had reached 958. That is a 509 percent increase.",
     "INT"),
    ("The number of agreements was 135 in January. By September it had reached 958. That is a 610 percent increase.",
     ""),
    ("The county had 135 buses in January 2025. In June 2025 it had 958 buses. That is an increase of 509 percent.",
     "INT"),
    ("The county had 135 buses in January. The city had 958 buses in June. That is an increase of 509 percent.", ""),
    ("In 2019 the county had 135 buses. In 2024 the city had 958. The number of buses has grown by 509 percent.", ""),
    ("The city counted 1,240 fires a year ago. It counted 930 fires this year. That is a drop of 35 percent.", "INT"),
    ("The city counted 1,240 fires a year ago. It counted 930 floods this year. That is a drop of 35 percent.", ""),
    ("The city counted 1,240 fires in Oakville last year. It counted 930 fires in Riverside this year. That is a drop"
     " of 35 percent.", ""),
    ("Agreements rose from 135 to 958. The increase of 509 percent surprised no one.", "INT"),
    ("The list grew in January to 135 agreements. By June it held 958 agreements. Arrests are up 12 percent.", ""),
]  # fmt: skip


@pytest.mark.parametrize(("text", "code"), ACROSS)
def test_change_told_over_sentences(text: str, code: str) -> None:
    assert " ".join(objections(said(text)).values()) == code


TOTALS = [
    ("Of the 957 agreements, 473 are task force, 357 warrant service and 128 jail.", "957 agreements"),
    ("Of the 957 agreements, 473 are task force, 357 warrant service and the remaining 128 jail.", "957 agreements"),
    ("Of the 957 agreements, 473 are task force and 357 warrant service. The remaining 128 are jail.",
     "957 agreements"),
    ("Of the 957 agreements, 473 (49 percent) are in Florida, 357 (37 percent) in Texas and the other 128 elsewhere.",
     "957 agreements"),
    ("There are 957 agreements: 473 task force, 357 warrant service and 128 jail.", "957 agreements"),
    ("There are 957 agreements (473 task force, 357 warrant service and 128 jail).", "957 agreements"),
    ("There are 957 agreements – 473 task force, 357 warrant service and 128 jail – in 40 states.", "957 agreements"),
    ("There are 957 agreements. Of those, 473 are task force, 357 warrant service and 128 jail.", "957 agreements"),
    ("It has 473 task force, 357 warrant service and 127 jail agreements, 958 in all.", "958"),
    ("The council spent $5.2 million on roads and $3.1 million on rail, for a total of $9 million.",
     "a total of $9 million"),
    ("The district has 18,420 students. Of those, 9,870 are in elementary schools, 4,120 in middle schools and the"
     " remaining 4,340 in high schools.", "18,420 students"),
    ("In the poll 45 percent said yes, 30 percent no and the remaining 30 percent were unsure.", "30 percent"),
    ("The museum drew 1,250 visitors: 612 adults, 451 children and 207 seniors.", "1,250 visitors"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "quote"), TOTALS)
def test_parts_that_do_not_make_their_total(text: str, quote: str) -> None:
    assert objections(said(text)) == {quote: "SUM"}


@pytest.mark.parametrize(
    "text",
    [
        "Of the 957 agreements, 473 are task force, 357 warrant service and 127 jail.",
        "Of the 957 agreements, 473 follow the task force model and 357 the warrant service model.",
        "Of the 200 members, 120 are women, 90 are lawyers and 30 are doctors.",
        "Of the 50 pupils, 30 play football, 25 play tennis and 10 swim.",
        "Of the 120 applicants, 45 were accepted, 30 of them with a scholarship, and the remaining 75 turned away.",
        "Of the 120 applicants, 45 were accepted, one withdrew and the remaining 74 were turned away.",
        "Of the 50 students, 30 passed 3 exams and the remaining 20 failed.",
        "The fleet has 400 vehicles, including 120 buses, 95 vans and 190 trucks.",
        "The team played 60 games: 30 goals, 20 assists and 4 red cards.",
        "The city added 400 jobs in May and 500 in June, for a total of 957.",
        "The company hired 420 engineers and 530 designers, bringing the total to 957.",
        "The hospital has 812 beds – 510 in the main building and 220 in the annex – after the work.",
        "The bill sets aside $5 billion for roads and $3 billion for rail, totaling $9 billion over five years.",
        "Sales came to $12.4 million in the first quarter and $13.2 million in the second, $25.5 million in total.",
        "About 40 percent own a dog. Another 35 percent own a cat, and the remaining 25 percent own neither.",
        "Of the 40 percent who did not vote, 25 percent blamed work and the remaining 15 percent had other reasons.",
        "In the survey, 62 percent named prices and 55 percent named crime.",
        "Some 33 percent chose red, 33 percent blue and the remaining 33 percent green.",
        "The collection spans about 2,000 items: 1,120 books, 640 prints and 140 maps.",
        "The chamber has 435 seats: 220 Republicans and 212 Democrats, with several vacancies.",
        "In 2023 there were 412 fires, 37 more than in 2022. Of those, 210 were in homes, 120 in cars and 85 outdoors.",
        "The 957 agreements were signed by 796 agencies: 473 task force, 357 warrant service and 127 jail.",
        "The county could split the 957 agreements into 473 task force, 357 warrant service and 128 jail.",
    ],
)
def test_parts_that_make_their_total_or_are_not_all_of_it(text: str) -> None:
    assert objections(said(text)) == {}


SHARES = [
    ("The survey found 473 of 957 agencies, or 60 percent, had signed.", "60 percent"),
    ("The survey found that 473 of the 957 agencies (60 percent) had signed.", "60 percent"),
    ("About 60 percent (473) of the 957 agreements follow the task force model.", "About 60 percent"),
    ("Of the 957 agreements, 473 (60 percent) are in Florida.", "60 percent"),
    ("Of the 957 agreements, 60 percent, or 473, are in Florida.", "60 percent"),
    ("There were 957 agreements. Of those, 473, or 60 percent, are in Florida.", "60 percent"),
    ("A third of the 957 agreements – 473 – are in Florida.", "A third of the 957 agreements"),
    ("One in five of the 1,200 workers, 450, is part-time.", "One in five of the 1,200 workers"),
    ("More than half of the 957 agencies, 412, are sheriffs.", "More than half of the 957 agencies"),
    ("473 out of 957 agencies, or 60 percent, signed.", "60 percent"),
    ("Some 1,100 of the 4,300 beds, one in two, are closed.", "one in two"),
    (
        "About 40 percent of the 1,200 pupils, or 580 children, get lunch for free.",
        "About 40 percent of the 1,200 pupils",
    ),
    ("Some 4,900 members joined, or 68 percent of the 8,400.", "68 percent"),
    ("Nearly half of the drivers killed, 191 of 604, wore no belt.", "Nearly half of the drivers"),
    ("Nearly half (191 of 604) wore no belt.", "Nearly half"),
    ("Of the 957 agreements, 473 (49 percent) are in Florida and 128 (23 percent) in Texas.", "23 percent"),
    ("Some 63 counties, that is, 35 percent of Texas’ 254 counties, take part.", "35 percent of Texas’ 254 counties"),
    ("Most of the 957 agreements, 473, are in Florida.", "473"),
    ("A majority of the 957 agencies (412) are sheriffs.", "412"),
    ("Most (412) of the 957 agencies are sheriffs.", "412"),
]


@pytest.mark.parametrize(("text", "quote"), SHARES)
def test_a_share_that_its_count_and_whole_do_not_give(text: str, quote: str) -> None:
    assert objections(said(text)) == {quote: "SHR"}


FITTING = [
    ("473 of 957 agencies, or 49 percent, had signed.", "49 percent", "RND"),
    ("473 of 957 agencies, or 49.4 percent, had signed.", "49.4 percent", "RND"),
    ("Only 12 of 40 schools, or 30 percent, met the goal.", "30 percent", "EXA"),
    ("Of the 957 agreements, 473 (50 percent) are in Florida.", "50 percent", "CRS"),
    ("Of the 12,000 voters, 4,730 (40 percent) stayed home.", "40 percent", "CRS"),
    (
        "Only 63 counties, that is, 25 percent of Texas’ 254 counties, take part.",
        "25 percent of Texas’ 254 counties",
        "RND",
    ),
    ("Two of every five houses, or 40 percent, stand empty.", "40 percent", "EXA"),
]


@pytest.mark.parametrize(("text", "quote", "code"), FITTING)
def test_a_share_that_its_count_and_whole_give(text: str, quote: str, code: str) -> None:
    verdict = said(text)[quote].verdict
    assert (verdict.outcome, verdict.codes) == (Outcome.AGREES, {code})


@pytest.mark.parametrize(
    "text",
    [
        "473 of 957 agencies, or 60 percent of those with a jail, had signed.",
        "Of the 957 agencies, 473 (up 60 percent from last year) are in Florida.",
        "Of the 957 agencies, 473, or 60 percent more than a year ago, are in Florida.",
        "473 of 957 agencies signed, and 60 percent of sheriffs did.",
        "Most of the 957 agreements, 473 of them in Florida, were signed this year.",
        "Some 1,100 of the 4,300 beds, one in four, are closed.",
        "About 40 percent of the 1,200 pupils, or 580 more than last year, get lunch for free.",
        "Of the 957 ballots, 12 were spoiled. Of the rest, 473, or 50.1 percent, went to Cole.",
        "At most 400 of the 957 agencies replied.",
        "Most of the 957 agreements, 501, are in the South.",
        "Most of about 1,000 agencies, nearly 500, are sheriffs.",
        "Nearly half of the 812 beds, 390, were empty.",
        "Roughly two-thirds of the 957 agreements – 640 – are in the South.",
    ],
)
def test_a_share_of_something_else_or_near_enough(text: str) -> None:
    assert objections(said(text)) == {}


def test_a_false_majority_is_critical() -> None:
    for text, quote, _ in (
        ("Most of the 957 agreements, 473, are in Florida.", "473", ""),
        ("More than half of the 957 agencies, 412, are sheriffs.", "More than half of the 957 agencies", ""),
    ):
        assert said(text)[quote].verdict.severity is Severity.CRITICAL


HEADLINES = [
    ("Council approves 54 housing permits", "The council approved 45 housing permits on Monday.", "HLB"),
    ("Council approves over 50 housing permits", "The council approved 45 housing permits on Monday.", "HLB"),
    ("Council approves 900 housing permits", "The council approved 897 housing permits on Monday.", ""),
    ("Council approves 54 housing permits",
     "The council approved 45 housing permits for the port and 9 permits for the hills on Monday.", ""),
    ("Council approves 54 housing permits", "The council approved 45 housing permits last year. On Monday it met.", ""),
    ("Council approves 54 housing permits", "The council rejected 45 parking permits on Monday.", ""),
    ("Police arrest 12 people after protest", "Three people were injured in the protest; 12 people were arrested.", ""),
    ("Council approves 54 housing permits", "The council approved 45 housing permits for Riverside on Monday.", ""),
    ("Police arrest 12 people in Oakville", "Police arrested nine people in Oakville on Friday.", "HLB"),
    ("Police arrest 12 people in Oakville", "Police arrested nine people in Riverside on Friday.", ""),
    ("Company to cut 500 jobs", "The company cut 320 jobs last year. It will now cut 500 jobs.", ""),
    ("Traffic deaths fall 12 percent", "Traffic deaths fell 22 percent last year on roads of the state, and deaths rose"
     " in the towns.", ""),
    ("Fire destroys 14 homes near Riverside", "The fire near Riverside damaged another 20 homes.", ""),
]  # fmt: skip


@pytest.mark.parametrize(("headline", "text", "code"), HEADLINES)
def test_headline_against_body(headline: str, text: str, code: str) -> None:
    assert " ".join(objections(said(text, headline)).values()) == code


DRIFT = [
    ("The list has 958 agreements. It covers 958 agencies. Agencies sign agreements with ICE.", "958 agencies"),
    ("The list has 1,000 agreements. It covers 1,000 agencies. Agencies sign agreements with ICE.", "1,000 agencies"),
    ("The list has 958 agreements. It covers 796 agencies. Agencies sign agreements with ICE.", None),
    ("The plant has 1,200 employees. The 1,200 workers will strike. The workers are employees of the city.", None),
    ("The plant has 1,200 employees. The 1,200 workers will strike.", None),
    ("The list has 58 agreements. It covers 58 agencies. Agencies sign agreements with ICE.", None),
    ("The list has 958 agreements with 958 agencies. Agencies sign agreements with ICE.", None),
]


@pytest.mark.parametrize(("text", "quote"), DRIFT)
def test_one_number_on_two_things_is_noted_and_never_a_discrepancy(text: str, quote: str | None) -> None:
    checks = said(text)
    assert objections(checks) == ({} if quote is None else {quote: "UDR"})
    assert {check.verdict.outcome for check in checks.values()} == {Outcome.UNDETERMINED}


def test_points_and_percent_for_one_change_are_drift() -> None:
    text = "Unemployment rose by 2 percent last year. In all, unemployment rose 2 percentage points."
    assert "UDR" in objections(said(text)).values()


def test_long_texts_take_no_long_time() -> None:
    listed = ", ".join(f"{number} of type {number}" for number in range(100, 600))
    text = (
        f"Of the 957 agreements, {listed} and the remaining 128 jail. "
        + "It has 957 agreements and 957 agencies. " * 300
    )
    began = time.process_time()
    checks_alone(text)
    assert time.process_time() - began < 30
