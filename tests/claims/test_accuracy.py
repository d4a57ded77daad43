"""Floors on labelled sentences: our own fresh set, and the shared sets where they are at hand."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parents[2]
SHARED = ROOT / "../shared/bench/extraction"


def module(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec is not None
    assert spec.loader is not None
    loaded = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(loaded)
    return loaded


FLOORS = {
    "challenge_dev": {"value": 97, "unit~": 94, "change": 94, "span": 97},
    "newsquant_dev": {"value": 97, "unit": 91, "unit~": 94, "change": 93, "concept": 85},
    "rtext_age_dev": {"value": 95},
    "rtext_currency_dev": {"value": 95},
    "rtext_dimension_dev": {"value": 95},
    "rtext_temperature_dev": {"value": 95},
    "fresh": {"value": 97, "unit~": 96, "change": 95, "span": 97},
}


@pytest.mark.parametrize("name", sorted(FLOORS))
def test_stays_above_its_floor(name: str) -> None:
    if not SHARED.is_dir():
        pytest.skip("the shared benchmark and its scorer are not at hand")
    path = ROOT / "tests/claims/fresh.jsonl" if name == "fresh" else SHARED / f"{name}.jsonl"
    bench, scorer = module(ROOT / "bench/extraction.py"), module(SHARED.parent / "score_extraction.py")
    gold, rows = bench.run(path)
    scores = {key: 100 * f1 for key, (_, _, f1, _) in scorer.score(gold, rows).items()}
    assert {key: scores[key] for key, floor in FLOORS[name].items() if scores[key] < floor} == {}


def test_our_own_numbers_have_exact_values() -> None:
    bench = module(ROOT / "bench/extraction.py")
    gold, rows = bench.run(ROOT / "tests/claims/fresh.jsonl")
    exact = sum(
        sorted(map(str, (q["v"] for q in row["gold"]))) == sorted(map(str, (q["v"] for q in found["pred"])))
        for row, found in zip(gold, rows, strict=True)
    )
    assert exact >= 0.95 * len(gold)
    assert len(gold) >= 150
    assert len({json.dumps(row["text"]) for row in gold}) == len(gold)
