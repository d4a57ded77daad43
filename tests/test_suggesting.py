"""Claims beside a table that nobody described: the right rows of the right rows, or none."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from surveys import AGES, DAILY, LINES, MEAL, PAY, RANKED, ROWS, USED, VIEWED, checks_of, survey_workspace, table

from claimtrack.settings import Workspace
from claimtrack.verdicts.check import Check
from claimtrack.verdicts.verdict import Outcome

Row = dict[str, str]
Test = Callable[[Row], bool]


@pytest.fixture(scope="module")
def survey(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    return survey_workspace(tmp_path_factory.mktemp("survey"))


def pays(*ways: str) -> Test:
    return lambda r: r[PAY] in ways


def paid(r: Row) -> bool:
    return r[PAY] != "-"


def everyone(_: Row) -> bool:
    return True


def daily(r: Row) -> bool:
    return r[DAILY] == "Yes"


def rode(line: str) -> Test:
    return lambda r: bool(r[f"{USED} [{line}]"])


def rode_any(r: Row) -> bool:
    return any(rode(line)(r) for line in LINES)


def rode_all(r: Row) -> bool:
    return all(rode(line)(r) for line in LINES)


def likes(station: str) -> Test:
    return lambda r: r[f"{VIEWED} [{station}]"] in ("Very favorably", "Somewhat favorably")


def share(part: Test, whole: Test) -> Decimal:
    rows = [r for r in table() if whole(r)]
    return Decimal(100 * sum(map(part, rows))) / len(rows)


def only(checks: tuple[Check, ...], unit: str | None = "percent") -> Check:
    (found,) = [c for c in checks if c.claim.quantity.unit == unit and c.claim.quantity.value is not None]
    return found


def official(survey: Workspace, text: str, unit: str | None = "percent") -> Decimal | None:
    check = only(checks_of(survey, text), unit)
    return None if check.verdict.official is None else check.verdict.official.value


SHARES: list[tuple[str, Test, Test]] = [
    ("{} percent pay with the app on their phone.", pays("The operator's app on your phone"), paid),
    ("A monthly pass was the choice of {} percent of those asked about the tram.", pays("A monthly pass"), paid),
    ("Cash to the driver was named by {} percent of respondents.", pays("Cash to the driver"), paid),
    ("About {} percent said they pay by credit card or debit card.", pays("Credit card", "Debit card"), paid),
    ("Among daily riders, {} percent use a monthly pass.", pays("A monthly pass"), lambda r: paid(r) and daily(r)),
    ("A monthly pass is what {} percent of non-daily riders have.", pays("A monthly pass"),
     lambda r: paid(r) and not daily(r)),
    ("Among people who do not ride every day, {} percent hold a monthly pass.", pays("A monthly pass"),
     lambda r: paid(r) and not daily(r)),
    ("Of people aged 61 and up, {} percent pay with a credit card.", pays("Credit card"),
     lambda r: paid(r) and r["Age"] == AGES[3]),
    ("{} percent of those aged 18 to 44 pay with a debit card.", pays("Debit card"),
     lambda r: paid(r) and r["Age"] in AGES[:2]),
    ("{} percent of women pay with a credit card.", pays("Credit card"), lambda r: paid(r) and r["Gender"] == "Female"),
    ("In the Old Town, {} percent of respondents ride the tram every day.", daily, lambda r: r["Region"] == "Old Town"),
    ("{} percent said that eating a hot meal on the tram is rude.", lambda r: r[MEAL].startswith("Yes"),
     lambda r: not r[MEAL].startswith("Prefer")),
    ("{} percent called it very rude to eat a hot meal on the tram.", lambda r: r[MEAL] == "Yes, very rude",
     lambda r: not r[MEAL].startswith("Prefer")),
    ("The Castle Line had been ridden by {} percent.", rode("Castle Line"), rode_any),
    ("Among people who rode all three tram lines, {} percent rank the Garden Line first.",
     lambda r: r[f"{RANKED} [Garden Line]"] == "1", rode_all),
    ("{} percent of respondents aged 30 to 44 think it is very rude to eat a hot meal.",
     lambda r: r[MEAL] == "Yes, very rude", lambda r: r["Age"] == AGES[1] and not r[MEAL].startswith("Prefer")),
    ("{} percent of people who ride daily pay by credit card.", pays("Credit card"), lambda r: paid(r) and daily(r)),
    ("Old Mill is viewed favorably by {} percent.", likes("Old Mill"), everyone),
    ("Saint Vitus has a favorable rating of {} percent.", likes("Saint Vitus"), everyone),
]  # fmt: skip


@pytest.mark.parametrize(("text", "part", "whole"), SHARES)
def test_a_share_is_of_the_rows_that_the_words_name(survey: Workspace, text: str, part: Test, whole: Test) -> None:
    want = share(part, whole)
    for number in ("50", f"{want:.1f}", "7"):
        found = official(survey, text.format(number))
        assert found is not None, text
        assert abs(found - want) < Decimal("0.001"), (text, found, want)


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("The survey about trams drew {} respondents.", lambda _: True),
        ("In the survey, {} people had ridden at least one of the tram lines.", rode_any),
        ("All three of the tram lines had been ridden by {} respondents.", rode_all),
        ("The question whether it is rude to eat a hot meal was answered by {} people.",
         lambda r: not r[MEAL].startswith("Prefer")),
    ],
)  # fmt: skip
def test_counts_of_people(survey: Workspace, text: str, part: Test) -> None:
    want = sum(map(part, table()))
    checks = [c for c in checks_of(survey, text.format(want)) if c.claim.quantity.value == want]
    assert [c.verdict.outcome for c in checks] == [Outcome.AGREES]
    wrong = [c for c in checks_of(survey, text.format(want + 9)) if c.claim.quantity.value == want + 9]
    assert [c.verdict.outcome for c in wrong] == [Outcome.DISCREPANCY]


def test_who_gave_no_answer_is_left_out_and_said(survey: Workspace) -> None:
    want = share(pays("Credit card"), paid)
    check = only(checks_of(survey, f"Credit card was picked by {want:.1f} percent."))
    left = sum(not paid(r) for r in table())
    said = next(reason.text for reason in check.verdict.reasons if reason.code == "SCA")
    assert f"{left} of {ROWS} rows are left out, which hold no answer" in said


def test_readings_that_differ_are_both_shown(survey: Workspace) -> None:
    """Who has not ridden all lines can't rank all of them: of whom the share is stays open."""
    first: Test = lambda r: r[f"{RANKED} [Harbour Line]"] == "1"  # noqa: E731
    want, other = share(first, rode_all), share(first, lambda r: bool(r[f"{RANKED} [Harbour Line]"]))
    assert abs(want - other) > 1
    check = only(checks_of(survey, f"The Harbour Line is the favorite of {want:.1f} percent."))
    assert (check.verdict.outcome, check.verdict.codes) == (Outcome.UNDETERMINED, {"AMB"})
    assert check.link is not None
    assert len(check.link.ambiguous) == 1


