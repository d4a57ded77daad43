"""From a comparison to a verdict: the codes it earns and the sentence that defends it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

from claimtrack.claims.claim import Claim
from claimtrack.measures.measure import Observation
from claimtrack.quantity import Interval, Modifier, Quantity, Role, plain, significant_digits
from claimtrack.verdicts import wording
from claimtrack.verdicts.admissible import Band, admitted, bands
from claimtrack.verdicts.evidence import operands_of
from claimtrack.verdicts.measured import Measured
from claimtrack.verdicts.official import Side
from claimtrack.verdicts.profile import PROFILES
from claimtrack.verdicts.rules import RULES_BY_CODE
from claimtrack.verdicts.severity import severity
from claimtrack.verdicts.verdict import Official, Outcome, Reason, SnapshotRef, Verdict

CLOSE = Fraction(10, 100)
STRICT_BOUNDS = (Modifier.OVER, Modifier.JUST_OVER, Modifier.UNDER)
COUNTED = (Modifier.EXACT, Modifier.AT_LEAST, Modifier.AT_MOST)
"""Wordings under which a number stands for a count, so that one too many is a slip."""
FAR_OFF = 10
PART_FAR_OFF = 3
"""Factors beyond which a number rather counts something else: for a whole, and for a part of it."""
FEWEST_DIGITS = 2
POWERS: tuple[int, ...] = (*range(1, 10), *range(-9, 0))
_WIDEST = 4
PLAINLY = ("EXA", "RND", "")
"""Codes of the bands that a number fits without a caveat."""
FRACTION_PLACES = 3
LOOKS_EXACT = 3
"""Digits from which a whole number looks counted, so that being off by one tells something."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A claim beside the official side it was compared with; `trail` is how a computed figure came about."""

    claim: Claim
    measured: Measured
    side: Side
    trail: str = ""

    @property
    def claimed(self) -> Fraction | None:
        """The claimed number, None for a range."""
        value = self.claim.quantity.value
        return None if value is None else Fraction(value)

    @property
    def arithmetic(self) -> str:
        """The official figure in words, with how it was computed or when it was seen."""
        if self.measured.restricted:
            whole = wording.span(replace(self.side.core, low=self.side.value))
            return f"{whole} {self.measured.label} in all {wording.on(self.side.observation)}"
        fold = self.claim.quantity.unit == "fold"
        fine = self.side.value < 1 or self.measured.rate is not None
        figure = wording.span(self.side.core, FRACTION_PLACES if fine else 2 if fold else 1)
        if self.claim.quantity.role is Role.RANK:
            return f"place {figure} {self.trail}"
        figure += wording.UNITS.get(self.claim.quantity.unit or "", "")
        if self.trail:
            return f"{figure}, {self.trail}"
        return f"{figure} {self.measured.label} {wording.on(self.side.observation)}"


def official_value(measured: Measured, side: Side, claim: Claim) -> Official:
    """Return the official side as the contract prints it."""
    low, high = side.hull.low, side.hull.high
    if low is None or high is None:
        raise ValueError("an official value has two ends")
    operands = side.operands or operands_of("value", measured.history, side)
    datasets = {operand.snapshot: operand.dataset for operand in operands}
    return Official(
        value=wording.decimal(side.value),
        low=wording.decimal(low),
        high=wording.decimal(high),
        unit=claim.quantity.unit,
        label=measured.label,
        query=operands[0].query,
        snapshots=tuple(
            dict.fromkeys(
                SnapshotRef(
                    dataset=datasets.get(o.snapshot, measured.history.dataset),
                    observed_at=o.at,
                    sha256=o.snapshot,
                    file=o.file,
                )
                for o in side.observations
            )
        ),
        rows=side.observation.rows,
        computation=side.computation,
        operands=operands,
    )


def agreement(finding: Finding, code: str) -> Verdict:
    """Return the verdict of a claim whose admitted set holds the official side."""
    reasons = [Reason(code=code, text=_earned(code, finding))] if code else []
    raw = [v for v in finding.side.observation.variants if Fraction(v[1]) != finding.side.value]
    if raw and not finding.trail:
        reasons.append(Reason(code="CLN", text=f"counted otherwise: {wording.cleaning(finding.side.observation)}"))
    codes = frozenset(reason.code for reason in reasons)
    return Verdict(
        outcome=Outcome.AGREES,
        reasons=tuple(reasons),
        arithmetic=finding.arithmetic,
        severity=severity(Outcome.AGREES, codes, None, None),
    )


