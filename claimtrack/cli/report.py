"""What a run has found so far: what its summary and its exit code are made from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import TextIO

from claimtrack.errors import ClaimtrackError
from claimtrack.pipeline.verifying import Checked
from claimtrack.publish.selection import Selection, exit_code
from claimtrack.quantity import many
from claimtrack.verdicts.verdict import Outcome

Results = Iterable[Checked | ClaimtrackError]

NAMES: dict[Outcome, tuple[str, str]] = {
    Outcome.DISCREPANCY: ("discrepancy", "discrepancies"),
    Outcome.AGREES: ("agrees", "agree"),
    Outcome.UNDETERMINED: ("undetermined", "undetermined"),
}
"""One and many of each outcome, in the order of the summary."""


@dataclass(slots=True, kw_only=True)
class Report:
    """Where a run prints to, how it tells what failed, and what it has counted.

    `empty` counts documents that hold no claim, `undated` those without a date that left claims undetermined.
    """

    out: TextIO
    complain: Callable[[ClaimtrackError], None]
    selection: Selection
    fail_on: str
    as_of: str | None = None
    outcomes: Counter[Outcome] = field(default_factory=Counter)
    documents: int = 0
    claims: int = 0
    empty: int = 0
    undated: int = 0
    failures: int = 0
    first_discrepancy: str = ""

    @property
    def exit_code(self) -> int:
        """The process's exit code as far as the run has come."""
        return exit_code(self.outcomes, self.failures, self.fail_on)

    @property
    def is_empty(self) -> bool:
        """Whether there was nothing to check."""
        return not self.documents and not self.failures

    def counted(self, results: Results) -> Iterator[Checked | ClaimtrackError]:
        """Yield the results with only the checks to show, counting them, and pass on at once what was written."""
        for result in results:
            if isinstance(result, ClaimtrackError):
                self.failures += 1
                yield result
            else:
                shown = self.selection.apply(result.checks)
                self._count(result)
                self.outcomes.update(check.verdict.outcome for check in shown)
                flagged = (c.claim.id for c in shown if c.verdict.outcome is Outcome.DISCREPANCY)
                self.first_discrepancy = self.first_discrepancy or next(flagged, "")
                yield replace(result, checks=shown)
            self.out.flush()

    def summary(self) -> tuple[tuple[str, Outcome | None], ...]:
        """Return the run in one line, in pieces; those that count findings carry their outcome."""
        pieces: list[tuple[str, Outcome | None]] = [(many(self.documents, "document"), None)]
        separator = ": "
        for outcome, (one, several) in NAMES.items():
            number = self.outcomes[outcome]
            if number or (outcome is Outcome.DISCREPANCY and self.claims):
                pieces += [(separator, None), (f"{number:,} {one if number == 1 else several}", outcome)]
                separator = ", "
        if self.empty:
            pieces.append((f"{'; ' if self.claims else ': '}{self._without_claims()}", None))
        if self.failures:
            pieces.append((f"; {self.failures:,} failed", None))
        return tuple(pieces)

    def _without_claims(self) -> str:
        if self.documents == 1:
            return "no claim to check in it"
        return f"{'all' if self.empty == self.documents else f'{self.empty:,}'} of them with no claim to check"

    def _count(self, result: Checked) -> None:
        self.documents += 1
        self.claims += len(result.checks)
        self.empty += not result.checks
        if result.document.date_published is None:
            self.undated += any(check.verdict.outcome is Outcome.UNDETERMINED for check in result.checks)
