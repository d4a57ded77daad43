"""The number as read, and the magnitudes that scale it: "2.5m", "4 hundred million", "3.5 crore"."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from claimtrack.claims.tables.currencies import CODES, NAMES, SIGNS
from claimtrack.claims.tables.numerals import GROUPS, LETTERS, MAGNITUDES, SHORT_MAGNITUDES
from claimtrack.claims.tokens import Tokens

ONE = Decimal(1)
# "A third", "half", "one in five" are said to about a hundredth; "half a million" to a tenth of the million.
FRACTION_PRECISION = Decimal("0.01")
_SCALED_PRECISION = Decimal("0.1")
_FRACTION_PLACES = Decimal(1).scaleb(-12)
_METRE_CONTEXT = frozenset("tall long wide deep high away x × ( to - by of".split())


@dataclass(frozen=True, slots=True, kw_only=True)
class Numeral:
    """A number read from tokens `first` to `last`.

    `form` is digits, words, fraction, multiple, open or ordinal. An open word ("hundreds") has bounds and no value.
    `precision` is the unit of the last digit written.
    """

    first: int
    last: int
    value: Decimal | None
    form: str
    precision: Decimal = ONE
    low: Decimal | None = None
    high: Decimal | None = None
    magnitude: Decimal = ONE
    cue: str | None = None


def exact_decimal(fraction: Fraction) -> Decimal:
    """Return the fraction as a decimal: exact where it ends, twelve places for thirds and their like."""
    value = Decimal(fraction.numerator) / Decimal(fraction.denominator)
    return value.quantize(_FRACTION_PLACES).normalize() if fraction.denominator % 3 == 0 else value


def scaled(tokens: Tokens, numeral: Numeral) -> Numeral:
    """Return the numeral with the magnitudes that follow it: "4 hundred million", "2.5m", "3.5 crore"."""
    scale, last = ONE, numeral.last
    if numeral.form == "fraction" and tokens.word(last + 1) in {"a", "an"} and tokens.word(last + 2) in MAGNITUDES:
        last += 1
    while True:
        step = magnitude_at(tokens, last + 1)
        if step is None:
            break
        scale, last = scale * step, last + 1
    if numeral.form == "fraction" and last == numeral.last + 1 and tokens.word(last) in {"a", "an"}:
        last = numeral.last
    dozen = GROUPS.get(tokens.word(last + 1)) if tokens.word(last + 1) == "dozen" else None
    if dozen:
        scale, last = scale * dozen, last + 1
    if scale == ONE or numeral.value is None:
        return numeral
    return Numeral(
        first=numeral.first,
        last=last,
        value=numeral.value * scale,
        form=numeral.form if numeral.form != "fraction" else "words",
        precision=(_SCALED_PRECISION if numeral.form == "fraction" else numeral.precision) * scale,
        magnitude=scale,
    )


def magnitude_at(tokens: Tokens, index: int) -> Decimal | None:
    """Return the magnitude the token at `index` multiplies the number before it by, or None."""
    word = tokens.word(index)
    if word in MAGNITUDES and (word not in SHORT_MAGNITUDES or _after_currency(tokens, index)):
        return MAGNITUDES[word]
    if word == "-" and tokens.word(index + 1) in {"million", "billion", "trillion"}:
        return None
    text = tokens.text(index)
    if text not in LETTERS:
        return None
    if not tokens.glued(index):
        return LETTERS[text] if text == "B" and _is_plural(tokens.text(index + 1)) else None
    return _letter(tokens, index, text)


def _letter(tokens: Tokens, index: int, text: str) -> Decimal | None:
    if tokens.glued(index + 1) and tokens.word(index + 1) in {"/", "²", "³"}:
        return None
    if text == "m" and not _after_currency(tokens, index):
        return LETTERS[text] if _is_million(tokens, index + 1) else None
    if text in {"b", "T"} and not _after_currency(tokens, index):
        return None
    return LETTERS[text]


def _is_million(tokens: Tokens, index: int) -> bool:
    """Whether a small m before `index` means a million: a plural or "of" follows, no word of length."""
    word = tokens.word(index)
    if word == "of":
        return tokens.word(index + 1) not in {"the", "a"} or tokens.word(index + 2).endswith("s")
    if word in _METRE_CONTEXT or not word[:1].isalpha():
        return False
    return any(tokens.word(index + step).endswith("s") for step in (0, 1)) and word not in {"is", "was", "as"}


def _after_currency(tokens: Tokens, index: int) -> bool:
    """Whether the number before `index` has a currency before it, or one follows."""
    before = index - 1
    while before >= 0 and (tokens.is_number(before) or tokens.words[before] in {"-", "–", "to", "/", "½"}):
        before -= 1
    nearby = (tokens.word(before), tokens.word(index + 1))
    return any(word in SIGNS or word in CODES or word.endswith("$") for word in nearby) or nearby[1] in NAMES


def _is_plural(text: str) -> bool:
    return text.islower() and (text.endswith("s") or text == "people")
