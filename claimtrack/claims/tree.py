"""A parsed sentence with its words and dependents, and the walks over it that more than one rule needs."""

from __future__ import annotations

from dataclasses import dataclass

from claimtrack.claims.parse import Parse

NOUNS = frozenset({"NN", "NNS", "NNP", "NNPS"})
VERBS = frozenset({"VB", "VBD", "VBG", "VBN", "VBP", "VBZ", "MD"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj"})
_LEFT_MODIFIERS = frozenset({"amod", "compound", "nmod", "poss", "nummod", "quantmod", "advmod", "npadvmod", "punct"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Tree:
    """`words` are the parse's tokens as written, `kids` the dependents of each token."""

    sentence: str
    parse: Parse
    words: list[str]
    kids: list[list[int]]

    def subject(self, index: int) -> int | None:
        """Return the subject of the nearest verb above token `index` (shared with coordinated verbs), or None."""
        heads, deps = self.parse.heads, self.parse.deps
        at = index
        for _ in range(len(heads)):
            for kid in self.kids[at]:
                if deps[kid] in _SUBJECTS and kid != index and not self._holds(kid, index):
                    return kid
            if deps[at] == "relcl" and heads[at] != at:
                return heads[at]
            if heads[at] == at:
                return None
            if deps[at] == "acl" and self.parse.tags[heads[at]] in NOUNS:
                return heads[at]
            at = heads[at]
        return None

    def _holds(self, top: int, index: int) -> bool:
        """Whether token `index` is `top` or below it."""
        heads = self.parse.heads
        for _ in range(len(heads)):
            if index == top:
                return True
            if heads[index] == index:
                return False
            index = heads[index]
        return False

    def verb_above(self, index: int) -> int | None:
        """Return the nearest verb above token `index`, or None."""
        heads, tags = self.parse.heads, self.parse.tags
        for _ in range(len(heads)):
            if tags[index] in VERBS:
                return index
            if heads[index] == index:
                return None
            index = heads[index]
        return None

    def phrase_start(self, head: int) -> int:
        """Return the first token of the noun phrase that ends in `head`, determiners left out."""
        deps, heads = self.parse.deps, self.parse.heads
        first = head
        while first > 0:
            before = first - 1
            if deps[before] == "case" and heads[before] == before - 1 and heads[before - 1] > before:
                first = before
                continue
            inside = heads[before] > before and heads[before] <= head and deps[before] in _LEFT_MODIFIERS
            if not inside or (deps[before] == "punct" and self.words[before] in {",", ";", "—"}):
                break
            first = before
        return first

    def of_complement(self, head: int, prepositions: tuple[str, ...] = ("of",)) -> int | None:
        """Return the noun after "of" below `head`, or None."""
        for kid in self.kids[head]:
            if kid > head and self.parse.deps[kid] == "prep" and self.words[kid].lower() in prepositions:
                for grandchild in self.kids[kid]:
                    if self.parse.deps[grandchild] == "pobj":
                        return grandchild
        return None


def tree_of(sentence: str, parse: Parse) -> Tree:
    """Return the tree over a sentence's parse."""
    kids: list[list[int]] = [[] for _ in parse.heads]
    for index, head in enumerate(parse.heads):
        if head != index and 0 <= head < len(kids):
            kids[head].append(index)
    words = [sentence[start:end] for start, end in zip(parse.starts, parse.ends, strict=True)]
    return Tree(sentence=sentence, parse=parse, words=words, kids=kids)
