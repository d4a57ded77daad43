"""The formats of verify: each takes the stream of results and writes it as it comes."""

from __future__ import annotations

from collections.abc import Callable

from claimtrack.cli.findings import finding
from claimtrack.cli.options import Format
from claimtrack.cli.report import Report, Results
from claimtrack.errors import ClaimtrackError
from claimtrack.pipeline.verifying import Checked
from claimtrack.publish.contract import Record, check_record, document_record, dumps, error_record, run_lines


def print_json(report: Report, results: Results) -> None:
    """Write one JSON object, document by document."""
    records = (r if isinstance(r, ClaimtrackError) else _record(r) for r in report.counted(results))
    for text in run_lines(records, report.as_of, lambda: report.exit_code):
        report.out.write(text)


def print_jsonl(report: Report, results: Results) -> None:
    """Write a line of JSON for each document, and one for each failure."""
    for result in report.counted(results):
        record = {"error": error_record(result)} if isinstance(result, ClaimtrackError) else _record(result)
        report.out.write(dumps(record) + "\n")


def print_plain(report: Report, results: Results) -> None:
    """Write a line for each finding, its parts apart by two spaces, then the summary."""
    for result in report.counted(results):
        if isinstance(result, ClaimtrackError):
            report.complain(result)
            continue
        for check in result.checks:
            line = finding(check, result.document)
            parts = [line.place, line.outcome, line.codes, line.quote, "; ".join(line.explanation), line.evidence]
            report.out.write("  ".join(part for part in parts if part) + "\n")
    if not report.is_empty:
        report.out.write("".join(text for text, _ in report.summary()) + "\n")


def print_rich(report: Report, results: Results) -> None:
    """Write findings grouped by document, wrapped to the terminal, with colour where there is one."""
    from claimtrack.cli.terminal import Terminal

    terminal = Terminal(report.out)
    for result in report.counted(results):
        if isinstance(result, ClaimtrackError):
            report.complain(result)
        elif result.checks:
            terminal.document(result.document, tuple(finding(check, result.document) for check in result.checks))
    if not report.is_empty:
        terminal.summary(report.summary())


PRINTERS: dict[Format, Callable[[Report, Results], None]] = {
    Format.rich: print_rich,
    Format.plain: print_plain,
    Format.json: print_json,
    Format.jsonl: print_jsonl,
}


def _record(result: Checked) -> Record:
    return document_record(result.document, [check_record(check, result.document) for check in result.checks])
