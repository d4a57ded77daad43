"""Reading the first or last so many of an order as what a number is said of: "the five states with the most hold 512".

An order needs a number of places, their noun, and what it goes by. What is told of them by a verb right before or after
the number is theirs; any other tie leaves the claim open, as does an order by something that is not counted.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from claimtrack.claims.claim import Claim
from claimtrack.claims.tables.numerals import CARDINALS
from claimtrack.datasets.dataset import Dimension
from claimtrack.matching import cues
from claimtrack.matching.gazetteer import Mention
from claimtrack.matching.link import Leaders, Unlinked
from claimtrack.matching.profile import MeasureWords
from claimtrack.matching.restrictions import follows_a_part, is_fronted_whole
from claimtrack.matching.words import stem, stems, tokens
from claimtrack.measures.peers import has_kind
from claimtrack.quantity import Role
from claimtrack.singular import singular

_SMALL = "|".join(word for word, value in CARDINALS.items() if value > 1)
_COUNT = rf"(?P<count>\d{{1,3}}|{_SMALL})"
_ADJECTIVE = r"(?:[^\W\d][\w.'’-]* ){0,2}?"
_ADJECTIVES = rf"(?P<kind>{_ADJECTIVE})"
_PLACES = r"(?P<noun>[a-z]{3,}s)\b"
_SUPERLATIVE = r"(?P<order>(?:most|least) [a-z]+|largest|biggest|greatest|highest|leading|smallest|lowest|busiest)"
_MOST = (
    r"(?:the (?P<most>most|fewest|least|(?:highest|largest|greatest|biggest|lowest|smallest)"
    r"(?: (?:total )?(?:numbers?|counts?|totals?|shares?) of)?)\b)"
)
_HAVING = r"(?:with|(?:that|which) (?:have|had|hold|held)|having|holding)"
_BY = r"(?: (?:by|for|in terms of|in)\b)?"
WITH_MOST = re.compile(rf"\b{_COUNT} {_ADJECTIVES}{_PLACES} {_HAVING} {_MOST}", re.IGNORECASE)
TOP = re.compile(rf"\b(?P<order>top|bottom) {_COUNT} {_ADJECTIVES}{_PLACES}(?: {_HAVING} {_MOST})?{_BY}", re.IGNORECASE)
LARGEST = re.compile(rf"\b{_COUNT} {_SUPERLATIVE} {_ADJECTIVES}{_PLACES}{_BY}", re.IGNORECASE)
LARGEST_FIRST = re.compile(rf"\b{_SUPERLATIVE} {_COUNT} {_ADJECTIVES}{_PLACES}{_BY}", re.IGNORECASE)
FORMS = (WITH_MOST, TOP, LARGEST, LARGEST_FIRST)
"""The ways to name the first of an order: "five states with the most", "top five states", "five largest states"."""
BARE = re.compile(rf"(?P<only>(?:just|only|a mere) )?\b{_COUNT} {_PLACES}", re.IGNORECASE)
"""So many places and no word of an order, which a share of the whole implies: "half of them are in just two states"."""
FROM_BELOW = re.compile(r"\b(?:bottom|fewest|least|lowest|smallest)\b", re.IGNORECASE)
POPULOUS = re.compile(r"\b(?:most|least) populous\b", re.IGNORECASE)
PEOPLE = frozenset({"population", "people", "person", "resident", "inhabitant"})
_ADVERBS = (
    r"(?:together|combined|jointly|collectively|alone|now|currently|still|already|between them|in total|all told"
    r"|a combined|a total of|just|only)"
)
_HOLDING = (
    r"(?:have|had|hold|held|account(?:ed)? for|make up|made up|represent(?:ed)?|comprised?|contain(?:ed)?"
    r"|count(?:ed)?|hosted|host|are (?:now )?home to|were home to|add(?:ed)? up to|total(?:l?ed)?)"
)
HOLDS = re.compile(
    rf"(?P<by>[^,;:—]*?),?(?: {_ADVERBS})*,? {_HOLDING}(?: {_ADVERBS})*\s*(?:(?:about|roughly|nearly|over|some)\s*)?",
    re.IGNORECASE,
)
"""Between the places and their number: what the order goes by, and a verb of having."""
LIES_IN = re.compile(
    r"(?:,? (?:of (?:all )?(?:the )?(?:[\w()’'-]+ )?[\w()’'-]+))?"
    r",?(?: (?:that|which))?(?: (?:are|is|were|was|come|comes|came|lie|lies))?"
    r"(?: (?:all|now|found|located|based|concentrated|held|spread))* (?:in|from|across|among|within) "
    r"(?:just |only )?(?:the |a mere )?",
    re.IGNORECASE,
)
"""Between a number and the places that it is found in."""
_SHARE = r"(?:half|thirds?|quarters?|percent|per cent|majority|most|\d%)"
THERE_ARE = re.compile(r"(?P<by>[^,;:—]*?),? there (?:are|were)(?: (?:now|currently|still))?\s*", re.IGNORECASE)
"""Between places that a sentence begins with and what is in them: "in the top five states, there are 512"."""
FRONTED = re.compile(r"(?:in|across|among|within|outside|of|for|from) (?:just |only )?(?:the |its )?", re.IGNORECASE)
"""What a sentence begins with before places that are no subject."""
HOLD_A_SHARE = re.compile(rf"(?: {_ADVERBS})* {_HOLDING}[^,;:.]{{0,24}}?(?<!\w){_SHARE}(?!\w)", re.IGNORECASE)
SHARE_LIES_IN = re.compile(rf"{_SHARE}(?!\w)[^,;:]*? (?:in|from|across|among|within) $", re.IGNORECASE)
"""A share of the whole that so many places have: after them, and before "just so many"."""
LEADS_IN = re.compile(
    r"[\W\d]*(?:(?:and|but|while|that|together|combined|in all|meanwhile|now|today|currently|the|its|their|as|of|by|in"
    r"|on|so far|just|only|jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b[\W\d]*)*",
    re.IGNORECASE,
)
"""What may stand in a clause before its subject and take nothing from it: a date, "and", "together"."""
NUMBER = re.compile(
    rf"(?<![\w(.,])\d[\d,.]*(?![\w(])|\b(?:{_SMALL}|half|thirds?|quarters?|most of|majority)\b", re.IGNORECASE
)
UNORDERED = "its words do not say that these are the ones with the most"
POINTS_BACK = "just so many places are named before, and may be the ones meant"
WITHOUT_NOUN = re.compile(
    rf"\b(?:the (?=[\w-]+ {_HAVING} the )|(?:top|bottom) (?![\w-]+ {_ADJECTIVE}[a-z]+s\b)){_COUNT}\b",
    re.IGNORECASE,
)
"""Places of an order whose noun is left out: "the top three hold 400"."""
EXAMPLE = re.compile(r"\b(?:including|such as|especially|notably|led by)\b", re.IGNORECASE)
"""Words before places that are an example of what the number is of, and no bound of it."""
EACH = re.compile(r"\b(?:each|apiece|respectively|every|per(?! cent))\b", re.IGNORECASE)
CONNECTIVES = frozenset("number count total by of the and such with their in".split())


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """So many places of an order as the text names them, with where they stand in it.

    `noun` is in the singular, `kind` the adjectives before it, `by` the words for what the order goes by ("" for none
    said), `sized` a superlative that may be said of the land. `bare` says that no word of an order stands there.
    `tied` says that grammar ties them to the number.
    """

    noun: str
    count: int
    kind: str
    by: str
    sized: bool
    below: bool
    bare: bool
    tied: bool
    start: int
    end: int


def places_in_order(
    claim: Claim, measure: MeasureWords, dimensions: Sequence[Dimension], mentions: Sequence[Mention], text: str
) -> tuple[Leaders | None, str] | Unlinked:
    """Return the places that a number is the sum of, and why that is thin ("" when it is not).

    None where no places of an order stand beside the number; Unlinked where they do and their sum can't be told.
    `dimensions` are those that can restrict the measure, `mentions` the values named in the paragraph.
    """
    order = next((o for o in _orders(claim, text) if o.tied or _are_known(o.noun, measure, dimensions)), None)
    if order is None:
        return _without_noun(claim, text)
    refused = _refused(order, claim, measure, mentions)
    if refused is not None:
        return refused
    found = next((one for one in dimensions if _is_noun_of(order.noun, one)), None)
    if found is None:
        return Unlinked(code="SCO", text=f"{measure.definition.name} are not told by {order.noun} in the data")
    start = min(order.start, claim.clause.start)
    named = [m for m in mentions if m.dimension == found.name and start <= m.start < claim.clause.end]
    if named:
        return Unlinked(code="AMB", text=f"“{named[0].text}” is named beside the first {order.count} of an order")
    kind = order.noun if has_kind(found, order.noun) else None
    before = {m.value for m in mentions if m.dimension == found.name and m.end <= order.start}
    thin = UNORDERED if order.bare else POINTS_BACK if len(before) == order.count else ""
    return Leaders(dimension=found.name, count=order.count, kind=kind, below=order.below), thin


def _without_noun(claim: Claim, text: str) -> tuple[None, str] | Unlinked:
    """Return why a number said of places whose noun is left out can't be told, nothing where it is of all."""
    for match in WITHOUT_NOUN.finditer(text, claim.clause.start, claim.quote.start):
        if NUMBER.search(text, match.end(), claim.quote.start) is None:
            return Unlinked(code="AMB", text=f"what “{match.group()}” are the first of is left out")
    return None, ""


