"""One rule for every comparison: official inside the admitted set, disjoint from it, or neither."""

from __future__ import annotations

from dataclasses import dataclass

from claimtrack.quantity import Interval
from claimtrack.verdicts.admissible import Band, admitted
from claimtrack.verdicts.verdict import Outcome


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """An outcome, and the code of the tightest band that holds the official set ("" for none)."""

    outcome: Outcome
    code: str = ""


def compare(band_list: tuple[Band, ...], official: Interval) -> Comparison:
    """Compare the admitted bands, tightest first, with the official set."""
    for band in band_list:
        if band.interval.includes(official):
            return Comparison(outcome=Outcome.AGREES, code=band.code)
    whole = admitted(band_list)
    if whole.includes(official):
        return Comparison(outcome=Outcome.AGREES, code=band_list[-1].code)
    if whole.disjoint(official):
        return Comparison(outcome=Outcome.DISCREPANCY)
    return Comparison(outcome=Outcome.UNDETERMINED)
