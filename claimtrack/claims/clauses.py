"""The part of a sentence that speaks of one number: members of a coordination are kept apart."""

from __future__ import annotations

from claimtrack.claims.reading import Reading
from claimtrack.claims.tokens import Tokens
from claimtrack.claims.tree import Tree
from claimtrack.quantity import CHANGES, Role

_DASHES = frozenset({"—", "–"})
_TURNS = frozenset(
    {
        "while",
        "whereas",
        "but",
        "and",
        "or",
        "with",
        "plus",
        "against",
        "compared",
        "versus",
        "when",
        "then",
        "though",
        "although",
    }
)
_GAPPED = 5
# How many words may stand between the ends of one change: "from 135 at the start of the year to 958".
_APART = 14


def clause_spans(tokens: Tokens, tree: Tree, readings: list[Reading]) -> list[tuple[int, int]]:
    """Return for each reading the character span of its clause in the sentence."""
    size = len(tokens.sentence)
    cuts = [0]
    for place in range(len(readings) - 1):
        first, second = readings[place], readings[place + 1]
        cut = None if _are_ends(tokens, first, second) else _cut(tokens, tree, first, second)
        cuts.append(cut if cut is not None else -1)
    spans = []
    for place in range(len(readings)):
        start = next((cuts[at] for at in range(place, -1, -1) if cuts[at] >= 0), 0)
        end = next((cuts[at] for at in range(place + 1, len(cuts)) if cuts[at] >= 0), size)
        spans.append(_trim(tokens.sentence, start, end))
    return spans


def _trim(sentence: str, start: int, end: int) -> tuple[int, int]:
    while start < end and sentence[start] in " ,;:—–":
        start += 1
    while end > start and sentence[end - 1] in " ,;:—–":
        end -= 1
    return start, end


def _cut(tokens: Tokens, tree: Tree, first: Reading, second: Reading) -> int | None:
    """Return the character where the second number's clause begins, or None when both share one."""
    low = tokens.find(max(first.quote_end - 1, tokens.starts[first.mention.last])) + 1
    high = second.part.first
    words = tokens.words
    for at in range(low, high):
        if _breaks(tokens, at):
            return tokens.starts[at]
    for at in range(low, high):
        if (
            words[at] == ","
            and words[at + 1 : at + 2]
            and words[at + 1] in _TURNS
            and not _is_relative(tree, tokens, at + 2)
        ):
            return tokens.starts[at]
    commas = [at for at in range(low, high) if words[at] == ","]
    for at in reversed(commas):
        if not _is_relative(tree, tokens, at + 1) and (
            high - at <= _GAPPED + 1 or _has_verb(tree, tokens, at + 1, high)
        ):
            return tokens.starts[at]
    for at in range(low, high):
        if words[at] in {"and", "while", "but", "versus", "against", "plus"} and _is_member(at, high):
            return tokens.starts[at]
        if words[at] == "compared":
            return tokens.starts[at]
    return None


def _breaks(tokens: Tokens, at: int) -> bool:
    """Whether a mark at token `at` ends a clause whatever follows: a semicolon, a colon or a dash between spaces."""
    mark = tokens.words[at]
    return mark == ";" or (mark == ":" and not tokens.glued(at + 1)) or (mark in _DASHES and not tokens.glued(at))


def _are_ends(tokens: Tokens, first: Reading, second: Reading) -> bool:
    """Whether both speak of one change: "from 38 to 54", "nearly doubled, from 231 to 455"."""
    role, before = second.part.role, tokens.word(second.part.first - 1)
    between = tokens.words[first.mention.last + 1 : second.part.first]
    if len(between) > _APART or not {"while", "whereas", "but", "and", ";"}.isdisjoint(between):
        return False
    if role is Role.TO:
        return before == "to" and first.part.role in {Role.FROM, *CHANGES}
    return role is Role.FROM and before == "from" and first.part.role in {Role.TO, *CHANGES}


def _is_member(at: int, high: int) -> bool:
    """Whether "and" at token `at` opens a member with its own number near by: "and Georgia 31", "and 43 for TFM"."""
    return high - at <= _GAPPED


def _is_relative(tree: Tree, tokens: Tokens, at: int) -> bool:
    """Whether a relative or participle clause starts at token `at`: it goes on with what was said before."""
    word = tokens.word(at)
    if word in {"which", "who", "whose", "that", "where", "including", "among"}:
        return True
    if at >= len(tokens) or not len(tree.parse):
        return False
    index = tree.parse.at(tokens.starts[at])
    return tree.parse.tags[index] in {"VBN", "VBG"} and tree.parse.deps[index] in {"acl", "advcl", "amod"}


def _has_verb(tree: Tree, tokens: Tokens, start: int, end: int) -> bool:
    parse = tree.parse
    if not len(parse):
        return False
    first, last = (
        parse.at(tokens.starts[start]) if start < len(tokens) else 0,
        parse.at(tokens.starts[min(end, len(tokens) - 1)]),
    )
    return any(parse.tags[at] in {"VBD", "VBZ", "VBP", "MD"} for at in range(first, last))
