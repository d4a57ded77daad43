"""Finding a claim's scope: which value of each dimension the text names, how near, and how surely.

A value named in the number's own phrase or clause is the scope. One named further off may be: without a word that
points back to it ("the state", "there") both readings stay open.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from claimtrack.claims.claim import Claim, Origin
from claimtrack.claims.tables.numerals import CARDINALS
from claimtrack.corpus.document import Document
from claimtrack.datasets.dataset import Dimension
from claimtrack.matching import cues, restrictions, scope_cues
from claimtrack.matching.gazetteer import Gazetteer, Mention

FEWEST_MENTIONS = 3
LEAST_SHARE = 0.6
"""How often, and with which share of all mentions, a story must name a place to be about it without its headline."""

ARTICLE = re.compile(r"^the (?=\w)", re.IGNORECASE)

Named = tuple[Origin, tuple[Mention, ...], bool]
"""Where mentions stood, which they are, and whether they surely restrict."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ScopeReading:
    """The scope of a claim: the values that are sure, those that may be meant, and the trail of each.

    `open_mentions` are values named further off with nothing that points to them: both with and without are readings.
    `likely` is True when the open values are what the whole story is about, or what a pronoun stands for.
    `firm` is True when every sure value stands in the number's own phrase or is its subject.
    `conflict` is True when several values are named for one number, or one that is not resolved; a list of values that
    are counted together is none, and `joint` is then False unless the words say that they are.
    """

    sure: tuple[Mention, ...] = ()
    open_mentions: tuple[Mention, ...] = ()
    trail: tuple[tuple[str, str], ...] = ()
    likely: bool = False
    firm: bool = False
    conflict: bool = False
    joint: bool = True


