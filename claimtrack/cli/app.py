"""The command's entry: global options, and the boundary where every failure becomes one line and an exit code."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import chdir, contextmanager
from pathlib import Path
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from claimtrack.cli.commands import ENTRIES, LazyCommands
from claimtrack.cli.context import Context, complain, say
from claimtrack.cli.interruptions import deliver_again
from claimtrack.errors import ClaimtrackError, ExitCode, UsageError, unforeseen
from claimtrack.version import __version__

EXAMPLES = """Check the numbers in news and press releases against official datasets.

\b
  claimtrack verify article.html            which numbers hold, which do not, and why
  claimtrack verify                         everything in this workspace
  claimtrack verify --text "rose from 135 to 958, a 609% increase"
  claimtrack explain 957                    what in the datasets has this value
  claimtrack init && claimtrack dataset add ice-287g-participating
"""


class Commands(TyperGroup):
    """The group of all commands; what they raise ends here."""

    def __init__(self, **attributes: Any) -> None:
        super().__init__(**attributes)
        self.commands = LazyCommands()

    def list_commands(self, ctx: Any) -> list[str]:
        """Return the names in the order of the help."""
        del ctx
        return list(ENTRIES)

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        """Write the commands into the help without importing any of them."""
        del ctx
        with formatter.section("Commands"):
            formatter.write_dl([(name, entry.summary) for name, entry in ENTRIES.items()])

    def invoke(self, ctx: Any) -> Any:
        """Run a command."""
        with _boundary(ctx):
            return super().invoke(ctx)


app = typer.Typer(
    cls=Commands,
    help=EXAMPLES,
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    add_completion=True,
    context_settings={"help_option_names": ["-h", "--help"]},
)


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
    verbose: Annotated[bool, typer.Option("-v", "--verbose", help="Show where in the program an error arose.")] = False,
    no_input: Annotated[bool, typer.Option("--no-input", help="Never ask; fail instead.")] = False,
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Keep what stands before the command."""
    del version
    if directory is not None:
        try:
            context.with_resource(chdir(directory))
        except OSError as error:
            raise UsageError(
                f"can't be entered: {error.strerror}", where=str(directory), hint="check the path after -C"
            ) from error
    context.obj = Context(named=directory is not None, database=db, quiet=quiet, verbose=verbose, no_input=no_input)


@contextmanager
def _boundary(context: Any) -> Iterator[None]:
    """Turn what is raised inside into one line on the standard error and the process's exit code."""
    try:
        try:
            yield
        finally:
            sys.stdout.flush()
    except BrokenPipeError:
        _discard_output()
        raise typer.Exit(ExitCode.OK) from None  # Whoever read us has seen enough, as with `| head`.
    except KeyboardInterrupt:
        say("interrupted")
        raise typer.Exit(ExitCode.INTERRUPTED) from None
    except ClaimtrackError as error:
        _complain(context, error)
        raise typer.Exit(error.exit_code) from None
    except OSError as error:
        failure = ClaimtrackError(str(error.strerror or error), where=str(error.filename or "standard output"))
        failure.__cause__ = error
        _complain(context, failure)
        _discard_output()
        raise typer.Exit(ExitCode.INCOMPLETE) from None
    except (typer.Abort, typer.Exit, typer.TyperException):
        raise
    except Exception as error:
        _complain(context, unforeseen(error))
        raise typer.Exit(ExitCode.INCOMPLETE) from None


def _complain(context: Any, error: ClaimtrackError) -> None:
    complain(error, verbose=isinstance(context.obj, Context) and context.obj.verbose)


def _discard_output() -> None:
    """Let what is still buffered go nowhere, so that Python's own last flush doesn't fail again."""
    try:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except (OSError, ValueError):  # A stream without a descriptor, as in tests.
        return


def main() -> None:
    """Run the command."""
    sys.stdout, sys.stderr = (_open_stream(stream) for stream in (sys.stdout, sys.stderr))
    deliver_again()
    app()


def _open_stream(stream: Any) -> Any:
    """Return the stream so that it takes any text; one that the caller closed (`>&-`) takes it to nowhere."""
    if stream is None:
        return Path(os.devnull).open("w", encoding="utf-8")
    if hasattr(stream, "reconfigure"):
        stream.reconfigure(errors="backslashreplace")
    return stream
