"""The Faraway Islands: an invented series beside the shipped counts of ICE's lists, on one desk for every test."""

from __future__ import annotations

import pytest
from passages import JudgeSentence, judging_in
from workspaces import beside_the_shipped_counts

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
    inhabitants: {value: inhabitants, nouns: [inhabitant, people], max_age_days: 400}
    poverty-rate: {value: poverty, nouns: [poverty rate], unit: percent, max_age_days: 400}
    price-index: {value: prices, nouns: [price index], unit: index, max_age_days: 400}
"""
ISLAND_ROWS = """\
year,island,burglaries,inhabitants,poverty,prices
2016,All,400,251000,11,97.5
2017,All,500,252000,10,99.1
2018,All,350,253000,12,100.0
2019,All,343,254000,15,102.3
2019,Norra,120,81000,14,101.0
2019,Sudra,223,173000,16,103.0
"""


@pytest.fixture(scope="session")
def judge_in(tmp_path_factory: pytest.TempPathFactory) -> JudgeSentence:
    """Judge a number of a text against the shipped counts and the islands.

    ICE's list of 3 September 2025, the day unless said, holds 957 agreements by 796 to 799 agencies in 40 states;
    135 and 21 in January.
    """
    folder = tmp_path_factory.mktemp("desk")
    beside_the_shipped_counts(folder, "islands", ISLANDS, "islands-2020-01-15.csv", ISLAND_ROWS)
    return judging_in(folder)
