"""What failed of the data while the rest is shown: a line for each, and the exit code that they make."""

from __future__ import annotations

from collections.abc import Iterable

from claimtrack.cli.context import complain
from claimtrack.errors import ClaimtrackError, ExitCode, IntegrityError


def said(errors: Iterable[ClaimtrackError], *, integrity: bool = False) -> ExitCode:
    """Say each error once and return the exit code they make; with `integrity` a changed file has its own."""
    code = ExitCode.OK
    for error in dict.fromkeys(errors):
        complain(error)
        mismatch = integrity and isinstance(error, IntegrityError)
        code = max(code, ExitCode.MISMATCH if mismatch else ExitCode.INCOMPLETE)
    return code
