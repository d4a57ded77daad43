"""Facts with their labels in a column of their own, wrapped to the terminal, whole where a program reads them."""

from __future__ import annotations

import shutil
import textwrap
from collections.abc import Iterable
from typing import TextIO

from claimtrack.cli.context import safe

NARROWEST = 40


def write_labelled(rows: Iterable[tuple[str, str]], out: TextIO, *, width: int = 12) -> None:
    """Write each label right-aligned in `width` columns, and its text beside it; an empty label continues the last."""
    for label, text in rows:
        head = f"{safe(label):>{width}}  "
        lines = _wrapped(safe(text), len(head)) if out.isatty() else [safe(text)]
        out.write((head + f"\n{' ' * len(head)}".join(lines)).rstrip() + "\n")


def _wrapped(text: str, used: int) -> list[str]:
    room = max(shutil.get_terminal_size().columns - used, NARROWEST)
    return textwrap.wrap(text, room, break_on_hyphens=False) or [""]
