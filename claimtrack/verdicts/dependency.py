"""What a verdict depends on in the data: the cells it was read from, and whether a newer snapshot may say otherwise.

A count at a time is told by the snapshots up to that time and the first one after it. Once these are there, a newer
snapshot matters by its own value only: that is what the second clock shows, and what a number may be found in later.
Everything else, whose reading of the data is not so plain, is held to depend on every newer snapshot.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal

from claimtrack.datasets.dataset import Descriptor, MeasureDefinition
from claimtrack.measures.measure import History, Observation, Scope
from claimtrack.measures.observing import ZERO_WHEN_EMPTY, plain_decimal

ALL = ""
"""In place of a measure: the dataset as a whole."""
BESIDE = timedelta(days=14)
"""So far apart two lists may have been seen to be added up, and so long the other one may still say more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dependency:
    """A cell that the verdict on a claim was read from, as the newest snapshot had it.

    `seen` is what that snapshot said, by `seen_in`; None where it said nothing. `newest` is when it was observed, None
    without any. `until` is the end of the time that the claim speaks of. `is_open` says that any newer snapshot may
    change the verdict, whatever its value.
    """

    claim_id: str
    dataset: str
    measure: str
    scope: Scope
    seen: str | None
    newest: datetime | None
    until: datetime | None
    is_open: bool


def seen_in(observation: Observation | None) -> str | None:
    """Return what an observation says of its cell: its value, and the ends that cleaning leaves room for."""
    if observation is None:
        return None
    numbers = (observation.value, observation.low, observation.high)
    return " ".join(dict.fromkeys(format(plain_decimal(str(number)), "f") for number in numbers))


@dataclass(slots=True)
class Reads:
    """What is read of the data while one claim is judged."""

    cells: dict[tuple[str, str, Scope], tuple[History, timedelta]] = field(default_factory=dict)
    times: list[datetime] = field(default_factory=list)
    whole: set[str] = field(default_factory=set)
    searched: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def clear(self) -> None:
        """Begin with another claim."""
        for noted in (self.cells, self.times, self.whole, self.searched):
            noted.clear()

    def history(self, descriptor: Descriptor, definition: MeasureDefinition, history: History) -> None:
        """Note a measure's values in a scope; of any but a count taken from a list all of them count."""
        if descriptor.kind != "list" or definition.aggregate not in ZERO_WHEN_EMPTY or definition.dated is not None:
            self.whole.add(descriptor.name)
        key = (descriptor.name, definition.name, history.scope)
        self.cells[key] = (history, timedelta(days=definition.max_age_days))

    def search(self, descriptor: Descriptor) -> None:
        """Note that causes were looked for in a dataset, and in the lists published beside it."""
        self.searched[descriptor.name] = descriptor.quality.published_with

    def dependencies(
        self, claim_id: str, claimed: Iterable[Decimal | None], newest: Mapping[str, datetime]
    ) -> tuple[Dependency, ...]:
        """Return what the claim's verdict depends on; `claimed` are its numbers, `newest` when each dataset was seen.

        Without a time that it was judged at, none but the cells' values count.
        """
        numbers = tuple(number for number in claimed if number is not None)
        until = max(self.times, default=None)
        made = [
            Dependency(
                claim_id=claim_id,
                dataset=dataset,
                measure=measure,
                scope=scope,
                seen=seen_in(history.observations[-1] if history.observations else None),
                newest=newest.get(dataset),
                until=until,
                is_open=dataset in self.whole or self._is_open(dataset, history, max_age, numbers),
            )
            for (dataset, measure, scope), (history, max_age) in self.cells.items()
        ]
        named = {one.dataset for one in made}
        made += [_of_all(claim_id, name, newest, until) for name in self.whole - named]
        others = sorted({name for names in self.searched.values() for name in names if name in newest} - named)
        made += [_of_all(claim_id, name, newest, until, is_open=self._adds_up(name, newest)) for name in others]
        return tuple(sorted(made, key=lambda one: (one.dataset, one.measure, one.scope)))

    def _is_open(self, dataset: str, history: History, max_age: timedelta, numbers: tuple[Decimal, ...]) -> bool:
        if any(_may_change(history, moment, max_age) for moment in self.times):
            return True
        last = history.observations[-1].value if history.observations else None
        # One away from the newest count: the number of a sheet's last row may be its cause.
        near = (abs(number - last) <= 1 for number in numbers) if last is not None else ()
        return dataset in self.searched and any(near)

    def _adds_up(self, name: str, newest: Mapping[str, datetime]) -> bool:
        """Whether a newer list of a dataset may be the nearest to one that its values were added to."""
        return any(after is None or newest[name] <= after + BESIDE for after in self._first_after())

    def _first_after(self) -> Iterator[datetime | None]:
        for history, _ in self.cells.values():
            for moment in self.times:
                yield next((o.at for o in history.observations if o.at > moment), None)


def _of_all(
    claim_id: str, dataset: str, newest: Mapping[str, datetime], until: datetime | None, *, is_open: bool = True
) -> Dependency:
    return Dependency(
        claim_id=claim_id, dataset=dataset, measure=ALL, scope=(), seen=None, newest=newest.get(dataset), until=until,
        is_open=is_open,
    )  # fmt: skip


def _may_change(history: History, moment: datetime, max_age: timedelta) -> bool:
    """Whether a newer snapshot may change what a list says at a moment.

    It may where no later snapshot is known, and where the one in force is so old, and confirmed by none, that all of
    the record tells what became of it.
    """
    before = [o for o in history.observations if o.at <= moment]
    after = history.observations[len(before) : len(before) + 1]
    if not after:
        return True
    return bool(before) and after[0].at - moment > max_age and moment - before[-1].at > max_age / 2
