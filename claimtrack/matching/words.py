"""Words as the matcher compares them: lower case, straight apostrophes, singular."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from claimtrack.singular import singular

_WORD = re.compile(r"[^\W_]+(?:[’'.&-][^\W_]+)*", re.UNICODE)


def tokens(text: str) -> tuple[str, ...]:
    """Return the words of a text, lower case, with straight apostrophes, in order."""
    return tuple(word for word, _, _ in positions(text))


def positions(text: str) -> Iterator[tuple[str, int, int]]:
    """Yield the words of a text, as `tokens` gives them, with where they start and end."""
    for match in _WORD.finditer(text):
        yield match.group().replace("’", "'").lower(), match.start(), match.end()


def stem(word: str) -> str:
    """Return a word as restricting words are compared: singular, without possessive ("sheriff's" → "sheriff")."""
    bare = word.removesuffix("'s").removesuffix("'")
    return singular(bare)


def stems(texts: Iterable[str]) -> frozenset[str]:
    """Return the stems of all words of the texts."""
    return frozenset(stem(word) for text in texts for word in tokens(text))
