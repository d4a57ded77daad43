"""Hedges: the words beside a number that bound or blur it, and the modifier they add up to."""

from __future__ import annotations

from claimtrack.claims.mention import Mention
from claimtrack.claims.tables.cues import HEDGES, Hedge
from claimtrack.claims.tokens import Tokens
from claimtrack.quantity import Modifier

_AREAS = frozenset({"states", "counties", "countries", "provinces", "territories", "cities", "districts"})
_HAVING = frozenset(
    {"covers", "has", "was", "is", "includes", "serves", "spans", "across", "as", "reaches", "operates"}
)


def _table(side: str) -> dict[str, list[tuple[tuple[str, ...], Hedge]]]:
    """Return hedges by their last word (before the number) or their first (after it), longest first."""
    table: dict[str, list[tuple[tuple[str, ...], Hedge]]] = {}
    for hedge in HEDGES:
        if hedge.side == side:
            for wording in hedge.words:
                key = tuple(wording.split())
                table.setdefault(key[-1] if side == "before" else key[0], []).append((key, hedge))
    for rows in table.values():
        rows.sort(key=lambda row: -len(row[0]))
    return table


_BEFORE = _table("before")
_AFTER = _table("after")
# The more permissive of two stacked hedges wins; "just" alone says nothing of the bound.
_WEAK = frozenset({Modifier.EXACT})


def hedge_before(tokens: Tokens, first: int) -> tuple[int, list[Hedge]]:
    """Return where the hedges before token `first` begin, and the hedges from left to right."""
    found: list[Hedge] = []
    while True:
        for key, hedge in _BEFORE.get(tokens.word(first - 1), ()):
            start = first - len(key)
            if start >= 0 and tuple(tokens.words[start:first]) == key and _applies(tokens, start):
                found.insert(0, hedge)
                first = start
                break
        else:
            if (
                found
                or tokens.word(first - 1) not in {"a", "an", "the"}
                or tokens.word(first - 2) not in {"than", "nearly", "about"}
            ):
                return first, found
            first -= 1
            continue


def _applies(tokens: Tokens, start: int) -> bool:
    word, before = tokens.word(start), tokens.word(start - 1)
    if word == "up" and before in {"add", "adds", "added", "adding", "sum", "sums", "lead", "led", "run", "live"}:
        return False
    if word == "some" and before in {"than", "the"}:
        return False
    if word == "over" and before in {"cut", "spread", "fell", "stretched", "scattered", "held"}:
        return False
    if word == "over" and start and _is_spatial(tokens, start):
        return False
    if word in {"near", "past", "beyond", "under", "below", "above"} and before in {"in", "the", "years", "from"}:
        return word in {"under", "below", "above"} and before == "from"
    if word == "minimum" and before == "a":
        return True
    return word != "-"


def _is_spatial(tokens: Tokens, over: int) -> bool:
    """Whether "over" says where: "1,412 agreements as of Feb. 13 over 40 states", not "covers over 40 states"."""
    places = not _AREAS.isdisjoint(tokens.words[over + 2 : over + 4])
    return (
        places
        and (tokens.is_number(over - 1) or tokens.word(over - 1).endswith("s"))
        and tokens.word(over - 1) not in _HAVING
    )


def hedge_after(tokens: Tokens, last: int) -> tuple[int, Hedge | None]:
    """Return where a hedge after token `last` ends, and the hedge or None."""
    for key, hedge in _AFTER.get(tokens.word(last + 1), ()):
        if tuple(tokens.words[last + 1 : last + 1 + len(key)]) == key:
            if (key == ("plus",) and not tokens.glued(last + 1)) or (key == ("+",) and not tokens.glued(last + 1)):
                continue
            return last + len(key), hedge
    return last, None


def modifier_of(mention: Mention, hedges: list[Hedge]) -> Modifier:
    """Return what the hedges of a number say together."""
    ranged = "range" in mention.cues
    strong = [hedge.modifier for hedge in hedges if hedge.modifier not in _WEAK]
    if not strong:
        return Modifier.BETWEEN if ranged else Modifier.EXACT
    # "at least about 30": a blur is more permissive than a bound beside it.
    for blurred in (Modifier.ABOUT, Modifier.NEARLY):
        if blurred in strong and len(set(strong)) > 1:
            return blurred
    return strong[-1]
