"""Which of several ways to count a claim's words settle: places as parties or as where things are, or some left out.

"Counties" with an agreement are those whose own agencies signed, or those where any agency did: a measure keeps both as
readings, and its official value is the interval between them. Words may tell which is meant: "agencies spread over 186
counties" counts where they are, "36 counties, plus nine cities" counts the counties that take part themselves, and "39
states and Guam" counts states alone.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from claimtrack.claims.claim import Claim
from claimtrack.datasets.dataset import Descriptor, MeasureDefinition, Reading
from claimtrack.datasets.normalisers import vocabulary
from claimtrack.singular import singular

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
COUNTED_APART = re.compile(
    rf"\s*{LISTED}(?:in )?(?:the\s+)?(?P<name>[A-Z][\w.]*(?:\s(?:of\s)?[A-Z][\w.]*)*)"
    r"(?=\s*(?:[,.;:)]|$)|\s(?:on|as|in|by|at|with|under|now|today)\b)"
)
"""Right after a number's noun: a place that is not among them ("39 states and Guam")."""
PLACES = "where they are, whoever signed there"


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """A way to count that words tell: its name, and the measure so counted."""

    name: str
    definition: MeasureDefinition


def way_told(claim: Claim, definition: MeasureDefinition, descriptor: Descriptor) -> Way | None:
    """Return the way to count that a claim's words tell, of several that the measure knows, or None."""
    if definition.aggregate != "count_distinct" or definition.flow_of is not None:
        return None
    widening = tuple(reading for reading in definition.readings if reading.widens)
    if widening and _is_spread(claim, definition, descriptor):
        shown = tuple(reading for reading in definition.readings if not reading.widens)
        return Way(name=PLACES, definition=replace(definition, readings=shown))
    chosen = _as_a_party(claim, widening, descriptor) or _left_out(claim, definition, descriptor)
    if chosen is None:
        return None
    filters = (*definition.filters, *chosen.filters)
    return Way(name=chosen.label, definition=replace(definition, filters=filters, readings=()))


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
    if not _is_value(follows["name"], definition, descriptor):
        return None
    kinds = {d.name: d.patterns for d in descriptor.derived if d.column in definition.columns}
    for reading in definition.readings:
        for column, values in reading.filters:
            kind = next((value for value, p in kinds.get(column, ()) if re.search(p, follows["name"].lower())), None)
            if kind is not None and kind not in values:
                return reading
    return None


def _is_value(name: str, definition: MeasureDefinition, descriptor: Descriptor) -> bool:
    """Whether a name is one of the places that the measure counts, as their vocabulary spells it."""
    counted = (d for d in descriptor.dimensions if d.column in definition.columns and d.vocabulary is not None)
    return any(
        name.rstrip(".").casefold() == term.value.casefold() for d in counted for term in vocabulary(d.vocabulary or "")
    )
