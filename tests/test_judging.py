"""Sentences in, verdicts out: what the text leaves open carries no discrepancy; what it says plainly does."""

from __future__ import annotations

from pathlib import Path

import pytest
from passages import JudgeSentence, judging_in
from workspaces import small_workspace


@pytest.mark.parametrize(
    ("sentence", "exact", "outcome"),
    [
        ("The Faraway Islands saw burglaries fall by 2 percent.", "2 percent", "agrees"),
        ("The Faraway Islands saw burglaries fall by 9 percent.", "9 percent", "undetermined"),
        ("In the Faraway Islands no place is larger than Sudra, which has 173,000 inhabitants.", "173,000", "agrees"),
        (
            "In the Faraway Islands no place is larger than Sudra, which has 137,000 inhabitants.",
            "137,000",
            "discrepancy",
        ),
        ("Outside Sudra, where many fish, the Faraway Islands have 81,000 inhabitants.", "81,000", "undetermined"),
        ("Here are the Faraway Islands' figures after Sudra's: 254,000 inhabitants in all.", "254,000", "agrees"),
        ("Of the Faraway Islands, Norra counts 81,000 inhabitants. That is 82,000 too few.", "82,000", "undetermined"),
        ("The Faraway Islands task force model is new. Burglaries of that kind numbered 343.", "343", "agrees"),
    ],
)
def test_starts_and_places_that_grammar_gives(judge_in: JudgeSentence, sentence: str, exact: str, outcome: str) -> None:
    assert judge_in(sentence, exact, published="2020-06-01").verdict.outcome == outcome


@pytest.mark.parametrize(
    ("sentence", "exact", "outcome"),
    [
        ("In the Faraway Islands Norra has 81,000 inhabitants, Sudra 173,000.", "173,000", "agrees"),
        ("In the Faraway Islands Norra has 81,000 inhabitants, Sudra 137,000.", "137,000", "discrepancy"),
        ("The Faraway Islands counted 343 burglaries, 2 percent fewer than in 2018.", "2 percent", "agrees"),
        ("The Faraway Islands counted 343 burglaries, 12 percent fewer than in 2018.", "12 percent", "discrepancy"),
        ("The Faraway Islands are small. Burglaries: 343. Boats: 350.", "350", "undetermined"),
        ("In the Faraway Islands 40 people have no house.", "40", "undetermined"),
        (
            "In the Faraway Islands burglaries fell from 400 to 343. That is a fall of 99 percent.",
            "99 percent",
            "discrepancy",
        ),
        (
            "That is a fall of 99 percent. In the Faraway Islands burglaries fell from 400 to 343.",
            "99 percent",
            "undetermined",
        ),
    ],
)
def test_what_stands_beside_a_number_tells_what_it_is_of(
    judge_in: JudgeSentence, sentence: str, exact: str, outcome: str
) -> None:
    verdict = judge_in(sentence, exact, published="2020-06-01").verdict
    assert verdict.outcome == outcome, verdict.reasons


def test_a_kind_said_of_another_number_is_none_of_the_first(judge_in: JudgeSentence) -> None:
    text = "ICE lists 957 287(g) agreements, including 473 under the task force model."
    assert judge_in(text, "957").verdict.outcome == "agrees"


@pytest.mark.parametrize(
    ("sentence", "exact", "outcome"),
    [
        ("In the Faraway Islands Norra had 120 burglaries. The other 223 were elsewhere.", "223", "undetermined"),
        ("Texas talks\n\nOf the 957 287(g) agreements, 473 follow the task force model.", "957", "agrees"),
    ],
)
def test_parts_of_what_was_named_and_what_counts_on(
    judge_in: JudgeSentence, sentence: str, exact: str, outcome: str
) -> None:
    assert judge_in(sentence, exact).verdict.outcome == outcome


def test_an_ordinal_that_counts_on_is_a_count(judge_in: JudgeSentence) -> None:
    text = "The 287(g) program grows: Ohio became the 40th state to join, with one agreement."
    found = judge_in(text, "40th")
    assert found.verdict.outcome == "agrees", found
    assert judge_in(text.replace("40th", "31st"), "31st").verdict.outcome == "undetermined"


