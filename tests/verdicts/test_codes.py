"""Every reason code of the verdict rules, from a sentence to its verdict: where it holds, and where it just does not.

A row: the number's quotation, the sentence, the outcome, the code; a code with "-" before it must not be there.
"""

from __future__ import annotations

import pytest
from passages import JudgeSentence

from claimtrack.verdicts.verdict import Verdict

AGREES, WRONG, OPEN = "agrees", "discrepancy", "undetermined"


def expect(verdict: Verdict, outcome: str, code: str) -> None:
    """The outcome, and a code that is there, or with "-" before it is not."""
    assert verdict.outcome == outcome, verdict.reasons
    assert (code.removeprefix("-") in verdict.codes) is not code.startswith("-"), verdict.reasons


LEVELS = [
    # EXA, RND, CRS, TRN, CEI: bare numbers
    ("957", "ICE's list holds 957 287(g) agreements.", AGREES, "EXA"),
    ("40", "Agencies in 40 states have signed 287(g) agreements.", AGREES, "EXA"),
    ("473", "ICE has 473 task force agreements under 287(g).", AGREES, "EXA"),
    ("956", "ICE's list holds 956 287(g) agreements.", WRONG, "-EXA"),
    ("960", "ICE's list holds 960 287(g) agreements.", AGREES, "RND"),
    ("950", "ICE's list holds 950 287(g) agreements.", WRONG, "-RND"),
    ("970", "ICE's list holds 970 287(g) agreements.", WRONG, "-RND"),
    ("1,000", "ICE's list holds 1,000 287(g) agreements.", AGREES, "CRS"),
    ("900", "ICE's list holds 900 287(g) agreements.", WRONG, "-CRS"),
    ("2,000", "ICE's list holds 2,000 287(g) agreements.", WRONG, "-CRS"),
    ("15 percent", "The poverty rate of the Faraway Islands was 15 percent in 2019.", AGREES, "EXA"),
    ("15.0 percent", "The poverty rate of the Faraway Islands was 15.0 percent in 2019.", AGREES, "EXA"),
    ("15.4 percent", "The poverty rate of the Faraway Islands was 15.4 percent in 2019.", WRONG, "-RND"),
    ("254,000", "The Faraway Islands had 254,000 inhabitants in 2019.", AGREES, "EXA"),
    ("250,000", "The Faraway Islands had 250,000 inhabitants in 2019.", AGREES, "RND"),
    ("300,000", "The Faraway Islands had 300,000 inhabitants in 2019.", WRONG, "-CRS"),
    # WKB, EQB, LSE, DIR, UPT: qualifiers
    ("over 900", "ICE's list holds over 900 287(g) agreements.", AGREES, "-WKB"),
    ("over 800", "ICE's list holds over 800 287(g) agreements.", AGREES, "WKB"),
    ("more than 500", "ICE's list holds more than 500 287(g) agreements.", AGREES, "WKB"),
    ("more than 957", "ICE's list holds more than 957 287(g) agreements.", WRONG, "EQB"),
    ("more than 956", "ICE's list holds more than 956 287(g) agreements.", AGREES, "-EQB"),
    ("more than 1,000", "ICE's list holds more than 1,000 287(g) agreements.", WRONG, "-EQB"),
    ("at least 957", "ICE's list holds at least 957 287(g) agreements.", AGREES, "-EQB"),
    ("at least 958", "ICE's list holds at least 958 287(g) agreements.", WRONG, "VAL+"),
    ("fewer than 957", "ICE's list holds fewer than 957 287(g) agreements.", WRONG, "EQB"),
    ("fewer than 1,000", "ICE's list holds fewer than 1,000 287(g) agreements.", AGREES, "-WKB"),
    ("fewer than 2,100", "ICE's list holds fewer than 2,100 287(g) agreements.", AGREES, "WKB"),
    ("at most 957", "ICE's list holds at most 957 287(g) agreements.", AGREES, "-EQB"),
    ("at most 900", "ICE's list holds at most 900 287(g) agreements.", WRONG, "VAL-"),
    ("about 1,000", "ICE's list holds about 1,000 287(g) agreements.", AGREES, "-LSE"),
    ("about 880", "ICE's list holds about 880 287(g) agreements.", AGREES, "LSE"),
    ("about 800", "ICE's list holds about 800 287(g) agreements.", WRONG, "VAL-"),
    ("nearly 1,000", "ICE's list holds nearly 1,000 287(g) agreements.", AGREES, "-LSE"),
    ("nearly 1,050", "ICE's list holds nearly 1,050 287(g) agreements.", AGREES, "LSE"),
    ("nearly 950", "ICE's list holds nearly 950 287(g) agreements.", WRONG, "DIR"),
    ("nearly 1,200", "ICE's list holds nearly 1,200 287(g) agreements.", WRONG, "-DIR"),
    ("just over 950", "ICE's list holds just over 950 287(g) agreements.", AGREES, "-DIR"),
    ("just over 960", "ICE's list holds just over 960 287(g) agreements.", WRONG, "DIR"),
    ("just over 800", "ICE's list holds just over 800 287(g) agreements.", WRONG, "-DIR"),
    ("up to 1,000", "ICE's list holds up to 1,000 287(g) agreements.", AGREES, "-UPT"),
    ("up to 1,200", "ICE's list holds up to 1,200 287(g) agreements.", AGREES, "UPT"),
    ("up to 900", "ICE's list holds up to 900 287(g) agreements.", WRONG, "VAL-"),
    ("900 and 1,000", "ICE's list holds between 900 and 1,000 287(g) agreements.", AGREES, "-VAL+"),
    ("700 and 900", "ICE's list holds between 700 and 900 287(g) agreements.", WRONG, "VAL-"),
    ("Hundreds", "Hundreds of 287(g) agreements are on ICE's list.", AGREES, "LSE"),
    # VAL, OB1, MSW, SSW, OLD, AHD, MAG: wrong, and why
    ("975", "ICE's list holds 975 287(g) agreements.", WRONG, "VAL+"),
    ("915", "ICE's list holds 915 287(g) agreements.", WRONG, "VAL-"),
    ("958", "ICE's list holds 958 287(g) agreements.", WRONG, "OB1"),
    ("959", "ICE's list holds 959 287(g) agreements.", WRONG, "-OB1"),
    ("957", "In all, 957 agencies take part in the 287(g) program.", WRONG, "MSW"),
    ("958", "In all, 958 agencies take part in the 287(g) program.", WRONG, "MSW"),
    ("912", "In all, 912 agencies take part in the 287(g) program.", WRONG, "-MSW"),
    ("over 900", "In all, over 900 agencies take part in the 287(g) program.", WRONG, "MSW"),
    ("173,000", "The Faraway Islands had 173,000 inhabitants in 2019.", WRONG, "SSW"),
    ("174,000", "The Faraway Islands had 174,000 inhabitants in 2019.", WRONG, "-SSW"),
    ("875", "ICE's list holds 875 287(g) agreements.", WRONG, "OLD"),
    ("812", "ICE's list holds 812 287(g) agreements.", WRONG, "-OLD"),
    ("688", "ICE's list holds 688 287(g) agreements.", WRONG, "OLD"),
    ("1,202", "ICE's list holds 1,202 287(g) agreements.", WRONG, "AHD"),
    ("1,203", "ICE's list holds 1,203 287(g) agreements.", WRONG, "-AHD"),
    ("2,540,000", "The Faraway Islands had 2,540,000 inhabitants in 2019.", WRONG, "MAG"),
    ("2,640,000", "The Faraway Islands had 2,640,000 inhabitants in 2019.", OPEN, "-MAG"),
    # CLN, BRK, STL, COV, SCO, SCA, NCK, UND: left open
    ("797", "In all, 797 agencies take part in the 287(g) program.", OPEN, "CLN"),
    ("750", "In all, 750 agencies take part in the 287(g) program.", WRONG, "-CLN"),
    ("8,501", "The program trained 8,501 officers.", OPEN, "COV"),
    ("957", "The town has 957 lampposts.", OPEN, "COV"),
    ("700", "In Lancaster County, 700 agencies hold 287(g) agreements.", OPEN, "-VAL-"),
    ("12", "The 287(g) list holds 12 pending agreements.", OPEN, "-VAL-"),
    ("2,000", "ICE expects to sign 2,000 287(g) agreements by the end of the year.", OPEN, "NCK"),
    ("2,000", "If ICE had 2,000 287(g) agreements, the sheriffs would be busy.", OPEN, "NCK"),
    ("2,000", "ICE does not have 2,000 287(g) agreements.", OPEN, "NCK"),
    ("957", "ICE has 957 287(g) agreements and expects more.", AGREES, "-NCK"),
    ("50 percent", "The number of 287(g) agreements rose 50 percent.", OPEN, "UND"),
]


