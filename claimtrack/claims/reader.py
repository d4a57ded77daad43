"""Reads a parsed sentence: the noun, entity and subject of each of its numbers."""

from __future__ import annotations

from dataclasses import replace

from claimtrack.claims.ages import with_age
from claimtrack.claims.dating import EXPRESSION
from claimtrack.claims.ellipsis import fill_nouns
from claimtrack.claims.mention import Mention
from claimtrack.claims.nouns import Noun, make_noun, noun_after, noun_at
from claimtrack.claims.phrases import walk_phrase
from claimtrack.claims.reading import Reading
from claimtrack.claims.roles import Part, part_of
from claimtrack.claims.subjects import AMOUNTS, beside, named_before, said_of, theme_of
from claimtrack.claims.tables.changes import CHANGE_NOUNS, COMPARATIVES
from claimtrack.claims.tables.places import is_place
from claimtrack.claims.tokens import Tokens
from claimtrack.claims.tree import Tree
from claimtrack.claims.units import rate_after
from claimtrack.quantity import Direction, Modifier, Role
from claimtrack.singular import singular

# Nouns of change that are no measures of their own, as growth and loss are.
_TIMES = frozenset({"second", "minute", "hour", "day", "week", "month", "year", "decade", "century"})
_MOVEMENTS = frozenset("rise increase jump surge spike climb gain drop decrease decline fall reduction".split())


def read_sentence(tokens: Tokens, mentions: list[Mention], tree: Tree, before: Noun | None) -> list[Reading]:
    """Return a reading per mention that is no aside; `before` is the last counted noun of the text before."""
    done: list[tuple[Mention, Part]] = []
    readings: list[Reading] = []
    for mention in mentions:
        part = _bracketed(tokens, mention, part_of(tokens, mention, done), done)
        done.append((mention, part))
        if mention.aside is None:
            readings.append(_reading(tokens, tree, mention, part))
    readings = [_share_by_subject(tokens, tree, _change_by_subject(tree, reading)) for reading in readings]
    readings = _with_shared_subjects(tokens, [with_age(tokens, reading) for reading in readings])
    return fill_nouns(tokens, tree, readings, before)


def _change_by_subject(tree: Tree, reading: Reading) -> Reading:
    """Read a level as a change when a change is what it is said of: "the rise in partnerships comes to 641%"."""
    subject, part = reading.subject, reading.part
    wanted = part.role is Role.LEVEL and reading.mention.unit in {"percent", "percentage_point", "fold"}
    if subject is None or not wanted or subject.head not in _MOVEMENTS or subject.head_index >= len(tree.words):
        return reading
    direction = Direction(CHANGE_NOUNS[subject.head])
    role = Role.PERCENT_CHANGE if reading.mention.unit == "percent" else Role.DELTA
    changed = None
    for kid in tree.kids[subject.head_index]:
        if tree.parse.deps[kid] == "prep" and tree.words[kid].lower() in {"in", "of", "for"}:
            changed = next(
                (noun_at(tree, below, "of") for below in tree.kids[kid] if tree.parse.deps[below] == "pobj"), None
            )
            break
    part = replace(part, role=role, direction=direction, cues=(*part.cues, "change.subject"))
    return replace(reading, part=part, entity=changed or reading.entity)


def _share_by_subject(tokens: Tokens, tree: Tree, reading: Reading) -> Reading:
    """Read a percentage that does something itself as a share: "46 percent had no conviction"."""
    if reading.part.role is not Role.LEVEL or reading.mention.unit != "percent" or not len(tree.parse):
        return reading
    index = tree.parse.at(tokens.ends[reading.mention.last] - 1)
    if tree.parse.deps[index] != "nsubj" or tree.parse.heads[index] < index:
        return reading
    part = replace(reading.part, role=Role.SHARE, cues=(*reading.part.cues, "share.subject"))
    return replace(reading, part=part)


