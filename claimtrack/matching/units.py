"""Whether a claim's unit can be a measure's: as it is published, as a role computes it, or as a rate."""

from __future__ import annotations

import re
from collections.abc import Mapping

from claimtrack.claims.claim import Claim
from claimtrack.claims.ranks import RECORD_YEAR
from claimtrack.datasets.dataset import MeasureDefinition
from claimtrack.matching.bases import fits_base, told_of_a_rate
from claimtrack.quantity import Role

PERCENT = 100
"""A ratio over more than this is a rate of so many: per 1,000, per 100,000."""
LEVELS = (Role.LEVEL, Role.FROM, Role.TO)
"""What is told of a rate over another dataset: its level."""
BARE_UNIT = "index"
"""The unit of values that texts print without one."""
DERIVED_UNITS: Mapping[Role, frozenset[str | None]] = {
    Role.PERCENT_CHANGE: frozenset({"percent", "percentage_point", None}),
    Role.SHARE: frozenset({"percent", None}),
    Role.RATIO: frozenset({"fold", "percent", None}),
    Role.RANK: frozenset({None}),
}
"""Units that a role computes from any measure."""


def unit_fits(claim: Claim, definition: MeasureDefinition) -> bool:
    """Whether the claim's unit is the measure's, or one that its role computes from any measure."""
    if definition.per_capita is not None:
        level = claim.quantity.role in LEVELS and claim.quantity.unit == definition.unit
        return level and fits_base(claim, definition.per_capita)
    if claim.per is None and not is_rate(definition) and told_of_a_rate(claim) and not _named_per(definition):
        return False
    if claim.per is not None and definition.accumulation == "stock" and definition.formula is None:
        return False
    if claim.per is None and is_rate(definition) and not _says_rate(claim):
        return False
    if RECORD_YEAR in claim.cues:
        return True
    if claim.quantity.role in DERIVED_UNITS:
        return claim.quantity.unit in DERIVED_UNITS[claim.quantity.role]
    points = claim.quantity.role is Role.DELTA and claim.quantity.unit == "percentage_point"
    bare = claim.quantity.unit is None and definition.unit == BARE_UNIT
    return claim.quantity.unit == definition.unit or bare or (points and definition.unit == "percent")


def is_rate(definition: MeasureDefinition) -> bool:
    """Whether a measure is a count for so many others: per 1,000, per 100,000."""
    return definition.formula is not None and definition.formula.kind == "ratio" and definition.formula.per > PERCENT


def is_rate_of(rate: MeasureDefinition, count: MeasureDefinition) -> bool:
    """Whether a rate is formed of another measure, or of the published values that it gives."""
    if rate.per_capita is not None:
        return rate.per_capita.of == count.name
    if not is_rate(rate) or rate.formula is None:
        return False
    return count.aggregate == "value" and (rate.formula.of.column,) == count.columns


def _named_per(definition: MeasureDefinition) -> bool:
    """Whether a measure's own values are so much for each: "GDP per capita"."""
    return any("per" in re.split(r"[\s-]", name) for name in (*definition.nouns, *definition.aliases))


def _says_rate(claim: Claim) -> bool:
    """Whether a number is called a rate, or is a change or rank of what may be one."""
    said = " ".join(filter(None, (claim.head, claim.subject, claim.theme, claim.phrase.text)))
    return claim.quantity.role is not Role.LEVEL or "rate" in said.lower() or claim.head is None
