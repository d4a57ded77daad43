"""Parts and totals of one text (SUM): a total that its own parts do not make, however each is rounded."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

from claimtrack.claims.claim import Claim
from claimtrack.quantity import Interval, plain
from claimtrack.verdicts import wording
from claimtrack.verdicts.partitions import HUNDRED, Partition, partitions
from claimtrack.verdicts.printed import number, printed, total
from claimtrack.verdicts.severity import severity
from claimtrack.verdicts.skeleton import Skeleton
from claimtrack.verdicts.verdict import Outcome, Reason, Verdict


def wrong_totals(sentences: Sequence[Skeleton], official: Mapping[str, Verdict]) -> Iterator[tuple[Claim, Verdict]]:
    """Yield the numbers that do not fit their total or parts, each with what the text's own arithmetic says.

    Which of them is wrong the text can't tell: the official values single one out where they can. `official` holds
    the verdicts from the data, by claim.
    """
    for made in partitions(sentences):
        reach = total(tuple(_printed(part, made) for part in made.parts))
        whole = Interval.point(HUNDRED) if made.total is None else printed(made.total.quantity)
        carrier = _carrier(made, official) if reach.disjoint(whole) else None
        if carrier is not None:
            yield carrier, _contradiction(made, carrier)


def _printed(part: Claim, made: Partition) -> Interval:
    allowed = printed(part.quantity)
    if made.total is not None or part.quantity.unit is not None:
        return allowed
    n = number(part.quantity)
    # "Half" and "a third" in words are approximate, by 5 % and with a caveat by 10 %.
    return Interval(low=90 * n, high=110 * n)


def _carrier(made: Partition, official: Mapping[str, Verdict]) -> Claim | None:
    """Return the number to object to: one that the data refute, else the total, unless they confirm it, else the one
    part that they do not confirm.
    """
    members = list(made.parts) if made.total is None else [made.total, *made.parts]
    wrong = [claim for claim in members if official[claim.id].outcome is Outcome.DISCREPANCY]
    if wrong:
        return wrong[0]
    suspects = [claim for claim in members if not _is_confirmed(claim, official[claim.id])]
    if made.total is None:
        return made.parts[-1] if made.parts[-1] in suspects else None
    if made.total in suspects:
        return made.total
    return suspects[0] if len(suspects) == 1 else None


def _is_confirmed(claim: Claim, verdict: Verdict) -> bool:
    """Whether the data have the number, even where they do not decide."""
    if verdict.outcome is Outcome.AGREES:
        return True
    value = None if verdict.official is None else verdict.official.value
    return value is not None and printed(claim.quantity).contains(value)


def _contradiction(made: Partition, carrier: Claim) -> Verdict:
    unit = " %" if made.total is None else ""
    parts = [plain(number(part.quantity) * _scale(part, made)) for part in made.parts]
    together = sum((number(part.quantity) * _scale(part, made) for part in made.parts), Fraction(0))
    text = f"{' + '.join(parts)} is {plain(together)}{unit}, not {plain(made.whole)}{unit}"
    claimed, computed = made.whole, together
    if carrier is not made.total:
        claimed = number(carrier.quantity) * _scale(carrier, made)
        computed = claimed - (together - made.whole)
    return contradiction("SUM", f"the parts do not make the total: {text}", text, claimed, computed, carrier)


def _scale(part: Claim, made: Partition) -> int:
    return 100 if made.total is None and part.quantity.unit is None else 1


def contradiction(
    code: str, text: str, arithmetic: str, claimed: Fraction, computed: Fraction, carrier: Claim
) -> Verdict:
    """Return the verdict on a number that the text's own arithmetic gives another value."""
    off = claimed - computed
    return Verdict(
        outcome=Outcome.DISCREPANCY,
        reasons=(Reason(code=code, text=text),),
        arithmetic=arithmetic,
        severity=severity(Outcome.DISCREPANCY, frozenset({code}), claimed, computed, carrier.quantity),
        direction="overstated" if off > 0 else "understated",
        difference=wording.decimal(off),
        relative_difference=wording.decimal(off / computed) if computed else None,
    )
