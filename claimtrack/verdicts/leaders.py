"""The sum of the first places of an order, or their share of the whole: "the five states with the most hold half"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from claimtrack.claims.claim import Claim
from claimtrack.datasets.dataset import MeasureDefinition
from claimtrack.matching.link import Leaders
from claimtrack.measures.measure import History
from claimtrack.quantity import Interval, Role, plain
from claimtrack.verdicts import wording
from claimtrack.verdicts.change import PERCENT_OF, TIMES
from claimtrack.verdicts.claim_time import ClaimTime
from claimtrack.verdicts.deciding import decide, undetermined
from claimtrack.verdicts.evidence import operand, operands_of
from claimtrack.verdicts.measured import Measured
from claimtrack.verdicts.official import Gap, Side, combine, computable, unknown_reach
from claimtrack.verdicts.periods import official_side
from claimtrack.verdicts.profile import Profile
from claimtrack.verdicts.verdict import Outcome, Reason, Verdict

UNPLACED = Fraction(1, 100)
"""Which part of the whole may belong to no known place, or to two, before the places' sum means nothing."""
NAMED = 3
"""Places without a value that are named; more are counted."""
ZERO_LEFT_OUT = "places that have none are on no list, and the smallest ones may be meant with or without them"
Placed = tuple[History, Side]


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """All places of an order at one time, and the whole.

    The order is one of the values of `dimension`, from the largest on or with `below` from the smallest. `first` are
    the places that are added up, `rest` the others of their kind, `beside` those that some count among them and some do
    not; `unplaced` is how much belongs to no known place.
    """

    dimension: str
    below: bool
    first: tuple[Placed, ...]
    rest: tuple[Placed, ...]
    beside: tuple[Placed, ...]
    whole: Side
    unplaced: Fraction


def adds_up(definition: MeasureDefinition, column: str) -> bool:
    """Whether a measure's values of several places add up: counts and sums do, rates and averages do not.

    Things told apart by the place itself ("agencies by state and name") are in one place each, other distinct ones not.
    """
    match definition.aggregate:
        case "count" | "sum":
            return True
        case "count_distinct":
            return column in definition.columns
        case "value":
            return definition.unit is None
        case _:
            return False


def judge_leaders(
    claim: Claim, leaders: Leaders, column: str, measured: Measured, time: ClaimTime, profile: Profile
) -> Verdict:
    """Judge a number said of the first places of an order; `column` is where the data keeps the places."""
    refused = _refused(claim, column, measured)
    if refused is not None:
        return refused
    field = _field(leaders, measured, time)
    if isinstance(field, Gap):
        return undetermined(field.code, field.text)
    if leaders.below and not measured.definition.published:
        measured = replace(measured, tentative=measured.tentative or ZERO_LEFT_OUT)
    side = _sum(field)
    trail = _told(field, measured)
    if claim.quantity.role is Role.SHARE:
        if not computable(field.whole):
            return undetermined("UND", "the whole is zero")
        if any(side.value < 0 for _, side in (*field.first, *field.rest)):
            return undetermined("UND", "some of the places are below zero, so none is a share of the whole")
        side = _share(side, field.whole, measured, percent=claim.quantity.unit == "percent")
        trail = f"{trail}, of {plain(field.whole.value)}"
    verdict = decide(claim, measured, (("leaders", side, None),), profile, f"{trail} {_when(field)}")
    return _said_openly(verdict)


def _refused(claim: Claim, column: str, measured: Measured) -> Verdict | None:
    """Return why the places' sum can't be compared whatever it is, None when it can."""
    if claim.quantity.role not in (Role.LEVEL, Role.SHARE):
        return undetermined("COV", "the first places of an order are added up for a number or a share of a whole only")
    if measured.restricted:
        return undetermined("SCO", f"the data does not model “{', '.join(measured.restricted)}”")
    definition = measured.definition
    if definition.flow_of is not None or not adds_up(definition, column):
        return undetermined("COV", f"the {measured.label} of several places do not add up")
    return None


