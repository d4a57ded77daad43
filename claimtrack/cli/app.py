"""The command's entry: global options, the commands, and the boundary where errors become one line and a code."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from claimtrack import __version__
from claimtrack.cli import data, looking, verifying, workspace
from claimtrack.cli.context import Context, say
from claimtrack.errors import ClaimtrackError, ExitCode

EXAMPLES = """Check the numbers in news and press releases against official datasets.

\b
  claimtrack verify article.html            which numbers hold, which do not, and why
  claimtrack verify                         everything in this workspace
  claimtrack verify --text "rose from 135 to 958, a 609% increase"
  claimtrack explain 957                    what in the datasets has this value
  claimtrack init && claimtrack dataset add ice-287g-participating
"""

app = typer.Typer(
    help=EXAMPLES,
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    add_completion=True,
    context_settings={"help_option_names": ["-h", "--help"]},
)
verifying.register(app)
looking.register(app)
data.register(app)
workspace.register(app)


def _version(value: bool) -> None:
    if value:
        print(f"claimtrack {__version__}")
        raise typer.Exit


@app.callback()
def options(
    context: typer.Context,
    directory: Annotated[
        Path | None, typer.Option("-C", metavar="DIR", help="Run as if started in DIR.", show_default=False)
    ] = None,
    db: Annotated[
        str | None,
        typer.Option("--db", metavar="URL", help="Database: a file, or postgresql://…", show_default=False),
    ] = None,
    quiet: Annotated[bool, typer.Option("-q", "--quiet", help="Print findings only, no talk.")] = False,
    verbose: Annotated[bool, typer.Option("-v", "--verbose", help="Say more on the standard error.")] = False,
    no_input: Annotated[bool, typer.Option("--no-input", help="Never ask; fail instead.")] = False,
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Keep what stands before the command."""
    del version
    context.obj = Context(
        directory=directory or Path(),
        named=directory is not None,
        database=db,
        quiet=quiet,
        verbose=verbose,
        no_input=no_input,
    )


def main() -> None:
    """Run the command; a known failure is one line and its exit code, an interruption is 130."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    try:
        app(standalone_mode=True)
    except ClaimtrackError as error:
        say(f"error: {error}")
        sys.exit(error.exit_code)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(ExitCode.OK)
    except KeyboardInterrupt:
        say("interrupted")
        sys.exit(ExitCode.INTERRUPTED)
