"""Which measures a phrase may mean, found by its words among any number of measures."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from claimtrack.claims.claim import Claim
from claimtrack.matching import features
from claimtrack.matching.index import WordingIndex
from claimtrack.matching.link import Candidate
from claimtrack.matching.profile import ClaimWords, MeasureWords

Phrase = tuple[str, ...]
K = TypeVar("K", bound=Hashable)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which measures may be linked: only the one called so ("agencies" or "dataset/agencies"), none of the refused."""

    only: str | None = None
    refused: frozenset[str] = frozenset()

    def admits(self, measure: MeasureWords) -> bool:
        """Return whether a measure may be linked."""
        name, full = measure.definition.name, f"{measure.dataset}/{measure.definition.name}"
        return self.only in (None, name, full) and full not in self.refused


ANY = Wanted()
"""Every measure may be linked."""


class MeasureIndex:
    """The measures of a workspace by their nouns, aliases and last words."""

    def __init__(self, measures: Sequence[MeasureWords]) -> None:
        self._ending: Mapping[Phrase, list[MeasureWords]] = _listed((p, m) for m in measures for p in m.named)
        self._last: Mapping[str, list[MeasureWords]] = _listed((w, m) for m in measures for w in m.last_words)
        self._called: Mapping[str, list[MeasureWords]] = _listed((a, m) for m in measures for a in m.aliases)
        self._aliases = WordingIndex(self._called)
        self.names: Mapping[Phrase, list[MeasureWords]] = _listed((p, m) for m in measures for p in m.names)
        self.longest = max((len(name) for name in (*self.names, *self._ending)), default=0)

    def counting(self, words: ClaimWords) -> list[MeasureWords]:
        """Return the measures that a noun at the end of the counted phrase names, or an alias that is much like it."""
        phrase = words.phrase[-self.longest :] if self.longest else ()
        found = [m for at in range(len(phrase)) for m in self._ending.get(phrase[at:], ())]
        if words.entity and len(self._aliases):
            found += [m for alias in self._alike(words.entity) for m in self._called[alias]]
        return list({(m.dataset, m.definition.name): m for m in found}.values())

    def ending_alike(self, words: ClaimWords) -> list[MeasureWords]:
        """Return the measures that share the counted phrase's last word: they only tell why there is no better one."""
        return self._last.get(words.phrase[-1], [])

    def _alike(self, entity: str) -> list[str]:
        from rapidfuzz import fuzz

        found = self._aliases.best(entity, fuzz.ratio, features.CLOSE_ALIAS)
        return [self._aliases.wordings[at] for at, _ in found]


def _listed(pairs: Iterable[tuple[K, MeasureWords]]) -> dict[K, list[MeasureWords]]:
    found: dict[K, list[MeasureWords]] = defaultdict(list)
    for key, measure in pairs:
        found[key].append(measure)
    return dict(found)


def scored(words: ClaimWords, measure: MeasureWords) -> Candidate:
    """Return a measure with its score for a claim's words."""
    total, found = features.score(words, measure)
    by_name = {feature.name: feature.score for feature in found}
    if not by_name["counted-noun"] or not by_name["topic"]:
        total = 0.0
    return Candidate(dataset=measure.dataset, measure=measure.definition.name, score=total, features=found)


def uncovered(claim: Claim, named: list[MeasureWords], tried: list[Candidate]) -> str:
    """Return why none of the measures named reached the threshold, of which those tried were scored."""
    entity = claim.measured_entity or claim.head or "this"
    off_topic = [c for c in tried if c.features[0].score and not c.features[1].score]
    if off_topic:
        return f"the text does not speak of {off_topic[0].dataset}"
    required = next((m.definition.requires for m in named if m.definition.requires), ())
    if required and not tried:
        return f"no word near it tells that it is counted in a dataset here ({', '.join(required[:3])} …)"
    return f"no dataset in this workspace counts {entity}"
