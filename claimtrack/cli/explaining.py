"""explain: why a verdict is what it is, and where a number stands in the data."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from claimtrack.cli.context import Context
from claimtrack.cli.options import ListFormat, ListFormatOption
from claimtrack.errors import UsageError

if TYPE_CHECKING:
    from claimtrack.settings import Workspace

SHORTEST_ID = 8
"""Digits from which a number may be the beginning of a claim's id."""


def explain(
    context: typer.Context,
    subject: Annotated[
        str, typer.Argument(metavar="CLAIM|NUMBER", help="A claim's id (or its beginning), or a number.")
    ],
    format_: ListFormatOption = ListFormat.plain,
) -> None:
    """Show what a verdict rests on, or where a number stands in the data.

    \b
    claimtrack explain 5f2c91ab
    claimtrack explain 957
    claimtrack explain "1.2 million"
    """
    from claimtrack.cli.cells import print_cells
    from claimtrack.cli.explanation import print_claim
    from claimtrack.lookup import read_number

    shared: Context = context.obj
    workspace = shared.workspace()
    number = read_number(subject)
    if number is None or _is_claim(workspace, subject):
        print_claim(workspace, subject, sys.stdout, format_)
        return
    raise typer.Exit(shared.complain_of(print_cells(workspace, number, sys.stdout, format_)))


def _is_claim(workspace: Workspace, digits: str) -> bool:
    from claimtrack.pipeline.stored import find_stored

    try:
        return len(digits) >= SHORTEST_ID and find_stored(workspace, digits).claim_id is not None
    except UsageError:
        return False
