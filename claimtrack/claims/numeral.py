"""The numeral grammar: reads numbers from tokens, in digits and in words, exactly."""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction

from claimtrack.claims.magnitudes import FRACTION_PRECISION, ONE, Numeral, exact_decimal, magnitude_at, scaled
from claimtrack.claims.tables.changes import CHANGE_VERBS
from claimtrack.claims.tables.numerals import (
    BARE_MULTIPLES,
    CARDINALS,
    DENOMINATORS,
    GROUPS,
    MAGNITUDES,
    MAX_DIGITS,
    MULTIPLES,
    OPEN,
    OPEN_FACTORS,
    SHORT_MAGNITUDES,
    SMALL,
    TENS,
    VULGAR,
)
from claimtrack.claims.tokens import Tokens

DECIMAL_COMMA = "number.decimal_comma"
"""The cue of a number that can only be read with a decimal comma."""
_CONTINENTAL = re.compile(r"\d{1,3}(?:\.\d{3})+,\d+|\d{1,3},\d{1,2}")
_AFTER_FRACTION = frozenset(
    "of , . ; : ! ? ) more less fewer higher lower larger smaller as that those who are were is was in from this "
    "compared".split()
)
_BEFORE_FRACTION = frozenset(
    "than about nearly roughly almost over around by under approximately exactly just only another least".split()
)
_HALVED = frozenset("hour mile inch century point turn cup teaspoon tablespoon pound percent decade acre".split())


def read_numeral(tokens: Tokens, index: int) -> Numeral | None:
    """Return the longest number that starts at token `index`, or None."""
    if tokens.is_number(index):
        return _digits(tokens, index)
    word = tokens.words[index]
    if word in VULGAR:
        value = exact_decimal(VULGAR[word])
        return scaled(
            tokens, Numeral(first=index, last=index, value=value, form="fraction", precision=FRACTION_PRECISION)
        )
    if word in MULTIPLES or word in BARE_MULTIPLES:
        return _multiple(tokens, index)
    if word.endswith("fold"):
        return _fold_word(tokens, index)
    return _fraction(tokens, index) or _open(tokens, index) or _words(tokens, index)


def _precision(text: str) -> Decimal:
    _, point, decimals = text.partition(".")
    return ONE.scaleb(-len(decimals)) if point else ONE


def _digits(tokens: Tokens, index: int) -> Numeral | None:
    text = tokens.texts[index].replace(" ", "")
    swapped = is_continental(text)
    text = text.replace(".", "").replace(",", ".") if swapped else text.replace(",", "")
    if len(text) > MAX_DIGITS:
        return None
    value, precision, last, form = Decimal(text), _precision(text), index, "digits"
    power = _power(tokens, index)
    if power is not None:
        exact, last = value.scaleb(power[0]), power[1]
        return Numeral(first=index, last=last, value=exact, form=form, precision=precision.scaleb(power[0]))
    half = _digit_fraction(tokens, index)
    if half is not None:
        value, last = half
        precision, form = FRACTION_PRECISION, "fraction"
    elif tokens.word(index + 1) in VULGAR:
        value, last = value + exact_decimal(VULGAR[tokens.word(index + 1)]), index + 1
    elif _is_mixed(tokens, index + 1):
        numerator, denominator = int(tokens.texts[index + 1]), int(tokens.texts[index + 3])
        value, last = value + exact_decimal(Fraction(numerator, denominator)), index + 3
    elif tokens.words[index + 1 : index + 4] == ["and", "a", "half"]:
        value, last = value + Decimal("0.5"), index + 3
    cue = DECIMAL_COMMA if swapped else None
    return scaled(tokens, Numeral(first=index, last=last, value=value, form=form, precision=precision, cue=cue))


def is_continental(text: str) -> bool:
    """Whether digits can only be read with a decimal comma: "12,5", "1.234,50"."""
    return _CONTINENTAL.fullmatch(text) is not None


def _power(tokens: Tokens, index: int) -> tuple[int, int] | None:
    """Return the exponent of "×10−30" after the number at `index` and its last token, or None."""
    if tokens.word(index + 1) not in {"×", "x", "*"} or tokens.word(index + 2) != "10":
        return None
    at, sign = index + 3, 1
    if tokens.word(at) == "^":
        at += 1
    if tokens.word(at) in {"-", "−", "–"}:
        at, sign = at + 1, -1
    exponent = tokens.text(at)
    return (sign * int(exponent), at) if exponent.isdecimal() and len(exponent) < 3 and tokens.glued(at) else None


def _is_mixed(tokens: Tokens, index: int) -> bool:
    """Whether "1/2" stands at `index`, glued and with a small denominator, after a whole number."""
    if not (tokens.is_number(index) and tokens.word(index + 1) == "/" and tokens.is_number(index + 2)):
        return False
    above, below = tokens.texts[index], tokens.texts[index + 2]
    if not (above.isdecimal() and below.isdecimal() and len(below) < 3 and tokens.glued(index + 1)):
        return False
    return tokens.glued(index + 2) and 0 < int(above) < int(below) <= 16


