"""Finds the numbers of a sentence: numeral, sign, currency, unit, rate and range, with a reason where it is no
claim.
"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from claimtrack.claims.magnitudes import Numeral
from claimtrack.claims.mention import Mention
from claimtrack.claims.numeral import read_numeral
from claimtrack.claims.ranges import join_ranges
from claimtrack.claims.ranks import RECORD_YEAR, ordinal_rank, record_year
from claimtrack.claims.ratio import multiple_at, share_at
from claimtrack.claims.tables.currencies import SCALED_CODES, SIGNS
from claimtrack.claims.tables.numerals import (
    BARE_MULTIPLES,
    CARDINALS,
    GROUPS,
    MAGNITUDES,
    MULTIPLES,
    OPEN,
    OPEN_FACTORS,
    ORDINALS,
    TENS,
    VULGAR,
)
from claimtrack.claims.tables.units import BY_ID
from claimtrack.claims.tokens import Tokens
from claimtrack.claims.units import currency_after, currency_before, rate_after, unit_after
from claimtrack.claims.vetoes import Aside, veto_at
from claimtrack.claims.word_vetoes import veto_word
from claimtrack.quantity import parse_number

# Words that may open a number; a word that ends in "fold" may too.
_OPENERS = (
    frozenset(CARDINALS)
    | frozenset(ORDINALS)
    | frozenset(GROUPS)
    | frozenset(OPEN)
    | frozenset(OPEN_FACTORS)
    | frozenset(VULGAR)
    | frozenset(MULTIPLES)
    | frozenset(BARE_MULTIPLES)
    | frozenset({"a", "an", "half", "several", "quarter", "few", "no", "none"})
)
# After ", none" these tell what part of a count is none: "12 are pending, none from Florida".
_OF_WHICH = frozenset({"from", "in", "of", "with", "for", "at"})
_HAVE = frozenset({"had", "has", "have"})
_NO_IDIOMS = frozenset(
    "one longer more fewer less doubt matter way idea such other comment plan plans reason evidence choice problem "
    "time date "
    "question decision word charge wonder party side".split()
)
_ORDINAL_ENDS = frozenset({"st", "nd", "rd", "th"})


def find_mentions(tokens: Tokens) -> list[Mention]:
    """Return the numbers of a sentence in order, those that are no claims with their reason."""
    found: list[Mention] = []
    index, size = 0, len(tokens)
    while index < size:
        opens = tokens.words[index] in _OPENERS or tokens.is_number(index) or tokens.words[index].endswith("fold")
        mention = _mention_at(tokens, index, found[-1].last if found else -1) if opens else None
        if mention is None:
            index += 1
        else:
            found.append(mention)
            index = mention.last + 1
    return join_ranges(tokens, found)


def _mention_at(tokens: Tokens, index: int, taken: int) -> Mention | None:
    digits = tokens.is_number(index)
    word = tokens.words[index]
    if word in {"no", "none"}:
        return _zero(tokens, index)
    ordinal = _ordinal_word(tokens, index) if word in TENS or word in ORDINALS else None
    if ordinal is not None:
        return ordinal
    money = currency_before(tokens, index) if digits or word in CARDINALS else None
    if money is not None and money[1] <= taken:
        money = None
    if digits:
        special = _special_digits(tokens, index, money)
        if special is not None:
            return special
    numeral = read_numeral(tokens, index)
    if numeral is None:
        return None
    if not digits and numeral.form in {"words", "fraction"}:
        aside = veto_word(tokens, numeral.first, numeral.last)
        if aside is not None and share_at(tokens, numeral) is None:
            return _aside(tokens, aside, numeral)
    return _completed(tokens, numeral, money, taken)


def _special_digits(tokens: Tokens, index: int, money: tuple[str, int] | None) -> Mention | None:
    """Return the mention of a number that is set aside or an ordinal; money is never vetoed."""
    if tokens.glued(index + 1) and tokens.word(index + 1) in _ORDINAL_ENDS:
        aside = veto_at(tokens, index)
        if aside is not None and aside.reason in {"date", "address"}:
            return _aside(tokens, aside, None)
        return _ordinal(tokens, index, index + 1, parse_number(tokens.texts[index].replace(" ", "")))
    if money is not None:
        return None
    aside = veto_at(tokens, index)
    if aside is not None:
        return _aside(tokens, aside, None)
    return _record(tokens, index) if _is_record(tokens, index) else None


def _is_record(tokens: Tokens, index: int) -> bool:
    text = tokens.texts[index]
    return len(text) == 4 and text.isdecimal() and "1500" <= text < "2200" and record_year(tokens, index)


def _record(tokens: Tokens, index: int) -> Mention:
    """Return the year of a record as a number of its own; a month before it is taken in."""
    first = index - 1 if tokens.is_capital(index - 1) else index
    return Mention(
        first=first, last=index, digits_first=index, digits_last=index, form="ordinal",
        value=Decimal(tokens.texts[index]),
        unit="year", cues=(RECORD_YEAR,),
    )  # fmt: skip


def _zero(tokens: Tokens, index: int) -> Mention | None:
    """Read "none had" and "no … agency had joined" as a count of zero."""
    word, at = tokens.words[index], index + 1
    counted = any(tokens.is_number(place) or tokens.word(place) in CARDINALS for place in range(index))
    if word == "none" and counted and tokens.word(index - 1) == "," and tokens.word(at) in _OF_WHICH:
        return _nothing(index)
    if word == "no":
        if tokens.word(at) in _NO_IDIOMS:
            return None
        while at < len(tokens) and at < index + 9 and tokens.word(at)[:1].isalpha() and tokens.word(at) not in _HAVE:
            at += 1
        if at == index + 1:
            return None
    after = tokens.words[at + 1 : at + 12]
    if tokens.word(at) not in _HAVE or "more" in after or not after:
        return None
    return _nothing(index)


def _nothing(index: int) -> Mention:
    return Mention(
        first=index, last=index, digits_first=index, digits_last=index, form="zero", value=Decimal(0),
        cues=("noun.zero",),
    )  # fmt: skip


def _ordinal_word(tokens: Tokens, index: int) -> Mention | None:
    """Read "third", and "twenty-first" from its tens on."""
    word, last = tokens.words[index], index + 2
    unit = ORDINALS.get(tokens.word(last), 0) if tokens.word(index + 1) == "-" else 0
    if word in TENS and 0 < unit < 10:
        return _ordinal(tokens, index, last, Decimal(TENS[word] + unit))
    return _ordinal(tokens, index, index, Decimal(ORDINALS[word])) if word in ORDINALS else None


def _ordinal(tokens: Tokens, first: int, last: int, value: Decimal | None) -> Mention:
    rank = ordinal_rank(tokens, first, last) if value is not None else None
    aside = None if rank is not None else Aside(first=first, last=last, rule="veto.ordinal", reason="ordinal")
    last = max(last, rank if rank is not None else last)
    return Mention(
        first=first,
        last=last,
        digits_first=first,
        digits_last=last,
        form="ordinal",
        value=value,
        aside=aside,
        cues=("role.rank",) if aside is None else (aside.rule,),
    )


def _aside(tokens: Tokens, aside: Aside, numeral: Numeral | None) -> Mention:
    last = max(aside.last, numeral.last if numeral else aside.first)
    value = numeral.value if numeral else parse_number(tokens.texts[aside.first].replace(" ", ""))
    return Mention(
        first=aside.first, last=last, digits_first=aside.first, digits_last=last, form="digits", value=value,
        aside=aside, cues=(aside.rule,),
    )  # fmt: skip


def _completed(tokens: Tokens, numeral: Numeral, money: tuple[str, int] | None, taken: int) -> Mention:
    """Add to the numeral its sign, currency, unit and rate."""
    first, last, unit, cues = numeral.first, numeral.last, None, []
    value, magnitude = numeral.value, numeral.magnitude
    if numeral.cue:
        cues.append(numeral.cue)
    if money is not None:
        unit, first = money
        if tokens.word(first) in SCALED_CODES and value is not None:
            value, magnitude = value * 10**6, Decimal(10**6)
    first, negative = _sign(tokens, first, taken)
    if negative and value is not None:
        value = -value
        cues.append("sign.negative")
    if unit is None and tokens.word(first) in SIGNS:
        unit = SIGNS[tokens.word(first)]
    if unit is not None:
        last = _money_tail(tokens, last, unit)
    else:
        unit, last = _unit(tokens, numeral, last)
    scale = _scale_after(tokens, numeral, unit, last)
    if scale is not None and value is not None:
        value, magnitude, last = value * scale[0], scale[0], scale[1]
    mention = Mention(
        first=first, last=last, digits_first=numeral.first, digits_last=numeral.last, form=numeral.form, value=value,
        low=numeral.low, high=numeral.high, precision=numeral.precision, magnitude=magnitude, unit=unit,
        cues=tuple(cues),
        hyphen=tokens.word(numeral.last + 1) == "-" and tokens.glued(numeral.last + 1),
    )  # fmt: skip
    mention = share_at(tokens, mention) or multiple_at(tokens, mention)
    return _compound(tokens, _rated(tokens, mention))


def _scale_after(tokens: Tokens, numeral: Numeral, unit: str | None, last: int) -> tuple[Decimal, int] | None:
    """Return a magnitude that stands after or in the currency and its last token: "75 USD million", "20 MUSD"."""
    if unit is None or numeral.magnitude != 1 or last == numeral.last:
        return None
    if tokens.word(last) in SCALED_CODES:
        return Decimal(10**6), last
    follows = tokens.word(last + 1)
    return (MAGNITUDES[follows], last + 1) if follows in {"million", "billion", "trillion"} else None


def _money_tail(tokens: Tokens, last: int, unit: str) -> int:
    """Take in words that repeat the currency: "$10 dollars", "$31.20 US"."""
    again = currency_after(tokens, last + 1)
    return again[1] if again is not None and again[0] == unit and tokens.word(last + 1)[0].isalpha() else last


def _unit(tokens: Tokens, numeral: Numeral, last: int) -> tuple[str | None, int]:
    if numeral.form == "multiple":
        return "fold", last
    at = last + 1
    if numeral.form == "fraction" and tokens.word(at) in {"a", "an"}:
        at += 1
    if numeral.form == "fraction" and tokens.word(at) == "of" and tokens.word(at + 1) in {"a", "an", "one"}:
        at += 2
    if tokens.word(at) == "-" and tokens.word(at + 1) in {"million", "billion"}:
        return None, last
    money = currency_after(tokens, at)
    if money is not None and unit_after(tokens, at) is None:
        return money
    if numeral.magnitude >= 10**6 and tokens.word(at) in {"pound", "pounds"} and tokens.word(at + 1) != "of":
        return "GBP", at
    return unit_after(tokens, at) or (None, last)


def _sign(tokens: Tokens, first: int, taken: int) -> tuple[int, bool]:
    """Return where the number starts with its sign, and whether it is negative."""
    before = tokens.word(first - 1)
    if first - 1 <= taken:
        return first, False
    if before in {"minus", "negative"}:
        return first - 1, True
    if before == "-" and tokens.word(first - 2) == "minus" and tokens.glued(first):
        return first - 2, True
    if before in {"-", "−", "–"} and not tokens.glued(first - 1):
        opens = first == 1 or (tokens.word(first - 2) != "-" and not tokens.is_number(first - 2))
        if opens and (tokens.glued(first) or _is_temperature(tokens, first + 1)):
            return first - 1, True
    if before in {"-", "−"} and first - 2 >= 0 and tokens.word(first - 2) in SIGNS and tokens.glued(first):
        return first - 2, True
    return first, False


def _is_temperature(tokens: Tokens, at: int) -> bool:
    """Whether a temperature's unit stands at `at`, so that a spaced dash before the number is its sign."""
    found = unit_after(tokens, at)
    return found is not None and BY_ID[found[0]].kind == "temperature"


