"""The cheap pass over a document: its sentences that hold numbers, tokenised, and which of them need a parse."""

from __future__ import annotations

import re
from dataclasses import dataclass

from claimtrack.claims.gate import has_number, paragraphs, sentences
from claimtrack.claims.mention import Mention
from claimtrack.claims.scan import find_mentions
from claimtrack.claims.tokens import Tokens, tokenize
from claimtrack.corpus.document import Document

_WORD = re.compile(r"[^\W\d_]+")
_SAMPLE = 4000
# How far the paragraph around a sentence is looked at: a page without line breaks must not cost its square.
_PARAGRAPH = 3000
_ENGLISH = frozenset(
    "the of and to in a is that for on was with as it at by be this from have are an has had not were said or which "
    "their".split()
)
_OTHER = frozenset(
    "der die das und ist nicht mit den von ein eine für auf dem des le la les et est des une dans pour que qui sur pas "
    "el los las y en del por con una para se más il lo gli di che non per è della sono het een van en niet dat "
    "och att det som på av är inte med os da do uma não com em na dos i w z na się".split()
) - {"a", "in", "is", "on", "an", "i", "per", "non", "do"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """A sentence with numbers, by document offsets; `paragraph` is the span of the paragraph it stands in."""

    start: int
    end: int
    paragraph: tuple[int, int]
    tokens: Tokens
    mentions: list[Mention]

    @property
    def needs_parse(self) -> bool:
        """Whether any of its numbers may be a claim."""
        return any(mention.aside is None for mention in self.mentions)


@dataclass(frozen=True, slots=True, kw_only=True)
class Scan:
    """A document's sentences that hold numbers; `foreign` says that it is not in English."""

    document: Document
    stretches: list[Stretch]
    foreign: bool


def scan_document(document: Document) -> Scan:
    """Return the sentences of a document that hold numbers, tokenised, with their numbers found."""
    stretches: list[Stretch] = []
    foreign = is_foreign(document)
    if not foreign:
        for start, end in paragraphs(document.text):
            if has_number(document.text[start:end]):
                stretches.extend(_stretches(document, start, end))
    return Scan(document=document, stretches=stretches, foreign=foreign)


def _stretches(document: Document, start: int, end: int) -> list[Stretch]:
    found = []
    for first, last in sentences(document.text, start, end):
        sentence = document.text[first:last]
        if has_number(sentence):
            tokens = tokenize(sentence)
            mentions = find_mentions(tokens)
            if mentions:
                home = (max(start, first - _PARAGRAPH), min(end, last + _PARAGRAPH))
                found.append(Stretch(start=first, end=last, paragraph=home, tokens=tokens, mentions=mentions))
    return found


def is_foreign(document: Document) -> bool:
    """Whether the document is not in English: by its declared language, else by its commonest words."""
    if document.language is not None:
        return not document.language.lower().startswith("en")
    words = [word.lower() for word in _WORD.findall(document.text[:_SAMPLE])]
    if len(words) < 12:
        return False
    english = sum(word in _ENGLISH for word in words)
    other = sum(word in _OTHER for word in words)
    return other > 2 * english and other * 8 > len(words)