def _digit_fraction(tokens: Tokens, index: int) -> tuple[Decimal, int] | None:
    if not _is_mixed(tokens, index) or tokens.word(index + 3) in {"/", "-"}:
        return None
    value = exact_decimal(Fraction(int(tokens.texts[index]), int(tokens.texts[index + 2])))
    return value, index + 2


def _multiple(tokens: Tokens, index: int) -> Numeral | None:
    word = tokens.words[index]
    if word in MULTIPLES:
        value, cue = MULTIPLES[word]
        if tokens.word(index + 1) == "-" or (word == "doubles" and tokens.word(index - 1) in {"the", "mixed", "in"}):
            return None
        return Numeral(first=index, last=index, value=value, form="multiple", cue=cue)
    follows = tokens.word(index + 1)
    if follows in {"the", "its", "their", "that", "what", "last", "from"}:
        cue = "ratio.times_as_many"
    elif tokens.word(index - 1) in {"to", "than", "will", "would", "could", "nearly", "almost"} and follows in {
        "", ".", ",", "in", "to", "by", "over", "since", "within", "this",
    }:  # fmt: skip
        cue = "ratio.doubled"
    else:
        return None
    return Numeral(first=index, last=index, value=BARE_MULTIPLES[word], form="multiple", cue=cue)


def _fold_word(tokens: Tokens, index: int) -> Numeral | None:
    stem = tokens.words[index][:-4].rstrip("-")
    if stem not in CARDINALS and stem not in {"hundred", "thousand"}:
        return None
    value = Decimal(CARDINALS[stem]) if stem in CARDINALS else MAGNITUDES[stem]
    return Numeral(first=index, last=index, value=value, form="multiple", cue="ratio.fold")


def _fraction(tokens: Tokens, index: int) -> Numeral | None:
    """Read "half", "a third", "two-thirds", "three quarters"."""
    word = tokens.words[index]
    if word == "half":
        return _half(tokens, index)
    if word == "a" and tokens.word(index + 1) == "half" and tokens.word(index + 2) in _HALVED:
        return _half(tokens, index + 1)
    if word not in SMALL and word not in {"a", "an"} and word != "quarter":
        return None
    hyphen = tokens.word(index + 1) == "-"
    at = index if word == "quarter" else index + 1 + hyphen
    below = DENOMINATORS.get(tokens.word(at))
    if below is None or tokens.word(at) == "half":
        return _half(tokens, at, first=index) if tokens.word(at) == "half" and word == "one" else None
    above = 1 if word in {"a", "an", "quarter"} else SMALL[word]
    plural = tokens.word(at).endswith("s")
    if plural != (above != 1) or not _reads_as_fraction(tokens, index, at, hyphen=hyphen):
        return None
    value = exact_decimal(Fraction(above, below))
    return scaled(tokens, Numeral(first=index, last=at, value=value, form="fraction", precision=FRACTION_PRECISION))


def _reads_as_fraction(tokens: Tokens, first: int, at: int, *, hyphen: bool) -> bool:
    after = tokens.word(at + 1)
    if after in {"million", "billion", "trillion"}:
        return True
    if tokens.words[first] == "quarter":
        return False
    if hyphen or tokens.words[first] not in {"a", "an", "one"}:
        return not (tokens.word(at) in {"quarter", "quarters"} and after in {"in", "ended", "results"} and not hyphen)
    before = tokens.word(first - 1)
    if before in _BEFORE_FRACTION or before in CHANGE_VERBS or after == "of":
        return after not in {"time", "year", "day", "term", "person"}
    return (
        tokens.word(at) in {"third", "quarter"}
        and (after in _AFTER_FRACTION or after == "")
        and (tokens.word(first - 1) in {"and", "by", "to", "or"})
    )


def _half(tokens: Tokens, index: int, *, first: int | None = None) -> Numeral | None:
    """Read "half", "half a million", "half a dozen", "half a percentage point"; never "first half" or "half-time"."""
    start = index if first is None else first
    before, after = tokens.word(start - 1), tokens.word(index + 1)
    numeral = Numeral(first=start, last=index, value=Decimal("0.5"), form="fraction", precision=FRACTION_PRECISION)
    if before in {"a", "an"} and after in _HALVED:
        return Numeral(first=start - 1, last=index, value=Decimal("0.5"), form="fraction", precision=FRACTION_PRECISION)
    if after in {"-", "time"} or before in {
        "first",
        "second",
        "other",
        "latter",
        "better",
        "top",
        "bottom",
        "each",
        "-",
    }:
        return None
    if after in {"a", "an"} and tokens.word(index + 2) in MAGNITUDES | GROUPS:
        word = tokens.word(index + 2)
        scale = MAGNITUDES[word] if word in MAGNITUDES else Decimal(GROUPS[word])
        return Numeral(
            first=start, last=index + 2, value=scale / 2, form="words", precision=scale / 10, magnitude=scale
        )
    if magnitude_at(tokens, index + 1) is not None:
        return scaled(tokens, numeral)
    quantified = after in {"of", "the", "a", "an", "its", "their", "his", "her", "those", "these", "all", "that", "as"}
    if quantified or before in _BEFORE_FRACTION or after in {"percent", "%"}:
        return numeral
    return None


