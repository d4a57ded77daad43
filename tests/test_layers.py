"""The rooms and who may look into which: the contracts of .importlinter hold, and say what the house says."""

from __future__ import annotations

import configparser
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]


def test_the_contracts_hold() -> None:
    program = "from importlinter.cli import lint_imports_command; lint_imports_command()"
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-3000:]


def test_every_room_has_its_layer() -> None:
    contracts = configparser.ConfigParser()
    contracts.read(ROOT / ".importlinter")
    layers = contracts["importlinter:contract:layers"]
    assert layers["exhaustive"] == "True"
    named = set(layers["layers"].replace("|", " ").split())
    there = {path.stem for path in (ROOT / "claimtrack").iterdir() if path.suffix in ("", ".py")}
    assert named == there - {"__init__", "__pycache__", "py.typed"}


def test_modules_stay_small() -> None:
    long = {str(p.relative_to(ROOT)): n for p in (ROOT / "claimtrack").rglob("*.py") if (n := _lines(p)) > 420}
    assert long == {}


def _lines(path: Path) -> int:
    return path.read_text(encoding="utf-8").count("\n")
