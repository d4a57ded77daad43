"""What restricts a count beyond the dataset's dimensions, and what makes it no count of all."""

from __future__ import annotations

import re

from claimtrack.claims.claim import Claim, Origin
from claimtrack.datasets.regions import DEMONYMS
from claimtrack.matching import cues, scope_cues
from claimtrack.matching.gazetteer import Mention
from claimtrack.matching.other_series import smaller_places
from claimtrack.matching.profile import ClaimWords, MeasureWords, bare_phrase, holds
from claimtrack.matching.words import stems, tokens
from claimtrack.quantity import CHANGES, Role

PART = "a part of those named before"
"""What restricts a number of some of those that were named."""
GROUP = 3
"""Digits of a group in a long number."""
_DEMONYMS = frozenset(demonym.lower() for demonym in DEMONYMS)


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
        owned = {"state", "commonwealth"} if cues.OWN_STATE.search(claim.sentence.text) else frozenset()
        found = [word for word in found if word not in cues.OF_THE_PLACE | owned]
    if mentions or measure.definition.set_apart:
        found = [word for word in found if word not in cues.FURTHER]
    if not found and any(words.ends_with(noun) for noun in measure.narrower):
        found = [claim.measured_entity or claim.head or ""]
    found += _relative_clause(claim, measure, mentions, text)
    if claim.quantity.value == 1 and not claim.number.text[:1].isdigit():
        found.append("a single one")
    if _is_part(claim, mentions, text):
        found.append(PART)
    found += _places(claim, mentions)
    found += [match.group(1) for match in smaller_places(claim, mentions, text)]
    # A phrase that tells the measure restricts nothing: "other states" of moves between them.
    return tuple(what for what in dict.fromkeys(found) if what.lower() not in measure.definition.requires)


def no_count_of_all(claim: Claim, words: ClaimWords, measure: MeasureWords, text: str) -> str:
    """Return why the number is no count of those that the measure counts, in words; "" when it may be one."""
    if foreign := outside(words, measure):
        return f"“{foreign}” ones are not among those that {measure.definition.name} counts"
    if points_back(claim, text):
        return "it points back to those named before, and is no count of all"
    if is_whole_of_a_part(claim, measure, text):
        return "it is the whole that a part is given of"
    return "it counts all there are, on the list or not" if is_universe(claim, measure, text) else ""


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
    match = scope_cues.GROUP_BACK.search(text, max(claim.sentence.start, claim.number.start - 10), claim.quote.end)
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


def _is_part(claim: Claim, mentions: tuple[Mention, ...], text: str) -> bool:
    """Whether the number counts some of a known whole, and no scope outside "of …" says which."""
    match = cues.PARTITIVE.match(text[claim.number.end : claim.number.end + 60])
    if match is None or claim.quantity.role is Role.SHARE or cues.COMPARED_PARTS.match(text, claim.number.end):
        return False
    if any(_is_tied(claim, mention, text) for mention in mentions):
        return False
    end = max(claim.phrase.end, claim.number.end + match.end() + 1)
    inside = range(claim.number.end, end)
    placed = cues.PLACED_ONLY.match(text, claim.phrase.end) is not None
    return not placed or all(mention.start in inside for mention in mentions)


def _is_tied(claim: Claim, mention: Mention, text: str) -> bool:
    """Whether a value right after the number says which part it is: "473 of those are task force", "six from Texas"."""
    between = text[claim.number.end : mention.start] if claim.number.end < mention.start <= claim.sentence.end else "."
    return cues.TIED.fullmatch(between) is not None


def is_tied_part(claim: Claim, mentions: tuple[Mention, ...], text: str) -> bool:
    """Whether the number counts some "of them" that a value of the data tells: "six of them from Texas"."""
    return any(_is_tied(claim, mention, text) for mention in mentions)


def is_part_of_a_pronoun(claim: Claim, text: str) -> bool:
    """Whether the number counts some "of them", or "the other two", so that what it counts is not said."""
    rest = cues.OF_THE_REST.search(text[max(claim.sentence.start, claim.number.start - 24) : claim.number.start])
    bare = rest is not None and (claim.head is None or cues.ELIDED in claim.cues)
    return bare or cues.PART_OF_THEM.match(text[claim.number.end : claim.number.end + 40]) is not None


def is_out_of_a_whole(claim: Claim) -> bool:
    """Whether the whole that the number is a part of is given after it: "337 agreements, out of 1,202 nationally"."""
    return cues.OUT_OF.match(claim.sentence.text, claim.quote.end - claim.sentence.start) is not None


def is_fronted_whole(claim: Claim, text: str) -> bool:
    """Whether the number is a whole that its sentence goes on to part: "Of the 140 agencies, 97 are in …"."""
    return scope_cues.WHOLE_FRONTED.fullmatch(text, claim.sentence.start, claim.number.start) is not None


def is_whole_of_a_part(claim: Claim, measure: MeasureWords, text: str) -> bool:
    """Whether the number is the whole that a part is given of: all there are of a kind, on the list or not."""
    return bool(measure.definition.requires) and follows_a_part(claim, text)


def follows_a_part(claim: Claim, text: str) -> bool:
    """Whether a part is given of the number: "473 of the 957"; the part's scope is not the whole's."""
    lead = text[max(0, claim.number.start - 60) : claim.number.start]
    return cues.WHOLE_OF_A_PART.search(lead) is not None


def _relative_clause(claim: Claim, measure: MeasureWords, mentions: tuple[Mention, ...], text: str) -> list[str]:
    """Return the clause that restricts the noun, when it says more than that it is on the list, or names a scope."""
    match = cues.RELATIVE.match(text[claim.quote.end : claim.quote.end + 120])
    of_a_whole = measure.definition.published and claim.quantity.counted_noun is None
    if match is None or not claim.head or of_a_whole or _is_rate_base(claim, match):
        return []
    if cues.COUNT_BESIDE.match(match.group()):
        return []
    plain = frozenset(word.removesuffix("'s") for word in tokens(match.group(1)) if word[0].isalpha())
    named = stems(mention.text for mention in mentions)
    foreign = stems(plain - cues.FUNCTION_WORDS) - measure.whole - measure.counted - named - cues.EVERYWHERE
    foreign -= cues.DAYS | cues.LISTS
    if any(topic in match.group().lower() for topic in measure.topics):
        foreign -= cues.SCHEMES
    inside = range(claim.quote.end, claim.quote.end + match.end())
    if any(mention.start in inside for mention in mentions):
        foreign -= measure.values
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
    return scope_cues.FRAGMENT.match(text, claim.number.end) is not None or (grouped and before is not None)


def _is_broken(claim: Claim, text: str) -> bool:
    """Whether a comma parts some groups of the digits and a blank the next: one of them was lost."""
    start = max(claim.sentence.start, claim.number.start - 12)
    around = text[start : claim.number.end + 7]
    return any(
        match.start() < claim.number.end - start and claim.number.start - start < match.end()
        for match in scope_cues.BROKEN.finditer(around)
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
