"""Slips that have a name: points taken for percent (PPT), a percentage of the start taken for an increase (PCO)."""

from __future__ import annotations

from fractions import Fraction

from claimtrack.claims.claim import Claim
from claimtrack.quantity import Interval, plain
from claimtrack.verdicts.admissible import Band
from claimtrack.verdicts.change import GAIN, LOSS, PERCENT_DOWN, PERCENT_OF, PERCENT_UP, Reading, readings
from claimtrack.verdicts.compare import compare
from claimtrack.verdicts.verdict import Outcome, Reason

PERCENT = "percent"
POINTS = "percentage_point"
LOOSE = frozenset({"CRS", "LSE", "WKB", "UPT"})
"""Codes under which a number meets a figure too loosely for a slip to be named from it."""


def named_slip(
    claim: Claim, bands: tuple[Band, ...], start: Fraction, end: Fraction, unit: str | None
) -> tuple[Reason, ...]:
    """Return the slip that explains a wrong percentage, from the start and end of the change and their unit."""
    reading = next(iter(readings(claim)), None)
    if claim.quantity.unit == POINTS and reading in (GAIN, LOSS):
        return _percent_called_points(bands, reading, start, end)
    if reading not in (PERCENT_UP, PERCENT_DOWN) or claim.quantity.unit != PERCENT or not start:
        return ()
    computed = plain(reading.formula(start, end), 1)
    points = abs(end - start)
    if unit == PERCENT and _meets(bands, points):
        return (Reason(code="PPT", text=f"say {plain(points)} percentage points, or {computed} %"),)
    share = PERCENT_OF.formula(start, end)
    if reading is PERCENT_UP and _meets(bands, share):
        text = f"{plain(share, 1)} % is the end as a share of the start; say {plain(reading.formula(start, end), 0)} %"
        return (Reason(code="PCO", text=text),)
    return ()


def _percent_called_points(
    bands: tuple[Band, ...], reading: Reading, start: Fraction, end: Fraction
) -> tuple[Reason, ...]:
    """Return PPT for a relative change that is called points: 3.6 to 4.0 percent is 0.4 points, or 11 percent."""
    relative = (PERCENT_UP if reading is GAIN else PERCENT_DOWN).formula(start, end) if start else None
    if relative is None or not _meets(bands, relative):
        return ()
    points = plain(reading.formula(start, end), 1)
    return (Reason(code="PPT", text=f"{plain(relative, 1)} % is the relative change; say {points} percentage points"),)


def _meets(bands: tuple[Band, ...], figure: Fraction) -> bool:
    found = compare(bands, Interval.point(figure))
    return found.outcome is Outcome.AGREES and found.code not in LOOSE
