"""Nouns that stand for a measure named in full just before: "Unemployment followed. In 2007 the rate averaged 4.6"."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping

from claimtrack.claims.claim import Claim
from claimtrack.matching.cues import HOLLOW

Phrase = tuple[str, ...]
PLAIN = frozenset("annual latest monthly official overall same yearly".split())
"""Words beside such a noun that make it no other measure: "the yearly rate"."""
DEFINITE = r"\b(?:the|its|their|this|that)\s+(?:(?:{plain})\s+)?{noun}s?\b"
SENTENCE_ENDS = re.compile(r"[.!?][\"”’)]*\s")
BARE_BEFORE = re.compile(
    r"(?:^|[.!?;:,—–(“\"]\s*|\b(?:the|and|but|as|when|while|of|on|in|to|that|if|how|whether|against|national|overall"
    r"|general|total)\s+)$",
    re.IGNORECASE,
)
"""Right before what was named: nothing narrows it ("youth unemployment" is another thing)."""
NARROWED_AFTER = re.compile(
    r"\s+(?:among|of|for|in)\s+(?!(?:the )?(?:united states|u\.s\.|us\b|america|country|nation|month|year|\d{4}|january"
    r"|february|march|april|may\b|june|july|august|september|october|november|december))",
    re.IGNORECASE,
)
"""Right after what was named, or after what stands for it: it is one of a place or of some people."""
FURTHEST = 1
"""Ends of sentences up to which what was named is still spoken of."""


def by_last_word(names: Iterable[Phrase]) -> Mapping[str, tuple[Phrase, ...]]:
    """Return the names of measures that end in a noun which can stand for them, by that noun."""
    found: dict[str, list[Phrase]] = defaultdict(list)
    for name in names:
        if len(name) > 1 and name[-1] in HOLLOW:
            found[name[-1]].append(name)
    return {noun: tuple(sorted(phrases, key=len)) for noun, phrases in found.items()}


def stands_for(claim: Claim, text: str, names: Mapping[str, tuple[Phrase, ...]]) -> Phrase | None:
    """Return the measure's name that "the rate" stands for, where the rest of it was named right before.

    The nearest counts, the longer of two. A measure of the same noun named between ("mortgage rates rose") is
    rather meant: then there is none.
    """
    noun = claim.head
    if noun is None or noun not in names or not PLAIN.issuperset(claim.restrictors):
        return None
    pattern = DEFINITE.format(plain="|".join(sorted(PLAIN)), noun=re.escape(noun))
    own = list(re.finditer(pattern, text[claim.sentence.start : claim.sentence.end], re.IGNORECASE))
    if len(own) != 1:
        return None
    if NARROWED_AFTER.match(claim.sentence.text, own[0].end()):
        return None
    lead = text[claim.paragraph.start : claim.sentence.start + own[0].start()]
    found = [(last, name) for name in names[noun] if (last := _last(" ".join(name[:-1]), lead)) is not None]
    if not found:
        return None
    end, name = max(found, key=lambda one: (one[0], len(one[1])))
    between = lead[end:]
    near = len(SENTENCE_ENDS.findall(between)) <= FURTHEST
    return name if near and re.search(rf"\b{re.escape(noun)}s?\b", between, re.IGNORECASE) is None else None


def _last(phrase: str, lead: str) -> int | None:
    """Return where a phrase ends that was named last, None where it was not named, or only with what narrows it."""
    found = list(re.finditer(rf"\b{re.escape(phrase)}s?\b", lead, re.IGNORECASE))
    if not found:
        return None
    last = found[-1]
    bare = BARE_BEFORE.search(lead[: last.start()]) is not None
    return last.end() if bare and NARROWED_AFTER.match(lead, last.end()) is None else None
