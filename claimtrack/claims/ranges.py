"""Joins numbers that make one range, and shares magnitude, currency and unit between the ends of a pair."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from claimtrack.claims.hedges import hedge_before
from claimtrack.claims.mention import Mention
from claimtrack.claims.tables.changes import CHANGE_NOUNS, CHANGE_VERBS, MOVE_VERBS
from claimtrack.claims.tables.numerals import MULTIPLES
from claimtrack.claims.tokens import Tokens
from claimtrack.claims.units import rate_after

_DASHES = frozenset({"-", "–", "—", "−"})
_MAKES = frozenset("is was makes made represents represented means meant equals".split())
# How far after the start of a pair the noun of the change may stand.
_PREDICATE = 14
_RANGING = frozenset("range ranges ranged ranging run runs ran vary varies varied between anywhere cost costs".split())


def join_ranges(tokens: Tokens, mentions: list[Mention]) -> list[Mention]:
    """Return the mentions with ranges joined and shared parts copied; the order stays."""
    shared = list(_merge_rates(tokens, mentions))
    for at in range(len(shared) - 2, -1, -1):
        first, second = shared[at], shared[at + 1]
        joint = _joint(tokens, first, second) if first.aside is None and second.aside is None else None
        if joint is not None:
            shared[at : at + 2] = _shared(tokens, first, second, joint)
    result: list[Mention] = []
    for mention in shared:
        if not result or result[-1].aside is not None or mention.aside is not None:
            result.append(mention)
            continue
        previous = result[-1]
        joint = _joint(tokens, previous, mention)
        if joint is None:
            result.append(mention)
            continue
        if _is_range(tokens, previous, mention, joint):
            result[-1] = _range(previous, mention)
        else:
            result.append(mention)
    return result


def _merge_rates(tokens: Tokens, mentions: list[Mention]) -> Iterator[Mention]:
    """Yield the mentions, a denominator ("per 100,000 residents") made part of the number before it."""
    held: Mention | None = None
    for mention in mentions:
        before = tokens.words[max(0, mention.first - 2) : mention.first]
        is_rate = (before[-1:] == ["per"] or before in (["for", "every"], ["for", "each"])) and mention.unit is None
        if held is not None and is_rate and held.aside is None and mention.first - held.last <= 6:
            rate = rate_after(tokens, mention.first - 1, measured=True)
            held = replace(held, per=rate[0] if rate else tokens.span_text(mention.first, mention.last))
            continue
        if held is not None:
            yield _rate_over(tokens, held, mention)
        held = mention
    if held is not None:
        yield held


def _rate_over(tokens: Tokens, first: Mention, second: Mention) -> Mention:
    """Give the first sum the rate that stands after its equivalent in brackets: "C$6 (US$4.46) per share"."""
    bracket = tokens.word(first.last + 1) == "(" and tokens.word(second.last + 1) == ")"
    if not bracket or second.first - first.last > 3 or first.per is not None or first.unit is None:
        return first
    rate = rate_after(tokens, second.last + 2, measured=True)
    return replace(first, per=rate[0]) if rate is not None else first


def _joint(tokens: Tokens, first: Mention, second: Mention) -> str | None:
    """Return the word or dash between two mentions, or None when more than that stands between them."""
    between = tokens.words[first.last + 1 : second.first]
    while between and between[0] == "-" and len(between) > 1:
        between = between[1:]
    if second.cues[:1] == ("sign.negative",) and not between:
        between = [tokens.words[second.first]]
    if len(between) == 1 and (between[0] in _DASHES or between[0] in {"to", "or", "and", "/", "×"}):
        return between[0]
    if (
        between[:1] == ["to"]
        and len(between) == 2
        and between[1] in {"about", "nearly", "over", "almost", "around", "roughly"}
    ):
        return "to+"
    return None


def _shared(tokens: Tokens, first: Mention, second: Mention, joint: str) -> tuple[Mention, Mention]:
    if first.unit is None and second.unit not in {None, "fold"} and first.form not in {"multiple", "fraction"}:
        first = replace(first, unit=second.unit, per=second.per, cues=(*first.cues, "unit.shared"))
    elif second.unit is None and first.unit is not None and _carries(tokens, first, second, joint):
        second = replace(second, unit=first.unit, per=first.per, cues=(*second.cues, "unit.shared"))
    if first.per is None and second.per is not None and first.unit == second.unit:
        first = replace(first, per=second.per)
    elif second.per is None and first.per is not None and first.unit == second.unit and joint == "to":
        second = replace(second, per=first.per)
    return _scaled_up(first, second), second


def _scaled_up(first: Mention, second: Mention) -> Mention:
    """Return the first number with the magnitude of the second, when it lacks one: "$5-7 million"."""
    scale = second.magnitude
    if first.value is None or second.value is None or first.form == "fraction":
        return first
    if scale < 1000 or first.magnitude != 1 or first.unit != second.unit:
        return first
    if not 0 < first.value <= second.value / scale or first.value >= 1000:
        return first
    return replace(
        first, value=first.value * scale, precision=first.precision * scale, magnitude=scale,
        cues=(*first.cues, "magnitude.shared"),
    )  # fmt: skip


def _carries(tokens: Tokens, first: Mention, second: Mention, joint: str) -> bool:
    """Whether the second number takes the first one's unit: "from 208 pounds to 193", not "rose 8% to 3.65"."""
    follows = tokens.word(second.last + 1)
    ends = not follows[:1].isalpha() or follows in {
        "in",
        "by",
        "on",
        "for",
        "this",
        "last",
        "as",
        "at",
        "over",
        "within",
    }
    moved = joint != "to" or tokens.word(first.first - 1) == "from" or tokens.word(first.first - 2) == "from"
    return second.form in {"digits", "words"} and _plain(first) and ends and moved and joint != "and"


