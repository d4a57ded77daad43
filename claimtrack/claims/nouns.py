"""The counted noun of a number: the noun phrase that follows it, with its head and what restricts it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from claimtrack.claims.mention import Mention
from claimtrack.claims.singular import singular
from claimtrack.claims.tokens import Tokens
from claimtrack.claims.tree import NOUNS, Tree

_INSIDE = frozenset(
    {
        "JJ",
        "JJR",
        "JJS",
        "VBN",
        "VBG",
        "NN",
        "NNS",
        "NNP",
        "NNPS",
        "HYPH",
        "POS",
        "AFX",
        "FW",
        "CC",
        ",",
        "CD",
        "RB",
        "``",
        "''",
    }
)
_SKIPPED = frozenset(
    {"or so", "or more", "+", "plus", "of", "the", "those", "these", "its", "his", "her", "their", "our", "my"}
)
_PARTITIVE = frozenset({"of"})
_DETERMINERS = frozenset({"DT", "PRP$", "PDT", "WP$"})
_HOLLOW = frozenset(
    {"number", "count", "total", "figure", "tally", "list", "sum", "majority", "share", "group", "handful", "pair"}
)
_VAGUE_ADJECTIVES = frozenset({"so", "such", "just", "only", "very", "even", "not"})
_TIMES = frozenset("year years month months week weeks day days hour hours minute minutes ago earlier later".split())


@dataclass(frozen=True, slots=True, kw_only=True)
class Noun:
    """A noun phrase by character offsets in its sentence; `source` says where it was found (phrase, subject, elided …)."""

    text: str
    start: int
    end: int
    head: str
    head_index: int
    restrictors: tuple[str, ...]
    source: str = "phrase"


def noun_after(tokens: Tokens, tree: Tree, mention: Mention) -> Noun | None:
    """Return the noun phrase the number counts, when it follows at once; None when it is elided or a measured unit."""
    parse = tree.parse
    if len(parse) == 0:
        return None
    first = parse.at(tokens.ends[mention.last] - 1) + 1
    hyphen = first < len(parse) and tree.words[first] in {"-", "\u2011"} and mention.hyphen and mention.unit is None
    if hyphen:
        return _hyphenated(tree, first + 1)
    first = _skip(tree, mention, first)
    found = walk_phrase(tree, first)
    if found is None:
        return None
    first, head, last = _attributive(tree, mention, *found)
    noun = make_noun(tree, first, head, last)
    return replace(noun, restrictors=(*_left_adjectives(tree, head, mention, tokens), *noun.restrictors))


def _attributive(tree: Tree, mention: Mention, first: int, head: int, last: int) -> tuple[int, int, int]:
    """Return the unit noun of "12 page document": a singular noun before a singular head, after a number over one."""
    tags = tree.parse.tags
    several = mention.value is not None and mention.value > 1
    if (
        several
        and first != head
        and tags[first] == "NN"
        and tags[head] == "NN"
        and "-" not in tree.words[first + 1 : head]
    ):
        return first, first, first
    return first, head, last


def _left_adjectives(tree: Tree, head: int, mention: Mention, tokens: Tokens) -> tuple[str, ...]:
    """Return adjectives of the noun that stand before the number: "the previous two sessions"."""
    number = tree.parse.at(tokens.starts[mention.first])
    return tuple(
        tree.words[kid].lower()
        for kid in tree.kids[head]
        if kid < number and tree.parse.deps[kid] == "amod" and tree.words[kid].isalpha()
    )


def _hyphenated(tree: Tree, index: int) -> Noun | None:
    """Return the unit noun of "12-page letter": the noun right after the hyphen."""
    if index >= len(tree.words) or not tree.words[index].isalpha():
        return None
    return make_noun(tree, index, index, index)


def _skip(tree: Tree, mention: Mention, first: int) -> int:
    """Step over hedges after the number and, for open and partitive amounts, over "of" and a determiner."""
    size = len(tree.words)
    while first < size and tree.words[first].lower() in {
        "+",
        "plus",
        "-plus",
        "or",
        "so",
        "more",
        "-",
        "and",
        "counting",
    }:
        if tree.words[first].lower() == "or" and not (
            first + 1 < size and tree.words[first + 1].lower() in {"so", "more", "fewer", "less"}
        ):
            break
        if tree.words[first].lower() == "and" and not (
            first + 1 < size and tree.words[first + 1].lower() == "counting"
        ):
            break
        first += 1
    partitive = first < size and tree.words[first].lower() == "of"
    first += partitive
    while (
        partitive
        and first < size
        and (tree.parse.tags[first] in _DETERMINERS or tree.words[first].lower() in {"every", "all"})
    ):
        first += 1
    return first


def walk_phrase(tree: Tree, first: int) -> tuple[int, int, int] | None:
    """Follow a base noun phrase from token `first`; return its first token, head and last token, or None."""
    parse, words = tree.parse, tree.words
    tags, deps, heads = parse.tags, parse.deps, parse.heads
    at, head = first, -1
    size = len(tags)
    while at < size:
        tag = tags[at]
        if tag in NOUNS:
            # Once a plural noun was met, only a compound of it goes on ("agencies officials").
            if head >= 0 and tags[head] == "NNS" and not (deps[head] == "compound" and heads[head] > head):
                break
            if head >= 0 and tag in {"NNP", "NNPS"} and tags[head] not in {"NNP", "NNPS", "JJ"} and heads[head] <= head:
                break
            head = at
        elif tag == "CC":
            if at == first or head >= 0 and not _joins(tree, head, at):
                break
            if words[at] == "&" and head < 0:
                break
        elif tag == ",":
            if head >= 0 or at == first or at + 1 >= size or tags[at + 1] not in {"JJ", "VBN", "NN", "NNP"}:
                break
        elif _is_statute(tree, at):
            pass
        elif tag in {"RB", "RBS", "RBR"}:
            if (
                at + 1 >= size
                or tags[at + 1] not in {"JJ", "VBN", "JJR"}
                or words[at].lower() in {"not", "ago", "later"}
                or head >= 0
            ):
                break
        elif tag in {"VBN", "VBG", "JJ", "JJR", "JJS"}:
            if words[at].lower() in {"last", "next"}:
                break
            if head >= 0 and tags[head] in {"NNS", "NN", "NNPS"} and heads[at] <= head:
                break
        elif tag not in _INSIDE or (tag == "CD" and head < 0 and at > first + 3):
            break
        elif tag in {"POS"} and head < 0:
            break
        elif tag == "CD" and head >= 0:
            break
        at += 1
    if head < 0 or words[head].lower() in _TIMES and at == first:
        return None
    return first, head, head


def _is_statute(tree: Tree, at: int) -> bool:
    """Whether the token belongs to a statute's number inside the phrase: "1,000 287(g) program agreements"."""
    word = tree.words[at]
    if word in {"(", ")", "g", "g)"}:
        return any("287" in near or near == "g" for near in tree.words[max(0, at - 3) : at + 2])
    return word.startswith("287") or word.startswith("(g")


