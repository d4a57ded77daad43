"""init and doctor: make a workspace, and say what is missing in one."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from claimtrack.cli.context import Context
from claimtrack.errors import ExitCode, UsageError
from claimtrack.settings import locate, make_workspace


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command()(init)
    app.command()(doctor)


def init(
    context: typer.Context,
    directory: Annotated[
        Path | None, typer.Argument(metavar="[DIR]", help="Where; here if not given.", show_default=False)
    ] = None,
) -> None:
    """Make a workspace: claimtrack.toml, corpus/pages and corpus/datasets.

    \b
    claimtrack init newsroom && cd newsroom
    claimtrack dataset add ice-287g-participating
    """
    shared: Context = context.obj
    root = shared.directory / directory if directory else shared.directory
    try:
        made = make_workspace(root)
    except OSError as error:
        raise UsageError(f"can't be made: {error.strerror}", where=str(root)) from error
    for path in made:
        print(path)
    if not made:
        shared.note(f"{root} is a workspace already")
    shared.note("next: claimtrack dataset add ice-287g-participating")


def doctor(context: typer.Context) -> None:
    """Say what is installed, what is missing, and the command that mends it."""
    from claimtrack.checkup import checkup

    shared: Context = context.obj
    found = locate(shared.directory)
    workspace = shared.workspace() if found is not None or shared.named else None
    trouble = False
    for item in checkup(workspace):
        trouble = trouble or not item.good
        print(f"{'ok     ' if item.good else 'missing'}  {item.what}: {item.found}")
        if item.mend:
            print(f"         → {item.mend}")
    if workspace is None:
        print("note     no workspace here\n         → claimtrack init")
    raise typer.Exit(ExitCode.USAGE if trouble else ExitCode.OK)