def left_open(finding: Finding, code: str) -> Verdict:
    """Return an abstention that shows why cleaning (CLN) or the date (BRK) decides."""
    match code:
        case "CLN":
            how = wording.cleaning(finding.side.observation)
            text = f"{finding.arithmetic}, depending on how it is counted ({how}); the claim falls in between"
        case "BRK":
            values = ", ".join(f"{plain(o.value)} {wording.on(o)}" for o in _by_time(finding.side))
            text = f"the date lies between snapshots with different values ({values})"
        case "STL":
            assert finding.side.staleness is not None
            text = f"{finding.arithmetic}, {finding.side.staleness.words}"
        case _:
            raise ValueError(f"no rule {code!r} leaves a claim open")
    return Verdict(outcome=Outcome.UNDETERMINED, reasons=(Reason(code=code, text=text),), arithmetic=finding.arithmetic)


def discrepancy(finding: Finding, band_list: tuple[Band, ...]) -> Verdict:
    """Return the verdict of a claim whose admitted set and the official side have nothing in common."""
    whole, claimed, official = admitted(band_list), finding.claimed, finding.side.value
    over = whole.low is not None and finding.side.hull.high is not None and finding.side.hull.high <= whole.low
    reasons = [_side_reason(finding, over=over)]
    if _off_by_one(finding):
        reasons.append(_off_by_one_reason(finding))
    power = magnitude_slip(finding.claim.quantity, finding.side.core)
    if power:
        reasons.append(Reason(code="MAG", text=_magnitude_text(power)))
    codes = frozenset(reason.code for reason in reasons)
    off = None if claimed is None else claimed - official
    return Verdict(
        outcome=Outcome.DISCREPANCY,
        reasons=tuple(reasons),
        arithmetic=finding.arithmetic,
        severity=severity(Outcome.DISCREPANCY, codes, claimed, official, finding.claim.quantity),
        direction="overstated" if over else "understated",
        difference=None if off is None else wording.decimal(off),
        relative_difference=None if off is None or not official else wording.decimal(off / official),
    )


def magnitude_slip(quantity: Quantity, official: Interval) -> int:
    """Return the power of ten by which a number is off when its digits are right, else 0; two digits are needed.

    They are right where the moved number, read with its own hedge, is the official value ("about 9,580" for 957); of
    three digits and more zeros behind them count for nothing. A bound without another end would be met by too much.
    """
    value = quantity.value
    if value is None or value <= 0 or significant_digits(value) < FEWEST_DIGITS or official.low is None:
        return 0
    unit = Decimal(1).scaleb(_last_place(value)) if significant_digits(value) >= LOOKS_EXACT else quantity.precision
    for power in POWERS:
        if not _is_within_reach(official, value.scaleb(-power), unit.scaleb(-power)):
            continue
        moved = replace(quantity, value=value.scaleb(-power), precision=unit.scaleb(-power))
        near = (band.interval for band in bands(moved, PROFILES["newsroom"]) if band.code in PLAINLY)
        if any(band.includes(official) for band in near if None not in (band.low, band.high)):
            return power
    return 0


def _is_within_reach(official: Interval, value: Decimal, unit: Decimal) -> bool:
    """Whether an official value can be in a two-sided band of a number: none is wider than the number is large.

    This is asked first because it is cheap; a power of ten leaves one or two of the numbers that could be meant.
    """
    if unit > value or official.low is None or official.high is None:
        return True
    n = Fraction(value)
    return n / _WIDEST <= official.low and official.high <= n * _WIDEST


def _last_place(value: Decimal) -> int:
    """Return the power of ten of the last digit that is no zero: 2 for 9,500, -1 for 0.50."""
    exponent = value.normalize().as_tuple().exponent
    assert isinstance(exponent, int)
    return exponent


def _magnitude_text(power: int) -> str:
    return f"the digits are right, the number is {10 ** abs(power):,} times too {'large' if power > 0 else 'small'}"


