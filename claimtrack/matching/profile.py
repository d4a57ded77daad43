"""What the matcher sees of a claim and of a measure: words only, never the number."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from claimtrack.claims.claim import Claim, Origin
from claimtrack.corpus.document import Document
from claimtrack.datasets.dataset import Descriptor, MeasureDefinition
from claimtrack.matching.cues import CLASSIFIERS, EVERYWHERE
from claimtrack.matching.words import stem, stems, tokens
from claimtrack.singular import singular

FREE_WORDS = frozenset(
    "active approximate current currently different distinct formal overall participating separate signed such "
    "total unique various these those all its the of or and for a an with in existing agreed own several "
    "record upwards plus odd some estimated exactly just only nearly almost about roughly around at least most".split()
)
"""Words that restrict nothing: an active agreement is an agreement in force."""
ADDED_WORDS = frozenset(stem(word) for word in "new newly additional further fresh more extra another other".split())
"""Words that say a thing was added; of a measure of what was added they restrict nothing."""
POST_MODIFIER = re.compile(r"\s(?:in|of|at|for|on|by|from|to|with|among|across|since|that|which|who)\s")


PERIODS = {"day": 0, "week": 6, "month": 27, "quarter": 89, "year": 364}
"""Days from the first to the last of a period, of the shortest of its kind."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureWords:
    """A measure as words: nouns as word tuples, aliases as strings, the words it knows.

    `parts` are the words of its narrower nouns, `values` those of its dataset's dimensions, `counted` those for
    what the dataset's measures count, its own among them. `days` are those of a period that the dataset publishes,
    `covered` the wordings of its values.
    """

    dataset: str
    definition: MeasureDefinition
    nouns: tuple[tuple[str, ...], ...]
    narrower: tuple[tuple[str, ...], ...]
    vague: tuple[tuple[str, ...], ...]
    excluded: tuple[tuple[str, ...], ...]
    aliases: tuple[str, ...]
    topics: tuple[str, ...]
    whole: frozenset[str]
    parts: frozenset[str]
    values: frozenset[str]
    counted: frozenset[str]
    title: str
    days: int | None
    covered: Mapping[str, object]

    @property
    def known(self) -> frozenset[str]:
        """Every word that the measure knows: its own, those of its parts, and its dataset's values."""
        return self.whole | self.parts | self.values

    def covers(self, place: str) -> bool:
        """Whether a place, in lower case, is one of the dataset's values, or all of them."""
        return not self.covered or place in self.covered or set(tokens(place)) <= EVERYWHERE

    @property
    def names(self) -> frozenset[tuple[str, ...]]:
        """The phrases that name it for sure, beside a number or above it."""
        aliases = (tuple(alias.split()) for alias in self.aliases)
        return frozenset(phrase for phrase in (*self.nouns, *aliases) if phrase and phrase not in self.narrower)

    @property
    def named(self) -> frozenset[tuple[str, ...]]:
        """The phrases that a counted noun phrase may end in for this measure to be meant, beside its aliases."""
        return frozenset((*self.nouns, *self.vague))

    @property
    def last_words(self) -> frozenset[str]:
        """The words that a counted noun phrase must end in for this measure to be meant."""
        phrases = (*self.nouns, *self.vague, *(tuple(alias.split()) for alias in self.aliases))
        return frozenset(phrase[-1] for phrase in phrases if phrase)


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimWords:
    """A claim as words.

    `phrase` is the counted noun phrase in the singular, `said_of` the noun phrases that the number is said of, nearest
    first ("unemployment rate" in "the unemployment rate came to 8.1 percent"). `own` is the number's phrase, lower
    case; `places` are (name, score, lower-case text) from the nearest to the furthest.
    """

    head: str | None
    phrase: tuple[str, ...]
    said_of: tuple[tuple[str, ...], ...]
    entity: str
    restrictors: frozenset[str]
    own: str
    clause: str
    sentence: str
    paragraph: str
    document: str
    places: tuple[tuple[str, float, str], ...]
    unit: str | None = None
    days: int | None = None
    named_places: tuple[str, ...] = ()
    claimant: str = ""
    publisher: str = ""
    dataset_before: str | None = None

    def ends_with(self, noun: tuple[str, ...]) -> bool:
        """Whether the counted noun phrase ends in this noun, word for word in the singular."""
        return self.phrase[-len(noun) :] == noun


def all_measure_words(descriptor: Descriptor, covered: Mapping[str, object]) -> tuple[MeasureWords, ...]:
    """Return the words of a dataset's measures; what they share is read once. `covered` holds its values' wordings."""
    topic_words = stems(descriptor.topics)
    values = stems(wording for d in descriptor.dimensions for _, wordings in d.aliases for wording in wordings)
    counted = stems(noun for measure in descriptor.measures for noun in measure.nouns)
    return tuple(_measure_words(descriptor, m, topic_words, values, counted, covered) for m in descriptor.measures)


