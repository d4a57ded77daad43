"""Suggested queries for a claim beside an undeclared table: ranked by words, with features as any link has.

The number itself plays no part. Readings too near to be told apart are all returned, and what the text says too little
for is not linked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from claimtrack.claims.claim import Claim
from claimtrack.corpus.document import Document
from claimtrack.matching.asserted import Asserted, asked_about, asserted
from claimtrack.matching.denominators import Parts, is_denied, parts_of, telling
from claimtrack.matching.link import Candidate, Feature, Unlinked
from claimtrack.matching.questionnaire import Questionnaire
from claimtrack.matching.survey_words import (
    ANSWERING_ROOTS,
    NEUTRAL_ROOTS,
    PASSING,
    PEOPLE_ROOTS,
    STOP_ROOTS,
    SURVEY_NOUNS,
    SURVEY_ROOTS,
    Word,
    read_words,
)
from claimtrack.measures.questions import Question
from claimtrack.measures.suggested import ROWS, Condition, Conditions
from claimtrack.quantity import Role

THRESHOLD = 0.55
NEAR = 0.05
"""Two readings this near cannot be told apart."""
LEAST_EVIDENCE = 2
"""So many of the table's own words, or one and that people were asked, show that a text may speak of it."""
ENOUGH_EVIDENCE = 3
"""From here on a word that the table does not know does not make a link thin."""
FULL_EVIDENCE = 4
WEIGHTS = {"answer": 0.5, "question": 0.2, "whole": 0.15, "topic": 0.15}
"""What each feature of a reading weighs; they add up to one."""
SECOND_CHOICE = 0.8
"""What a whole scores that is not the likeliest."""
ANSWERED = re.compile(r"\banswer(?:ed|ing)?\b|\bresponded to\b", re.IGNORECASE)
"""The count is of those who answered a question, whatever they said."""
FURTHER = re.compile(r"\b(?:another|additional|other|more|further|only|just)\s+$", re.IGNORECASE)
PLACED = re.compile(r"\b(?:c[ao]m(?:e|es|ing)|finish\w*|plac\w*|rank\w*|was|is) (?:in )?(?:first|second|third|last)\b")
"""What is placed stands beside others, as answers do: "newsletters came last"."""
SIMPLE_SHARE = "percent"


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """One reading of a claim: the rows it counts, and for a share the rows that it is of.

    `assumed` is the question whose answers were taken as the whole because the text names none, else None.
    """

    candidate: Candidate
    part: Conditions
    whole: Conditions | None = None
    assumed: Question | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestions:
    """The best reading with those too near to tell from it, and the others; `tentative` says why they are thin."""

    readings: tuple[Suggestion, ...]
    others: tuple[Candidate, ...] = ()
    tentative: str = ""

    @property
    def score(self) -> float:
        """The best reading's score."""
        return self.readings[0].candidate.score


@dataclass(frozen=True, slots=True, kw_only=True)
class _Draft:
    """A reading before it is scored: what is asserted, of which whole, how surely, and the words of the whole."""

    asserted: Asserted
    whole: Conditions | None
    certainty: float
    said: str
    assumed: Question | None = None
    about: frozenset[str] = frozenset()


def is_share(claim: Claim) -> bool:
    """Whether a claim gives a part of a whole."""
    quantity = claim.quantity
    if quantity.role is Role.SHARE:
        return quantity.unit in (None, SIMPLE_SHARE)
    return quantity.role is Role.LEVEL and quantity.unit == SIMPLE_SHARE


def is_count(claim: Claim) -> bool:
    """Whether a claim counts people who were asked."""
    heads = {word.root for word in read_words(claim.head or "")}
    return claim.quantity.role is Role.LEVEL and claim.quantity.unit is None and bool(heads & PEOPLE_ROOTS)


