"""A workspace with a list of pledges by state, and the people of some states to share them out over."""

from __future__ import annotations

from pathlib import Path

from claimtrack.settings import make_workspace

PLEDGES = """\
name: pledges
title: Pledges of the Open Wrench pact
resources: [{name: pledges, path: snapshots/, format: csv}]
claimtrack:
  topics: [Open Wrench]
  observed_at: [filename]
  normalise: {STATE: us-state}
  dimensions: {state: STATE, kind: KIND}
  measures:
    pledges: {count: rows, nouns: [pledge], max_age_days: 14}
    pledges-per-capita:
      title: pledges per 100,000 residents
      per_capita: {of: pledges, over: state-people/people, per: 100000}
      nouns: [pledge]
      golden:
        - {at: 2025-09-03, value: 3.0584, scope: {state: Texas}}
        - {at: 2025-09-03, value: 9.9, scope: {state: Ohio}}
"""
PEOPLE = """\
name: state-people
title: People of some states
resources: [{name: people, path: snapshots/, format: csv}]
claimtrack:
  kind: series
  topics: [population, census]
  date: year
  published_after_days: [-14, -7]
  observed_at: [filename]
  normalise: {place: us-state}
  dimensions: {place: place}
  measures:
    people: {value: people, nouns: [resident, person, people, inhabitant], max_age_days: 400}
    growth: {change: {column: people, over: 1 year}, nouns: [growth], unit: percent}
"""
COUNTS = {"2025-08-22": {"Texas": 900, "Ohio": 12}, "2025-09-02": {"Texas": 957, "Ohio": 12, "Guam": 3, "Vermont": 2}}
"""Pledges by issue and state; the last issue is published again two days later."""
NUMBERS = {
    ("2023", ""): 42_289_236,
    ("2023", "Texas"): 30_503_301,
    ("2023", "Ohio"): 11_785_935,
    ("2024", ""): 43_174_135,
    ("2024", "Texas"): 31_290_831,
    ("2024", "Ohio"): 11_883_304,
    ("2024", "Vermont"): 0,
}
"""People by year and state: none of them are of Guam."""


def pledges(counts: dict[str, int]) -> str:
    """The list as CSV, the kinds in turn."""
    rows = [f"{state},{'shop' if at % 2 else 'school'},{at}" for state, count in counts.items() for at in range(count)]
    return "\n".join(["STATE,KIND,NUMBER", *rows]) + "\n"


def people() -> str:
    """The numbers of people as CSV."""
    return "\n".join(["year,place,people", *(f"{y},{place},{n}" for (y, place), n in NUMBERS.items())]) + "\n"


def add(root: Path, descriptor: str, files: dict[str, str]) -> None:
    """Put a dataset into a workspace."""
    name = descriptor.split()[1]
    home = root / "corpus" / "datasets" / name
    (home / "snapshots").mkdir(parents=True)
    (home / "datapackage.yaml").write_text(descriptor, encoding="utf-8")
    for file, text in files.items():
        (home / "snapshots" / file).write_text(text, encoding="utf-8")


def shared_out(root: Path, *, over: bool = True, descriptor: str = PLEDGES) -> Path:
    """Make the workspace in `root`, with or without the dataset of people, and return it."""
    make_workspace(root)
    files = {f"pledges-{day}.csv": pledges(counts) for day, counts in COUNTS.items()}
    add(root, descriptor, files | {"pledges-2025-09-04.csv": pledges(COUNTS["2025-09-02"] | {"Utah": 1})})
    if over:
        add(root, PEOPLE, {"people-2025-01-05.csv": people()})
    return root