def _joins(tree: Tree, head: int, conjunction: int) -> bool:
    """Whether a conjunction after a noun goes on inside the phrase: "state and local agencies", not "dogs and".

    The noun before it must modify a later noun, or both be plain nouns whose phrase goes on without an article.
    """
    parse = tree.parse
    after = conjunction + 1
    if after >= len(parse) or parse.tags[after] not in NOUNS | {"JJ", "VBN"}:
        return False
    if parse.deps[head] in {"compound", "nmod", "amod"} and parse.heads[head] > conjunction:
        return True
    if parse.tags[head] in {"NNS", "NNPS"}:
        return False
    return (
        parse.deps[after] == "conj"
        and parse.heads[after] == head
        and parse.tags[head] == "NN"
        and _plural_follows(tree, after)
    )


def _plural_follows(tree: Tree, index: int) -> bool:
    tags = tree.parse.tags
    return any(tags[at] in {"NNS", "NNPS"} for at in range(index, min(index + 3, len(tags)))) and tags[index] != "NNS"


def make_noun(tree: Tree, first: int, head: int, last: int, source: str = "phrase") -> Noun:
    """Return the noun of parse tokens `first` to `last`; an "of" complement that names it is taken in."""
    parse = tree.parse
    last = _second_of_pair(tree, head, last)
    word = tree.words[head].lower()
    if word in {"memoranda", "memorandum", "memorandums"} and tree.words[head + 1 : head + 2] == ["of"]:
        last = min(head + 2, len(parse) - 1)
    restrictors = tuple(
        tree.words[at].lower().strip("’'")
        for at in range(first, head)
        if tree.words[at][0].isalnum()
        and parse.tags[at] not in {"CC", "POS", "RB", "DT"}
        and tree.words[at].lower() not in {"s"}
    )
    start, end = parse.starts[first], parse.ends[last]
    return Noun(
        text=tree.sentence[start:end], start=start, end=end, head=singular(tree.words[head]), head_index=head,
        restrictors=restrictors, source=source,
    )  # fmt: skip


def _second_of_pair(tree: Tree, head: int, last: int) -> int:
    """Take in the second of two coordinated counted nouns: "135 police departments and sheriff's offices"."""
    parse = tree.parse
    if (
        parse.tags[head] not in {"NNS", "NNPS"}
        or last != head
        or head + 2 >= len(parse)
        or tree.words[head + 1].lower() != "and"
    ):
        return last
    for kid in tree.kids[head]:
        if kid > head and parse.deps[kid] == "conj" and parse.tags[kid] == "NNS" and tree.phrase_start(kid) == head + 2:
            if not any(parse.tags[at] in {"CD", "DT"} for at in range(head + 2, kid)):
                return kid
    return last


def noun_at(tree: Tree, index: int, source: str) -> Noun | None:
    """Return the noun phrase whose head is token `index`; a hollow head ("number of …") gives way to its complement."""
    if index < 0 or index >= len(tree.words):
        return None
    if tree.words[index].lower() in _HOLLOW:
        below = tree.of_complement(index)
        return noun_at(tree, below, source) if below is not None else None
    if tree.parse.tags[index] not in NOUNS:
        return None
    return make_noun(tree, tree.phrase_start(index), index, index, source)