def suggest(sheet: Questionnaire, claim: Claim, document: Document) -> Suggestions | Unlinked:
    """Return the queries on a table that a claim's words call for, or why there is none."""
    if claim.per is not None or not (is_share(claim) or is_count(claim)):
        return _uncovered("no table here gives shares or counts of this")
    parts = parts_of(claim, document.text, shared=is_share(claim))
    if parts.pronoun:
        return Unlinked(code="SCO", text="it is a part of those whom another sentence names")
    drafts = _drafts(sheet, claim, parts, document)
    if isinstance(drafts, Unlinked):
        return drafts
    return _ranked(sheet, claim, parts, document, drafts)


def _uncovered(text: str) -> Unlinked:
    return Unlinked(code="COV", text=text)


def _drafts(sheet: Questionnaire, claim: Claim, parts: Parts, document: Document) -> tuple[_Draft, ...] | Unlinked:
    text = document.text
    if is_count(claim):
        found = _counts(sheet, claim, parts, text)
        return tuple(found) or _uncovered("the text does not say which rows are counted")
    made: list[_Draft] = []
    unknown = ""
    for cut, (said, of) in enumerate(_splits(sheet, parts, text)):
        for one in asserted(sheet, said, text):
            wholes = _wholes(sheet, one, of, parts, text)
            if isinstance(wholes, str):
                unknown = wholes
            else:
                made += wholes
        if made and not cut:
            break
    if made:
        return tuple(made)
    if unknown:
        return Unlinked(code="SCO", text=f"the table does not know “{unknown}”, of whom it is a share")
    return _uncovered("the text does not say which answer it is a share of")


def _splits(sheet: Questionnaire, parts: Parts, text: str) -> Iterator[tuple[tuple[Word, ...], tuple[Word, ...]]]:
    """Yield the words that say something and those that name the whole, as the sentence parts them.

    In "of those who drink coffee add sugar" only the words tell where the statement begins: every cut is tried, the
    ones first whose whole the table knows.
    """
    said = (*parts.fronted, *parts.said) if not _known(sheet, parts.fronted, text) else parts.said
    yield said, parts.of
    if parts.before or parts.hollow:
        return
    for cut in range(2, len(parts.of) - 1):
        if _known(sheet, parts.of[:cut], text):
            yield parts.of[cut:], parts.of[:cut]


def _known(sheet: Questionnaire, words: tuple[Word, ...], text: str) -> bool:
    return bool(telling(words)) and not isinstance(_restricting(sheet, words, text), str)


def _counts(sheet: Questionnaire, claim: Claim, parts: Parts, text: str) -> Iterator[_Draft]:
    """Yield the readings of a count of people: who gave an answer, who answered at all, or all rows."""
    if FURTHER.search(text[max(0, claim.phrase.start - 12) : claim.number.start]) is not None:
        return
    if ANSWERED.search(claim.sentence.text) is not None:
        for one in asked_about(sheet, parts.said):
            yield _Draft(asserted=one, whole=None, certainty=1.0, said="those who answered it")
        return
    found = asserted(sheet, parts.said, text)
    for one in found:
        yield _Draft(asserted=one, whole=None, certainty=1.0, said="a count of rows")
    if not found and _tells_of_a_survey(claim, parts) and sheet.asked:
        yield _Draft(asserted=_everyone(sheet), whole=None, certainty=1.0, said="all rows of the table")


def _tells_of_a_survey(claim: Claim, parts: Parts) -> bool:
    """Whether a sentence names a survey, or those who answer one; anybody may be asked something."""
    heads = {word.root for word in read_words(claim.head or "")}
    return bool((heads | {word.root for word in parts.said}) & SURVEY_NOUNS)


def _everyone(sheet: Questionnaire) -> Asserted:
    """Return the reading that all who were asked are counted."""
    return Asserted(
        question=sheet.asked[0].question,
        condition=Condition(columns=(), label="all"),
        wholes=(),
        score=1.0,
        used=frozenset(),
        context=sheet.topic,
        detail="all who were asked",
    )


