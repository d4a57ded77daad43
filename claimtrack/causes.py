"""Which mix-ups a wrong number is held against: told by how measures are made and by the words beside the number."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import chain
from typing import Protocol

from claimtrack.claims.claim import Claim
from claimtrack.datasets.dataset import Descriptor, MeasureDefinition, Operand
from claimtrack.matching.link import Candidate, Link, Rival
from claimtrack.matching.words import stem, tokens
from claimtrack.measures.measure import Scope
from claimtrack.quantity import Role
from claimtrack.verdicts.claim_time import ClaimTime
from claimtrack.verdicts.measured import Measured
from claimtrack.verdicts.mixups import Mixup, neighbouring_times, otherwise_counted


class Data(Protocol):
    """The official data of a run, as far as mix-ups need it."""

    descriptors: dict[str, Descriptor]

    def measured(self, link: Link | Rival, scope: Scope, role: Role = Role.LEVEL) -> Measured:
        """Return the linked measure's values in a scope."""


def mixups(
    reading: Link | Rival, scope: Scope, claim: Claim, own: Measured, bench: Data, time: ClaimTime
) -> Iterator[Mixup]:
    """Yield what a number may have been taken from instead, likeliest first.

    The time before or after; the same published value otherwise reckoned, or another one named in the sentence; all of
    the data, where a part of it is told.
    """
    yield from neighbouring_times(claim, own, time)
    related = chain(_kin(own.definition, bench.descriptors[own.history.dataset]), _named(claim, own, bench))
    for definition in {d.name: d for d in related}.values():
        other = replace(reading, best=_other(reading.best, definition))
        if definition.dimensions is None or {name for name, _ in scope} <= set(definition.dimensions):
            yield from otherwise_counted(claim, bench.measured(other, scope, claim.quantity.role), own, time)
    if scope:
        whole = bench.measured(reading, (), claim.quantity.role)
        yield Mixup(code="SSW", what=f"it is right for {whole.label}, all places together", measured=whole, time=time)


def _other(candidate: Candidate, definition: MeasureDefinition) -> Candidate:
    return replace(candidate, measure=definition.name)


def _kin(own: MeasureDefinition, descriptor: Descriptor) -> Iterator[MeasureDefinition]:
    """Yield the measures that start from the same published value: its changes over other times, its rate."""
    operand = _operand(own)
    for definition in descriptor.measures:
        if definition.name != own.name and operand is not None and _operand(definition) == operand:
            yield definition


def _operand(definition: MeasureDefinition) -> Operand | None:
    if definition.formula is not None:
        return definition.formula.of
    if definition.aggregate == "value" and len(definition.columns) == 1:
        return Operand(column=definition.columns[0], filters=definition.filters)
    return None


def counted_alike(link: Link, bench: Data) -> tuple[Candidate, ...]:
    """Return the measures of what there is, the link's first, of its dataset and of the list published beside it."""
    own = bench.descriptors[link.best.dataset]
    unit = next((m.unit for m in own.measures if m.name == link.best.measure), None)
    beside = (bench.descriptors[name] for name in own.quality.published_with if name in bench.descriptors)
    alike = (
        replace(link.best, dataset=descriptor.name, measure=definition.name)
        for descriptor in (own, *beside)
        for definition in descriptor.measures
        if definition.flow_of is None and definition.unit == unit
    )
    return tuple({candidate.full_name: candidate for candidate in (link.best, *alike)}.values())


def _named(claim: Claim, own: Measured, bench: Data) -> Iterator[MeasureDefinition]:
    """Yield the measures that the sentence names beside the claim's own: births, in a sentence on natural increase."""
    said = _stems(claim.sentence.text)
    for definition in bench.descriptors[own.history.dataset].measures:
        if definition.name == own.definition.name or definition.flow_of is not None:
            continue
        # Its first noun is its name, even where the claim's own measure answers to it too.
        shared = set(own.definition.nouns) - set(definition.nouns[:1]) | set(own.definition.nouns[:1])
        telling = {*definition.nouns, *definition.requires, *definition.aliases} - shared
        if any(f" {_stems(phrase)} " in f" {said} " for phrase in telling):
            yield definition


def _stems(text: str) -> str:
    return " ".join(stem(word) for word in tokens(text))
