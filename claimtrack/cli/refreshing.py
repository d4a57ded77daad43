"""refresh, watch and schedule: a corpus that keeps itself fresh."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from claimtrack.cli.context import Context
from claimtrack.cli.options import ListFormat, ListFormatOption, date_option

if TYPE_CHECKING:
    from claimtrack.cli.progress import Progress
    from claimtrack.cli.refreshed import Flag
    from claimtrack.pipeline.refreshing import RefreshOptions, Summary
    from claimtrack.pipeline.verifying import Checked
    from claimtrack.settings import Workspace

SourcesArgument = Annotated[
    list[str] | None, typer.Argument(metavar="[SOURCE]…", help="Ids, titles or addresses of sources; none: all.")
]
SinceOption = Annotated[
    str | None, typer.Option("--since", metavar="DATE", help="Leave out new pages that a listing dates before it.")
]
MaxPagesOption = Annotated[
    int | None, typer.Option("--max-pages", min=1, help="Stop after so many pages; the next run goes on.")
]
DueOption = Annotated[bool, typer.Option("--due", help="Only sources whose interval has passed, as `schedule` does.")]
DryRunOption = Annotated[
    bool, typer.Option("--dry-run", help="Ask for listings only, say what would be fetched, keep nothing.")
]
OfflineOption = Annotated[
    bool, typer.Option("--offline", help="Fetch nothing: read WARC folders, verify again what is affected.")
]
EveryOption = Annotated[str, typer.Option("--every", metavar="INTERVAL", help="How often: 30m, 6h, 1d.")]


def refresh(
    context: typer.Context,
    source: SourcesArgument = None,
    since: SinceOption = None,
    max_pages: MaxPagesOption = None,
    due: DueOption = False,
    dry_run: DryRunOption = False,
    offline: OfflineOption = False,
    format_: ListFormatOption = ListFormat.plain,
) -> None:
    """Fetch what changed, check it, verify again what is affected.

    \b
    claimtrack refresh
    claimtrack refresh https://www.example.gov/news/feed.xml --dry-run
    """
    from claimtrack.errors import UsageError
    from claimtrack.pipeline.refreshing import RefreshOptions

    shared: Context = context.obj
    if dry_run and offline:
        raise UsageError("--dry-run asks for listings, --offline fetches nothing", hint="leave one of them out")
    options = RefreshOptions(
        names=tuple(source or ()),
        due=due,
        since=_moment(since),
        max_pages=max_pages,
        dry_run=dry_run,
        offline=offline,
    )
    raise typer.Exit(_one(shared, shared.workspace(), options, format_))


def watch(
    context: typer.Context,
    source: SourcesArgument = None,
    every: EveryOption = "6h",
    max_pages: MaxPagesOption = None,
) -> None:
    """Refresh again and again, each source by its own interval.

    \b
    claimtrack watch --every 6h
    """
    from claimtrack.errors import ClaimtrackError
    from claimtrack.pipeline.refreshing import RefreshOptions

    shared: Context = context.obj
    workspace = shared.workspace()
    seconds = _seconds(every)
    options = RefreshOptions(names=tuple(source or ()), due=True, max_pages=max_pages)
    while True:
        began = time.monotonic()
        try:
            _one(shared, workspace, options, ListFormat.plain)
        except ClaimtrackError as error:  # A database that is away for an hour is there again later.
            shared.complain(error)
        except BrokenPipeError:
            raise
        except OSError as error:  # So is a disk that was full.
            shared.complain(ClaimtrackError(error.strerror or str(error), where=str(error.filename or workspace.root)))
        sys.stdout.flush()
        rest = max(seconds - (time.monotonic() - began), 0)
        shared.note(f"next look in {_spoken(rest)}; stop with Ctrl-C")
        time.sleep(rest)


def schedule(
    context: typer.Context,
    every: EveryOption = "6h",
) -> None:
    """Print the cron line and systemd timer that refresh this workspace.

    \b
    claimtrack schedule --every 1h
    """
    from claimtrack.cli.timetables import timetables

    shared: Context = context.obj
    workspace = shared.workspace()
    print(timetables(workspace.root, int(_seconds(every)), Path(sys.argv[0])))


def _one(shared: Context, workspace: Workspace, options: RefreshOptions, format_: ListFormat) -> int:
    from claimtrack.cli.progress import Progress
    from claimtrack.cli.refreshed import print_summary
    from claimtrack.pipeline.notifying import notify
    from claimtrack.pipeline.refreshing import Refresh

    with Progress(shared, "reading data") as reading:
        work = Refresh(workspace, options, reading.file)
        with Progress(shared, "refreshing") as progress:
            began = time.monotonic()
            flagged = tuple(_flagged(work.run(lambda: _tick(progress, work.summary))))
    if not options.dry_run:
        work.summary.errors += notify(workspace)
    print_summary(work.summary, flagged, time.monotonic() - began, sys.stdout, format_)
    for error in dict.fromkeys(work.summary.errors) if format_ is ListFormat.json else ():
        shared.complain(error)
    if not work.summary.sources and not work.summary.resting and not work.summary.documents:
        shared.note("no sources are watched here; next: claimtrack source add URL")
    return _exit_code(work.summary)


def _flagged(results: Iterable[Checked]) -> Iterator[Flag]:
    """Yield the discrepancies among what was checked."""
    from claimtrack.cli.findings import finding
    from claimtrack.cli.refreshed import Flag
    from claimtrack.verdicts.verdict import Outcome

    for result in results:
        for check in result.checks:
            if check.verdict.outcome is Outcome.DISCREPANCY:
                yield Flag(claim_id=check.claim.id, line=finding(check, result.document))


def _tick(progress: Progress, summary: Summary) -> None:
    progress.at(summary.looked, summary.to_do)


def _exit_code(summary: Summary) -> int:
    from claimtrack.errors import ExitCode

    return ExitCode.INCOMPLETE if summary.errors else ExitCode.OK


def _moment(text: str | None) -> datetime | None:
    period = date_option(text, "--since")
    return None if period is None else period.start


def _seconds(text: str) -> float:
    from claimtrack.errors import UsageError
    from claimtrack.sources.interval import parse_interval

    try:
        return parse_interval(text).total_seconds()
    except ValueError as error:
        raise UsageError(str(error), where="--every", hint="such as 30m, 6h or 1d") from error


def _spoken(seconds: float) -> str:
    minutes = round(seconds / 60)
    return f"{minutes // 60} h {minutes % 60} min" if minutes >= 60 else f"{minutes} min"
