"""A workspace with a list of our own that dates its rows: repair shops that signed a pact, in four issues."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pytest
from passages import JudgeSentence, judging_in

from claimtrack.settings import make_workspace

DATASET = "repair-shops"
DESCRIPTOR = """\
name: repair-shops
title: Shops in the Open Wrench pact
resources: [{name: shops, path: snapshots/, format: csv}]
claimtrack:
  topics: [Open Wrench]
  observed_at: [filename]
  quality: {required: [STATE, SHOP, SIGNED], filled: [STATE, SHOP]}
  normalise: {STATE: us-state}
  dimensions: {state: STATE}
  measures:
    pledges: {count: rows, nouns: [pledge], not: [shop, state]}
    pledges-signed: {flow_of: pledges, dated: SIGNED}
    shops: {count_distinct: [STATE, SHOP], nouns: [shop, repair shop], not: [pledge, state]}
    shops-signed: {title: shops that signed, flow_of: shops, dated: SIGNED}
    states: {count_distinct: [STATE], nouns: [state], dimensions: []}
    states-signed: {flow_of: states, dated: SIGNED}
"""
PEOPLE = """\
name: people
title: People of some states, one region and some countries
resources: [{name: people, path: snapshots/, format: csv}]
claimtrack:
  kind: series
  topics: [population, census]
  date: year
  published_after_days: [10, 20]
  observed_at: [filename]
  dimensions: {state: {column: STATE, vocabulary: us-state, total: [All]}}
  measures:
    population: {value: people, nouns: [resident, people, population], max_age_days: 900}
    median-age: {value: age, nouns: [median age], unit: year, max_age_days: 900}
"""
PEOPLE_ROWS = """\
year,STATE,people,age
2024,All,900000,38
2024,Florida,230000,42
2024,Texas,310000,35
2024,Ohio,120000,39
2024,Puerto Rico,30000,44
2024,Midwest Region,190000,38
"""
COUNTRIES = """\
name: nations
title: People of some countries
resources: [{name: nations, path: snapshots/, format: csv}]
claimtrack:
  kind: series
  topics: [population]
  date: year
  published_after_days: [10, 20]
  observed_at: [filename]
  dimensions:
    country:
      column: COUNTRY
      names: true
      total: [World]
      aliases: {"Korea, Rep.": [South Korea], United Kingdom: [Britain, UK, U.K.]}
  measures:
    population: {value: people, nouns: [inhabitant, people, population], max_age_days: 900}
"""
COUNTRY_ROWS = """\
year,COUNTRY,people
2024,World,8100000000
2024,China,1409000000
2024,India,1451000000
2024,"Korea, Rep.",51750000
2024,United Kingdom,69230000
2024,Mexico,130900000
"""
SERIES = (("people", PEOPLE, PEOPLE_ROWS), ("nations", COUNTRIES, COUNTRY_ROWS))
Row = tuple[str, str, str]


def signed(state: str, count: int, day: str, kind: str = "Shop") -> list[Row]:
    """So many shops of a state that signed on a day."""
    return [(state, f"{kind} {state} {day} {number}", day) for number in range(count)]


OLD = [*signed("TEXAS", 80, "2024-05-06"), *signed("FLORIDA", 70, "2024-06-03"), *signed("OHIO", 50, "2024-07-01")]
MARCH = [*signed("TEXAS", 61, "2025-03-04"), *signed("OHIO", 62, "2025-03-18")]
JUNE = signed("FLORIDA", 94, "2025-06-10")
AUGUST = [*signed("UTAH", 141, "2025-08-05"), *[(s, n, "2025-08-19") for s, n, _ in OLD[:10]]]
"""Ten of the old shops sign a second pledge."""
ISSUES: dict[str, list[Row]] = {
    "2025-01-10": OLD,
    "2025-04-01": [*OLD, *MARCH],
    "2025-07-01": [*OLD, *MARCH, *JUNE],
    "2025-09-02": [*OLD[:-20], *MARCH, *JUNE, *AUGUST],
}
"""The list by day; twenty of Ohio's have left by September, when 548 pledges by 538 shops are on it."""


def as_csv(rows: Iterable[Row]) -> str:
    """The list as CSV."""
    return "\n".join(["STATE,SHOP,SIGNED", *(",".join(row) for row in rows)]) + "\n"


def dated_workspace(root: Path) -> Path:
    """Make the workspace in `root` and return it."""
    make_workspace(root)
    snapshots = root / "corpus" / "datasets" / DATASET / "snapshots"
    snapshots.mkdir(parents=True)
    (snapshots.parent / "datapackage.yaml").write_text(DESCRIPTOR, encoding="utf-8")
    for day, rows in ISSUES.items():
        (snapshots / f"shops-{day}.csv").write_text(as_csv(rows), encoding="utf-8")
    for name, text, table in SERIES:
        folder = root / "corpus" / "datasets" / name
        (folder / "snapshots").mkdir(parents=True)
        (folder / "datapackage.yaml").write_text(text, encoding="utf-8")
        (folder / "snapshots" / f"{name}-2025-01-15.csv").write_text(table, encoding="utf-8")
    return root


@pytest.fixture(scope="module")
def judge(tmp_path_factory: pytest.TempPathFactory) -> JudgeSentence:
    """Verify one sentence against the list and return the check of the quoted number."""
    folder = dated_workspace(tmp_path_factory.mktemp("shops"))
    return judging_in(folder, "The Open Wrench pact, in numbers\n\n")
