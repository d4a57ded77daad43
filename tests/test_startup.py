"""What a start loads: help loads nothing heavy, and no number means no parser."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from workspaces import clean, small_workspace

HEAVY = {
    "spacy", "sqlalchemy", "alembic", "trafilatura", "textual", "duckdb", "scrapy", "pydantic", "rich", "msgspec",
    "rapidfuzz", "lxml", "yaml", "psycopg", "feedparser", "tomlkit", "w3lib", "twisted", "warcio",
}  # fmt: skip
PROGRAM = """
import sys
from claimtrack.cli import run
sys.argv[1:] = {arguments!r}
try:
    run()
except SystemExit:
    pass
print("\\nLOADED", *sorted(sys.modules))
"""


def loaded(*arguments: str, cwd: Path) -> set[str]:
    """The top-level modules that a command loads."""
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM.format(arguments=list(arguments))],
        cwd=cwd,
        capture_output=True,
        text=True,
        check=True,
        env=clean({}),
    )
    return set(done.stdout.split("LOADED")[-1].split())


@pytest.mark.parametrize("arguments", [("--help",), ("--version",), ()])
def test_help_loads_nothing_heavy(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    assert loaded(*arguments, cwd=tmp_path) & HEAVY == set()


@pytest.mark.parametrize("command", ["verify", "dataset", "explain", "replay", "history", "diff", "source"])
def test_a_commands_help_loads_no_more_than_typer_needs_for_its_options(tmp_path: Path, command: str) -> None:
    assert loaded(command, "--help", cwd=tmp_path) & HEAVY <= {"pydantic"}


def test_the_groups_help_loads_no_command(tmp_path: Path) -> None:
    modules = loaded("--help", cwd=tmp_path)
    assert "claimtrack.cli.app" in modules
    assert not modules & {"claimtrack.cli.verifying", "claimtrack.cli.datasets", "claimtrack.pipeline", "decimal"}


def test_importing_the_package_loads_nothing_heavy(tmp_path: Path) -> None:
    program = "import claimtrack, sys; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", program], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert set(done.stdout.split()) & HEAVY == set()


def test_a_text_without_a_number_loads_no_parser(tmp_path: Path) -> None:
    root = small_workspace(tmp_path / "desk")
    (root / "page.txt").write_text("Nothing is counted here.\n\nThe library runs many branches, on May 5, 2025 too.\n")
    assert "spacy" not in loaded("verify", "page.txt", cwd=root)
    assert "spacy" not in loaded("verify", "--text", "No number at all.", cwd=root)
    assert "spacy" in loaded("verify", "--text", "The library runs 127 branches.", cwd=root)


def test_the_second_run_over_the_same_pages_loads_no_parser(tmp_path: Path) -> None:
    root = small_workspace(tmp_path / "desk")
    assert "spacy" in loaded("verify", "--published", "2025-09-03", cwd=root)
    again = loaded("verify", "--published", "2025-09-03", cwd=root)
    assert again & {"spacy", "duckdb", "rapidfuzz", "alembic", "trafilatura"} == set()


def test_plain_text_loads_no_page_reader(tmp_path: Path) -> None:
    root = small_workspace(tmp_path / "desk")
    assert loaded("verify", "--published", "2025-09-03", cwd=root) & {"trafilatura", "lxml"} == set()


def test_a_replay_loads_no_parser(tmp_path: Path) -> None:
    root = small_workspace(tmp_path / "desk")
    loaded("verify", "--published", "2025-09-03", cwd=root)
    modules = loaded("replay", "--all", cwd=root)
    assert "claimtrack.replaying" in modules
    assert modules & {"spacy", "alembic", "trafilatura", "lxml"} == set()
