"""Who says a number, and how: claimant, quotation, and whether it is a fact, a plan, a condition or denied."""

from __future__ import annotations

import re

from claimtrack.claims.claim import Modality
from claimtrack.claims.tables.cues import MOODS, SAY_VERBS
from claimtrack.claims.tree import NOUNS, Tree

_ACCORDING = re.compile(
    r"\b[Aa]ccording to\s+((?:the |a |an |its |their |his |her "
    r")?[^,;:.()“”\"]{2,60}?)(?=[,;:.()“”\"]|\s+(?:has|have|had|was|were|is|are|said|rose|fell|show)\b|$)"
)
_MOODS = tuple((mood, re.compile(mood.pattern, re.IGNORECASE)) for mood in MOODS)
_AUXILIARIES = {
    "will": Modality.PLANNED, "'ll": Modality.PLANNED, "shall": Modality.PLANNED, "wo": Modality.PLANNED,
    "would": Modality.CONDITIONAL, "could": Modality.CONDITIONAL, "might": Modality.CONDITIONAL,
    "may": Modality.CONDITIONAL, "can": Modality.CONDITIONAL, "should": Modality.CONDITIONAL,
}  # fmt: skip
_AUXILIARY_IDS = {
    "will": "modality.will", "'ll": "modality.will", "shall": "modality.will", "wo": "modality.will",
    "would": "modality.would",
    "could": "modality.would", "might": "modality.would", "may": "modality.may", "can": "modality.may",
    "should": "modality.would",
}  # fmt: skip
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


def modality_of(clause: str, tree: Tree, index: int, offset: int) -> tuple[Modality, str | None]:
    """Return the modality of the number at parse token `index`, and the cue's id.

    `offset` is the number's place in `clause`; the verbs above it are asked first, then the clause's wording.
    """
    found = _by_verbs(tree, index)
    if found is not None:
        return found
    for mood, pattern in _MOODS:
        if mood.id in {"modality.scheduled", "modality.by_end", "modality.plan"}:
            match = pattern.search(clause)
            if match is not None and not (mood.id == "modality.plan" and match.start() > offset):
                return Modality(mood.modality), mood.id
        if mood.id == "modality.if":
            match = pattern.search(clause)
            if match is not None and match.start() < offset and "," not in clause[match.start() : offset]:
                return Modality.CONDITIONAL, mood.id
    return Modality.ASSERTED, None


def _by_verbs(tree: Tree, index: int) -> tuple[Modality, str] | None:
    parse = tree.parse
    if not parse.heads:
        return None
    at = index
    steps = 0
    for _ in range(len(parse.heads)):
        if parse.tags[at].startswith("VB"):
            steps += 1
            for kid in tree.kids[at]:
                word = tree.words[kid].lower().replace("’", "'")
                if parse.deps[kid] == "neg" and steps == 1 and not _only(tree, kid):
                    return Modality.NEGATED, "modality.negated"
                if parse.tags[kid] == "MD" and word in _AUXILIARIES:
                    return _AUXILIARIES[word], _AUXILIARY_IDS[word]
        if parse.heads[at] == at or (parse.deps[at] not in _CLIMB and parse.tags[at].startswith("VB")) or steps >= 3:
            return None
        at = parse.heads[at]
    return None


def _only(tree: Tree, kid: int) -> bool:
    return tree.words[kid + 1 : kid + 2] in (["only"], ["just"]) or tree.words[kid].lower() == "no"


_QUOTE_REACH = 2000


def is_quoted(paragraph: str, offset: int) -> bool:
    """Whether the place in the paragraph lies inside quotation marks."""
    before = paragraph[max(0, offset - _QUOTE_REACH) : offset]
    if before.count("“") > before.count("”"):
        return True
    return before.count('"') % 2 == 1
