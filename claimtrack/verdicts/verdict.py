"""The verdict: an outcome, its reasons with their arithmetic, and the evidence that recomputes it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum

from claimtrack.measures.measure import Query, Scope


class Outcome(StrEnum):
    """What the machine says of a claim; an editor's rating is another thing."""

    AGREES = "agrees"
    DISCREPANCY = "discrepancy"
    UNDETERMINED = "undetermined"


class Severity(StrEnum):
    """How much a finding matters, least first."""

    NOTE = "note"
    MINOR = "minor"
    MATERIAL = "material"
    CRITICAL = "critical"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """A reason code with its sentence for people, arithmetic included."""

    code: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SnapshotRef:
    """The snapshot an official value came from."""

    dataset: str
    observed_at: datetime
    sha256: str
    file: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Operand:
    """A value that an official figure was computed from, with the query that gives it and the snapshot it ran on.

    `name` is its part in the computation: value, start, end, part, whole, own, other. One that begins with "near" only
    widened the interval, and has no part in the value.
    """

    name: str
    label: str
    value: Decimal
    query: Query
    dataset: str
    snapshot: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Official:
    """The official side: a value, or the interval it is known to lie in, and what recomputes it.

    `computation` is the arithmetic over the operands' names that gives `value`, one of `evidence.COMPUTATIONS`;
    `query` is that of the first operand.
    """

    value: Decimal | None
    low: Decimal
    high: Decimal
    unit: str | None
    label: str
    query: Query | None
    snapshots: tuple[SnapshotRef, ...]
    rows: int
    computation: str = "value"
    operands: tuple[Operand, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Sibling:
    """A neighbouring cell of the data that has the claimed number: another measure, scope or date."""

    measure: str
    scope: Scope
    observed_at: datetime
    value: Decimal
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Now:
    """The second clock: the same comparison against the newest snapshot."""

    outcome: Outcome
    value: Decimal
    observed_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """The judgement of one claim.

    `direction` is overstated or understated; `difference` is claimed minus official and `relative_difference` that
    over the official value. `arithmetic` is the comparison in words. `searched_cells` says how many cells the
    coincidence search looked at. `reach` is what the official value is under all readings of the words, from the least
    to the most; it is not kept.
    """

    outcome: Outcome
    reasons: tuple[Reason, ...]
    arithmetic: str = ""
    severity: Severity | None = None
    direction: str | None = None
    difference: Decimal | None = None
    relative_difference: Decimal | None = None
    official: Official | None = None
    siblings: tuple[Sibling, ...] = ()
    searched_cells: int = 0
    now: Now | None = None
    reach: tuple[Decimal, Decimal] | None = None

    @property
    def codes(self) -> frozenset[str]:
        """The reason codes."""
        return frozenset(reason.code for reason in self.reasons)
