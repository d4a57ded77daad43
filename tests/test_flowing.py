"""What was added over a time: counted by the dates on the list, gross or net, and left open where it can't be told."""

from __future__ import annotations

from pathlib import Path

import pytest
from dated_lists import dated_workspace, judge
from passages import JudgeSentence

import claimtrack

__all__ = ["judge"]


@pytest.mark.parametrize(
    ("sentence", "exact", "measure"),
    [
        ("Since January, 368 Open Wrench pledges have been signed.", "368", "pledges-signed"),
        ("Shops signed 123 pledges in March.", "123", "pledges-signed"),
        ("Shops signed 94 pledges between May and July.", "94", "pledges-signed"),
        ("The pact has signed 61 pledges in Texas between February and April.", "61", "pledges-signed"),
        ("Utah shops signed 141 pledges last month.", "141", "pledges-signed"),
        ("So far this year, 358 shops have joined the pact.", "358", "shops-signed"),
        ("Over the past two months, 151 shops have signed on to the pact.", "151", "shops-signed"),
        ("Over the past two months, 141 shops have joined the pact.", "141", "shops-signed"),
        ("Some 151 new pledges were added in August.", "151", "pledges-signed"),
        ("More than 300 new shops have joined the pact since Jan. 20.", "300", "shops-signed"),
        ("The pact has added 368 shops since January 10.", "368", "shops-signed"),
        ("The pact has added 358 shops since January 10.", "358", "shops-signed"),
        ("The pact added 348 pledges since January 10.", "348", "pledges-signed"),
        ("Two states have signed the Open Wrench pact since June.", "Two", "states-signed"),
        ("Since April, when the new mayor took office, 245 pledges have been signed.", "245", "pledges-signed"),
        ("Officials have signed 245 pledges since April.", "245", "pledges-signed"),
    ],
)
def test_what_was_added_is_counted_by_its_dates(judge: JudgeSentence, sentence: str, exact: str, measure: str) -> None:
    check = judge(sentence, exact)
    assert check.link is not None
    assert (check.link.best.measure, check.verdict.outcome) == (measure, "agrees"), check.verdict


@pytest.mark.parametrize(
    ("sentence", "exact", "direction"),
    [
        ("Since January, 412 Open Wrench pledges have been signed.", "412", "overstated"),
        ("Shops signed 41 pledges in March.", "41", "understated"),
        ("Florida shops have signed 168 pledges since February.", "168", "overstated"),
        ("More than 700 shops have joined the pact this year.", "700", "overstated"),
    ],
)
def test_a_flow_that_no_reading_gives_is_a_discrepancy(
    judge: JudgeSentence, sentence: str, exact: str, direction: str
) -> None:
    verdict = judge(sentence, exact).verdict
    assert (verdict.outcome, verdict.direction) == ("discrepancy", direction), verdict


def test_the_stock_taken_for_the_flow_is_named(judge: JudgeSentence) -> None:
    verdict = judge("Since January, 548 Open Wrench pledges have been signed.", "548").verdict
    assert (verdict.outcome, "MSW" in verdict.codes) == ("discrepancy", True), verdict
    assert [sibling.measure for sibling in verdict.siblings] == ["pledges"]


@pytest.mark.parametrize(
    ("sentence", "exact"),
    [
        ("The pact has signed 548 pledges.", "548"),
        ("Open Wrench now has 548 pledges.", "548"),
        ("As of Sept. 2, 538 shops have signed the Open Wrench pact.", "538"),
        ("The pact had signed 548 pledges by September.", "548"),
        ("By Sept. 3, 548 pledges had been signed under Open Wrench.", "548"),
        ("The number of pledges in the pact came to 548 this week.", "548"),
    ],
)
def test_what_is_in_force_stays_the_stock(judge: JudgeSentence, sentence: str, exact: str) -> None:
    check = judge(sentence, exact)
    assert check.link is not None
    assert check.link.best.measure in ("pledges", "shops")
    assert check.verdict.outcome == "agrees", check.verdict


