"""Why a link is too thin to carry a discrepancy: what its number counts, or that so many are there, is not said."""

from __future__ import annotations

import re

from claimtrack.claims.claim import Claim, Origin
from claimtrack.matching import cues, flows, restrictions
from claimtrack.matching.bases import may_be_of_a_part
from claimtrack.matching.gazetteer import Mention
from claimtrack.matching.profile import ClaimWords, MeasureWords, bare_phrase, holds
from claimtrack.matching.words import stems, tokens
from claimtrack.quantity import Role

ELSEWHERE = "what it counts is named in another sentence"
MAY_BE_A_START = "it may be the start of a change"
"""Why a number after "from" is not held against the lists of the day."""

NAME_OR_NUMBER = re.compile(r"\b[A-Z][\w.’'-]*|\d[\d,.]*")
TYING = frozenset("across over throughout plus another about some nearly".split())
"""Words between the items of a list, beside those that restrict nothing anywhere."""


def tentative(claim: Claim, words: ClaimWords, measure: MeasureWords, mentions: tuple[Mention, ...], text: str) -> str:
    """Return why the link is too thin to carry a discrepancy, "" when it is not; `mentions` are the claim's scope."""
    goes_on = cues.ELIDED in claim.cues and cues.GOES_ON.search(words.clause) is not None
    goes_on = goes_on or _is_told_by_its_subject(claim, measure)
    if words.phrase and words.phrase[-1] not in stems((words.sentence,)) and not goes_on:
        return ELSEWHERE
    if restrictions.names_people(words) and cues.LIVE.search(text[claim.sentence.start : claim.phrase.start]) is None:
        return "it may be some of a place's people only"
    required = measure.definition.requires
    wide = cues.REFERRING.match(claim.clause.text) or cues.AMONG_THEM.search(words.clause)
    listed = _list_lead(claim, measure, text)
    place = words.sentence if wide or listed else words.clause
    if required and not holds(required, place) and not restrictions.is_set_beside(claim, text):
        return "its clause lacks the words that tell it is counted there"
    if _may_be_a_start(claim, text):
        return MAY_BE_A_START
    if _is_fronted(claim, measure, stems(mention.text for mention in mentions), text):
        return "its sentence begins with a time or place that is not resolved"
    if (unsaid := _not_said(claim)) != "":
        return unsaid
    stood = claim.as_of is not None and cues.STOOD.search(words.clause) is not None
    there = (
        cues.IS_THERE.search(cues.PERFECT_ACT.sub("", words.clause))
        or cues.IS_THERE.search(cues.PERFECT_ACT.sub("", listed))
        or (_is_balance(measure) and cues.MOVED.search(words.clause))
    )
    idle = claim.quantity.role is Role.LEVEL and not stood and not there
    idle = idle and not (cues.OF_THE_SUBJECT in claim.cues and flows.comes_to(claim, text))
    acted = claim.quantity.role is not Role.PERCENT_CHANGE and _is_acted(claim, text)
    if (idle and not _is_gapped(claim, mentions, text)) or acted:
        return "it tells what was done to, or by, so many of them"
    return _of_some(claim, text)


def _of_some(claim: Claim, text: str) -> str:
    """Return why a number may be one of some only, or of more than are there; "" when it is not."""
    if cues.SOME_ALONE.search(text[max(claim.clause.start, claim.sentence.start) : claim.sentence.end]):
        return "it may be told of some alone, or of all there ever were"
    if claim.quantity.value == 0:
        return "“no” and “none” often speak of less than all"
    if cues.PART_OF_THEM.match(text[claim.number.end : claim.number.end + 40]):
        return "what it is a part of is left to a pronoun"
    return ""


def _list_lead(claim: Claim, measure: MeasureWords, text: str) -> str:
    """Return what leads to a list that the number is a later item of, "" where it is in none.

    The items share its verb: "there are 100 deals in 25 states, 228 in 31 and 307 in 30". One that counts something
    else ("and 30 officers in 12 states"), or has a verb of its own ("and 100 counties have sued"), makes it none.
    """
    lead = re.split(r"[;—–]", text[claim.sentence.start : claim.clause.start])[-1]
    item = cues.LISTED.match(claim.clause.text)
    joined = item is not None and (item["joined"] or re.search(r"(?:[,:]|\b(?:and|or|plus))\s*$", lead))
    first = re.search(r"(?<![\w.,])\d[\d,.]*(?![\d(])", lead)
    if not joined or first is None:
        return ""
    items = lead.partition(":")[2] or lead[first.start() :]
    rest = re.split(r"[;—–]", text[claim.quote.end : claim.sentence.end])[0]
    return lead if _is_plain(f"{items} {rest}", measure) else ""


def _is_plain(items: str, measure: MeasureWords) -> bool:
    """Whether a stretch holds nothing but numbers, names, what the dataset counts and words that tie them."""
    plain = frozenset(tokens(NAME_OR_NUMBER.sub(" ", items))) - cues.FUNCTION_WORDS - TYING
    return not stems(plain) - measure.known - measure.counted - cues.EVERYWHERE


