"""Words that settle which of several ways to count is meant: where things are, who takes part, what is left out."""

from __future__ import annotations

import pytest
from passages import JudgeSentence, judging_in

from claimtrack.settings import make_workspace

DESCRIPTOR = """\
name: orchards
title: Members of the Late Frost network
resources: [{name: orchards, path: snapshots/, format: csv}]
claimtrack:
  topics: [Late Frost]
  observed_at: [filename]
  normalise: {STATE: us-state}
  derive:
    AREA: {column: STATE, patterns: {territory: guam|puerto rico, state: .}}
  dimensions: {state: STATE}
  measures:
    growers: {count_distinct: [STATE, GROWER], nouns: [grower], not: [county, state, city]}
    counties:
      count_distinct: [STATE, COUNTY]
      readings: {county stations only: {KIND: [county]}}
      nouns: [county]
      not: [grower, state, city]
    cities: {count_distinct: [STATE, GROWER], where: {KIND: [city]}, nouns: [city], not: [grower, county, state]}
    states:
      count_distinct: [STATE]
      also: {"states alone, territories left out": {AREA: [state]}}
      nouns: [state]
      not: [grower, county, city]
      dimensions: []
"""


def rows() -> str:
    """Thirty counties with a station of their own, twelve more where only a town takes part; two states and Guam."""
    own = [f"Ohio,Station {n},County {n},county" for n in range(30)]
    towns = [f"Ohio,Town {n},County {n + 30},city" for n in range(12)]
    return (
        "\n".join(["STATE,GROWER,COUNTY,KIND", *own, *towns, "Utah,Town U,County U,city", "Guam,Isle,Isle,city"]) + "\n"
    )


@pytest.fixture(scope="module")
def judge(tmp_path_factory: pytest.TempPathFactory) -> JudgeSentence:
    root = tmp_path_factory.mktemp("orchards")
    make_workspace(root)
    snapshots = root / "corpus" / "datasets" / "orchards" / "snapshots"
    snapshots.mkdir(parents=True)
    (snapshots.parent / "datapackage.yaml").write_text(DESCRIPTOR, encoding="utf-8")
    (snapshots / "orchards-2025-09-01.csv").write_text(rows(), encoding="utf-8")
    (snapshots / "orchards-2025-09-05.csv").write_text(rows(), encoding="utf-8")
    return judging_in(root, "The Late Frost network, in numbers\n\n")


@pytest.mark.parametrize(
    ("text", "exact", "outcome"),
    [
        # Who takes part and where it happens differ: 30 to 42.
        ("Late Frost counts 36 counties in Ohio.", "36", "undetermined"),
        # Growers spread over counties: 42 it is.
        ("Late Frost has 42 growers in Ohio, spread over 36 counties.", "36", "discrepancy"),
        ("Late Frost has 42 growers in Ohio, spread over 42 counties.", "42 counties", "agrees"),
        # Counties beside cities: those with a station of their own, 30.
        ("Late Frost counts 36 counties in Ohio, plus twelve cities.", "36", "discrepancy"),
        ("Late Frost counts 31 counties in Ohio, plus twelve cities.", "31", "discrepancy"),
        ("Late Frost counts 42 counties in Ohio, plus twelve orchards.", "42", "undetermined"),
    ],
)
def test_counties_as_places_or_as_parties(judge: JudgeSentence, text: str, exact: str, outcome: str) -> None:
    verdict = judge(text, exact).verdict
    assert verdict.outcome == outcome, verdict.reasons


@pytest.mark.parametrize(
    ("text", "outcome"),
    [
        ("Late Frost is active in 3 states.", "agrees"),
        ("Late Frost is active in 2 states and Guam.", "agrees"),
        ("Late Frost is active in 2 states plus Guam.", "agrees"),
        ("Late Frost is active in 3 states and Guam.", "discrepancy"),
        # Guam is the subject of what follows.
        ("Late Frost is active in 3 states and Guam’s growers want more.", "agrees"),
        ("Late Frost is active in 3 states, and Guam wants more.", "agrees"),
        ("Late Frost is active in 3 states and Ohio has most growers.", "agrees"),
    ],
)
def test_a_territory_named_beside_the_states_is_counted_apart(judge: JudgeSentence, text: str, outcome: str) -> None:
    verdict = judge(text, "states").verdict
    assert verdict.outcome == outcome, verdict.reasons


def test_the_printed_query_gives_the_value_so_counted(judge: JudgeSentence) -> None:
    official = judge("Late Frost counts 31 counties in Ohio, plus twelve cities.", "31").verdict.official
    assert official is not None
    assert official.query is not None
    assert official.value == 30
    assert "county" in (*official.query.parameters, official.query.sql)
