"""The formats of verify: each takes the stream of results and writes it as it comes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import TextIO

from claimtrack.cli.context import say
from claimtrack.cli.findings import finding, heading
from claimtrack.cli.options import Format
from claimtrack.errors import ClaimtrackError
from claimtrack.pipeline import Checked
from claimtrack.publish.contract import Record, check_record, document_record, dumps, error_record, run_lines
from claimtrack.publish.selection import Selection, exit_code
from claimtrack.verdicts.verdict import Outcome

Results = Iterable[Checked | ClaimtrackError]


@dataclass(slots=True, kw_only=True)
class Report:
    """What a run prints to and what it has counted so far."""

    out: TextIO
    selection: Selection
    fail_on: str
    as_of: str | None = None
    outcomes: Counter[Outcome] = field(default_factory=Counter)
    documents: int = 0
    failures: int = 0
    first_discrepancy: str = ""

    @property
    def exit_code(self) -> int:
        """The process's exit code as far as the run has come."""
        return exit_code(self.outcomes, self.failures, self.fail_on)

    def counted(self, results: Results) -> Iterator[Checked | ClaimtrackError]:
        """Yield the results with only the checks to show, counting them."""
        from dataclasses import replace

        for result in results:
            if isinstance(result, ClaimtrackError):
                self.failures += 1
                yield result
                continue
            shown = self.selection.apply(result.checks)
            self.documents += 1
            self.outcomes.update(check.verdict.outcome for check in shown)
            flagged = (c.claim.id for c in shown if c.verdict.outcome is Outcome.DISCREPANCY)
            self.first_discrepancy = self.first_discrepancy or next(flagged, "")
            yield replace(result, checks=shown)

    def summary(self) -> str:
        """Return the run in one line."""
        found = ", ".join(f"{self.outcomes[outcome]} {_plural(outcome, self.outcomes[outcome])}" for outcome in Outcome)
        documents = f"{self.documents} document{'' if self.documents == 1 else 's'}"
        failed = f", {self.failures} failed" if self.failures else ""
        return f"{documents}: {found}{failed}"


def _plural(outcome: Outcome, number: int) -> str:
    match outcome:
        case Outcome.AGREES:
            return "agrees" if number == 1 else "agree"
        case Outcome.DISCREPANCY:
            return "discrepancy" if number == 1 else "discrepancies"
        case Outcome.UNDETERMINED:
            return "undetermined"


def print_json(report: Report, results: Results) -> None:
    """Write one JSON object, document by document."""
    records = (r if isinstance(r, ClaimtrackError) else _record(r) for r in report.counted(results))
    for text in run_lines(records, report.as_of, lambda: report.exit_code):
        report.out.write(text)


def print_jsonl(report: Report, results: Results) -> None:
    """Write a line of JSON for each document, and one for each failure."""
    for result in report.counted(results):
        if isinstance(result, ClaimtrackError):
            report.out.write(dumps({"error": error_record(result)}) + "\n")
        else:
            report.out.write(dumps(_record(result)) + "\n")


def print_plain(report: Report, results: Results) -> None:
    """Write a line for each finding, its parts apart by two spaces, then the summary."""
    for result in report.counted(results):
        if isinstance(result, ClaimtrackError):
            say(f"error: {result}")
            continue
        for check in result.checks:
            line = finding(check, result.document)
            parts = [line.place, line.outcome, line.codes, line.quote, "; ".join(line.explanation), line.evidence]
            report.out.write("  ".join(part for part in parts if part) + "\n")
    report.out.write(report.summary() + "\n")


def print_rich(report: Report, results: Results) -> None:
    """Write findings grouped by document, wrapped to the terminal, with colour where there is one."""
    from claimtrack.cli.terminal import Terminal

    terminal = Terminal(report.out)
    for result in report.counted(results):
        if isinstance(result, ClaimtrackError):
            say(f"error: {result}")
            continue
        terminal.document(result.document.source, heading(result.document))
        for check in result.checks:
            terminal.finding(finding(check, result.document))
        if not result.checks:
            terminal.nothing(len(result.claims))
    terminal.summary(report.summary())


PRINTERS: dict[Format, Callable[[Report, Results], None]] = {
    Format.rich: print_rich,
    Format.plain: print_plain,
    Format.json: print_json,
    Format.jsonl: print_jsonl,
}


def _record(result: Checked) -> Record:
    return document_record(result.document, [check_record(check, result.document) for check in result.checks])