@pytest.mark.parametrize(
    ("sentence", "exact"),
    [
        ("The Open Wrench list has grown by 348 pledges since January 10.", "348"),
        ("Open Wrench pledges rose by 348 since January 10.", "348"),
    ],
)
def test_growth_is_net(judge: JudgeSentence, sentence: str, exact: str) -> None:
    check = judge(sentence, exact)
    assert check.link is not None
    assert (check.link.best.measure, check.verdict.outcome) == ("pledges", "agrees"), check.verdict


@pytest.mark.parametrize(
    ("sentence", "exact", "published"),
    [
        ("Shops signed 412 new pledges.", "412", "2025-09-03"),  # no time at all
        ("Officials announced 412 additional pledges on Tuesday.", "412", "2025-09-03"),
        ("Shops signed 330 pledges since May 2024.", "330", "2024-12-01"),  # no list yet
        ("Shops signed 290 pledges in 2024.", "290", "2025-09-03"),  # what left before the first list is unseen
        ("Shops signed 188 pledges in 2024.", "188", "2025-09-03"),  # what fell off the lists is unseen by the newest
        ("Shops signed 412 pledges since July.", "412", "2025-12-20"),  # the newest list is too old
        ("Shops signed 348 pledges since January 10.", "348", "2025-09-03"),  # only the list's growth fits
        ("Shops signed 400 pledges this year.", "400", "2025-09-03"),  # near by coarse rounding alone
        ("Shops signed 12.5 pledges in March.", "12.5", "2025-09-03"),  # an average
        ("Shops signed 300 Republican pledges in March.", "300", "2026-09-03"),
        ("Shops signed 51 pledges last week.", "51", "2025-09-16"),  # the newest list is older than the week
        (
            "Shops signed 51 pledges since August 28.",
            "51",
            "2025-09-03",
        ),  # the list has none that late, and none came after
        ("Shops plan to sign 412 pledges this year.", "412", "2025-09-03"),
        ("Shops sign 412 pledges a month.", "412", "2025-09-03"),
        ("Last week, 548 pledges were signed.", "548", "2025-09-03"),  # what is in force may be meant
        ("The pact signed 548 pledges, up 174 percent since January.", "548", "2025-09-03"),
        ("Only 40 rural shops have joined the pact since January.", "40", "2025-09-03"),
    ],
)
def test_what_dates_can_not_tell_is_left_open(judge: JudgeSentence, sentence: str, exact: str, published: str) -> None:
    assert judge(sentence, exact, published).verdict.outcome == "undetermined"


def test_the_first_day_of_since_may_count_or_not(judge: JudgeSentence) -> None:
    inclusive = judge("Shops have signed 307 pledges since March 4.", "307").verdict
    exclusive = judge("Shops have signed 368 pledges since March 4.", "368").verdict
    between = judge("Shops have signed 351 pledges since March 4.", "351").verdict
    assert (inclusive.outcome, exclusive.outcome) == ("agrees", "agrees")
    assert (between.outcome, between.codes) == ("undetermined", {"AMB"}), between


def test_the_evidence_gives_the_count_again(judge: JudgeSentence, tmp_path: Path) -> None:
    verdict = judge("Shops signed 123 pledges in March.", "123").verdict
    assert verdict.official is not None
    query = verdict.official.query
    assert query is not None
    assert query.parameters[:2] == ("2025-03-01", "2025-04-01")
    assert verdict.official.snapshots[0].file == "shops-2025-09-02.csv"
    root = dated_workspace(tmp_path / "again")
    page = root / "page.txt"
    page.write_text("Shops signed 123 Open Wrench pledges in March.\n", encoding="utf-8")
    (again,) = claimtrack.open(root).verify(page, published="2025-09-03")
    assert again.checks[0].verdict.official.query == query  # type: ignore[union-attr]


@pytest.mark.parametrize(
    "sentence",
    [
        "Some 148 shops have left the pact since January.",
        "In the past six months, 148 shops have dropped out of the pact.",
        "The city terminated 148 pledges this year.",
    ],
)
def test_what_left_is_neither_stock_nor_flow(judge: JudgeSentence, sentence: str) -> None:
    check = judge(sentence, "148")
    assert (check.link, check.verdict.outcome) == (None, "undetermined")
