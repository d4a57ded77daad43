"""One claim in many documents: which of their claims are the same, who was first, what changed on the way.

Two claims are the same when nothing contradicts it (time, scope, role, unit) and two of three hold: the same number,
the same thing counted, the same sentence. A release, a wire and an outlet may each change one of them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from claimtrack.claims.claim import Claim, Modality, Origin, ScopeWord
from claimtrack.corpus.document import Document
from claimtrack.matching.link import Link
from claimtrack.period import Period
from claimtrack.quantity import Modifier, Quantity, Role, significant_digits

NEWS = timedelta(days=7)
"""How long a story is passed on: a small or changed number said later is said of another time."""
TELLING_FOR = timedelta(days=31)
"""How long a number of three digits or more, which few other counts share, stands for the same claim."""
TELLING_DIGITS = 3
SAME_WORDS = 90
"""Likeness (0 to 100) of two counted nouns that are one: spelling and order differ, words do not."""
RETOLD = 80
"""Likeness of two sentences that tell one thing in other words, each word looked for in the other sentence."""
COPIED = 85
"""Likeness of two sentences of which one was copied and slightly changed."""
LEVELS = (Role.LEVEL, Role.TO)
NEAR = (Origin.PHRASE, Origin.CLAUSE, Origin.SENTENCE)
"""Where a place must stand to restrict the claim."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """A claim with the document that makes it, and what it is linked to."""

    document: Document
    claim: Claim
    link: Link | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What one telling of a claim has otherwise than the one before it: number, noun or hedge."""

    what: str
    before: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Appearance:
    """One telling of a claim. `first` is True for the earliest, for all that may be where the dates don't tell."""

    statement: Statement
    first: bool
    changes: tuple[Change, ...]


Find = Callable[[Statement], Iterable[Statement]]
"""Returns the statements of other documents that may be the same as one."""


def appearances(target: Statement, find: Find) -> tuple[Appearance, ...]:
    """Return every telling of a claim, one for each document, by date; the claim itself is among them."""
    group, asked = [target], 0
    while asked < len(group):
        for other in find(group[asked]):
            known = {member.document.id for member in group}
            if other.document.id not in known and _belongs(other, group, group[asked]):
                group.append(other)
        asked += 1
    return _in_order(group)


def _belongs(other: Statement, group: list[Statement], like: Statement) -> bool:
    """Whether a claim is the same as one of a group and contradicts none of it."""
    return is_same(like, other) and not any(_contradict(member, other) for member in group)


def is_same(a: Statement, b: Statement) -> bool:
    """Whether two claims are one."""
    if _contradict(a, b):
        return False
    same_number, same_thing = _number(a.claim.quantity) == _number(b.claim.quantity), _same_thing(a, b)
    if not same_number:
        return same_thing and _days_apart(a, b, NEWS) and (_rounded(a.claim, b.claim) or _copied(a, b))
    telling = _is_telling(a.claim.quantity)
    if not _days_apart(a, b, TELLING_FOR if telling else NEWS):
        return False
    if same_thing:
        return a.link is not None or telling or _retold(a, b)
    return telling and (_retold(a, b) or (_of_one_dataset(a, b) and _days_apart(a, b, NEWS)))


def _of_one_dataset(a: Statement, b: Statement) -> bool:
    """Whether two claims are linked to measures of one dataset; that it is one is seen to by `_other_scope`."""
    return a.link is not None and b.link is not None


def _contradict(a: Statement, b: Statement) -> bool:
    """Whether two claims can't be one: of another kind, time, place or name."""
    one, other = a.claim, b.claim
    kind = _kind(one) != _kind(other) or not one.modality is other.modality is Modality.ASSERTED
    times = _other_period(one.as_of, other.as_of) or _other_period(one.baseline, other.baseline)
    return kind or times or _other_scope(a, b)


def _kind(claim: Claim) -> tuple[object, ...]:
    quantity = claim.quantity
    direction = None if quantity.role in LEVELS else quantity.direction
    return kindred(quantity.role)[0], quantity.unit, direction, claim.per, claim.set_aside


def kindred(role: Role) -> tuple[Role, ...]:
    """Return the roles in which the same number may be told: what one story rose to is how many the next has."""
    return LEVELS if role in LEVELS else (role,)


def _other_period(a: Period | None, b: Period | None) -> bool:
    return a is not None and b is not None and (a.start, a.end) != (b.start, b.end)


def _other_scope(a: Statement, b: Statement) -> bool:
    """Whether the claims are of different places; for those that no data covers, also of different names."""
    if a.link is not None and b.link is not None:
        if a.link.best.dataset != b.link.best.dataset:
            return True
        return (a.link.scope, set(a.link.unmodelled)) != (b.link.scope, set(b.link.unmodelled))
    if _words(a.claim, "place") != _words(b.claim, "place"):
        return True
    names = _words(a.claim, "name"), _words(b.claim, "name")
    return bool(names[0] and names[1]) and not names[0] & names[1]


