"""A small workspace of our own: a list of library branches, two issues of it, and a page or two about them."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from claimtrack.settings import make_workspace

DATASET = "library-branches"
DESCRIPTOR = """\
name: library-branches
title: Branches of the county library
homepage: https://library.example/branches
resources: [{name: branches, path: snapshots/, format: csv}]
claimtrack:
  topics: [library, libraries]
  observed_at: [filename]
  quality: {required: [TOWN, BRANCH], filled: [TOWN, BRANCH]}
  dimensions: {town: TOWN}
  measures:
    branches: {count: rows, nouns: [branch, library branch], not: [town, librarian]}
    towns: {count_distinct: [TOWN], nouns: [town], not: [branch, librarian], dimensions: []}
"""
JANUARY = (12, 5)
"""Branches and towns in the issue of January 2025."""
SEPTEMBER = (127, 31)

STORY = """\
County library doubles its reach

The county library now runs 127 branches in 31 towns. Officials had spoken of 128 library branches in 127 towns.

It employs 412 librarians, and plans to open 40 branches next year.
"""
HEADLINE_LINE, CLAIMS_LINE, STAFF_LINE = 1, 3, 5


def beside_the_shipped_counts(root: Path, name: str, descriptor: str, file: str, table: str) -> Path:
    """Make a workspace with the shipped counts of ICE's lists and one dataset more, and return its folder."""
    shipped = Path(__file__).parents[1]
    shutil.copytree(shipped / "corpus" / "datasets", root / "corpus" / "datasets")
    shutil.copy(shipped / "claimtrack.toml", root)
    home = root / "corpus" / "datasets" / name
    (home / "snapshots").mkdir(parents=True)
    (home / "datapackage.yaml").write_text(descriptor, encoding="utf-8")
    (home / "snapshots" / file).write_text(table, encoding="utf-8")
    return root


def rows(branches: int, towns: int) -> str:
    """The list as CSV: branch after branch, the towns in turn."""
    lines = [f"Town {number % towns + 1},Branch {number + 1}" for number in range(branches)]
    return "\n".join(["TOWN,BRANCH", *lines]) + "\n"


def small_workspace(root: Path) -> Path:
    """Make the workspace in `root` and return it."""
    make_workspace(root)
    snapshots = root / "corpus" / "datasets" / DATASET / "snapshots"
    snapshots.mkdir(parents=True)
    (snapshots.parent / "datapackage.yaml").write_text(DESCRIPTOR, encoding="utf-8")
    (snapshots / "branches-2025-01-20.csv").write_text(rows(*JANUARY), encoding="utf-8")
    (snapshots / "branches-2025-09-02.csv").write_text(rows(*SEPTEMBER), encoding="utf-8")
    (root / "corpus" / "pages" / "story.txt").write_text(STORY, encoding="utf-8")
    return root


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """What a finished process said: standard output, standard error, exit code."""

    out: str
    err: str
    code: int


Run = Callable[..., Done]


def claimtrack(*arguments: str | Path, cwd: Path, timeout: float = 120, **environment: str) -> Done:
    """Run the command in a process of its own and return what it said; it must never show a traceback."""
    command = [sys.executable, "-c", "from claimtrack.cli import run; run()", *map(str, arguments)]
    done = subprocess.run(
        command, cwd=cwd, capture_output=True, text=True, timeout=timeout, check=False, env=clean(environment)
    )
    assert "Traceback" not in done.stderr, done.stderr
    return Done(out=done.stdout, err=done.stderr, code=done.returncode)


def clean(extra: dict[str, str]) -> dict[str, str]:
    """The environment without what changes the output, and with `extra`."""
    taken = ("CLAIMTRACK_", "NO_COLOR", "FORCE_COLOR", "COLUMNS", "LINES")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(taken)}
    return kept | {"TERM": "xterm-256color"} | extra


def without_privileges(command: list[str]) -> list[str]:
    """Return the command so that permissions bind it, even when the tests run as root; skip where that can't be."""
    if os.geteuid() != 0:
        return command
    if shutil.which("setpriv") is None:
        pytest.skip("root reads everything here, and there is no setpriv to give that up")
    return ["setpriv", "--bounding-set", "-dac_override,-dac_read_search", *command]