def _open(tokens: Tokens, index: int) -> Numeral | None:
    """Read "hundreds", "tens of thousands", "several hundred"."""
    word = tokens.words[index]
    if word in {"several", "few"} and tokens.word(index + 1) in {"hundred", "thousand", "million", "billion", "dozen"}:
        scale = Decimal(12) if tokens.word(index + 1) == "dozen" else MAGNITUDES[tokens.word(index + 1)]
        return Numeral(
            first=index, last=index + 1, value=None, low=2 * scale, high=10 * scale, form="open", magnitude=scale,
            precision=scale, cue="open.several",
        )  # fmt: skip
    if word not in OPEN and word not in OPEN_FACTORS:
        return None
    last, factor = index, 1
    while tokens.word(last) in OPEN_FACTORS and tokens.word(last + 1) == "of" and tokens.word(last + 2) in OPEN:
        factor, last = factor * OPEN_FACTORS[tokens.word(last)], last + 2
    base = tokens.word(last)
    if base not in OPEN or (base == "scores" and tokens.word(last + 1) != "of"):
        return None
    low, high = OPEN[base]
    scale = MAGNITUDES.get(base[:-1], Decimal(12)) * factor
    if factor > 1:
        low, high = 2 * int(scale), 10 * int(scale)
    return Numeral(
        first=index, last=last, value=None, low=Decimal(low), high=Decimal(high), form="open", magnitude=scale,
        precision=scale, cue=f"open.{base}",
    )  # fmt: skip


def _words(tokens: Tokens, index: int) -> Numeral | None:
    """Read a cardinal in words: "two hundred and fifty", "a million", "twenty-three", "one and a half thousand"."""
    word = tokens.words[index]
    if word in {"a", "an"}:
        return _one_of(tokens, index)
    if word in GROUPS and word == "dozen" and tokens.word(index - 1) in {"the", "per"}:
        return Numeral(first=index, last=index, value=Decimal(GROUPS[word]), form="words")
    if word not in CARDINALS:
        return None
    return _spell(tokens, index, index, Decimal(0), Decimal(0))


def _one_of(tokens: Tokens, index: int) -> Numeral | None:
    word = tokens.word(index + 1)
    if word == "dozen":
        return Numeral(first=index, last=index + 1, value=Decimal(12), form="words")
    if word not in {"hundred", "thousand", "million", "billion", "trillion", "lakh", "crore"}:
        return None
    return _spell(tokens, index, index + 1, Decimal(0), ONE)


def _spell(tokens: Tokens, first: int, at: int, total: Decimal, group: Decimal) -> Numeral:
    """Follow the words of a cardinal from `at`; `total` holds finished thousands, `group` the running hundreds."""
    last, precision = at, ONE
    while True:
        word = tokens.word(at)
        step = at
        if word == "-" or (word == "and" and _goes_on(tokens, at, group, total)):
            step, word = at + 1, tokens.word(at + 1)
        if word in TENS and group % 100 == 0:
            group += TENS[word]
        elif word in SMALL and _fits(group, SMALL[word]):
            group += SMALL[word]
        elif word == "hundred" and 0 < group < 100:
            group, precision = group * 100, Decimal(100)
        elif word in MAGNITUDES and word not in SHORT_MAGNITUDES and group and step == at:
            total, group, precision = total + group * MAGNITUDES[word], Decimal(0), MAGNITUDES[word]
        else:
            break
        if word in CARDINALS:
            precision = ONE
        last, at = step, step + 1
    return _spelt(tokens, first, last, total + group, precision)


def _fits(group: Decimal, small: int) -> bool:
    if group % 100 == 0:
        return small > 0 or group == 0
    return small < 10 and group % 10 == 0 and group % 100 >= 20


def _goes_on(tokens: Tokens, at: int, group: Decimal, total: Decimal) -> bool:
    """Whether "and" continues the cardinal: after a hundred or thousand, with words for less than a hundred."""
    after = tokens.word(at + 1)
    return after in CARDINALS and ((group > 0 and group % 100 == 0) or (group == 0 and total > 0))


def _spelt(tokens: Tokens, first: int, last: int, value: Decimal, precision: Decimal) -> Numeral:
    words = tokens.words[last + 1 : last + 4]
    if words == ["and", "a", "half"] or words == ["and", "one", "half"]:
        numeral = Numeral(
            first=first, last=last + 3, value=value + Decimal("0.5"), form="words", precision=Decimal("0.5")
        )
        return scaled(tokens, numeral)
    if words[:2] == ["point", "five"] or (words[:1] == ["point"] and tokens.word(last + 2) in SMALL and value < 100):
        decimals = SMALL[tokens.word(last + 2)]
        if decimals < 10:
            exact = value + Decimal(decimals) / 10
            return scaled(
                tokens, Numeral(first=first, last=last + 2, value=exact, form="words", precision=Decimal("0.1"))
            )
    if tokens.word(last + 1) == "dozen":
        return Numeral(first=first, last=last + 1, value=value * 12, form="words", precision=Decimal(12))
    return Numeral(first=first, last=last, value=value, form="words", precision=precision, magnitude=precision)