def _words(claim: Claim, kind: str) -> set[tuple[str, bool]]:
    def counts(word: ScopeWord) -> bool:
        return word.kind == kind and word.origin in NEAR

    return {(word.text.casefold(), word.excluded) for word in claim.scope_words if counts(word)}


def _number(quantity: Quantity) -> tuple[object, ...]:
    return quantity.value, quantity.low, quantity.high


def _is_telling(quantity: Quantity) -> bool:
    return quantity.value is not None and significant_digits(quantity.value) >= TELLING_DIGITS


def _same_thing(a: Statement, b: Statement) -> bool:
    """Whether the same is counted: one measure, or for what no data covers the same words."""
    if a.link is not None and b.link is not None:
        return a.link.best.measure == b.link.best.measure
    if a.link is not None or b.link is not None:
        return False
    from rapidfuzz import fuzz

    nouns = _noun(a.claim).casefold(), _noun(b.claim).casefold()
    heads = a.claim.head is not None and a.claim.head == b.claim.head
    return heads and fuzz.token_sort_ratio(*nouns) >= SAME_WORDS


def _noun(claim: Claim) -> str:
    return claim.measured_entity or claim.head or ""


def _days_apart(a: Statement, b: Statement, most: timedelta) -> bool:
    """Whether two claims are about times no further apart; those that name the same time are."""
    if a.claim.as_of is not None and b.claim.as_of is not None:
        return True
    times = _time(a), _time(b)
    return times[0] is not None and times[1] is not None and abs(times[0] - times[1]) <= most


def _time(statement: Statement) -> datetime | None:
    """Return when a claim is about: the end of the time it names, else of its publication."""
    when = statement.claim.as_of or statement.document.date_published
    return None if when is None else when.end


def _rounded(a: Claim, b: Claim) -> bool:
    """Whether one number is the other written shorter: hedged, and rounded or cut ("over 900" for 957).

    Without a hedge, or from two digits to one ("41", "about 40"), the shorter number is rather another count.
    """
    pair = [claim.quantity for claim in (a, b) if claim.quantity.value]
    if len(pair) < len((a, b)):
        return False
    short, long = sorted(pair, key=lambda quantity: significant_digits(quantity.value or Decimal(0)))
    if short.modifier is Modifier.EXACT or not _is_telling(long) or short.value is None or long.value is None:
        return False
    digits = significant_digits(short.value)
    unit = short.value.adjusted() - digits + 1
    scaled = long.value.scaleb(-unit)
    is_shorter = digits < significant_digits(long.value)
    return is_shorter and short.value.scaleb(-unit) in (scaled.to_integral_value(), scaled // 1)


def _retold(a: Statement, b: Statement) -> bool:
    from rapidfuzz import fuzz

    return fuzz.token_set_ratio(_plain_words(a.claim), _plain_words(b.claim)) >= RETOLD


def _copied(a: Statement, b: Statement) -> bool:
    from rapidfuzz import fuzz

    return fuzz.ratio(_plain_words(a.claim), _plain_words(b.claim)) >= COPIED


def _plain_words(claim: Claim) -> str:
    """Return the sentence's words without its numbers and marks."""
    return " ".join(re.findall(r"[^\W\d_]+", claim.sentence.text.casefold()))


def _in_order(group: list[Statement]) -> tuple[Appearance, ...]:
    def key(statement: Statement) -> tuple[bool, str, str]:
        date = statement.document.date_published
        return date is None, "" if date is None else date.start.isoformat(), statement.document.source

    ordered = sorted(group, key=key)
    dated = [s.document.date_published for s in ordered if s.document.date_published is not None]
    earliest_end = min((date.end for date in dated), default=None)
    found, before = [], None
    for statement in ordered:
        date = statement.document.date_published
        first = date is not None and earliest_end is not None and date.start <= earliest_end
        changes = () if before is None else changes_between(before.claim, statement.claim)
        found.append(Appearance(statement=statement, first=first, changes=changes))
        before = statement
    return tuple(found)


def changes_between(a: Claim, b: Claim) -> tuple[Change, ...]:
    """Return what a later telling has otherwise: number, counted noun, hedge."""
    found = []
    if _number(a.quantity) != _number(b.quantity):
        found.append(Change(what="number", before=a.number.text, after=b.number.text))
    if a.head != b.head:
        found.append(Change(what="noun", before=_noun(a) or "none", after=_noun(b) or "none"))
    if a.quantity.modifier is not b.quantity.modifier:
        found.append(Change(what="hedge", before=_hedge(a.quantity.modifier), after=_hedge(b.quantity.modifier)))
    return tuple(found)


def _hedge(modifier: Modifier) -> str:
    return "none" if modifier is Modifier.EXACT else modifier.value.replace("_", " ")
