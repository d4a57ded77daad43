"""Of several judgements on a link the later one counts; what was withdrawn counts no more."""

from __future__ import annotations

from datetime import UTC, datetime

from claimtrack.matching.judgement import NOBODY, LinkJudgement, Stance, standing

NOON = datetime(2025, 9, 3, 12, tzinfo=UTC)


def said(stance: Stance, measure: str | None = None, claim: str = "c1") -> LinkJudgement:
    return LinkJudgement(claim_id=claim, stance=stance, measure=measure, who="ada", decided_at=NOON, reason="so")


YES, NO, UNSURE, BACK = Stance.POSITIVE, Stance.NEGATIVE, Stance.UNSURE, Stance.WITHDRAWN


def test_nobody_said_anything() -> None:
    assert standing([], "c1") == NOBODY == standing([said(YES, "ice/agencies", "c2")], "c1")


def test_the_last_choice_counts() -> None:
    first, last = said(YES, "ice/agencies"), said(YES, "ice/agreements")
    assert standing([first, last], "c1").chosen == last
    assert standing([first, said(UNSURE)], "c1").chosen == said(UNSURE)


def test_a_refusal_ends_the_choice_of_that_measure_only() -> None:
    yes, no = said(YES, "ice/agencies"), said(NO, "ice/agencies")
    assert standing([yes, no], "c1").chosen is None
    assert standing([no, yes], "c1").refused == {}
    other = standing([yes, said(NO, "ice/agreements")], "c1")
    assert (other.chosen, set(other.refused)) == (yes, {"ice/agreements"})


def test_withdrawing_ends_all() -> None:
    assert standing([said(NO, "ice/agencies"), said(YES, "ice/agreements"), said(BACK)], "c1") == NOBODY
