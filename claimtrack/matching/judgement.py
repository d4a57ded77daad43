"""People's judgements on links: they are kept, and they win over what the words alone would give.

The terms are nomenklatura's: positive, negative, unsure.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from claimtrack.matching.link import Candidate, Feature
from claimtrack.measures.measure import Scope


class Stance(StrEnum):
    """What a person said of a link."""

    POSITIVE = "positive"
    NEGATIVE = "negative"
    UNSURE = "unsure"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkJudgement:
    """What a person said of the link of one claim: who, when, why.

    `measure` ("dataset/measure") is what the claim speaks of (positive) or does not (negative), None for the others.
    `scope` is the one it speaks of, () the whole of the list, None: the text is to tell.
    """

    claim_id: str
    stance: Stance
    measure: str | None = None
    scope: Scope | None = None
    who: str
    decided_at: datetime
    reason: str

    @property
    def told(self) -> str:
        """Who said so, when and why."""
        return f"{self.who}, {self.decided_at:%Y-%m-%d}: {self.reason}"

    @property
    def candidate(self) -> Candidate:
        """The measure named, as a candidate whose only feature is that a person named it."""
        dataset, _, measure = (self.measure or "").partition("/")
        judged = Feature(name="judged", score=1.0, detail=self.told)
        return Candidate(dataset=dataset, measure=measure, score=1.0, features=(judged,))


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What of the judgements on one claim still stands: the last one on the whole link, and the measures refused."""

    chosen: LinkJudgement | None = None
    refused: dict[str, LinkJudgement] = field(default_factory=dict)


NOBODY = Standing()
"""Nobody has judged the link."""


def standing(judgements: Iterable[LinkJudgement], claim_id: str) -> Standing:
    """Return what stands of the judgements on a claim, given in the order they arrived: a later one counts."""
    chosen: LinkJudgement | None = None
    refused: dict[str, LinkJudgement] = {}
    for judgement in (j for j in judgements if j.claim_id == claim_id):
        match judgement.stance:
            case Stance.NEGATIVE:
                assert judgement.measure is not None
                refused[judgement.measure] = judgement
                chosen = None if chosen is not None and chosen.measure == judgement.measure else chosen
            case Stance.POSITIVE:
                assert judgement.measure is not None
                refused.pop(judgement.measure, None)
                chosen = judgement
            case Stance.UNSURE:
                chosen = judgement
            case Stance.WITHDRAWN:
                chosen, refused = None, {}
    return Standing(chosen=chosen, refused=refused)
