"""The table of commands says what the commands say of themselves."""

from __future__ import annotations

import pytest
import typer
from workspaces import Run

from claimtrack.cli.app import app
from claimtrack.cli.commands import ENTRIES, LazyCommands


@pytest.mark.parametrize("name", ENTRIES)
def test_a_summary_is_the_first_line_of_the_commands_help(name: str) -> None:
    command = LazyCommands()[name]
    assert command.name == name
    assert (command.help or "").split("\n")[0] == ENTRIES[name].summary


def test_completion_knows_every_command() -> None:
    group = typer.main.get_command(app)
    with typer.Context(group) as context:
        assert {item.value for item in group.shell_complete(context, "")} >= set(ENTRIES)


def test_a_typing_mistake_is_met_with_the_nearest_command(run: Run) -> None:
    done = run("verifi")
    assert "Did you mean 'verify'?" in done.err
    assert done.code == 2
