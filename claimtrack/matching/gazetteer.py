"""The wordings of a dataset's dimension values, and where a text names them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from claimtrack.datasets.dataset import Descriptor, Dimension
from claimtrack.matching import scope_cues
from claimtrack.matching.groups import demonyms, like_values, regions_of, stands_alone


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A value of a dimension named in the text, or a group of its values: `members` are then those of the group.

    `vague` says that the words are used for more groups than one ("the South").
    """

    dimension: str
    value: str
    text: str
    start: int
    end: int
    members: tuple[str, ...] = ()
    vague: bool = False

    @property
    def pairs(self) -> tuple[tuple[str, str], ...]:
        """Dimension and value, for each of the values meant."""
        return tuple((self.dimension, value) for value in self.members or (self.value,))


class Gazetteer:
    """The wordings of one dataset's dimension values, ready to be found in a text."""

    def __init__(self, descriptor: Descriptor, values: dict[str, tuple[str, ...]]) -> None:
        self.dimensions = descriptor.dimensions
        self._wordings: dict[str, tuple[str, str]] = {}
        self._groups: dict[str, tuple[tuple[str, ...], bool]] = {}
        self._like: dict[str, tuple[str, ...]] = {}
        topics = frozenset(topic.lower() for topic in descriptor.topics)
        for dimension in descriptor.dimensions:
            self._know(dimension, values.get(dimension.name, ()), topics, series=descriptor.kind == "series")
        owners = "|".join(re.escape(topic) for topic in descriptor.topics)
        self._owner = (
            re.compile(rf"(?<!\w)(?:{owners})(?!\w){scope_cues.OWN_CLAUSE}{scope_cues.HAVING}", re.IGNORECASE)
            if owners
            else None
        )
        self._pattern = _any_of(wording for wording in self._wordings if wording not in self._groups)
        self._group_pattern = _any_of(self._groups)

    def _know(self, dimension: Dimension, own: tuple[str, ...], topics: frozenset[str], *, series: bool) -> None:
        """Take in the wordings of a dimension's values, of what their people are called, and of groups of them."""
        for wording, value in _wordings(dimension, own, topics):
            self._wordings.setdefault(wording.lower(), (dimension.name, value))
        for wording, value in demonyms(dimension, self._wordings):
            self._wordings.setdefault(wording.lower(), (dimension.name, value))
        self._like[dimension.name] = like_values(dimension, own, series=series)
        for region in regions_of(dimension, own):
            for wording in region.wordings:
                if wording.lower() not in self._wordings:
                    self._wordings[wording.lower()] = (dimension.name, region.name)
                    self._groups[wording.lower()] = (region.members, region.vague)

    @property
    def wordings(self) -> Mapping[str, tuple[str, str]]:
        """Every wording in lower case with the dimension and value that it means."""
        return self._wordings

    def owner_has(self, lead: str) -> bool:
        """Whether what leads up to a number says that the dataset's own subject has it: "ICE has", "287(g) counts"."""
        return self._owner is not None and self._owner.search(lead) is not None

    def mentions(self, text: str) -> tuple[Mention, ...]:
        """Return the values that a text names, in order."""
        found = [m for match in self._matches(self._pattern, text) if (m := self._mention(text, match)) is not None]
        for match in self._matches(self._group_pattern, text):
            group = self._mention(text, match)
            if group is not None and all(group.end <= m.start or m.end <= group.start for m in found):
                found.append(group)
        return tuple(sorted(found, key=lambda m: m.start))

    @staticmethod
    def _matches(pattern: re.Pattern[str] | None, text: str) -> Iterable[re.Match[str]]:
        return () if pattern is None else pattern.finditer(text)

    def _mention(self, text: str, match: re.Match[str]) -> Mention | None:
        key = re.sub(r"[\s-]+", " ", match.group()).lower()
        known = self._wordings.get(key) or self._wordings.get(match.group().lower())
        if known is None and not self._is_name(self._wordings.get(key[:-1], ("", ""))[0]):
            known = self._wordings.get(key[:-1])  # in the plural: "for warrant service officers"
        if known is None or scope_cues.ANOTHER_PLACE_AFTER.match(text[match.end() : match.end() + 14]):
            return None
        if scope_cues.CURRENCY_AFTER.match(text, match.end()):
            return None
        beside = text[max(0, match.start() - 9) : match.end() + 6].lower()
        if key in scope_cues.STATE_NAMES_OF_OTHER_THINGS and "state" not in beside:
            return None
        if key.isalpha() and match.group().islower() and self._is_name(known[0]):
            return None
        if (key in self._groups or key.endswith(" population")) and not stands_alone(text, match):
            return None
        members, vague = self._groups.get(key, ((), False))
        return Mention(
            dimension=known[0], value=known[1], text=match.group(), start=match.start(), end=match.end(),
            members=members, vague=vague,
        )  # fmt: skip

    def outside(self, mentions: tuple[Mention, ...]) -> Mention | None:
        """Return all values but those mentioned, as one group; None where nothing says which there are."""
        left_out = {value for mention in mentions for _, value in mention.pairs}
        like = self._like.get(mentions[0].dimension, ())
        if not like or not left_out <= set(like):
            return None
        names = " and ".join(mention.text for mention in mentions)
        members = tuple(value for value in like if value not in left_out)
        return replace(mentions[0], value=f"all but {names}", end=mentions[-1].end, members=members)

    def _is_name(self, dimension: str) -> bool:
        """Whether the values of a dimension are proper names, which are written with a capital."""
        return any(d.name == dimension and (d.vocabulary is not None or d.names) for d in self.dimensions)


def _any_of(wordings: Iterable[str]) -> re.Pattern[str] | None:
    """Return the pattern of any of the wordings, the longest first; None for no wordings."""
    ordered = sorted(wordings, key=len, reverse=True)
    joined = "|".join(re.escape(wording).replace(r"\ ", r"[\s-]+") for wording in ordered)
    return re.compile(rf"(?<![\w-])(?:{joined})s?(?=(?:['’]s?)?(?![\w]))", re.IGNORECASE) if ordered else None


def _wordings(dimension: Dimension, values: Iterable[str], topics: frozenset[str]) -> Iterable[tuple[str, str]]:
    """Yield each wording of a dimension's values; the bare name of one that the whole dataset is about names none."""
    for value, wordings in dimension.aliases:
        for wording in wordings:
            yield wording, value
    for value in values:
        if value.lower() not in topics:
            yield value, value