def is_of_a_breakdown(claim: Claim, measure: MeasureWords, text: str) -> bool:
    """Whether the number is an item of what a colon breaks down: "68 applications are pending: 7 for …, 18 for …"."""
    return ":" in _list_lead(claim, measure, text)


def told_for_a_part(claim: Claim, words: ClaimWords, measure: MeasureWords, mentions: tuple[Mention, ...]) -> str:
    """Return why a rate may be one of some of the place, and so on either side of the whole's; "" when it is not."""
    rate, places = measure.definition.per_capita, [mention.text for mention in mentions]
    if rate is None:
        return ""
    said = frozenset(word for word in tokens(claim.subject or "") if word[0].isalpha())
    foreign = stems(said - cues.FUNCTION_WORDS - cues.HOLLOW_SUBJECTS) - stems(places) - measure.known - cues.EVERYWHERE
    elsewhere = any(not measure.covers(place) for place in words.named_places)
    part = foreign or elsewhere or may_be_of_a_part(claim, rate, places)
    return "it may be told for a part of the place or of its people" if part else ""


def _may_be_a_start(claim: Claim, text: str) -> bool:
    """Whether a number after "from" may be where a change began, at a time that is not told.

    "Agencies from 40 states" tells where they are from: no word of growth stands in the sentence, and no number that
    "to" leads to. A start with a date of its own ("from 100 in May") can be looked up.
    """
    lead = text[max(0, claim.phrase.start - 12) : claim.number.start]
    dated = claim.as_of is not None and claim.as_of_source == Origin.PHRASE
    if claim.quantity.role is not Role.LEVEL or dated or cues.AFTER_FROM.search(lead) is None:
        return False
    grows = cues.GROWN.search(claim.sentence.text) or cues.TO_A_NUMBER.search(
        text, claim.number.end, claim.sentence.end
    )
    return grows is not None


def _is_told_by_its_subject(claim: Claim, measure: MeasureWords) -> bool:
    """Whether the number, its noun left out, is said of the measure by name: "Natural increase contributed 3,600"."""
    return cues.ELIDED in claim.cues and bare_phrase(claim.subject) in measure.names


def _is_balance(measure: MeasureWords) -> bool:
    """Whether a measure's values are published ones of what came and went over a time."""
    definition = measure.definition
    return definition.aggregate == "value" and definition.accumulation == "flow" and definition.unit is None


def _is_gapped(claim: Claim, mentions: tuple[Mention, ...], text: str) -> bool:
    """Whether a place and its number stand side by side, the verb left out: "Virginia has 31 deals, Ohio five"."""
    return any(m.end < claim.number.start and not text[m.end : claim.number.start].strip() for m in mentions)


def _not_said(claim: Claim) -> str:
    """Return why the sentence does not say that so many are there, "" when it does."""
    lead = claim.sentence.text[: claim.number.end - claim.sentence.start]
    if cues.NONE_THERE.search(claim.sentence.text, claim.quote.end - claim.sentence.start):
        return "it counts those that have none"
    if cues.NOT_STATED.search(claim.sentence.text) or cues.WISHED.search(lead):
        return "the sentence asks, wishes or denies"
    return ""


def _is_fronted(claim: Claim, measure: MeasureWords, named: frozenset[str], text: str) -> bool:
    """Whether a time or place before the sentence's subject stays unresolved: "In Polk County, …", "Under Biden, …"."""
    if claim.as_of is not None or claim.baseline is not None:
        return False
    match = cues.FRONTED.match(text[claim.sentence.start : claim.number.start])
    if (
        match is None
        or cues.PLUPERFECT.search(match.group(1))
        or any(topic in match.group(1).lower() for topic in measure.topics)
    ):
        return False
    return bool(
        stems((cues.WHOLLY.sub("", match.group(1)),)) - cues.EVERYWHERE - cues.FUNCTION_WORDS - measure.known - named
    )


def _is_acted(claim: Claim, text: str) -> bool:
    """Whether the verb beside the number speaks of something other than being there."""
    lead = text[max(claim.sentence.start, claim.phrase.start - 40) : claim.phrase.start]
    follows = text[claim.quote.end : min(claim.sentence.end, claim.quote.end + 16)]
    return cues.ACTED_ON.search(lead) is not None or cues.ACTING_NEXT.match(follows) is not None


def tells_a_difference(claim: Claim) -> bool:
    """Whether a number without a noun tells by how many: "that is 82,000 too few"."""
    return cues.DIFFERS.match(claim.sentence.text, claim.quote.end - claim.sentence.start) is not None


def is_said_to_be_there(claim: Claim) -> bool:
    """Whether the clause only says that so many are there, so that they are of what was counted last."""
    return cues.THERE_ARE.search(claim.sentence.text[: claim.number.start - claim.sentence.start]) is not None
