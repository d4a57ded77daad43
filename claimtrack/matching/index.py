"""An inverted index of wordings: what may be meant by a phrase, without comparing it with every wording.

Each word has its postings: the wordings it stands in, weighted by how rare it is. Words that no wording has (a typo,
another ending) are read as the words most like them, found by the letter triples they share. The few wordings that
share the most weight with a phrase, and those that the phrase covers best, are what rapidfuzz then compares.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from heapq import nlargest
from operator import itemgetter

SHORTLIST = 24
"""How many wordings are compared by weight, and as many again by coverage."""
COMMON = 0.05
"""Share of the wordings up to which a word proposes some; commoner ones ("of", "by") tell next to nothing apart."""
COMMONER = 4
"""How much commoner than the phrase's rarest word it must be, too."""
FEWEST = 64
"""Postings that are never too many."""
WORTH = 0.5
"""Share of the best weight, or of a wording's own, below which a wording is not compared."""
ALIKE = 4
"""How many words of the vocabulary an unknown word may stand for."""
LEAST_ALIKE = 70.0
"""How alike, of 100, they must be."""
CACHED = 65_536
_SECOND = itemgetter(1)

Scorer = Callable[..., float]


class WordingIndex:
    """Wordings, ready to be searched by a phrase; both are words in lower case with single spaces between them."""

    def __init__(self, wordings: Iterable[str]) -> None:
        self.wordings: tuple[str, ...] = tuple(wordings)
        self._postings: dict[str, list[int]] = defaultdict(list)
        for at, wording in enumerate(self.wordings):
            for word in sorted(set(wording.split())):
                self._postings[word].append(at)
        self._postings.default_factory = None
        number = len(self.wordings)
        self._common = max(FEWEST, round(COMMON * number))
        self._weight = {word: math.log(1 + number / len(found)) for word, found in self._postings.items()}
        self._whole = [sum(self._weight[word] for word in set(wording.split())) for wording in self.wordings]
        self._triples: dict[str, list[str]] = defaultdict(list)
        for word in self._postings:
            for triple in _triples(word):
                self._triples[triple].append(word)
        self._triples.default_factory = None
        self._alike = lru_cache(maxsize=CACHED)(self._read_alike)

    def __len__(self) -> int:
        return len(self.wordings)

    def best(self, phrase: str, scorer: Scorer, cutoff: float = 0.0) -> list[tuple[int, float]]:
        """Return the wordings whose score by a rapidfuzz scorer reaches `cutoff` (0..100), the best first."""
        from rapidfuzz import process

        chosen = self.shortlist(phrase)
        choices = {at: self.wordings[at] for at in chosen}
        found = process.extract(phrase, choices, scorer=scorer, limit=None, score_cutoff=cutoff)
        return [(at, score) for _, score, at in found]

    def shortlist(self, phrase: str) -> Sequence[int]:
        """Return the wordings worth comparing, by the rarity of the words they share with the phrase."""
        weight: dict[int, float] = {}
        words = self._known(phrase)
        common = max(self._common, COMMONER * len(self._postings[words[0][0]])) if words else 0
        for word, share in words:
            found = self._postings[word]
            if len(found) > common:
                break
            added = share * self._weight[word]
            for at in found:
                weight[at] = weight.get(at, 0.0) + added
        if not weight:
            return ()
        whole, least = self._whole, WORTH * max(weight.values())
        worth = [(at, shared) for at, shared in weight.items() if shared >= least or shared >= WORTH * whole[at]]
        if len(worth) <= SHORTLIST:
            return [at for at, _ in worth]
        most = nlargest(SHORTLIST, worth, key=_SECOND)
        covered = nlargest(SHORTLIST, ((at, shared / whole[at]) for at, shared in worth), key=_SECOND)
        return tuple(dict.fromkeys(at for at, _ in (*covered, *most)))

    def _known(self, phrase: str) -> list[tuple[str, float]]:
        """Return the phrase's words as the index knows them, each with how surely it is meant, the rarest first."""
        found: dict[str, float] = {}
        for word in phrase.split():
            for known, share in ((word, 1.0),) if word in self._postings else self._alike(word):
                found[known] = max(share, found.get(known, 0.0))
        return sorted(found.items(), key=lambda pair: len(self._postings[pair[0]]))

    def _read_alike(self, word: str) -> tuple[tuple[str, float], ...]:
        """Return the words of the vocabulary that an unknown one is most like, with their likeness in 0..1."""
        from rapidfuzz import fuzz, process

        shared: Counter[str] = Counter()
        for triple in _triples(word):
            shared.update(self._triples.get(triple, ()))
        near = [known for known, _ in shared.most_common(4 * SHORTLIST)]
        found = process.extract(word, near, scorer=fuzz.ratio, limit=ALIKE, score_cutoff=LEAST_ALIKE)
        return tuple((known, score / 100) for known, score, _ in found)


def _triples(word: str) -> frozenset[str]:
    """Return the letter triples of a word, its ends marked."""
    marked = f"^{word}$"
    return frozenset(marked[at : at + 3] for at in range(max(1, len(marked) - 2)))
