"""The lines that have the system refresh a workspace."""

from __future__ import annotations

from pathlib import Path

import pytest
from workspaces import claimtrack, small_workspace

from claimtrack.cli.timetables import timetables


@pytest.mark.parametrize(
    ("seconds", "fields"),
    [
        (300, "*/5 * * * *"),
        (1_500, "*/20 * * * *"),
        (3_600, "17 * * * *"),
        (21_600, "17 */6 * * *"),
        (18_000, "17 */4 * * *"),
        (86_400, "17 4 * * *"),
        (604_800, "17 4 * * 1"),
    ],
)
def test_an_interval_becomes_the_fields_of_cron(seconds: int, fields: str) -> None:
    line = timetables(Path("/desk"), seconds, Path("claimtrack")).splitlines()[1]
    assert line == f"{fields} claimtrack -C /desk -q refresh --due"


def test_what_cron_and_systemd_would_misread_is_escaped() -> None:
    told = timetables(Path("/my 100% desk"), 3_600, Path("claimtrack"))
    assert r"claimtrack -C '/my 100\% desk' -q refresh --due" in told
    assert 'ExecStart=claimtrack -C "/my 100%% desk" -q refresh --due' in told


def test_schedule_names_this_workspace(tmp_path: Path) -> None:
    root = small_workspace(tmp_path / "w")
    done = claimtrack("schedule", "--every", "30m", cwd=root)
    assert done.code == 0
    assert f"-C {root} -q refresh --due" in done.out
    assert "OnUnitActiveSec=1800s" in done.out
    assert claimtrack("schedule", "--every", "soon", cwd=root).code == 2
