"""rules: what the reason codes mean."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from claimtrack.cli.options import ListFormat, ListFormatOption, codes


def rules(
    code: Annotated[str | None, typer.Argument(metavar="[CODE]", help="One code.", show_default=False)] = None,
    format_: ListFormatOption = ListFormat.plain,
) -> None:
    """Print the reason codes: what each means, with an example.

    \b
    claimtrack rules
    claimtrack rules MSW
    """
    from dataclasses import asdict

    from claimtrack.cli.labelled import write_labelled
    from claimtrack.publish.contract import dumps
    from claimtrack.verdicts.rules import RULES

    wanted = codes(code)
    chosen = [rule for rule in RULES if not wanted or rule.code in wanted]
    if format_ is ListFormat.json:
        print(dumps([asdict(rule) for rule in chosen]))
        return
    for rule in chosen:
        facts = [(rule.code, f"{rule.title} ({rule.effect})"), ("", rule.sentence), ("", f"e.g. {rule.example}")]
        write_labelled(facts, sys.stdout, width=4)
