"""What restricts a count beyond the dataset's dimensions, and what makes it a flow instead of a stock."""

from __future__ import annotations

import re

from claimtrack.claims.claim import Claim, Origin
from claimtrack.datasets.dataset import MeasureDefinition
from claimtrack.datasets.regions import DEMONYMS
from claimtrack.matching import cues
from claimtrack.matching.bases import may_be_of_a_part
from claimtrack.matching.gazetteer import Mention
from claimtrack.matching.other_series import smaller_places
from claimtrack.matching.profile import ClaimWords, MeasureWords, bare_phrase, holds
from claimtrack.matching.words import stems, tokens
from claimtrack.quantity import CHANGES, Role

PART = "a part of those named before"
"""What restricts a number of some of those that were named."""
MAY_BE_A_START = "it may be the start of a change"
"""Why a number after "from" is not held against the lists of the day."""
GROUP = 3
"""Digits of a group in a long number."""
_DEMONYMS = frozenset(demonym.lower() for demonym in DEMONYMS)


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
    if _comes_to(claim, text):
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


def _comes_to(claim: Claim, text: str) -> bool:
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


def unmodelled(
    claim: Claim, words: ClaimWords, measure: MeasureWords, mentions: tuple[Mention, ...], text: str
) -> tuple[str, ...]:
    """Return what restricts the count and is none of the measure's own words or scopes; empty for the whole class."""
    named = stems(mention.text for mention in mentions)
    own = frozenset() if cues.ELIDED in claim.cues else words.restrictors
    own = own - cues.THE_SAME if is_the_same(claim) else own
    found = sorted(word for word in own - measure.whole - named - cues.EVERYWHERE if word.isalpha())
    if names_all_levels(claim):
        found = [word for word in found if word not in cues.LEVELS]
    if mentions:
        owned = {"state", "commonwealth"} if cues.OWN_STATE.search(claim.clause.text) else frozenset()
        found = [word for word in found if word not in cues.OF_THE_PLACE | owned]
    if mentions or measure.definition.set_apart:
        found = [word for word in found if word not in cues.FURTHER]
    if not found and any(words.ends_with(noun) for noun in measure.narrower):
        found = [claim.measured_entity or claim.head or ""]
    found += _relative_clause(claim, measure, named, text)
    if claim.quantity.value == 1 and not claim.number.text[:1].isdigit():
        found.append("a single one")
    if _is_part(claim, mentions, text):
        found.append(PART)
    found += _places(claim, mentions)
    found += [match.group(1) for match in smaller_places(claim, mentions, text)]
    # A phrase that tells the measure restricts nothing: "other states" of moves between them.
    return tuple(what for what in dict.fromkeys(found) if what.lower() not in measure.definition.requires)


def outside(words: ClaimWords, measure: MeasureWords) -> str:
    """Return the adjective that takes what is counted out of its kind ("former", "proposed"), "" when none does."""
    return next(iter(sorted((words.restrictors & cues.NOT_AMONG) - measure.known)), "")


def names_people(words: ClaimWords) -> bool:
    """Whether what is counted is called by its place alone: "23 million Floridians", "North Carolinians"."""
    return words.head is not None and bool({" ".join(words.phrase[-2:]), *words.phrase[-1:]} & _DEMONYMS)


def leaves_noun_out(claim: Claim, text: str) -> bool:
    """Whether the number stands without the noun that it counts, or with one that only says that it is a number."""
    if is_set_beside(claim, text):
        return True
    ranked = claim.quantity.role is Role.RANK and claim.head in cues.RANKED_AMONG
    return claim.head is None or cues.ELIDED in claim.cues or ranked or claim.head in cues.HOLLOW or grows(claim)


def grows(claim: Claim) -> bool:
    """Whether a place called by its kind is said to grow or shrink: "the state is still down 1.2 percent"."""
    return claim.quantity.role in CHANGES and claim.head in cues.GROWING and bare_phrase(claim.subject) == (claim.head,)


def is_the_same(claim: Claim) -> bool:
    """Whether what is measured is said to be what was measured just before: "the same yardstick"."""
    return claim.head in cues.HOLLOW and not cues.THE_SAME.isdisjoint(claim.restrictors)


def goes_on_with_it(claim: Claim) -> bool:
    """Whether the number is of what was counted just before: "That was …", "The number grew by …", "none had …"."""
    return claim.number.text.lower() in cues.OF_THOSE or cues.GOING_ON.match(claim.clause.text) is not None


def is_named_before(claim: Claim, text: str) -> bool:
    """Whether a name with a colon stands right before the number."""
    return cues.NAMED_BEFORE.search(text, max(0, claim.quote.start - 60), claim.quote.start) is not None


def is_set_beside(claim: Claim, text: str) -> bool:
    """Whether the number compares the count right before it: "174,331 in 2019, 1.3 percent fewer than in 2018"."""
    lead = text[max(claim.sentence.start, claim.quote.start - 80) : claim.quote.start]
    return cues.COMPARED_NEXT.match(text, claim.number.end) is not None and cues.SET_BESIDE.search(lead) is not None


