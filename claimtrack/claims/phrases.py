"""Walks the base noun phrase that follows a number, over tags, with the tree deciding at conjunctions."""

from __future__ import annotations

import re

from claimtrack.claims.tree import NOUNS, Tree

_ADJECTIVES = frozenset({"JJ", "JJR", "JJS", "VBN", "VBG"})
_PLURALS = frozenset({"NNS", "NNPS"})
_PASSED = frozenset({"HYPH", "AFX", "FW", "``", "''"})
_LEADING = frozenset({"JJ", "VBN", "NN", "NNP", "NNS"})
_ADVERBS_OUT = frozenset({"not", "ago", "later", "earlier", "now", "then", "also"})
_TIME_ADJECTIVES = frozenset({"last", "next"})
# Tagged as nouns, these say when: "135 in January, 957 today".
_DEICTIC = frozenset("today tonight tomorrow yesterday now".split())
_LENGTHS = frozenset("year month week day hour".split())
_STATUTE = re.compile(r"\b\d+[a-z]?(?:\((?:[a-zA-Z]|\d{1,2}|[ivx]+)\))+")


def walk_phrase(tree: Tree, first: int, *, several: bool = False) -> tuple[int, int, int] | None:
    """Follow a base noun phrase from token `first`; return its first token, head and last token, or None.

    `several` says that a plural is counted: a singular noun before "and" or a comma then only restricts it.
    """
    tags = tree.parse.tags
    at, head, held = first, -1, -1
    while at < len(tags):
        step = _step(tree, at, first, head, several=several)
        if step == "stop":
            break
        if step == "head":
            head = at
        elif step == "join":
            head, held = -1, head
        at += 1
    head = head if head >= 0 else held
    while first < head and tags[first] == "CD" and not is_statute(tree, first):
        first += 1
    return None if head < 0 else (first, head, head)


def _step(tree: Tree, at: int, first: int, head: int, *, several: bool) -> str:
    """Return what the token at `at` does to the phrase: head, join (its second half begins), pass or stop."""
    tag = tree.parse.tags[at]
    if is_statute(tree, at):
        return "pass"
    if tree.words[at].lower() in _DEICTIC:
        return "stop"
    if tag in NOUNS:
        return "head" if _continues(tree, at, head) else "stop"
    if tag in {"CC", ","}:
        return _at_joint(tree, at, first, head, several=several)
    if tag in _ADJECTIVES:
        return _at_adjective(tree, at, head)
    if tag in {"RB", "RBS", "RBR"}:
        follows = at + 1 < len(tree.parse) and tree.parse.tags[at + 1] in {"JJ", "VBN", "JJR"}
        return "pass" if head < 0 and follows and tree.words[at].lower() not in _ADVERBS_OUT else "stop"
    if tag == "CD":
        inside = (
            (tree.parse.tags[at - 1] == "POS" or tree.words[at - 1] in {"’", "'"}) if head >= 0 else at <= first + 3
        )
        return "pass" if inside and not _begins_another(tree, at) else "stop"
    if tag == "POS":
        return "pass" if head >= 0 else "stop"
    return "pass" if tag in _PASSED else "stop"


def _begins_another(tree: Tree, at: int) -> bool:
    """Whether a number is one of its own: after "and" or "or", or of a length of time ("200 two years ago")."""
    after = tree.words[at + 1].lower().removesuffix("s") if at + 1 < len(tree.words) else ""
    return tree.words[at - 1].lower() in {"and", "or"} or after in _LENGTHS


def _continues(tree: Tree, at: int, head: int) -> bool:
    """Whether a noun after the head so far belongs to the phrase; a plural goes on only as a compound."""
    if head < 0 or tree.parse.tags[at - 1] == "POS" or tree.words[at - 1] in {"’", "'"}:
        return True
    tags, deps, heads = tree.parse.tags, tree.parse.deps, tree.parse.heads
    if tags[head] == "NNS":
        return deps[head] == "compound" and heads[head] > head
    proper = {"NNP", "NNPS"}
    return not (tags[at] in proper and tags[head] not in proper and heads[head] <= head)


def _at_adjective(tree: Tree, at: int, head: int) -> str:
    if tree.words[at].lower() in _TIME_ADJECTIVES:
        return "stop"
    after = head >= 0 and tree.parse.tags[head] in {"NNS", "NN", "NNPS"} and tree.parse.heads[at] <= head
    return "stop" if after else "pass"


def _at_joint(tree: Tree, at: int, first: int, head: int, *, several: bool) -> str:
    """Return what a comma or conjunction does: "state and local agencies" goes on, "dogs and" does not."""
    tags = tree.parse.tags
    if at == first or at + 1 >= len(tags) or (tree.words[at] == "&" and head < 0):
        return "stop"
    if head < 0:
        return "pass" if tags[at + 1] in _LEADING or tags[at] == "CC" else "stop"
    if several and _leads_to_plural(tree, head, at):
        return "join"
    if tags[at] == ",":
        return "stop"
    return "pass" if _modifies(tree, head, at) else "stop"


def _leads_to_plural(tree: Tree, head: int, at: int) -> bool:
    """Whether a singular noun before "and" or a comma leads on to a plural: "state and local law enforcement
    agencies".
    """
    tags = tree.parse.tags
    if tags[head] not in {"NN", "NNP"}:
        return False
    for step in range(at + 1, min(at + 8, len(tags))):
        if tags[step] in _PLURALS:
            return True
        if tags[step] not in {"NN", "NNP", "JJ", "CC", ",", "HYPH"}:
            return False
    return False


def _modifies(tree: Tree, head: int, at: int) -> bool:
    """Whether the noun before the conjunction modifies a later noun."""
    parse = tree.parse
    if parse.tags[at + 1] not in NOUNS | {"JJ", "VBN"}:
        return False
    return parse.deps[head] in {"compound", "nmod", "amod"} and parse.heads[head] > at


def is_statute(tree: Tree, at: int) -> bool:
    """Whether the token is part of a paragraph's number: "1,000 287(g) program agreements", "40 501(c)(3) groups"."""
    if "(" not in tree.sentence:
        return False
    start, end = tree.parse.starts[at], tree.parse.ends[at]
    return any(match.start() < end and start < match.end() for match in _STATUTE.finditer(tree.sentence))
