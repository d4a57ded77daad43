"""Finds the counted noun of numbers that leave it out: pairs, lists, gaps, subjects and the sentence before."""

from __future__ import annotations

from dataclasses import replace

from claimtrack.claims.nouns import Noun, make_noun, noun_at
from claimtrack.claims.reading import Reading
from claimtrack.claims.tables.changes import CHANGE_NOUNS
from claimtrack.claims.tables.cues import SAY_VERBS
from claimtrack.claims.tables.places import is_place
from claimtrack.claims.tokens import Tokens
from claimtrack.claims.tree import NOUNS, Tree
from claimtrack.quantity import Role

_TIME_HEADS = frozenset(
    "year month week day hour minute second time decade quarter night season game page point".split()
)
_STAND = frozenset(
    "stand stands stood reach reaches reached hit hits total totals totaled totalled number numbers numbered remain "
    "remains "
    "remained be is are was were been become became come comes came grow grows grew grown rise rises rose risen climb "
    "climbs climbed jump jumped fall fell drop dropped go goes went gone bring brings brought swell swelled surge "
    "surged "
    "shoot shot pass passed top topped exceed exceeded quadrupled tripled doubled".split()
)
# Before a number these say where or among whom: "1,412 agreements … over 40 states, with 1,130 of them".
_PLACING = frozenset(
    "in across over among from throughout within roughly about nearly spanning cover covers covered covering".split()
)
# Before a number these tell with whom, by whom or over what another thing is.
_BEHIND = frozenset("across with by over among between from within throughout covering spanning of in at".split())
_PLACE_HEADS = frozenset(
    "state county city country town territory parish province district village municipality region".split()
)
_QUANTIFIERS = frozenset({"most", "many", "some", "few", "others", "rest", "majority"})
_PROPORTIONS = frozenset({"percent", "percentage_point", "fold"})
_HOLLOW = frozenset({"number", "count", "total", "figure", "tally", "list", "sum", "rest", "others", "most", "half"})


def fill_nouns(tokens: Tokens, tree: Tree, readings: list[Reading], before: Noun | None) -> list[Reading]:
    """Return the readings with elided nouns filled in; `before` is the last counted noun of the text before."""
    filled: list[Reading] = []
    for place, reading in enumerate(readings):
        if not _is_bare(reading):
            filled.append(_entity_from(tree, reading, filled, before))
            continue
        noun = (
            _from_pair(readings, place)
            or _from_list(tokens, readings, place)
            or _from_subject(tree, reading)
            or _from_topic(tree, reading)
            or _from_choice(tokens, tree, reading)
            or _from_movement(tokens, readings, place)
            or _from_apposition(tokens, tree, reading)
            or _from_earlier(tokens, filled, reading)
            or _from_before(tree, reading, before)
            or _from_predicate(tree, reading)
        )
        measure = _measure_of_pair(filled, reading)
        if measure is not None:
            filled.append(
                replace(reading, mention=replace(reading.mention, unit=measure), cues=(*reading.cues, "unit.shared"))
            )
        elif noun is None:
            filled.append(reading)
        elif noun.source == "mass":
            filled.append(
                replace(reading, entity=replace(noun, source="subject"), cues=(*reading.cues, "noun.subject"))
            )
        else:
            cue = "noun.subject" if noun.source == "subject" else "noun.elided"
            filled.append(replace(reading, noun=noun, cues=(*reading.cues, cue)))
    return filled


def _is_bare(reading: Reading) -> bool:
    mention = reading.mention
    return mention.unit is None and reading.noun is None and mention.form in {"digits", "words", "open", "zero"}


def _from_pair(readings: list[Reading], place: int) -> Noun | None:
    """Take the noun of the other end of a change: "from 135 agreements to 958"."""
    role = readings[place].part.role
    if role is Role.TO:
        partner = next(
            (
                other
                for other in reversed(readings[:place])
                if other.part.role in {Role.FROM, Role.DELTA} and other.noun
            ),
            None,
        )
    elif role is Role.FROM and place + 1 < len(readings) and readings[place + 1].part.role is Role.TO:
        partner = readings[place + 1]
    elif role is Role.FROM:
        partner = next((other for other in reversed(readings[:place]) if other.noun is not None), None)
    else:
        partner = None
    if partner is None or partner.noun is None or partner.noun.head in _TIME_HEADS - {"point", "page"}:
        return None
    return replace(partner.noun, source="elided")


def _measure_of_pair(filled: list[Reading], reading: Reading) -> str | None:
    """Return the unit an end of a change shares with the other end: "208 pounds to 193", "84.75 cents … 74.07"."""
    if not filled:
        return None
    other = filled[-1]
    unit = other.mention.unit
    if unit == "percent" and other.part.role is Role.PERCENT_CHANGE and reading.part.role is Role.DELTA:
        return unit
    if unit is None and other.noun is not None and other.noun.head in _TIME_HEADS:
        return None
    if unit is None or unit == "fold" or other.mention.form == "multiple":
        return None
    paired = (reading.part.role is Role.TO and other.part.role is Role.FROM) or (
        reading.part.role is Role.FROM and other.part.role in {Role.TO, Role.LEVEL, Role.SHARE}
    )
    value = reading.mention.value
    fractional = (
        value is not None
        and value != value.to_integral_value()
        and unit != "percent"
        and reading.part.role is Role.LEVEL
    )
    return unit if paired or fractional else None


