"""Headline against body (HLB): a number of the headline that its own story gives otherwise.

The two must speak of one thing: the same noun with the same words before it, no place or time of its own in the body,
and there a sentence that shares the headline's words. The body must give that noun no number that fits, alone or added
up.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import combinations

from claimtrack.claims.claim import Claim, Modality, Origin
from claimtrack.claims.ends import located, stand_elsewhere
from claimtrack.corpus.document import Document
from claimtrack.quantity import CHANGES, Role
from claimtrack.verdicts import wording
from claimtrack.verdicts.admissible import admitted, bands
from claimtrack.verdicts.printed import number, printed
from claimtrack.verdicts.profile import Profile
from claimtrack.verdicts.totals import contradiction
from claimtrack.verdicts.verdict import Verdict

SHARED_WORDS = 2
"""Words beside the noun that the two sentences must share to tell of one event."""
STEM = 5
"""Letters by which the forms of a word are one: "approves" and "approved"."""
TOO_MANY = 100
"""Numbers of one unit in a body beyond which some two of them make any headline's number."""
LEVELS = (Role.LEVEL, Role.TO)
"""The roles that are one: "958 agreements", "rose to 958 agreements"."""
_NEAR = frozenset({Origin.PHRASE, Origin.CLAUSE, Origin.SENTENCE})
_WORD = re.compile(r"[^\W\d_]{4,}")
_COMMON = frozenset(
    "about after also another around been before being could does each first from have into just more most much nearly"
    " only other over said says some than that their them then there these they this those under were what when where"
    " which while will with would year years month months week weeks".split()
)
_OF_SOMETHING_ELSE = re.compile(
    r"\b(?:of (?:them|those|these|which|whom)|another|additional|more|previous\w*|last (?:year|month|week)|earlier|ago"
    r"|had|since|initial\w*|originally|at first|each|per|average|every|remaining|other)\b",
    re.IGNORECASE,
)
"""Words beside a number of the body under which it is of a part, another time, or one of many."""


def against_body(document: Document, claims: Sequence[Claim], profile: Profile) -> Iterator[tuple[Claim, Verdict]]:
    """Yield the headline's numbers that the body contradicts."""
    usable = [claim for claim in claims if _is_level(claim)]
    body = [claim for claim in usable if claim.quote.start >= document.body_start]
    for claim in usable:
        if claim.quote.start < document.body_start and claim.head is not None:
            like = [other for other in body if _is_like(claim, other)]
            alike = [other for other in body if other.quantity.unit == claim.quantity.unit]
            if like and not _reached(claim, alike, profile):
                yield from _against(claim, like)


def _is_level(claim: Claim) -> bool:
    return (
        claim.set_aside is None
        and claim.modality is Modality.ASSERTED
        and claim.quantity.role in (*LEVELS, *CHANGES)
        and claim.quantity.value is not None
        and claim.quantity.value > 0
    )


def _is_like(headline: Claim, other: Claim) -> bool:
    same = (headline.head, headline.quantity.unit, headline.per) == (other.head, other.quantity.unit, other.per)
    roles = (headline.quantity.role, other.quantity.role)
    level = all(role in LEVELS for role in roles)
    moved = roles[0] == roles[1] and headline.quantity.direction == other.quantity.direction
    return same and (level or moved) and headline.quantity.counted_noun == other.quantity.counted_noun


def _reached(headline: Claim, body: Sequence[Claim], profile: Profile) -> bool:
    """Whether any number of the body, the sum of two or their difference may be the headline's."""
    allowed = admitted(bands(headline.quantity, profile))
    if any(not allowed.disjoint(printed(other.quantity)) for other in body):
        return True
    values = sorted({number(other.quantity) for other in body})
    if len(values) > TOO_MANY:
        return True
    return any(
        allowed.contains(made) for one, other in combinations(values, 2) for made in (one + other, other - one)
    ) or allowed.contains(sum(values, Fraction(0)))


def _against(headline: Claim, like: Sequence[Claim]) -> Iterator[tuple[Claim, Verdict]]:
    """Yield the contradiction when every like number of the body is the same one, told of the same event."""
    telling = [other for other in like if _tells_of_the_same(headline, other)]
    values = {other.quantity.value for other in like}
    if not telling or len(values) > 1:
        return
    body = telling[0]
    claimed, found = number(headline.quantity), number(body.quantity)
    text = f"the headline has “{headline.quote.exact}”, the story “{body.quote.exact}”"
    arithmetic = f"{wording.claimed(headline.quantity)} in the headline, {wording.claimed(body.quantity)} in the body"
    yield headline, contradiction("HLB", text, arithmetic, claimed, found, headline)


def _tells_of_the_same(headline: Claim, other: Claim) -> bool:
    if headline.restrictors != other.restrictors or _OF_SOMETHING_ELSE.search(other.clause.text) is not None:
        return False
    if stand_elsewhere(headline, other) or (located(other) and not located(headline)):
        return False
    times = {claim.as_of for claim in (headline, other)} - {None}
    if len(times) > 1 or (not _places(other) <= _places(headline) and _places(headline)):
        return False
    shared = (_stems(headline) & _stems(other)) - _own_stems(headline)
    return len(shared) >= SHARED_WORDS


def _places(claim: Claim) -> frozenset[str]:
    return frozenset(word.text for word in claim.scope_words if word.kind == "place" and word.origin in _NEAR)


def _stems(claim: Claim) -> frozenset[str]:
    words = (word.lower() for word in _WORD.findall(claim.sentence.text))
    return frozenset(word[:STEM] for word in words if word not in _COMMON)


def _own_stems(claim: Claim) -> frozenset[str]:
    return frozenset(word.lower()[:STEM] for word in _WORD.findall(claim.measured_entity or ""))
