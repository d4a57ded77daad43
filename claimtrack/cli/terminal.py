"""Findings on a terminal: rich draws and wraps, and nothing from a page is ever taken for markup."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TextIO

from rich.console import Console
from rich.text import Text

from claimtrack.cli.context import safe
from claimtrack.cli.findings import MARKS, Line, heading
from claimtrack.corpus.document import Document
from claimtrack.verdicts.verdict import Outcome

STYLES = {Outcome.AGREES: "green", Outcome.DISCREPANCY: "bold red", Outcome.UNDETERMINED: "dim"}
NARROWEST = 20


class Terminal:
    """A console that prints only texts it built itself."""

    def __init__(self, out: TextIO) -> None:
        self._console = Console(file=out, highlight=False, markup=False, emoji=False, soft_wrap=False)

    def document(self, document: Document, lines: tuple[Line, ...]) -> None:
        """Print a document: its heading, what was decided in the order of the text, then in short what was not."""
        self._print(Text(safe(document.source), style="bold"))
        self._print(Text(heading(document), style="dim"), indent=2)
        self._print()
        for line in lines:
            if line.outcome is not Outcome.UNDETERMINED:
                self._decided(line)
        self._open([line for line in lines if line.outcome is Outcome.UNDETERMINED])

    def summary(self, pieces: Iterable[tuple[str, Outcome | None]]) -> None:
        """Print the run in one line."""
        self._print(Text.assemble(*((text, STYLES[outcome] if outcome else "") for text, outcome in pieces)))

    def _decided(self, line: Line) -> None:
        head = Text.assemble((f"{line.mark} {line.outcome}", STYLES[line.outcome]), f"  line {line.number}")
        for part in (line.codes, line.severity):
            if part:
                head.append(f"  {part}", style="dim")
        self._print(head, indent=2)
        self._print(Text(line.quote, style="bold" if line.outcome is Outcome.DISCREPANCY else ""), indent=4)
        for sentence in line.explanation:
            self._print(Text(sentence), indent=4)
        if line.evidence:
            self._print(Text(line.evidence, style="dim"), indent=4)
        self._print()

    def _open(self, lines: list[Line]) -> None:
        if not lines:
            return
        style = STYLES[Outcome.UNDETERMINED]
        self._print(Text(f"{MARKS[Outcome.UNDETERMINED]} {len(lines)} undetermined", style=style), indent=2)
        told = [line for line in lines if not line.brief]
        width = max((len(str(line.number)) for line in told), default=0)
        for line in told:
            label = f"{line.codes}  line {line.number:>{width}}  "
            why = (f"  {'; '.join(line.explanation)}", style)
            self._print(Text.assemble((label, style), line.quote, why), indent=4, hanging=len(label))
        for codes, brief in dict.fromkeys((line.codes, line.brief) for line in lines if line.brief):
            label = f"{codes}  "
            quotes = [f"{line.number} {line.quote}" for line in lines if line.brief and line.codes == codes]
            text = Text(f"{label}{brief}: line {', '.join(quotes)}", style=style)
            self._print(text, indent=4, hanging=len(label))
        self._print()

    def _print(self, text: Text | None = None, *, indent: int = 0, hanging: int = 0) -> None:
        """Print a text wrapped to the width and indented, its further lines by `hanging` more; None: an empty line."""
        room = max(self._console.width - indent, NARROWEST)
        first, *more = (text or Text()).wrap(self._console, room)
        self._line(first, indent)
        if text is not None and more:
            rest = text[len(first) :]
            rest = rest[len(rest) - len(rest.plain.lstrip()) :]
            for line in rest.wrap(self._console, max(room - hanging, NARROWEST)):
                self._line(line, indent + hanging)

    def _line(self, line: Text, indent: int) -> None:
        line.rstrip()
        self._console.print(Text.assemble(" " * indent, line) if line else line, soft_wrap=True)
