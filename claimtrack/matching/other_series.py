"""Whether a number is of another series than the one that its noun names: of a kind, a town, a part or a group.

A published value is one cell of a series. What narrows it can't be filtered out of that cell, as it can out of a list:
the prison population is not the population, and the population of Turku, Finland, is not Finland's.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from claimtrack.claims.claim import Claim
from claimtrack.matching import cues, scope_cues
from claimtrack.matching.gazetteer import Mention
from claimtrack.matching.profile import ClaimWords, MeasureWords, bare_phrase
from claimtrack.matching.words import stem, stems
from claimtrack.quantity import Role

_COMMA = re.compile(r"\s?,\s?")
_LAST = re.compile(r"(?:\s?,)?\s(?:and|&)\s")
"""Before the last member of a list; before the others stands a comma."""
_NO_HOLDERS = cues.FUNCTION_WORDS | cues.HOLLOW_SUBJECTS | cues.HOLLOW | cues.RANKED_AMONG | cues.DETERMINERS
"""Words of a subject that name no part of a place: "the country's share", "that economy"."""
_BEFORE_PLACE = 60
"""Characters before a place within which a smaller one inside it stands."""


def another(
    claim: Claim,
    words: ClaimWords,
    measure: MeasureWords,
    unmodelled: tuple[str, ...],
    mentions: tuple[Mention, ...],
    text: str,
) -> str:
    """Return why the number is of another series than the measure's, "" where it is not, or nothing is published."""
    if not measure.definition.published:
        return ""
    kind = _kind(words, measure, unmodelled)
    if kind:
        return f"“{kind}” is another series than {measure.definition.name}"
    together = _grouped_with(claim, measure, mentions, text)
    if together:
        return f"it is one number for several places together, and the data lacks {together}"
    town = _town(claim, measure, mentions, text)
    if town:
        return f"it is of {town}, which is inside a place of the data and none of its own"
    part = _part(claim, measure, mentions)
    return f"it is the share that “{part}” has of {measure.definition.name}, which is not in the data" if part else ""


def smaller_places(claim: Claim, mentions: Iterable[Mention], text: str) -> list[re.Match[str]]:
    """Return where smaller places inside a scope are named: "of Arequipa, " before Peru. Group 1 is the name."""
    named = {mention.text for mention in mentions}
    starts = [m.start for m in mentions if m.start >= claim.sentence.start]
    found = (scope_cues.PLACED_IN.search(text, max(claim.sentence.start, at - _BEFORE_PLACE), at) for at in starts)
    return [match for match in found if match is not None and match.group(1) not in named]


def _kind(words: ClaimWords, measure: MeasureWords, unmodelled: tuple[str, ...]) -> str:
    """Return the counted phrase whose last words name the measure after a word that makes it a kind of its own."""
    noun = next((noun for noun in measure.nouns if words.ends_with(noun)), None)
    if noun is None or noun in measure.narrower:
        return ""
    said = [word for word in words.phrase[: -len(noun)] if not word.endswith(("'s", "s'"))]
    before = [word for word in said if stem(word) in unmodelled and word not in cues.SIZES | cues.LINKS]
    return " ".join((*before, *noun)) if before else ""


def _town(claim: Claim, measure: MeasureWords, mentions: tuple[Mention, ...], text: str) -> str:
    """Return the smaller place that the measure's name is right before: "the population of Arequipa, Peru"."""
    for match in smaller_places(claim, mentions, text):
        lead = bare_phrase(text[claim.sentence.start : match.start()].strip())
        if any(lead[-len(noun) :] == noun for noun in measure.nouns):
            return match.group(1)
    return ""


def _grouped_with(claim: Claim, measure: MeasureWords, mentions: tuple[Mention, ...], text: str) -> str:
    """Return the place in the list of a number's places that the data lacks: the list is then one group of places.

    "Inflation for Central Asia, Georgia and Armenia is 7 %" is no value of Georgia's.
    """
    for word in claim.scope_words:
        if word.kind != "place" or word.excluded or measure.covers(word.text.lower()):
            continue
        listed = _listed_with((word.start, word.end), mentions, text)
        if len({pair for mention in listed for pair in mention.pairs}) > 1:
            return word.text
    return ""


def _listed_with(span: tuple[int, int], mentions: tuple[Mention, ...], text: str) -> list[Mention]:
    """Return the places in one list with what lies at a span. "And" ends a list: "between Chile and Peru, Bolivia"."""
    first, last = span
    ended, found = False, list[Mention]()
    for mention in sorted((m for m in mentions if m.start > last), key=lambda m: m.start):
        ended = ended or _LAST.fullmatch(text, last, mention.start) is not None
        if not ended and _COMMA.fullmatch(text, last, mention.start) is None:
            break
        found, last = [*found, mention], mention.end
        if ended:
            break
    for mention in sorted((m for m in mentions if m.end < first), key=lambda m: -m.end):
        joint = _COMMA if ended else _LAST
        if joint.fullmatch(text, mention.end, first) is None:
            break
        ended, found, first = True, [*found, mention], mention.start
    return found if ended else []


def _part(claim: Claim, measure: MeasureWords, mentions: tuple[Mention, ...]) -> str:
    """Return what holds a share of a published amount, where that is no place: "farming makes up 9 % of GDP"."""
    if claim.quantity.role is not Role.SHARE or measure.definition.unit == "percent" or claim.subject is None:
        return ""
    if claim.number.text in claim.subject or any(mention.text in claim.subject for mention in mentions):
        return ""
    holder = bare_phrase(claim.subject)
    said = frozenset(word for word in holder if word[0].isalpha())
    foreign = stems(said - _NO_HOLDERS) - measure.known - cues.EVERYWHERE
    return " ".join(claim.subject.split()) if foreign else ""
