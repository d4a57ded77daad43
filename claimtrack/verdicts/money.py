"""Nominal and real money (UNT): an amount "adjusted for inflation" is not one in the money of its day."""

from __future__ import annotations

import re
from dataclasses import replace

from claimtrack.claims.claim import Claim
from claimtrack.datasets.dataset import MeasureDefinition
from claimtrack.verdicts.verdict import Outcome, Reason, Verdict

CURRENCY = re.compile(r"[A-Z]{3}")
REAL = re.compile(
    r"\b(?:adjust(?:ed|ing) for inflation|inflation-adjusted|after (?:adjusting for )?inflation(?=[.,;)]|$)"
    r"|in real terms|real (?:terms|wages?|incomes?|earnings|GDP|dollars|prices|rents?|spending)"
    r"|(?:constant|chained)(?: \d{4})? (?:dollars|euros|pounds|prices|US\$)"
    r"|in (?:today[’']s|(?:19|20)\d\d) (?:dollars|euros|pounds|prices))",
    re.IGNORECASE,
)
"""Words that put an amount in the money of one year."""


def in_its_money(verdict: Verdict, claim: Claim, definition: MeasureDefinition) -> Verdict:
    """Return the verdict on an amount of money, open where it is in the money of another time than the measure's."""
    if (
        definition.unit is None
        or CURRENCY.fullmatch(definition.unit) is None
        or verdict.outcome is Outcome.UNDETERMINED
    ):
        return verdict
    claimed, measured = _is_real(claim.sentence.text), _is_real(" ".join((definition.title, *definition.nouns)))
    if claimed == measured or (measured and verdict.outcome is Outcome.AGREES):
        return verdict
    which = "the number is adjusted for inflation" if claimed else f"{definition.title} is adjusted for inflation"
    other = "the data is in the money of the day" if claimed else "the text does not say that its number is"
    text = f"{which}, {other}; {verdict.arithmetic}"
    return replace(
        Verdict(outcome=Outcome.UNDETERMINED, reasons=(Reason(code="UNT", text=text),), arithmetic=verdict.arithmetic),
        official=verdict.official,
    )


def _is_real(text: str) -> bool:
    return REAL.search(text) is not None
