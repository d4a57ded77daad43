"""A reading: one mention with everything its sentence says about it, before it becomes a claim."""

from __future__ import annotations

from dataclasses import dataclass

from claimtrack.claims.mention import Mention
from claimtrack.claims.nouns import Noun
from claimtrack.claims.roles import Part


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A mention that is a claim: `noun` is what it counts, `entity` what the measure is of, `subject` what it is
    said of.
    """

    mention: Mention
    part: Part
    index: int
    noun: Noun | None = None
    entity: Noun | None = None
    subject: Noun | None = None
    theme: Noun | None = None
    quote_end: int = 0
    cues: tuple[str, ...] = ()
