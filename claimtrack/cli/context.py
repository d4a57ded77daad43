"""What every command is handed, and how it talks: standard output is data, standard error is talk."""

from __future__ import annotations

import os
import re
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from claimtrack.errors import ClaimtrackError, ExitCode
    from claimtrack.settings import Workspace

BLANK = re.compile("[\t-\r\x85\u2028\u2029]+")
CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
NOTHING_HERE = "nothing to read here yet; next: put html or txt files into corpus/pages, or name a file or an address"


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """The global options. `named` is True when the user gave -C, so that a workspace must be there."""

    named: bool
    database: str | None
    quiet: bool
    verbose: bool
    no_input: bool

    def workspace(self) -> Workspace:
        """Return the workspace; raises UsageError when there is none."""
        from claimtrack.settings import find_workspace

        return find_workspace(Path(), self.database)

    def workspace_if_any(self) -> Workspace | None:
        """Return the workspace, or None where there is none and none was asked for."""
        from claimtrack.settings import locate

        if not self.named and self.database is None and locate(Path()) is None:
            return None
        return self.workspace()

    def complain(self, error: ClaimtrackError) -> None:
        """Say what went wrong, and with -v where in the program."""
        complain(error, verbose=self.verbose)

    def complain_of(self, errors: Iterable[ClaimtrackError], *, integrity: bool = False) -> ExitCode:
        """Say each error once and return the exit code they make; with `integrity` a changed file has its own."""
        from claimtrack.errors import ExitCode, IntegrityError

        code = ExitCode.OK
        for error in dict.fromkeys(errors):
            self.complain(error)
            mismatch = integrity and isinstance(error, IntegrityError)
            code = max(code, ExitCode.MISMATCH if mismatch else ExitCode.INCOMPLETE)
        return code

    def note(self, text: str) -> None:
        """Say something that is not data, unless the user asked for quiet."""
        if not self.quiet:
            say(text)


def say(text: str) -> None:
    """Print a line of talk to the standard error."""
    print(safe(text), file=sys.stderr)


def complain(error: ClaimtrackError, *, verbose: bool = False) -> None:
    """Say what went wrong, where and how to mend it; a place below the current folder is named from there."""
    if verbose:
        import traceback

        for line in "".join(traceback.format_exception(error)).splitlines():
            say(line)
    say(f"error: {str(error).removeprefix(f'{Path.cwd()}{os.sep}')}")


def safe(text: str) -> str:
    """Return a text on one line that can't steer a terminal: control and bidi characters are replaced."""
    return CONTROL.sub("�", BLANK.sub(" ", text))
