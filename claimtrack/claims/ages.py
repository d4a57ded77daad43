"""Reads a bare number beside a person as an age."""

from __future__ import annotations

import re
from dataclasses import replace

from claimtrack.claims.mention import Mention
from claimtrack.claims.reading import Reading
from claimtrack.claims.tables.places import KINDS, is_place
from claimtrack.claims.tables.vetoes import MONTH
from claimtrack.claims.tokens import Tokens
from claimtrack.singular import singular

# How many words before a number "age" may stand: "the average age of a farmer is 58".
_LEAD = 8
_MONTH = re.compile(MONTH)
_QUANTIFIERS = frozenset(
    "most many some few all both none others half several each any those these they nearly only another "
    "here there today now then meanwhile nationwide statewide elsewhere overall altogether".split()
)
# Endings of nouns of agents, and things that have them too.
_AGENTS = ("er", "or", "ist", "man", "ian", "ant", "ent", "son")
_THINGS = frozenset(
    "number quarter center order letter list water paper power computer charter chapter summer winter matter "
    "cluster factor sector floor door color error plant restaurant grant percent event tent rent "
    "reason season lesson prison".split()
)
_PERSONS = frozenset(
    "chief sheriff mayor judge nurse deputy clerk priest coach pastor widow cop guard pilot wife husband mother mom "
    "father dad son daughter brother sister uncle aunt nephew niece cousin boy girl he she woman aide rabbi imam nun "
    "monk king queen prince princess senator bishop major captain colonel constable marshal native apprentice "
    "spokeswoman spokesperson chairwoman alderman councilwoman congresswoman grandmother grandfather".split()
)


def with_age(tokens: Tokens, reading: Reading) -> Reading:
    """Read a bare number beside a person as an age: "Armstrong, 25, said", "aged 40", "who was 10"."""
    mention = reading.mention
    if mention.unit is not None or mention.form not in {"digits", "words"} or reading.noun is not None:
        return reading
    value = mention.value if mention.value is not None else mention.high
    if value is None or not 0 < value < 116 or value != value.to_integral_value():
        return reading
    if not (_between_commas(tokens, mention) or _age_words(tokens, mention)):
        return reading
    return replace(reading, mention=replace(mention, unit="year_of_age"), cues=(*reading.cues, "age.bare"))


def _between_commas(tokens: Tokens, mention: Mention) -> bool:
    before, after = tokens.word(mention.first - 1), tokens.word(mention.last + 1)
    beside = tokens.text(mention.first - 2)
    closes = after in {",", ""} or (after in {".", ";"} and mention.last + 2 >= len(tokens))
    if mention.form != "digits" or before != "," or not closes or not beside[:1].isalpha():
        return False
    if (
        tokens.is_number(mention.last + 2)
        or tokens.is_number(mention.first - 3)
        or mention.value is None
        or mention.value < 3
    ):
        return False
    return _is_person(tokens, mention.first - 2)


def _is_person(tokens: Tokens, at: int) -> bool:
    """Whether the word before the comma may name a person: a name that is no place, quantifier or month, or a role."""
    word, text = singular(tokens.texts[at]), tokens.texts[at]
    if word in _PERSONS:
        return True
    if text[0].isupper():
        lower = text.lower()
        return lower not in _QUANTIFIERS | KINDS and not is_place(text) and _MONTH.fullmatch(text) is None
    return word.endswith(_AGENTS) and word not in _THINGS and not word.endswith("ment")


def _age_words(tokens: Tokens, mention: Mention) -> bool:
    before, two = tokens.word(mention.first - 1), tokens.word(mention.first - 2)
    if (
        before in {"aged", "age", "ages"}
        or (before == "of" and two == "age")
        or (before == "turned" and tokens.word(mention.last + 1) in {",", ".", ""})
    ):
        return True
    if before in {"was", "is", "were"} and two in {"who", "he", "she", "aged"}:
        return tokens.word(mention.last + 1) in {",", ".", "", "when", ")"}
    if tokens.words[mention.last + 1 : mention.last + 3] == ["or", "older"]:
        return True
    lead = tokens.words[max(0, mention.first - _LEAD) : mention.first]
    return before in {"is", "was", "around", "about"} and ("age" in lead or "expectancy" in lead)
