"""What a number is said of: the noun it is a part or measure of, else the subject of its verb."""

from __future__ import annotations

from claimtrack.claims.nouns import Noun, make_noun, noun_at
from claimtrack.claims.tree import NOUNS, VERBS, Tree

_SUBJECT_DEPS = frozenset({"nsubj", "nsubjpass", "csubj", "expl"})
_PERSONS = frozenset({"it", "he", "she", "they", "its", "his", "her", "their"})
_MODIFYING = frozenset({"nummod", "compound", "amod", "nmod", "quantmod", "npadvmod"})
# How far the modified noun may stand from its measure: "a 5 kW solar panel charger".
_NEAR = 6
_RELATIVES = frozenset({"WDT", "WP", "WP$"})
# Nouns that only introduce an amount: what matters stands above them.
AMOUNTS = frozenset("total average sum maximum minimum record estimate hundreds thousands millions dozens more".split())
_PARTITIVES = frozenset({"each", "some", "all", "most", "many", "both", "half", "any", "none", "one"})
_LATER = frozenset({"later", "earlier", "ago", "before", "after", "afterwards"})
_UP = frozenset(
    "nummod compound quantmod amod npadvmod nmod advmod dobj attr oprd acomp xcomp conj prep pcomp advcl dep appos "
    "pobj "
    "agent dative relcl acl nsubj nsubjpass intj meta".split()
)


def said_of(tree: Tree, start: int, end: int, noun: Noun | None) -> Noun | None:
    """Return what the number in `sentence[start:end]` is said of; None when it is itself (part of) the subject.

    `noun` is the noun it counts, when that follows it.
    """
    parse = tree.parse
    if not len(parse):
        return None
    index, last = parse.at(start), parse.at(max(start, end - 1))
    at = noun.head_index if noun is not None and noun.source == "phrase" else _top(tree, index, last)
    if parse.deps[at] == "npadvmod" and tree.words[parse.heads[at]].lower() in _LATER:
        return None
    for _ in range(len(parse)):
        dep, head = parse.deps[at], parse.heads[at]
        if dep in _SUBJECT_DEPS:
            return _beside_subject(tree, at, index)
        if head == at or dep not in _UP:
            break
        done, found = _from_above(tree, at)
        if done:
            return found
        at = _next_above(tree, at)
    return _of_verb(tree, at, index) if parse.tags[at] in VERBS else _nearest_before(tree, index)


def _from_above(tree: Tree, at: int) -> tuple[bool, Noun | None]:
    """Return whether what stands above token `at` settles the question, and the answer."""
    parse = tree.parse
    dep, head = parse.deps[at], parse.heads[at]
    if dep == "pobj":
        step = _through_preposition(tree, at)
        if isinstance(step, Noun):
            return True, step
        return _from_verb(tree, step, head) if parse.tags[step] in VERBS else (False, None)
    if dep == "appos" and parse.tags[head] in NOUNS:
        return True, full_phrase(tree, head)
    if dep in _MODIFYING and parse.tags[head] in NOUNS and at < head <= at + _NEAR:
        return True, noun_at(tree, head, "modified")
    return _from_verb(tree, head, at) if parse.tags[head] in VERBS else (False, None)


def _from_verb(tree: Tree, verb: int, below: int) -> tuple[bool, Noun | None]:
    found = _of_verb(tree, verb, below)
    return found is not None or _has_subject(tree, verb), found


def _next_above(tree: Tree, at: int) -> int:
    """Return the next token up, a preposition stepped over."""
    if tree.parse.deps[at] == "pobj":
        step = _through_preposition(tree, at)
        return at if isinstance(step, Noun) else step
    return tree.parse.heads[at]


def _beside_subject(tree: Tree, at: int, index: int) -> Noun | None:
    """Return what a number parsed as subject is said of: words of its own phrase before it, or the noun before its
    verb.
    """
    parse = tree.parse
    verb = parse.heads[at]
    if verb < index:
        return _nearest_before(tree, verb)
    start = tree.phrase_start(at)
    if start < index and at >= index and any(parse.tags[word] in NOUNS for word in range(start, index)):
        return noun_at(tree, at, "subject")
    return None


def _has_subject(tree: Tree, verb: int) -> bool:
    return any(tree.parse.deps[kid] in _SUBJECT_DEPS for kid in tree.kids[verb])


def theme_of(tree: Tree, subject: Noun | None) -> Noun | None:
    """Return the subject of the verb above what a number is said of: "company" for "a plan … offered by the
    company".
    """
    if subject is None or not len(tree.parse) or subject.head_index >= len(tree.parse):
        return None
    parse, at = tree.parse, subject.head_index
    for _ in range(len(parse)):
        head = parse.heads[at]
        if head == at:
            return full_phrase(tree, at) if parse.tags[at] in NOUNS and at != subject.head_index else None
        if parse.deps[at] in _SUBJECT_DEPS:
            return None
        if parse.tags[head] in VERBS:
            for kid in tree.kids[head]:
                if parse.deps[kid] in _SUBJECT_DEPS and kid != at:
                    return _traced(tree, kid, head)
        at = head
    return None


def beside(tree: Tree, end: int | None) -> Noun | None:
    """Return the name whose last character is before `end`, or None."""
    if end is None:
        return None
    index = tree.parse.at(end - 1)
    return noun_at(tree, index, "subject") if tree.parse.tags[index] in {"NNP", "NNPS"} else None


def named_before(tree: Tree, start: int) -> Noun | None:
    """Return the nearest noun phrase before the character `start` that holds no number; the last resort."""
    return _nearest_before(tree, tree.parse.at(start)) if len(tree.parse) else None


