"""Gathers a claim's scope words: names in its phrase, clause, sentence and paragraph and in the headline."""

from __future__ import annotations

from claimtrack.claims.claim import Origin, ScopeWord
from claimtrack.claims.names import Name


def scope_words(
    sentence: list[Name],
    paragraph: list[Name],
    headline: list[Name],
    phrase: tuple[int, int],
    clause: tuple[int, int],
    others: list[tuple[int, int]],
    parts: list[tuple[int, int]],
) -> tuple[ScopeWord, ...]:
    """Return the scope words, nearest origin first, each text once per origin at most.

    `others` are the clauses of the sentence's other numbers: their places stay theirs when this clause names its own.
    `parts` are the clauses of later numbers that give a part of this one ("36 of them in Florida"): their names are
    theirs alone.
    """
    near, far = [], []
    own_place = any(name.kind == "place" and _within(name, clause) for name in sentence)
    for name in sentence:
        if _within(name, phrase):
            near.append(_word(name, Origin.PHRASE))
        elif _within(name, clause):
            near.append(_word(name, Origin.CLAUSE))
        elif any(_within(name, part) for part in parts):
            continue
        elif not (
            any(_within(name, other) for other in others if other != clause) and own_place and name.kind == "place"
        ):
            far.append(_word(name, Origin.SENTENCE))
    near.sort(key=lambda word: (word.origin is not Origin.PHRASE, word.start))
    seen = {word.text for word in (*near, *far)}
    wider = [_word(name, Origin.PARAGRAPH) for name in paragraph if name.text not in seen]
    seen |= {word.text for word in wider}
    wider += [_word(name, Origin.HEADLINE) for name in headline if name.text not in seen]
    return (*near, *far, *_once(wider))


def _once(words: list[ScopeWord]) -> list[ScopeWord]:
    return list({word.text: word for word in reversed(words)}.values())[::-1]


def _within(name: Name, span: tuple[int, int]) -> bool:
    return span[0] <= name.start and name.end <= span[1]


def _word(name: Name, origin: Origin) -> ScopeWord:
    return ScopeWord(
        text=name.text, kind=name.kind, origin=origin, start=name.start, end=name.end, excluded=name.excluded
    )
