"""What measure test prints: each golden value, and whether it came out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TextIO

from claimtrack.cli.context import safe
from claimtrack.cli.options import ListFormat
from claimtrack.measures.golden import GoldenCheck
from claimtrack.publish.contract import dumps


def print_checks(checks: Sequence[GoldenCheck], out: TextIO, form: ListFormat) -> None:
    """Write a line for each golden value, then how many held."""
    if form is ListFormat.json:
        out.write(dumps([_record(check) for check in checks]) + "\n")
        return
    out.writelines(f"{safe(_line(check))}\n" for check in checks)
    states = [_state(check) for check in checks]
    counts = ", ".join(f"{states.count(state):,} {words}" for state, words in STATES.items())
    out.write(f"{counts}\n")


STATES = {"holds": "hold", "wrong": "wrong", "no data": "without data here"}


def _state(check: GoldenCheck) -> str:
    if check.found is None:
        return "no data"
    return "holds" if check.holds else "wrong"


def _line(check: GoldenCheck) -> str:
    golden = check.golden
    where = "".join(f", {name} {value}" for name, value in golden.scope)
    seen = f"; read from the issue of {golden.seen}" if golden.seen else ""
    found = "" if check.found is None or check.holds else f", not {check.found:,f}{seen}"
    return f"{_state(check):<7}  {check.dataset}/{check.measure}  {golden.at}{where}  {golden.value:,f}{found}"


def _record(check: GoldenCheck) -> dict[str, object]:
    golden = check.golden
    return {
        "dataset": check.dataset,
        "measure": check.measure,
        "at": golden.at,
        "scope": {name: [value] for name, value in golden.scope},
        "value": f"{golden.value:f}",
        "found": None if check.found is None else f"{check.found:f}",
        "seen": golden.seen,
        "state": _state(check),
    }
