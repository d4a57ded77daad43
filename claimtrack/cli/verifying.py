"""verify and extract: documents in, checks or claims out."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TextIO

import typer

from claimtrack.cli.context import Context
from claimtrack.cli.options import FailOn, Format, ProfileName, SeverityName, codes, date_option, pick_format
from claimtrack.cli.progress import progress
from claimtrack.errors import ExitCode, UsageError
from claimtrack.settings import Workspace

if TYPE_CHECKING:
    from claimtrack.cli.printers import Report
    from claimtrack.corpus.document import Source
    from claimtrack.pipeline import Verification

Targets = Annotated[
    list[str] | None,
    typer.Argument(metavar="TARGET", help="Files, folders, an address, - (standard input), or stored ids."),
]
FormatOption = Annotated[Format | None, typer.Option("--format", help="How to print.", show_default=False)]
OutputOption = Annotated[
    Path | None, typer.Option("-o", "--output", metavar="FILE", help="Write to FILE.", show_default=False)
]


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command()(verify)
    app.command()(extract)


def verify(
    context: typer.Context,
    target: Targets = None,
    text: Annotated[
        str | None, typer.Option("--text", help="Check one passage; needs no workspace.", show_default=False)
    ] = None,
    as_of: Annotated[
        str | None, typer.Option("--as-of", metavar="DATE", help="Judge as of this date.", show_default=False)
    ] = None,
    published: Annotated[
        str | None,
        typer.Option("--published", metavar="DATE", help="When the documents were published.", show_default=False),
    ] = None,
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
    output: OutputOption = None,
) -> None:
    """Check documents: which numbers hold, which do not, and why.

    \b
    claimtrack verify article.html --published 2025-09-03
    claimtrack verify --text "rose from 135 to 958, a 609% increase"
    claimtrack verify corpus/pages --format json -o checks.json
    """
    from claimtrack.cli.printers import PRINTERS, Report
    from claimtrack.cli.targets import checked, resolved
    from claimtrack.pipeline import Options, Verification
    from claimtrack.publish.selection import Selection
    from claimtrack.verdicts.verdict import Severity

    shared: Context = context.obj
    workspace = shared.workspace_if_any()
    if workspace is None and text is None and not target:
        workspace = shared.workspace()
    options = Options(
        published=date_option(published, "--published"),
        as_of=date_option(as_of, "--as-of"),
        profile=profile.value if profile else _profile(workspace),
        measure=measure,
    )
    selection = Selection(
        select=codes(select), ignore=codes(ignore), min_severity=Severity(min_severity.value) if min_severity else None
    )
    with Verification(workspace, options, keep=text is None) as run, _stream(output) as out:
        report = Report(out=out, selection=selection, fail_on=fail_on.value, as_of=as_of or published)
        results = checked(run, resolved(target or [], shared), text, workspace)
        with progress(shared, "verifying") as tick:
            PRINTERS[pick_format(format_, out)](report, chain(run.data.errors, map(tick, results)))
    _suggest(shared, report, workspace, run)
    raise typer.Exit(report.exit_code)


def extract(
    context: typer.Context,
    target: Targets = None,
    text: Annotated[str | None, typer.Option("--text", help="Read one passage.", show_default=False)] = None,
    everything: Annotated[
        bool, typer.Option("--all", help="Show also what was set aside (dates, section numbers …) and why.")
    ] = False,
    published: Annotated[
        str | None, typer.Option("--published", metavar="DATE", help="When it was published.", show_default=False)
    ] = None,
    format_: FormatOption = None,
    output: OutputOption = None,
) -> None:
    """List the numeric claims of documents, without checking them.

    \b
    claimtrack extract article.html --all
    claimtrack extract --text "958 agencies have signed" --format json
    """
    from claimtrack.cli import extracting
    from claimtrack.cli.targets import resolved, sources
    from claimtrack.pipeline import extract_claims

    shared: Context = context.obj
    named = resolved(target or [], shared)
    if text is None and not named:
        workspace = shared.workspace()
        named = [str(workspace.pages)]
    found = extract_claims(
        _passage(text) if text is not None else sources(named), date_option(published, "--published")
    )
    with _stream(output) as out:
        failures = extracting.print_claims(found, out, pick_format(format_, out), everything=everything)
    raise typer.Exit(ExitCode.INCOMPLETE if failures else ExitCode.OK)


def _passage(text: str) -> Iterable[Source]:
    from claimtrack.corpus.document import Source

    return [Source(name="--text", media="passage", data=text.encode("utf-8", "replace"))]


def _profile(workspace: Workspace | None) -> str:
    return "newsroom" if workspace is None else workspace.settings.profile


def _suggest(shared: Context, report: Report, workspace: Workspace | None, run: Verification) -> None:
    """Name the next command to type."""
    if report.first_discrepancy and workspace is not None and run.keeps:
        shared.note(f"next: claimtrack explain {report.first_discrepancy[:8]}")
    elif workspace is not None and not run.data.snapshots:
        shared.note("no official data here yet; next: claimtrack dataset add ice-287g-participating")


@contextmanager
def _stream(output: Path | None) -> Iterator[TextIO]:
    if output is None:
        yield sys.stdout
        return
    try:
        opened = output.open("w", encoding="utf-8", newline="\n")
    except OSError as error:
        raise UsageError(f"can't be written: {error.strerror}", where=str(output)) from error
    with opened:
        yield opened
