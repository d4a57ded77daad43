"""The claim: one number in one sentence, with everything the wording says about it and nothing about data."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from claimtrack.corpus.document import Selector
from claimtrack.period import Period
from claimtrack.quantity import Quantity


class Modality(StrEnum):
    """How the sentence presents the number: as a fact, a plan, a condition, or denied."""

    ASSERTED = "asserted"
    PLANNED = "planned"
    CONDITIONAL = "conditional"
    NEGATED = "negated"


class Origin(StrEnum):
    """How far from the number a word stood; nearest first."""

    PHRASE = "phrase"
    CLAUSE = "clause"
    SENTENCE = "sentence"
    PARAGRAPH = "paragraph"
    HEADLINE = "headline"
    PUBLISHED = "published"


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A stretch of the document's text: `text == document.text[start:end]`."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ScopeWord:
    """A word that may restrict what is counted: a place, a named thing, a group; with where it stood.

    `kind` is place, name (any other proper name), group ("the four states") or period.
    `excluded` marks "besides Utah", "outside Florida".
    """

    text: str
    kind: str
    origin: Origin
    start: int
    end: int
    excluded: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """A tie to another claim of the document: that claim is this one's `from`, `to`, `change`, `part` or `whole`."""

    kind: str
    claim_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """A number, what it counts, of whom, when, and who says so.

    `number` is the bare number with its sign, currency and unit; `per` the denominator of a rate ("month", "100,000
    residents"). `measured_entity` is the counted noun phrase as written ("local law enforcement agencies"), `head` its
    singular head ("agency") and `restrictors` the lower-case words that restrict it ("local", "law", "enforcement").
    For a change ("a 609% increase in agreements") the entity is what changes. `subject` is the noun phrase the number
    is said of ("Texas" in "Texas has 327 agreements"), `theme` the subject of the verb above that.
    `phrase` is the noun phrase with the number and what is attached to it; `clause` the part of the sentence that
    speaks of this number (a member of a coordination: "Texas with 14%"). `paragraph` is the span of the paragraph the
    sentence stands in, a long one cut to its neighbourhood.
    `as_of` is the time the wording itself gives (None: use the publication), `as_of_source` where it was found;
    `baseline` is the start of a change ("since January"). `cues` are the ids of the rules that fired.
    A number that is no claim (a date, a section number …) has `set_aside` with a reason code and `checkable` False;
    `checkable` is also False for plans and conditions, whose `set_aside` stays None and whose modality says why.
    """

    id: str
    document_id: str
    quote: Selector
    number: Span
    sentence: Span
    clause: Span
    phrase: Span
    paragraph: Span
    quantity: Quantity
    measured_entity: str | None
    head: str | None
    restrictors: tuple[str, ...]
    scope_words: tuple[ScopeWord, ...]
    as_of: Period | None
    as_of_source: str | None
    baseline: Period | None
    claimant: str | None
    modality: Modality
    quoted: bool
    checkable: bool
    set_aside: str | None
    relations: tuple[Relation, ...] = ()
    cues: tuple[str, ...] = ()
    per: str | None = None
    subject: str | None = None
    theme: str | None = None
