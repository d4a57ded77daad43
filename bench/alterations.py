"""A number as written, altered in its own spelling: digits with their commas and decimals, or a plain number word."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
    " eighteen nineteen"
).split()
TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
WORDS: Mapping[str, int] = {
    **{word: value for value, word in enumerate(ONES)},
    **{word: 20 + 10 * value for value, word in enumerate(TENS)},
    **{f"{ten}-{one}": 20 + 10 * t + o for t, ten in enumerate(TENS) for o, one in enumerate(ONES[1:10], 1)},
}
SPELLED: Mapping[int, str] = {value: word for word, value in WORDS.items()}
DIGITS = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?")
WORD = re.compile(r"[a-z]+(?:-[a-z]+)?", re.IGNORECASE)
FOLD = re.compile(r"fold\b", re.IGNORECASE)
NINE_TENTHS, ELEVEN_TENTHS = Decimal("0.9"), Decimal("1.1")
FIRST_GROUPED = 1000
"""From here on a number shows whether its writer sets commas; a smaller one gets them as it grows."""
FAR_DIGIT = 4
"""How far the last digit is turned: one away would often be the same number rounded."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """The figure inside a number's text: where it stands there, as written, and what it is worth by itself."""

    start: int
    text: str
    value: Decimal

    def spelled(self, value: Decimal) -> str | None:
        """Return another value in this spelling, None where it has none: 450 is no plain word."""
        if self.text[0].isdigit():
            grouped = "," in self.text or self.value < FIRST_GROUPED
            return f"{value:{',' if grouped else ''}.{_places(value)}f}"
        word = SPELLED.get(int(value))
        return word.capitalize() if word is not None and self.text[0].isupper() else word


def written(text: str) -> Written | None:
    """Return the one figure of a number's text; None where there is none or several, or no plain word for it."""
    found = list(DIGITS.finditer(text))
    if len(found) == 1:
        figure = found[0]
        return Written(start=figure.start(), text=figure[0], value=Decimal(figure[0].replace(",", "")))
    word = WORD.match(text)
    if found or word is None:
        return None
    bare = FOLD.split(word[0])[0]
    value = WORDS.get(bare.lower())
    # "one-third" and "two million" are more than the word they begin with.
    goes_on = text[len(bare) :].lstrip().lower() not in ("", "fold", "times", "percent", "percentage points")
    return None if not value or goes_on else Written(start=0, text=bare, value=Decimal(value))


def alterations(figure: Written) -> Iterator[tuple[str, Decimal, str]]:
    """Yield each alteration of a figure that changes it: its kind, the new value and the new text."""
    for kind, alter in KINDS.items():
        value = alter(figure.value)
        text = None if value is None else figure.spelled(value)
        if value is not None and text is not None and value > 0 and value != figure.value:
            yield kind, value, text


def _last_digit(value: Decimal) -> Decimal:
    _, digits, exponent = value.as_tuple()
    assert isinstance(exponent, int)
    return Decimal((0, (*digits[:-1], (digits[-1] + FAR_DIGIT) % 10), exponent))


def _by(factor: Decimal) -> Callable[[Decimal], Decimal]:
    return lambda value: (value * factor).quantize(Decimal(1).scaleb(_exponent(value)), ROUND_HALF_UP)


def _times_ten(value: Decimal) -> Decimal:
    return (value * 10).quantize(Decimal(1).scaleb(_exponent(value)))


def _swapped(value: Decimal) -> Decimal | None:
    """Exchange the last two digits that stand side by side and differ, the first digit never with a zero."""
    _, digits, exponent = value.as_tuple()
    assert isinstance(exponent, int)
    for at in reversed(range(len(digits) - 1)):
        if digits[at] != digits[at + 1] and not (at == 0 and digits[1] == 0):
            return Decimal((0, (*digits[:at], digits[at + 1], digits[at], *digits[at + 2 :]), exponent))
    return None


def _exponent(value: Decimal) -> int:
    exponent = value.as_tuple().exponent
    assert isinstance(exponent, int)
    return exponent


def _places(value: Decimal) -> int:
    return max(0, -_exponent(value))


KINDS: Mapping[str, Callable[[Decimal], Decimal | None]] = {
    "last digit": _last_digit,
    "+10 %": _by(ELEVEN_TENTHS),
    "-10 %": _by(NINE_TENTHS),
    "x 10": _times_ten,
    "swapped": _swapped,
}
"""The alterations by name; None is for a number that has no such one."""