def counts_places(claim: Claim, measure: MeasureWords, dimensions: Sequence[Dimension], text: str) -> bool:
    """Whether the number only says how many places an order's sum is of: "just two states", "the top ten counties"."""
    for form in (*FORMS, BARE):
        for match in form.finditer(text, claim.sentence.start, claim.sentence.end):
            inside = match.start() <= claim.number.start and claim.number.end <= match.end("noun")
            if inside and _are_known(stem(match["noun"].lower()), measure, dimensions):
                return form is not BARE or _has_share(match, claim, text)
    return False


def _has_share(match: re.Match[str], claim: Claim, text: str) -> bool:
    """Whether a share of the whole is told of so many places."""
    lead = text[claim.sentence.start : match.start()]
    before = match["only"] and SHARE_LIES_IN.search(lead)
    return bool(before) or HOLD_A_SHARE.match(text, match.end(), claim.sentence.end) is not None


def counted_by(claim: Claim, text: str) -> tuple[str, ...]:
    """Return what the order beside a number goes by, for one that leaves out what it counts; () where none is said."""
    if cues.ELIDED not in claim.cues and claim.head is not None:
        return ()
    by = next((order.by for order in _orders(claim, text) if order.tied and not order.sized), "")
    words = tokens(by)
    return (*words[:-1], singular(words[-1])) if words else ()


