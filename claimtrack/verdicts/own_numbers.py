"""A document against itself: every verdict that its own numbers give, put beside those from the official values."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from claimtrack.claims.claim import Claim, Modality
from claimtrack.corpus.document import Document
from claimtrack.quantity import Modifier, plain
from claimtrack.verdicts.arithmetic import own_arithmetic, reconcile
from claimtrack.verdicts.directions import wrong_ways
from claimtrack.verdicts.drift import drifting
from claimtrack.verdicts.headlines import against_body
from claimtrack.verdicts.profile import Profile
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
                yield claim, _unless_refuted(own, claim, others, official, profile)
    yield from wrong_ways(claims)
    sentences = skeletons(claims)
    yield from own_shares(sentences, profile)
    yield from wrong_totals(sentences, official)
    yield from against_body(document, claims, profile)


def _unless_refuted(
    own: Verdict, claim: Claim, others: Mapping[str, Claim], official: Mapping[str, Verdict], profile: Profile
) -> Verdict:
    """Return what a change's printed ends say of it; it does not stand where it fits only ends that the data refute.

    With 958 put right to 957 a rise from 135 is 609 percent still; with 510 put right to 330 nothing is left of it.
    Where no value that the words may mean gives the change, it is as wrong as its end.
    """
    ends = {r.claim_id for r in claim.relations if r.kind in ("from", "to")}
    refuted = {end for end in ends if end in official and official[end].outcome is Outcome.DISCREPANCY}
    if own.outcome is not Outcome.AGREES or not refuted:
        return own
    mended = {**others, **{end: _put_right(others[end], official[end]) for end in refuted}}
    again = own_arithmetic(claim, mended, profile)
    if again is not None and again.outcome is Outcome.AGREES:
        return own
    if len(refuted) == 1:
        (end,) = refuted
        found = _under_all_its_values(own, claim, end, others, official[end], profile)
        if found is not None:
            return found
    text = f"{own.arithmetic}, but the data contradict what it is computed from"
    return replace(own, outcome=Outcome.UNDETERMINED, reasons=(Reason(code="INT", text=text),), severity=None)


def _under_all_its_values(
    own: Verdict, claim: Claim, end: str, others: Mapping[str, Claim], refuted: Verdict, profile: Profile
) -> Verdict | None:
    """Return the contradiction of a change whose end is put right, if the least and the most it may be both give one.

    A change grows or shrinks with its end all the way, so that nothing between the two can fit either.
    """
    if refuted.reach is None:
        return None
    found = [
        own_arithmetic(claim, {**others, end: _with_value(others[end], value)}, profile) for value in refuted.reach
    ]
    made = [verdict for verdict in found if verdict is not None and verdict.outcome is Outcome.DISCREPANCY]
    if len(made) < len(refuted.reach) or len({verdict.direction for verdict in made}) > 1:
        return None
    right = f"the data put {others[end].number.text} at {_span(refuted.reach)}: {made[-1].arithmetic}"
    code = "VAL+" if made[-1].direction == "overstated" else "VAL-"
    against = Reason(code=code, text=f"{own.arithmetic}, but {right}")
    return replace(made[-1], reasons=(against, *made[-1].reasons[1:]))


def _span(reach: tuple[Decimal, Decimal]) -> str:
    low, high = reach
    if low == high:
        return plain(high)
    return f"{plain(low)} to {plain(high)}" if low else f"{plain(high)} at most"


def _put_right(claim: Claim, verdict: Verdict) -> Claim:
    """Return a claim with the official value in place of its own."""
    if verdict.official is None or verdict.official.value is None:
        return claim
    return _with_value(claim, verdict.official.value)


def _with_value(claim: Claim, value: Decimal) -> Claim:
    return replace(claim, quantity=replace(claim.quantity, value=value, precision=Decimal(1), modifier=Modifier.EXACT))


def _remarks(text: str, claims: Sequence[Claim]) -> dict[str, tuple[Reason, ...]]:
    found: dict[str, list[Reason]] = defaultdict(list)
    for claim, reason in (*drifting(text, claims), *style_notes(claims)):
        found[claim.id].append(reason)
    return {claim_id: tuple(reasons) for claim_id, reasons in found.items()}
