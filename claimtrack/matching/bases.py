"""What a rate is formed over: how many of whom a text tells it for, and what a measure's own base is called."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from claimtrack.claims.claim import Claim
from claimtrack.claims.numeral import read_numeral
from claimtrack.claims.tokens import tokenize
from claimtrack.datasets.dataset import Descriptor, MeasureDefinition, PerCapita
from claimtrack.matching.cues import FUNCTION_WORDS
from claimtrack.matching.words import tokens
from claimtrack.singular import singular

HEAD = "capita"
"""Latin for heads: "per capita" is for each person."""
PERSONS = frozenset({"person", "people", "resident", "inhabitant"})
"""What those that are counted by the head are called."""
MAGNITUDES: Mapping[str, Decimal] = {
    "hundred": Decimal(100),
    "thousand": Decimal(1_000),
    "million": Decimal(1_000_000),
}
"""Bases in a single word: "per million residents"."""
OWN = re.compile(r"\s*(?:of )?(?:(?:the|its|their|his|her|all) )?(?:[\w.]+[’']s? )?", re.IGNORECASE)
"""Before whom a rate is for: "of the state's residents"."""
NOTHING = "(?!)"
SAID_PER = re.compile(r"\bper[ -](?:capita\b|\d|hundred\b|thousand\b|million\b)", re.IGNORECASE)
ENDED = re.compile(
    r"\s*(?:$|[.,;:!?)—–”\"]"
    r"|\s(?:but|while|as|compared|than|versus|last|this|now|today|currently|nationwide|statewide|since|during|by|on)\b"
    r"|\sin (?:the )?(?:\d{4}|(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)\w*|state|country|nation)\b)"
)
"""What ends the words for whom a rate is told, and does not restrict them: the sentence, a time, a comparison."""
NEXT_WORD = re.compile(r"\s*([^\W\d_][\w’'-]*)(?:\s+([^\W\d_][\w’'-]*))?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Base:
    """How many a text tells a rate for, and the words after that, which may name whom; none where it breaks off."""

    number: Decimal
    words: tuple[str, ...]


def with_bases(descriptors: Iterable[Descriptor]) -> tuple[Descriptor, ...]:
    """Return the descriptors, each measure over another dataset with the nouns of what it is formed over."""
    found = tuple(descriptors)
    known = {(d.name, m.name): m for d in found for m in d.measures}
    return tuple(
        replace(d, measures=tuple(_with_base(m, known) for m in d.measures))
        if any(m.per_capita is not None for m in d.measures)
        else d
        for d in found
    )


def fits_base(claim: Claim, rate: PerCapita) -> bool:
    """Whether a text's rate is for as many of the same as the measure's: neither "per million" nor "per household".

    A bare "per 100,000" is for the measure's base. Where the other dataset is missing, its words are not known.
    """
    base = base_of(claim)
    if base is None or base.number != rate.per:
        return False
    nouns = {_singular(tokens(noun)) for noun in rate.bases}
    if not nouns or not base.words or base.words[0] in FUNCTION_WORDS:
        return True
    if base.words[0] == HEAD:
        return bool(PERSONS & {noun[-1] for noun in nouns if len(noun) == 1})
    return any(_singular(base.words[: len(noun)]) == noun for noun in nouns)


def told_of_a_rate(claim: Claim) -> bool:
    """Whether what a number is said of is a rate: "pledges per capita rose 20 percent" is no rise of the count."""
    return any(SAID_PER.search(said) is not None for said in (claim.subject, claim.theme) if said)


def may_be_of_a_part(claim: Claim, rate: PerCapita, places: Iterable[str]) -> bool:
    """Whether whom a rate is told for may be some of the base: "residents under 30", "people in Houston, Texas".

    `places` are the wordings of the claim's own scope; after "in" they restrict nothing further.
    """
    rest = _rest(claim)
    nouns = "|".join(re.escape(noun) for noun in sorted({*rate.bases, *PERSONS}, key=len, reverse=True))
    named = re.match(rf"{OWN.pattern}(?:{nouns})(?:s|es)?\b", rest, re.IGNORECASE)
    rest = rest[named.end() :] if named is not None else rest
    inside = re.match(
        rf"\s+(?:in|of|across) (?:the )?(?:{'|'.join(map(re.escape, places)) or NOTHING})\b", rest, re.IGNORECASE
    )
    return ENDED.match(rest[inside.end() :] if inside is not None else rest) is None


def base_of(claim: Claim) -> Base | None:
    """Return what a claim's rate is for; None where its number can't be read."""
    if claim.per is None:
        return None
    words = tokens(claim.per)
    number = _number(claim.per)
    if number is None:
        return Base(number=Decimal(1), words=words) if words else None
    return Base(number=number, words=_after(claim))


def _number(per: str) -> Decimal | None:
    found = tokenize(per)
    numeral = read_numeral(found, 0) if len(found) else None
    if numeral is not None and numeral.value is not None:
        return numeral.value
    return MAGNITUDES.get(found.word(0))


def _after(claim: Claim) -> tuple[str, ...]:
    """Return the words that follow the number of a rate's base, as far as whom it is for may be named there."""
    rest = _rest(claim)
    own = OWN.match(rest)
    match = NEXT_WORD.match(rest, own.end() if own is not None else 0)
    return () if match is None else tuple(word.lower().replace("’", "'") for word in match.groups() if word)


def _rest(claim: Claim) -> str:
    """Return the sentence after the number of a rate's base, or after its only word."""
    text, found = claim.sentence.text, tokenize(claim.per or "")
    numeral = read_numeral(found, 0) if len(found) else None
    last = numeral.last if numeral is not None and numeral.value is not None else 0
    base = (claim.per or "")[: found.ends[last]] if len(found) else ""
    start = text.lower().find(base.lower(), claim.number.end - claim.sentence.start)
    return "" if start < 0 else text[start + len(base) :]


def _with_base(measure: MeasureDefinition, known: Mapping[tuple[str, str], MeasureDefinition]) -> MeasureDefinition:
    rate = measure.per_capita
    over = None if rate is None else known.get((rate.dataset, rate.over))
    if rate is None or over is None:
        return measure
    return replace(measure, per_capita=replace(rate, bases=over.nouns))


def _singular(words: tuple[str, ...]) -> tuple[str, ...]:
    return (*words[:-1], singular(words[-1])) if words else ()
