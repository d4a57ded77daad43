"""The check: a claim, what it was linked to, and what was found."""

from __future__ import annotations

from dataclasses import dataclass

from claimtrack.claims.claim import Claim
from claimtrack.matching.link import Link
from claimtrack.verdicts.verdict import Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One claim with its link (None when no measure answers to it) and its verdict."""

    claim: Claim
    link: Link | None
    verdict: Verdict
