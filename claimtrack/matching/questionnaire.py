"""The wordings of an undeclared table: of each answer, item and question the words that tell it from its neighbours."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from claimtrack.matching.ranges import Range, answer_range
from claimtrack.matching.survey_words import NEGATIONS, NEUTRAL_ROOTS, STOP_ROOTS, read_words, root_of, roots_of
from claimtrack.measures.questions import NO, YES, Question, Shape

_BRACKETS = re.compile(r"\([^)]*\)")
_NUMERAL = re.compile(r"[ivx]{1,4}|\d+")
FAINT = 0.3
"""What a numeral in a name weighs against a word of it: "Episode V" is seldom said."""
LEAST_WEIGHT = 0.1
DENIED = "not"
"""Stands for any word that denies, in an answer that does: "No, not rude at all"."""
DEGREES = frozenset(
    "very somewhat extremely slightly strongly mostly fairly quite little moderately completely absolutely definitely "
    "probably bit lot too highly totally generally rather really so at all a".split()
)
"""How much, in the answers of a scale."""
UNDECIDED = frozenset({"neither", "neutral", "unsure", "both"})
OTHER_WORDS: Mapping[str, frozenset[str]] = {
    "favor": frozenset({"favor", "like", "lov", "positive", "positiv"}),
    "unfavor": frozenset({"unfavor", "dislik", "negative", "negativ", "hat"}),
    "satisf": frozenset({"satisf", "happ", "pleas"}),
    "agre": frozenset({"agre"}),
}
"""What texts say for the word of a scale."""
PRAISE = ("favor", "positive", "satisf", "agre", "good", "support")
"""The words of a scale whose answers a bare score adds up."""
RATES = frozenset({"scor", "rating", "rate", "poll"})
"""Verbs and nouns of a bare score: "scores 85 percent"."""
_ABOUT_PEOPLE = re.compile(
    r"\b(?:gender|sex|age|income|earn|education|degree|region|location|census|race|ethnicit\w*|marital|employment"
    r"|occupation|respondents?|device|zip|state|party|children)\b",
    re.IGNORECASE,
)
LONGEST_PEOPLE_QUESTION = 90


class Kind(StrEnum):
    """How an option names what it stands for."""

    ANSWER = "answer"
    SCALE = "scale"
    """All answers of a scale that share a word: very and somewhat favorable."""
    ITEM = "item"


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One thing that words may name: an answer of a question, several that share a word, or an item.

    `weights` are its words' roots with what each tells; `others` are roots that may stand for the word of a scale.
    """

    kind: Kind
    question: Question
    label: str
    values: tuple[str, ...]
    weights: tuple[tuple[str, float], ...]
    others: frozenset[str] = frozenset()
    negative: bool = False

    @property
    def total(self) -> float:
        """What all of its words weigh."""
        return sum(weight for _, weight in self.weights)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A question with its words: what each tells among the table's questions, and its options and scales."""

    question: Question
    weights: tuple[tuple[str, float], ...]
    roots: frozenset[str]
    options: tuple[Option, ...] = ()
    item: Option | None = None
    ranges: tuple[tuple[str, Range], ...] = ()
    about_people: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Questionnaire:
    """An undeclared table's questions, ready to be found in a text. `topic` are the words of what it is about."""

    dataset: str
    asked: tuple[Asked, ...]
    topic: frozenset[str]

    def battery(self, question: Question) -> tuple[Question, ...]:
        """Return all columns of the question that a column is one of."""
        same = (a.question for a in self.asked if a.question.text == question.text and a.question.item is not None)
        return tuple(q for q in same if q.shape is question.shape)


def questionnaire(dataset: str, questions: Sequence[Question]) -> Questionnaire:
    """Return the wordings of a table's questions."""
    usable = [q for q in questions if q.shape not in (Shape.KEY, Shape.OPEN) and q.answers]
    spread = _spread({q.text: roots_of(q.text) for q in usable}.values())
    batteries: dict[tuple[str, Shape], list[Question]] = {}
    for question in usable:
        batteries.setdefault((question.text, question.shape), []).append(question)
    asked = tuple(_asked(q, spread, batteries[q.text, q.shape]) for q in usable)
    return Questionnaire(dataset=dataset, asked=asked, topic=_topic(asked))


