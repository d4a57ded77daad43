"""Guards for the reader's speed and memory; bench/reading.py measures them at full length."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest

BENCH = Path(__file__).parents[2] / "bench" / "reading.py"


def test_a_long_workbook_is_read_fast_and_in_little_memory(tmp_path: Path) -> None:
    if not Path("/proc/self/status").exists():
        pytest.skip("memory is read from /proc")
    spec = importlib.util.spec_from_file_location("bench_reading", BENCH)
    assert spec is not None
    assert spec.loader is not None
    bench = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(bench)
    unpacked = bench.workbook(tmp_path / "long.xlsx", 50_000)
    assert max(bench.memory(tmp_path / "long.xlsx")) < 5 * unpacked
    alone, ours = bench.measured(tmp_path / "long.xlsx")
    assert alone / ours > 0.55
