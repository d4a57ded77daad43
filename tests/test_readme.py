"""The README's two commands are the ones that are run, and its output is real."""

from __future__ import annotations

from pathlib import Path

import pytest
from generated import is_up_to_date

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def commands() -> list[str]:
    return [line for line in README.splitlines() if line.startswith("python3 -m venv .venv && ")]


def test_ci_runs_the_readme_s_test_command() -> None:
    assert len(commands()) == 2
    assert commands()[1] in (ROOT / ".ci" / "run").read_text(encoding="utf-8").splitlines()


def test_the_first_command_verifies_the_shipped_corpus() -> None:
    assert commands()[0].endswith("&& .venv/bin/claimtrack verify")


def test_the_output_is_what_the_program_prints() -> None:
    assert is_up_to_date("README.md"), "run: cog -r README.md"


@pytest.mark.parametrize("link", [part.split(")")[0] for part in README.split("](")[1:]])
def test_links_lead_somewhere(link: str) -> None:
    assert link.startswith("http") or (ROOT / link).exists()