def _wholes(
    sheet: Questionnaire, one: Asserted, of: tuple[Word, ...], parts: Parts, text: str
) -> tuple[_Draft, ...] | str:
    """Return the reading for each whole that the words leave open; the unknown word when the table lacks one."""
    named: tuple[Asserted, ...] = ()
    for words in (of, parts.fronted):
        content = telling(words)
        own = {word.root for word in content} <= one.context
        # "These viewers" at a question of what people saw are those who answered it.
        if not content or (words is of and own and not is_denied(words)):
            continue
        found = _restricting(sheet, words, text)
        if isinstance(found, str):
            if words is of:
                return found
            continue
        named += found
    if named:
        return (_of_named(one, named, frozenset(word.root for words in (of, parts.fronted) for word in words)),)
    return tuple(_of_those_who_answered(one, default, index) for index, default in enumerate(one.wholes))


def _of_named(one: Asserted, named: tuple[Asserted, ...], about: frozenset[str]) -> _Draft:
    """Return the reading of those whom the words name, as far as they answered the question."""
    conditions = tuple(dict.fromkeys(a.condition for a in named if a.condition != one.condition))
    default = one.wholes[-1] if one.wholes else ()
    whole = (*conditions, *(c for c in default if c not in conditions))
    said = "; ".join(a.detail for a in named)
    return _Draft(asserted=one, whole=whole, certainty=1.0, said=said, about=about)


def _of_those_who_answered(one: Asserted, default: Conditions, index: int) -> _Draft:
    return _Draft(
        asserted=one,
        whole=default,
        certainty=SECOND_CHOICE if index else 1.0,
        said=f"no whole is named: {', '.join(c.label for c in default)}",
        assumed=one.question,
    )


def _restricting(sheet: Questionnaire, words: tuple[Word, ...], text: str) -> tuple[Asserted, ...] | str:
    """Return the answers that together account for every word of a whole, or the first word that none does."""
    left = set(telling(words))
    chosen: list[Asserted] = []
    found = asserted(sheet, words, text, hinted=True)
    for one in found:
        own = {words[index] for index in one.used}
        if any(_is_rival(one, other) for other in found):
            continue
        if own & left and not any(one.used & other.used for other in chosen):
            chosen.append(one)
            left -= own | {word for word in left if word.root in one.context}
    unknown = sorted(left, key=lambda word: word.start)
    unknown = [word for word in unknown if word.root not in PASSING and not word.text.isdigit()]
    if unknown or (left and not chosen):
        return (unknown or sorted(left, key=lambda word: word.start))[0].text
    return tuple(chosen)


def _is_rival(one: Asserted, other: Asserted) -> bool:
    """Whether the same words name another question's answer as well: "fans" where two questions ask of fans."""
    same = one.used == other.used and one.question.column != other.question.column
    return same and abs(one.score - other.score) < NEAR


# Scores.


def _ranked(
    sheet: Questionnaire, claim: Claim, parts: Parts, document: Document, drafts: Sequence[_Draft]
) -> Suggestions | Unlinked:
    known = frozenset(root for draft in drafts for root in _accounted(draft))
    scored: dict[tuple[Conditions, Conditions | None], tuple[Suggestion, _Draft]] = {}
    for draft in drafts:
        made = _scored(sheet, parts, document, draft, known)
        key = (made.part, made.whole)
        if key not in scored or scored[key][0].candidate.score < made.candidate.score:
            scored[key] = (made, draft)
    ordered = sorted(scored.values(), key=lambda pair: -pair[0].candidate.score)
    best, draft = ordered[0]
    evidence = _evidence(sheet, parts, document, draft)
    foreign = _foreign(parts, draft, claim)
    if evidence < LEAST_EVIDENCE or len(foreign) > evidence:
        return _uncovered(f"the text does not speak of {sheet.dataset}")
    if best.candidate.score < THRESHOLD:
        return _uncovered(f"no answer in {sheet.dataset} is named clearly enough")
    near = tuple(s for s, _ in ordered if best.candidate.score - s.candidate.score < NEAR)
    others = tuple(s.candidate for s, _ in ordered if s not in near)
    return Suggestions(readings=near, others=others[:5], tentative=_thin(evidence, foreign, claim.sentence.start))