def _from_list(tokens: Tokens, readings: list[Reading], place: int) -> Noun | None:
    """Take the noun of a later member of a list: "12, 15 and 9 cases"."""
    at = place
    while at + 1 < len(readings):
        between = tokens.words[readings[at].mention.last + 1 : readings[at + 1].part.first]
        if not between or not set(between) <= {",", "and", "or", "to", "-", "then", "/", "&", "even"}:
            return None
        at += 1
        noun = readings[at].noun
        if noun is not None:
            return replace(noun, source="elided")
        if readings[at].mention.unit is not None:
            return None
    return None


def _from_subject(tree: Tree, reading: Reading) -> Noun | None:
    """Take the subject of a verb of being, reaching or changing: "Partnerships … now stand at 958"."""
    parse = tree.parse
    if not len(parse):
        return None
    verb = tree.verb_above(reading.index)
    if verb is None or tree.words[verb].lower() not in _STAND:
        return None
    found = _main_subject(tree, tree.subject(reading.index))
    if found is None or tree.words[found].lower() in _HOLLOW:
        below = tree.of_complement(found, ("of", "for")) if found is not None else None
        return noun_at(tree, below, "subject") if below is not None else None
    if tree.words[found].lower() in {"percent", "%", "cent", "points"}:
        return None
    if is_place(tree.words[found]):
        return None
    first = found == 0 and parse.tags[found] == "NNP" and tree.words[found].endswith("s")
    if not (first or parse.tags[found] in {"NNS", "NN", "NNPS"}) or parse.deps[reading.index] == "nsubj":
        return None
    # A count counts plural things; a singular subject is the measure itself ("Horsepower jumped from 240").
    source = "subject" if first or parse.tags[found] in {"NNS", "NNPS"} else "mass"
    return make_noun(tree, tree.phrase_start(found), found, found, source)


def _from_predicate(tree: Tree, reading: Reading) -> Noun | None:
    """Take the predicate or object before: "has become the biggest agency …, alongside nine others"."""
    parse = tree.parse
    following = tree.words[reading.index + 1 : reading.index + 2]
    if not following or following[0].lower() not in {"others", "more", "other"}:
        return None
    for role in ("attr", "dobj"):
        for at in range(reading.index - 1, -1, -1):
            if parse.deps[at] == role and parse.tags[at] in {"NN", "NNS"}:
                return make_noun(tree, tree.phrase_start(at), at, at, "elided")
    return None


def _is_place(tokens: Tokens, reading: Reading) -> bool:
    """Whether the number says where something is, not how much there is of it."""
    before = tokens.word(reading.part.first - 1)
    return before in _PLACING or before in {"over", "spread"}


def _main_subject(tree: Tree, subject: int | None) -> int | None:
    """Return the subject, that of the clause around it for a parenthesis: "… have grown, DHS reports, and stand at
    958".
    """
    if subject is None:
        return None
    parse, verb = tree.parse, tree.parse.heads[subject]
    said = tree.words[verb].lower() in SAY_VERBS
    if not said:
        return subject
    plain = [at for at in range(subject) if parse.deps[at] in {"nsubj", "nsubjpass"} and parse.tags[at] in NOUNS]
    return plain[0] if plain else subject


def _from_earlier(tokens: Tokens, filled: list[Reading], reading: Reading) -> Noun | None:
    """Take the nearest counted noun before in the sentence: "Texas 204", "another 56"."""
    value = reading.mention.value
    excluded = _TIME_HEADS - {"point"} if value is not None and value != value.to_integral_value() else _TIME_HEADS
    usable = [
        other
        for other in filled
        if other.noun is not None and other.noun.head not in excluded and not other.mention.hyphen
    ]
    central = [other for other in usable if not _is_place(tokens, other) and not counts_places(other)]
    central = central or [other for other in usable if not _is_place(tokens, other)]
    for other in reversed(central or usable):
        assert other.noun is not None
        return replace(other.noun, source="elided")
    return None


def counts_places(reading: Reading) -> bool:
    """Whether the number counts places: where things are, rather than the things."""
    return reading.noun is not None and reading.noun.head in _PLACE_HEADS


def is_adjunct(tokens: Tokens, reading: Reading) -> bool:
    """Whether what is counted only stands behind another thing: "six agreements across four agencies", "held by …"."""
    return tokens.word(reading.part.first - 1) in _BEHIND


def is_countable(reading: Reading) -> bool:
    """Whether the noun may be meant by a later number that leaves it out: a thing counted, no time or measure."""
    return reading.noun is not None and not reading.mention.hyphen and reading.noun.head not in _TIME_HEADS


def _from_before(tree: Tree, reading: Reading, before: Noun | None) -> Noun | None:
    """Take the last noun of the text before; what restricted it there does not hold for another place or name."""
    if before is None or reading.subject is None or reading.subject.head_index >= len(tree.words):
        return before
    named = tree.parse.tags[reading.subject.head_index] in {"NNP", "NNPS"}
    return replace(before, restrictors=()) if named else before


