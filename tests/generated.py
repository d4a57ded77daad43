"""Whether a page that cog writes is up to date."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
LEFT_OUT = ("NO_COLOR", "FORCE_COLOR", "CLAIMTRACK_DB_URL")


def is_up_to_date(page: str) -> bool:
    """Check a page in a process of its own: two pages in one would share a workspace, and stored verdicts with it."""
    environment = {name: value for name, value in os.environ.items() if name not in LEFT_OUT}
    command = [sys.executable, "-m", "cogapp", "--check", page]
    return subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode == 0