class DocumentScopes:
    """The scopes of one document's claims, in one dataset's dimensions."""

    def __init__(self, document: Document, gazetteer: Gazetteer) -> None:
        self._text = document.text
        self._headline_end = document.body_start
        self._gazetteer = gazetteer
        self._mentions = gazetteer.mentions(document.text)
        self._subjects = {d.name: self._subject(d) for d in gazetteer.dimensions}

    def read(self, claim: Claim, ordered: str | None = None) -> ScopeReading:
        """Return the scope that the text gives a claim, dimension by dimension but for one told by its order."""
        sure: list[Mention] = []
        maybe: list[Mention] = []
        trail: list[tuple[str, str]] = []
        kind, conflict = self._kind_meant(claim)
        joint = True
        for dimension in (d for d in self._gazetteer.dimensions if d.name != ordered):
            meant = kind is not None and kind.dimension == dimension.name
            named = (Origin.PARAGRAPH, (kind,), True) if kind is not None and meant else self._nearest(claim, dimension)
            if named is None:
                continue
            origin, mentions, certain = named
            several = len({mention.value for mention in mentions}) > 1
            owned = bool(mentions) and _is_owned_by_another(claim, mentions[0], origin)
            if certain and (not mentions or owned or (several and not self._is_list(claim, mentions))):
                conflict = True
            elif certain and several:
                sure += mentions
                joint = joint and self._is_joint(claim, origin, mentions[0])
                trail.append((dimension.name, f"{len(mentions)} values in the {origin.value}"))
            elif certain:
                sure.append(mentions[0])
                trail.append((dimension.name, f"“{mentions[0].text}” in the {origin.value}"))
            else:
                maybe.append(mentions[0])
        if restrictions.is_fronted_whole(claim, self._text):
            maybe = []
        subjects = {(m.dimension, m.value) for m in self._subjects.values() if m is not None}
        return ScopeReading(
            sure=tuple(sure),
            open_mentions=tuple(maybe),
            trail=tuple(trail),
            firm=all(_is_firm(mention, claim) for mention in sure),
            likely=bool(maybe) and (_is_owned(claim) or all((m.dimension, m.value) in subjects for m in maybe)),
            conflict=conflict,
            joint=joint,
        )

    def _is_list(self, claim: Claim, mentions: tuple[Mention, ...]) -> bool:
        """Whether values are one list whose things are counted together, with no number of their own."""
        if scope_cues.APART.search(claim.clause.text) or any(
            scope_cues.OWN_COUNT.match(self._text, m.end) for m in mentions[:-1]
        ):
            return False
        gaps = ((a.end, b.start) for a, b in pairwise(sorted(mentions, key=lambda m: m.start)))
        return all(scope_cues.LISTED_TOGETHER.fullmatch(self._text, end, start) is not None for end, start in gaps)

    def _is_joint(self, claim: Claim, origin: Origin, first: Mention) -> bool:
        """Whether the words say that a list's values are taken together: "agreements in Ohio and Iowa", "combined"."""
        inside = scope_cues.IN_PLACES.search(self._text, max(0, first.start - 16), first.start) is not None
        return origin is Origin.PHRASE or inside or scope_cues.TOGETHER.search(claim.sentence.text) is not None

    def near(self, claim: Claim) -> tuple[Mention, ...]:
        """Return all values named in the claim's paragraph."""
        return self._within(claim.paragraph.start, claim.paragraph.end)

    def names_before(self, claim: Claim) -> bool:
        """Whether a value of a place is named in the body before a claim's clause."""
        places = {d.name for d in self._gazetteer.dimensions if d.vocabulary is not None or d.names}
        return any(m.dimension in places for m in self._within(self._headline_end, claim.clause.start))

    def _within(self, start: int, end: int, dimension: str | None = None) -> tuple[Mention, ...]:
        found = (m for m in self._mentions if start <= m.start and m.end <= end)
        return tuple(m for m in found if dimension is None or m.dimension == dimension)

    def _subject(self, dimension: Dimension) -> Mention | None:
        """Return the place that the whole story is about: the headline's only one, or the one named most and early."""
        if dimension.vocabulary is None:
            return None
        everywhere = self._within(0, len(self._text), dimension.name)
        headline = [m for m in everywhere if m.end <= self._headline_end]
        if headline:
            return headline[0] if len({m.value for m in headline}) == 1 else None
        counted = Counter(m.value for m in everywhere)
        if not counted:
            return None
        value, times = counted.most_common(1)[0]
        early = [m for m in everywhere if m.value == value and self._is_early(m)]
        often = times >= FEWEST_MENTIONS and times >= LEAST_SHARE * len(everywhere)
        return early[0] if early and often else None

    def _is_early(self, mention: Mention) -> bool:
        """Whether a value stands in the first paragraph of the body."""
        first = self._text.find("\n", self._headline_end)
        return mention.end <= (first if first >= 0 else len(self._text))

    def _kind_meant(self, claim: Claim) -> tuple[Mention | None, bool]:
        """Return the kind that the clause means ("agreements of that kind"), and whether that is unclear."""
        if scope_cues.POINTS_BACK_KIND.search(claim.clause.text) is None:
            return None, False
        places = {d.name for d in self._gazetteer.dimensions if d.vocabulary is not None}
        kinds = [m for m in self._within(self._headline_end, claim.clause.start) if m.dimension not in places]
        near = [m for m in kinds if m.start >= claim.paragraph.start] or kinds
        alone = len({(m.dimension, m.value) for m in near}) == 1
        return (near[-1], False) if alone else (None, bool(near))

    def _restricting(self, claim: Claim, dimension: str, start: int, end: int) -> tuple[Mention, ...]:
        found = _restricting(self._text, self._within(start, end, dimension), claim)
        if restrictions.names_all_levels(claim):
            found = tuple(mention for mention in found if mention.text.lower() not in cues.LEVELS)
        own = tuple(mention for mention in found if not _of_another_count(claim, self._text, mention))
        return found if _parts_a_list(found, own, self._text) else own

    def _nearest(self, claim: Claim, dimension: Dimension) -> Named | None:
        """Return the nearest mentions of a dimension."""
        name, is_place = dimension.name, dimension.vocabulary is not None
        here = self._restricting(claim, name, claim.phrase.start, claim.phrase.end)
        if here:
            return Origin.PHRASE, self._listed_on(here, name), True
        lead = self._text[claim.clause.start : claim.number.start]
        if is_place and (named := self._grouped(claim, name)) is not None:
            return named
        if is_place and scope_cues.NATIONWIDE.search(lead):
            return None
        said = self._text[claim.sentence.start : claim.clause.end]
        if is_place and scope_cues.POINTS_BACK.search(said):
            return self._pointed_to(claim, name)
        here = self._restricting(claim, name, claim.clause.start, claim.clause.end)
        if here:
            aside = not is_place and self._is_aside(claim, here[0])
            return Origin.CLAUSE, here[:1] if aside else here, not aside
        if is_place and (scope_cues.NATIONWIDE.search(claim.sentence.text) or self._gazetteer.owner_has(lead)):
            return None
        return None if self._is_parted(claim, name) else self._beside(claim, dimension)

    def _is_parted(self, claim: Claim, name: str) -> bool:
        """Whether a number's sentence goes on to part it by a dimension: "68 are open: 7 for rail, 18 for bus …"."""
        after = self._within(claim.number.end, claim.sentence.end, name)
        counted = [m for m in after if scope_cues.PART_FOR.search(self._text, claim.number.end, m.start) is not None]
        return len({m.value for m in counted}) > 1 and len(counted) == len(after)

    def _is_aside(self, claim: Claim, mention: Mention) -> bool:
        """Whether a comma parts a value from the number before it; one that closes the number's own aside does not."""
        between = self._text[claim.number.end : mention.start]
        inserted = self._text[: claim.number.start].rstrip().endswith(",")
        return "," in (between.removeprefix(",") if inserted else between)

    def _grouped(self, claim: Claim, name: str) -> Named | None:
        """Return what "the four states" or "outside Florida" stand for; no mentions where that is not told."""
        back = scope_cues.GROUP_BACK.search(self._text, claim.sentence.start, claim.clause.end)
        if back is not None and not back.start() <= claim.number.start < back.end():
            return Origin.PARAGRAPH, self._last_list(claim, name, CARDINALS[back.group("count").lower()]), True
        inside = self._within(claim.clause.start, claim.clause.end, name) or self._within(
            claim.sentence.start, claim.clause.start, name
        )
        left_out = [m for m in inside if scope_cues.LEFT_OUT.search(self._text[max(0, m.start - 60) : m.start])]
        if not left_out or len(left_out) < len(inside):
            return None
        rest = self._gazetteer.outside(tuple(left_out))
        return None if rest is None else (Origin.CLAUSE, (rest,), True)

    def _last_list(self, claim: Claim, name: str, count: int) -> tuple[Mention, ...]:
        """Return the nearest list before a sentence that names just so many values."""
        lists: list[list[Mention]] = []
        for mention in self._within(self._headline_end, claim.sentence.start, name):
            end = lists[-1][-1].end if lists else 0
            if lists and scope_cues.LISTED_TOGETHER.fullmatch(self._text, end, mention.start) is not None:
                lists[-1].append(mention)
            else:
                lists.append([mention])
        fitting = [found for found in lists if len({m.value for m in found}) == count]
        return tuple(fitting[-1]) if fitting else ()

    def _listed_on(self, found: tuple[Mention, ...], name: str) -> tuple[Mention, ...]:
        """Return the mentions with those that a list carries on to: "in Florida, Texas and Georgia"."""
        for mention in self._within(found[-1].end, len(self._text), name):
            if scope_cues.LISTED_ON.fullmatch(self._text, found[-1].end, mention.start) is None:
                break
            found = (*found, mention)
        return found

    def _beside(self, claim: Claim, dimension: Dimension) -> Named | None:
        """Return what the rest of the sentence, the paragraph before it, or the story as a whole names."""
        name = dimension.name
        before = self._restricting(claim, name, claim.sentence.start, claim.clause.start)
        if before:
            sure = dimension.vocabulary is not None and scope_cues.IN_ALL.search(claim.clause.text) is None
            lead = self._text[claim.sentence.start : claim.quote.start]
            sure = sure or scope_cues.FRONTED_WHOLE.fullmatch(lead) is not None
            return Origin.SENTENCE, before[-1:], sure
        after = self._restricting(claim, name, claim.clause.end, claim.sentence.end)
        if after:
            return Origin.SENTENCE, after[:1], False
        paragraph = self._within(claim.paragraph.start, claim.clause.start, name)
        if not paragraph and _is_owned(claim):
            paragraph = self._within(self._headline_end, claim.clause.start, name)
        if paragraph:
            return Origin.PARAGRAPH, paragraph[-1:], False
        subject = self._subjects[name]
        headline = (subject,) if subject is not None else self._within(0, self._headline_end, name)[:1]
        return (Origin.HEADLINE, headline, False) if headline else None

    def _pointed_to(self, claim: Claim, dimension: str) -> Named | None:
        """Return what "the state" or "there" points to; two candidates leave it open."""
        subject = self._subjects[dimension]
        paragraph = self._within(claim.paragraph.start, claim.number.start, dimension)
        earlier = self._within(self._headline_end, claim.paragraph.start, dimension)
        nearest = paragraph[-1:] or earlier[-1:]
        if not nearest:
            return (Origin.HEADLINE, (subject,), True) if subject is not None else None
        alone = bool(paragraph) or len({m.value for m in earlier}) == 1
        return Origin.PARAGRAPH, nearest, alone if subject is None else nearest[0].value == subject.value