def _with_shared_subjects(tokens: Tokens, readings: list[Reading]) -> list[Reading]:
    """Replace a subject that is another number's own phrase, or stands before a bracket, by that number's subject."""
    result: list[Reading] = []
    for reading in readings:
        subject = reading.subject
        bracketed = (
            bool(result)
            and tokens.word(reading.part.first - 1) == "("
            and reading.part.first - result[-1].mention.last <= 3
        )
        other = result[-1] if bracketed else _holder(tokens, result, subject)
        if other is not None:
            reading = replace(reading, subject=other.subject, theme=other.theme)
        elif subject is not None and reading.mention.form == "fraction" and _covers(tokens, subject, reading):
            reading = replace(reading, subject=None)
        result.append(reading)
    return result


def _holder(tokens: Tokens, done: list[Reading], subject: Noun | None) -> Reading | None:
    """Return the reading before whose number opens the subject: "450 Nm" is no subject, what it is said of may be."""
    if subject is None:
        return None
    for other in done:
        near = tokens.starts[other.part.first] <= subject.start + 3
        if near and other.mention.unit is not None and _covers(tokens, subject, other):
            return other
    return None


def _covers(tokens: Tokens, subject: Noun, reading: Reading) -> bool:
    return subject.start <= tokens.starts[reading.mention.digits_first] < subject.end


def _bracketed(tokens: Tokens, mention: Mention, part: Part, done: list[tuple[Mention, Part]]) -> Part:
    """Give an equivalent in brackets the modifier and direction of the number it restates: "under 9 ksi (61 MPa)"."""
    if (
        not done
        or mention.unit is None
        or part.role is not Role.LEVEL
        or part.modifier not in {Modifier.EXACT, Modifier.BETWEEN}
    ):
        return part
    other, before = done[-1]
    opener = tokens.word(part.first - 1)
    near = part.first - other.last <= 2 and opener in {"(", "/"}
    if not near or other.unit is None or other.aside is not None:
        return part
    hedges = tuple(cue for cue in before.cues if cue.startswith("modifier."))
    role = before.role if before.role in {Role.FROM, Role.TO} else part.role
    return replace(part, modifier=before.modifier, direction=before.direction, role=role, cues=(*part.cues, *hedges))


def _reading(tokens: Tokens, tree: Tree, mention: Mention, part: Part) -> Reading:
    index = tree.parse.at(tokens.starts[mention.digits_first]) if len(tree.parse) else 0
    counted = mention.unit is None and mention.form in {"digits", "words", "open", "ordinal", "zero"}
    noun = _unless_time(noun_after(tokens, tree, mention)) if counted else None
    entity = None if counted else _entity(tokens, tree, mention, part)
    end = tokens.ends[part.last]
    if noun is not None:
        end = max(end, noun.end)
        mention = _with_rate(tokens, mention, noun)
    end = max(end, _change_end(tokens, mention, part))
    if part.role is Role.SHARE and entity is not None and entity.source == "of":
        end = max(end, entity.end)
    subject = beside(tree, _beside_end(tokens, tree, mention, part)) or said_of(
        tree, tokens.starts[mention.first], tokens.ends[mention.last], noun
    )
    compared = "change.comparative" in part.cues
    if compared and subject is not None and _opens(subject, tokens.starts[mention.first]):
        subject = None
    if _names_itself(tokens, mention) or (subject is not None and subject.head in AMOUNTS):
        subject = None
    if subject is None and mention.unit is not None and mention.unit not in _TIMES:
        subject = named_before(tree, tokens.starts[part.first])
    return Reading(
        mention=mention,
        part=part,
        index=index,
        noun=noun,
        entity=entity,
        subject=subject,
        theme=theme_of(tree, subject),
        quote_end=end,
    )


def _unless_time(noun: Noun | None) -> Noun | None:
    """Return a counted noun, None where it is a time: nothing is counted by "the 59,762 of late September"."""
    return None if noun is not None and EXPRESSION.fullmatch(noun.text) else noun


def _opens(subject: Noun, start: int) -> bool:
    """Whether the phrase begins with the number itself: "59.9 percent dearer"."""
    return subject.start <= start < subject.end


def _names_itself(tokens: Tokens, mention: Mention) -> bool:
    """Whether the number only picks one out: in "one of the best screens" nothing is measured of anything else."""
    return tokens.word(mention.first) == "one" and tokens.word(mention.last + 1) == "of"