def _top(tree: Tree, first: int, last: int) -> int:
    """Return the token of the number and its unit that the others hang on."""
    for at in range(last, first - 1, -1):
        if not first <= tree.parse.heads[at] <= last or tree.parse.heads[at] == at:
            return at
    return last


def _through_preposition(tree: Tree, at: int) -> Noun | int:
    """Step from the object of a preposition to what governs it; a noun there is what the number is said of."""
    parse = tree.parse
    preposition = parse.heads[at]
    above = parse.heads[preposition]
    while parse.deps[preposition] in {"prep", "pcomp"} and parse.tags[above] == "IN" and above != preposition:
        preposition, above = above, parse.heads[above]
    if parse.tags[above] == "JJ" and parse.deps[above] == "acomp":
        return make_noun(tree, above, above, above, "subject")
    if parse.tags[above] in NOUNS and above != preposition and tree.words[above].lower() not in AMOUNTS:
        return full_phrase(tree, above)
    return above if above != preposition else preposition


def _of_verb(tree: Tree, verb: int, below: int) -> Noun | None:
    """Return the subject of a verb, with pronouns traced; the object for a verb that changes it ("lowered its
    guidance to").
    """
    parse = tree.parse
    for kid in tree.kids[verb]:
        if (
            parse.deps[kid] == "dobj"
            and kid != below
            and kid < below
            and parse.tags[kid] in NOUNS
            and parse.deps[below] == "prep"
        ):
            return full_phrase(tree, kid)
    for kid in tree.kids[verb]:
        if parse.deps[kid] in _SUBJECT_DEPS and kid != below:
            return _traced(tree, kid, verb)
    infinitive = any(parse.tags[kid] == "TO" for kid in tree.kids[verb])
    if parse.deps[verb] in {"relcl", "acl"} and parse.tags[parse.heads[verb]] in NOUNS and not infinitive:
        return full_phrase(tree, parse.heads[verb])
    if parse.heads[verb] == verb:
        for kid in tree.kids[verb]:
            if parse.deps[kid] == "dobj" and kid < below and parse.tags[kid] in NOUNS:
                return full_phrase(tree, kid)
    return None


def _traced(tree: Tree, subject: int, verb: int) -> Noun | None:
    parse, word = tree.parse, tree.words[subject].lower()
    if parse.tags[subject] in NOUNS:
        return full_phrase(tree, subject)
    if parse.tags[subject] in _RELATIVES or (word == "that" and parse.deps[verb] == "relcl"):
        above = parse.heads[verb]
        return full_phrase(tree, above) if parse.tags[above] in NOUNS else None
    if word in _PARTITIVES:
        below = tree.of_complement(subject)
        return full_phrase(tree, below) if below is not None and parse.tags[below] in NOUNS else None
    if word in _PERSONS:
        return _antecedent(tree, subject)
    return None


def _antecedent(tree: Tree, pronoun: int) -> Noun | None:
    """Return the nearest subject before a pronoun in its sentence that is a noun."""
    parse = tree.parse
    plural = tree.words[pronoun].lower() in {"they", "their"}
    for at in range(pronoun - 1, -1, -1):
        fits = plural == (parse.tags[at] in {"NNS", "NNPS"}) or any(parse.deps[kid] == "cc" for kid in tree.kids[at])
        if parse.deps[at] in {"nsubj", "nsubjpass"} and parse.tags[at] in NOUNS and fits:
            return full_phrase(tree, at)
    return None


def _nearest_before(tree: Tree, index: int) -> Noun | None:
    """Return the noun phrase before the number, where no verb ties it: "floor area ≈ 32 m2", "Gant (0.5 WAR)"."""
    parse = tree.parse
    for at in range(index - 1, -1, -1):
        if tree.words[at] == ";":
            return None
        if parse.tags[at] in NOUNS and not any(char.isdigit() for char in tree.words[at][:1]):
            return full_phrase(tree, at)
    return None


def full_phrase(tree: Tree, head: int) -> Noun:
    """Return the noun phrase of `head` with its complements ("sales in the US"), up to a comma or clause."""
    parse = tree.parse
    if tree.words[head].lower() in _PARTITIVES | {"number", "count", "total"}:
        below = tree.of_complement(head)
        if below is not None and parse.tags[below] in NOUNS:
            head = below
    first, last = tree.phrase_start(head), head
    stack = [head]
    while stack:
        at = stack.pop()
        for kid in tree.kids[at]:
            if kid > at and parse.deps[kid] in {"prep", "pobj", "compound", "conj", "cc"} and parse.tags[kid] != "CD":
                if parse.deps[kid] in {"conj", "cc"} and at == head:
                    continue
                last = max(last, kid)
                stack.append(kid)
    return make_noun(tree, first, head, head, "subject") if last == head else _wide(tree, first, head, last)


def _wide(tree: Tree, first: int, head: int, last: int) -> Noun:
    narrow = make_noun(tree, first, head, head, "subject")
    end = tree.parse.ends[last]
    stop = tree.sentence.find(",", narrow.end, end)
    end = stop if stop >= 0 else end
    if (
        tree.sentence.count("(", narrow.start, end) > tree.sentence.count(")", narrow.start, end)
        and tree.sentence[end : end + 1] == ")"
    ):
        end += 1
    return Noun(
        text=tree.sentence[narrow.start : end], start=narrow.start, end=end, head=narrow.head, head_index=head,
        restrictors=narrow.restrictors, source="subject",
    )  # fmt: skip