def _scored(sheet: Questionnaire, parts: Parts, document: Document, draft: _Draft, known: frozenset[str]) -> Suggestion:
    one = draft.asserted
    explained, relevant = _explained(parts, draft, known)
    evidence = _evidence(sheet, parts, document, draft)
    values = {
        "answer": (one.score, one.detail),
        "question": (explained, f"{len(relevant)} more words" if relevant else "no word is left over"),
        "whole": (draft.certainty, draft.said),
        "topic": (min(evidence / FULL_EVIDENCE, 1.0), f"{evidence} of the table's words in the text"),
    }
    features = tuple(
        Feature(name=name, score=round(score * WEIGHTS[name], 4), detail=detail)
        for name, (score, detail) in values.items()
    )
    total = round(sum(feature.score for feature in features), 4)
    part = (*(draft.whole or ()), one.condition) if one.condition.columns else ()
    return Suggestion(
        candidate=Candidate(dataset=sheet.dataset, measure=ROWS, score=total, features=features),
        part=tuple(dict.fromkeys(part)),
        whole=draft.whole,
        assumed=draft.assumed,
    )


def _accounted(draft: _Draft) -> frozenset[str]:
    """Return the roots that a reading accounts for: what names the answer, the question, and the whole."""
    return draft.asserted.roots | draft.asserted.context | draft.about


def _explained(parts: Parts, draft: _Draft, known: frozenset[str]) -> tuple[float, frozenset[str]]:
    """Return the share of the other words that the question accounts for, and those words.

    Words that say nothing by themselves count where another reading accounts for them.
    """
    left = {word.root for word in parts.said} - STOP_ROOTS - draft.asserted.roots - PASSING
    relevant = frozenset(root for root in left if root in known or root not in NEUTRAL_ROOTS)
    told = relevant & (draft.asserted.context | draft.about)
    return (len(told) / len(relevant) if relevant else 1.0), relevant - told


def _evidence(sheet: Questionnaire, parts: Parts, document: Document, draft: _Draft) -> int:
    """Return how many of the table's own words the text has, one more where it says that people were asked."""
    told = frozenset(word.root for word in read_words(document.text)) & sheet.topic
    words = (*parts.said, *parts.of, *parts.fronted)
    said = frozenset(word.root for word in words)
    if not draft.asserted.about_people and draft.asserted.condition.columns:
        told |= draft.asserted.named | (said & draft.asserted.context)
    placed = PLACED.search(" ".join(word.text for word in words)) is not None
    return len(told - STOP_ROOTS) + bool(draft.about) + bool(placed or said & (SURVEY_ROOTS | ANSWERING_ROOTS))


def _foreign(parts: Parts, draft: _Draft, claim: Claim) -> tuple[Word, ...]:
    """Return the words of the statement that no part of the reading accounts for."""
    everyone = not draft.asserted.condition.columns
    dull = STOP_ROOTS | NEUTRAL_ROOTS | PASSING | _accounted(draft)
    words = (word for word in parts.said if word.root not in dull and not word.text.isdigit())
    # A survey is named before its size: "the poll on weather habits drew 928 respondents".
    return tuple(word for word in words if not everyone or word.start > claim.number.end)


def _thin(evidence: int, foreign: Sequence[Word], start: int) -> str:
    """Return why a link is too thin for a discrepancy, "" when it is not; `start` is the sentence's."""
    if not foreign:
        return ""
    named = [word for word in foreign if word.capital and word.start > start]
    if evidence < ENOUGH_EVIDENCE or len(foreign) > 1 or named:
        said = ", ".join(word.text for word in foreign[:3])
        return f"the table does not know “{said}”, which may restrict it or speak of something else"
    return ""