def points_back(claim: Claim, text: str) -> bool:
    """Whether the number only says how many were named before: "the four states"."""
    match = cues.GROUP_BACK.search(text, max(claim.sentence.start, claim.number.start - 10), claim.quote.end)
    return match is not None and match.start() <= claim.number.start < match.end()


def is_universe(claim: Claim, measure: MeasureWords, text: str) -> bool:
    """Whether the number counts all there are of a kind, whether they are on the list or not.

    Only nouns that need a word of taking part can mean both: agencies, not agreements.
    """
    required = measure.definition.requires
    match = cues.UNIVERSE.search(text[max(0, claim.phrase.start - 40) : claim.number.start])
    if not required or match is None or leaves_noun_out(claim, text) or holds(required, match.group().lower()):
        return False
    own = re.split(r"[,;]", text[claim.number.end : claim.clause.end], maxsplit=1)[0]
    if cues.AMONG_THEM.search(own) is not None:
        return False
    return not holds(required, own.lower())


def tentative(claim: Claim, words: ClaimWords, measure: MeasureWords, mentions: tuple[Mention, ...], text: str) -> str:
    """Return why the link is too thin to carry a discrepancy, "" when it is not; `mentions` are the claim's scope."""
    goes_on = cues.ELIDED in claim.cues and cues.GOES_ON.search(words.clause) is not None
    goes_on = goes_on or _is_told_by_its_subject(claim, measure)
    if words.phrase and words.phrase[-1] not in stems((words.sentence,)) and not goes_on:
        return "what it counts is named in another sentence"
    if names_people(words) and cues.LIVE.search(text[claim.sentence.start : claim.phrase.start]) is None:
        return "it may be some of a place's people only"
    required = measure.definition.requires
    wide = cues.REFERRING.match(claim.clause.text) or cues.AMONG_THEM.search(words.clause)
    listed = _list_lead(claim, text)
    place = words.sentence if wide or listed else words.clause
    if required and not holds(required, place) and not is_set_beside(claim, text):
        return "its clause lacks the words that tell it is counted there"
    if _may_be_a_start(claim, text):
        return MAY_BE_A_START
    if _is_fronted(claim, measure, stems(mention.text for mention in mentions), text):
        return "its sentence begins with a time or place that is not resolved"
    if (unsaid := _not_said(claim)) != "":
        return unsaid
    stood = claim.as_of is not None and cues.STOOD.search(words.clause) is not None
    there = (
        cues.IS_THERE.search(words.clause)
        or cues.IS_THERE.search(listed)
        or (_is_balance(measure) and cues.MOVED.search(words.clause))
    )
    idle = claim.quantity.role is Role.LEVEL and not stood and not there
    idle = idle and not (cues.OF_THE_SUBJECT in claim.cues and _comes_to(claim, text))
    acted = claim.quantity.role is not Role.PERCENT_CHANGE and _is_acted(claim, text)
    if (idle and not _is_gapped(claim, mentions, text)) or acted:
        return "it tells what was done to, or by, so many of them"
    if claim.quantity.value == 0:
        return "“no” and “none” often speak of less than all"
    if cues.PART_OF_THEM.match(text[claim.number.end : claim.number.end + 40]):
        return "what it is a part of is left to a pronoun"
    return ""


def _list_lead(claim: Claim, text: str) -> str:
    """Return what leads to a list that the number is a later item of, "" where it is in none.

    The items share its verb: "there are 100 deals in 25 states, 228 in 31 and 307 in 30".
    """
    lead = text[claim.sentence.start : claim.clause.start]
    item = cues.LISTED.match(claim.clause.text)
    joined = item is not None and (item["joined"] or re.search(r"(?:[,:]|\b(?:and|or|plus))\s*$", lead))
    return re.split(r"[;—–]", lead)[-1] if joined and re.search(r"\d", lead) else ""


def is_of_a_breakdown(claim: Claim, text: str) -> bool:
    """Whether the number is an item of what a colon breaks down: "68 applications are pending: 7 for …, 18 for …"."""
    return ":" in _list_lead(claim, text)


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


def _is_part(claim: Claim, mentions: tuple[Mention, ...], text: str) -> bool:
    """Whether the number counts some of a known whole, and no scope outside "of …" says which."""
    match = cues.PARTITIVE.match(text[claim.number.end : claim.number.end + 60])
    if match is None or claim.quantity.role is Role.SHARE or cues.COMPARED_PARTS.match(text, claim.number.end):
        return False
    end = max(claim.phrase.end, claim.number.end + match.end() + 1)
    inside = range(claim.number.end, end)
    placed = cues.PLACED_ONLY.match(text, claim.phrase.end) is not None
    return not placed or all(mention.start in inside for mention in mentions)