def _refused(order: Order, claim: Claim, measure: MeasureWords, mentions: Sequence[Mention]) -> Unlinked | None:
    """Return why the sum of an order's places can't be told from the words, None when it can."""
    if not order.tied:
        return Unlinked(code="AMB", text=f"whether it is the number of the first {order.count} of an order is not sure")
    if EACH.search(claim.clause.text):
        return Unlinked(code="AMB", text="it may be the number of each of the places, not of all together")
    kind = stems((order.kind,)) - cues.EVERYWHERE
    if kind:
        return Unlinked(code="SCO", text=f"the data does not tell which are “{order.kind.strip()}”")
    foreign = stems((order.by,)) - CONNECTIVES - cues.FUNCTION_WORDS - cues.EVERYWHERE - measure.whole
    inside = [m for m in mentions if order.start <= m.start < order.end]
    if order.sized and POPULOUS.search(order.by) and measure.whole & PEOPLE:
        return None
    if order.sized and (not stems((order.by,)) & measure.whole or POPULOUS.search(order.by)):
        return Unlinked(code="SCO", text="the largest may be so by people or land; the text does not say by what")
    if foreign or inside:
        return Unlinked(
            code="SCO", text=f"the order goes by “{order.by}”, which is not what {measure.definition.name} counts"
        )
    return None


def _orders(claim: Claim, text: str) -> Iterator[Order]:
    """Yield the places of an order in a claim's clause with no other number between them and its own."""
    if follows_a_part(claim, text) or is_fronted_whole(claim, text):
        return
    for form in FORMS:
        for match in form.finditer(text, claim.sentence.start, max(claim.clause.end, claim.phrase.end)):
            if match.end() <= claim.quote.start and _is_beside(match.start(), claim, text):
                order = _before(match, claim, text)
            elif match.start() >= claim.number.end:
                order = _after(match, claim, text)
            else:
                order = None
            if order is not None:
                yield order
    if claim.quantity.role is Role.SHARE:
        yield from _bare(claim, text)


