"""stats: what the database holds, in figures."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING

import typer

from claimtrack.cli.context import Context
from claimtrack.cli.options import ListFormat, ListFormatOption

if TYPE_CHECKING:
    from datetime import datetime

    from claimtrack.figures import Statistics

SHOWN = 20
"""Sources of claims that are shown; JSON has all of them."""


def stats(context: typer.Context, format_: ListFormatOption = ListFormat.plain) -> None:
    """Count what the database holds: claims by source, outcome and age.

    Beside them documents, versions, events, and when each source was last looked at.

    \b
    claimtrack stats
    claimtrack stats --format json
    """
    from claimtrack.cli.labelled import write_labelled
    from claimtrack.pipeline.stored import database_statistics
    from claimtrack.publish.contract import SCHEMA_VERSION, dumps, tool_record

    shared: Context = context.obj
    found = database_statistics(shared.workspace())
    if format_ is ListFormat.json:
        print(dumps({"schema_version": SCHEMA_VERSION, "tool": tool_record()} | _record(found)))
        return
    write_labelled(_rows(found), sys.stdout)


def _rows(found: Statistics) -> Iterator[tuple[str, str]]:
    yield "documents", f"{found.documents:,}"
    yield "versions", f"{found.versions:,}"
    yield "claims", f"{found.claims:,}"
    yield from (("outcome", f"{number:,} {name}") for name, number in found.by_outcome)
    yield from (("age", f"{number:,} {name}") for name, number in found.by_age)
    yield from (("source", f"{number:,} {name}") for name, number in found.by_source[:SHOWN])
    if len(found.by_source) > SHOWN:
        yield "source", f"{len(found.by_source) - SHOWN:,} more"
    yield "events", f"{found.events_told:,} told, {found.events_untold:,} untold"
    yield from (("looked at", f"{_when(one.looked_at) or 'never to the end'} {one.url}") for one in found.looked)


def _record(found: Statistics) -> dict[str, object]:
    return {
        "documents": found.documents,
        "versions": found.versions,
        "claims": found.claims,
        "by_outcome": dict(found.by_outcome),
        "by_age": dict(found.by_age),
        "by_source": dict(found.by_source),
        "events": {"told": found.events_told, "untold": found.events_untold},
        "sources": [{"url": one.url, "looked_at": _when(one.looked_at)} for one in found.looked],
    }


def _when(moment: datetime | None) -> str | None:
    return None if moment is None else moment.strftime("%Y-%m-%dT%H:%M:%SZ")
