"""Changes and ratios: what a wording computes from a start a and an end b.

With R = b/a: P = 100(R - 1) percent, R times, D = b - a. Some wordings have two readings; both are judged.
The source is the verdict rules' table "Change and ratio".
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction

from claimtrack.claims.claim import Claim
from claimtrack.quantity import Direction, Role

Formula = Callable[[Fraction, Fraction], Fraction]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """One way to read a wording: its name for people, the formula over (a, b), the same in words, the result's unit."""

    name: str
    formula: Formula
    arithmetic: str
    unit: str


def _percent_up(a: Fraction, b: Fraction) -> Fraction:
    return 100 * (b / a - 1)


def _percent_down(a: Fraction, b: Fraction) -> Fraction:
    return 100 * (1 - b / a)


def _percent_of(a: Fraction, b: Fraction) -> Fraction:
    return 100 * b / a


def _times(a: Fraction, b: Fraction) -> Fraction:
    return b / a


def _times_more(a: Fraction, b: Fraction) -> Fraction:
    return b / a - 1


def _times_fewer(a: Fraction, b: Fraction) -> Fraction:
    return a / b if b else a


def _fraction_down(a: Fraction, b: Fraction) -> Fraction:
    return 1 - b / a


def _gain(a: Fraction, b: Fraction) -> Fraction:
    return b - a


def _loss(a: Fraction, b: Fraction) -> Fraction:
    return a - b


PERCENT_UP = Reading(name="percent increase", formula=_percent_up, arithmetic="100 * (end / start - 1)", unit="%")
PERCENT_DOWN = Reading(name="percent decrease", formula=_percent_down, arithmetic="100 * (1 - end / start)", unit="%")
FRACTION_UP = Reading(
    name="increase as a fraction of the start", formula=_times_more, arithmetic="end / start - 1", unit=""
)
FRACTION_DOWN = Reading(
    name="decrease as a fraction of the start", formula=_fraction_down, arithmetic="1 - end / start", unit=""
)
PERCENT_OF = Reading(name="percent of the start", formula=_percent_of, arithmetic="100 * end / start", unit="%")
TIMES = Reading(name="times the start", formula=_times, arithmetic="end / start", unit="times")
TIMES_MORE = Reading(
    name="times the start added to it", formula=_times_more, arithmetic="end / start - 1", unit="times"
)
TIMES_FEWER = Reading(name="the start divided by the end", formula=_times_fewer, arithmetic="start / end", unit="times")
GAIN = Reading(name="difference", formula=_gain, arithmetic="end - start", unit="")
LOSS = Reading(name="difference", formula=_loss, arithmetic="start - end", unit="")

TWO_READINGS = ("ratio.fold_increase", "ratio.times_more")
"""Cues of wordings that readers take both for R and for R - 1: "a sixfold increase", "six times more"."""

FEWER = ("ratio.times_fewer",)
OF_THE_START = ("change.percent_of",)


def readings(claim: Claim) -> tuple[Reading, ...]:
    """Return the readings of a change or ratio; none for any other role."""
    role, down = claim.quantity.role, claim.quantity.direction is Direction.DOWN
    if role is Role.PERCENT_CHANGE:
        if any(cue in OF_THE_START for cue in claim.cues):
            return (PERCENT_OF,)
        if claim.quantity.unit is None:
            return (FRACTION_DOWN if down else FRACTION_UP,)
        return (PERCENT_DOWN if down else PERCENT_UP,)
    if role is Role.RATIO:
        return _ratio_readings(claim.cues, down=down)
    if role is Role.DELTA:
        return (LOSS if down else GAIN,)
    return ()


def _ratio_readings(cues: tuple[str, ...], *, down: bool) -> tuple[Reading, ...]:
    if down or any(cue in FEWER for cue in cues):
        return (TIMES_FEWER,)
    if any(cue in TWO_READINGS for cue in cues):
        return (TIMES, TIMES_MORE)
    return (TIMES,)
