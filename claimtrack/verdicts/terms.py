"""What a run's verdicts depend on beside the documents, kept in full, so that they can be replayed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from claimtrack.claims.claim import Claim
from claimtrack.corpus.document import Document
from claimtrack.datasets.dataset import Descriptor, Snapshot
from claimtrack.matching.judgement import LinkJudgement
from claimtrack.period import Period
from claimtrack.verdicts.check import Check


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownSnapshot:
    """A snapshot as it was known at the time of a run."""

    dataset: str
    file: str
    sha256: str
    observed_at: datetime
    status: str


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgedUnder:
    """All that a run's verdicts depend on beside the documents; `descriptors` are pairs of name and fingerprint.

    `judgements` are what people had said of the links of a document, in the order they arrived.
    """

    version: str
    ruleset: str
    profile: str
    as_of: Period | None
    measure: str | None
    descriptors: tuple[tuple[str, str], ...]
    snapshots: tuple[KnownSnapshot, ...]
    judgements: tuple[LinkJudgement, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldVerdict:
    """A verdict that holds, with its claim, its link, and the rule set and profile noted with it."""

    check: Check
    ruleset: str
    profile: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """A document's verdicts that hold and what they follow from.

    `claims` are all of its numbers, those set aside too; `under` is None where that was not kept at the time.
    """

    document: Document
    claims: tuple[Claim, ...]
    verdicts: tuple[HeldVerdict, ...]
    under: JudgedUnder | None


def fingerprints(descriptors: Iterable[Descriptor]) -> tuple[tuple[str, str], ...]:
    """Return the descriptors by name, each with the hash of its content."""
    return tuple(sorted((d.name, d.fingerprint) for d in descriptors))


def known_snapshots(snapshots: Iterable[Snapshot]) -> tuple[KnownSnapshot, ...]:
    """Return the snapshots as they are known now, by dataset and time."""
    known = [
        KnownSnapshot(dataset=s.dataset, file=s.file, sha256=s.sha256, observed_at=s.observed_at, status=s.status)
        for s in snapshots
    ]
    return tuple(sorted(known, key=lambda s: (s.dataset, s.observed_at, s.sha256)))