def _rated(tokens: Tokens, mention: Mention) -> Mention:
    measured = mention.unit is not None and mention.unit != "fold"
    rate = rate_after(tokens, mention.last + 1, measured=measured) if measured else None
    if rate is None or (
        mention.unit == "percent" and tokens.word(mention.last + 1) in {"a", "an"} and rate[0] not in {"year", "month"}
    ):
        return mention
    return replace(mention, per=rate[0], last=rate[1])


def _compound(tokens: Tokens, mention: Mention) -> Mention:
    """Read "thirteen dollars forty-five cents", "15 dollars and 50" and "2 hours" as they stand; only money adds up."""
    names = tokens.word(mention.last) in {"dollar", "dollars", "euros", "euro", "usd"}
    if (
        not names
        or mention.value is None
        or mention.magnitude != 1
        or mention.value != mention.value.to_integral_value()
    ):
        return mention
    at = mention.last + 1
    if tokens.word(at) in {"and", ","}:
        at += 1
    follow = read_numeral(tokens, at) if at < len(tokens) else None
    if follow is None or follow.value is None or not 0 < follow.value < 100 or follow.form not in {"digits", "words"}:
        return mention
    last = follow.last
    if tokens.word(last + 1) in {"cent", "cents"}:
        last += 1
    elif tokens.word(last + 1) not in {"", ".", ",", "more"} or tokens.word(mention.last + 1) == ",":
        return mention
    cents = Decimal(follow.value) / 100
    return replace(mention, value=mention.value + cents, last=last, digits_last=follow.last, precision=Decimal("0.01"))
