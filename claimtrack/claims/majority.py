"""Shares without a number: "most agreements", "a majority of the sheriffs", "the vast majority of clubs"."""

from __future__ import annotations

from decimal import Decimal

from claimtrack.claims.mention import Mention
from claimtrack.claims.nouns import Noun
from claimtrack.claims.tokens import Tokens
from claimtrack.claims.tree import Tree

MAJORITY, VAST_MAJORITY = "share.majority", "share.vast_majority"
CUES = frozenset({MAJORITY, VAST_MAJORITY})
_VAST = frozenset({"vast", "overwhelming", "great", "huge", "large"})
_SLIM = frozenset({"clear", "solid", "slim", "bare", "narrow", "small", "slight", "significant", "strong"})
# Before "most" these make it a superlative or a part of a hedge.
_SUPERLATIVE = frozenset("the at a an its their his her our my your second third 's one two three no than ,".split())
# After "most" these make it an adverb.
_ADVERBIAL = frozenset(
    "likely recently recent notably importantly famously commonly often certainly definitely probably of all "
    "important expensive".split()
)
_OF = frozenset({"the", "its", "their", "those", "these", "them", "our", "his", "her", "all"})
_LEAST, _VAST_LEAST, _ALL = Decimal(50), Decimal(75), Decimal(100)


def majority_at(tokens: Tokens, index: int) -> Mention | None:
    """Return "most" or "majority" at `index` as a share from 50 (a vast one: 75) to 100 percent, or None."""
    if tokens.words[index] == "majority":
        return _majority(tokens, index)
    before, after = tokens.word(index - 1), tokens.word(index + 1)
    if before in _SUPERLATIVE - {","} or after in _ADVERBIAL - {"of"}:
        return None
    if after == "of":
        return _share(index, index, MAJORITY, _LEAST) if tokens.word(index + 2) in _OF else None
    return _share(index, index, MAJORITY, _LEAST) if after.isalpha() else None


def _majority(tokens: Tokens, index: int) -> Mention | None:
    before = tokens.word(index - 1)
    if tokens.word(index + 1) != "of" or before not in _VAST | _SLIM | {"a", "the"}:
        return None
    first = index - (before in _VAST | _SLIM)
    if before in _VAST:
        return _share(first, index, VAST_MAJORITY, _VAST_LEAST)
    return _share(first, index, MAJORITY, _LEAST)


def _share(first: int, last: int, cue: str, low: Decimal) -> Mention:
    return Mention(
        first=first, last=last, digits_first=first, digits_last=last, form="fraction", low=low, high=_ALL,
        unit="percent", cues=(cue,),
    )  # fmt: skip


def is_share_of(mention: Mention, noun: Noun | None, tree: Tree) -> bool:
    """Whether a majority is one of plural things; "most of the day" and "most expensive" count nothing."""
    if CUES.isdisjoint(mention.cues):
        return True
    return noun is not None and noun.head_index < len(tree.words) and tree.parse.tags[noun.head_index] in _PLURALS


_PLURALS = frozenset({"NNS", "NNPS"})
