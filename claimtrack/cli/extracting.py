"""extract: documents in, claims out."""

from __future__ import annotations

import typer

from claimtrack.cli.context import NOTHING_HERE, Context
from claimtrack.cli.options import (
    AllOption,
    FormatOption,
    OutputOption,
    PublishedOption,
    ReadTextOption,
    Targets,
    date_option,
    output,
    pick_format,
    refuse_both,
)
from claimtrack.cli.progress import Progress
from claimtrack.errors import ExitCode


def extract(
    context: typer.Context,
    target: Targets = None,
    text: ReadTextOption = None,
    everything: AllOption = False,
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
    refuse_both(text, target)
    workspace = shared.workspace_if_any() if text is not None or target else shared.workspace()
    found = extracted(target or [], text, workspace, date_option(published, "--published"))
    with output(out) as stream:
        results = Progress(shared, "reading").over(found)
        form = pick_format(format_, stream)
        documents, failures = print_claims(results, stream, form, shared.complain, everything=everything)
    if not documents and not failures:
        shared.note(NOTHING_HERE)
    raise typer.Exit(ExitCode.INCOMPLETE if failures else ExitCode.OK)