def _field(leaders: Leaders, measured: Measured, time: ClaimTime) -> Field | Gap:
    """Return all places in their order at the claim's time; what is missing where that is not known of each."""
    whole = official_side(measured, measured.history, time)
    if isinstance(whole, Gap):
        return whole
    found = [(history, official_side(measured, history, time)) for history in measured.peers]
    placed = [(history, side) for history, side in found if isinstance(side, Side)]
    listed = not measured.definition.published
    if len(placed) < len(found):
        silent = [_place(history, leaders.dimension) for history, side in found if isinstance(side, Gap)]
        names = ", ".join(silent) if len(silent) <= NAMED else f"{len(silent)} of {len(found)} places"
        return Gap(code="COV", text=f"which come first is not known: no value for that time of {names}")
    if leaders.below and listed:
        placed = [(history, side) for history, side in placed if side.value > 0]
    if leaders.count >= len(placed):
        return Gap(code="COV", text=f"the data has {len(placed)} such places in all")
    if len({side.observation.period for _, side in placed}) > 1:
        return Gap(code="COV", text="the values of the places are about different times")
    near = [(history, official_side(measured, history, time)) for history in measured.near_peers]
    beside = tuple((history, side) for history, side in near if isinstance(side, Side))
    unplaced = whole.value - sum((side.value for _, side in (*placed, *beside)), Fraction(0))
    if abs(unplaced) > whole.value * UNPLACED:
        given = plain(whole.value - unplaced)
        return Gap(code="COV", text=f"the places known make {given} of {plain(whole.value)}, so one may be missing")
    placed.sort(key=lambda one: (one[1].value if leaders.below else -one[1].value, one[0].scope))
    return Field(
        dimension=leaders.dimension,
        below=leaders.below,
        first=tuple(placed[: leaders.count]),
        rest=tuple(placed[leaders.count :]),
        beside=beside,
        whole=whole,
        unplaced=max(unplaced, Fraction(0)),
    )


def _sum(field: Field) -> Side:
    """Return the side of the sum.

    The true sum lies between those of the lowest and of the highest values that the places may have; where it matters,
    with the places that some do not count, and with what belongs to no known place.
    """
    sides = [side for _, side in (*field.first, *field.rest)]
    wider = [*sides, *(side for _, side in field.beside)]
    variants = _plus(_between(field, [side.variants for side in wider]), field.unplaced)
    hull = _plus(_between(field, [side.hull for side in wider]), field.unplaced)
    return Side(
        value=sum((side.value for _, side in field.first), Fraction(0)),
        core=_between(field, [side.core for side in sides]),
        variants=variants.hull(_between(field, [side.variants for side in sides])),
        hull=hull.hull(_between(field, [side.hull for side in sides])),
        observations=field.whole.observations,
        staleness=unknown_reach(sides),
        computation="sum(smallest)" if field.below else "sum(largest)",
        operands=(
            *(found for history, side in field.first for found in operands_of("added", history, side)),
            *(found for history, side in field.rest for found in operands_of("other", history, side)),
            *(operand("near other", history, side.observation) for history, side in field.beside),
        ),
    )


def _between(field: Field, values: Sequence[Interval]) -> Interval:
    """Return between which values the sum of the first ones lies."""
    count = len(field.first)
    lows = sorted((v.low for v in values if v.low is not None), reverse=not field.below)
    highs = sorted((v.high for v in values if v.high is not None), reverse=not field.below)
    return Interval(low=sum(lows[:count], Fraction(0)), high=sum(highs[:count], Fraction(0)))


def _plus(interval: Interval, unplaced: Fraction) -> Interval:
    return replace(interval, high=None if interval.high is None else interval.high + unplaced)


def _share(part: Side, whole: Side, measured: Measured, *, percent: bool) -> Side:
    side = combine(whole, part, (PERCENT_OF if percent else TIMES).formula)
    return replace(
        side,
        observations=whole.observations,
        computation=f"{'100 * ' if percent else ''}{part.computation} / whole",
        operands=(*part.operands, *operands_of("whole", measured.history, whole)),
    )


def _told(field: Field, measured: Measured) -> str:
    """Return the sum in words: "Florida 327 + Texas 98 = 425 agreements"."""
    parts = " + ".join(f"{_place(history, field.dimension)} {plain(side.value)}" for history, side in field.first)
    total = sum((side.value for _, side in field.first), Fraction(0))
    return f"{parts} = {plain(total)} {measured.label}"


def _when(field: Field) -> str:
    return wording.on(field.first[0][1].observation)


def _place(history: History, dimension: str) -> str:
    """Return the name of a history's place; data that writes in capitals is told in small letters."""
    name = dict(history.scope)[dimension]
    return name.title() if name.isupper() else name


def _said_openly(verdict: Verdict) -> Verdict:
    """Return the verdict with an abstention's reason in terms of the sum: its snapshots hold the whole's values."""
    if verdict.outcome is not Outcome.UNDETERMINED or not {"BRK", "CLN"} & set(verdict.codes):
        return verdict
    why = "at that date it was not yet, or no longer, so" if "BRK" in verdict.codes else "some count it otherwise"
    reason = Reason(code=verdict.reasons[0].code, text=f"{verdict.arithmetic}; {why}: the claim falls in between")
    return replace(verdict, reasons=(reason, *verdict.reasons[1:]))
