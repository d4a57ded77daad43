"""init and doctor: make a workspace, and say what is missing in one."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from claimtrack.cli.context import Context, safe
from claimtrack.errors import ClaimtrackError, ExitCode, UsageError

if TYPE_CHECKING:
    from claimtrack.settings import Workspace


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
    from claimtrack.settings import make_workspace

    shared: Context = context.obj
    root = directory or Path()
    try:
        made = make_workspace(root)
    except OSError as error:
        hint = "name another folder, or check its permissions"
        raise UsageError(f"can't be made: {error.strerror}", where=str(error.filename or root), hint=hint) from error
    for path in made:
        print(safe(str(path)))
    if not made:
        shared.note(f"{root.absolute()} is a workspace already")
    inside = "" if directory in (None, Path()) else f"cd {directory} && "
    shared.note(f"next: {inside}claimtrack dataset add ice-287g-participating")


def doctor(context: typer.Context) -> None:
    """Say what is installed, what is missing, and the command that mends it.

    \b
    claimtrack doctor
    """
    from claimtrack.checkup import State, checkup
    from claimtrack.cli.labelled import write_labelled

    shared: Context = context.obj
    workspace: Workspace | ClaimtrackError | None
    try:
        workspace = shared.workspace_if_any()
    except ClaimtrackError as error:
        workspace = error
    items = list(checkup(workspace))
    width = max(len(item.what) for item in items)
    for item in items:
        head = f"{item.state:<5}  {item.what:<{width}}"
        rows = [(head, item.found), *([("", f"→ {item.mend}")] if item.mend else [])]
        write_labelled(rows, sys.stdout, width=len(head))
    wrong = [item.exit_code for item in items if item.state is State.WRONG]
    print(f"{len(wrong)} to mend" if wrong else "all is well")
    raise typer.Exit(max(wrong, default=ExitCode.OK))
