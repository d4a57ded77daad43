"""The quality gate: which issues of a dataset are believed. Pure: the verdict depends only on the snapshots' dates."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from claimtrack.datasets.dataset import Descriptor, QualityRules, Snapshot

HELD_BACK = "held-back"
BELIEVED = "believed"


@dataclass(frozen=True, slots=True, kw_only=True)
class GateRule:
    """One rule of the gate: its id, what it asks (for people), and the test that returns the fault's words or None."""

    id: str
    title: str
    test: Callable[[Snapshot, Snapshot | None, QualityRules], str | None]


def judged(descriptor: Descriptor, snapshots: Iterable[Snapshot]) -> tuple[Snapshot, ...]:
    """Return the snapshots, oldest first, each believed or held back against the latest one believed before it."""
    before: Snapshot | None = None
    result: list[Snapshot] = []
    for snapshot in sorted(snapshots, key=lambda s: (s.observed_at, s.file, s.sha256)):
        reason = why_not(descriptor, snapshot, before)
        verdict = replace(snapshot, status=HELD_BACK if reason else BELIEVED, reason=reason)
        result.append(verdict)
        if verdict.believed:
            before = verdict
    return tuple(result)


def why_not(descriptor: Descriptor, snapshot: Snapshot, before: Snapshot | None) -> str:
    """Return in one sentence why the snapshot can't be believed, empty when it can."""
    rules = descriptor.quality
    faults = [words for rule in GATE if (words := rule.test(snapshot, before, rules))]
    if not faults:
        return ""
    said = "; ".join(faults)
    if rules.published_with:
        said += f": this looks like another list ({', '.join(rules.published_with)}) put in this one's place"
    return said


def _no_rows(snapshot: Snapshot, _before: Snapshot | None, _rules: QualityRules) -> str | None:
    return None if snapshot.rows else "it has no rows that count"


def _missing(snapshot: Snapshot, _before: Snapshot | None, rules: QualityRules) -> str | None:
    gone = [column for column in rules.required if column not in snapshot.columns]
    return f"it lacks the column{'s' * (len(gone) > 1)} {', '.join(gone)}" if gone else None


def _foreign(snapshot: Snapshot, _before: Snapshot | None, rules: QualityRules) -> str | None:
    extra = [column for column in rules.absent if column in snapshot.columns]
    return f"it has the column{'s' * (len(extra) > 1)} {', '.join(extra)}, which this list never has" if extra else None


def _loss(snapshot: Snapshot, before: Snapshot | None, rules: QualityRules) -> str | None:
    if before is None or rules.max_row_loss is None or snapshot.rows >= before.rows * (1 - rules.max_row_loss):
        return None
    share = 100 * (before.rows - snapshot.rows) / before.rows
    return (
        f"it has {snapshot.rows:,} rows where the list of {_when(before)} had {before.rows:,} "
        f"({share:.0f} % lost, at most {100 * rules.max_row_loss:.0f} % may go)"
    )


def _gain(snapshot: Snapshot, before: Snapshot | None, rules: QualityRules) -> str | None:
    if before is None or rules.max_row_gain is None or snapshot.rows <= before.rows * (1 + rules.max_row_gain):
        return None
    share = 100 * (snapshot.rows - before.rows) / before.rows
    return (
        f"it has {snapshot.rows:,} rows where the list of {_when(before)} had {before.rows:,} "
        f"({share:,.0f} % more, at most {100 * rules.max_row_gain:,.0f} % may come)"
    )


def _when(snapshot: Snapshot) -> str:
    return snapshot.observed_at.strftime("%Y-%m-%d %H:%MZ")


GATE: tuple[GateRule, ...] = (
    GateRule(id="rows", title="some row counts", test=_no_rows),
    GateRule(id="required", title="every `required` column is there", test=_missing),
    GateRule(id="absent", title="no `absent` column is there", test=_foreign),
    GateRule(id="row-loss", title="at most `max_row_loss` of the rows believed before are gone", test=_loss),
    GateRule(id="row-gain", title="at most `max_row_gain` of the rows believed before have come", test=_gain),
)
"""The gate's rules in the order they are said; generated into docs/datasets.md."""
