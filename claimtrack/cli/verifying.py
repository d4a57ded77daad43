"""verify: documents in, checks out."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

import typer

from claimtrack.cli.context import NOTHING_HERE, Context
from claimtrack.cli.options import (
    AsOfOption,
    CheckedTextOption,
    FailOn,
    FailOnOption,
    Format,
    FormatOption,
    IgnoreOption,
    MeasureOption,
    MinSeverityOption,
    OutputOption,
    ProfileOption,
    PublishedOption,
    SelectOption,
    SeverityName,
    Targets,
    codes,
    date_option,
    output,
    pick_format,
    refuse_both,
)
from claimtrack.cli.progress import Progress

if TYPE_CHECKING:
    from claimtrack.cli.report import Report
    from claimtrack.pipeline.verifying import Verification
    from claimtrack.publish.selection import Selection
    from claimtrack.settings import Workspace


def verify(
    context: typer.Context,
    target: Targets = None,
    text: CheckedTextOption = None,
    as_of: AsOfOption = None,
    published: PublishedOption = None,
    profile: ProfileOption = None,
    measure: MeasureOption = None,
    select: SelectOption = None,
    ignore: IgnoreOption = None,
    fail_on: FailOnOption = FailOn.discrepancy,
    min_severity: MinSeverityOption = None,
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
    from claimtrack.pipeline.verifying import Options, Verification

    shared: Context = context.obj
    refuse_both(text, target)
    workspace = shared.workspace_if_any() if text is not None or target else shared.workspace()
    options = Options(
        published=date_option(published, "--published"),
        as_of=date_option(as_of, "--as-of"),
        profile=profile.value if profile else _profile(workspace),
        measure=measure,
    )
    selection = _selection(select, ignore, min_severity)
    with Progress(shared, "reading data") as reading:
        opened = Verification(workspace, options, keep=text is None, progress=reading.file)
    with opened as run, output(out) as stream:
        report = Report(
            out=stream, complain=shared.complain, selection=selection, fail_on=fail_on, as_of=as_of or published
        )
        results = Progress(shared, "verifying").over(checked(run, target or [], text, workspace))
        PRINTERS[pick_format(format_, stream)](report, chain(run.data.errors, results))
    if format_ in (None, Format.rich, Format.plain):
        _suggest(shared, report, workspace, run)
    raise typer.Exit(report.exit_code)


def _selection(select: str | None, ignore: str | None, min_severity: SeverityName | None) -> Selection:
    from claimtrack.publish.selection import Selection
    from claimtrack.verdicts.verdict import Severity

    least = Severity(min_severity.value) if min_severity else None
    return Selection(select=codes(select), ignore=codes(ignore), min_severity=least)


def _profile(workspace: Workspace | None) -> str:
    return "newsroom" if workspace is None else workspace.settings.profile


def _suggest(shared: Context, report: Report, workspace: Workspace | None, run: Verification) -> None:
    """Name the next command to type."""
    if report.is_empty:
        shared.note(NOTHING_HERE)
    elif workspace is None:
        if report.claims:
            shared.note("no workspace here, so no official data to compare with; next: claimtrack init")
    elif not run.data.snapshots:
        shared.note("no official data here yet; next: claimtrack dataset add ice-287g-participating")
    elif report.undated and not report.first_discrepancy:
        shared.note("without a date little can be judged; next: claimtrack verify … --published DATE")
    elif report.first_discrepancy and run.keeps:
        shared.note(f"next: claimtrack explain {report.first_discrepancy[:8]}")
