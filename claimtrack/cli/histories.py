"""history: the verdicts a claim has had, what each changed, and why."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from claimtrack.cli.context import Context, safe
from claimtrack.cli.options import ListFormat, ListFormatOption

if TYPE_CHECKING:
    from claimtrack.verdicts.past import Turn

BRIEF = ("outcome", "codes", "value", "severity", "direction", "now")
"""The parts of a verdict whose change is told; JSON has all of them."""


def history(
    context: typer.Context,
    claim: Annotated[str, typer.Argument(metavar="CLAIM", help="A claim's id, or its beginning.")],
    format_: ListFormatOption = ListFormat.plain,
) -> None:
    """Show how a claim's verdict changed, and why.

    \b
    claimtrack history 5f2c91ab
    """
    from claimtrack.cli.findings import quoted
    from claimtrack.cli.labelled import write_labelled
    from claimtrack.pipeline.stored import claim_history
    from claimtrack.publish.contract import dumps
    from claimtrack.publish.tellings import history_record
    from claimtrack.quantity import many
    from claimtrack.verdicts.past import turns

    shared: Context = context.obj
    found = claim_history(shared.workspace(), claim)
    stored, told = found.stored, turns(found.verdicts)
    if format_ is ListFormat.json:
        print(dumps(history_record(stored.claim, stored.document, told)))
        return
    line = stored.document.line_at(stored.claim.quote.start)
    head = f"{stored.document.source}:{line}  {quoted(stored.claim.quote.exact)} ({stored.claim.id})"
    print(safe(head))
    for turn in told:
        write_labelled(_rows(turn), sys.stdout)
    count = many(len(told), "verdict") if told else "no verdict: the number was set aside"
    print(count if stored.current else f"{count}; no longer in the text")


def _rows(turn: Turn) -> Iterator[tuple[str, str]]:
    past = turn.past
    judged = "withdrawn"
    if past.verdict is not None:
        codes = " ".join(dict.fromkeys(reason.code for reason in past.verdict.reasons))
        judged = " ".join(part for part in (past.verdict.outcome.value, codes) if part)
    under = f"rule set {past.ruleset or 'unknown'}{f', {past.profile}' if past.profile else ''}"
    yield f"{past.since:%Y-%m-%d}", f"{past.since:%H:%MZ}  {judged}  ({under})"
    if past.verdict is not None and past.verdict.arithmetic:
        yield "official", past.verdict.arithmetic
    yield from (("changed", f"{c.what}: {c.stored} → {c.found}") for c in turn.changes if c.what in BRIEF)
    yield from (("because", cause) for cause in turn.causes)
