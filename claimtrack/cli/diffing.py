"""diff: what changed between two versions of a document, in its text and in its numbers."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from claimtrack.cli.context import Context
from claimtrack.cli.options import ListFormat, ListFormatOption


def diff(
    context: typer.Context,
    document: Annotated[str, typer.Argument(metavar="DOC", help="A stored document: its id, path or address.")],
    first: Annotated[
        int | None, typer.Option("--from", metavar="N", help="The earlier version; the one before --to if not given.")
    ] = None,
    second: Annotated[
        int | None, typer.Option("--to", metavar="N", help="The later version; the newest if not given.")
    ] = None,
    format_: ListFormatOption = ListFormat.plain,
) -> None:
    """Show what changed between two versions of a document.

    The changed stretches of its text, then what became of its numbers.

    \b
    claimtrack diff corpus/pages/article.html
    claimtrack diff https://example.org/story --from 1 --to 3
    """
    from claimtrack.cli.version_changes import print_change
    from claimtrack.pipeline.versions import compare_versions

    shared: Context = context.obj
    print_change(compare_versions(shared.workspace(), document, first, second), sys.stdout, format_)
