"""Which numbers are no claims, and why: dates, years, sections, names, scores and the like, before any parsing."""

from __future__ import annotations

import re
from dataclasses import dataclass

from claimtrack.claims.ranks import record_year
from claimtrack.claims.tables.currencies import CODES, NAMES, SIGNS
from claimtrack.claims.tables.places import is_place
from claimtrack.claims.tables.vetoes import LEAD_WORDS, MONTH, PATTERNS
from claimtrack.claims.tokens import Tokens

_PATTERNS = tuple((veto.id, veto.reason, re.compile(veto.pattern)) for veto in PATTERNS)
# How many words before a postal code "zip" may stand: "ZIP code, such as 32801".
_ZIP_LEAD = 5
_MONTH = re.compile(rf"^{MONTH}$")
_SCORE = re.compile(r"(\d{1,3})(?:[-–]|\s+to\s+)(\d{1,3})(?![\d%\w]|[-–.,]\d)")
# Right before "4 to 1" these make it the result of a vote or game.
_VOTED = re.compile(
    r"\b(?:voted?|voting|votes?|passed|approved|rejected|won|lost|beat|defeated|split|ruled|a vote of|a score of)"
    r"(?:\s+(?!from\b)[\w.]+)?\s+$"
)
_VOTE = re.compile(
    r"\b(?:vot\w+|pass\w*|won|wins?|lost|loses?|beat\w*|lead\w*|record|tied?|ties|tying|score\w*|victory|victories|"
    r"defeat\w*|draw|drew|game|ruling|ruled|decision|split|approved|cleared|match)\b",
    re.IGNORECASE,
)
_YEAR_BEFORE = frozenset(
    "in since by of from until till through during before after between year early late mid the to for and or a an "
    "this "
    "that fiscal fy calendar circa around spring summer fall autumn winter than ( its their 's against".split()
)
_COUNT_BEFORE = frozenset(
    "over nearly almost about some roughly approximately least than most exceeding exactly only just".split()
)
_YEAR_TIME = frozenset(
    "in since by until till during before after fiscal year early late mid through from spring summer fall".split()
)
# Plural nouns that a year qualifies: "had 1988 sales of $14 million".
_YEAR_NOUNS = frozenset(
    "sales results earnings profits revenues elections levels figures models budgets games olympics playoffs prices "
    "deliveries "
    "guidelines estimates exports imports taxes rates numbers season election budget census law act".split()
)
_LAWS = frozenset("law act bill statute amendment ruling treaty constitution code order decree resolution".split())
_NO_PLURAL = frozenset("is was has as its this his us does was's ours yes vs plus versus across perhaps".split())
_LIST_JOINTS = frozenset({"and", "or", ",", "-", "–", "&", "to"})
_LIST_REACH = 6
_UNITS_AFTER = frozenset(
    "% percent per pc km miles mile meters metres feet ft sq square kg tonnes tons rpm hp hz mhz mw kw gb mb cc people "
    "calories mah ppm bhp basis lbs pounds acres hectares units hours days".split()
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Aside:
    """Why the tokens from `first` to `last` are no claim."""

    first: int
    last: int
    rule: str
    reason: str


def veto_at(tokens: Tokens, index: int) -> Aside | None:
    """Return the veto that covers the number in digits at token `index`, or None; only words around it are looked
    at.
    """
    start = tokens.starts[index]
    for rule, reason, pattern in _PATTERNS:
        found = pattern.match(tokens.sentence, start)
        if found is not None:
            return Aside(first=index, last=max(index, tokens.find(found.end() - 1)), rule=rule, reason=reason)
    return (
        _list_marker(tokens, index)
        or _month_day(tokens, index)
        or _hyphen_name(tokens, index)
        or _lead(tokens, index)
        or _listed(tokens, index)
        or _named_year(tokens, index)
        or _year(tokens, index)
        or _score(tokens, index)
        or _zip(tokens, index)
        or _capital_name(tokens, index)
        or _glued_name(tokens, index)
    )


def is_title_case(tokens: Tokens) -> bool:
    """Whether most longer words begin with a capital, as headlines do."""
    long = [text for text in tokens.texts if len(text) > 3 and text[0].isalpha()]
    return bool(long) and sum(text[0].isupper() for text in long) * 10 >= 7 * len(long)


def _list_marker(tokens: Tokens, index: int) -> Aside | None:
    aside = Aside(first=index, last=index, rule="veto.list_marker", reason="list-marker")
    text, after, before = tokens.texts[index], tokens.word(index + 1), tokens.word(index - 1)
    if not text.isdecimal() or len(text) > 2:
        return None
    if index == 0 and after in {".", ")"} and tokens.glued(index + 1) and len(tokens) > 2:
        return aside
    if after == ")" and before != "(" and (index == 0 or not tokens.glued(index)) and "(" not in tokens.words[:index]:
        return aside
    if before == "(" and after == ")" and (index == 1 or tokens.word(index - 2) in {",", ";", ":"}):
        return aside
    return aside if before == "[" and after == "]" else None


def _month_day(tokens: Tokens, index: int) -> Aside | None:
    at = index - 1
    while tokens.word(at) in {".", ",", "of"}:
        at -= 1
    text = tokens.texts[index]
    if at < 0 or not text.isdecimal() or not _is_month(tokens, at):
        return _month_list(tokens, index)
    if len(text) <= 2 and int(text) <= 31:
        return Aside(first=index, last=index, rule="veto.date.month_day", reason="date")
    if len(text) == 4 and 1000 <= int(text) < 2200 and not record_year(tokens, index):
        return Aside(first=index, last=index, rule="veto.date.month_day", reason="date")
    return None


def _is_month(tokens: Tokens, at: int) -> bool:
    return _MONTH.match(tokens.texts[at]) is not None or (
        _MONTH.match(f"{tokens.texts[at]}.") is not None and tokens.texts[at][0].isupper()
    )


def _month_list(tokens: Tokens, index: int) -> Aside | None:
    """Catch the later days and the year of "Jan. 21 and 22, 2025" and "Dec. 15, 2011"."""
    text = tokens.texts[index]
    at = index - 1
    if tokens.word(at) not in {",", "-", "–", "to", "and", "or"} or not text.isdecimal() or len(text) not in {1, 2, 4}:
        return None
    day = at - 1
    if not tokens.is_number(day) or len(tokens.text(day)) > 2 or day < 1:
        return None
    month = day - 1 if tokens.word(day - 1) != "." else day - 2
    if month < 0 or not _is_month(tokens, month):
        return None
    if len(text) == 4 or (int(text) <= 31 and not _counts(tokens, index + 1)):
        return Aside(first=index, last=index, rule="veto.date.month_day", reason="date")
    return None


def _counts(tokens: Tokens, index: int) -> bool:
    """Whether the token at `index` looks like the start of a counted noun: a lower-case word that is no function
    word.
    """
    word, text = tokens.word(index), tokens.text(index)
    return (
        text.isalpha()
        and text.islower()
        and len(word) > 2
        and (word.endswith("s") or word in _UNITS_AFTER)
        and (word not in _NO_PLURAL)
    )


def _hyphen_name(tokens: Tokens, index: int) -> Aside | None:
    if tokens.word(index - 1) != "-" or not tokens.glued(index):
        return None
    # Pages print "COVID -19" too.
    if not tokens.glued(index - 1) and not (tokens.text(index - 2).isupper() and len(tokens.text(index - 2)) > 3):
        return None
    before = tokens.word(index - 2)
    if not before[:1].isalpha() or before in {
        "minus",
        "sub",
        "over",
        "under",
        "plus",
        "about",
        "to",
        "or",
        "now",
        "then",
        "nearly",
    }:
        return None
    if before in {"mid", "pre", "post", "late", "early"}:
        return Aside(first=index, last=index, rule="veto.year.bare", reason="year")
    return Aside(first=index, last=index, rule="veto.name.hyphen", reason="name")


def _lead(tokens: Tokens, index: int) -> Aside | None:
    at = index - 1
    if (tokens.word(at) in {".", "#"} and tokens.word(at - 1) in LEAD_WORDS) or tokens.word(at) == "code":
        at -= 1
    for row in LEAD_WORDS.get(tokens.word(at), ()):
        if not row.capital or tokens.is_capital(at):
            if row.id == "lead.number" and not _is_label(tokens, at, index):
                continue
            if row.id == "lead.phone" and len(tokens.texts[index]) < 3:
                continue
            if row.id in {"lead.name.label", "lead.name.place", "lead.bill"} and at == 0 and _counts(tokens, index + 1):
                continue
            return Aside(first=index, last=index, rule=row.id, reason=row.reason)
    return None


def _is_label(tokens: Tokens, at: int, index: int) -> bool:
    """Whether "no." or "number" labels: "No. 5", "number 12", never "the number 958" with a noun after or "no 5"."""
    word = tokens.word(at)
    if word == "#":
        return True
    if word in {"no", "nos"}:
        return tokens.word(at + 1) == "." or tokens.is_capital(at)
    return not _counts(tokens, index + 1)


def _listed(tokens: Tokens, index: int) -> Aside | None:
    """Carry a veto over to the later members of a list: "Routes 3 and 93", "Sections 5, 6 and 7"."""
    if _counts(tokens, index + 1):
        return None
    at = index
    for _ in range(_LIST_REACH):
        if tokens.word(at - 1) not in _LIST_JOINTS or not tokens.is_number(at - 2):
            return None
        at -= 2
        previous = _lead(tokens, at) if at else None
        if previous is not None:
            return Aside(first=index, last=index, rule=previous.rule, reason=previous.reason)
    return None


def _year(tokens: Tokens, index: int) -> Aside | None:
    text, after = tokens.texts[index], tokens.word(index + 1)
    if tokens.text(index - 1) in {"’", "'", "‘"} and tokens.glued(index) and len(text) == 2 and text.isdecimal():
        return Aside(first=index, last=index, rule="veto.year.bare", reason="year")
    if (
        len(text) != 4
        or not text.isdecimal()
        or not ("1500" <= text <= "2099" or _era(tokens, index) or _far_year(tokens, index))
    ):
        return None
    before = tokens.word(index - 1)
    if before in _COUNT_BEFORE or after in _UNITS_AFTER or _is_money(tokens, index):
        return None
    if tokens.glued(index + 1) and (tokens.text(index + 1)[0].isalpha() or after in {"%", "€", "£"}):
        return None
    if after in _YEAR_NOUNS and text >= "1900":
        return Aside(first=index, last=index, rule="veto.year.bare", reason="year")
    if _counts(tokens, index + 1) and before not in _YEAR_TIME and before != "the" and not before.endswith("'s"):
        return None
    if after == "-" and tokens.glued(index + 1) and tokens.word(index + 2) in {"year", "mile", "foot", "page", "acre"}:
        return None
    measured = tokens.word(index - 2) in {"sales", "average", "total", "price", "prices"} and before == "of"
    if measured or (
        before == "to" and tokens.word(index - 2) not in _YEAR_BEFORE and not _is_year_text(tokens, index - 2)
    ):
        return None
    if record_year(tokens, index):
        return None
    return Aside(first=index, last=index, rule="veto.year.bare", reason="year")


def _named_year(tokens: Tokens, index: int) -> Aside | None:
    """Return the year of a law or at the end of a span of years, whatever follows it."""
    text = tokens.texts[index]
    if not (len(text) == 4 and text.isdecimal() and "1500" <= text <= "2099"):
        return None
    if _dates_a_law(tokens, index) or _closes_a_span(tokens, index):
        return Aside(first=index, last=index, rule="veto.year.bare", reason="year")
    return None


def _dates_a_law(tokens: Tokens, index: int) -> bool:
    """Whether the year is that of a law: "the act of 1996 lets", "House Bill 1105 of 2024 obliges"."""
    named = tokens.word(index - 2) in _LAWS or (tokens.is_number(index - 2) and tokens.is_capital(index - 3))
    return tokens.word(index - 1) == "of" and named


def _closes_a_span(tokens: Tokens, index: int) -> bool:
    """Whether the year ends a span of years: "from 1991 to 2019 robberies fell", "from that year to 2019"."""
    opens = tokens.word(index - 3) in {"from", "between", "that"}
    first = tokens.word(index - 2) == "year" or _is_year_text(tokens, index - 2)
    return opens and first and tokens.word(index - 1) in {"to", "through", "and", "until"}


def _far_year(tokens: Tokens, index: int) -> bool:
    """Whether the number is a year of the next century, as forecasts name it: "by 2120"."""
    return (
        "2100" <= tokens.texts[index] < "2200"
        and tokens.word(index - 1) in {"by", "in", "until", "year", "through"}
        and (not _counts(tokens, index + 1))
    )


def _era(tokens: Tokens, index: int) -> bool:
    return tokens.word(index - 1) in {"a.d.", "ad"} or (
        tokens.word(index + 1) in {"bc", "b.c.", "bce", "ad", "ce"}
        or (tokens.word(index - 1) in {"and", "to"} and tokens.word(index - 3) in {"a.d.", "ad"})
    )


def _is_year_text(tokens: Tokens, index: int) -> bool:
    text = tokens.text(index)
    return len(text) == 4 and text.isdecimal() and "1500" <= text <= "2099"


def _is_money(tokens: Tokens, index: int) -> bool:
    before, after = tokens.word(index - 1), tokens.word(index + 1)
    coded = (before in CODES and not before.islower()) or tokens.text(index - 1) in {"USD", "EUR", "RM", "Rs", "GBP"}
    return coded or before in SIGNS or after in NAMES or tokens.text(index + 1) in SIGNS


def _score(tokens: Tokens, index: int) -> Aside | None:
    found = _SCORE.match(tokens.sentence, tokens.starts[index])
    if found is None or _is_money(tokens, index):
        return None
    last = tokens.find(found.end() - 1)
    after = tokens.word(last + 1)
    falls = int(found.group(1)) >= int(found.group(2))
    if after in _UNITS_AFTER or after in {"million", "billion", "thousand", "-", "/"}:
        return None
    if tokens.word(index + 1) == "to":
        voted = _VOTED.search(tokens.sentence, max(0, found.start() - 40), found.start()) is not None
    else:
        near = tokens.sentence[max(0, found.start() - 40) : found.end() + 20]
        voted = falls or _VOTE.search(near) is not None
    if voted and (falls or not _counts(tokens, last + 1)):
        return Aside(first=index, last=last, rule="veto.score", reason="score")
    return None


def _zip(tokens: Tokens, index: int) -> Aside | None:
    text, state = tokens.texts[index], tokens.text(index - 1)
    stands = (len(state) == 2 and state.isupper() and state.isalpha()) or tokens.word(index + 1) == "zip"
    stands = stands or "zip" in tokens.words[max(0, index - _ZIP_LEAD) : index]
    if len(text) == 5 and text.isdecimal() and stands:
        return Aside(first=index, last=index, rule="veto.address.zip", reason="address")
    return None


def _capital_name(tokens: Tokens, index: int) -> Aside | None:
    before = tokens.text(index - 1) if index else ""
    camel = len(before) > 2 and not before.islower() and not before.isupper() and not before[1:].islower()
    if not before[:1].isalpha() or not (before[:1].isupper() or camel) or "," in tokens.texts[index]:
        return None
    if (index == 1 and not camel) or is_place(before) or is_place(f"{tokens.text(index - 2)} {before}"):
        return None
    if (
        _is_month(tokens, index - 1)
        or tokens.words[index - 1] in {"i", "sen", "rs", "usd", "eur", "gbp", "rm", "us"}
        or tokens.glued(index)
    ):
        return None
    following = tokens.text(index + 1)
    if following in {"%", "percent", "per", "°", "degrees"} or _counts(tokens, index + 1) or _has_unit(tokens, index):
        return None
    if is_title_case(tokens) and following[:1].isalnum():
        return None
    return Aside(first=index, last=index, rule="veto.name.capital", reason="name")


def _has_unit(tokens: Tokens, index: int) -> bool:
    from claimtrack.claims.units import unit_after

    return unit_after(tokens, index + 1) is not None or tokens.word(index + 1) in {"million", "billion", "thousand"}


def _glued_name(tokens: Tokens, index: int) -> Aside | None:
    """Catch letters glued to a number that make no unit or magnitude: 5G, 49ers, 24703m212."""
    from claimtrack.claims.magnitudes import magnitude_at
    from claimtrack.claims.units import unit_after

    text = tokens.text(index + 1)
    if not tokens.glued(index + 1) or not text[:1].isalpha() or text.lower() in {"x", "st", "nd", "rd", "th", "fold"}:
        return None
    if magnitude_at(tokens, index + 1) is not None or unit_after(tokens, index + 1) is not None:
        return None
    if (
        text.lower() in CODES
        or text in SIGNS
        or (text == "p" and not tokens.glued(index + 2))
        or (text == "p" and tokens.text(index + 2) in {".", ",", ")", ";"})
    ):
        return None
    return Aside(first=index, last=index, rule="veto.name.glued", reason="name")
