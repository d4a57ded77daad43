"""The error tree: what went wrong, where, and how to mend it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from enum import IntEnum
from typing import TypeVar

T = TypeVar("T")


class ExitCode(IntEnum):
    """What the process tells its caller; part of the public contract."""

    OK = 0
    DISCREPANCY = 1
    USAGE = 2
    UNDETERMINED = 3
    INCOMPLETE = 4
    MISMATCH = 5
    INTERRUPTED = 130


class ClaimtrackError(Exception):
    """A failure a person can act on: one line that says what, `where` it happened and a `hint` that mends it."""

    code = "error"
    exit_code = ExitCode.INCOMPLETE

    def __init__(self, message: str, *, where: str = "", hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.where = where
        self.hint = hint

    def __str__(self) -> str:
        place = f"{self.where}: " if self.where else ""
        mend = f" ({self.hint})" if self.hint else ""
        return f"{place}{self.message}{mend}"


class UsageError(ClaimtrackError):
    """The command line, a setting or an identifier is wrong."""

    code = "usage"
    exit_code = ExitCode.USAGE


class SettingsError(UsageError):
    """claimtrack.toml or an environment variable can't be used."""

    code = "settings"


class DescriptorError(UsageError):
    """A dataset's descriptor is broken; `where` names the file and the line."""

    code = "descriptor"


class UnknownMeasureError(UsageError):
    """No dataset of the workspace declares this measure."""

    code = "unknown-measure"


class DocumentError(ClaimtrackError):
    """A page or file can't be read as a document; the others go on."""

    code = "document"


class DatasetError(ClaimtrackError):
    """A dataset's file can't be read or believed; the others go on."""

    code = "dataset"


class UnreadableFileError(DatasetError):
    """A data file is truncated, not what its name says, or over the caps."""

    code = "unreadable"


class IntegrityError(DatasetError):
    """A kept file is not what it was when it was kept."""

    code = "integrity"
    exit_code = ExitCode.MISMATCH


class StoreError(ClaimtrackError):
    """The database can't be used."""

    code = "database"
    exit_code = ExitCode.USAGE


class RecordError(StoreError):
    """One document or record can't be stored or read back; the others go on."""

    exit_code = ExitCode.INCOMPLETE


class UnforeseenError(ClaimtrackError):
    """A fault of claimtrack itself; its cause is the error that nobody thought of."""

    code = "unforeseen"


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Return the question that a mistyped word suggests, or the empty string when nothing known is like it."""
    from difflib import get_close_matches

    return "".join(f"did you mean {close}?" for close in get_close_matches(word, known, n=1))


def unforeseen(error: Exception, where: str = "") -> UnforeseenError:
    """Return an error that nobody thought of in one line, with itself as the cause."""
    said = (str(error).splitlines() or [""])[0]
    hint = "a fault in claimtrack: -v shows where it arose; please report it"
    found = UnforeseenError(f"unexpected {type(error).__name__}: {said}".rstrip(": "), where=where, hint=hint)
    found.__cause__ = error
    return found


def attempt(work: Callable[[], T], where: str) -> T | ClaimtrackError:
    """Return what `work` returns, or what stopped it, foreseen or not; only a database that fails is raised."""
    try:
        return work()
    except ClaimtrackError as error:
        if isinstance(error, StoreError) and not isinstance(error, RecordError):
            raise
        return error
    except Exception as error:
        return unforeseen(error, where)
