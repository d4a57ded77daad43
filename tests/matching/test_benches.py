"""Guards for what bench/linking.py and bench/matching.py measure at full length."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from benches import loaded

SHARED = Path(__file__).parents[3] / "shared" / "bench" / "linking"


def test_the_index_is_faster_than_all_pairs_and_chooses_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    bench = loaded("matching", monkeypatch)
    chance = random.Random(bench.SEED)
    names = bench.catalogue(5_000, chance)
    claims = [bench.claimed(chance.choice(names), chance) for _ in range(400)]
    chosen, _, asked = bench.indexed(names, claims)
    best, compared = bench.all_pairs(names, claims)
    assert sum(one >= other - 0.01 for one, other in zip(chosen, best, strict=True)) >= 0.99 * len(claims)
    assert compared > 5 * asked


@pytest.mark.skipif(not SHARED.exists(), reason="the benchmark is not here")
def test_web_sentences_find_their_measure_among_many(monkeypatch: pytest.MonkeyPatch) -> None:
    bench = loaded("linking", monkeypatch)
    countries = bench.json.loads((SHARED / "aliases.json").read_text())
    found = list(bench.run(SHARED))
    true = [one for one in found if one.row["label"] == "Y"]
    false = [one for one in found if one.row["label"] == "N"]
    assert sum(one.measure for one in true) >= 0.9 * len(true)
    assert sum(one.measure for one in false) <= 0.1 * len(false)
    assert sum(one.placed(bench.place_of(one.row, countries)) for one in false) <= 0.05 * len(false)
