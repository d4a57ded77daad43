"""The command run in this process, in a copy of the small workspace."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner
from workspaces import Done, Run, small_workspace

from claimtrack.cli.app import app


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return small_workspace(tmp_path_factory.mktemp("template") / "workspace")


@pytest.fixture
def workspace(template: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A workspace of one's own, which is the current folder."""
    root = tmp_path / "workspace"
    shutil.copytree(template, root)
    monkeypatch.chdir(root)
    for name in ("NO_COLOR", "FORCE_COLOR", "COLUMNS", "CLAIMTRACK_DB_URL"):
        monkeypatch.delenv(name, raising=False)
    return root


@pytest.fixture
def run() -> Run:
    """Run the command and return what it said. Whatever it does not turn into an exit code is raised here."""

    def call(*arguments: str | Path, stdin: str | None = None) -> Done:
        result = CliRunner().invoke(app, [str(a) for a in arguments], input=stdin, catch_exceptions=False)
        return Done(out=result.stdout, err=result.stderr, code=result.exit_code)

    return call
