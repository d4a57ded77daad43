"""Finding a claim's scope: which value of each dimension the text names, how near, and how surely.

A value named in the number's own phrase or clause is the scope. One named further off may be: without a word that
points back to it ("the state", "there") both readings stay open.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from claimtrack.claims.claim import Claim, Origin
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


@dataclass(frozen=True, slots=True, kw_only=True)
class ScopeReading:
    """The scope of a claim: the values that are sure, those that may be meant, and the trail of each.

    `open_mentions` are values named further off with nothing that points to them: both with and without are readings.
    `likely` is True when the headline names the open value too, so that the story is about it.
    `conflict` is True when several values are named for one number, or one that is not resolved.
    """

    sure: tuple[Mention, ...] = ()
    open_mentions: tuple[Mention, ...] = ()
    trail: tuple[tuple[str, str], ...] = ()
    likely: bool = False
    conflict: bool = False


class Gazetteer:
    """The wordings of one dataset's dimension values, ready to be found in a text."""

    def __init__(self, descriptor: Descriptor, values: dict[str, tuple[str, ...]]) -> None:
        self.dimensions = descriptor.dimensions
        self._wordings: dict[str, tuple[str, str]] = {}
        for dimension in descriptor.dimensions:
            for wording, value in _wordings(dimension, values.get(dimension.name, ())):
                self._wordings.setdefault(wording.lower(), (dimension.name, value))
        owners = "|".join(re.escape(topic) for topic in descriptor.topics)
        self._owner = re.compile(rf"(?<!\w)(?:{owners})(?!\w)[^,;:]*?{cues.HAVING}", re.IGNORECASE) if owners else None
        ordered = sorted(self._wordings, key=len, reverse=True)
        joined = "|".join(re.escape(wording).replace(r"\ ", r"[\s-]+") for wording in ordered)
        self._pattern = (
            re.compile(rf"(?<![\w-])(?:{joined})(?=(?:['’]s?)?(?![\w]))", re.IGNORECASE) if ordered else None
        )

    def owner_has(self, lead: str) -> bool:
        """Whether what leads up to a number says that the dataset's own subject has it: "ICE has", "287(g) counts"."""
        return self._owner is not None and self._owner.search(lead) is not None

    def mentions(self, text: str, start: int = 0, end: int | None = None) -> tuple[Mention, ...]:
        """Return the values named in text[start:end], in order; offsets are into `text`."""
        if self._pattern is None:
            return ()
        stop = len(text) if end is None else end
        found = (self._mention(text, match) for match in self._pattern.finditer(text, start, stop))
        return tuple(mention for mention in found if mention is not None)

    def _mention(self, text: str, match: re.Match[str]) -> Mention | None:
        key = re.sub(r"[\s-]+", " ", match.group()).lower()
        known = self._wordings.get(key) or self._wordings.get(match.group().lower())
        if known is None or cues.ANOTHER_PLACE_AFTER.match(text[match.end() : match.end() + 14]):
            return None
        beside = text[max(0, match.start() - 9) : match.end() + 6].lower()
        if key in cues.STATE_NAMES_OF_OTHER_THINGS and "state" not in beside:
            return None
        if key.isalpha() and match.group().islower() and self._is_name(known[0]):
            return None
        return Mention(dimension=known[0], value=known[1], text=match.group(), start=match.start(), end=match.end())

    def _is_name(self, dimension: str) -> bool:
        """Whether the values of a dimension are proper names, which are written with a capital."""
        return any(d.name == dimension and d.vocabulary is not None for d in self.dimensions)


def _wordings(dimension: Dimension, values: Iterable[str]) -> Iterable[tuple[str, str]]:
    for value, wordings in dimension.aliases:
        for wording in wordings:
            yield wording, value
    for value in values:
        yield value, value


def read_scope(claim: Claim, text: str, gazetteer: Gazetteer, headline_end: int) -> ScopeReading:
    """Return the scope that the text gives a claim, dimension by dimension."""
    sure: list[Mention] = []
    open_mentions: list[Mention] = []
    trail: list[tuple[str, str]] = []
    conflict = _points_to_a_kind(claim, text, gazetteer)
    for dimension in gazetteer.dimensions:
        named = _nearest(claim, text, gazetteer, dimension, headline_end)
        if named is None:
            continue
        origin, mentions, certain = named
        values = {mention.value for mention in mentions}
        if certain and len(values) > 1:
            conflict = True
        elif certain:
            sure.append(mentions[0])
            trail.append((dimension.name, f"“{mentions[0].text}” in the {origin.value}"))
        else:
            open_mentions.append(mentions[0])
    headline = {(m.dimension, m.value) for m in gazetteer.mentions(text, 0, headline_end)}
    return ScopeReading(
        sure=tuple(sure),
        open_mentions=tuple(open_mentions),
        trail=tuple(trail),
        likely=bool(open_mentions) and {(m.dimension, m.value) for m in open_mentions} == headline,
        conflict=conflict,
    )


