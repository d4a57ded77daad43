"""The lines that have an operating system refresh a workspace by itself."""

from __future__ import annotations

import shlex
from pathlib import Path

MINUTE, HOUR, DAY = 60, 3_600, 86_400
CRON_SPECIALS = "%"
"""What cron takes for the end of the line."""


def timetables(root: Path, seconds: int, program: Path) -> str:
    """Return the cron line and the systemd units for refreshing the workspace at `root` every so many seconds."""
    command = [str(_program(program)), "-C", str(root), "-q", "refresh", "--due"]
    line = shlex.join(command)
    for special in CRON_SPECIALS:
        line = line.replace(special, f"\\{special}")
    return f"""\
# cron: add this line with `crontab -e`; cron mails what is printed
{_cron(seconds)} {line}

# systemd: ~/.config/systemd/user/claimtrack.service
[Unit]
Description=Refresh the claimtrack workspace {_unit(str(root))}

[Service]
Type=oneshot
ExecStart={" ".join(_quoted(part) for part in command)}
SuccessExitStatus=4

# systemd: ~/.config/systemd/user/claimtrack.timer
# then: systemctl --user daemon-reload && systemctl --user enable --now claimtrack.timer
[Unit]
Description=Refresh the claimtrack workspace every {seconds // MINUTE} minutes

[Timer]
OnBootSec=5min
OnUnitActiveSec={seconds}s
RandomizedDelaySec={min(seconds // 10, 600)}s

[Install]
WantedBy=timers.target"""


def _program(program: Path) -> Path:
    return program.resolve() if program.name == "claimtrack" and program.is_file() else Path("claimtrack")


def _cron(seconds: int) -> str:
    """Return the five fields for an interval; those that no field can say are rounded to a shorter one that can."""
    if seconds < HOUR:
        minutes = max(n for n in (1, 2, 3, 4, 5, 6, 10, 12, 15, 20, 30) if n * MINUTE <= max(seconds, MINUTE))
        return f"*/{minutes} * * * *"
    if seconds < DAY:
        hours = max(n for n in (1, 2, 3, 4, 6, 8, 12) if n * HOUR <= seconds)
        return f"17 */{hours} * * *" if hours > 1 else "17 * * * *"
    return "17 4 * * *" if seconds < 7 * DAY else "17 4 * * 1"


def _quoted(text: str) -> str:
    """Return an argument as systemd reads it: quoted, with % and $ doubled."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("%", "%%").replace("$", "$$")
    return f'"{escaped}"' if escaped != text or " " in text else text


def _unit(text: str) -> str:
    return text.replace("%", "%%")
