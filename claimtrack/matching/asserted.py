"""Which answers a stretch of text speaks of: each way to read it as a condition on the rows of an undeclared table."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from claimtrack.matching.questionnaire import DEGREES, DENIED, PRAISE, RATES, Asked, Kind, Option, Questionnaire
from claimtrack.matching.ranges import covered, is_about, ranges_in
from claimtrack.matching.survey_words import NEGATIONS, NEUTRAL_ROOTS, STOP_ROOTS, Word, is_negated
from claimtrack.measures.questions import Question, Shape
from claimtrack.measures.suggested import Condition, Conditions

NAMED = 0.6
"""So much of an answer's words must be said for it to be named."""
NAMED_BY_NAME = 0.3
"""Of a proper name a part is enough, if no other answer has it."""
ASKED = 0.5
"""So much of a yes-or-no question's words must be said."""
HINTED = 0.3
"""Whom a share is of is said in fewer words: "daily checkers" for those who check a daily weather report."""
GAP = 3
"""Words of one answer stand at most so many words apart."""
CLOSE_SPELLING = 88.0
LEAST_FUZZY = 5
"""Shorter words are not matched by their spelling: "rare" is not "care"."""
BARE = 0.7
"""What a scale's answers score that are not named: "scores 85 percent"."""
JOINING = frozenset({"or", "and", "either", "both", "and/or"})
TOP = frozenset({"favorite", "favourite", "favorites", "first", "top", "best", "no", "number"})
FIRST = "first"
BOTTOM = frozenset({"least", "last", "worst", "bottom"})
ANY, ALL = frozenset({"any"}), frozenset({"all", "every"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Asserted:
    """One reading: the answers that words name, as a condition, with the wholes that a share of them can be of.

    `wholes` are conditions, the likeliest first. `used` are the positions of the words that name it, `context` the
    roots of the question; `score` says how fully it is named, `detail` what was found. `roots` are those of the words
    used, `named` those of them that name an answer, be they ever so common ("new" in "A New Hope").
    """

    question: Question
    condition: Condition
    wholes: tuple[Conditions, ...]
    score: float
    used: frozenset[int]
    context: frozenset[str]
    detail: str
    about_people: bool = False
    roots: frozenset[str] = frozenset()
    named: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Run:
    """Words that name an option, standing together."""

    option: Option
    asked: Asked
    positions: frozenset[int]
    score: float

    @property
    def extent(self) -> int:
        """From its first word to its last."""
        return max(self.positions) - min(self.positions)


_Hit = tuple[int, float, str]
"""A word that names an option: its position, what it tells, its root."""


def asserted(sheet: Questionnaire, words: Sequence[Word], text: str, *, hinted: bool = False) -> tuple[Asserted, ...]:
    """Return the answers that the words name, best first; a yes or no may be `hinted` at by few of its words."""
    found: list[Asserted] = []
    for find in (_choices, _ratings, _ticked, _ranked, _quantified):
        found += find(sheet, words)
    found += _yes_or_no(sheet, words, HINTED if hinted else ASKED)
    found += _in_ranges(sheet, words, text)
    rooted = (replace(a, roots=frozenset(words[i].root for i in a.used)) for a in found)
    named = (replace(a, named=a.roots - STOP_ROOTS) for a in rooted)
    return tuple(sorted(named, key=lambda a: (-a.score, -len(a.used))))


def asked_about(sheet: Questionnaire, words: Sequence[Word]) -> tuple[Asserted, ...]:
    """Return the questions whose words are said, each as the condition that it was answered at all."""
    found = []
    for one in sheet.asked:
        score, used = _said_of(one, words)
        if score >= ASKED and one.item is None and not one.question.computed:
            made = _made(one, one.question.answers, score, used, "any answer")
            roots = frozenset(words[i].root for i in used)
            found.append(replace(made, roots=roots, named=roots - STOP_ROOTS, condition=answered(one.question)))
    return tuple(sorted(found, key=lambda a: -a.score))


def answered(question: Question) -> Condition:
    """Return the condition that a row answers a question at all."""
    label = f"answered “{question.text if question.item is None else question.item}”"
    return Condition(columns=(question.column,), values=question.answers, label=label)


def _made(one: Asked, values: tuple[str, ...], score: float, used: frozenset[int], label: str) -> Asserted:
    question = one.question
    of = f" for {question.item}" if question.item else ""
    return Asserted(
        question=question,
        condition=Condition(columns=(question.column,), values=values, label=f"{label}{of}"),
        wholes=((answered(question),),),
        score=score,
        used=used,
        context=one.roots,
        detail=f"“{label}”{of} answers “{question.text}”",
        about_people=one.about_people,
    )


# Words that name an option.


def _runs(option: Option, asked: Asked, words: Sequence[Word]) -> tuple[_Run, ...]:
    """Return the places where an option's words stand together, each with how much of the option it says."""
    if not option.total:
        return ()
    hits = [(index, weight, root) for index, word in enumerate(words) for root, weight in _said(option, word)]
    made = sorted((_run(option, asked, group) for group in _groups(hits)), key=lambda r: (-r.score, r.extent))
    kept: list[_Run] = []
    for run in made:
        if not any(run.positions & other.positions for other in kept):
            kept.append(run)
    return tuple(kept)


def _groups(hits: Sequence[_Hit]) -> Iterator[list[_Hit]]:
    """Yield the hits that stand together; where a word comes again, both what ends before it and what ends with it."""
    group: list[_Hit] = []
    for hit in hits:
        if group and hit[0] - group[-1][0] > GAP:
            yield group
            group = []
        again = next((n for n, other in enumerate(group) if other[2] == hit[2]), None)
        if again is not None:
            yield group
            group = group[again + 1 :]
        group = [*group, hit]
    if group:
        yield group


def _run(option: Option, asked: Asked, hits: Sequence[_Hit]) -> _Run:
    weight = sum({root: weight for _, weight, root in hits}.values())
    return _Run(
        option=option, asked=asked, positions=frozenset(i for i, _, _ in hits), score=min(weight / option.total, 1.0)
    )


def _said(option: Option, word: Word) -> Iterator[tuple[str, float]]:
    from rapidfuzz import fuzz

    for root, weight in option.weights:
        same = word.root == root or word.root in option.others or (root == DENIED and word.text in NEGATIONS)
        near = min(len(word.root), len(root)) >= LEAST_FUZZY and fuzz.ratio(word.root, root) >= CLOSE_SPELLING
        if same or near:
            yield root, weight


def _is_named(run: _Run, words: Sequence[Word], siblings: Sequence[_Run]) -> bool:
    if run.score >= NAMED:
        return True
    names = run.score >= NAMED_BY_NAME and all(words[i].capital and i > 0 for i in run.positions)
    return names and not any(other.positions & run.positions for other in siblings if other.option is not run.option)


def _named(
    options: Sequence[tuple[Asked, Option]], words: Sequence[Word], *, contained: bool = False
) -> tuple[_Run, ...]:
    """Return the options that the words name; one within a longer one ("rare" in "medium rare") is not."""
    every = [run for one, option in options for run in _runs(option, one, words)]
    good = [run for run in every if _is_named(run, words, every)]
    if contained:
        return tuple(good)
    return tuple(run for run in good if not any(run.positions < other.positions for other in good))


def _joined(runs: Sequence[_Run], words: Sequence[Word]) -> bool:
    """Whether options stand in one list: "medium rare or medium"."""
    places = sorted((min(run.positions), max(run.positions)) for run in runs)
    between = [words[i].text for (_, a), (b, _) in pairwise(places) for i in range(a + 1, b)]
    return len(between) >= len(runs) - 1 and set(between) <= JOINING


# The ways a question can be answered.


def _choices(sheet: Questionnaire, words: Sequence[Word]) -> Iterator[Asserted]:
    for one in sheet.asked:
        if one.item is not None:
            continue
        plain = _named([(one, o) for o in one.options if o.kind is Kind.ANSWER], words)
        yield from _of_runs(one, _open_ended(plain, words), words)
        yield from _scaled(one, words, frozenset())


def _open_ended(runs: Sequence[_Run], words: Sequence[Word]) -> tuple[_Run, ...]:
    """Return the runs that stand for themselves: after "medium well or more" others are meant as well."""
    kept = []
    for run in runs:
        after = [word.text for word in words[max(run.positions) + 1 : max(run.positions) + 3]]
        if not (after[:1] in (["or"], ["and"]) and after[1:] and after[1] in OPEN_ENDS):
            kept.append(run)
    return tuple(kept)


OPEN_ENDS = frozenset("more less higher lower better worse above below beyond up over under older younger".split())


def _of_runs(one: Asked, runs: Sequence[_Run], words: Sequence[Word]) -> Iterator[Asserted]:
    distinct = {run.option.label: run for run in runs}
    if len(distinct) > 1 and _joined(tuple(distinct.values()), words):
        used = frozenset().union(*(run.positions for run in distinct.values()))
        values = tuple(value for run in distinct.values() for value in run.option.values)
        yield _made(one, values, min(run.score for run in distinct.values()), used, " or ".join(distinct))
        return
    for label, run in distinct.items():
        yield _made(one, run.option.values, run.score, run.positions, label)


def _scaled(one: Asked, words: Sequence[Word], item: frozenset[int]) -> Iterator[Asserted]:
    """Yield the answers of a scale that share the word said, unless it is graded ("very"): then one answer is meant."""
    for option in one.options:
        if option.kind is not Kind.SCALE:
            continue
        for run in _runs(option, one, words):
            first = min(run.positions)
            before = words[max(0, first - 2) : first]
            if any(word.text in DEGREES - {"a", "so", "all", "at", "too"} for word in before):
                continue
            if is_negated(before) == option.negative:
                yield _made(one, option.values, run.score, run.positions | item, option.label)


def _ratings(sheet: Questionnaire, words: Sequence[Word]) -> Iterator[Asserted]:
    """Yield the answers given about an item: "Luke Skywalker is viewed favorably"."""
    rated = [(one, one.item) for one in sheet.asked if one.item is not None and one.options]
    for run in _named([(one, item) for one, item in rated if item is not None], words):
        one, item = run.asked, run.positions
        found = [*_scaled(one, words, item)]
        plain = _named([(one, o) for o in one.options if o.kind is Kind.ANSWER], words)
        found += [_made(one, r.option.values, r.score, r.positions | item, r.option.label) for r in plain]
        if not found and any(word.root in RATES for word in words):
            found = [
                _made(one, o.values, BARE, item | _at(words, RATES), o.label)
                for o in one.options
                if o.kind is Kind.SCALE and o.weights[0][0] in PRAISE and not o.negative
            ]
        yield from (replace(a, score=a.score * min(1.0, run.score + 0.2)) for a in found)


def _yes_or_no(sheet: Questionnaire, words: Sequence[Word], least: float) -> Iterator[Asserted]:
    """Yield yes or no to a question whose words are said: "check the weather every day"."""
    for one in sheet.asked:
        if one.question.shape is not Shape.YES_NO:
            continue
        score, used = _said_of(one, words)
        if score < least or not _tells(one, words, used) or (score < ASKED and not _says_most(one, words, used)):
            continue
        if one.item is not None:
            runs = _named([(one, one.item)], words)
            if not runs:
                continue
            used |= runs[0].positions
        yes = not is_negated(_around(words, used))
        values = one.question.said(yes=yes)
        yield _made(one, values, score, used, f"{'yes' if yes else 'no'}: {one.question.text}")


def _said_of(one: Asked, words: Sequence[Word]) -> tuple[float, frozenset[int]]:
    """Return how much of a question's words are said, and where."""
    weights = dict(one.weights)
    used = frozenset(index for index, word in enumerate(words) if word.root in weights)
    said = sum(weights[root] for root in {words[index].root for index in used})
    total = sum(weights.values())
    return (said / total if total else 0.0), used


def _tells(one: Asked, words: Sequence[Word], used: frozenset[int]) -> bool:
    """Whether one of the words said tells something: "see any" alone could be of anything."""
    return any(words[i].root not in NEUTRAL_ROOTS | STOP_ROOTS for i in used) or one.question.computed


def _says_most(one: Asked, words: Sequence[Word], used: frozenset[int]) -> bool:
    """Whether the word that tells a question from all others is said: "daily" of "ride a daily tram"."""
    most = max(weight for _, weight in one.weights)
    return any(words[i].root == root for i in used for root, weight in one.weights if weight == most)


def _around(words: Sequence[Word], used: frozenset[int]) -> Sequence[Word]:
    return words[max(0, min(used) - 3) : max(used) + 1] if used else ()


def _at(words: Sequence[Word], roots: frozenset[str]) -> frozenset[int]:
    return frozenset(index for index, word in enumerate(words) if word.root in roots)


def _ticked(sheet: Questionnaire, words: Sequence[Word]) -> Iterator[Asserted]:
    """Yield the options of "select all that apply": a row that ticks any of them has answered."""
    ticks = [(one, one.item) for one in sheet.asked if one.item is not None and one.question.shape is Shape.TICK]
    for run in _named([(one, item) for one, item in ticks if item is not None], words):
        columns = tuple(q.column for q in sheet.battery(run.asked.question))
        whole = Condition(columns=columns, label=f"ticked any of {len(columns)} at “{run.asked.question.text}”")
        made = _made(run.asked, run.option.values, run.score, run.positions, "ticked")
        yield replace(made, wholes=((whole,),))


def _ranked(sheet: Questionnaire, words: Sequence[Word]) -> Iterator[Asserted]:
    """Yield the first or last place of an item, of those who know all items where that was asked, else of all.

    Who does not know some of the items can't put all of them in an order: both wholes stay open.
    """
    said = {word.text for word in words}
    cue = frozenset(i for i, word in enumerate(words) if word.text in TOP | BOTTOM or word.root == FIRST)
    if not cue:
        return
    ranks = [(one, one.item) for one in sheet.asked if one.item is not None and one.question.shape is Shape.RANK]
    for run in _named([(one, item) for one, item in ranks if item is not None], words):
        question = run.asked.question
        place = _place(question, lowest=bool(said & BOTTOM))
        made = _made(run.asked, place, run.score, run.positions | cue, f"place {place[0]}")
        ticked = _all_of_same_items(sheet, question)
        wholes = (((ticked,),) if ticked else ()) + made.wholes
        yield replace(made, wholes=wholes, context=made.context | {words[i].root for i in cue})


def _place(question: Question, *, lowest: bool) -> tuple[str, ...]:
    """Return the cells of the first, or last, place; one is the best unless the question says that it is the worst."""
    ordered = sorted(question.answers, key=float)
    text = question.text.casefold()
    turned = any(f"1 being {word}" in text or f"1 being your {word}" in text for word in ("least", "worst", "lowest"))
    return (ordered[-1] if lowest != turned else ordered[0],)


def _all_of_same_items(sheet: Questionnaire, question: Question) -> Condition | None:
    """Return the condition that every item of a battery was ticked at another question about the same items."""
    items = {q.item for q in sheet.battery(question)}
    for one in sheet.asked:
        if one.question.shape is Shape.TICK and {q.item for q in sheet.battery(one.question)} == items:
            return _whole_battery(sheet, one, every=True)
    return None


def _whole_battery(sheet: Questionnaire, one: Asked, *, every: bool) -> Condition:
    columns = tuple(q.column for q in sheet.battery(one.question))
    label = f"ticked {'all' if every else 'any'} of {len(columns)} at “{one.question.text}”"
    return Condition(columns=columns, every=every, label=label)


def _quantified(sheet: Questionnaire, words: Sequence[Word]) -> Iterator[Asserted]:
    """Yield "at least one of the films" and "all six" over the options of one question."""
    cues: tuple[tuple[frozenset[str], bool], ...] = ((ANY, False), (ALL, True))
    done: set[str] = set()
    for one in sheet.asked:
        if one.question.shape is not Shape.TICK or one.question.text in done:
            continue
        done.add(one.question.text)
        asked, said = _said_of(one, words)
        for roots, every in cues:
            cue = frozenset(i for i, word in enumerate(words) if word.root in roots or word.text in roots)
            if cue and said:
                condition = _whole_battery(sheet, one, every=every)
                made = _made(one, (), ASKED + asked * (1 - ASKED), cue | said, condition.label)
                yield replace(made, condition=condition, wholes=((),))


def _in_ranges(sheet: Questionnaire, words: Sequence[Word], text: str) -> Iterator[Asserted]:
    """Yield the answers that make up a range of ages or sums that the text names."""
    for said in ranges_in(text):
        inside = [i for i, word in enumerate(words) if word.start < said.end and said.start < word.end]
        whole = inside and words[inside[0]].start <= said.start + 1 and words[inside[-1]].end >= said.end - 1
        used = frozenset(inside) if whole else frozenset()
        for one in sheet.asked:
            values = covered(said, one.ranges)
            if used and values and is_about(text, one.question.text, one.question.answers):
                yield _made(one, values, 1.0, used, " or ".join(values))