def test_of_that_kind_is_the_only_kind_named_before(judge_in: JudgeSentence) -> None:
    text = "One form of 287(g) is the task force model. Nationwide, 473 agreements of that kind are in force."
    found = judge_in(text, "473")
    assert found.verdict.outcome == "agrees"
    assert found.link is not None
    assert found.link.scope == (("model", "Task Force Model"),)


@pytest.mark.parametrize(
    ("sentence", "exact"),
    [
        ("Nationwide, 700 agencies hold 287(g) agreements.", "700"),
        ("The 287(g) program counts 700 agencies.", "700"),
        ("ICE said it had signed 900 287(g) agreements.", "900"),
        ("Agencies in the 287(g) program run to 958.", "958"),
        ("The 287(g) list has 800 agreements, not what Chief Avila wants.", "800"),
    ],
)
def test_a_plain_statement_carries_a_discrepancy(judge_in: JudgeSentence, sentence: str, exact: str) -> None:
    assert judge_in(sentence, exact).verdict.outcome == "discrepancy"


@pytest.mark.parametrize(
    ("sentence", "exact", "code"),
    [
        ("In the counties along the coast, 500 agencies have 287(g) agreements.", "500", "AMB"),
        ("Under Sheriff Ray Holt, 700 agencies hold 287(g) agreements.", "700", "AMB"),
        ("Lawyers challenged 300 agencies over their 287(g) agreements.", "300", "AMB"),
        ("Some 300 agencies with 287(g) agreements have jails.", "300", "SCO"),
        ("Three hundred agencies with jail contracts have joined 287(g).", "Three hundred", "SCO"),
        ("There are 300 former agencies in the 287(g) program.", "300", "SCO"),
        ("ICE counts 1,200 proposed 287(g) agreements.", "1,200", "SCO"),
        ("Texas, home to 2,400 agencies, has signed up for 287(g).", "2,400", "SCO"),
        ("The 287(g) list holds 12 agreements per state.", "12", "COV"),
        ("Agencies signed 500 287(g) agreements in a year.", "500", "COV"),
    ],
)
def test_what_is_dated_placed_or_parted_otherwise_is_left_open(
    judge_in: JudgeSentence, sentence: str, exact: str, code: str
) -> None:
    verdict = judge_in(sentence, exact).verdict
    assert (verdict.outcome, code in verdict.codes) == ("undetermined", True), verdict.reasons


@pytest.mark.parametrize(
    ("sentence", "exact"),
    [
        ("Since there were 135 287(g) agreements in January, the count has gone up to 957.", "135"),
        ("287(g) went from 135 agreements in 21 states to 957 agreements in 40 states since January.", "21"),
        ("287(g) went from 135 agreements in 21 states to 957 agreements in 40 states since January.", "40"),
        ("The 287(g) count is 709% of the January figure of 135 agreements.", "135"),
        ("There are 957 agreements with agencies in 40 states under 287(g).", "957"),
        ("Monday's 287(g) list, put online this week, shows 957 agreements.", "957"),
        ("ICE had 957 agreements on Tuesday's 287(g) list.", "957"),
        ("More than 700 agencies have now signed up for 287(g), a program all but dormant a few years ago.", "700"),
        ("The 287(g) program is not far off a thousand with 957 agreements.", "957"),
        ("The 287(g) list has 957 agreements, though a law that takes effect in 2026 may add some.", "957"),
    ],
)
def test_a_number_is_of_the_time_that_its_own_words_give(judge_in: JudgeSentence, sentence: str, exact: str) -> None:
    assert judge_in(sentence, exact).verdict.outcome == "agrees"


