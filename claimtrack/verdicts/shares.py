"""Shares and counts of one text (SHR): a percentage, fraction or majority that its own count and whole do not give."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction

from claimtrack.claims.claim import Claim
from claimtrack.quantity import Interval, Modifier, Role, plain
from claimtrack.verdicts import wording
from claimtrack.verdicts.admissible import admitted, bands
from claimtrack.verdicts.compare import compare
from claimtrack.verdicts.printed import number, printed
from claimtrack.verdicts.printed import share as share_of
from claimtrack.verdicts.profile import Profile
from claimtrack.verdicts.proportions import Proportion, proportions
from claimtrack.verdicts.rules import RULES_BY_CODE
from claimtrack.verdicts.severity import severity
from claimtrack.verdicts.skeleton import Skeleton
from claimtrack.verdicts.totals import contradiction
from claimtrack.verdicts.verdict import Outcome, Reason, Severity, Verdict

HALF = Fraction(1, 2)
HAIR = Fraction(1, 10**9)
"""What the ratio of two printed counts may be off by: it is kept to twelve places."""


def own_shares(sentences: Sequence[Skeleton], profile: Profile) -> Iterator[tuple[Claim, Verdict]]:
    """Yield the shares whose count and whole the text gives, and the counts it wrongly calls a majority."""
    for made in proportions(sentences):
        if made.ratio is not None and made.share is not None:
            yield from _judged(made, made.share, profile)
        elif made.part is not None and made.whole is not None and number(made.whole.quantity) > 0:
            yield from _judged(made, made.share, profile) if made.share is not None else _majority(made)


def _judged(made: Proportion, share: Claim, profile: Profile) -> Iterator[tuple[Claim, Verdict]]:
    scale = 100 if share.quantity.unit == "percent" else 1
    point, reach = _computed(made)
    allowed = bands(share.quantity, profile)
    times = share.quantity.role is Role.RATIO
    text = f"{_said(made)} is {plain(point)} times" if times else f"{_said(made)} is {plain(point * 100, 1)} %"
    plainly = compare(allowed, Interval.point(point * scale))
    if plainly.outcome is Outcome.AGREES:
        yield share, _agreement(plainly.code, text)
    elif admitted(allowed).disjoint(_scaled(reach, scale)):
        code = "INT" if share.quantity.role is Role.RATIO else "SHR"
        told = f"{text}, not {wording.told(share)}"
        verdict = contradiction(code, told, text, number(share.quantity), point * scale, share)
        yield share, replace(verdict, severity=Severity.CRITICAL) if _claims_majority(share) else verdict
    else:
        yield share, _agreement("RNC", text)


def _claims_majority(share: Claim) -> bool:
    """Whether the share is "more than half", so that a smaller one flips who is in the majority."""
    return number(share.quantity) == HALF and share.quantity.modifier in (Modifier.OVER, Modifier.JUST_OVER)


def _computed(made: Proportion) -> tuple[Fraction, Interval]:
    """Return the share as the printed numbers give it, and all that they allow."""
    if made.ratio is not None:
        ratio = number(made.ratio.quantity)
        return ratio, Interval(low=ratio - HAIR, high=ratio + HAIR)
    assert made.part is not None
    assert made.whole is not None
    part, whole = made.part.quantity, made.whole.quantity
    return number(part) / number(whole), share_of(printed(part), printed(whole))


def _majority(made: Proportion) -> Iterator[tuple[Claim, Verdict]]:
    """Yield a count that is half of the whole at most, whatever the rounding, and is called most of it."""
    assert made.part is not None
    assert made.whole is not None
    point, reach = _computed(made)
    if reach.high is None or reach.high > HALF:
        return
    text = f"{_said(made)} is {plain(point * 100, 1)} %"
    yield (
        made.part,
        Verdict(
            outcome=Outcome.DISCREPANCY,
            reasons=(Reason(code="SHR", text=f"{text}, not {made.most.lower()}"),),
            arithmetic=text,
            severity=Severity.CRITICAL,
            direction="overstated",
        ),
    )


def _said(made: Proportion) -> str:
    if made.ratio is not None:
        return made.ratio.number.text
    assert made.part is not None
    assert made.whole is not None
    over = "over" if made.share is not None and made.share.quantity.role is Role.RATIO else "of"
    return f"{plain(number(made.part.quantity))} {over} {plain(number(made.whole.quantity))}"


def _scaled(interval: Interval, scale: int) -> Interval:
    return Interval(
        low=None if interval.low is None else interval.low * scale, low_open=interval.low_open,
        high=None if interval.high is None else interval.high * scale, high_open=interval.high_open,
    )  # fmt: skip


def _agreement(code: str, text: str) -> Verdict:
    earned = f"by the document's own numbers {text}; {RULES_BY_CODE[code].title}" if code else ""
    return Verdict(
        outcome=Outcome.AGREES,
        reasons=(Reason(code=code, text=earned),) if code else (),
        arithmetic=text,
        severity=severity(Outcome.AGREES, frozenset({code} if code else ()), None, None),
    )