def _is_beside(start: int, claim: Claim, text: str) -> bool:
    """Whether places that stand before a number are in its clause, its subject, or what its sentence begins with."""
    if start >= claim.clause.start:
        return True
    lead = claim.sentence.text[: claim.clause.start - claim.sentence.start]
    subject = lead.rfind(claim.subject) if claim.subject else -1
    fronted = FRONTED.fullmatch(text, claim.sentence.start, start) is not None
    return fronted or (subject >= 0 and start == claim.sentence.start + subject)


def _before(match: re.Match[str], claim: Claim, text: str) -> Order | None:
    """Return places that stand before the number, tied to it where they are what has so many."""
    between = text[match.end() : claim.quote.start]
    if NUMBER.search(between):
        return None
    fronted = FRONTED.fullmatch(text, claim.sentence.start, match.start())
    lead = text[claim.clause.start : match.start()]
    holds = (HOLDS if fronted is None else THERE_ARE).fullmatch(between)
    tied = holds is not None and LEADS_IN.fullmatch(lead) is not None
    tied = tied and (fronted is None or text.startswith(("In ", "Across ", "Within "), claim.sentence.start))
    by = between if holds is None else holds.group("by")
    return _order(match, by, tied=tied, end=match.end() + len(by))


def _after(match: re.Match[str], claim: Claim, text: str) -> Order | None:
    """Return places that stand after the number, tied to it where it is found in them."""
    lies = [
        LIES_IN.fullmatch(text, start, match.start()) for start in {claim.number.end, claim.quote.end, claim.phrase.end}
    ]
    tied = any(one is not None for one in lies)
    between = text[claim.quote.end : match.start()]
    if not tied and (NUMBER.search(between) or EXAMPLE.search(between)):
        return None
    by = re.split(r"[,;:.!?—](?:\s|$)", text[match.end() : claim.clause.end], maxsplit=1)[0]
    return _order(match, by, tied=tied, end=match.end() + len(by))


def _order(match: re.Match[str], by: str, *, tied: bool, end: int) -> Order:
    sized = match.re in (LARGEST, LARGEST_FIRST)
    populous = match["order"] if sized and POPULOUS.fullmatch(match["order"]) else ""
    return Order(
        noun=stem(match["noun"].lower()),
        count=_number(match["count"]),
        kind="" if match.re is BARE else match["kind"],
        by=f"{populous} {by}".strip(),
        sized=sized,
        below=FROM_BELOW.search(match.group()) is not None,
        bare=match.re is BARE,
        tied=tied,
        start=match.start(),
        end=end,
    )


def _bare(claim: Claim, text: str) -> Iterator[Order]:
    """Yield so many places that a share is said of: "ten counties make up half", "half are in just two states"."""
    for match in BARE.finditer(text, claim.clause.start, claim.clause.end):
        if match.end() <= claim.quote.start:
            holds = HOLDS.fullmatch(text, match.end(), claim.quote.start)
            tied = holds is not None and not holds["by"].strip()
            lead = text[claim.clause.start : match.start()]
            tied = tied and LEADS_IN.fullmatch(lead) is not None and not lead.lower().rstrip().endswith(("the", "in"))
        elif match.start() >= claim.number.end and match["only"]:
            ends = {claim.number.end, claim.quote.end, claim.phrase.end}
            tied = any(LIES_IN.fullmatch(text, end, match.start()) is not None for end in ends)
        else:
            continue
        if tied:
            yield _order(match, "", tied=True, end=match.end())


def _number(written: str) -> int:
    return CARDINALS[written.lower()] if written.lower() in CARDINALS else int(written)


def _are_known(noun: str, measure: MeasureWords, dimensions: Sequence[Dimension]) -> bool:
    """Whether a noun is one of places in the dataset, or of what it counts."""
    return noun in measure.counted or any(_is_noun_of(noun, one) for one in dimensions)


def _is_noun_of(noun: str, dimension: Dimension) -> bool:
    """Whether a noun is what a dimension's values are called: by its name, or by a kind of its vocabulary."""
    return noun == dimension.name or has_kind(dimension, noun)
