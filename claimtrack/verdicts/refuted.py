"""A change beside ends that the data refute: with 958 put right to 957 a rise from 135 is 609 percent still."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from itertools import product

from claimtrack.claims.claim import Claim
from claimtrack.quantity import Modifier, Role, plain
from claimtrack.verdicts.arithmetic import own_arithmetic
from claimtrack.verdicts.profile import Profile
from claimtrack.verdicts.severity import severity
from claimtrack.verdicts.verdict import Outcome, Reason, Verdict

OVER_THE_START = re.compile(r"\s+(?:over|from|on|above|than|compared with)\s+(?:(?:the|its|their|some|about)\s+)*")
"""Between a change and the start that it is said of."""


def unless_refuted(
    own: Verdict, claim: Claim, others: Mapping[str, Claim], official: Mapping[str, Verdict], profile: Profile
) -> Verdict:
    """Return what a change's printed ends say of it; it does not stand where it fits only ends that the data refute.

    With 510 put right to 330 nothing is left of a rise of 280 percent from 134. Where no value that the words may mean
    gives the change, it is as wrong as its end; where some do, it is open.
    """
    ends = {r.claim_id for r in claim.relations if r.kind in ("from", "to")}
    refuted = {end: official[end] for end in ends if end in official and official[end].outcome is Outcome.DISCREPANCY}
    if own.outcome is not Outcome.AGREES or not refuted:
        return own
    mended = {**others, **{end: _put_right(others[end], verdict) for end, verdict in refuted.items()}}
    again = own_arithmetic(claim, mended, profile)
    if again is not None and again.outcome is Outcome.AGREES:
        return own
    contradiction = _contradicted(own, claim, others, refuted, profile)
    if contradiction is not None:
        return contradiction
    text = f"{own.arithmetic}, but the data contradict what it is computed from"
    return replace(own, outcome=Outcome.UNDETERMINED, reasons=(Reason(code="INT", text=text),), severity=None)


def _contradicted(
    own: Verdict, claim: Claim, others: Mapping[str, Claim], refuted: Mapping[str, Verdict], profile: Profile
) -> Verdict | None:
    """Return the contradiction of a change whose ends are put right, if the least and the most they may be give one.

    A change grows or shrinks with each end all the way, so that nothing between can fit either.
    """
    values = {end: _values(claim, others[end], verdict) for end, verdict in refuted.items()}
    if not all(values.values()):
        return None
    found = list(_computed(claim, others, values, profile))
    made = [verdict for verdict in found if verdict is not None and verdict.outcome is Outcome.DISCREPANCY]
    if len(made) < len(found) or len({verdict.direction for verdict in made}) > 1:
        return None
    moved = {end: of for end, of in values.items() if of != (others[end].quantity.value,)}
    put = " and ".join(f"{others[end].number.text} at {_span(of)}" for end, of in moved.items())
    code = "VAL+" if made[-1].direction == "overstated" else "VAL-"
    against = Reason(code=code, text=f"{own.arithmetic}, but the data put {put}: {made[-1].arithmetic}")
    claimed, off = claim.quantity.value, made[-1].difference
    computed = None if claimed is None or off is None else Fraction(claimed - off)
    how = severity(Outcome.DISCREPANCY, frozenset({code}), None if claimed is None else Fraction(claimed), computed)
    return replace(made[-1], reasons=(against,), severity=how)


def _values(change: Claim, end: Claim, refuted: Verdict) -> tuple[Decimal, ...]:
    """Return the least and the most that an end may be; none where that is not known, or may be nothing.

    A start stays as printed where the change is said of it: "a 280% increase over the 134 partners" is one over 134.
    """
    if refuted.reach is None or end.quantity.value is None:
        return ()
    if end.quantity.role is not Role.FROM or refuted.reach[0]:
        return tuple(dict.fromkeys(refuted.reach))
    between = change.sentence.text[change.quote.end - change.sentence.start : end.quote.start - change.sentence.start]
    return (end.quantity.value,) if OVER_THE_START.fullmatch(between) else ()


def _computed(
    claim: Claim, others: Mapping[str, Claim], values: Mapping[str, tuple[Decimal, ...]], profile: Profile
) -> Iterator[Verdict | None]:
    for chosen in product(*values.values()):
        ends = {end: _with_value(others[end], value) for end, value in zip(values, chosen, strict=True)}
        yield own_arithmetic(claim, {**others, **ends}, profile)


def _span(values: tuple[Decimal, ...]) -> str:
    low, high = values[0], values[-1]
    if low == high:
        return plain(high)
    return f"{plain(low)} to {plain(high)}" if low else f"{plain(high)} at most"


def _put_right(claim: Claim, verdict: Verdict) -> Claim:
    """Return a claim with the official value in place of its own."""
    if verdict.official is None or verdict.official.value is None:
        return claim
    return _with_value(claim, verdict.official.value)


def _with_value(claim: Claim, value: Decimal) -> Claim:
    exact = replace(claim.quantity, value=value, low=None, high=None, precision=Decimal(1), modifier=Modifier.EXACT)
    return replace(claim, quantity=exact)
