"""The features of a link: each with an id, a weight, and the sentence that people read. Values never vote."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from claimtrack.matching.link import Feature
from claimtrack.matching.profile import ClaimWords, MeasureWords

SURE_NOUN, ALIAS_NOUN, NARROWER_NOUN, VAGUE_NOUN = 1.0, 0.9, 0.8, 0.7
CLOSE_ALIAS = 88.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighted:
    """A feature with its weight; the weights add up to one."""

    name: str
    weight: float
    score: Callable[[ClaimWords, MeasureWords], tuple[float, str]]


def counted_noun(claim: ClaimWords, measure: MeasureWords) -> tuple[float, str]:
    """What is counted is one of the measure's nouns."""
    if claim.head is None:
        return 0.0, "nothing is counted by name"
    for noun in measure.nouns:
        if claim.ends_with(noun):
            if noun in measure.narrower:
                return NARROWER_NOUN, f"“{' '.join(noun)}” is a part of what it counts"
            return SURE_NOUN, f"“{' '.join(noun)}” is what it counts"
    for noun in measure.vague:
        if claim.ends_with(noun):
            return VAGUE_NOUN, f"“{' '.join(noun)}” may be what it counts"
    return _alias(claim, measure)


def _alias(claim: ClaimWords, measure: MeasureWords) -> tuple[float, str]:
    from rapidfuzz import fuzz, process

    if not claim.entity:
        return 0.0, "another noun"
    best = process.extractOne(claim.entity, measure.aliases, scorer=fuzz.ratio, score_cutoff=CLOSE_ALIAS)
    return (0.0, "another noun") if best is None else (ALIAS_NOUN, f"“{claim.entity}” is called “{best[0]}”")


def topic(claim: ClaimWords, measure: MeasureWords) -> tuple[float, str]:
    """The text around the number speaks of the dataset's topic."""
    if not measure.topics:
        return 1.0, "the dataset names no topic"
    for place, score, words in claim.places:
        for wording in measure.topics:
            if wording in words:
                return score, f"“{wording}” in the {place}"
    return 0.0, "the text does not speak of it"


def known_words(claim: ClaimWords, measure: MeasureWords) -> tuple[float, str]:
    """The words that restrict what is counted are ones that the measure knows."""
    foreign = sorted(claim.restrictors - measure.known)
    if not claim.restrictors or not foreign:
        return 1.0, "no foreign word"
    share = 1 - len(foreign) / len(claim.restrictors)
    return share, f"unknown to it: {', '.join(foreign)}"


FEATURES: tuple[Weighted, ...] = (
    Weighted(name="counted-noun", weight=0.6, score=counted_noun),
    Weighted(name="topic", weight=0.25, score=topic),
    Weighted(name="known-words", weight=0.15, score=known_words),
)


def score(claim: ClaimWords, measure: MeasureWords) -> tuple[float, tuple[Feature, ...]]:
    """Return the weighted score in 0..1 and the features behind it."""
    found = []
    for feature in FEATURES:
        value, detail = feature.score(claim, measure)
        found.append(Feature(name=feature.name, score=round(value * feature.weight, 4), detail=detail))
    return round(sum(feature.score for feature in found), 4), tuple(found)
