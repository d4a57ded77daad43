"""Reads the measured unit or currency that stands beside a number."""

from __future__ import annotations

from claimtrack.claims.tables.currencies import (
    CODES,
    DOLLARS,
    NAMES,
    NATIONAL,
    NATIONS,
    NEEDS_NATION,
    SCALED_CODES,
    SIGNS,
    WARY_CODES,
)
from claimtrack.claims.tables.units import UNITS
from claimtrack.claims.tokens import Tokens, tokenize

AGES = {"year": "year_of_age", "month": "month_of_age", "week": "week_of_age", "day": "day_of_age"}
_PER_DETERMINERS = frozenset({"per", "a", "an", "each", "every"})
_PER_NOUNS = frozenset(
    "second minute hour day night week month quarter year annum decade century share barrel ounce person head capita "
    "gallon litre liter pound kilogram kg mile km kilometre kilometer foot game household piece unit ton tonne acre "
    "dozen resident officer student child employee worker".split()
)
_TIME_RATES = frozenset("second minute hour day night week month quarter year annum decade game person".split())

_Index = dict[str, list[tuple[tuple[str, ...], str]]]


def _index(*, symbols: bool) -> _Index:
    table: _Index = {}
    for unit in UNITS:
        for wording in unit.symbols if symbols else unit.words:
            tokens = tokenize(wording)
            key = tuple(tokens.texts if symbols else tokens.words)
            table.setdefault(key[0], []).append((key, unit.id))
    for rows in table.values():
        rows.sort(key=lambda row: -len(row[0]))
    return table


_WORDS = _index(symbols=False)
_SYMBOLS = _index(symbols=True)


def unit_after(tokens: Tokens, index: int) -> tuple[str, int] | None:
    """Return the unit whose wording starts at token `index` and its last token, or None; ages are recognised."""
    at = index
    if (tokens.word(at) == "-" and tokens.glued(at) and tokens.word(at + 1) not in {"", "-"}) or (
        tokens.word(at) == "[" and tokens.word(at + 2) == "]"
    ):
        at += 1
    both = (_longest(_SYMBOLS, tokens.texts, at), _longest(_WORDS, tokens.words, at))
    found = max(filter(None, both), key=lambda row: row[1], default=None)
    if found is None:
        return _age_letters(tokens, at)
    unit, last = found
    if len(tokens.texts[at]) == 1 and last == at and tokens.texts[at].isalpha() and not _stands_alone(tokens, at):
        return None
    if unit in {"second", "quarter"} and not _is_time(tokens, at):
        return None
    if tokens.text(last) == "F" and not any(word.startswith("capacit") for word in tokens.words):
        unit = "fahrenheit"
    return _age(tokens, unit, last)


def _longest(table: _Index, words: list[str], at: int) -> tuple[str, int] | None:
    if at >= len(words):
        return None
    for key, unit in table.get(words[at], ()):
        if tuple(words[at : at + len(key)]) == key:
            return unit, at + len(key) - 1
    return None


def _stands_alone(tokens: Tokens, at: int) -> bool:
    """Whether a unit of one letter is glued to the number or is no word, initial or list letter."""
    if tokens.glued(at):
        return not (tokens.glued(at + 1) and tokens.text(at + 1)[:1].isalnum())
    follows = tokens.text(at + 1)
    if tokens.texts[at] in {"a", "G", "K", "b"} or (follows == "." and tokens.glued(at + 1) and at + 2 < len(tokens)):
        return False
    return follows == "" or not follows[0].isupper() or tokens.texts[at] == "W"


def _is_time(tokens: Tokens, at: int) -> bool:
    """Whether "second" or "quarters" is time: in the plural or before a hyphen, not the ordinal or the fraction."""
    return (
        (tokens.words[at].endswith("s") and tokens.word(at - 1) not in {"three", "3"})
        or tokens.word(at - 1) == "-"
        or (tokens.words[at] == "second" and tokens.is_number(at - 1) and "." in tokens.text(at - 1))
    )


def _age(tokens: Tokens, unit: str, last: int) -> tuple[str, int]:
    """Turn "years old", "-year-old" and "years of age" into the unit of an age."""
    if unit not in AGES:
        return unit, last
    at = last + 1 + (tokens.word(last + 1) == "-")
    if tokens.word(at) in {"old", "olds"}:
        return AGES[unit], at
    if tokens.words[last + 1 : last + 3] == ["of", "age"]:
        return AGES[unit], last + 2
    return unit, last


def _age_letters(tokens: Tokens, at: int) -> tuple[str, int] | None:
    if tokens.words[at : at + 3] == ["y", "/", "o"]:
        return "year_of_age", at + 2
    if tokens.word(at) == "yo" and tokens.word(at + 1) not in {"-", "yo"}:
        return "year_of_age", at
    return None


def currency_before(tokens: Tokens, index: int) -> tuple[str, int] | None:
    """Return the currency that ends right before token `index` and its first token, or None."""
    at = index - 1
    word = tokens.word(at)
    if word in DOLLARS and tokens.word(at - 1) == "$" and tokens.glued(at) and tokens.glued(index):
        return DOLLARS[word], at - 1
    if word in SIGNS:
        return _signed(tokens, at, SIGNS[word])
    if word == "=" and tokens.word(at - 1) == "y" and tokens.glued(index):
        return "JPY", at - 1
    if word in SCALED_CODES and tokens.text(at).isupper():
        return SCALED_CODES[word], at
    if word == "." and tokens.word(at - 1) in {"rs", "re"}:
        return CODES[tokens.word(at - 1)], at - 1
    if word == "us" and tokens.text(at) == "US" and tokens.glued(index):
        return "USD", at
    if word == "sen" and not tokens.is_capital(at):
        return "sen", at
    if word not in CODES or (word in WARY_CODES and not tokens.is_capital(at)):
        return None
    if word == "ps" and not tokens.glued(index):
        return None
    return CODES[word], at


