"""Findings on a terminal: rich draws and wraps, and nothing from a page is ever taken for markup."""

from __future__ import annotations

from typing import TextIO

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from claimtrack.cli.findings import Line

STYLES = {"agrees": "green", "discrepancy": "bold red", "undetermined": "yellow"}
INDENT = 4


class Terminal:
    """A console that prints only texts it built itself."""

    def __init__(self, out: TextIO) -> None:
        self._console = Console(file=out, highlight=False, markup=False, emoji=False, soft_wrap=False)

    def document(self, source: str, heading: str) -> None:
        """Print a document's name and heading."""
        self._console.print()
        self._console.print(Text(source, style="bold"))
        if heading:
            self._console.print(Padding(Text(heading, style="dim"), (0, 0, 0, 2)))

    def finding(self, line: Line) -> None:
        """Print a finding: outcome and quotation, then why, then the evidence."""
        style = STYLES[line.outcome]
        head = Text.assemble((f"  {line.mark} {line.outcome}", style))
        for part in (line.codes, line.severity):
            if part:
                head.append(f"  {part}")
        head.append(f"  line {line.place.rsplit(':', 1)[-1]}", style="dim")
        self._console.print()
        self._console.print(head)
        self._indented(Text(line.quote, style="" if line.outcome == "undetermined" else "bold"))
        for sentence in line.explanation:
            self._indented(Text(sentence))
        if line.evidence and line.outcome != "undetermined":
            self._indented(Text(line.evidence, style="dim"))

    def nothing(self, numbers: int) -> None:
        """Say that a document holds no claim."""
        seen = "its numbers are dates, names and the like" if numbers else "it holds no number"
        self._indented(Text(f"nothing to check: {seen}", style="dim"))

    def summary(self, text: str) -> None:
        """Print the run in one line."""
        self._console.print()
        self._console.print(Text(text, style="bold"))

    def _indented(self, text: Text) -> None:
        self._console.print(Padding(text, (0, 0, 0, INDENT)))