def _from_apposition(tokens: Tokens, tree: Tree, reading: Reading) -> Noun | None:
    """Take the predicate of "Most, 33, are warrant service officers": the number restates the subject."""
    first, last = reading.mention.first, reading.mention.last
    restates = tokens.word(first - 1) == "," and tokens.word(first - 2) in _QUANTIFIERS
    if not restates or tokens.word(last + 1) != "," or tokens.word(last + 2) not in {"are", "were"}:
        return None
    parse = tree.parse
    for at in range(reading.index + 1, len(parse)):
        if parse.deps[at] == "attr" and parse.tags[at] == "NNS":
            return make_noun(tree, tree.phrase_start(at), at, at, "subject")
    return None


def _from_topic(tree: Tree, reading: Reading) -> Noun | None:
    """Take the sentence's first plural subject for an end of a change whose verb has lost its own."""
    parse = tree.parse
    if reading.part.role not in {Role.FROM, Role.TO} or not len(parse):
        return None
    for at in range(reading.index):
        if parse.tags[at] == "NNS" and parse.deps[at] in {"nsubj", "nsubjpass", "ROOT", "dep"}:
            return make_noun(tree, tree.phrase_start(at), at, at, "subject")
    return None


def _from_choice(tokens: Tokens, tree: Tree, reading: Reading) -> Noun | None:
    """Take the noun before "or two" in "another pick or two"."""
    first = reading.mention.first
    if tokens.word(first - 1) != "or" or not tokens.word(first - 2).isalpha() or first < 3:
        return None
    index = tree.parse.at(tokens.starts[first - 2])
    return make_noun(tree, index, index, index, "elided") if tree.parse.tags[index] == "NN" else None


def _from_movement(tokens: Tokens, readings: list[Reading], place: int) -> Noun | None:
    """Take the noun of the movement that follows: "(16,369 up 58 points)"."""
    if place + 1 >= len(readings):
        return None
    following, last = readings[place + 1], readings[place].mention.last
    moves = tokens.word(last + 1) in {"up", "down"} and following.mention.first == last + 2
    return replace(following.noun, source="elided") if moves and following.noun is not None else None


def _changed_before(tree: Tree, reading: Reading, filled: list[Reading]) -> Noun | None:
    """Return what changed before a detached change: "expanded 287(g) agreements to over 900 agencies, a 609% increase".

    The object of the verb the level before hangs on by "to", else what that level counts.
    """
    detached = "change.noun" in reading.part.cues or "ratio.fold_increase" in reading.mention.cues
    if not detached or not filled or not len(tree.parse):
        return None
    level, parse = filled[-1], tree.parse
    if level.mention.unit is not None or level.noun is None:
        return None
    verb = tree.verb_above(level.index)
    if verb is not None and tree.words[max(0, parse.at(level.noun.start) - 5) : level.index].count("to"):
        for kid in tree.kids[verb]:
            if parse.deps[kid] == "dobj" and kid < level.index and parse.tags[kid] in NOUNS:
                return make_noun(tree, tree.phrase_start(kid), kid, kid, "subject")
    return replace(level.noun, source="elided")


def _entity_from(tree: Tree, reading: Reading, filled: list[Reading], before: Noun | None) -> Reading:
    """Give a share or change without an entity that of the share before, its subject, or the text's last noun."""
    counted = reading.mention.unit is None and reading.mention.form != "fraction"
    if reading.noun is not None or reading.entity is not None or counted:
        return reading
    changed = _changed_before(tree, reading, filled)
    if changed is not None:
        return replace(reading, entity=changed)
    subject = reading.subject
    hollow = subject is not None and (subject.head in CHANGE_NOUNS or subject.head in _HOLLOW)
    if hollow or (subject is not None and tree.parse.tags[subject.head_index] not in NOUNS):
        subject = None
    if reading.mention.unit not in _PROPORTIONS and reading.mention.form != "fraction":
        return replace(reading, entity=subject)
    if reading.part.role in {Role.FROM, Role.TO} and filled and filled[-1].mention.unit == reading.mention.unit:
        return replace(reading, entity=filled[-1].entity)
    shared = _share_before(reading, filled)
    if shared is not None:
        return shared
    counts = (other.noun for other in reversed(filled) if other.noun is not None and other.noun.head not in _TIME_HEADS)
    nearest = next(counts, None)
    return replace(reading, entity=subject or (replace(nearest, source="elided") if nearest else before))


def _share_before(reading: Reading, filled: list[Reading]) -> Reading | None:
    """Return a share with the whole of the share before it: "43% of total agreements … Texas with 14%"."""
    if reading.part.role not in {Role.LEVEL, Role.SHARE}:
        return None
    for other in reversed(filled):
        if other.entity is not None and other.part.role is Role.SHARE:
            part = replace(reading.part, role=Role.SHARE) if reading.mention.unit == "percent" else reading.part
            whole = replace(other.entity, source="elided")
            return replace(reading, part=part, entity=whole, cues=(*reading.cues, "noun.elided"))
    return None
