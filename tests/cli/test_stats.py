"""claimtrack stats."""

from __future__ import annotations

import json
from pathlib import Path

from workspaces import Run

from claimtrack.errors import ExitCode


def test_stats_count_what_verify_kept(workspace: Path, run: Run) -> None:
    assert run("stats").code == ExitCode.USAGE
    verified = json.loads(run("-q", "verify", "--published", "2025-09-04", "--format", "json").out)
    claims = sum(len(document["claims"]) for document in verified["documents"])
    found = json.loads(run("stats", "--format", "json").out)
    assert found["schema_version"] == verified["schema_version"]
    assert found["claims"] == claims == sum(found["by_outcome"].values()) == sum(found["by_source"].values())
    assert found["documents"] == len(verified["documents"])
    assert set(found["by_source"]) == {"corpus/pages"}
    assert found["events"] == {"told": 0, "untold": 0}
    plain = run("stats").out
    assert f"claims  {claims}\n" in plain
    assert "0 told, 0 untold" in plain