def _measure_words(
    descriptor: Descriptor,
    definition: MeasureDefinition,
    topic_words: frozenset[str],
    values: frozenset[str],
    counted: frozenset[str],
    covered: Mapping[str, object],
) -> MeasureWords:
    """Return the words of a measure. `whole` are those that name its whole class, so restrict nothing."""
    aliases = tuple(" ".join(_singular_phrase(alias)) for alias in definition.aliases)
    free = FREE_WORDS if definition.flow_of is None else FREE_WORDS | ADDED_WORDS
    whole = free | topic_words | stems((*definition.nouns, *definition.vague, *definition.aliases))
    return MeasureWords(
        dataset=descriptor.name,
        definition=definition,
        nouns=_phrases((*definition.nouns, *definition.narrower)),
        narrower=_phrases(definition.narrower),
        vague=_phrases(definition.vague),
        excluded=_phrases(definition.excluded),
        aliases=aliases,
        topics=tuple(topic.lower().replace("’", "'") for topic in descriptor.topics),
        whole=whole,
        parts=stems(definition.narrower),
        values=values,
        counted=counted,
        title=descriptor.title.lower(),
        days=PERIODS.get(descriptor.period or ""),
        covered=covered,
    )


def claim_words(claim: Claim, document: Document, dataset_before: str | None = None) -> ClaimWords:
    """Return the words of a claim and of what stands around it."""
    text, headline = document.text, document.headline
    entity = _singular_phrase(claim.measured_entity or "")
    phrase = _singular_phrase(" ".join((*claim.restrictors, claim.head or "")))
    if claim.head and entity[-1:] == (singular(claim.head.lower()),):
        phrase = entity
    return ClaimWords(
        head=claim.head,
        phrase=phrase,
        said_of=_said_of(claim),
        entity=" ".join(entity),
        restrictors=frozenset(stem(word) for word in tokens(" ".join(claim.restrictors))),
        own=_plain(claim.phrase.text),
        clause=_plain(claim.clause.text),
        sentence=_plain(claim.sentence.text),
        paragraph=_plain(text[claim.paragraph.start : claim.paragraph.end]),
        document=_plain_whole(text),
        places=(
            ("sentence", 1.0, _plain(claim.sentence.text)),
            ("paragraph", 0.9, _plain(text[claim.paragraph.start : claim.paragraph.end])),
            ("headline", 0.9, _plain(headline or "")),
            ("document", 0.7, _plain_whole(text)),
        ),
        unit=claim.quantity.unit,
        days=None if claim.as_of is None else (claim.as_of.end - claim.as_of.start).days,
        named_places=_named_places(claim),
        claimant=_plain(claim.claimant or ""),
        publisher=_plain(document.publisher or ""),
        dataset_before=dataset_before,
    )


def _named_places(claim: Claim) -> tuple[str, ...]:
    near = (Origin.PHRASE, Origin.CLAUSE)
    return tuple(_plain(word.text) for word in claim.scope_words if word.kind == "place" and word.origin in near)


def holds(words: tuple[str, ...], text: str) -> bool:
    """Whether one of the words stands in a text, in any inflection that begins with it."""
    return any(re.search(rf"\b{re.escape(word.lower())}", text) for word in words)


def _phrases(nouns: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
    ordered = sorted(nouns, key=lambda noun: -len(noun.split()))
    return tuple(_singular_phrase(noun) for noun in ordered)


def _singular_phrase(text: str) -> tuple[str, ...]:
    words = tokens(text)
    return (*words[:-1], singular(words[-1])) if words else ()


def _said_of(claim: Claim) -> tuple[tuple[str, ...], ...]:
    """Return what the number is said of; one that counts things of its own ("4 officers") is said of their owner."""
    classified = claim.head in CLASSIFIERS and claim.quantity.value != 1  # "in one case" is an aside
    if claim.quantity.counted_noun is not None and not classified:
        return ()
    return tuple(filter(None, (bare_phrase(claim.subject), bare_phrase(claim.theme))))


def bare_phrase(text: str | None) -> tuple[str, ...]:
    """Return a noun phrase without what follows its head: "unemployment rate" of "unemployment rate in Ohio"."""
    return _singular_phrase(POST_MODIFIER.split(text, maxsplit=1)[0]) if text else ()


@lru_cache(maxsize=2)
def _plain_whole(text: str) -> str:
    """Return the text of a document in plain words; it is asked for by each of its claims."""
    return _plain(text)


def _plain(text: str) -> str:
    return text.replace("’", "'").lower()