def _signed(tokens: Tokens, at: int, currency: str) -> tuple[str, int]:
    """Narrow a dollar sign by letters around it: "US$", "C $", "$US", "u.s $"."""
    if currency != "USD":
        return currency, at
    before = tokens.word(at - 1)
    near = (
        tokens.glued(at)
        or tokens.text(at - 1).isupper()
        or before in {"c", "u.s.", "us", "hk", "nz", "cad", "aud", "mxn"}
    )
    if before in DOLLARS and near and not (before == "a" and not tokens.text(at - 1).isupper()):
        return DOLLARS[before], at - 1
    if before == "s" and tokens.word(at - 2) == "." and tokens.word(at - 3) == "u":
        return "USD", at - 3
    return currency, at


def currency_after(tokens: Tokens, index: int) -> tuple[str, int] | None:
    """Return the currency whose wording starts at token `index` and its last token, or None."""
    at = index + 1 if tokens.word(index) == "-" and tokens.glued(index) else index
    return _national(tokens, at) or _named(tokens, at) or _coded(tokens, at)


def _national(tokens: Tokens, at: int) -> tuple[str, int] | None:
    """Read a name with a nationality: "Hong Kong dollars", "Swiss francs"."""
    for size in (2, 1):
        nation = NATIONS.get(" ".join(tokens.words[at : at + size]))
        name = tokens.word(at + size)
        if nation and name in NAMES:
            singular = {"kronor": "krona"}.get(name, name.removesuffix("s"))
            return NATIONAL.get((nation, singular), NAMES[name]), at + size
    return None


def _named(tokens: Tokens, at: int) -> tuple[str, int] | None:
    """Read a sign or a plain name after the number: "5 €", "15 dollars", "118.5p"."""
    word = tokens.word(at)
    if word in SIGNS and (tokens.glued(at) or not (tokens.is_number(at + 1) and tokens.glued(at + 1))):
        return SIGNS[word], at
    if word in NAMES and word not in NEEDS_NATION:
        return NAMES[word], at
    if word in {"pounds", "pound"} and tokens.word(at + 1) == "sterling":
        return "GBP", at + 1
    if word == "pence" or (tokens.text(at) == "p" and _is_pence(tokens, at)):
        return "penny", at
    return ("DEM", at) if word == "marks" else None


def _coded(tokens: Tokens, at: int) -> tuple[str, int] | None:
    """Read a code after the number ("115 USD"), or "US" that only names the dollar."""
    word, text = tokens.word(at), tokens.text(at)
    if tokens.is_number(at + 1) and tokens.glued(at + 1):
        return None
    if word in SCALED_CODES and text.isupper():
        return SCALED_CODES[word], at
    plain = word in CODES and word not in WARY_CODES
    if (plain and (text.isupper() or word in {"usd", "rmb", "eur", "gbp"})) or text in {"CAD", "BTC", "SEK", "kn"}:
        return CODES[word], at
    bare = text in {"US", "U.S."} and tokens.word(at - 1) != "the" and _bare_us(tokens, at)
    return ("USD", at) if bare else None


def _is_pence(tokens: Tokens, at: int) -> bool:
    return tokens.word(at + 1) != "." or tokens.word(at + 2) != "m"


def _bare_us(tokens: Tokens, at: int) -> bool:
    """Whether "US" after a sum in dollars only names the dollar: "$31.20 US.", "$76 US a barrel"."""
    return (
        any(word == "$" for word in tokens.words[max(0, at - 4) : at]) and not tokens.word(at + 1)[:1].isalpha()
    ) or (tokens.word(at + 1) in {"a", "per"} and any(word == "$" for word in tokens.words[max(0, at - 4) : at]))


def rate_after(tokens: Tokens, index: int, *, measured: bool) -> tuple[str, int] | None:
    """Return the denominator of a rate that starts at token `index` ("per 100,000 residents", "a month"), or None.

    `measured` says that the number before has a unit or currency: only then does "a day" make a rate.
    """
    word = tokens.word(index)
    if word == "-" and tokens.word(index + 1) in {"a", "per", "an"} and tokens.word(index + 2) == "-" and measured:
        return tokens.word(index + 3), index + 3
    if word == "/" and tokens.glued(index) and tokens.word(index + 1)[:1].isalpha():
        return tokens.texts[index + 1], index + 1
    if word not in _PER_DETERMINERS:
        return None
    after = tokens.word(index + 1)
    if word == "per" and (tokens.is_number(index + 1) or after in {"thousand", "million", "hundred"}):
        last = index + 1
        while tokens.word(last + 1) in {"people", "residents", "inhabitants", "population", "children", "women",
        "births",
                                        "live", "workers", "students", "adults", "vehicle", "miles"}:  # fmt: skip
            last += 1
        return tokens.span_text(index + 1, last), last
    if word == "per" and after[:1].isalpha():
        if after in {"square", "cubic", "metric"}:
            return tokens.span_text(index + 1, index + 2), index + 2
        return (tokens.words[index + 1], index + 1) if after != "cent" else None
    if word in {"each", "every"}:
        return (after, index + 1) if after in _TIME_RATES and measured else None
    if tokens.word(index + 2) in {"ago", "earlier", "before", "later", "after"}:
        return None
    return (after, index + 1) if after in _PER_NOUNS and (measured or after in _TIME_RATES) else None
