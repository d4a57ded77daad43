"""A mention: one number of a sentence as the grammar sees it, by tokens."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from claimtrack.claims.vetoes import Aside


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """One number of a sentence, by tokens: `first` to `last` hold the number with its sign, currency and unit.

    `digits_first` and `digits_last` hold the bare numeral; `unit_last` is the last token of unit and rate.
    `pair` names the tie to the mention before it: range ends are one mention, "from A to B" are two with pair "to".
    """

    first: int
    last: int
    digits_first: int
    digits_last: int
    form: str
    value: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    precision: Decimal = Decimal(1)
    magnitude: Decimal = Decimal(1)
    unit: str | None = None
    per: str | None = None
    cues: tuple[str, ...] = ()
    aside: Aside | None = None
    hyphen: bool = False