def _beside_end(tokens: Tokens, tree: Tree, mention: Mention, part: Part) -> int | None:
    """Return where a name right before the number ends, with no verb between: "Unite Group, down 68p", "Texas with
    14%".
    """
    at = part.first - 1
    moved = "change.particle" in part.cues and tokens.word(at) in {"up", "down"}
    if moved or tokens.word(at) in {"by", "with"}:
        at -= 1
    elif mention.unit is not None or not is_place(tokens.text(at)):
        return None
    at -= tokens.word(at) == ","
    if at < 0 or not len(tree.parse) or not tokens.is_capital(at):
        return None
    return tokens.ends[at]


def _with_rate(tokens: Tokens, mention: Mention, noun: Noun) -> Mention:
    """Return the mention with the time its counted noun is a rate of: "9 interviews a week"."""
    after = tokens.find(noun.end)
    if mention.per is not None or tokens.word(after) not in {"a", "per", "an"}:
        return mention
    rate = rate_after(tokens, after, measured=False)
    return replace(mention, per=rate[0]) if rate is not None else mention


def _change_end(tokens: Tokens, mention: Mention, part: Part) -> int:
    """Return where a noun of change right after the number ends: "609% increase"."""
    for step in (1, 2, 3):
        word = tokens.word(mention.last + step)
        if word in CHANGE_NOUNS and ("change.noun" in part.cues or mention.form == "multiple"):
            return tokens.ends[mention.last + step]
    return tokens.ends[mention.last]


def _entity(tokens: Tokens, tree: Tree, mention: Mention, part: Part) -> Noun | None:
    """Return what a percentage, ratio or measured amount is of: the noun after "of" or "in", or the one it modifies."""
    parse = tree.parse
    if not len(parse) or "change.percent_of" in part.cues:
        return None
    last = parse.at(tokens.ends[mention.last] - 1)
    if tokens.word(mention.last + 1) in COMPARATIVES:
        counts = tokens.word(mention.last + 1) in {"more", "less", "fewer"} and mention.unit == "percent"
        return noun_after_index(tree, last + 2) if counts and tokens.word(mention.last + 2) != "than" else None
    at = last + 1
    if mention.form == "multiple" and "ratio.times_as_many" in mention.cues:
        at = _after_as_many(tree, at)
        return noun_after_index(tree, at)
    for step in range(at, min(at + 4, len(parse))):
        word = tree.words[step].lower()
        if word in CHANGE_NOUNS:
            at = step + 1
            break
    word = tree.words[at].lower() if at < len(parse) else ""
    changed = part.role in {Role.PERCENT_CHANGE, Role.DELTA, Role.RATIO} and at > last + 1
    if word == "of" or (changed and word in {"in", "for"}):
        found = noun_after_index(tree, at + 1)
        return replace(found, source="of") if found is not None else None
    if changed or (
        mention.form == "fraction"
        and "share.n_in_m" not in mention.cues
        and mention.unit is None
        and word not in {"the", "a"}
    ):
        found = noun_after_index(tree, last + 1) if mention.form == "fraction" and not changed else None
        plural = found is not None and (
            parse.tags[found.head_index] == "NNS" or tokens.word(mention.last + 1) in {"the", "of"}
        )
        return found if plural or tokens.words[mention.last] == "half" else None
    return noun_after_index(tree, last + 1)


def _after_as_many(tree: Tree, at: int) -> int:
    words = [word.lower() for word in tree.words[at : at + 2]]
    if words[:1] == ["as"] and words[1:] and words[1] in {"many", "much", "high", "large", "likely"}:
        return at + 2
    return at


def noun_after_index(tree: Tree, at: int) -> Noun | None:
    """Return the noun phrase that starts at parse token `at`, determiners stepped over; a hollow head gives its
    complement.
    """
    size = len(tree.words)
    while at < size and (tree.parse.tags[at] in {"DT", "PRP$", "PDT", "CD"} or tree.words[at] in {"-", "\u2011"}):
        at += 1
    found = walk_phrase(tree, at) if at < size else None
    if found is None:
        return None
    first, head, last = found
    if singular(tree.words[head]) in _TIMES:
        return None
    hollow = noun_at(tree, head, "phrase")
    if hollow is not None and hollow.head_index != head:
        return hollow
    return make_noun(tree, first, head, last)
