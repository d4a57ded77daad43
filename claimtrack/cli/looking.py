"""explain and rules: why a verdict is what it is, and what a code means."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from claimtrack.cli.context import Context
from claimtrack.cli.options import Format
from claimtrack.errors import UsageError
from claimtrack.quantity import parse_number


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command()(explain)
    app.command()(rules)


def explain(
    context: typer.Context,
    subject: Annotated[
        str, typer.Argument(metavar="CLAIM|NUMBER", help="A claim's id (or its beginning), or a number.")
    ],
    format_: Annotated[Format | None, typer.Option("--format", help="plain or json.", show_default=False)] = None,
) -> None:
    """Show all that a verdict rests on; for a number, what in the datasets has that value.

    \b
    claimtrack explain 5f2c91ab
    claimtrack explain 957
    """
    from claimtrack.cli import explaining

    shared: Context = context.obj
    workspace = shared.workspace()
    number = parse_number(subject)
    if number is not None and len(subject.replace(",", "")) < explaining.SHORTEST_ID:
        explaining.print_cells(workspace, number, sys.stdout, format_ or Format.plain)
    else:
        explaining.print_claim(workspace, subject, sys.stdout, format_ or Format.plain)


def rules(
    code: Annotated[str | None, typer.Argument(metavar="[CODE]", help="One code.", show_default=False)] = None,
    format_: Annotated[Format | None, typer.Option("--format", help="plain or json.", show_default=False)] = None,
) -> None:
    """Print the reason codes: what each means, with an example.

    \b
    claimtrack rules
    claimtrack rules MSW
    """
    from dataclasses import asdict

    from claimtrack.publish.contract import dumps
    from claimtrack.verdicts.rules import RULES, RULES_BY_CODE

    chosen = RULES if code is None else tuple(filter(None, [RULES_BY_CODE.get(code.upper().replace("−", "-"))]))
    if not chosen:
        raise UsageError(f"no reason code {code!r}", hint="list them with: claimtrack rules")
    if format_ in (Format.json, Format.jsonl):
        print(dumps([asdict(rule) for rule in chosen]))
        return
    for rule in chosen:
        print(f"{rule.code:5} {rule.title} ({rule.effect})")
        print(f"      {rule.sentence}")
        print(f"      e.g. {rule.example}")
