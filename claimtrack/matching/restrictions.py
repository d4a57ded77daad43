"""What restricts a count beyond the dataset's dimensions, and what makes it a flow instead of a stock."""

from __future__ import annotations

import re

from claimtrack.claims.claim import Claim, Origin
from claimtrack.datasets.dataset import MeasureDefinition
from claimtrack.matching.profile import ClaimWords, MeasureWords, holds
from claimtrack.matching.scopes import Mention
from claimtrack.matching.words import stems, tokens
from claimtrack.quantity import Role

PARTITIVE = re.compile(
    r"^\s*(?:[a-z]+\s+){0,2}of (?:(?:those|these|the|their|its|our|his|her)\b|(?:[A-Z][\w.]*\s)*[A-Z][\w.]*[’'])"
)
"""Right after the number: it counts a part of what is known ("thirteen of those agencies", "22 of Georgia's")."""

UNIVERSE = re.compile(
    r"\b(?:(?:nation|country|world|state|county|city|america|u\.s\.|united states)['’]s"
    r"|the (?:nation|country|state|u\.s\.) (?:has|had|counts|counted))\s+(?:[a-z]+\s+){0,2}$",
    re.IGNORECASE,
)
"""Right before the number: all there are, on the list or not ("the nation's 18,000 police agencies")."""

PART_OF_THEM = re.compile(r"^\s*(?:[a-z]+\s+){0,2}of (?:them|which|whom)\b", re.IGNORECASE)
"""Right after the number: a part of what a pronoun stands for, which may be anything named before."""

WHOLE_OF_A_PART = re.compile(
    r"(?:\d%?|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|half|most|some|percent))\s+(?:out )?of\s+"
    r"(?:the |all |its |(?:[A-Z][\w.]*\s)*[A-Z][\w.]*[’']s?\s)?$"
)
"""Right before the number: it is the whole that a part is given of ("19 of 72 counties", "of Texas' 254 counties")."""

RELATIVE = re.compile(r"^\s*(?:(?:whose|that|which|who)\s+|(?=[a-z]+ing\b))([^,.;:—–]*)")
"""Right after the noun: a clause that restricts it ("counties whose deals go back further")."""

TAKING_PART = frozenset(
    "have has had hold holding sign signed signing join joined joining work working cooperate cooperating partner "
    "partnering participate participating take taking took part enter entered entering agree agreed agreeing are is "
    "were was been be being now currently already with in to into on up for from by at the a an their its his under of "
    "and or such any some one more all help helping assist assisting aid aiding do does did since this year".split()
)
"""Words that say that something is on the list, so restrict nothing."""

MORE_THAN = re.compile(r"\b(?:no )?more than\b", re.IGNORECASE)
STRETCH = re.compile(
    r"\b(?:this|last|the past|the last) (?:year|quarter|month|week|\w+ (?:years|months|weeks))\b", re.IGNORECASE
)
LONGEST_POINT = 2
"""Days up to which a date is a point in time at which a stock is counted."""

AFTER_FROM = re.compile(r"\bfrom\s+(?:just |only |about |some )?$", re.IGNORECASE)

ELIDED = "noun.elided"
"""The cue of a number whose noun is left out and was supplied from elsewhere."""

GOES_ON = re.compile(r"\b(?:number|total|count|figure|tally|sum)s?\b", re.IGNORECASE)
"""Words that say that a number carries on the count of the sentence before."""

NEW = re.compile(r"\b(?:new|newly|newest)\b")
"""Written small: New Hampshire is not new."""
FURTHER = frozenset({"additional", "another", "extra", "further", "more", "other", "others"})
"""Words that set a number beside an earlier one; a measure that is set apart ("pending") stays a stock."""

EVENTS = re.compile(
    r"\b(?:join|sign|struck|strike|enter|add|approv|enrol|reach|ma[dk]e|come|came|put|brought|ink)(?:ed|ing|s|es)?\b",
    re.IGNORECASE,
)
_EVENT_PARTICIPLE = r"(?:been )?(?:joined|signed|struck|entered|added|approved|enrolled|reached|made|come|put)"
STATES = re.compile(
    r"\b(?:now|currently|today|at present|at this point|to date|in all|total|in (?:place|force|effect)|active|have"
    r"|hold(?:s|ing)?|held|stands? at|exist(?:s|ed)?|cover(?:s|ed)?|was|were|is|are|had)\b"
    rf"(?! {_EVENT_PARTICIPLE})",
    re.IGNORECASE,
)
LEVELS = frozenset({"local", "state", "federal", "county", "municipal"})
EVERYWHERE = frozenset("america american nation nationwide country u.s us usa united states national federal".split())


def is_flow(claim: Claim, words: ClaimWords, definition: MeasureDefinition) -> bool:
    """Whether the number counts what was added over a time, which is not the stock at its end.

    A change ("up by 823") has its own rules and is none of this.
    """
    if definition.accumulation != "stock" or claim.quantity.role is not Role.LEVEL:
        return False
    further = frozenset(tokens(MORE_THAN.sub(" ", claim.phrase.text))) & FURTHER
    if NEW.search(claim.phrase.text) or (further and not definition.set_apart):
        return True
    event = EVENTS.search(words.clause) is not None
    if event and NEW.search(claim.clause.text):
        return True
    return event and _over_time(claim, words) and STATES.search(words.clause) is None


