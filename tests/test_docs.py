"""The generated parts of the documentation are up to date."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
GENERATED = sorted(path.name for path in (ROOT / "docs").glob("*.md") if "[[[cog" in path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", GENERATED)
def test_generated_tables_are_current(name: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "cogapp", "--check", str(ROOT / "docs" / name)], capture_output=True, text=True, cwd=ROOT
    )
    assert done.returncode == 0, f"run: cog -r docs/{name}\n{done.stdout}{done.stderr}"