def is_far_off(finding: Finding) -> bool:
    """Whether a number is so far from the official one that it rather counts something else."""
    claimed, official = finding.claimed, finding.side.value
    if claimed is None and finding.claim.quantity.low is not None:
        claimed = Fraction(finding.claim.quantity.low)
    if claimed is None or claimed <= 0 or official <= 0 or finding.claim.quantity.unit is not None:
        return False
    factor = PART_FAR_OFF if finding.measured.restricted else FAR_OFF
    return claimed > official * factor or claimed * FAR_OFF < official


def is_near(verdict: Verdict) -> bool:
    """Whether a wrong number is of the official one's size, so that it hardly counts something else."""
    off = verdict.relative_difference
    near = off is not None and 1 <= PART_FAR_OFF * (1 + off) <= PART_FAR_OFF**2
    return verdict.outcome is Outcome.DISCREPANCY and near


def _earned(code: str, finding: Finding) -> str:
    return finding.arithmetic if code == "EXA" else f"{finding.arithmetic}; {RULES_BY_CODE[code].title}"


def _by_time(side: Side) -> list[Observation]:
    return sorted(side.observations, key=lambda o: o.at)


def _side_reason(finding: Finding, *, over: bool) -> Reason:
    quantity, claimed = finding.claim.quantity, finding.claimed
    in_words = quantity.role is Role.SHARE and quantity.unit is None
    text = f"{finding.claim.number.text if in_words else wording.claimed(quantity)} claimed; {finding.arithmetic}"
    if claimed is None or quantity.role is Role.RANK:
        return Reason(code="VAL+" if over else "VAL-", text=text)
    if _is_on_the_bound(quantity, claimed, finding.side.hull):
        return Reason(code="EQB", text=f"{text}; {plain(claimed)} is not {wording.claimed(quantity)}")
    if _wrong_side(quantity, claimed, finding.side):
        return Reason(code="DIR", text=f"{text}, on the other side of the number")
    text = f"{text}; {wording.difference(claimed, finding.side.value, quantity.unit)}"
    return Reason(code="VAL+" if over else "VAL-", text=text)


def _is_on_the_bound(quantity: Quantity, claimed: Fraction, hull: Interval) -> bool:
    """Whether the official value, at its nearest, is the bound itself: "more than 1,000" for 1,000."""
    if quantity.modifier not in STRICT_BOUNDS:
        return False
    return claimed == (hull.low if quantity.modifier is Modifier.UNDER else hull.high)


def _wrong_side(quantity: Quantity, claimed: Fraction, side: Side) -> bool:
    """Whether a one-sided approximation ("nearly", "just over") misses only by lying on the other side, close by."""
    low, high = side.hull.low, side.hull.high
    if low is None or high is None:
        return False
    match quantity.modifier:
        case Modifier.NEARLY:
            return claimed <= low and high <= claimed * (1 + CLOSE)
        case Modifier.JUST_OVER:
            return claimed * (1 - CLOSE) <= low and high <= claimed
        case _:
            return False


def _off_by_one(finding: Finding) -> bool:
    quantity, claimed = finding.claim.quantity, finding.claimed
    if claimed is None or quantity.unit is not None or finding.trail or claimed.denominator != 1:
        return False
    if len(str(abs(claimed.numerator))) < LOOKS_EXACT or quantity.modifier not in COUNTED:
        return False
    ends = (finding.side.core.low, finding.side.core.high, *(Fraction(o.value) for o in finding.side.observations))
    return any(end is not None and abs(claimed - end) == 1 for end in ends)


def _off_by_one_reason(finding: Finding) -> Reason:
    claimed = finding.claimed
    text = "one away from the official value"
    if any(o.last_row == claimed for o in finding.side.observations):
        text += f"; {plain(claimed or 0)} is the number of the sheet's last filled row, its header counted"
    return Reason(code="OB1", text=text)


def arrow(measured: Measured, start: Side, end: Side) -> str:
    """Return a change in words: "135 (2025-01-31) → 957 agreements (2025-09-02)"."""
    return (
        f"{plain(start.value)} ({wording.seen(start.observation)}) → {plain(end.value)} {measured.label} "
        f"({wording.seen(end.observation)})"
    )