@pytest.mark.parametrize(("exact", "sentence", "outcome", "code"), LEVELS)
def test_level(judge_in: JudgeSentence, exact: str, sentence: str, outcome: str, code: str) -> None:
    verdict = judge_in(sentence, exact).verdict
    expect(verdict, outcome, code)


TIMES = [
    ("622", "ICE's list held 622 287(g) agreements on May 23, 2025.", "2025-05-24", OPEN, "BRK"),
    ("615", "ICE's list held 615 287(g) agreements on May 23, 2025.", "2025-05-24", OPEN, "BRK"),
    ("700", "ICE's list held 700 287(g) agreements on May 23, 2025.", "2025-05-24", WRONG, "-BRK"),
    ("135", "ICE's list held 135 287(g) agreements.", "2025-01-20", AGREES, "EXA"),
    ("500", "ICE's list holds 500 287(g) agreements.", "2025-03-01", OPEN, "STL"),
    ("501", "ICE's list holds 501 287(g) agreements.", "2025-04-20", OPEN, "-VAL+"),
    ("427", "As of March 31, 2025, ICE's list held 427 287(g) agreements.", "2025-06-20", AGREES, "EXA"),
    ("1,000", "ICE's list holds 1,000 287(g) agreements.", "2025-09-12", AGREES, "EXA"),
    ("957", "ICE's list holds 957 287(g) agreements.", "2025-09-12", WRONG, "OLD"),
    ("more than 1,000", "ICE's list holds more than 1,000 287(g) agreements.", "2025-09-16", WRONG, "EQB"),
    ("701", "As of June 16, 2025, ICE's list held 701 287(g) agreements.", "2025-06-20", AGREES, "EXA"),
]


