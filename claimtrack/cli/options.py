"""The choices that options take, and what their texts mean."""

from __future__ import annotations

from enum import StrEnum
from typing import TextIO

from claimtrack.errors import UsageError
from claimtrack.period import Period, parse_stamp


class Format(StrEnum):
    """How to print: rich on a terminal, plain elsewhere unless said."""

    rich = "rich"
    plain = "plain"
    json = "json"
    jsonl = "jsonl"


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


def pick_format(named: Format | None, out: TextIO) -> Format:
    """Return the format asked for, or the one that suits where the output goes."""
    if named is not None:
        return named
    return Format.rich if out.isatty() else Format.plain


def codes(text: str | None) -> frozenset[str]:
    """Return the reason codes in a comma-separated list. Raises UsageError for one that is none."""
    from claimtrack.verdicts.rules import RULES_BY_CODE

    found = frozenset(part.strip().upper().replace("−", "-") for part in (text or "").split(",") if part.strip())
    unknown = sorted(found - RULES_BY_CODE.keys())
    if unknown:
        raise UsageError(f"no reason code {', '.join(unknown)}", hint="list them with: claimtrack rules")
    return found


def date_option(text: str | None, option: str) -> Period | None:
    """Return the date an option names. Raises UsageError when it is none."""
    if text is None:
        return None
    try:
        return parse_stamp(text)
    except ValueError as error:
        raise UsageError(
            f"{text!r} is not a date", where=option, hint="write 2025-09-03 or 2025-09-03T20:15Z"
        ) from error
