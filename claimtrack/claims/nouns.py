"""The counted noun of a number: the noun phrase that follows it, with its head and what restricts it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from claimtrack.claims.mention import Mention
from claimtrack.claims.phrases import walk_phrase
from claimtrack.claims.tables.places import is_place
from claimtrack.claims.tokens import Tokens
from claimtrack.claims.tree import NOUNS, Tree
from claimtrack.singular import singular

_DETERMINERS = frozenset({"DT", "PRP$", "PDT", "WP$"})
_HOLLOW = frozenset(
    {"number", "count", "total", "figure", "tally", "list", "sum", "majority", "share", "group", "handful", "pair"}
)
# Adjectives before the number that say nothing of the things counted.
_COUNTING = frozenset("further additional other another extra estimated mere whopping full total remaining".split())
# Joined to a number these are no noun: "950-odd".
_HEDGING = frozenset({"plus", "odd", "strong", "ish", "something", "or"})
# Nouns that stand for one named elsewhere.
_JOINTS = frozenset({"and", "or", "&", "a", "an", "the"})
PRONOUN_NOUNS = frozenset({"others", "ones", "rest"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Noun:
    """A noun phrase by character offsets in its sentence; `source` says where it was found (phrase, subject,
    elided …).
    """

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
    if hyphen and tree.words[first + 1 : first + 2] and tree.words[first + 1].lower() in _HEDGING:
        # "900-plus clubs", "a 2,000-strong force": the noun counted stands after.
        first += 2
    elif hyphen:
        return _hyphenated(tree, first + 1)
    first = _skip(tree, first)
    several = mention.value is None or mention.value > 1
    found = walk_phrase(tree, first, several=several)
    if found is None or tree.words[found[1]].lower() in PRONOUN_NOUNS:
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
        if kid < number
        and tree.parse.deps[kid] == "amod"
        and tree.words[kid].isalpha()
        and tree.words[kid].lower() not in _COUNTING
    )


def _hyphenated(tree: Tree, index: int) -> Noun | None:
    """Return the unit noun of "12-page letter": the noun right after the hyphen."""
    if index >= len(tree.words) or not tree.words[index].isalpha():
        return None
    return make_noun(tree, index, index, index)


def _skip(tree: Tree, first: int) -> int:
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


def make_noun(tree: Tree, first: int, head: int, last: int, source: str = "phrase") -> Noun:
    """Return the noun of parse tokens `first` to `last`; an "of" complement that names it is taken in."""
    parse = tree.parse
    while first < head and parse.tags[first] in {"WP$", "PRP$", "DT", "POS"}:
        first += 1
    last = _second_of_pair(tree, head, last)
    word = tree.words[head].lower()
    if word in {"memoranda", "memorandum", "memorandums"} and tree.words[head + 1 : head + 2] == ["of"]:
        last = min(head + 2, len(parse) - 1)
    restrictors = _restrictors(tree.sentence[parse.starts[first] : parse.starts[_hyphen_start(tree, head, first)]])
    start, end = parse.starts[first], parse.ends[last]
    return Noun(
        text=tree.sentence[start:end], start=start, end=end, head=_head(tree, head, first), head_index=head,
        restrictors=restrictors, source=source,
    )  # fmt: skip


def _restrictors(text: str) -> tuple[str, ...]:
    """Return the lower-case words before the head, hyphenated ones whole: "coal-fired power" of "coal-fired power
    plants".
    """
    words = (_trimmed(word.lower()) for word in text.split() if word.lower() not in _JOINTS)
    return tuple(
        word.removesuffix("’s").removesuffix("'s").rstrip("’'-")
        for word in words
        if any(map(str.isalnum, word)) and not word.isdecimal()
    )


def _trimmed(word: str) -> str:
    bare = word.strip(",;:“”\"[]’'")
    return bare if "(" in bare and ")" in bare else bare.strip("()")


def _head(tree: Tree, head: int, limit: int) -> str:
    """Return the singular head, a hyphenated first part taken in: "self-deportation"."""
    word, parse, first = tree.words[head], tree.parse, _hyphen_start(tree, head, limit)
    whole = tree.sentence[parse.starts[first] : parse.ends[head]]
    return word.lower() if is_place(word) else singular(whole if whole[:1].isalpha() else word)


def _hyphen_start(tree: Tree, head: int, limit: int) -> int:
    first, parse = head, tree.parse
    while (
        first - 2 >= limit and tree.words[first - 1] in {"-", "‑"} and parse.ends[first - 2] == parse.starts[first - 1]
    ):
        first -= 2
    return first


def _second_of_pair(tree: Tree, head: int, last: int) -> int:
    """Take in the second of two coordinated counted nouns: "135 police departments and sheriff's offices"."""
    parse = tree.parse
    if (
        parse.tags[head] not in {"NNS", "NNPS"}
        or last != head
        or head + 2 >= len(parse)
        or tree.words[head + 1].lower() not in {"and", "or"}
    ):
        return last
    for kid in tree.kids[head]:
        paired = kid > head and parse.deps[kid] == "conj" and parse.tags[kid] == "NNS"
        if paired and tree.phrase_start(kid) == head + 2 and not {"CD", "DT"} & {*parse.tags[head + 2 : kid]}:
            return kid
    return last


def noun_at(tree: Tree, index: int, source: str) -> Noun | None:
    """Return the noun phrase whose head is token `index`; a hollow head ("number of …") gives way to its complement."""
    if index < 0 or index >= len(tree.words):
        return None
    if tree.words[index].lower() in _HOLLOW:
        below = tree.of_complement(index, ("of", "for"))
        return noun_at(tree, below, source) if below is not None else None
    if tree.parse.tags[index] not in NOUNS:
        return None
    return make_noun(tree, tree.phrase_start(index), index, index, source)
