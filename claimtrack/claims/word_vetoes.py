"""Which numbers in words are no claims: pronouns, idioms, names."""

from __future__ import annotations

from claimtrack.claims.tables.numerals import CARDINALS
from claimtrack.claims.tables.vetoes import LEAD_WORDS
from claimtrack.claims.tokens import Tokens
from claimtrack.claims.vetoes import Aside, is_title_case

_PRONOUN_BEFORE = frozenset(
    "no any every each another some this that which the a his her their our my your its either neither "
    "anyone someone same".split()
)
_ONE_AFTER = frozenset(
    "another day 's that who which can could would should might must may is was has had will does to and or but , . "
    "; : ? ! ) "
    "in at on from with as by for if when where after before over night morning evening time thing".split()
)
# After "the bottom three" these show that no noun follows: a group is named, nothing counted.
_ENDINGS = frozenset({"", ".", ",", ";", "during", "in", "of", "at", "on", "and", "after", "before", "with", "for"})


def veto_word(tokens: Tokens, first: int, last: int) -> Aside | None:
    """Return the veto on a number in words, or None."""
    if tokens.word(first) == "one" and first == last:
        return _one(tokens, first)
    before = tokens.word(first - 1)
    if before in {"bottom", "top", "final", "last"} and tokens.word(last + 1) in _ENDINGS:
        return Aside(first=first, last=last, rule="veto.idiom", reason="pronoun")
    if before == "-" and tokens.glued(first - 1) and tokens.glued(first):
        return Aside(first=first, last=last, rule="veto.idiom", reason="pronoun")
    if tokens.words[last + 1 : last + 3] == ["o'clock"]:
        return Aside(first=first, last=last, rule="veto.time.24h", reason="time")
    lead = LEAD_WORDS.get(before, ())
    for row in lead:
        if tokens.is_capital(first - 1) and tokens.is_capital(first) and first > 1:
            return Aside(first=first, last=last, rule=row.id, reason=row.reason)
    if _is_title_name(tokens, first):
        return Aside(first=first, last=last, rule="veto.name.capital", reason="name")
    return None


def _is_title_name(tokens: Tokens, first: int) -> bool:
    """Whether a capitalised number word follows a capitalised word inside a sentence in normal case: "Big Ten"."""
    if first < 1 or not tokens.is_capital(first) or not tokens.is_capital(first - 1):
        return False
    return not is_title_case(tokens)


def _one(tokens: Tokens, index: int) -> Aside | None:
    before, after = tokens.word(index - 1), tokens.word(index + 1)
    aside = Aside(first=index, last=index, rule="veto.pronoun.one", reason="pronoun")
    if before == "-" or (after == "-" and tokens.word(index + 2) in {"on", "to", "of", "off", "by", "sided"}):
        return Aside(first=index, last=index, rule="veto.idiom", reason="pronoun")
    if after in {"to", "or", "and"} and (tokens.word(index + 2) in CARDINALS or tokens.is_number(index + 2)):
        return None
    if after == "of" and before == "its":
        return None
    if after == "" or before in _PRONOUN_BEFORE or after in _ONE_AFTER:
        return aside
    if after == "of" and tokens.word(index + 2) in {"them", "us", "you", "these", "those", "which", "whom"}:
        return aside
    return aside if after[:1] in "'’" else None
