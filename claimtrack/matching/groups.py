"""Groups of a dimension's values and what their people are called: regions, all but some, demonyms."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from claimtrack.datasets.countries import ADJECTIVES
from claimtrack.datasets.dataset import Dimension
from claimtrack.datasets.normalisers import vocabulary
from claimtrack.datasets.regions import DEMONYMS, REGIONS

US_STATES = "us-state"
_PART_OF_A_NAME = re.compile(r"\b(?:Upper|Lower|Deep|Old|Wild|Far|Key|Inner|Outer)\s+(?:the\s+)?$")
_NAME_GOES_ON = re.compile(r"[\s-]+(?!Region\b|Division\b)[A-Z]|\s+(?:of|side|coast|in|living in)\b")


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """A group of a dimension's values: its wordings, and the values; `vague` where its bounds differ by user."""

    name: str
    wordings: tuple[str, ...]
    members: tuple[str, ...]
    vague: bool


def regions_of(dimension: Dimension, values: Iterable[str]) -> Iterator[Group]:
    """Yield the regions of a dimension of states; one that the data has a row of its own for is that value."""
    if dimension.vocabulary != US_STATES:
        return
    known = {value.casefold(): value for value in values}
    for region in REGIONS:
        own = next((known[cell.casefold()] for cell in region.cells if cell.casefold() in known), None)
        members = tuple(known[state.casefold()] for state in region.members if state.casefold() in known)
        if own is not None or members:
            yield Group(
                name=own or region.name,
                wordings=region.wordings,
                members=() if own is not None else members,
                vague=not region.sharp,
            )


def like_values(dimension: Dimension, values: Iterable[str], *, series: bool) -> tuple[str, ...]:
    """Return the values that make up the whole, each once; a statistical series' whole is without territories."""
    terms = {term.value.casefold(): term.kind for term in vocabulary(dimension.vocabulary or "")}
    kinds = {"state", "district"} if series else {"state", "district", "territory"}
    return tuple(sorted(value for value in values if terms.get(value.casefold()) in kinds))


def demonyms(dimension: Dimension, wordings: Mapping[str, tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Yield what the people of a place are called, with the place's value."""
    if dimension.vocabulary == US_STATES:
        named = ((f"{demonym}s", state) for demonym, state in DEMONYMS.items())
    elif dimension.names:
        named = ((f"{adjective} population", country) for adjective, country in ADJECTIVES.items())
    else:
        return
    for wording, place in named:
        known = wordings.get(place.lower())
        if known is not None and known[0] == dimension.name:
            yield wording, known[1]


def stands_alone(text: str, match: re.Match[str]) -> bool:
    """Whether the words are the group's and no part of another name: not "the South Side", "the Upper Midwest"."""
    if match.group().removeprefix("the ").islower():
        return False
    follows = _NAME_GOES_ON.match(text, match.end())
    return follows is None and _PART_OF_A_NAME.search(text[max(0, match.start() - 12) : match.start()]) is None