@pytest.mark.parametrize(("exact", "sentence", "published", "outcome", "code"), TIMES)
def test_time(judge_in: JudgeSentence, exact: str, sentence: str, published: str, outcome: str, code: str) -> None:
    verdict = judge_in(sentence, exact, published).verdict
    expect(verdict, outcome, code)


PROFILES = [
    ("about 860", "ICE's list holds about 860 287(g) agreements.", "newsroom", WRONG, "VAL-"),
    ("about 880", "ICE's list holds about 880 287(g) agreements.", "lenient", AGREES, "-LSE"),
    ("about 880", "ICE's list holds about 880 287(g) agreements.", "newsroom", AGREES, "LSE"),
    ("nearly 1,050", "ICE's list holds nearly 1,050 287(g) agreements.", "lenient", AGREES, "-LSE"),
    ("608 percent", "Since Jan. 20, 287(g) agreements are up 608 percent.", "newsroom", AGREES, "TRN"),
    ("608 percent", "Since Jan. 20, 287(g) agreements are up 608 percent.", "strict", WRONG, "VAL-"),
    ("609 percent", "Since Jan. 20, 287(g) agreements are up 609 percent.", "strict", AGREES, "RND"),
]


@pytest.mark.parametrize(("exact", "sentence", "profile", "outcome", "code"), PROFILES)
def test_profile(judge_in: JudgeSentence, exact: str, sentence: str, profile: str, outcome: str, code: str) -> None:
    verdict = judge_in(sentence, exact, profile=profile).verdict
    expect(verdict, outcome, code)