def _over_time(claim: Claim, words: ClaimWords) -> bool:
    """Whether the clause speaks of a stretch of time: since January, this year, in July."""
    stretch = claim.as_of is not None and (claim.as_of.end - claim.as_of.start).days > LONGEST_POINT
    return claim.baseline is not None or stretch or STRETCH.search(words.clause) is not None


def unmodelled(
    claim: Claim, words: ClaimWords, measure: MeasureWords, mentions: tuple[Mention, ...], text: str
) -> tuple[str, ...]:
    """Return what restricts the count and is none of the measure's own words or scopes; empty for the whole class."""
    named = stems(mention.text for mention in mentions)
    own = frozenset() if ELIDED in claim.cues else words.restrictors
    found = sorted(word for word in own - measure.whole - named - EVERYWHERE if word.isalpha())
    if _all_levels(claim):
        found = [word for word in found if word not in LEVELS]
    if mentions or measure.definition.set_apart:
        found = [word for word in found if word not in FURTHER]
    if not found and any(words.ends_with(noun) for noun in measure.narrower):
        found = [claim.measured_entity or claim.head or ""]
    found += _relative_clause(claim, measure, named, text)
    if claim.quantity.value == 1 and not claim.number.text[:1].isdigit():
        found.append("a single one")
    if _is_part(claim, mentions, text):
        found.append("a part of those named before")
    found += _places(claim, mentions)
    return tuple(dict.fromkeys(found))


def leaves_noun_out(claim: Claim) -> bool:
    """Whether the number stands without the noun that it counts."""
    return claim.head is None or ELIDED in claim.cues


def is_universe(claim: Claim, measure: MeasureWords, text: str) -> bool:
    """Whether the number counts all there are of a kind, whether they are on the list or not.

    Only nouns that need a word of taking part can mean both: agencies, not agreements.
    """
    required = measure.definition.requires
    if not required or UNIVERSE.search(text[max(0, claim.phrase.start - 40) : claim.number.start]) is None:
        return False
    return not holds(required, text[claim.number.end : claim.clause.end].lower())


def tentative(claim: Claim, words: ClaimWords, measure: MeasureWords, text: str) -> str:
    """Return why the link is too thin to carry a discrepancy, "" when it is not."""
    elided = ELIDED in claim.cues and words.phrase and GOES_ON.search(words.clause) is None
    if elided and words.phrase[-1] not in stems((words.sentence,)):
        return "what it counts is named in another sentence"
    required = measure.definition.requires
    if required and not holds(required, words.clause):
        return "its clause does not speak of taking part"
    if claim.quantity.role is Role.LEVEL and AFTER_FROM.search(
        text[max(0, claim.phrase.start - 12) : claim.number.start]
    ):
        return "it may be the start of a change"
    if claim.quantity.value == 0:
        return "“no” and “none” often speak of less than all"
    if PART_OF_THEM.match(text[claim.number.end : claim.number.end + 40]):
        return "what it is a part of is left to a pronoun"
    return ""


def _is_part(claim: Claim, mentions: tuple[Mention, ...], text: str) -> bool:
    """Whether the number counts some of a known whole, and no scope outside "of …" says which."""
    match = PARTITIVE.match(text[claim.number.end : claim.number.end + 60])
    if match is None or claim.quantity.role is Role.SHARE:
        return False
    inside = range(claim.number.end, max(claim.phrase.end, claim.number.end + match.end() + 1))
    return all(mention.start in inside for mention in mentions)


def is_part_of_a_pronoun(claim: Claim, text: str) -> bool:
    """Whether the number counts some "of them", so that what it counts is not said."""
    return PART_OF_THEM.match(text[claim.number.end : claim.number.end + 40]) is not None


def is_whole_of_a_part(claim: Claim, measure: MeasureWords, text: str) -> bool:
    """Whether the number is the whole that a part is given of: all there are of a kind, on the list or not."""
    lead = text[max(0, claim.number.start - 60) : claim.number.start]
    return bool(measure.definition.requires) and WHOLE_OF_A_PART.search(lead) is not None


def _relative_clause(claim: Claim, measure: MeasureWords, named: frozenset[str], text: str) -> list[str]:
    """Return the clause that restricts the noun, when it says more than that it is on the list."""
    match = RELATIVE.match(text[claim.quote.end : claim.quote.end + 120])
    if match is None or not claim.head:
        return []
    plain = frozenset(tokens(match.group(1)))
    foreign = stems(plain - TAKING_PART) - measure.known - named - EVERYWHERE - stems(measure.definition.requires)
    return [" ".join(match.group().split())] if foreign else []


def _all_levels(claim: Claim) -> bool:
    """Whether the phrase names several levels of government at once: "state and local", "local-federal"."""
    return len(LEVELS & stems(claim.restrictors)) > 1


def _places(claim: Claim, mentions: tuple[Mention, ...]) -> list[str]:
    """Return the places that the claim's own phrase or clause names and that no dimension knows."""
    known = " ".join(mention.text.lower() for mention in mentions)
    found = []
    for word in claim.scope_words:
        near = word.origin is Origin.PHRASE or (word.origin is Origin.CLAUSE and word.excluded)
        if word.kind != "place" or not near or set(tokens(word.text)) <= EVERYWHERE | {"the"}:
            continue
        if word.excluded:
            found.append(f"other than {word.text}")
        elif word.text.lower() not in known:
            found.append(word.text)
    return found