def _is_owned_by_another(claim: Claim, mention: Mention, origin: Origin) -> bool:
    """Whether the count is one of what a pronoun stands for ("its population fell …") and the value follows it."""
    follows = origin is not Origin.PHRASE and mention.start > claim.number.end
    return follows and _is_owned(claim)


def _is_owned(claim: Claim) -> bool:
    """Whether what is counted belongs to what a pronoun stands for: "its population fell"."""
    return scope_cues.OWNED.match(claim.subject or claim.clause.text) is not None


def _is_firm(mention: Mention, claim: Claim) -> bool:
    """Whether a value restricts the number by grammar: inside its phrase, as its subject, or pointed to there."""
    inside = claim.phrase.start <= mention.start and mention.end <= claim.phrase.end
    subject = claim.subject or ""
    pointed = scope_cues.POINTS_BACK.search(f"{subject} {claim.phrase.text}") is not None
    return inside or pointed or _owns_the_list(mention, claim) or is_place_itself(subject, mention.text)


def is_place_itself(subject: str, place: str) -> bool:
    """Whether a subject is a place and nothing more, its article aside: "the euro area", "Ohio's"."""
    return ARTICLE.sub("", subject.removesuffix("'s")) == ARTICLE.sub("", place)


def _owns_the_list(mention: Mention, claim: Claim) -> bool:
    """Whether a value opens the sentence as whose list it is that shows the number: "The Ohio roster shows that …"."""
    at = mention.start - claim.sentence.start
    opens = at >= 0 and claim.sentence.text[:at].strip().lower() in {"", "the"}
    return opens and scope_cues.LIST_SHOWS.match(claim.sentence.text, at + len(mention.text)) is not None


