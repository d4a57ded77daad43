"""Ratios and shares: "six times as many", "10x", "sixfold", "one in five", "one out of every five"."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import overload

from claimtrack.claims.magnitudes import FRACTION_PRECISION, Numeral
from claimtrack.claims.mention import Mention
from claimtrack.claims.numeral import read_numeral
from claimtrack.claims.tables.changes import CHANGE_NOUNS
from claimtrack.claims.tokens import Tokens

_TIME_WORDS = frozenset(
    "second seconds minute minutes hour hours day days night nights week weeks month months year years quarter "
    "quarters "
    "games matches innings seasons attempts appearances starts".split()
)
_ROUND = frozenset({10, 100, 1000, 10_000, 100_000, 1_000_000})
_TIMES_MORE = frozenset(
    "more higher larger greater bigger faster stronger worse likelier longer fewer less lower smaller better "
    "heavier taller".split()
)
_TIMES_AS = frozenset({"as", "the", "that", "its", "their", "what", "last", "this", "his", "her", "over"})


@overload
def share_at(tokens: Tokens, found: Numeral) -> Numeral | None: ...
@overload
def share_at(tokens: Tokens, found: Mention) -> Mention | None: ...
def share_at(tokens: Tokens, found: Numeral | Mention) -> Numeral | Mention | None:
    """Return the number turned into a share when "in M", "out of M" or "of every M" follows it, or None."""
    if found.value is None or found.form not in {"digits", "words"}:
        return None
    whole = _whole(tokens, found.last + 1)
    if whole is None or whole.value is None:
        return None
    above, below = found.value, whole.value
    explicit = tokens.word(found.last + 1) != "in"
    if not 0 < above < below or above != above.to_integral_value() or below != below.to_integral_value():
        return None
    if not explicit and not (below <= 20 or below in _ROUND):
        return None
    if tokens.word(whole.last + 1) in _TIME_WORDS or (not explicit and tokens.is_number(whole.first) and above > 20):
        return None
    value = (above / below).quantize(Decimal(1).scaleb(-12)).normalize()
    precision = FRACTION_PRECISION
    cue = "share.n_in_m"
    if isinstance(found, Numeral):
        return replace(found, last=whole.last, value=value, form="fraction", precision=precision, cue=cue)
    return replace(
        found, last=whole.last, digits_last=whole.last, value=value, form="fraction", precision=precision,
        unit=None, cues=(*found.cues, cue),
    )  # fmt: skip


def _whole(tokens: Tokens, at: int) -> Numeral | None:
    word, after = tokens.word(at), tokens.word(at + 1)
    if word == "in":
        at += 1 + (after == "every")
    elif word == "out" and after == "of":
        at += 2 + (tokens.word(at + 2) == "every")
    elif word == "of" and after == "every":
        at += 2
    else:
        return None
    if at >= len(tokens):
        return None
    numeral = read_numeral(tokens, at)
    return numeral if numeral is not None and numeral.form in {"digits", "words"} else None


def multiple_at(tokens: Tokens, found: Mention) -> Mention:
    """Return the mention as a ratio when "times as many", "x", "-fold" or "times more" follows, else as it is."""
    at = found.digits_last + 1
    if found.form == "multiple" or found.value is None or (found.unit is not None and found.unit != "fold"):
        return _fold_increase(tokens, found) if found.form == "multiple" else found
    if tokens.word(at) == "-" and tokens.word(at + 1) == "fold":
        return _fold_increase(tokens, _ratio(found, at + 1, "ratio.fold"))
    if tokens.word(at) == "fold" and (tokens.glued(at) or tokens.word(at - 1) != ""):
        return _fold_increase(tokens, _ratio(found, at, "ratio.fold"))
    if tokens.word(at) in {"x", "×"} and (tokens.glued(at) or tokens.word(at + 1) in {"as", "more"}):
        follows = tokens.word(at + 1)
        if not (tokens.is_number(at + 1) or follows == "-"):
            return _ratio(found, at, "ratio.times_more" if follows in _TIMES_MORE else "ratio.times_as_many")
    if tokens.word(at) == "times":
        follows = tokens.word(at + 1)
        if follows in _TIMES_MORE:
            return _ratio(found, at, "ratio.times_more")
        if follows in _TIMES_AS:
            return _ratio(found, at, "ratio.times_as_many")
    return found


def _ratio(found: Mention, last: int, cue: str) -> Mention:
    return replace(found, last=last, form="multiple", unit="fold", cues=(*found.cues, cue))


def _fold_increase(tokens: Tokens, found: Mention) -> Mention:
    """Mark "a sixfold increase", whose reading differs from "sixfold"."""
    if "ratio.fold" not in found.cues:
        return found
    if tokens.word(found.last + 1) in CHANGE_NOUNS:
        return replace(found, cues=(*found.cues, "ratio.fold_increase"))
    return found