def _points_to_a_kind(claim: Claim, text: str, gazetteer: Gazetteer) -> bool:
    """Whether the clause means a kind that was named earlier ("agreements of that kind")."""
    if cues.POINTS_BACK_KIND.search(claim.clause.text) is None:
        return False
    places = {d.name for d in gazetteer.dimensions if d.vocabulary is not None}
    return any(m.dimension not in places for m in gazetteer.mentions(text, 0, claim.clause.start))


def _nearest(
    claim: Claim, text: str, gazetteer: Gazetteer, dimension: Dimension, headline_end: int
) -> tuple[Origin, tuple[Mention, ...], bool] | None:
    """Return the nearest mentions of a dimension: where they stood, which, and whether they surely restrict."""

    def restricting(start: int, end: int) -> tuple[Mention, ...]:
        found = _restricting(text, gazetteer.mentions(text, start, end), dimension.name)
        return tuple(mention for mention in found if not _of_another_count(claim, text, mention))

    here = restricting(claim.phrase.start, claim.phrase.end)
    if here:
        return Origin.PHRASE, here, True
    is_place = dimension.vocabulary is not None
    lead = text[claim.clause.start : claim.number.start]
    if is_place and cues.NATIONWIDE.search(lead):
        return None
    said = text[claim.sentence.start : claim.clause.end]
    points_back = is_place and cues.POINTS_BACK.search(said) is not None
    if points_back:
        return _further(claim, text, gazetteer, dimension, headline_end, pointed=True)
    here = restricting(claim.clause.start, claim.clause.end)
    if here:
        return Origin.CLAUSE, here, True
    if is_place and (cues.NATIONWIDE.search(claim.sentence.text) or gazetteer.owner_has(lead)):
        return None
    before = restricting(claim.sentence.start, claim.clause.start)
    if before:
        return Origin.SENTENCE, before[-1:], is_place and cues.IN_ALL.search(claim.clause.text) is None
    after = restricting(claim.clause.end, claim.sentence.end)
    if after:
        return Origin.SENTENCE, after[:1], False
    return _further(claim, text, gazetteer, dimension, headline_end, pointed=False)


def _further(
    claim: Claim, text: str, gazetteer: Gazetteer, dimension: Dimension, headline_end: int, *, pointed: bool
) -> tuple[Origin, tuple[Mention, ...], bool] | None:
    """Return what was named before the claim's clause: sure when the clause points back, else open."""

    def named(start: int, end: int) -> tuple[Mention, ...]:
        return _only(gazetteer.mentions(text, start, end), dimension.name)

    before = named(claim.paragraph.start, claim.number.start if pointed else claim.clause.start)
    if before:
        return Origin.PARAGRAPH, before[-1:], pointed
    earlier = named(headline_end, claim.paragraph.start) if pointed else ()
    if earlier:
        return Origin.PARAGRAPH, earlier[-1:], True
    headline = named(0, headline_end)
    return (Origin.HEADLINE, headline[:1], pointed) if headline else None


def _of_another_count(claim: Claim, text: str, mention: Mention) -> bool:
    """Whether a count between the claim's number and the value claims the value for itself."""
    match = cues.SUB_COUNT.search(text, max(claim.number.end, mention.start - 60), mention.start)
    return match is not None


def _only(mentions: Iterable[Mention], dimension: str) -> tuple[Mention, ...]:
    return tuple(mention for mention in mentions if mention.dimension == dimension)


def _restricting(text: str, mentions: Iterable[Mention], dimension: str) -> tuple[Mention, ...]:
    """Return the mentions of a dimension that restrict: not examples, comparisons or exceptions."""
    kept = []
    for mention in mentions:
        if mention.dimension != dimension:
            continue
        lead = text[max(0, mention.start - 60) : mention.start]
        if cues.EXAMPLE_AFTER.match(text[mention.end : mention.end + 20]):
            continue
        if cues.NOT_RESTRICTING.search(lead) and not cues.RESTRICTING_WITH.search(lead):
            continue
        kept.append(mention)
    return tuple(kept)
