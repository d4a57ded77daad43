"""Whether a number is said of a place that the data has no value for: "In Lima, inflation was 3 percent"."""

from __future__ import annotations

import re
from collections.abc import Iterable

from claimtrack.claims.claim import Claim, Origin, ScopeWord
from claimtrack.matching import cues, scope_cues
from claimtrack.matching.gazetteer import Mention
from claimtrack.matching.profile import MeasureWords
from claimtrack.matching.words import tokens

OWN_CLAUSE = re.compile(
    r"\b(?:as|while|when|because|whereas|although|though|after|before)\s+(?!of\b)[a-z]", re.IGNORECASE
)
"""Words that begin another clause, which has a subject of its own."""
_NEAR = (Origin.PHRASE, Origin.CLAUSE)


def told_elsewhere(claim: Claim, measure: MeasureWords, mentions: Iterable[Mention]) -> str:
    """Return why the number may be of a place that the data lacks; "" when it is of one it has, or of all.

    A place of the data, or the whole country, in the same clause owns the number: "In Lima, officials said Peru …".
    """
    clause = claim.clause
    whole = scope_cues.NATIONWIDE.search(clause.text) or not cues.OF_THE_PLACE.isdisjoint(tokens(clause.text))
    if whole or any(clause.start <= mention.start < clause.end for mention in mentions):
        return ""
    near = [word for word in claim.scope_words if word.origin in _NEAR and not word.excluded]
    if any(_is_home(word, measure) for word in near):
        return ""
    near = [word for word in near if not _is_parted(word, claim)]
    lacking = next((word.text for word in near if _is_lacking(word, claim, measure)), None)
    return "" if lacking is None else f"it may be of {lacking}, which the data has no value for"


def _is_home(word: ScopeWord, measure: MeasureWords) -> bool:
    """Whether a name is that of all that the dataset covers: its country, or a topic of its own."""
    named = " ".join(tokens(word.text))
    return set(tokens(word.text)) <= cues.EVERYWHERE | {"the"} or any(topic in named for topic in measure.topics)


def _is_parted(word: ScopeWord, claim: Claim) -> bool:
    """Whether a clause of its own parts a name from the number: "Canyon County weighs a deal as pacts hit 1,000"."""
    first, last = sorted(((word.start, word.end), (claim.number.start, claim.number.end)))
    start = claim.sentence.start
    return OWN_CLAUSE.search(claim.sentence.text[max(0, first[1] - start) : max(0, last[0] - start)]) is not None


def _is_lacking(word: ScopeWord, claim: Claim, measure: MeasureWords) -> bool:
    """Whether a name is of no place of the data. Any name that a number without a noun is said of may be a place."""
    owns = cues.ELIDED in claim.cues and word.kind == "name" and word.text == claim.subject
    return (word.kind == "place" or owns) and word.text.lower() not in measure.covered
