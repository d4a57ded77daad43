"""Words as the matcher compares them: lower case, straight apostrophes, singular."""

from __future__ import annotations

import re
from collections.abc import Iterable

_WORD = re.compile(r"[^\W_]+(?:[’'.&-][^\W_]+)*", re.UNICODE)
_IRREGULAR = {"people": "people", "men": "man", "women": "woman", "children": "child", "memoranda": "memorandum"}
_NO_PLURAL = ("ss", "us", "is", "'s")


def tokens(text: str) -> tuple[str, ...]:
    """Return the words of a text, lower case, with straight apostrophes, in order."""
    return tuple(match.group().replace("’", "'").lower() for match in _WORD.finditer(text))


def singular(word: str) -> str:
    """Return the singular of a lower-case English noun: "agencies" → "agency", "sheriffs" → "sheriff"."""
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    if len(word) > 4 and word.endswith(("sses", "xes", "ches", "shes")):
        return word[:-2]
    if len(word) > 3 and word.endswith("s") and not word.endswith(_NO_PLURAL):
        return word[:-1]
    return word


def stem(word: str) -> str:
    """Return a word as restricting words are compared: singular, without possessive ("sheriff's" → "sheriff")."""
    bare = word.removesuffix("'s").removesuffix("'")
    return singular(bare)


def stems(texts: Iterable[str]) -> frozenset[str]:
    """Return the stems of all words of the texts."""
    return frozenset(stem(word) for text in texts for word in tokens(text))
