"""The wordings of a dataset's dimension values, and where a text names them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from claimtrack.datasets.dataset import Descriptor, Dimension
from claimtrack.matching import cues


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A value of a dimension named in the text."""

    dimension: str
    value: str
    text: str
    start: int
    end: int


class Gazetteer:
    """The wordings of one dataset's dimension values, ready to be found in a text."""

    def __init__(self, descriptor: Descriptor, values: dict[str, tuple[str, ...]]) -> None:
        self.dimensions = descriptor.dimensions
        self._wordings: dict[str, tuple[str, str]] = {}
        topics = frozenset(topic.lower() for topic in descriptor.topics)
        for dimension in descriptor.dimensions:
            for wording, value in _wordings(dimension, values.get(dimension.name, ()), topics):
                self._wordings.setdefault(wording.lower(), (dimension.name, value))
        owners = "|".join(re.escape(topic) for topic in descriptor.topics)
        self._owner = re.compile(rf"(?<!\w)(?:{owners})(?!\w)[^,;:]*?{cues.HAVING}", re.IGNORECASE) if owners else None
        ordered = sorted(self._wordings, key=len, reverse=True)
        joined = "|".join(re.escape(wording).replace(r"\ ", r"[\s-]+") for wording in ordered)
        self._pattern = (
            re.compile(rf"(?<![\w-])(?:{joined})(?=(?:['’]s?)?(?![\w]))", re.IGNORECASE) if ordered else None
        )

    @property
    def wordings(self) -> Mapping[str, tuple[str, str]]:
        """Every wording in lower case with the dimension and value that it means."""
        return self._wordings

    def owner_has(self, lead: str) -> bool:
        """Whether what leads up to a number says that the dataset's own subject has it: "ICE has", "287(g) counts"."""
        return self._owner is not None and self._owner.search(lead) is not None

    def mentions(self, text: str) -> tuple[Mention, ...]:
        """Return the values that a text names, in order."""
        if self._pattern is None:
            return ()
        found = (self._mention(text, match) for match in self._pattern.finditer(text))
        return tuple(mention for mention in found if mention is not None)

    def _mention(self, text: str, match: re.Match[str]) -> Mention | None:
        key = re.sub(r"[\s-]+", " ", match.group()).lower()
        known = self._wordings.get(key) or self._wordings.get(match.group().lower())
        if known is None or cues.ANOTHER_PLACE_AFTER.match(text[match.end() : match.end() + 14]):
            return None
        if cues.CURRENCY_AFTER.match(text, match.end()):
            return None
        beside = text[max(0, match.start() - 9) : match.end() + 6].lower()
        if key in cues.STATE_NAMES_OF_OTHER_THINGS and "state" not in beside:
            return None
        if key.isalpha() and match.group().islower() and self._is_name(known[0]):
            return None
        return Mention(dimension=known[0], value=known[1], text=match.group(), start=match.start(), end=match.end())

    def _is_name(self, dimension: str) -> bool:
        """Whether the values of a dimension are proper names, which are written with a capital."""
        return any(d.name == dimension and (d.vocabulary is not None or d.names) for d in self.dimensions)


def _wordings(dimension: Dimension, values: Iterable[str], topics: frozenset[str]) -> Iterable[tuple[str, str]]:
    """Yield each wording of a dimension's values; the bare name of one that the whole dataset is about names none."""
    for value, wordings in dimension.aliases:
        for wording in wordings:
            yield wording, value
    for value in values:
        if value.lower() not in topics:
            yield value, value
