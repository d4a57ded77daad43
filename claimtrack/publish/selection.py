"""Which findings a user wants to see, and what the process should say of them to its caller."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace

from claimtrack.errors import ExitCode
from claimtrack.verdicts.check import Check
from claimtrack.verdicts.verdict import Outcome, Severity

ORDER = tuple(Severity)


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """Codes to keep (empty: all) and to drop, and the least severity of a discrepancy."""

    select: frozenset[str] = frozenset()
    ignore: frozenset[str] = frozenset()
    min_severity: Severity | None = None

    def apply(self, checks: tuple[Check, ...]) -> tuple[Check, ...]:
        """Return the checks to show: a finding goes when none of its codes is left."""
        kept = (self._keep(check) for check in checks)
        return tuple(check for check in kept if check is not None)

    def _keep(self, check: Check) -> Check | None:
        verdict = check.verdict
        if self.select and not verdict.codes & self.select:
            return None
        reasons = tuple(reason for reason in verdict.reasons if reason.code not in self.ignore)
        if verdict.reasons and not reasons:
            return None
        if self.min_severity is not None and verdict.outcome is Outcome.DISCREPANCY:
            severity = verdict.severity or Severity.NOTE
            if ORDER.index(severity) < ORDER.index(self.min_severity):
                return None
        return check if reasons == verdict.reasons else replace(check, verdict=replace(verdict, reasons=reasons))


def exit_code(outcomes: Counter[Outcome], failures: int, fail_on: str) -> ExitCode:
    """Return the process's exit code: a failure outweighs findings, since the rest is not known."""
    if failures:
        return ExitCode.INCOMPLETE
    if fail_on == "never":
        return ExitCode.OK
    if outcomes[Outcome.DISCREPANCY]:
        return ExitCode.DISCREPANCY
    return ExitCode.UNDETERMINED if fail_on == "undetermined" and outcomes[Outcome.UNDETERMINED] else ExitCode.OK
