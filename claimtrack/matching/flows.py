"""What makes a number one of what was added over a time, or of what left, instead of what is there."""

from __future__ import annotations

import re

from claimtrack.claims.claim import Claim
from claimtrack.datasets.dataset import MeasureDefinition
from claimtrack.matching import cues
from claimtrack.matching.profile import ClaimWords
from claimtrack.matching.words import tokens
from claimtrack.quantity import Role


def is_flow(claim: Claim, words: ClaimWords, definition: MeasureDefinition, text: str) -> bool:
    """Whether the number counts what was added over a time, which is not the stock at its end.

    A change ("up by 823") has its own rules and is none of this.
    """
    if definition.accumulation != "stock" or claim.quantity.role is not Role.LEVEL:
        return False
    further = frozenset(tokens(cues.MORE_THAN.sub(" ", claim.phrase.text))) & cues.FURTHER
    more = cues.MORE_AFTER.match(text[claim.number.end : claim.number.end + 12]) is not None
    if cues.NEW.search(claim.phrase.text) or ((further or more) and not definition.set_apart):
        return True
    if comes_to(claim, text):
        return False
    event = cues.EVENTS.search(cues.PUT_AT.sub(" ", words.clause)) is not None
    if event and cues.NEW.search(claim.clause.text):
        return True
    stands = cues.STATES.search(words.clause) is not None and not _is_event(claim, text)
    return event and _over_time(claim, words) and not stands


def left(claim: Claim, words: ClaimWords) -> bool:
    """Whether the number counts what left, which a list of what is there does not tell."""
    return claim.quantity.role is Role.LEVEL and cues.LEAVING.search(words.clause) is not None


def _is_event(claim: Claim, text: str) -> bool:
    """Whether the verb nearest to the number tells an event: "joined by 61 shops, it is growing", "61 shops joined"."""
    lead = re.split(r"[;:—–]", text[max(claim.clause.start, claim.sentence.start) : claim.number.start])[-1]
    events, states = list(cues.EVENTS.finditer(lead)), list(cues.STATES.finditer(lead))
    if events and (not states or states[-1].start() < events[-1].start()):
        return True
    return not events and not states and cues.HAPPENS_NEXT.match(text, claim.quote.end) is not None


def is_addition(claim: Claim, words: ClaimWords) -> bool:
    """Whether a change tells what was added, or may: "added 120 agreements", but not "grew by 120"."""
    added = cues.EVENTS.search(words.clause) is not None and cues.GROWN.search(words.clause) is None
    return claim.quantity.role is Role.DELTA and claim.quantity.unit is None and added


def has_span(claim: Claim) -> bool:
    """Whether the claim's own time gives a span over which things were added."""
    if claim.baseline is not None:
        return _is_own_start(claim)
    return claim.as_of is not None and (claim.as_of.end - claim.as_of.start).days > cues.LONGEST_POINT


def comes_to(claim: Claim, text: str) -> bool:
    """Whether a verb right before the number says that a count came to stand there."""
    verb = cues.REACHED.search(text[max(claim.sentence.start, claim.quote.start - 24) : claim.quote.start])
    if verb is None or (claim.head in cues.REACHABLE and verb.group().startswith("reach")):
        return False
    return cues.EVENTS.search(text, claim.quote.end, max(claim.clause.end, claim.quote.end)) is None


def _over_time(claim: Claim, words: ClaimWords) -> bool:
    """Whether the clause speaks of a stretch of time: since January, this year, in July.

    "Have signed" tells of a state unless the time still runs: "last week" beside it is when somebody said so.
    """
    when = "" if claim.as_of is None else claim.as_of.text
    if claim.baseline is not None or cues.RUNNING.search(f"{words.clause} {when}") or cues.CLOSED.match(when):
        return True
    if cues.PERFECT.search(words.clause) is not None or _is_point(claim):
        return False
    stretch = claim.as_of is not None and (claim.as_of.end - claim.as_of.start).days > cues.LONGEST_POINT
    return stretch or cues.STRETCH.search(words.clause) is not None


def _is_point(claim: Claim) -> bool:
    """Whether the claim's time is the one by which a count stood: "by April", "as of August", "through August"."""
    when = "" if claim.as_of is None else re.escape(claim.as_of.text)
    return bool(when) and re.search(rf"{cues.UP_TO}{when}", claim.sentence.text, re.IGNORECASE) is not None


def _is_own_start(claim: Claim) -> bool:
    """Whether "since …" is said of the number itself, and not of a change or a part that is given after it."""
    start = "" if claim.baseline is None else claim.baseline.text
    follows = claim.sentence.text[claim.quote.end - claim.sentence.start :]
    between = follows[: follows.find(start)] if start and start in follows else ""
    return cues.OTHER_NUMBER.search(between) is None
