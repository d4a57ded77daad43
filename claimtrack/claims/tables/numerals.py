"""Words and signs that make numbers."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

SMALL = {
    "zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16,
    "seventeen": 17, "eighteen": 18, "nineteen": 19,
}  # fmt: skip
TENS = {
    "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
}  # fmt: skip
CARDINALS = SMALL | TENS

# Magnitudes as words stand after a number with or without a space.
MAGNITUDES = {
    "hundred": Decimal(100), "thousand": Decimal(1000), "million": Decimal(10**6), "billion": Decimal(10**9),
    "trillion": Decimal(10**12), "quadrillion": Decimal(10**15), "lakh": Decimal(10**5), "lakhs": Decimal(10**5),
    "crore": Decimal(10**7), "crores": Decimal(10**7), "mln": Decimal(10**6), "mn": Decimal(10**6),
    "mio": Decimal(10**6), "mil": Decimal(10**6), "mm": Decimal(10**6), "bln": Decimal(10**9), "bn": Decimal(10**9),
    "tn": Decimal(10**12), "trn": Decimal(10**12),
}  # fmt: skip
# Those that are abbreviations of units as well need a currency or must be glued to the number.
SHORT_MAGNITUDES = frozenset({"mm", "mil", "mn"})
# Letters as magnitudes, when glued to the number and (for the lower-case m) where no metre is meant.
LETTERS = {
    "k": Decimal(1000), "K": Decimal(1000), "M": Decimal(10**6), "m": Decimal(10**6), "B": Decimal(10**9),
    "b": Decimal(10**9), "T": Decimal(10**12),
}  # fmt: skip

# "a dozen" is a number; "dozens" is an open amount (bounds as in the verdict rules).
GROUPS = {"dozen": 12}
OPEN = {
    "dozens": (24, 100), "scores": (40, 100), "hundreds": (200, 1000), "thousands": (2000, 10**4),
    "millions": (2 * 10**6, 10**7), "billions": (2 * 10**9, 10**10), "trillions": (2 * 10**12, 10**13),
    "lakhs": (2 * 10**5, 10**6), "crores": (2 * 10**7, 10**8),
}  # fmt: skip
OPEN_FACTORS = {"tens": 10, "dozens": 10, "scores": 10, "hundreds": 100, "thousands": 1000}

DENOMINATORS = {
    "half": 2, "halves": 2, "third": 3, "thirds": 3, "quarter": 4, "quarters": 4, "fourth": 4, "fourths": 4,
    "fifth": 5, "fifths": 5, "sixth": 6, "sixths": 6, "seventh": 7, "sevenths": 7, "eighth": 8, "eighths": 8,
    "ninth": 9, "ninths": 9, "tenth": 10, "tenths": 10, "twentieth": 20, "hundredth": 100,
}  # fmt: skip
VULGAR = {
    "¼": Fraction(1, 4), "½": Fraction(1, 2), "¾": Fraction(3, 4), "⅓": Fraction(1, 3), "⅔": Fraction(2, 3),
    "⅕": Fraction(1, 5), "⅖": Fraction(2, 5), "⅗": Fraction(3, 5), "⅘": Fraction(4, 5), "⅙": Fraction(1, 6),
    "⅚": Fraction(5, 6), "⅛": Fraction(1, 8), "⅜": Fraction(3, 8), "⅝": Fraction(5, 8), "⅞": Fraction(7, 8),
}  # fmt: skip

ORDINALS = {
    "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9,
    "tenth": 10, "eleventh": 11, "twelfth": 12, "thirteenth": 13, "fourteenth": 14, "fifteenth": 15,
    "sixteenth": 16, "seventeenth": 17, "eighteenth": 18, "nineteenth": 19, "twentieth": 20, "thirtieth": 30,
    "fortieth": 40, "fiftieth": 50, "sixtieth": 60, "seventieth": 70, "eightieth": 80, "ninetieth": 90,
    "hundredth": 100, "thousandth": 1000,
}  # fmt: skip

# word: (ratio, id of the cue)
MULTIPLES: dict[str, tuple[Decimal, str]] = {
    "doubled": (Decimal(2), "ratio.doubled"), "doubling": (Decimal(2), "ratio.doubled"),
    "doubles": (Decimal(2), "ratio.doubled"), "tripled": (Decimal(3), "ratio.doubled"),
    "tripling": (Decimal(3), "ratio.doubled"), "triples": (Decimal(3), "ratio.doubled"),
    "trebled": (Decimal(3), "ratio.doubled"), "trebling": (Decimal(3), "ratio.doubled"),
    "quadrupled": (Decimal(4), "ratio.doubled"), "quadrupling": (Decimal(4), "ratio.doubled"),
    "quintupled": (Decimal(5), "ratio.doubled"), "quintupling": (Decimal(5), "ratio.doubled"),
    "sextupled": (Decimal(6), "ratio.doubled"), "septupled": (Decimal(7), "ratio.doubled"),
    "halved": (Decimal("0.5"), "ratio.halved"), "halving": (Decimal("0.5"), "ratio.halved"),
    "twice": (Decimal(2), "ratio.times_as_many"), "thrice": (Decimal(3), "ratio.times_as_many"),
}  # fmt: skip
# These need a look at what follows: "double the number", but "double standards".
BARE_MULTIPLES = {
    "double": Decimal(2), "triple": Decimal(3), "treble": Decimal(3), "quadruple": Decimal(4), "quintuple": Decimal(5),
}  # fmt: skip

MAX_DIGITS = 40
