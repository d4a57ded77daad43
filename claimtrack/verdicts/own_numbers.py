"""A document against itself: every verdict that its own numbers give, put beside those from the official values."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from claimtrack.claims.claim import Claim, Modality
from claimtrack.corpus.document import Document
from claimtrack.verdicts.arithmetic import own_arithmetic, reconcile
from claimtrack.verdicts.directions import wrong_ways
from claimtrack.verdicts.drift import drifting
from claimtrack.verdicts.headlines import against_body
from claimtrack.verdicts.profile import Profile
from claimtrack.verdicts.refuted import unless_refuted
from claimtrack.verdicts.separators import has_foreign_separators
from claimtrack.verdicts.shares import own_shares
from claimtrack.verdicts.skeleton import skeletons
from claimtrack.verdicts.style import style_notes
from claimtrack.verdicts.totals import wrong_totals
from claimtrack.verdicts.verdict import Outcome, Reason, Verdict


def with_own_numbers(
    document: Document, claims: Sequence[Claim], official: Mapping[str, Verdict], profile: Profile
) -> dict[str, Verdict]:
    """Return the verdicts by claim, each with what the document's own numbers say; `official` are those by the data."""
    verdicts = dict(official)
    told: set[str] = set()
    # What digits mean that have another language's separators is not sure enough to contradict others by.
    claims = [claim for claim in claims if not has_foreign_separators(claim)]
    for claim, own in _own_verdicts(document, claims, official, profile):
        if claim.id in verdicts and claim.id not in told:
            told.add(claim.id)
            verdicts[claim.id] = reconcile(own, verdicts[claim.id])
    for claim_id, reasons in _remarks(document.text, claims).items():
        if claim_id in verdicts:
            verdicts[claim_id] = _remarked(verdicts[claim_id], reasons)
    return verdicts


def _remarked(verdict: Verdict, reasons: tuple[Reason, ...]) -> Verdict:
    """Return the verdict with what is to be looked at; where the data decide, they say more than a drift of units."""
    kept = [reason for reason in reasons if reason.code != "UDR" or verdict.outcome is Outcome.UNDETERMINED]
    return replace(verdict, reasons=(*verdict.reasons, *kept))


def _own_verdicts(
    document: Document, claims: Sequence[Claim], official: Mapping[str, Verdict], profile: Profile
) -> Iterator[tuple[Claim, Verdict]]:
    """Yield what the document says of its own numbers, the plainest first: only the first on a claim counts."""
    others = {claim.id: claim for claim in claims}
    for claim in claims:
        if claim.set_aside is None and claim.modality is Modality.ASSERTED:
            own = own_arithmetic(claim, others, profile)
            if own is not None:
                yield claim, unless_refuted(own, claim, others, official, profile)
    yield from wrong_ways(claims)
    sentences = skeletons(claims)
    yield from own_shares(sentences, profile)
    yield from wrong_totals(sentences, official)
    yield from against_body(document, claims, profile)


def _remarks(text: str, claims: Sequence[Claim]) -> dict[str, tuple[Reason, ...]]:
    found: dict[str, list[Reason]] = defaultdict(list)
    for claim, reason in (*drifting(text, claims), *style_notes(claims)):
        found[claim.id].append(reason)
    return {claim_id: tuple(reasons) for claim_id, reasons in found.items()}
