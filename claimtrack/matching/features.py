"""The features of a link: each with an id, a weight, and the sentence that people read. Values never vote."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from claimtrack.matching.link import Candidate, Feature
from claimtrack.matching.profile import ClaimWords, MeasureWords

SURE_NOUN, ALIAS_NOUN, NARROWER_NOUN, VAGUE_NOUN = 1.0, 0.9, 0.8, 0.7
CLOSE_ALIAS = 88.0
PARTLY = 0.5
"""Neither for nor against, or a part of it."""


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


def unit(claim: ClaimWords, measure: MeasureWords) -> tuple[float, str]:
    """The number's unit is the measure's own, not one that its role computes from it, nor left out."""
    own = measure.definition.unit
    if claim.unit == own:
        return 1.0, f"in {own}" if own else "a bare number, as it is published"
    return PARTLY, f"{claim.unit or 'a bare number'}, where it is published in {own or 'bare numbers'}"


def period(claim: ClaimWords, measure: MeasureWords) -> tuple[float, str]:
    """The time that the text speaks of is no finer than the periods that the dataset publishes."""
    if claim.days is None or measure.days is None:
        return 1.0, "no period to compare"
    fits = claim.days >= measure.days
    return (1.0, "periods it publishes") if fits else (PARTLY, "a finer period than it publishes")


def scope_coverage(claim: ClaimWords, measure: MeasureWords) -> tuple[float, str]:
    """The places that the number's clause names are values of the dataset."""
    foreign = sorted(place for place in claim.named_places if not measure.covers(place))
    if not foreign:
        return 1.0, "every place is one of its values" if claim.named_places else "no place is named"
    return 1 - len(foreign) / len(claim.named_places), f"no value of it: {', '.join(foreign)}"


def source(claim: ClaimWords, measure: MeasureWords) -> tuple[float, str]:
    """Who says so, or who published the text, is whom the dataset is about or by."""
    sayers = tuple(filter(None, (claim.claimant, claim.publisher)))
    for sayer in sayers:
        for wording in (*measure.topics, measure.title):
            if wording in sayer:
                return 1.0, f"“{wording}” in {sayer}"
    return (PARTLY, f"said by {', '.join(sayers)}") if sayers else (1.0, "nobody is named")


def one_dataset(claim: ClaimWords, measure: MeasureWords) -> tuple[float, str]:
    """The number linked before it in the document is of the same dataset: an article keeps to one."""
    if claim.dataset_before is None:
        return 1.0, "no number before it is surely linked"
    if claim.dataset_before == measure.dataset:
        return 1.0, f"the number before it is of {measure.dataset}"
    return 0.0, f"the number before it is of {claim.dataset_before}"


FEATURES: tuple[Weighted, ...] = (
    Weighted(name="counted-noun", weight=0.54, score=counted_noun),
    Weighted(name="topic", weight=0.22, score=topic),
    Weighted(name="known-words", weight=0.14, score=known_words),
    Weighted(name="one-dataset", weight=0.05, score=one_dataset),
    Weighted(name="source", weight=0.02, score=source),
    Weighted(name="unit", weight=0.01, score=unit),
    Weighted(name="period", weight=0.01, score=period),
    Weighted(name="scope-coverage", weight=0.01, score=scope_coverage),
)
"""What the text says of the measure decides; the rest, together a tenth, tells apart those that it names alike."""
SAID = frozenset({"counted-noun", "topic", "known-words"})
"""The features of what the text says of a measure."""


def said(candidate: Candidate) -> float:
    """Return the part of a candidate's score that what the text says of its measure gives."""
    return sum(feature.score for feature in candidate.features if feature.name in SAID)


def sentence(feature: Weighted) -> str:
    """Return what a feature says when it holds, as documents and `explain` print it."""
    return (feature.score.__doc__ or "").strip()


def score(claim: ClaimWords, measure: MeasureWords) -> tuple[float, tuple[Feature, ...]]:
    """Return the weighted score in 0..1 and the features behind it."""
    found = []
    for feature in FEATURES:
        value, detail = feature.score(claim, measure)
        found.append(Feature(name=feature.name, score=round(value * feature.weight, 4), detail=detail))
    return round(sum(feature.score for feature in found), 4), tuple(found)
