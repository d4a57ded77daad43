"""Golden values: what a descriptor says must come out of its measures, computed and compared."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from decimal import Decimal

from claimtrack.datasets.dataset import Descriptor, Golden, MeasureDefinition
from claimtrack.measures.measure import History, Observation
from claimtrack.measures.observe import Observatory
from claimtrack.period import parse_stamp


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldenCheck:
    """One golden value and what came out: `found` is None when no snapshot has it, `low` and `high` are its ends."""

    dataset: str
    measure: str
    golden: Golden
    found: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None

    @property
    def holds(self) -> bool:
        """Whether the value came out, rounded to the golden value's last digit, or lies between its ends."""
        if self.found is None or self.low is None or self.high is None:
            return False
        digit = Decimal(1).scaleb(int(self.golden.value.as_tuple().exponent))
        return self.found.quantize(digit) == self.golden.value or self.low <= self.golden.value <= self.high


def check(descriptor: Descriptor, observatory: Observatory, measure: str | None = None) -> tuple[GoldenCheck, ...]:
    """Return what came of every golden value of the descriptor, or of one of its measures."""
    chosen = [m for m in descriptor.measures if measure in (None, m.name)]
    return tuple(made for m in chosen for made in _checks(descriptor, m, observatory))


def _checks(descriptor: Descriptor, measure: MeasureDefinition, observatory: Observatory) -> Iterator[GoldenCheck]:
    for golden in measure.golden:
        history = observatory.history(descriptor.name, measure.name, golden.scope)
        found = _at(history, golden.at, timedelta(days=measure.max_age_days))
        made = GoldenCheck(dataset=descriptor.name, measure=measure.name, golden=golden)
        yield made if found is None else replace(made, found=found.value, low=found.low, high=found.high)


def _at(history: History, at: str, max_age: timedelta) -> Observation | None:
    """Return the observation of a series' date or period, or the list's latest before a date, if not too old for it."""
    when = parse_stamp(at)
    for observation in history.observations:
        if observation.date == at or (observation.period is not None and observation.period.label == when.label):
            return observation
    if any(o.period is not None for o in history.observations):
        return None
    before = [o for o in history.observations if o.at <= when.end and when.end - o.at <= max_age]
    return before[-1] if before else None
