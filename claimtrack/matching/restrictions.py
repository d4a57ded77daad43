"""What restricts a count beyond the dataset's dimensions, and what makes it a flow instead of a stock."""

from __future__ import annotations

import re

from claimtrack.claims.claim import Claim, Origin
from claimtrack.datasets.dataset import MeasureDefinition
from claimtrack.matching.profile import ClaimWords, MeasureWords
from claimtrack.matching.scopes import Mention
from claimtrack.matching.words import stems, tokens
from claimtrack.quantity import Role

PARTITIVE = re.compile(r"^\s*(?:[a-z]+\s+){0,2}of (?:those|these|them|which|whom)\b", re.IGNORECASE)
"""Right after the number: it counts a part of what was named before ("thirteen of those agencies")."""

NEW = frozenset({"new", "newly", "newest"})
FURTHER = frozenset({"additional", "another", "extra", "further", "more", "other", "others"})
"""Words that set a number beside an earlier one; a measure named by words of its own ("pending") stays a stock."""

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
    phrase = frozenset(tokens(claim.phrase.text))
    if phrase & NEW or (phrase & FURTHER and not definition.requires):
        return True
    over_time = claim.baseline is not None or (claim.as_of is not None and _is_span(claim))
    return over_time and EVENTS.search(words.clause) is not None and STATES.search(words.clause) is None


def unmodelled(
    claim: Claim, words: ClaimWords, measure: MeasureWords, mentions: tuple[Mention, ...], text: str
) -> tuple[str, ...]:
    """Return what restricts the count and is none of the measure's own words or scopes; empty for the whole class."""
    named = stems(mention.text for mention in mentions)
    found = sorted(word for word in words.restrictors - measure.whole - named - EVERYWHERE if word.isalpha())
    if _all_levels(claim):
        found = [word for word in found if word not in LEVELS]
    if not found and any(words.ends_with(noun) for noun in measure.narrower):
        found = [claim.measured_entity or claim.head or ""]
    if PARTITIVE.match(text[claim.number.end : claim.number.end + 40]):
        found.append("a part of those named before")
    found += _places(claim, mentions)
    return tuple(dict.fromkeys(found))


def _is_span(claim: Claim) -> bool:
    return claim.as_of is not None and (claim.as_of.end - claim.as_of.start).days > 2


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
