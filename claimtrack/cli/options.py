"""Options that commands share: their choices, what their texts mean, and where output goes."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TextIO

import typer

from claimtrack.errors import UsageError, did_you_mean

if TYPE_CHECKING:
    from claimtrack.period import Period

FIRST_YEAR = 1000
"""The earliest year that a date option may name."""


class Format(StrEnum):
    """How to print: rich on a terminal, plain elsewhere unless said."""

    rich = "rich"
    plain = "plain"
    json = "json"
    jsonl = "jsonl"


class ListFormat(StrEnum):
    """How to print what is a list."""

    plain = "plain"
    json = "json"


class FailOn(StrEnum):
    """What makes the exit code non-zero."""

    discrepancy = "discrepancy"
    undetermined = "undetermined"
    never = "never"


class ProfileName(StrEnum):
    """How strictly wording is held to its words."""

    strict = "strict"
    newsroom = "newsroom"
    lenient = "lenient"


class SeverityName(StrEnum):
    """From which severity on a discrepancy is shown."""

    note = "note"
    minor = "minor"
    material = "material"
    critical = "critical"


Targets = Annotated[
    list[str] | None,
    typer.Argument(metavar="TARGET", help="Files, folders, an address, - (standard input), or stored ids."),
]
CheckedTextOption = Annotated[
    str | None, typer.Option("--text", help="Check one passage; needs no workspace.", show_default=False)
]
ReadTextOption = Annotated[str | None, typer.Option("--text", help="Read one passage.", show_default=False)]
AllOption = Annotated[
    bool, typer.Option("--all", help="Show also what was set aside (dates, section numbers …) and why.")
]
AsOfOption = Annotated[
    str | None, typer.Option("--as-of", metavar="DATE", help="Judge as of this date.", show_default=False)
]
ProfileOption = Annotated[
    ProfileName | None, typer.Option(help="How strictly wording is held to its words.", show_default=False)
]
MeasureOption = Annotated[
    str | None, typer.Option(metavar="ID", help="Link claims to this measure only.", show_default=False)
]
SelectOption = Annotated[
    str | None, typer.Option(metavar="CODES", help="Show findings with these codes only.", show_default=False)
]
IgnoreOption = Annotated[
    str | None, typer.Option(metavar="CODES", help="Ignore these reason codes.", show_default=False)
]
FailOnOption = Annotated[FailOn, typer.Option(help="What makes the exit code non-zero.")]
MinSeverityOption = Annotated[
    SeverityName | None, typer.Option(help="Show discrepancies from this severity up.", show_default=False)
]
PublishedOption = Annotated[
    str | None,
    typer.Option("--published", metavar="DATE", help="When the documents were published.", show_default=False),
]
FormatOption = Annotated[
    Format | None,
    typer.Option("--format", help="How to print; rich on a terminal, else plain.", show_default=False),
]
ListFormatOption = Annotated[ListFormat, typer.Option("--format", help="How to print.")]
OutputOption = Annotated[
    Path | None, typer.Option("-o", "--output", metavar="FILE", help="Write to FILE.", show_default=False)
]


def pick_format(named: Format | None, out: TextIO) -> Format:
    """Return the format asked for, or the one that suits where the output goes."""
    if named is not None:
        return named
    return Format.rich if out.isatty() or (out is sys.stdout and os.environ.get("FORCE_COLOR")) else Format.plain


@contextmanager
def output(path: Path | None) -> Iterator[TextIO]:
    """Give where to write: the file, or the standard output. Raises UsageError when the file can't be written."""
    if path is None:
        yield sys.stdout
        return
    try:
        opened = path.open("w", encoding="utf-8", errors="backslashreplace", newline="\n")
    except OSError as error:
        raise UsageError(
            f"can't be written: {error.strerror}", where=str(path), hint="name another file with -o"
        ) from error
    with opened:
        yield opened


def codes(text: str | None) -> frozenset[str]:
    """Return the reason codes in a comma-separated list; VAL stands for VAL+ and VAL-.

    Raises UsageError for one that is none and begins none.
    """
    from claimtrack.verdicts.rules import RULES_BY_CODE

    found: set[str] = set()
    for part in (text or "").split(","):
        wanted = part.strip().upper().replace("−", "-")
        matching = {code for code in RULES_BY_CODE if code.startswith(wanted)} if wanted else set()
        if wanted and not matching:
            hint = f"{did_you_mean(wanted, RULES_BY_CODE)} list them with: claimtrack rules".lstrip()
            raise UsageError(f"no reason code {wanted!r}", hint=hint)
        found |= matching
    return frozenset(found)


def refuse_both(text: str | None, targets: list[str] | None) -> None:
    """Raise UsageError for a passage beside targets."""
    if text is not None and targets:
        raise UsageError("--text and targets exclude each other", hint="give the passage and the files one by one")


def date_option(text: str | None, option: str) -> Period | None:
    """Return the date an option names. Raises UsageError when it is none."""
    if text is None:
        return None
    from claimtrack.period import parse_stamp

    try:
        period = parse_stamp(text)
    except ValueError:
        period = None
    if period is None or period.start.year < FIRST_YEAR:
        hint = "write 2025-09-03 or 2025-09-03T20:15Z"
        raise UsageError(f"{text!r} is not a date", where=option, hint=hint)
    return period