CHANGES = [
    ("609 percent", "Since Jan. 20, the number of 287(g) agreements has grown 609 percent.", AGREES, "RND"),
    ("610 percent", "Since Jan. 20, the number of 287(g) agreements has grown 610 percent.", AGREES, "-TRN"),
    ("700 percent", "Since Jan. 20, the number of 287(g) agreements has grown 700 percent.", WRONG, "VAL+"),
    ("709 percent", "Since Jan. 20, the number of 287(g) agreements has grown 709 percent.", WRONG, "PCO"),
    ("650 percent", "Since Jan. 20, the number of 287(g) agreements has grown 650 percent.", WRONG, "-PCO"),
    ("sevenfold", "Since Jan. 20, 287(g) agreements have grown sevenfold.", AGREES, "RND"),
    ("fivefold", "Since Jan. 20, 287(g) agreements have grown fivefold.", WRONG, "-AMB"),
    ("sixfold increase", "Since Jan. 20, there has been a sixfold increase in 287(g) agreements.", OPEN, "AMB"),
    ("more than sixfold", "Since Jan. 20, there has been a more than sixfold increase in 287(g) agreements.", AGREES,
     "WKB"),
]  # fmt: skip


@pytest.mark.parametrize(("exact", "sentence", "outcome", "code"), CHANGES)
def test_change(judge_in: JudgeSentence, exact: str, sentence: str, outcome: str, code: str) -> None:
    verdict = judge_in(sentence, exact).verdict
    expect(verdict, outcome, code)


SEVERITIES = [
    ("957", "ICE's list holds 957 287(g) agreements.", None),
    ("1,000", "ICE's list holds 1,000 287(g) agreements.", "note"),
    ("over 800", "ICE's list holds over 800 287(g) agreements.", "note"),
    ("958", "ICE's list holds 958 287(g) agreements.", "minor"),
    ("more than 957", "ICE's list holds more than 957 287(g) agreements.", "minor"),
    ("nearly 950", "ICE's list holds nearly 950 287(g) agreements.", "minor"),
    ("975", "ICE's list holds 975 287(g) agreements.", "material"),
    ("957", "In all, 957 agencies take part in the 287(g) program.", "material"),
    ("1,500", "ICE's list holds 1,500 287(g) agreements.", "critical"),
    ("797", "In all, 797 agencies take part in the 287(g) program.", None),
]


@pytest.mark.parametrize(("exact", "sentence", "severity"), SEVERITIES)
def test_severity(judge_in: JudgeSentence, exact: str, sentence: str, severity: str | None) -> None:
    assert judge_in(sentence, exact).verdict.severity == severity


MODELS = "473 follow the task force model, 357 the warrant service officer model and the remaining"
"""What the list has, but for the 127 agreements of the jail model."""

BOTH = [
    ("128", f"Of the 957 287(g) agreements, {MODELS} 128 the jail enforcement model.", WRONG, "SUM"),
    ("957", f"Of the 957 287(g) agreements, {MODELS} 128 the jail enforcement model.", AGREES, "-SUM"),
    ("958", f"Of the 958 287(g) agreements, {MODELS} 127 the jail enforcement model.", WRONG, "SUM"),
    ("60 percent", "ICE's list holds 957 287(g) agreements. Of those, 473, or 60 percent, follow the task force model.",
     WRONG, "SHR"),
    ("473", "Most of the 957 287(g) agreements, 473, follow the task force model.", OPEN, "SHR"),
    ("957 agencies", "The 287(g) program counts 957 agreements. It counts 957 agencies that signed agreements.", WRONG,
     "-UDR"),
    ("957 agreements", "The 287(g) program counts 957 agreements. It counts 957 agencies that signed agreements.",
     AGREES, "-UDR"),
]  # fmt: skip


@pytest.mark.parametrize(("exact", "sentence", "outcome", "code"), BOTH)
def test_official_values_single_out_which_number_is_wrong(
    judge_in: JudgeSentence, exact: str, sentence: str, outcome: str, code: str
) -> None:
    test_level(judge_in, exact, sentence, outcome, code)
