"""decide: a person says what a claim speaks of."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from getpass import getuser
from typing import TYPE_CHECKING, Annotated

import typer

from claimtrack.cli.context import Context
from claimtrack.cli.options import ListFormat, ListFormatOption
from claimtrack.errors import UsageError

if TYPE_CHECKING:
    from claimtrack.corpus.document import Document
    from claimtrack.matching.judgement import LinkJudgement, Stance
    from claimtrack.verdicts.check import Check


def decide(
    context: typer.Context,
    claim: Annotated[str, typer.Argument(metavar="CLAIM", help="A claim's id, or its beginning.")],
    measure: Annotated[
        str | None, typer.Option(metavar="ID", help="It speaks of this measure.", show_default=False)
    ] = None,
    scope: Annotated[
        list[str] | None,
        typer.Option(metavar="DIM=VALUE", help="… in this scope, or `all`; without it the text tells."),
    ] = None,
    not_measure: Annotated[
        str | None, typer.Option(metavar="ID", help="It does not speak of this measure.", show_default=False)
    ] = None,
    unsure: Annotated[bool, typer.Option("--unsure", help="What it speaks of can't be told.")] = False,
    withdraw: Annotated[bool, typer.Option("--withdraw", help="Take back what was said of its link.")] = False,
    reason: Annotated[str, typer.Option(metavar="TEXT", help="Why; kept beside the decision.")] = "",
    who: Annotated[str | None, typer.Option(metavar="NAME", help="Who decides; else the system's user.")] = None,
    format_: ListFormatOption = ListFormat.plain,
) -> None:
    """Say which measure a claim speaks of; that stands in every later run.

    \b
    claimtrack decide 5f2c91ab --measure agencies --reason "the release counts agencies"
    claimtrack decide 5f2c91ab --measure agreements --scope state=Texas --reason "the table is Texas's"
    claimtrack decide 5f2c91ab --not-measure agreements --reason "these are applications"
    claimtrack decide 5f2c91ab --withdraw --reason "I misread it"
    """
    from claimtrack.decisions import decide_link
    from claimtrack.pipeline.verifying import Options

    shared: Context = context.obj
    stance, named = _stance(measure, not_measure, unsure=unsure, withdraw=withdraw)
    if scope and measure is None:
        raise UsageError("--scope needs --measure", hint="say which measure it speaks of in that scope")
    workspace = shared.workspace()
    judgement = _judgement(stance, named, who, reason)
    options = Options(profile=workspace.settings.profile)
    decided = decide_link(workspace, claim, judgement, scope or (), options)
    if format_ is ListFormat.json:
        from claimtrack.publish.contract import check_record, dumps

        told = {"before": decided.before, "after": decided.after}
        print(dumps({when: check_record(check, decided.document) for when, check in told.items()}))
        return
    _tell(decided.before, decided.after, decided.document)
    shared.note(f"next: claimtrack explain {decided.after.claim.id[:8]}")


def _stance(measure: str | None, refused: str | None, *, unsure: bool, withdraw: bool) -> tuple[Stance, str | None]:
    """Return what is said of the link, and of which measure. Raises UsageError unless exactly one thing is said."""
    from claimtrack.matching.judgement import Stance

    said = [
        *([(Stance.POSITIVE, measure)] if measure else []),
        *([(Stance.NEGATIVE, refused)] if refused else []),
        *([(Stance.UNSURE, None)] if unsure else []),
        *([(Stance.WITHDRAWN, None)] if withdraw else []),
    ]
    if len(said) != 1:
        raise UsageError("one thing can be decided at a time", hint="--measure, --not-measure, --unsure or --withdraw")
    return said[0]


def _judgement(stance: Stance, measure: str | None, who: str | None, reason: str) -> LinkJudgement:
    from claimtrack.matching.judgement import LinkJudgement

    if not reason.strip():
        raise UsageError("a decision needs its reason", hint="--reason TEXT")
    now = datetime.now(UTC)
    name = (who or getuser()).strip()
    return LinkJudgement(
        claim_id="", stance=stance, measure=measure, who=name, decided_at=now, reason=reason.strip()
    )  # fmt: skip


def _tell(before: Check, after: Check, document: Document) -> None:
    from claimtrack.cli.findings import finding
    from claimtrack.cli.labelled import write_labelled

    told = {"before": finding(before, document), "after": finding(after, document)}
    rows = ((when, "  ".join(filter(None, (f.outcome, f.codes, f.quote, *f.explanation)))) for when, f in told.items())
    write_labelled(rows, sys.stdout)