def _asked(question: Question, spread: Mapping[str, float], siblings: Sequence[Question]) -> Asked:
    roots = roots_of(question.text)
    weights = tuple((root, spread[root]) for root in roots)
    people = question.item is None and len(question.text) <= LONGEST_PEOPLE_QUESTION
    return Asked(
        question=question,
        weights=weights,
        roots=frozenset(roots),
        options=(*_answers(question), *_scales(question)) if question.shape in (Shape.CHOICE, Shape.YES_NO) else (),
        item=_item(question, siblings),
        ranges=tuple((a, r) for a in question.answers if (r := answer_range(a)) is not None),
        about_people=people and _ABOUT_PEOPLE.search(question.text) is not None,
    )


def _spread(texts: Iterable[Sequence[str]]) -> dict[str, float]:
    """Return what each word tells: the more texts hold it the less."""
    known = [frozenset(roots) for roots in texts]
    held = Counter(root for roots in known for root in roots)
    found = {root: max(math.log((len(known) + 1) / many), LEAST_WEIGHT) for root, many in held.items()}
    return {root: weight * (FAINT if _NUMERAL.fullmatch(root) else 1) for root, weight in found.items()}


def _words(text: str) -> tuple[str, ...]:
    """Return an option's roots, without what it says in brackets unless there is nothing else."""
    bare = _BRACKETS.sub(" ", text).strip(" .")
    return roots_of(bare or text)


def _answers(question: Question) -> tuple[Option, ...]:
    plain = [answer for answer in question.answers if answer.casefold() not in YES | NO]
    spread = _spread(map(_words, plain))
    return tuple(
        Option(
            kind=Kind.ANSWER,
            question=question,
            label=answer,
            values=(answer,),
            weights=(*((root, spread[root]) for root in _words(answer)), *_denial(answer)),
        )
        for answer in plain
    )


def _denial(answer: str) -> tuple[tuple[str, float], ...]:
    """Return what a denial weighs in an answer that has one and says something beside it."""
    words = read_words(_BRACKETS.sub(" ", answer))
    return ((DENIED, 1.0),) if any(w.text in NEGATIONS for w in words) and DENIED not in _words(answer) else ()


def _item(question: Question, siblings: Sequence[Question]) -> Option | None:
    if question.item is None:
        return None
    spread = _spread(_words(sibling.item or "") for sibling in siblings)
    weights = tuple((root, spread[root]) for root in _words(question.item))
    return Option(kind=Kind.ITEM, question=question, label=question.item, values=question.answers, weights=weights)


def _scales(question: Question) -> tuple[Option, ...]:
    """Return the groups of answers that share the word of a scale: "Yes, very rude" and "Yes, somewhat rude"."""
    groups: dict[tuple[str, bool], list[str]] = {}
    for answer in question.answers:
        core = _core(answer)
        if core is not None:
            groups.setdefault(core, []).append(answer)
    return tuple(
        Option(
            kind=Kind.SCALE,
            question=question,
            label=" or ".join(answers),
            values=tuple(answers),
            weights=((core, 1.0),),
            others=OTHER_WORDS.get(core, frozenset()),
            negative=negative,
        )
        for (core, negative), answers in groups.items()
        if len(answers) > 1 or negative
    )


def _core(answer: str) -> tuple[str, bool] | None:
    """Return the one word of a scale that an answer grades, and whether it denies it; None for no such answer."""
    words = read_words(_BRACKETS.sub(" ", answer))
    if not words or words[0].text in UNDECIDED:
        return None
    negative = any(word.text in NEGATIONS for word in words)
    plain = [w for w in words if w.text not in DEGREES | NEGATIONS | {"yes"} and w.root not in STOP_ROOTS]
    graded = len(plain) < len(words)
    return (plain[0].root, negative) if len(plain) == 1 and graded else None


def _topic(asked: Iterable[Asked]) -> frozenset[str]:
    """Return the words that show that a text is about the table's subject, not only about people and their answers."""
    told: set[str] = set()
    for one in asked:
        if one.about_people:
            continue
        told |= one.roots
        for option in (*one.options, *((one.item,) if one.item else ())):
            told |= {root for root, _ in option.weights}
    dull = NEUTRAL_ROOTS | {root_of(word) for word in DEGREES | YES | NO}
    return frozenset(root for root in told if root not in dull and not root.isdigit() and len(root) > 1)