def _of_another_count(claim: Claim, text: str, mention: Mention) -> bool:
    """Whether a count beside a value that follows the claim's number claims the value for itself."""
    if mention.start < claim.number.end or restrictions.is_tied_part(claim, (mention,), text):
        return False
    counted = scope_cues.SUB_COUNT.search(text, max(claim.number.end, mention.start - 60), mention.start)
    others = scope_cues.OTHERS_COUNT.search(text, claim.number.end, mention.start)
    others = others or scope_cues.INSERTED.search(text, claim.number.end, mention.start)
    joined = scope_cues.JOINED_BEFORE.search(text, claim.number.end, mention.start) is not None
    subject = joined and scope_cues.OWN_VERB.match(text, mention.end) is not None
    return bool(counted or others or subject or scope_cues.OWN_COUNT.match(text, mention.end))


def _parts_a_list(found: tuple[Mention, ...], own: tuple[Mention, ...], text: str) -> bool:
    """Whether places of one list would be told apart: "Texas and Georgia has" is no statement about Georgia."""
    return any(
        (a in own) != (b in own) and scope_cues.LISTED_ON.fullmatch(text, a.end, b.start) is not None
        for a, b in pairwise(found)
    )


def _restricting(text: str, mentions: Iterable[Mention], claim: Claim) -> tuple[Mention, ...]:
    """Return the mentions that restrict: not examples, comparisons or exceptions."""
    kept = []
    for mention in mentions:
        # What ends the sentence before ("… kept leaving for Texas.") says nothing of a value that opens the number's.
        opens = claim.sentence.start if mention.start >= claim.sentence.start else 0
        lead = text[max(opens, mention.start - 60) : mention.start]
        if scope_cues.EXAMPLE_AFTER.match(text[mention.end : mention.end + 20]):
            continue
        own = scope_cues.RIGHT_BEFORE.fullmatch(text, mention.end, max(mention.end, claim.number.start)) is not None
        own = (
            own or scope_cues.ANTECEDENT.fullmatch(text, mention.end, max(mention.end, claim.number.start)) is not None
        )
        if scope_cues.NOT_RESTRICTING.search(lead) and not scope_cues.RESTRICTING_WITH.search(lead) and not own:
            continue
        kept.append(mention)
    return tuple(kept)


def loose(reading: ScopeReading, sure: tuple[Mention, ...], text: str) -> str:
    """Return why a scope of several values is too loose to carry a discrepancy, "" when it is not."""
    vague = next((mention for mention in sure if mention.vague), None)
    if vague is not None and "Census" not in text:
        return f"“{vague.text}” has no fixed bounds; the Census Bureau's were taken"
    return "" if reading.joint else "it may be the number of each of the places named, not of all together"


def trail_of(reading: ScopeReading, usable: frozenset[str]) -> tuple[tuple[str, str], ...]:
    """Return the trail of the dimensions that can restrict the measure."""
    return tuple(pair for pair in reading.trail if pair[0] in usable)
