"""What the claims of one document tell of each other: the count before, the start that changes share."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from claimtrack.claims.claim import Claim
from claimtrack.matching.link import Link
from claimtrack.matching.restrictions import grows
from claimtrack.period import Period
from claimtrack.quantity import CHANGES, Role

STANDS = re.compile(
    r"(?:\b(?:reach(?:es|ed|ing)?|hits?|now ha(?:s|ve)|st(?:ands?|ood) at)|,? at)\s+(?:about |nearly )?$"
)
"""Right before a number: it is how many there are at a time."""


@dataclass(slots=True)
class Story:
    """What the claims of one document tell of each other: their ties, the count before, the start they share.

    `before` is the link of the last number that has one, `paragraph` where that number's paragraph starts, `stock` the
    last link to what is counted at a time.
    """

    text: str
    claims: Mapping[str, Claim]
    before: Link | None = None
    paragraph: int = 0
    stock: Link | None = None

    def follow(self, link: Link, claim: Claim, *, stock: bool) -> None:
        """Keep the link of a number for those that go on with it."""
        self.before, self.paragraph = link, claim.paragraph.start
        self.stock = link if stock else self.stock

    def carries_on(self, claim: Claim) -> Link | None:
        """Return the count before that a claim may go on with, for one with a unit from its paragraph or the last.

        What stands somewhere goes on with a stock, not with what came or went: "… and reached 23.4 million".
        """
        near = claim.quantity.unit is None or self.paragraph >= _paragraph_before(claim, self.text)
        if not near:
            return None
        lead = self.text[max(claim.sentence.start, claim.quote.start - 24) : claim.quote.start]
        return self.stock or self.before if STANDS.search(lead) or grows(claim) else self.before

    def start_of(self, claim: Claim) -> Period | None:
        """Return the date of a change's start where the claim gives none: its change's, else the story's only one."""
        if claim.quantity.role is Role.FROM and claim.as_of is not None:
            return None
        tied = (self.claims.get(r.claim_id) for r in claim.relations if r.kind == "change")
        told = [change.baseline for change in tied if change is not None and change.baseline is not None]
        starts = {c.baseline for c in self.claims.values() if c.baseline is not None and c.quantity.role in CHANGES}
        return told[0] if told else next(iter(starts)) if len(starts) == 1 else None


def _paragraph_before(claim: Claim, text: str) -> int:
    """Return where the paragraph before a claim's starts."""
    return text.rfind("\n", 0, len(text[: claim.paragraph.start].rstrip())) + 1