@pytest.mark.parametrize(
    ("sentence", "exact"),
    [
        ("Library loans rose from 135 to 957 as staff fell 12 percent.", "12 percent"),
        ("Library loans rose from 135 to 957, a gain of 300 percent above inflation.", "300 percent"),
        ("Spending rose from $135 million to $158 million, 5 percent more than forecast.", "5 percent"),
    ],
)
def test_another_change_beside_two_ends_is_not_theirs(judge_in: JudgeSentence, sentence: str, exact: str) -> None:
    assert judge_in(sentence, exact).verdict.outcome == "undetermined"


@pytest.mark.parametrize(
    ("sentence", "exact", "code"),
    [
        ("Library loans fell from 200 to 160, a gain of 20 percent.", "20 percent", "INT"),
        ("The share of loans rose from 4 percent to 6 percent, up 2 percent.", "2 percent", "PPT"),
        ("Library loans rose from 140 to 960, up 686 percent.", "686 percent", "PCO"),
    ],
)
def test_ends_that_do_not_fit_their_change_contradict_it(
    judge_in: JudgeSentence, sentence: str, exact: str, code: str
) -> None:
    verdict = judge_in(sentence, exact).verdict
    assert (verdict.outcome, code in verdict.codes) == ("discrepancy", True)


def test_a_bound_one_above_another_measure_is_one_away(judge_in: JudgeSentence) -> None:
    verdict = judge_in("At least 958 agencies have signed 287(g) agreements.", "958").verdict
    assert {"VAL+", "MSW", "OB1"} <= verdict.codes


@pytest.mark.parametrize(
    ("sentence", "exact"),
    [
        ("Burglaries on the Faraway Islands were down last year, at 343 after 350 in 2018.", "343"),
        ("Burglaries on the Faraway Islands were down last year, at 343 after 350 in 2018.", "350"),
        ("Burglaries on the Faraway Islands came to 343, the fewest since the register was set up in 1979.", "343"),
        ("On the Faraway Islands, Norra has 81,000 inhabitants and Sudra 173,000.", "81,000"),
        ("On the Faraway Islands, Norra has 81,000 inhabitants and Sudra 173,000.", "173,000"),
        ("Burglaries on the Faraway Islands rose 25 percent in 2017.", "25 percent"),
        (
            "The poverty rate of the Faraway Islands was 15 percent in 2019. In 2017 the rate averaged 10 percent.",
            "10 percent",
        ),
        (
            "Averaged over the whole of 2019, the poverty rate on the Faraway Islands came to 15 percent.",
            "15 percent",
        ),
        ("The price index of the Faraway Islands reached 102.3 in 2019.", "102.3"),
        ("Since 2017, burglaries on the Faraway Islands have fallen by almost a third.", "a third"),
    ],
)
def test_a_series_is_read_at_the_year_and_place_meant(judge_in: JudgeSentence, sentence: str, exact: str) -> None:
    verdict = judge_in(sentence, exact, "2020-03-02").verdict
    assert verdict.outcome == "agrees", verdict.reasons


@pytest.mark.parametrize(
    ("sentence", "exact"),
    [
        ("From that year to 2019 burglaries on the Faraway Islands fell by 31 percent.", "31 percent"),
        ("Burglaries on the Faraway Islands fell 31 percent.", "31 percent"),
        ("Four of five of the 900 agencies in the 287(g) program came late.", "900"),
        ("A third of the 500 inhabitants of the Faraway Islands' largest home are young.", "500"),
    ],
)
def test_a_start_or_a_whole_that_is_not_told_is_left_open(judge_in: JudgeSentence, sentence: str, exact: str) -> None:
    assert judge_in(sentence, exact, "2020-03-02").verdict.outcome == "undetermined"


@pytest.mark.parametrize(
    ("clause", "exact", "outcome"),
    [
        (", which makes it the second-largest region.", "second", "agrees"),
        (", which makes it the fourth-largest region.", "fourth", "discrepancy"),
        (" and stands fourth.", "fourth", "undetermined"),
        (" and is the fourth-largest region.", "fourth", "undetermined"),
        (", which makes it the fourth-largest northern region.", "fourth", "undetermined"),
    ],
)
def test_a_place_in_an_order_is_that_among_all_its_like(
    judge_in: JudgeSentence, clause: str, exact: str, outcome: str
) -> None:
    sentence = f"Norra, on the Faraway Islands, has 81,000 inhabitants{clause}"
    assert judge_in(sentence, exact, "2020-03-02").verdict.outcome == outcome


