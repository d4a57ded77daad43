"""Turns the readings of a sentence into claims."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal

from claimtrack.claims.attach import Times, When, attach
from claimtrack.claims.claim import Claim, Modality, Span
from claimtrack.claims.clauses import clause_spans
from claimtrack.claims.ellipsis import counts_places, is_adjunct, is_countable
from claimtrack.claims.mention import Mention
from claimtrack.claims.names import Name, find_names
from claimtrack.claims.nouns import Noun
from claimtrack.claims.parse import Parse
from claimtrack.claims.reader import read_sentence
from claimtrack.claims.reading import Reading
from claimtrack.claims.scanning import Stretch
from claimtrack.claims.scopes import scope_words
from claimtrack.claims.tables.numerals import MAGNITUDES
from claimtrack.claims.tokens import Tokens
from claimtrack.claims.tree import Tree, tree_of
from claimtrack.claims.voice import claimant_of, is_quoted, modality_of
from claimtrack.claims.when import POINTING, THAT_TIME, TimeWord, find_times
from claimtrack.corpus.document import Document, Selector
from claimtrack.period import Period
from claimtrack.quantity import Modifier, Quantity, Role

_CONTEXT = 32
_ON_AVERAGE = re.compile(r"\bon average\b", re.IGNORECASE)
_THEM = frozenset({"them", "those", "these", "which", "whom"})
_NUMBER = re.compile(r"\d[\d.,  ]*\d|\d")
# How far back, in characters, a span of time is meant by "over that time", and the gap to the next sentence.
_SPAN_REACH = 400
_NEXT = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """What a sentence is read in: its document, parse, the headline's names, the paragraphs' names, the last noun."""

    document: Document
    stretch: Stretch
    parse: Parse
    headline: list[Name]
    names: dict[tuple[int, int], list[Name]]
    memory: Memory


@dataclass(frozen=True, slots=True, kw_only=True)
class Memory:
    """What a document's earlier sentences leave to the next: the last counted noun, and by place the last time and
    the last span of time (a sentence's end with what it named).
    """

    noun: Noun | None = None
    time: tuple[int, Period] | None = None
    span: tuple[int, TimeWord] | None = None


def read_claims(context: Context) -> tuple[list[Claim], Memory]:
    """Return the claims of a sentence, set-aside numbers among them, and what it leaves to the next sentence."""
    stretch, document = context.stretch, context.document
    sentence = stretch.tokens.sentence
    home = document.text[slice(*stretch.paragraph)]
    words = find_times(sentence, document.date_published, home)
    claims = [
        aside_claim(document, stretch, mention, None) for mention in stretch.mentions if mention.aside is not None
    ]
    memory = _remembered(context, words)
    if not stretch.needs_parse:
        return claims, memory
    tree = tree_of(sentence, context.parse)
    readings = read_sentence(stretch.tokens, stretch.mentions, tree, context.memory.noun)
    clauses = clause_spans(stretch.tokens, tree, readings)
    times = Times(
        sentence=sentence, readings=readings, clauses=clauses, words=[*_carried(context, words), *words],
        published=document.date_published, before=_time_before(context, context.stretch.paragraph[0]),
        earlier=_time_before(context, stretch.start - _SPAN_REACH),
    )  # fmt: skip
    sheet = _Sheet(
        tree=tree, readings=readings, clauses=clauses, times=attach(times),
        claimant=claimant_of(sentence, tree, stretch.tokens.words),
    )  # fmt: skip
    claims.extend(_claim(context, sheet, place) for place in range(len(readings)))
    return claims, replace(memory, noun=_topic(stretch.tokens, readings, memory.noun))


def _topic(tokens: Tokens, readings: list[Reading], before: Noun | None) -> Noun | None:
    """Return what the text counts after the sentence, for a later number without a noun.

    It is the last thing counted for itself: not the places of "42 clubs in its 5 counties", and not who stands behind
    what is counted ("444 agreements held by 344 agencies"). A sentence that counts places only leaves it as it was.
    """
    counted = [reading for reading in readings if is_countable(reading)]
    things = [reading for reading in counted if not counts_places(reading)]
    heads = [reading for reading in things if not is_adjunct(tokens, reading)]
    last = (heads or things or ([] if before is not None else counted))[-1:]
    return replace(last[0].noun, source="elided") if last and last[0].noun is not None else before


def _remembered(context: Context, words: list[TimeWord]) -> Memory:
    """Return what is remembered with the times of this sentence."""
    memory, end = context.memory, context.stretch.end
    for word in words:
        if word.kind in {"as_of", "span"} and word.period is not None:
            memory = replace(memory, time=(end, word.period))
        if word.kind == "span":
            memory = replace(memory, span=(end, word))
    return memory


def _time_before(context: Context, start: int) -> Period | None:
    """Return the last time given before the sentence, after the place `start`."""
    time = context.memory.time
    return time[1] if time is not None and time[0] > start else None


def _carried(context: Context, words: list[TimeWord]) -> list[TimeWord]:
    """Return the span of time that the sentence takes over: "over that time", or "That is a gain" right after it."""
    span, stretch = context.memory.span, context.stretch
    if span is None or any(word.kind in {"span", "since"} for word in words):
        return []
    named = THAT_TIME.search(stretch.tokens.sentence)
    if named is not None and stretch.start - span[0] <= _SPAN_REACH:
        return [replace(span[1], start=0, end=0)]
    next_one = span[0] > stretch.paragraph[0] and stretch.start - span[0] <= _NEXT
    pointing = next_one and not words and POINTING.match(stretch.tokens.sentence) is not None
    return [replace(span[1], start=0, end=0)] if pointing else []


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sheet:
    """A sentence read: its tree, readings and their clauses, the times it names and who says so."""

    tree: Tree
    readings: list[Reading]
    clauses: list[tuple[int, int]]
    times: list[When]
    claimant: str | None


def _claim(context: Context, sheet: _Sheet, place: int) -> Claim:
    """Return the claim of the reading at `place`: its spans first, then what is counted, when and how it is said."""
    reading, clause = sheet.readings[place], sheet.clauses[place]
    tokens = context.stretch.tokens
    start = tokens.starts[reading.part.first]
    modality, mood = modality_of(tokens.sentence, clause, sheet.tree, reading.index, start)
    when = sheet.times[place]
    as_of, source = when.as_of, when.source
    if mood == "modality.by_end" and _is_past(as_of, context.document.date_published):
        modality, mood = Modality.ASSERTED, None
    if modality in {Modality.PLANNED, Modality.CONDITIONAL}:
        as_of, source = None, None
    cues = (*reading.mention.cues, *reading.part.cues, *reading.cues, *((mood,) if mood else ()))
    claim = _counted(_placed(context, sheet, place), sheet.tree, reading)
    return replace(
        claim, as_of=as_of, as_of_source=source, baseline=when.baseline, claimant=sheet.claimant, modality=modality,
        quoted=is_quoted(claim.paragraph.text, claim.quote.start - claim.paragraph.start),
        checkable=modality is Modality.ASSERTED, cues=tuple(dict.fromkeys(cues)),
    )  # fmt: skip


def _is_past(when: Period | None, published: Period | None) -> bool:
    return when is not None and published is not None and when.end < published.start


def _placed(context: Context, sheet: _Sheet, place: int) -> Claim:
    """Return a claim with its spans and scope words only."""
    document, stretch, reading = context.document, context.stretch, sheet.readings[place]
    tokens, origin = stretch.tokens, stretch.start
    start, end = tokens.starts[reading.part.first], reading.quote_end
    phrase = _phrase(sheet.tree, reading, start, end, sheet.readings, tokens.starts)
    clauses = [(origin + first, origin + last) for first, last in sheet.clauses]
    within = (origin + phrase[0], origin + phrase[1])
    claim = bare_claim(
        document, (origin + start, origin + end), (stretch.start, stretch.end), stretch.paragraph, None, "", ""
    )
    first, last = tokens.starts[reading.mention.first], tokens.ends[reading.mention.last]
    scopes = scope_words(
        _names(context, stretch.start, stretch.end), _paragraph_names(context),
        context.headline if stretch.start >= document.body_start else [], within, clauses[place], clauses,
        [clauses[at] for at in range(place + 1, len(clauses)) if _is_part(tokens, sheet.readings[at])],
    )  # fmt: skip
    return replace(
        claim, set_aside=None, clause=_span(document, *clauses[place]), phrase=_span(document, *within),
        number=_span(document, origin + first, origin + last), scope_words=scopes,
    )  # fmt: skip


def _is_part(tokens: Tokens, reading: Reading) -> bool:
    """Whether the number gives a part or a member of what an earlier one counts: "36 of them", ", Texas 204"."""
    last = reading.mention.last
    of_them = tokens.word(last + 1) == "of" and tokens.word(last + 2) in _THEM
    elided = reading.noun is not None and reading.noun.source == "elided"
    return reading.part.role is Role.LEVEL and (of_them or elided)


def _counted(claim: Claim, tree: Tree, reading: Reading) -> Claim:
    """Return the claim with its quantity and what is counted."""
    thing = reading.noun or reading.entity
    return replace(
        claim,
        quantity=quantity_of(reading),
        measured_entity=thing.text if thing else None,
        head=thing.head if thing else None,
        restrictors=_restrictors(tree, reading, thing),
        per=reading.mention.per,
        subject=reading.subject.text if reading.subject else None,
        theme=reading.theme.text if reading.theme else None,
    )


def select(text: str, start: int, end: int) -> Selector:
    """Return the selector of `text[start:end]` with a little text around it."""
    return Selector(
        exact=text[start:end], prefix=text[max(0, start - _CONTEXT) : start], suffix=text[end : end + _CONTEXT],
        start=start, end=end,
    )  # fmt: skip


def _span(document: Document, start: int, end: int) -> Span:
    return Span(text=document.text[start:end], start=start, end=end)


def quantity_of(reading: Reading) -> Quantity:
    """Return the number as written, in plain decimals."""
    mention, part = reading.mention, reading.part
    return Quantity(
        value=plain_decimal(mention.value),
        low=plain_decimal(mention.low),
        high=plain_decimal(mention.high),
        unit=mention.unit,
        counted_noun=reading.noun.head if reading.noun and mention.unit is None else None,
        precision=plain_decimal(abs(mention.precision)) or Decimal(1),
        modifier=part.modifier,
        direction=part.direction,
        role=Role.RANK if mention.form == "ordinal" else part.role,
    )


def plain_decimal(value: Decimal | None) -> Decimal | None:
    """Return the value without needless zeros or exponent: 2500000, not 2500000.0 or 2.5E+6."""
    if value is None:
        return None
    short = value.normalize()
    exponent = short.as_tuple().exponent
    return Decimal(f"{short:f}") if isinstance(exponent, int) and 0 < exponent < 24 else short


def _restrictors(tree: Tree, reading: Reading, thing: Noun | None) -> tuple[str, ...]:
    """Return the words that restrict the noun, with an adjective said of it: "16 agreements are pending"."""
    if thing is None:
        return ()
    words = list(thing.restrictors)
    if thing is reading.noun and thing.source == "phrase" and thing.head_index < len(tree.words):
        parse = tree.parse
        if parse.deps[thing.head_index] in {"nsubj", "nsubjpass"}:
            verb = parse.heads[thing.head_index]
            said = (kid for kid in tree.kids[verb] if parse.deps[kid] == "acomp" and parse.tags[kid] != "JJR")
            words += [tree.words[kid].lower() for kid in said]
    if thing is reading.noun and thing.source != "phrase":
        words = [*_trailing(tree, reading), *words]
    of_numbers = {*MAGNITUDES} if _ON_AVERAGE.search(tree.sentence) is None else {*MAGNITUDES, "average"}
    return tuple(word for word in dict.fromkeys(words) if word not in of_numbers)


def _trailing(tree: Tree, reading: Reading) -> list[str]:
    """Return an adjective right after a number without its noun: "83 more pending", "another 56 as pending"."""
    for at in range(reading.index + 1, min(reading.index + 4, len(tree.words))):
        if tree.parse.tags[at] == "JJ" or tree.words[at].lower() == "pending":
            return [tree.words[at].lower()]
        if tree.words[at].lower() not in {"more", "as", "others", "other"}:
            break
    return []


def _phrase(
    tree: Tree, reading: Reading, start: int, end: int, readings: list[Reading], starts: list[int]
) -> tuple[int, int]:
    """Return the noun phrase with the number and what is attached to it, up to the next number."""
    limit = min(
        (starts[other.part.first] for other in readings if starts[other.part.first] >= end), default=len(tree.sentence)
    )
    head = reading.noun.head_index if reading.noun and reading.noun.source == "phrase" else reading.index
    if not len(tree.parse):
        return start, end
    last = _subtree_end(tree, head)
    stop = tree.parse.ends[last]
    for mark in (",", ";", "—"):
        cut = tree.sentence.find(mark, end, stop)
        stop = cut if cut >= 0 else stop
    stop = min(stop, limit)
    while stop > end and not tree.sentence[stop - 1].isalnum():
        stop -= 1
    return start, max(end, stop)


def _subtree_end(tree: Tree, index: int) -> int:
    last, stack = index, [index]
    while stack:
        at = stack.pop()
        last = max(last, at)
        stack.extend(
            kid
            for kid in tree.kids[at]
            if kid > at and tree.parse.deps[kid] in {"prep", "pobj", "pcomp", "acl", "compound", "amod", "relcl"}
        )
    return last


def _names(context: Context, start: int, end: int) -> list[Name]:
    key = (start, end)
    if key not in context.names:
        context.names[key] = find_names(context.document.text, start, end)
    return context.names[key]


def _paragraph_names(context: Context) -> list[Name]:
    """Return the names of the paragraph before and after the sentence, those before first."""
    stretch = context.stretch
    start, end = stretch.paragraph
    if start == stretch.start and end == stretch.end:
        return []
    names = _names(context, start, end)
    earlier = [name for name in names if name.end <= stretch.start]
    return earlier + [name for name in names if name.start >= stretch.end]


def aside_claim(document: Document, stretch: Stretch, mention: Mention, reason: str | None) -> Claim:
    """Return a number that is no claim, with the reason given or that of its veto."""
    tokens = stretch.tokens
    start, end = stretch.start + tokens.starts[mention.first], stretch.start + tokens.ends[mention.last]
    why = reason or (mention.aside.reason if mention.aside else "citation")
    rule = "veto.sources" if reason == "citation" else (mention.aside.rule if mention.aside else "veto.sources")
    return bare_claim(document, (start, end), (stretch.start, stretch.end), stretch.paragraph, mention.value, why, rule)


def bare_claim(
    document: Document,
    place: tuple[int, int],
    sentence: tuple[int, int],
    paragraph: tuple[int, int],
    value: Decimal | None,
    reason: str,
    rule: str,
) -> Claim:
    """Return a set-aside number with nothing but its place, value and reason."""
    number = _span(document, *place)
    return Claim(
        id="", document_id=document.id, quote=select(document.text, *place), sentence=_span(document, *sentence),
        clause=number, phrase=number, paragraph=_span(document, *paragraph),
        quantity=Quantity(value=plain_decimal(value), modifier=Modifier.EXACT), measured_entity=None, head=None,
        restrictors=(),
        scope_words=(), as_of=None, as_of_source=None, baseline=None, claimant=None, modality=Modality.ASSERTED,
        quoted=False,
        checkable=False, set_aside=reason, cues=(rule,), number=number,
    )  # fmt: skip


def foreign_claims(document: Document) -> list[Claim]:
    """Return every number in digits of a document that is not in English, set aside."""
    claims, start = [], 0
    for line in document.text.split("\n"):
        end = start + len(line)
        for match in _NUMBER.finditer(document.text, start, end):
            paragraph = (start, end)
            claims.append(bare_claim(document, match.span(), paragraph, paragraph, None, "language", "veto.language"))
        start = end + 1
    return claims