def _plain(mention: Mention) -> bool:
    return mention.form in {"digits", "words"} and mention.unit != "fold"


def _is_range(tokens: Tokens, first: Mention, second: Mention, joint: str) -> bool:
    if first.value is None or second.value is None or first.unit != second.unit or first.form == "multiple":
        return False
    if (first.form == "fraction") != (second.form == "fraction") and joint == "to":
        return False
    if joint in _DASHES:
        return abs(first.value) < abs(second.value)
    if first.value >= second.value:
        return False
    match joint:
        case "to":
            opening, _ = hedge_before(tokens, first.first)
            return _leads_on(tokens, second) or not (_is_change(tokens, opening) or makes_change(tokens, opening))
        case "or":
            return _is_choice(first, second)
        case "and":
            return tokens.word(first.first - 1) in {"between", "anywhere"} or tokens.word(first.first - 2) == "between"
        case _:
            return False


def _leads_on(tokens: Tokens, second: Mention) -> bool:
    """Whether another "to" and number follow: the first pair of "from 5 to 7 per cent to 3 to 5" is a range."""
    return (
        tokens.word(second.last + 1) == "to"
        and tokens.is_number(second.last + 2)
        and tokens.word(second.last + 3) == "to"
    )


def _is_choice(first: Mention, second: Mention) -> bool:
    if first.hyphen or first.value is None or second.value is None:
        return False
    near = second.value - first.value <= 1 or (second.value <= 20 and second.value <= 2 * first.value)
    scale = max(first.magnitude, Decimal(1))
    return near or (second.value - first.value) / scale <= 1


def _is_change(tokens: Tokens, first: int) -> bool:
    """Whether a verb of change governs the numbers that start at `first`: then "to" leads to the new value."""
    before = tokens.word(first - 1)
    at = first - 1
    if before in {"by", "of", "for"} or before in _RANGING:
        return False
    limit = max(-1, first - 12)
    from_ = before == "from"
    while at > limit:
        word = tokens.word(at)
        if word in _RANGING:
            return False
        if word in CHANGE_VERBS or word in MOVE_VERBS:
            return from_ or at >= first - 3
        if from_ and (word in MULTIPLES or word.endswith("fold")):
            return True
        if word in {",", ";", "."} and not from_:
            return False
        at -= 1
    return from_ and _is_change_noun(tokens, first)


def _is_change_noun(tokens: Tokens, first: int) -> bool:
    return any(word in CHANGE_NOUNS or word in {"up", "down"} for word in tokens.words[max(0, first - 10) : first])


def makes_change(tokens: Tokens, first: int) -> bool:
    """Whether a change is computed from the pair that starts at `first`: "From 135 to 957 is an increase of 609%"."""
    if tokens.word(first - 1) != "from":
        return False
    words = tokens.words[first : first + _PREDICATE]
    copula = next((at for at, word in enumerate(words) if word in _MAKES), None)
    to = next((at for at, word in enumerate(words[:copula]) if word == "to" and tokens.is_number(first + at + 1)), None)
    if copula is None or to is None:
        return False
    return any(word in CHANGE_NOUNS or word in MULTIPLES for word in words[copula:])


def _range(first: Mention, second: Mention) -> Mention:
    assert first.value is not None
    assert second.value is not None
    high = second.value
    if "sign.negative" in second.cues and first.value > 0:
        high = -high
    return replace(
        second,
        first=first.first,
        digits_first=first.digits_first,
        value=None,
        low=first.value,
        high=high,
        unit=second.unit,
        precision=min(first.precision, second.precision),
        cues=tuple(dict.fromkeys((*first.cues, *(cue for cue in second.cues if cue != "sign.negative"), "range"))),
    )
