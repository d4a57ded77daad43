"""Sentences judged as a user's are: extracted, linked to the shipped counts of ICE's lists or to islands, judged."""

from __future__ import annotations

import pytest
from passages import JudgeSentence
from workspaces import beside_the_shipped_counts

import claimtrack
from claimtrack.errors import ClaimtrackError
from claimtrack.verdicts.check import Check

SAID = "2025-09-03"
"""ICE's list of that day holds 957 agreements by 796 to 799 agencies in 40 states; 135 and 21 in January."""

ISLANDS = """\
name: islands
title: Burglaries and inhabitants of the Faraway Islands
homepage: https://islands.example/statistics
resources: [{name: islands, path: snapshots/, format: csv}]
claimtrack:
  kind: series
  topics: [Faraway Islands, island statistics]
  date: year
  published_after_days: [10, 20]
  observed_at: [filename]
  dimensions: {island: {column: island, names: true, total: [All]}}
  measures:
    burglaries: {value: burglaries, nouns: [burglary], accumulation: flow, max_age_days: 400}
    inhabitants: {value: inhabitants, nouns: [inhabitant], max_age_days: 400}
    poverty-rate: {value: poverty, nouns: [poverty rate], unit: percent, max_age_days: 400}
"""
ISLAND_ROWS = """\
year,island,burglaries,inhabitants,poverty
2017,All,500,252000,10
2018,All,350,253000,12
2019,All,343,254000,15
2019,Norra,120,81000,14
2019,Sudra,223,173000,16
"""


@pytest.fixture(scope="session")
def judge_in(tmp_path_factory: pytest.TempPathFactory) -> JudgeSentence:
    """Judge a number of a text against the shipped counts and the islands."""
    folder = tmp_path_factory.mktemp("desk")
    beside_the_shipped_counts(folder, "islands", ISLANDS, "islands-2020-01-15.csv", ISLAND_ROWS)
    desk = claimtrack.open(folder)

    def check(text: str, exact: str, published: str = SAID, profile: str | None = None) -> Check:
        page = folder / "page.txt"
        page.write_text(f"{text}\n", encoding="utf-8")
        (result,) = desk.verify(page, published=published, profile=profile)
        assert not isinstance(result, ClaimtrackError), result
        return next(c for c in result.checks if exact in c.claim.quote.exact)

    return check