@pytest.mark.parametrize(
    ("sentence", "exact", "outcome"),
    [
        ("287(g) agreements rose from 135 in January to 957.", "135", "agrees"),
        ("287(g) agreements rose from 153 in January to 957.", "153", "discrepancy"),
        ("Local agencies from 40 states take part in the 287(g) program.", "40", "agrees"),
        ("Local agencies from 44 states take part in the 287(g) program.", "44", "discrepancy"),
        ("The 287(g) program, whose agreements grew in number, went from 44 states.", "44", "undetermined"),
        ("287(g) agreements hit 975.", "975", "discrepancy"),
        ("A lawsuit hit 975 287(g) agreements.", "975", "undetermined"),
    ],
)
def test_where_a_number_begins_comes_from_or_arrives(
    judge_in: JudgeSentence, sentence: str, exact: str, outcome: str
) -> None:
    """A dated start is looked up; "from 40 states" tells an origin where nothing grew; a count may hit a number."""
    verdict = judge_in(sentence, exact).verdict
    assert verdict.outcome == outcome, verdict.reasons


@pytest.mark.parametrize(
    ("clause", "outcome"),
    [
        ("they cover 44 states", "discrepancy"),
        ("these agencies are in 44 states", "discrepancy"),
        ("the agencies concerned are in 44 states", "discrepancy"),
        ("they cover 40 states", "agrees"),
        ("the sheriffs know 44 states", "undetermined"),
        ("the storm passed 44 states", "undetermined"),
    ],
)
def test_a_clause_that_refers_back_is_about_what_its_sentence_named(
    judge_in: JudgeSentence, clause: str, outcome: str
) -> None:
    verdict = judge_in(f"ICE has 957 287(g) agreements, and {clause}.", "states").verdict
    assert verdict.outcome == outcome, verdict.reasons


@pytest.mark.parametrize(
    ("number", "outcome", "named"),
    [
        ("about 2,540,000", "discrepancy", True),
        ("nearly 2,600,000", "discrepancy", True),
        ("25.40 million", "discrepancy", True),
        ("about 2,900,000", "undetermined", False),
        ("at least 2,900,000", "undetermined", False),
        ("2,640,000", "undetermined", False),
        ("about 3 million", "undetermined", False),
    ],
)
def test_right_digits_at_a_wrong_magnitude_under_the_number_s_own_wording(
    judge_in: JudgeSentence, number: str, outcome: str, named: bool
) -> None:
    verdict = judge_in(f"The Faraway Islands had {number} inhabitants in 2019.", number, published="2020-06-01").verdict
    assert (verdict.outcome, "MAG" in verdict.codes) == (outcome, named), verdict.reasons


@pytest.mark.parametrize(
    ("sentences", "outcome", "official"),
    [
        ("Town 3 is proud of the county library. It now runs 9 branches.", "discrepancy", 5),
        ("Town 3 is proud of the county library. It now runs 1 branches.", "undetermined", None),
        ("Town 3 is proud of the county library. It now runs 1,800 branches.", "undetermined", None),
        ("The county library is proud of itself. It now runs 9 branches.", "undetermined", 127),
    ],
)
def test_a_place_left_open_under_which_a_number_is_near_bears_what_the_whole_alone_does_not(
    tmp_path: Path, sentences: str, outcome: str, official: int | None
) -> None:
    """9 of all 127 branches may be another thing; beside the town's 5 it is none. 1 and 1,800 are far from both."""
    check = judging_in(small_workspace(tmp_path))(sentences, "branches")
    verdict = check.verdict
    assert verdict.outcome == outcome, verdict.reasons
    assert official is None or (verdict.official is not None and verdict.official.value == official)
    assert outcome == "undetermined" or "SCA" not in verdict.codes
