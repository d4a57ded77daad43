"""Which of several ways to count a claim's words settle: places as parties or as where things are, or some left out.

"Counties" with an agreement are those whose own agencies signed, or those where any agency did: a measure keeps both as
readings, and its official value is the interval between them. Words may tell which is meant: "agencies spread over 186
counties" counts where they are, "36 counties, plus nine cities" counts the counties that take part themselves, and "39
states and Guam" counts states alone.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import Decimal

from claimtrack.claims.claim import Claim
from claimtrack.datasets.dataset import Descriptor, MeasureDefinition, Reading
from claimtrack.measures.measure import History, Observation
from claimtrack.singular import singular
from claimtrack.verdicts.measured import Measured

HEDGE = r"(?:(?:about|some|nearly|almost|just|only|over|more than|at least)\s+)*"
SPREAD = re.compile(
    rf"\b(?:(?:spread|scattered|located|situated|distributed)\s+(?:out\s+)?(?:in|across|over|among|throughout)"
    rf"|across|throughout|spanning)\s+{HEDGE}$",
    re.IGNORECASE,
)
"""Right before a number of places: what was named before is found in them."""
LISTED = r"(?:\+|,?\s*(?:and|plus|as well as|along with))\s+"
ANOTHER_KIND = re.compile(rf"[^.;:,]{{0,40}}{LISTED}(?:\d[\d,]*|[a-z]+)\s+(?P<noun>[a-z]+)\b")
"""Right after a number's noun: another kind of the same things ("36 counties in Georgia, plus nine cities")."""
COUNTED_APART = re.compile(rf"\s*{LISTED}(?:the\s+)?(?P<name>[A-Z][\w.]*(?:\s(?:of\s)?[A-Z][\w.]*)*)")
"""Right after a number's noun: a place that is not among them ("39 states and Guam")."""
PLACES = "where they are, whoever signed there"


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """A way to count that words tell: its name, and how it changes an observation."""

    name: str
    counted: Callable[[Observation], Observation]


def settled(claim: Claim, measured: Measured, descriptor: Descriptor) -> Measured:
    """Return what a claim is judged against, counted in the way that its words tell where they tell one."""
    way = _way(claim, measured.definition, descriptor)
    if way is None:
        return measured
    observations = tuple(way.counted(o) for o in measured.history.observations)
    return replace(measured, history=_with(measured.history, observations), way=way.name)


def _with(history: History, observations: tuple[Observation, ...]) -> History:
    return replace(history, observations=observations)


def _way(claim: Claim, definition: MeasureDefinition, descriptor: Descriptor) -> Way | None:
    widening = tuple(reading for reading in definition.readings if reading.widens)
    if widening and _is_spread(claim, definition, descriptor):
        return Way(name=PLACES, counted=lambda o: _without(o, {reading.label for reading in widening}))
    chosen = _as_a_party(claim, widening, descriptor) or _left_out(claim, definition, descriptor)
    return None if chosen is None else Way(name=chosen.label, counted=lambda o: _by(o, chosen.label))


def _is_spread(claim: Claim, definition: MeasureDefinition, descriptor: Descriptor) -> bool:
    """Whether other things that the dataset counts are said to be spread over the places counted."""
    spread = SPREAD.search(claim.sentence.text[: claim.quote.start - claim.sentence.start])
    if spread is None:
        return False
    named = {singular(word) for word in re.findall(r"[a-z]+", claim.sentence.text[: spread.start()].lower())}
    others = {noun.split()[-1] for m in descriptor.measures if m.name != definition.name for noun in m.nouns}
    return not named.isdisjoint(others)


def _as_a_party(claim: Claim, widening: tuple[Reading, ...], descriptor: Descriptor) -> Reading | None:
    """Return the reading of places that take part themselves, where another kind of such is counted beside them."""
    follows = ANOTHER_KIND.match(claim.sentence.text, claim.quote.end - claim.sentence.start)
    if follows is None:
        return None
    noun = singular(follows["noun"])
    kinds = {column for m in descriptor.measures if noun in m.nouns and m.columns for column, _ in m.filters}
    return next((reading for reading in widening if {column for column, _ in reading.filters} <= kinds), None)


def _left_out(claim: Claim, definition: MeasureDefinition, descriptor: Descriptor) -> Reading | None:
    """Return the reading that leaves out a place which is named beside the number and is of another kind."""
    follows = COUNTED_APART.match(claim.sentence.text, claim.quote.end - claim.sentence.start)
    if follows is None:
        return None
    kinds = {d.name: d.patterns for d in descriptor.derived if d.column in definition.columns}
    for reading in definition.readings:
        for column, values in reading.filters:
            kind = next((value for value, p in kinds.get(column, ()) if re.search(p, follows["name"].lower())), None)
            if kind is not None and kind not in values:
                return reading
    return None


def _without(observation: Observation, labels: set[str]) -> Observation:
    """Return an observation without some of its readings."""
    kept = tuple(variant for variant in observation.variants if variant[0] not in labels)
    ends = [value for _, value in kept if observation.low <= value <= observation.high]
    return _between(replace(observation, variants=kept), observation.value, ends)


def _by(observation: Observation, label: str) -> Observation:
    """Return an observation as counted by one reading; where it is not listed it gives the same value."""
    value = dict(observation.variants).get(label, observation.value)
    return _between(replace(observation, variants=()), value, [])


def _between(observation: Observation, value: Decimal, ends: list[Decimal]) -> Observation:
    return replace(observation, value=value, low=min([value, *ends]), high=max([value, *ends]))