def is_part_of_a_pronoun(claim: Claim, text: str) -> bool:
    """Whether the number counts some "of them", or "the other two", so that what it counts is not said."""
    rest = cues.OF_THE_REST.search(text[max(claim.sentence.start, claim.number.start - 24) : claim.number.start])
    bare = rest is not None and (claim.head is None or cues.ELIDED in claim.cues)
    return bare or cues.PART_OF_THEM.match(text[claim.number.end : claim.number.end + 40]) is not None


def is_fronted_whole(claim: Claim, text: str) -> bool:
    """Whether the number is a whole that its sentence goes on to part: "Of the 140 agencies, 97 are in …"."""
    return cues.WHOLE_FRONTED.fullmatch(text, claim.sentence.start, claim.number.start) is not None


def is_whole_of_a_part(claim: Claim, measure: MeasureWords, text: str) -> bool:
    """Whether the number is the whole that a part is given of: all there are of a kind, on the list or not."""
    return bool(measure.definition.requires) and follows_a_part(claim, text)


def follows_a_part(claim: Claim, text: str) -> bool:
    """Whether a part is given of the number: "473 of the 957"; the part's scope is not the whole's."""
    lead = text[max(0, claim.number.start - 60) : claim.number.start]
    return cues.WHOLE_OF_A_PART.search(lead) is not None


def _relative_clause(claim: Claim, measure: MeasureWords, named: frozenset[str], text: str) -> list[str]:
    """Return the clause that restricts the noun, when it says more than that it is on the list."""
    match = cues.RELATIVE.match(text[claim.quote.end : claim.quote.end + 120])
    of_a_whole = measure.definition.published and claim.quantity.counted_noun is None
    if match is None or not claim.head or of_a_whole or _is_rate_base(claim, match):
        return []
    plain = frozenset(word for word in tokens(match.group(1)) if word[0].isalpha())
    foreign = stems(plain - cues.FUNCTION_WORDS) - measure.whole - measure.counted - named - cues.EVERYWHERE
    foreign -= cues.DAYS
    if any(topic in match.group().lower() for topic in measure.topics):
        foreign -= cues.SCHEMES
    restricts = any(not word.startswith(measure.definition.requires) for word in foreign)
    return [" ".join(match.group().split())] if restricts else []


def _is_rate_base(claim: Claim, match: re.Match[str]) -> bool:
    return claim.per is not None and cues.RATE_BASE.match(match.group()) is not None


def is_scope_of_whole(claim: Claim, mentions: tuple[Mention, ...]) -> bool:
    """Whether a share is one of a place's own things: "half of Florida's agencies", not "half … are in Florida"."""
    quote = claim.quote
    inside = [mention for mention in mentions if quote.start <= mention.start and mention.end <= quote.end]
    return claim.quantity.role is Role.SHARE and bool(inside)


def names_all_levels(claim: Claim) -> bool:
    """Whether the phrase names several levels of government at once: "state and local", "local-federal"."""
    return len(cues.LEVELS & stems(claim.restrictors)) > 1


def is_fragment(claim: Claim, text: str) -> bool:
    """Whether the number may be a part of one written in groups ("2 001 468"), or one of a bare list of numbers.

    One whose groups are parted by a comma and then by a blank ("1,204 551 people") is broken whatever follows it.
    """
    if _is_broken(claim, text):
        return True
    if claim.quantity.counted_noun is not None or claim.quantity.unit is not None:
        return False
    grouped = claim.number.text.isdigit() and len(claim.number.text) == GROUP
    before = re.search(r"(?<![\d,.])\d{1,3}\s$", text[max(0, claim.number.start - 5) : claim.number.start])
    return cues.FRAGMENT.match(text, claim.number.end) is not None or (grouped and before is not None)


def _is_broken(claim: Claim, text: str) -> bool:
    """Whether a comma parts some groups of the digits and a blank the next: one of them was lost."""
    start = max(claim.sentence.start, claim.number.start - 12)
    around = text[start : claim.number.end + 7]
    return any(
        match.start() < claim.number.end - start and claim.number.start - start < match.end()
        for match in cues.BROKEN.finditer(around)
    )


def _places(claim: Claim, mentions: tuple[Mention, ...]) -> list[str]:
    """Return the places that the claim's own phrase or clause names and that no dimension knows."""
    known = " ".join(mention.text.lower() for mention in mentions)
    found = []
    for word in claim.scope_words:
        near = word.origin is Origin.PHRASE or (word.origin is Origin.CLAUSE and word.excluded)
        if word.kind != "place" or not near or set(tokens(word.text)) <= cues.EVERYWHERE | {"the"}:
            continue
        if word.excluded and word.text.lower() not in known:
            found.append(f"other than {word.text}")
        elif not word.excluded and word.text.lower() not in known:
            found.append(word.text)
    undrawn = cues.UNDRAWN_REGION.search(claim.clause.text)
    return [*found, undrawn.group()] if undrawn is not None else found
