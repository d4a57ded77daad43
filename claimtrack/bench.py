"""The official data of a run: what claims are matched with, and each measure's values in any scope."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime
from functools import partial
from pathlib import Path

from claimtrack.claims.claim import Claim
from claimtrack.datasets.dataset import Descriptor, MeasureDefinition, Snapshot
from claimtrack.errors import ClaimtrackError
from claimtrack.matching.link import Candidate, Leaders, Link, Rival
from claimtrack.matching.matcher import Matcher
from claimtrack.measures.measure import History, Scope
from claimtrack.measures.observe import Observatory
from claimtrack.measures.peers import Peers, kind_of, peers_of
from claimtrack.measures.per_capita import Rate
from claimtrack.measures.together import added_up
from claimtrack.quantity import Role
from claimtrack.suggesting import UndeclaredTables
from claimtrack.verdicts.claim_time import ClaimTime
from claimtrack.verdicts.dependency import BESIDE, Dependency, Reads
from claimtrack.verdicts.diagnosis import Neighbourhood
from claimtrack.verdicts.measured import Measured

RATE_NOUN = re.compile(r"\b(?:rate|inflation|growth|change)s?$", re.IGNORECASE)
"""Nouns for changes: "inflation rose 2 percent" is no rise of prices by 2 percent."""


class Bench:
    """The official data of a run, opened once: what claims are matched with and judged against."""

    def __init__(self, descriptors: tuple[Descriptor, ...], snapshots: tuple[Snapshot, ...], cache: Path) -> None:
        self.descriptors = {descriptor.name: descriptor for descriptor in descriptors}
        self._observatory = Observatory(descriptors, snapshots, cache)
        values = {
            d.name: {dim.name: self._observatory.values(d.name, dim.name) for dim in d.dimensions} for d in descriptors
        }
        self._values = values
        believed = sorted((s for s in snapshots if s.believed), key=lambda s: s.observed_at)
        self._newest: dict[str, datetime] = {s.dataset: s.observed_at for s in believed}
        self.reads = Reads()
        self.matcher = Matcher(descriptors, values)
        self.undeclared = UndeclaredTables(descriptors, snapshots, self._observatory)

    def close(self) -> None:
        """Let go of the official data."""
        self._observatory.close()

    @property
    def errors(self) -> tuple[ClaimtrackError, ...]:
        """What could not be read of the official data so far."""
        return self._observatory.errors

    def take_reads(self, claim: Claim) -> tuple[Dependency, ...]:
        """Return what was read of the data since this was last asked for, to judge that claim."""
        quantity = claim.quantity
        found = self.reads.dependencies(claim.id, (quantity.value, quantity.low, quantity.high), self._newest)
        self.reads.clear()
        return found

    def definition(self, candidate: Candidate) -> MeasureDefinition:
        """Return the definition of a candidate's measure."""
        found = self.descriptors[candidate.dataset].measure(candidate.measure)
        if found is None:
            raise KeyError(candidate.measure)
        return found

    def measured(self, link: Link | Rival, scope: Scope, role: Role = Role.LEVEL) -> Measured:
        """Return the linked measure's values in a scope; for a share also the whole's, for a rank those of its like."""
        whole = tuple(pair for pair in scope if pair not in link.scope)
        peers, near_peers = self._peers(link.best, scope) if role is Role.RANK else ((), ())
        has_whole = role is Role.SHARE and len({name for name, _ in link.scope}) == 1 and not link.scope_of_whole
        if role is Role.RANK:
            self.reads.whole.add(link.best.dataset)
        return Measured(
            definition=self.definition(link.best),
            history=self._read(link.best, scope),
            whole=self._read(link.best, whole) if has_whole else None,
            peers=peers,
            near_peers=near_peers,
            restricted=link.unmodelled,
            rate=self._rate(link.best, scope),
        )

    def _rate(self, candidate: Candidate, scope: Scope) -> Rate | None:
        """Return the two counts of a measure over another dataset, None for any other measure."""
        formed = self.definition(candidate).per_capita
        if formed is None:
            return None
        self.reads.whole |= {candidate.dataset, formed.dataset}
        return self._observatory.rate(candidate.dataset, candidate.measure, scope)

    def column(self, dataset: str, dimension: str) -> str:
        """Return the column of the data that a dimension's values stand in."""
        return next(d.column for d in self.descriptors[dataset].dimensions if d.name == dimension)

    def history_as(self, dataset: str, definition: MeasureDefinition, scope: Scope) -> History:
        """Return the observations of one of a dataset's measures, counted in a way of its own."""
        self.reads.whole.add(dataset)
        return self._observatory.history_as(dataset, definition, scope)

    def history(self, candidate: Candidate, scope: Scope) -> History:
        """Return the observations of a measure in a scope."""
        return self._observatory.history(candidate.dataset, candidate.measure, scope)

    def _read(self, candidate: Candidate, scope: Scope) -> History:
        """Return a measure's history that a claim is held against, noted as read."""
        found = self.history(candidate, scope)
        self.reads.history(self.descriptors[candidate.dataset], self.definition(candidate), found)
        return found

    def flow(self, candidate: Candidate, scope: Scope, window: tuple[str, str], *, newcomers: bool) -> History:
        """Return what each list says was added in a window, first of its kind or not (`newcomers`)."""
        self.reads.whole.add(candidate.dataset)
        return self._observatory.flow(candidate.dataset, candidate.measure, window, scope, newcomers=newcomers)

    def other_flows(self, candidate: Candidate, scope: Scope, window: tuple[str, str]) -> tuple[History, ...]:
        """Return what was added in a window by the dataset's other flows."""
        flows = (m.name for m in self.descriptors[candidate.dataset].measures if m.flow_of is not None)
        others = [replace(candidate, measure=name) for name in flows if name != candidate.measure]
        return tuple(self.flow(other, scope, window, newcomers=False) for other in others)

    def stock(self, candidate: Candidate) -> Candidate:
        """Return the measure of what is in force that a flow adds to."""
        return replace(candidate, measure=self.definition(candidate).flow_of or candidate.measure)

    def histories(self) -> Iterator[History]:
        """Yield every measure unrestricted, and in each scope of one dimension."""
        for descriptor in self.descriptors.values():
            for definition in (m for m in descriptor.measures if m.flow_of is None):
                candidate = Candidate(dataset=descriptor.name, measure=definition.name, score=1.0)
                for scope in ((), *self._other_scopes(descriptor, ())):
                    yield self.history(candidate, scope)

    def over_its_own_time(self, link: Link, claim: Claim, time: ClaimTime) -> Link:
        """Return the link to the level behind a change measure, for a change over another time than the measure's.

        "Prices rose 0.6 percent between April and May" is no change over 12 months, but one of the index.
        """
        formula = self.definition(link.best).formula
        if formula is None or formula.kind != "change" or formula.yearly or time.baseline is None:
            return link
        rate = claim.head is not None and RATE_NOUN.search(claim.head) is not None
        if rate or claim.quantity.role is not Role.PERCENT_CHANGE:
            return link
        if formula.months == time.baseline.months_until(time.when):
            return link
        level = next((m for m in self.descriptors[link.best.dataset].measures if m.is_level_of(formula)), None)
        return link if level is None else replace(link, best=replace(link.best, measure=level.name))

    def yearly_twin(self, link: Link, time: ClaimTime) -> Link | None:
        """Return the link to the change of yearly means, for a monthly change that is said of a whole year."""
        formula = self.definition(link.best).formula
        if formula is None or formula.kind != "change" or formula.yearly or not time.when.is_year:
            return None
        of = formula.of
        for measure in self.descriptors[link.best.dataset].measures:
            if measure.formula is not None and measure.formula.yearly and measure.formula.of == of:
                return replace(link, best=replace(link.best, measure=measure.name))
        return None

    def is_yearly(self, candidate: Candidate) -> bool:
        """Whether a measure's values are about whole years, one each."""
        observations = self.history(candidate, ()).observations
        period = observations[-1].period if observations else None
        return period is not None and period.is_year

    def _peers(self, candidate: Candidate, scope: Scope) -> Peers:
        """Return the measure for the other values of the scope's only dimension, and for those of another kind."""
        if len(scope) != 1:
            return (), ()
        ((name, own),) = scope
        dimension = self.descriptors[candidate.dataset].dimension(name)
        if dimension is None or own in dimension.groups:
            return (), ()
        others = set(self._values[candidate.dataset][name]) - {own}
        return peers_of(dimension, kind_of(dimension, own), others, (), partial(self.history, candidate))

    def led(self, reading: Link | Rival, scope: Scope, leaders: Leaders) -> Measured:
        """Return the linked measure's values in a scope, with those of all values of the dimension that is ordered."""
        candidate = reading.best
        dimension = self.descriptors[candidate.dataset].dimension(leaders.dimension)
        if dimension is None:
            raise KeyError(leaders.dimension)
        values = self._values[candidate.dataset][dimension.name]
        self.reads.whole.add(candidate.dataset)
        peers, near = peers_of(dimension, leaders.kind, values, scope, partial(self.history, candidate))
        return Measured(
            definition=self.definition(candidate),
            history=self._read(candidate, scope),
            peers=peers,
            near_peers=near,
            restricted=reading.unmodelled,
        )

    def neighbourhood(self, candidate: Candidate, scope: Scope) -> Neighbourhood:
        """Return the sibling measures in the same scope, and the same measure in each scope one dimension away.

        Among the siblings are counts with those of the list published beside it added in, as if pending were signed.
        """
        descriptor = self.descriptors[candidate.dataset]
        self.reads.search(descriptor)
        stocks = (m.name for m in descriptor.measures if m.flow_of is None)
        siblings = [replace(candidate, measure=name) for name in stocks if name != candidate.measure]
        scopes = [other for other in self._other_scopes(descriptor, scope) if other != scope]
        measures = tuple(self.history(sibling, scope) for sibling in siblings)
        return Neighbourhood(
            measures=(*measures, *self._added_in(descriptor, (self.history(candidate, scope), *measures))),
            scopes=tuple(self.history(candidate, other) for other in scopes),
        )

    def _added_in(self, descriptor: Descriptor, own: Iterable[History]) -> Iterator[History]:
        """Yield each count with that of the list published beside it added in, where both can be in that scope."""
        for partner in (self.descriptors.get(name) for name in descriptor.quality.published_with):
            if partner is None or not partner.measures:
                continue
            first, dimensions = partner.measures[0], {d.name for d in partner.dimensions}
            beside = Candidate(dataset=partner.name, measure=first.name, score=1.0)
            for history in own:
                if {name for name, _ in history.scope} <= dimensions and self._counts_rows(history):
                    yield added_up(history, self.history(beside, history.scope), BESIDE)

    def _counts_rows(self, history: History) -> bool:
        measure = self.descriptors[history.dataset].measure(history.measure)
        return measure is not None and measure.aggregate == "count"

    def _other_scopes(self, descriptor: Descriptor, scope: Scope) -> Iterable[Scope]:
        if scope:
            yield ()
        for dimension in descriptor.dimensions:
            kept = tuple(pair for pair in scope if pair[0] != dimension.name)
            for value in self._values[descriptor.name][dimension.name]:
                yield tuple(sorted((*kept, (dimension.name, value))))
