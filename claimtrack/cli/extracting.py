"""extract: documents in, claims out."""

from __future__ import annotations

from typing import Annotated

import typer

from claimtrack.cli.context import Context
from claimtrack.cli.options import (
    FormatOption,
    OutputOption,
    PublishedOption,
    Targets,
    date_option,
    output,
    pick_format,
)
from claimtrack.cli.progress import Progress
from claimtrack.errors import ExitCode, UsageError


def extract(
    context: typer.Context,
    target: Targets = None,
    text: Annotated[str | None, typer.Option("--text", help="Read one passage.", show_default=False)] = None,
    everything: Annotated[
        bool, typer.Option("--all", help="Show also what was set aside (dates, section numbers …) and why.")
    ] = False,
    published: PublishedOption = None,
    format_: FormatOption = None,
    out: OutputOption = None,
) -> None:
    """List the numeric claims of documents, without checking them.

    \b
    claimtrack extract article.html --all
    claimtrack extract --text "958 agencies have signed" --format json
    """
    from claimtrack.cli.claims import print_claims
    from claimtrack.cli.targets import extracted

    shared: Context = context.obj
    if text is not None and target:
        raise UsageError("--text and targets exclude each other", hint="read the passage and the files one by one")
    workspace = shared.workspace_if_any() if text is not None or target else shared.workspace()
    found = extracted(target or [], text, workspace, date_option(published, "--published"))
    with output(out) as stream:
        results = Progress(shared, "reading").over(found)
        failures = print_claims(results, stream, pick_format(format_, stream), shared.complain, everything=everything)
    raise typer.Exit(ExitCode.INCOMPLETE if failures else ExitCode.OK)
