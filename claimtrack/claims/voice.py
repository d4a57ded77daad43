"""Who says a number, and how: claimant, quotation, and whether it is a fact, a plan, a condition or denied."""

from __future__ import annotations

import re
from functools import lru_cache

from claimtrack.claims.claim import Modality
from claimtrack.claims.tables.cues import MOODS, SAY_VERBS, Mood
from claimtrack.claims.tree import NOUNS, Tree

_ACCORDING = re.compile(
    r"\b[Aa]ccording to\s+((?:the |a |an |its |their |his |her "
    r")?[^,;:.()“”\"]{2,60}?)(?=[,;:.()“”\"]|\s+(?:has|have|had|was|were|is|are|said|rose|fell|show)\b|$)"
)
_MOODS = tuple((mood, re.compile(mood.pattern, re.IGNORECASE)) for mood in MOODS if mood.scope != "verb")
_AUXILIARIES = tuple(
    (mood, re.compile(mood.pattern)) for mood in MOODS if mood.scope == "verb" and mood.id != "modality.negated"
)
_NEGATED = "modality.negated"
_NEW_CLAUSE = re.compile(r";|,\s+(?:and|but|while|whereas|so|which|who|whose|where)\s")
# Heads that stand for their complement: "a total of 40 officers will be hired" is said of the officers.
_STAND_INS = frozenset("total number sum average maximum minimum majority group team handful pair count most".split())
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_CLIMB = frozenset(
    {
        "xcomp",
        "conj",
        "advcl",
        "acl",
        "pcomp",
        "prep",
        "relcl",
        "dobj",
        "pobj",
        "acomp",
        "attr",
        "dep",
        "nsubj",
        "nsubjpass",
    }
)


def claimant_of(sentence: str, tree: Tree, words: list[str]) -> str | None:
    """Return who the sentence says the number is from ("DHS", "the department"), or None."""
    match = _ACCORDING.search(sentence)
    if match is not None:
        return match.group(1).strip()
    if SAY_VERBS.isdisjoint(words):
        return None
    for index, word in enumerate(tree.words):
        if word.lower() in SAY_VERBS and tree.parse.tags[index].startswith("VB"):
            for kid in tree.kids[index]:
                if tree.parse.deps[kid] == "nsubj" and tree.parse.tags[kid] in NOUNS | {"PRP"}:
                    start = tree.parse.starts[tree.phrase_start(kid)]
                    text = sentence[start : tree.parse.ends[kid]]
                    return _with_article(sentence, start, text)
    return None


def _with_article(sentence: str, start: int, text: str) -> str:
    article = re.search(r"\b([Tt]he|[Aa]n?)\s$", sentence[max(0, start - 4) : start])
    return f"{article.group(1)} {text}" if article else text


def modality_of(
    sentence: str, clause: tuple[int, int], tree: Tree, index: int, offset: int
) -> tuple[Modality, str | None]:
    """Return the modality of the number at parse token `index` and character `offset`, and the cue's id.

    The sentence's wordings about truth are asked first, then the verbs above the number, then its clause's wording.
    """
    for mood, start, end in _in_sentence(sentence):
        if start < offset < end if mood.scope == "around" else end <= offset and "," not in sentence[end:offset]:
            return Modality(mood.modality), mood.id
    found = _by_verbs(tree, index)
    if found is not None:
        return found
    said = sentence[slice(*clause)]
    for mood, pattern in _MOODS:
        if mood.scope in {"clause", "before", "unbroken"} and _holds(mood.scope, pattern, said, offset - clause[0]):
            return Modality(mood.modality), mood.id
    return Modality.ASSERTED, None


@lru_cache(maxsize=4)
def _in_sentence(sentence: str) -> tuple[tuple[Mood, int, int], ...]:
    """Return the wordings that reach over a whole sentence, with their places; kept for its next number."""
    return tuple(
        (mood, *match.span())
        for mood, pattern in _MOODS
        if mood.scope in {"sentence", "around"}
        for match in pattern.finditer(sentence)
    )


def _holds(scope: str, pattern: re.Pattern[str], text: str, offset: int) -> bool:
    match scope:
        case "clause":
            return pattern.search(text) is not None
        case "unbroken":
            found = pattern.finditer(text)
            return any(match.start() >= offset or "," not in text[match.end() : offset] for match in found)
        case "before":
            found = pattern.finditer(text[:offset])
            return any(_NEW_CLAUSE.search(text, match.end(), offset) is None for match in found)
        case _:
            return False


def _by_verbs(tree: Tree, index: int) -> tuple[Modality, str] | None:
    """Return what the auxiliaries of up to three verbs above the number make of it.

    A number inside the subject's complement ("a town of 11,400 people is not …") is no part of what is denied.
    """
    parse = tree.parse
    at, steps, below, inside = index, 0, False, False
    for _ in range(len(parse.heads)):
        if parse.tags[at].startswith("VB"):
            steps += 1
            found = _of_verb(tree, at, negates=steps == 1 and not inside)
            if found is not None:
                return found
        if parse.heads[at] == at or (parse.deps[at] not in _CLIMB and parse.tags[at].startswith("VB")) or steps >= 3:
            return None
        inside = inside or (below and parse.deps[at] in _SUBJECTS and tree.words[at].lower() not in _STAND_INS)
        below = below or parse.deps[at] in {"prep", "pobj"}
        at = parse.heads[at]
    return None


def _of_verb(tree: Tree, verb: int, *, negates: bool) -> tuple[Modality, str] | None:
    parse = tree.parse
    for kid in tree.kids[verb]:
        if parse.deps[kid] == "neg" and negates and not _only(tree, kid):
            return Modality.NEGATED, _NEGATED
        if parse.tags[kid] == "MD" and tree.words[kid + 1 : kid + 2] != ["-"]:
            word = tree.words[kid].lower().replace("’", "'")
            for mood, pattern in _AUXILIARIES:
                if pattern.fullmatch(word):
                    return Modality(mood.modality), mood.id
    return None


_NEGATED_THEMSELVES = (["only"], ["just"], ["far"], ["merely"], ["simply"], ["alone"])


def _only(tree: Tree, kid: int) -> bool:
    """Whether what is negated is the word after it, not the number: "not only", "not far behind with 22"."""
    return tree.words[kid + 1 : kid + 2] in _NEGATED_THEMSELVES or tree.words[kid].lower() == "no"


_QUOTE_REACH = 2000


def is_quoted(paragraph: str, offset: int) -> bool:
    """Whether the place in the paragraph lies inside quotation marks."""
    before = paragraph[max(0, offset - _QUOTE_REACH) : offset]
    if before.count("“") > before.count("”"):
        return True
    return before.count('"') % 2 == 1
