"""replay: stored verdicts computed again, and what comes out otherwise."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, TextIO

import typer

from claimtrack.cli.context import Context, safe
from claimtrack.cli.options import ListFormat, ListFormatOption, OutputOption, output
from claimtrack.errors import ClaimtrackError, ExitCode, UsageError
from claimtrack.quantity import many

if TYPE_CHECKING:
    from claimtrack.replaying import Replayed
    from claimtrack.settings import Workspace

SHORT = 12
"""Characters of a claim's id that are printed."""
LONGEST = 200
"""Characters of a differing part that are printed; JSON has all of it."""


def replay(
    context: typer.Context,
    verdicts: Annotated[
        list[str] | None, typer.Argument(metavar="VERDICT", help="Ids of claims or documents.", show_default=False)
    ] = None,
    all_: Annotated[bool, typer.Option("--all", help="Replay every verdict that holds.")] = False,
    format_: ListFormatOption = ListFormat.plain,
    file: OutputOption = None,
) -> None:
    """Compute stored verdicts again and say what differs.

    Each is judged anew from what is stored, and its queries run on the snapshots' files.

    \b
    claimtrack replay 5f2c91ab
    claimtrack replay --all
    """
    from claimtrack.pipeline.stored import find_stored
    from claimtrack.replaying import Replay

    shared: Context = context.obj
    workspace = shared.workspace()
    if all_ == bool(verdicts):
        raise UsageError("name the verdicts, or give --all", hint="an id from verify --format json, or: replay --all")
    targets = None if all_ else [find_stored(workspace, name) for name in verdicts or ()]
    with output(file) as out:
        if all_ and not _has_database(workspace):
            found: Iterator[Replayed | ClaimtrackError] = iter(())
            raise typer.Exit(_print(found, out, format_, shared))
        with Replay(workspace, targets) as run:
            raise typer.Exit(_print(run.run(), out, format_, shared))


def _has_database(workspace: Workspace) -> bool:
    """Whether there is a database; one that is not there yet is not made by looking."""
    return workspace.database_file is None or workspace.database_file.exists()


def _print(results: Iterator[Replayed | ClaimtrackError], out: TextIO, form: ListFormat, shared: Context) -> ExitCode:
    """Write the results as they come, then their sum; return the exit code."""
    if form is ListFormat.json:
        return _print_json(results, out, shared)
    from claimtrack.cli.labelled import write_labelled

    equal = differing = queries = 0
    errors: list[ClaimtrackError] = []
    for result in results:
        if isinstance(result, ClaimtrackError):
            shared.complain(result)
            errors.append(result)
            continue
        out.write(_line(result) + "\n")
        write_labelled((("", line) for line in _told(result)), out, width=len("differs"))
        equal, differing = equal + result.equal, differing + (not result.equal)
        queries += result.queries
    counts = f"{equal:,} equal, {differing:,} differ; {queries:,} queries run anew"
    out.write(f"{many(equal + differing, 'verdict')}: {counts}\n")
    return _exit_code(differing, errors)


def _print_json(results: Iterator[Replayed | ClaimtrackError], out: TextIO, shared: Context) -> ExitCode:
    from claimtrack.publish.contract import SCHEMA_VERSION, dumps, error_record, tool_record

    records: list[dict[str, object]] = []
    errors: list[ClaimtrackError] = []
    differing = 0
    for result in results:
        if isinstance(result, ClaimtrackError):
            shared.complain(result)
            errors.append(result)
        else:
            records.append(_record(result))
            differing += not result.equal
    code = _exit_code(differing, errors)
    whole = {
        "schema_version": SCHEMA_VERSION,
        "tool": tool_record(),
        "exit_code": int(code),
        "counts": {"verdicts": len(records), "equal": len(records) - differing, "differ": differing},
        "verdicts": records,
        "errors": [error_record(error) for error in errors],
    }
    out.write(dumps(whole) + "\n")
    return code


def _exit_code(differing: int, errors: list[ClaimtrackError]) -> ExitCode:
    if differing:
        return ExitCode.MISMATCH
    return ExitCode.INCOMPLETE if errors else ExitCode.OK


def _line(result: Replayed) -> str:
    state = "equal" if result.equal else "differs"
    claim, verdict = result.check.claim, result.check.verdict
    place = f"{result.document.source}:{result.document.line_at(claim.quote.start)}"
    return safe(f"{state:<7}  {claim.id[:SHORT]}  {verdict.outcome:<12}  {place}")


def _told(result: Replayed) -> Iterator[str]:
    for one in result.differences:
        yield f"{one.what}: stored {_cut(one.stored)}, found {_cut(one.found)}"
    yield from result.notes


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"


def _record(result: Replayed) -> dict[str, object]:
    return {
        "claim_id": result.check.claim.id,
        "document_id": result.document.id,
        "source": result.document.source,
        "outcome": result.check.verdict.outcome.value,
        "equal": result.equal,
        "differences": [{"what": d.what, "stored": d.stored, "found": d.found} for d in result.differences],
        "notes": list(result.notes),
        "queries": result.queries,
    }