@pytest.mark.parametrize(
    "text",
    [
        "Credit card debt rose to 12 percent of household income.",
        "The app store takes 30 percent of all sales on your phone.",
        "Women hold 41 percent of the seats in parliament.",
        "Some 240 people died on the trams of the city last year.",
        "Cash accounts for 18 percent of the company's assets.",
        "The castle covers 14 percent of the hill.",
        "Unemployment in the Old Town stands at 6.1 percent.",
        "A monthly pass costs 12 percent more than last year.",
        "The tram company paid a dividend of 5 percent.",
        "Of 240 drivers surveyed by the union, 63 percent want shorter shifts.",
        "Phone sales fell 8 percent, and debit card fees rose 3 percent.",
        "Rude drivers cause 22 percent of road accidents, the police said.",
        "The North Shore has 24 percent of the nation's lighthouses.",
        "Some 55 percent of teachers pay by credit card.",
        "In Boston, 71 percent of bakeries take cash.",
        "It reaches 10 percent of those who do not ride each day.",
        "The figure is 12 percent for daily riders.",
        "A credit card is used by 10 percent of them.",
        "Some 40 people asked the mayor about the tram.",
        "A monthly pass was the choice of 28 percent of tourists.",
    ],
)
def test_other_subjects_and_other_people_are_not_linked(survey: Workspace, text: str) -> None:
    for check in checks_of(survey, text):
        assert check.link is None, check.link
        assert check.verdict.outcome is Outcome.UNDETERMINED


def test_a_word_the_table_does_not_know_bears_no_discrepancy(survey: Workspace) -> None:
    for check in checks_of(survey, "A Gallup poll found that 77 percent of respondents pay by credit card."):
        assert check.verdict.outcome is not Outcome.DISCREPANCY


def test_the_number_plays_no_part_in_the_link(survey: Workspace) -> None:
    links = set()
    for number in range(1, 100, 7):
        check = only(checks_of(survey, f"Among daily riders, {number} percent use a monthly pass."))
        assert check.link is not None
        links.add((check.link.scope, check.link.best.score, check.link.ambiguous))
    assert len(links) == 1


def test_a_time_long_ago_is_not_that_of_the_survey(survey: Workspace) -> None:
    check = only(
        checks_of(survey, "In 2009, credit card was named by 64 percent of the respondents asked about trams.")
    )
    assert check.verdict.outcome is Outcome.UNDETERMINED


def test_the_query_gives_the_count_again(survey: Workspace, tmp_path: Path) -> None:
    from claimtrack.inventory import load_data
    from claimtrack.measures.observe import Observatory

    check = only(checks_of(survey, "Credit card was picked by 16 percent of respondents."))
    assert check.verdict.official is not None
    assert check.verdict.official.query is not None
    data = load_data(survey)
    with Observatory(data.descriptors, data.snapshots, tmp_path) as observatory:
        assert observatory.run("trams", check.verdict.official.query) == sum(map(pays("Credit card"), table()))
