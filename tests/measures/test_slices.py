from __future__ import annotations

import importlib.util
from pathlib import Path

BENCH = Path(__file__).parents[2] / "bench" / "slices.py"


def test_all_slices_take_no_longer_than_one_query_with_grouping_sets() -> None:
    spec = importlib.util.spec_from_file_location("bench_slices", BENCH)
    assert spec is not None
    assert spec.loader is not None
    bench = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(bench)
    runs = [bench.measured(500_000) for _ in range(3)]
    assert min(apart / at_once for apart, at_once in runs) < 1.5, runs
