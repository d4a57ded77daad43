"""Makes dataset_builders importable: importlib mode adds no folder."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.append(str(Path(__file__).parents[1] / "datasets"))
