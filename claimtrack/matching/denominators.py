"""Whom a share is of, by the words: which stretches of a sentence say it, and what the sentence says beside them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from claimtrack.claims.claim import Claim
from claimtrack.matching.survey_words import NEGATIONS, PEOPLE_ROOTS, STOP_ROOTS, SURVEY_ROOTS, Word, read_words

FRONTED = re.compile(r"^\W*(?:But |And |Yet )?(?:(Among|Of|For|From|Out of)|(In|Across|Throughout))\s([^,;:]{2,90}),")
"""Before the first comma: "Among daily checkers,", "Of people aged 60 and up,", "In New England,"."""
AMONG = re.compile(r"\b(?:among|out of)\s([^,;:.]{2,90})", re.IGNORECASE)
OF_THEM = re.compile(r"\s*of\s", re.IGNORECASE)
"""Right after the number: "10 percent of those who drive"."""
FOR_THEM = re.compile(r"\s*(?:for|from|by|with|in|among)\s([^,;:.]{2,60})", re.IGNORECASE)
"""Right after the number: "12 percent for daily checkers"."""
GOES_ON = re.compile(
    r"\s*(?:who|that|whose|aged?|ages|under|over|between|with|without|living|in|from|earning|making|on|at)\b",
    re.IGNORECASE,
)
"""Right after whom it is of: what restricts them goes on."""
RELATIVE = re.compile(r"(?:the |these |all )?[\w’'-]+(?: [\w’'-]+)? (?:who|that|whose|aged?)\b")
"""A noun phrase and what restricts it: "all adults who drive"."""
STOP = re.compile(r"[,;:—–]")
VERB = re.compile(
    r"\s(?:is|are|was|were|has|have|had|said|says?|do(?:es)?|did|would|will|can|could|think|thought|chose|picked|named"
    r"|prefer(?:red)?|use[ds]?|got|get|check(?:ed)?|reported|answered|gave|want(?:ed)?|like[ds]?|agreed?|own(?:ed)?)\b",
    re.IGNORECASE,
)
"""Where what is said of them begins."""
PRONOUNS = frozenset({"them", "these", "they", "which", "whom", "us", "ours"})
HOLLOW = frozenset("it figure number share rate that this they total proportion percentage he she".split())
"""Subjects that stand for something that another sentence names."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """A sentence in parts: what it says, whom it says it of, and what may be either.

    `said` are the words of the statement. `of` are those that name the whole; `fronted` are of a place or a time at its
    head, which name a whole or nothing. `pronoun` is True when the whole is only pointed to, `hollow` when the subject
    is. `before` is True when something is said before the number, so that what follows it is only the whole.
    """

    said: tuple[Word, ...]
    of: tuple[Word, ...]
    fronted: tuple[Word, ...] = ()
    pronoun: bool = False
    hollow: bool = False
    before: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class _Stretch:
    start: int
    end: int
    surely: bool = True


def parts_of(claim: Claim, text: str, *, shared: bool) -> Parts:
    """Return the parts of a claim's sentence, its own number left out; only a share (`shared`) is of a whole."""
    number = (claim.number.start, claim.number.end)
    stretches = list(_stretches(claim, text)) if shared else []
    words = _outside(read_words(text, claim.sentence.start, claim.sentence.end), number)
    of = tuple(w for w in words if any(s.surely and s.start <= w.start < s.end for s in stretches))
    fronted = tuple(w for w in words if any(not s.surely and s.start <= w.start < s.end for s in stretches))
    said = tuple(w for w in words if w not in of and w not in fronted)
    lead = tuple(w for w in said if w.end <= claim.number.start)
    return Parts(
        said=said,
        of=of,
        fronted=fronted,
        pronoun=any(w.text in PRONOUNS for w in of) and not telling(of),
        hollow=any(w.text in HOLLOW for w in lead[:3]) and not telling(tuple(w for w in lead if w.text not in HOLLOW)),
        before=bool(telling(lead)),
    )


def telling(words: tuple[Word, ...]) -> tuple[Word, ...]:
    """Return the words that restrict people: not "those", "respondents" or "who were asked"."""
    dull = STOP_ROOTS | PEOPLE_ROOTS | SURVEY_ROOTS | NEGATIONS
    return tuple(word for word in words if word.root not in dull and word.text not in dull)


def is_denied(words: tuple[Word, ...]) -> bool:
    """Whether a word among them denies: "who do not drive"."""
    return any(word.text in NEGATIONS for word in words)


def _outside(words: tuple[Word, ...], number: tuple[int, int]) -> tuple[Word, ...]:
    return tuple(word for word in words if word.end <= number[0] or word.start >= number[1])


def _stretches(claim: Claim, text: str) -> list[_Stretch]:
    start, end = claim.sentence.start, claim.sentence.end
    sentence = text[start:end]
    found: list[_Stretch] = []
    if match := FRONTED.match(sentence):
        if start + match.end() <= claim.number.start:
            found.append(_Stretch(start=start + match.start(3), end=start + match.end(3), surely=bool(match[1])))
    else:
        found += (_Stretch(start=start + m.start(1), end=start + m.end(1)) for m in AMONG.finditer(sentence))
    found += _after_number(claim, text, end)
    return found


def _after_number(claim: Claim, text: str, end: int) -> list[_Stretch]:
    """Return whom the share is of where that follows the number: the noun phrase, and what restricts it further."""
    after = claim.number.end
    if match := OF_THEM.match(text, after, end):
        start = match.end()
        stop = STOP.search(text, start, end)
        limit = stop.start() if stop else end
        if GOES_ON.match(text, max(claim.quote.end, start), limit) or RELATIVE.match(text, start, limit):
            return [_Stretch(start=start, end=limit)]
        close = min(claim.quote.end, limit) if claim.quote.end > start else limit
        verb = VERB.search(text, start, close)
        return [_Stretch(start=start, end=verb.start() if verb else close)]
    if match := FOR_THEM.match(text, after, end):
        return [_Stretch(start=match.start(1), end=match.end(1), surely=False)]
    return []
