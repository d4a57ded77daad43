"""The golden table of the verdict rules, row by row."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
from builders import change, claim, definition, history, observation, published, quantity

from claimtrack.measures.measure import History
from claimtrack.quantity import Role
from claimtrack.verdicts.arithmetic import own_arithmetic
from claimtrack.verdicts.claim_time import ClaimTime
from claimtrack.verdicts.diagnosis import Neighbourhood, diagnose
from claimtrack.verdicts.judge import judge
from claimtrack.verdicts.measured import Measured
from claimtrack.verdicts.profile import PROFILES
from claimtrack.verdicts.verdict import Outcome, Severity, Verdict

NEWSROOM = PROFILES["newsroom"]
SEEN = "2025-09-02T20:05:26"
NOWHERE = Neighbourhood(measures=(), scopes=())


def listed(value: int, high: int | None = None, *, last_row: int | None = None, measure: str = "agreements") -> History:
    return history(observation(SEEN, value, high, last_row=last_row), measure=measure)


def check(
    number: str, modifier: str, official: History, near: Neighbourhood = NOWHERE, profile: str = "newsroom"
) -> Verdict:
    wanted = claim(quantity=quantity(number, modifier))
    measured = Measured(definition=definition(official.measure), history=official)
    time = ClaimTime(when=published(), source="published")
    verdict = judge(wanted, measured, time, PROFILES[profile])
    return diagnose(verdict, wanted.quantity, measured, near, time, PROFILES[profile])


AGREEMENTS = Neighbourhood(measures=(listed(957, last_row=958),), scopes=())

LEVELS = [
    ("958", "exact", listed(958), NOWHERE, "agrees", "EXA"),
    ("958", "exact", listed(796, 799, last_row=958, measure="agencies"), AGREEMENTS, "discrepancy", "VAL+ MSW OB1"),
    ("958", "exact", listed(957, last_row=958), NOWHERE, "discrepancy", "VAL+ OB1"),
    ("1000", "over", listed(1000, last_row=1001), NOWHERE, "discrepancy", "EQB"),
    ("900", "over", listed(796, 799, measure="agencies"), AGREEMENTS, "discrepancy", "VAL+ MSW"),
    ("1000", "over", listed(958), NOWHERE, "discrepancy", "VAL+"),
    ("900", "over", listed(958), NOWHERE, "agrees", ""),
    ("900", "over", listed(1372), NOWHERE, "agrees", "WKB"),
    ("1000", "nearly", listed(958), NOWHERE, "agrees", ""),
    ("1000", "nearly", listed(1001), NOWHERE, "discrepancy", "DIR"),
    ("1000", "about", listed(958), NOWHERE, "agrees", ""),
    ("1000", "about", listed(915), NOWHERE, "agrees", "LSE"),
    ("915", "exact", listed(958), NOWHERE, "discrepancy", "VAL-"),
    ("1000", "exact", listed(958), NOWHERE, "agrees", "CRS"),
    ("8500", "exact", listed(8501), NOWHERE, "agrees", "RND"),
    ("8501", "exact", listed(8502), NOWHERE, "discrepancy", "VAL- OB1"),
    ("685", "exact", listed(685, 692), NOWHERE, "undetermined", "CLN"),
]


@pytest.mark.parametrize(("number", "modifier", "official", "near", "outcome", "codes"), LEVELS)
def test_level(number: str, modifier: str, official: History, near: Neighbourhood, outcome: str, codes: str) -> None:
    verdict = check(number, modifier, official, near)
    assert verdict.outcome == outcome
    assert " ".join(reason.code for reason in verdict.reasons) == codes


def test_states_once_mended_agree_with_the_raw_figure_shown() -> None:
    mended = observation(SEEN, 40, variants=(("as printed", Decimal(41)),))
    verdict = check("40", "exact", history(mended, measure="states"))
    assert (verdict.outcome, verdict.codes) == (Outcome.AGREES, {"EXA", "CLN"})


def test_last_row_is_named() -> None:
    texts = [reason.text for reason in check("958", "exact", listed(957, last_row=958)).reasons]
    assert any("last filled row" in text for text in texts)


def test_sibling_says_how_many_cells_were_searched() -> None:
    verdict = check("958", "exact", listed(796, measure="agencies"), AGREEMENTS)
    assert verdict.searched_cells == 2
    assert "searched 2 cells" in next(r.text for r in verdict.reasons if r.code == "MSW")


@pytest.mark.parametrize(
    ("number", "modifier", "value", "severity"),
    [
        ("958", "exact", 957, Severity.MINOR),
        ("1000", "over", 1000, Severity.MINOR),
        ("1000", "nearly", 1001, Severity.MINOR),
        ("915", "exact", 958, Severity.MATERIAL),
        ("2000", "over", 958, Severity.CRITICAL),
        ("1000", "exact", 958, Severity.NOTE),
        ("958", "exact", 958, None),
    ],
)
def test_severity(number: str, modifier: str, value: int, severity: Severity | None) -> None:
    assert check(number, modifier, listed(value)).severity is severity


CHANGES = [
    ("609", "exact", "percent", Role.PERCENT_CHANGE, (), "agrees", "TRN"),
    ("610", "exact", "percent", Role.PERCENT_CHANGE, (), "agrees", "RND"),
    ("700", "exact", "percent", Role.PERCENT_CHANGE, (), "discrepancy", "INT"),
    ("710", "exact", "percent", Role.PERCENT_CHANGE, (), "discrepancy", "INT PCO"),
    ("710", "exact", "percent", Role.PERCENT_CHANGE, ("change.percent_of",), "agrees", "RND"),
    ("7", "exact", "fold", Role.RATIO, ("ratio.times_as_many",), "agrees", "RND"),
    ("6", "over", "fold", Role.RATIO, ("ratio.fold_increase",), "agrees", "WKB"),
    ("6", "exact", "fold", Role.RATIO, ("ratio.fold_increase",), "undetermined", "AMB"),
]


def printed(start: str, end: str, unit: str | None = None):  # type: ignore[no-untyped-def]
    ends = [claim(id=side, quantity=quantity(n, unit=unit)) for side, n in (("a", start), ("b", end))]
    from claimtrack.claims.claim import Relation

    return {c.id: c for c in ends}, (Relation(kind="from", claim_id="a"), Relation(kind="to", claim_id="b"))


@pytest.mark.parametrize(("number", "modifier", "unit", "role", "cues", "outcome", "codes"), CHANGES)
def test_change_from_the_document_alone(
    number: str, modifier: str, unit: str, role: Role, cues: tuple[str, ...], outcome: str, codes: str
) -> None:
    others, relations = printed("135", "958")
    verdict = own_arithmetic(
        change(number, modifier, role, unit=unit, relations=relations, cues=cues), others, NEWSROOM
    )
    assert verdict is not None
    assert (verdict.outcome, " ".join(r.code for r in verdict.reasons)) == (outcome, codes)


@pytest.mark.parametrize(
    ("number", "unit", "outcome", "codes"),
    [
        ("5", "percent", "discrepancy", "PPT"),
        ("50", "percent", "agrees", "EXA"),
        ("5", "percentage_point", "agrees", "EXA"),
        ("50", "percentage_point", "discrepancy", "INT"),
    ],
)
def test_change_of_percentages(number: str, unit: str, outcome: str, codes: str) -> None:
    others, relations = printed("10", "15", "percent")
    verdict = own_arithmetic(change(number, unit=unit, relations=relations), others, NEWSROOM)
    assert verdict is not None
    assert (verdict.outcome, " ".join(r.code for r in verdict.reasons)) == (outcome, codes)


def test_rounded_ends_may_save_a_change() -> None:
    others, relations = printed("1200000", "1500000")
    rounded = {
        k: claim(id=k, quantity=quantity(c.quantity.value, precision=Decimal(100000))) for k, c in others.items()
    }
    verdict = own_arithmetic(change("27", relations=relations), rounded, NEWSROOM)
    assert verdict is not None
    assert (verdict.outcome, verdict.codes) == (Outcome.AGREES, {"RNC"})


def test_strict_calls_a_cut_figure_a_discrepancy() -> None:
    others, relations = printed("135", "958")
    verdict = own_arithmetic(change("609", relations=relations), others, PROFILES["strict"])
    assert verdict is not None
    assert verdict.outcome is Outcome.DISCREPANCY


def growth(
    number: str, modifier: str = "exact", role: Role = Role.PERCENT_CHANGE, cues: tuple[str, ...] = ()
) -> Verdict:
    seen = history(observation("2025-01-19T19:23:56", 135), observation(SEEN, 957))
    wanted = change(number, modifier, role, cues=cues)
    time = ClaimTime(when=published(), source="published", baseline=published("2025-01-20"))
    return judge(wanted, Measured(definition=definition(), history=seen), time, NEWSROOM)


def test_growth_from_official_values_shows_its_arithmetic() -> None:
    verdict = growth("609")
    assert (verdict.outcome, verdict.codes) == (Outcome.AGREES, {"RND"})
    assert "135" in verdict.arithmetic
    assert "957" in verdict.arithmetic
    assert "608.9" in verdict.arithmetic


def test_more_than_sixfold_holds_in_both_readings() -> None:
    verdict = growth("6", "over", Role.RATIO, ("ratio.fold_increase",))
    assert (verdict.outcome, verdict.codes) == (Outcome.AGREES, {"WKB"})


def test_times_are_shown_to_the_hundredth() -> None:
    assert growth("6", "over", Role.RATIO, ("ratio.fold_increase",)).arithmetic.startswith("7.09 times")


def test_a_base_of_zero_is_not_defined() -> None:
    seen = history(observation("2025-01-19T19:23:56", 0), observation(SEEN, 957))
    time = ClaimTime(when=published(), source="published", baseline=published("2025-01-20"))
    verdict = judge(change("609"), Measured(definition=definition(), history=seen), time, NEWSROOM)
    assert (verdict.outcome, verdict.codes) == (Outcome.UNDETERMINED, {"UND"})


def test_a_change_without_a_start_is_not_defined() -> None:
    time = ClaimTime(when=published(), source="published")
    verdict = judge(change("609"), Measured(definition=definition(), history=listed(957)), time, NEWSROOM)
    assert (verdict.outcome, verdict.codes) == (Outcome.UNDETERMINED, {"UND"})


def test_the_second_clock_runs_beside() -> None:
    official = history(observation(SEEN, 957), observation("2026-02-17T20:10:09", 1425))
    verdict = check("957", "exact", official)
    assert verdict.outcome is Outcome.AGREES
    assert verdict.now is not None
    assert (verdict.now.outcome, verdict.now.value) == (Outcome.DISCREPANCY, 1425)


def test_max_age_is_in_days() -> None:
    assert Measured(definition=definition(max_age_days=14), history=listed(1)).max_age == timedelta(days=14)


@pytest.mark.parametrize(("part", "outcome"), [(320, "agrees"), (331, "agrees"), (420, "discrepancy")])
def test_a_fraction_in_words_is_approximate(part: int, outcome: str) -> None:
    third = claim(quantity=quantity("0.333333333333", role=Role.SHARE, unit=None))
    florida, whole = (history(observation(SEEN, n)) for n in (part, 957))
    time = ClaimTime(when=published(), source="published")
    verdict = judge(third, Measured(definition=definition(), history=florida, whole=whole), time, NEWSROOM)
    assert verdict.outcome == outcome


@pytest.mark.parametrize(
    ("number", "unit", "start", "end", "codes"),
    [
        ("710", None, 135, 958, {"VAL+", "PCO"}),
        ("5", "percent", 10, 15, {"VAL-", "PPT"}),
        ("700", None, 135, 958, {"VAL+"}),
    ],
)
def test_slips_are_named_from_official_values_too(
    number: str, unit: str | None, start: int, end: int, codes: set[str]
) -> None:
    seen = history(observation("2025-01-19T19:23:56", start), observation(SEEN, end))
    time = ClaimTime(when=published(), source="published", baseline=published("2025-01-20"))
    verdict = judge(change(number), Measured(definition=definition(unit=unit), history=seen), time, NEWSROOM)
    assert (verdict.outcome, verdict.codes) == (Outcome.DISCREPANCY, codes)


def test_a_thin_link_lets_no_small_ratio_agree() -> None:
    """A "twice" whose noun stands elsewhere ("we ran the numbers twice") agrees with too much by chance."""
    seen = history(observation("2025-01-19T19:23:56", 21), observation(SEEN, 40))
    time = ClaimTime(when=published(), source="published", baseline=published("2025-01-20"))
    twice = change("2", role=Role.RATIO, cues=("ratio.times_as_many",))
    outcomes = [
        judge(twice, Measured(definition=definition(), history=seen, tentative=why), time, NEWSROOM).outcome
        for why in ("", "the noun is in another sentence")
    ]
    assert outcomes == [Outcome.AGREES, Outcome.UNDETERMINED]


@pytest.mark.parametrize(("number", "official"), [("23.6", "23.2"), ("20.0", "20.4"), ("3.4", "3.1")])
def test_a_figure_with_decimals_is_not_rounded_to_whole_ones(number: str, official: str) -> None:
    wanted = claim(quantity=quantity(number, unit="percent"))
    rate = definition("rate", aggregate="value", unit="percent")
    measured = Measured(definition=rate, history=history(observation(SEEN, official), measure="rate"))
    verdict = judge(wanted, measured, ClaimTime(when=published(), source="published"), NEWSROOM)
    assert verdict.outcome == "discrepancy"


def test_the_last_row_of_an_earlier_sheet_is_named() -> None:
    seen = history(
        observation("2025-05-23", 628, last_row=629), observation("2025-05-29", 635, last_row=636),
        observation("2025-06-06", 649, last_row=650),
    )  # fmt: skip
    measured, time = (
        Measured(definition=definition(), history=seen),
        ClaimTime(when=published("2025-06-06"), source="x"),
    )
    wanted = claim(quantity=quantity("629"))
    verdict = diagnose(
        judge(wanted, measured, time, NEWSROOM), wanted.quantity, measured, Neighbourhood(measures=(), scopes=()), time,
        NEWSROOM,
    )  # fmt: skip
    assert {"OLD", "OB1"} <= verdict.codes
    assert "629 is the number of the sheet's last filled row" in verdict.reasons[-1].text
