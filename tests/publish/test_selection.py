"""Which findings are shown, and what the process tells its caller."""

from __future__ import annotations

from collections import Counter

import pytest
from builders import claim

from claimtrack.errors import ExitCode
from claimtrack.publish.selection import Selection, exit_code
from claimtrack.verdicts.check import Check
from claimtrack.verdicts.verdict import Outcome, Reason, Severity, Verdict


def check(outcome: Outcome, *codes: str, severity: Severity | None = None) -> Check:
    reasons = tuple(Reason(code=code, text=code.lower()) for code in codes)
    return Check(claim=claim(), link=None, verdict=Verdict(outcome=outcome, reasons=reasons, severity=severity))


SWAPPED = check(Outcome.DISCREPANCY, "VAL+", "MSW", severity=Severity.MATERIAL)
BY_ONE = check(Outcome.DISCREPANCY, "VAL+", "OB1", severity=Severity.MINOR)
EXACT = check(Outcome.AGREES, "EXA")
BARE = check(Outcome.AGREES)
OPEN = check(Outcome.UNDETERMINED, "COV")
ALL = (SWAPPED, BY_ONE, EXACT, BARE, OPEN)


@pytest.mark.parametrize(
    ("selection", "shown"),
    [
        (Selection(), ALL),
        (Selection(select=frozenset({"MSW"})), (SWAPPED,)),
        (Selection(select=frozenset({"VAL+", "COV"})), (SWAPPED, BY_ONE, OPEN)),
        (Selection(min_severity=Severity.MATERIAL), (SWAPPED, EXACT, BARE, OPEN)),
        (Selection(min_severity=Severity.NOTE), ALL),
        (Selection(select=frozenset({"VAL+"}), min_severity=Severity.CRITICAL), ()),
    ],
)
def test_what_is_shown(selection: Selection, shown: tuple[Check, ...]) -> None:
    assert selection.apply(ALL) == shown


def test_a_finding_loses_ignored_codes_and_goes_with_its_last() -> None:
    shown = Selection(ignore=frozenset({"VAL+", "COV"})).apply(ALL)
    assert [tuple(reason.code for reason in item.verdict.reasons) for item in shown] == [
        ("MSW",),
        ("OB1",),
        ("EXA",),
        (),
    ]
    assert shown[3] is BARE, "a finding without codes has none to lose"


def test_a_discrepancy_without_a_severity_is_a_note() -> None:
    bare = check(Outcome.DISCREPANCY, "INT")
    assert Selection(min_severity=Severity.NOTE).apply((bare,)) == (bare,)
    assert Selection(min_severity=Severity.MINOR).apply((bare,)) == ()


@pytest.mark.parametrize(
    ("found", "failures", "fail_on", "code"),
    [
        ({}, 0, "discrepancy", ExitCode.OK),
        ({Outcome.AGREES: 3, Outcome.UNDETERMINED: 2}, 0, "discrepancy", ExitCode.OK),
        ({Outcome.DISCREPANCY: 1}, 0, "discrepancy", ExitCode.DISCREPANCY),
        ({Outcome.DISCREPANCY: 1, Outcome.UNDETERMINED: 1}, 0, "undetermined", ExitCode.DISCREPANCY),
        ({Outcome.UNDETERMINED: 1}, 0, "undetermined", ExitCode.UNDETERMINED),
        ({Outcome.AGREES: 1}, 0, "undetermined", ExitCode.OK),
        ({Outcome.DISCREPANCY: 1}, 0, "never", ExitCode.OK),
        ({Outcome.DISCREPANCY: 1}, 1, "discrepancy", ExitCode.INCOMPLETE),
        ({}, 1, "never", ExitCode.INCOMPLETE),
    ],
)
def test_the_exit_code(found: dict[Outcome, int], failures: int, fail_on: str, code: ExitCode) -> None:
    assert exit_code(Counter(found), failures, fail_on) is code
