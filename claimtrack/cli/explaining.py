"""explain: why a verdict is what it is, and where a number stands in the data."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from claimtrack.cli.context import Context
from claimtrack.cli.failures import said
from claimtrack.cli.options import ListFormat, ListFormatOption

SHORTEST_ID = 8
"""Digits from which a number is taken for the beginning of a claim's id."""


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
    """
    from claimtrack.cli.cells import print_cells
    from claimtrack.cli.explanation import print_claim
    from claimtrack.quantity import parse_number

    shared: Context = context.obj
    workspace = shared.workspace()
    number = parse_number(subject)
    if number is not None and len(subject.replace(",", "")) < SHORTEST_ID:
        raise typer.Exit(said(print_cells(workspace, number, sys.stdout, format_)))
    print_claim(workspace, subject, sys.stdout, format_)
