"""A small survey of our own about trams, as a table that nobody described, and what claims come to beside it."""

from __future__ import annotations

import csv
from pathlib import Path

from claimtrack.inventory import add_dataset
from claimtrack.period import parse_stamp
from claimtrack.pipeline.verifying import Checked, Options, Verification
from claimtrack.settings import Workspace, find_workspace, make_workspace
from claimtrack.verdicts.check import Check

LINES = ("Harbour Line", "Castle Line", "Garden Line")
USED = "Which of the following tram lines have you ridden? Please select all that apply."
RANKED = "Please rank the tram lines in order of preference with 1 being your favorite line and 3 your least favorite."
VIEWED = "Please state whether you view the following stations favorably, unfavorably, or are unfamiliar with them."
DAILY = "Do you typically ride a daily tram?"
PAY = "How do you typically pay for the tram?"
MEAL = "In general, is it rude to eat a hot meal on the tram?"
HEADER = (
    "RespondentID", DAILY, PAY, MEAL,
    *(f"{USED} [{line}]" for line in LINES), *(f"{RANKED} [{line}]" for line in LINES),
    f"{VIEWED} [Old Mill]", f"{VIEWED} [Saint Vitus]", "Gender", "Age", "Region",
)  # fmt: skip
PAYMENTS = (
    "A monthly pass",
    "Cash to the driver",
    "The operator's app on your phone",
    "Credit card",
    "Debit card",
    "-",
)
MEALS = ("Yes, very rude", "Yes, somewhat rude", "No, not rude at all", "Prefer not to answer")
VIEWS = ("Very favorably", "Somewhat favorably", "Somewhat unfavorably", "Unfamiliar (N/A)")
AGES, REGIONS = ("18-29", "30-44", "45-60", "> 60"), ("North Shore", "Old Town", "South Bank")
ROWS = 240


def row(number: int) -> tuple[str, ...]:
    """One person's answers, a fixed mixture."""
    ridden = [LINES[i] if number % (i + 2) else "" for i in range(3)]
    first = 1 if number % 3 == 0 else number % 5 % 3
    places = [str((i - first) % 3 + 1) if any(ridden) else "" for i in range(3)]
    return (
        str(7000 + number), "Yes" if number % 3 else "No", PAYMENTS[(number * number + number // 7) % 6],
        MEALS[number % 11 % 4], *ridden, *places, VIEWS[number % 7 % 4], VIEWS[number % 10 % 4],
        "Female" if number % 9 < 5 else "Male", AGES[number % 13 % 4], REGIONS[number % 8 % 3],
    )  # fmt: skip


def table() -> list[dict[str, str]]:
    """All rows by column."""
    return [dict(zip(HEADER, row(number), strict=True)) for number in range(ROWS)]


def survey_workspace(root: Path) -> Workspace:
    """Make a workspace that holds the table, as it is."""
    file = root / "trams.csv"
    with file.open("w", newline="", encoding="utf-8") as stream:
        writer = csv.writer(stream)
        writer.writerows([HEADER, *map(row, range(ROWS))])
    make_workspace(root / "desk")
    workspace = find_workspace(root / "desk")
    assert add_dataset(workspace, str(file))[1] == ()
    return workspace


def checks_of(workspace: Workspace, text: str) -> tuple[Check, ...]:
    """Verify one text, published in June 2025."""
    page = workspace.root / "page.txt"
    page.write_text(text + "\n", encoding="utf-8")
    from claimtrack.corpus.read import find_sources

    with Verification(workspace, Options(published=parse_stamp("2025-06-02")), keep=False) as run:
        (result,) = run.run(find_sources(str(page), root=workspace.root))
    assert isinstance(result, Checked)
    return result.checks
