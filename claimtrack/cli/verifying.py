"""verify: documents in, checks out."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, Annotated

import typer

from claimtrack.cli.context import Context
from claimtrack.cli.options import (
    FailOn,
    Format,
    FormatOption,
    OutputOption,
    ProfileName,
    PublishedOption,
    SeverityName,
    Targets,
    codes,
    date_option,
    output,
    pick_format,
)
from claimtrack.cli.progress import Progress
from claimtrack.errors import UsageError

if TYPE_CHECKING:
    from claimtrack.cli.report import Report
    from claimtrack.pipeline import Verification
    from claimtrack.settings import Workspace


def verify(
    context: typer.Context,
    target: Targets = None,
    text: Annotated[
        str | None, typer.Option("--text", help="Check one passage; needs no workspace.", show_default=False)
    ] = None,
    as_of: Annotated[
        str | None, typer.Option("--as-of", metavar="DATE", help="Judge as of this date.", show_default=False)
    ] = None,
    published: PublishedOption = None,
    profile: Annotated[
        ProfileName | None, typer.Option(help="How strictly wording is held to its words.", show_default=False)
    ] = None,
    measure: Annotated[
        str | None, typer.Option(metavar="ID", help="Link claims to this measure only.", show_default=False)
    ] = None,
    select: Annotated[
        str | None, typer.Option(metavar="CODES", help="Show findings with these codes only.", show_default=False)
    ] = None,
    ignore: Annotated[
        str | None, typer.Option(metavar="CODES", help="Ignore these reason codes.", show_default=False)
    ] = None,
    fail_on: Annotated[FailOn, typer.Option(help="What makes the exit code non-zero.")] = FailOn.discrepancy,
    min_severity: Annotated[
        SeverityName | None, typer.Option(help="Show discrepancies from this severity up.", show_default=False)
    ] = None,
    format_: FormatOption = None,
    out: OutputOption = None,
) -> None:
    """Check documents: which numbers hold, which do not, and why.

    \b
    claimtrack verify article.html --published 2025-09-03
    claimtrack verify --text "rose from 135 to 958, a 609% increase"
    claimtrack verify corpus/pages --format json -o checks.json
    """
    from claimtrack.cli.printers import PRINTERS
    from claimtrack.cli.report import Report
    from claimtrack.cli.targets import checked
    from claimtrack.pipeline import Options, Verification
    from claimtrack.publish.selection import Selection
    from claimtrack.verdicts.verdict import Severity

    shared: Context = context.obj
    if text is not None and target:
        raise UsageError("--text and targets exclude each other", hint="check the passage and the files one by one")
    workspace = shared.workspace_if_any() if text is not None or target else shared.workspace()
    options = Options(
        published=date_option(published, "--published"),
        as_of=date_option(as_of, "--as-of"),
        profile=profile.value if profile else _profile(workspace),
        measure=measure,
    )
    selection = Selection(
        select=codes(select), ignore=codes(ignore), min_severity=Severity(min_severity.value) if min_severity else None
    )
    with Progress(shared, "reading data") as reading:
        opened = Verification(workspace, options, keep=text is None, progress=reading.file)
    with opened as run, output(out) as stream:
        report = Report(
            out=stream,
            complain=shared.complain,
            selection=selection,
            fail_on=fail_on.value,
            as_of=as_of or published,
        )
        results = Progress(shared, "verifying").over(checked(run, target or [], text, workspace))
        PRINTERS[pick_format(format_, stream)](report, chain(run.data.errors, results))
    if format_ in (None, Format.rich, Format.plain):
        _suggest(shared, report, workspace, run)
    raise typer.Exit(report.exit_code)


def _profile(workspace: Workspace | None) -> str:
    return "newsroom" if workspace is None else workspace.settings.profile


def _suggest(shared: Context, report: Report, workspace: Workspace | None, run: Verification) -> None:
    """Name the next command to type."""
    if workspace is None:
        if report.claims:
            shared.note("no workspace here, so no official data to compare with; next: claimtrack init")
    elif not run.data.snapshots:
        shared.note("no official data here yet; next: claimtrack dataset add ice-287g-participating")
    elif report.undated and not report.first_discrepancy:
        shared.note("without a date little can be judged; next: claimtrack verify … --published DATE")
    elif report.first_discrepancy and run.keeps:
        shared.note(f"next: claimtrack explain {report.first_discrepancy[:8]}")
