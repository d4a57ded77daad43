"""Direction and role of a number, from the words around it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from claimtrack.claims.hedges import hedge_after, hedge_before, modifier_of
from claimtrack.claims.mention import Mention
from claimtrack.claims.ranges import makes_change
from claimtrack.claims.tables.changes import (
    BETWEEN,
    CHANGE_NOUNS,
    CHANGE_VERBS,
    COMPARATIVES,
    MOVE_VERBS,
    PARTICLES,
    PHRASAL,
)
from claimtrack.claims.tables.numerals import CARDINALS
from claimtrack.claims.tables.vetoes import MONTH
from claimtrack.claims.tokens import Tokens
from claimtrack.quantity import CHANGES, Direction, Modifier, Role

_REACH = 9
# How many tokens may stand between a change and the ends that spell it out.
_NEAR_CHANGE = 8
# How many tokens after a change its start may stand: "rose 50 percent from 200".
_RIGHT_AFTER = 4
# How many tokens after a start what stands beside it may stand.
_BESIDE_START = 4
# Words that end the search for "cut costs by": a clause begins or another thing is meant.
_STOPS = frozenset(
    "and or but that which who when while if as is was were are be been has have had will would in on at for with "
    "said says "
    "owned led followed made written signed held run caused driven backed".split()
)
# Before a word that may be verb or noun these make it a noun: "a 280% increase over".
_BEFORE_NOUN = frozenset(
    {"%", "percent", "cent", "a", "an", "the", "fold", "sharp", "steep", "year", "this", "that", "its"}
)
# After the number these make it the later one: "135 in January against 1,372 today".
_NOWADAYS = frozenset({"now", "today", "currently"})
# What an earlier value is called: "its level in 1991", "the January count".
_LEVELS = frozenset("level levels count total value size number figure peak strength mark rate amount".split())
_MONTH = re.compile(MONTH)
_DEGREES = frozenset("more less most least much far even faster fast slower somewhat rather very".split())
# Between a level of before and the one that it has come to: "stood at 135 agreements and has reached 1,001".
_HAS = frozenset({"has", "have"})
_COME_TO = frozenset({"reached", "hit"})
_SINCE = frozenset({"since", "now", "already", "meanwhile", "by"})
_LINKS = frozenset({"to", "from", "by", "of"})
_FILLERS = frozenset({"(", "back", "again", "all", "its", "their", "the", "that", "was", "be", "been"})
_PROPORTIONS = frozenset({"percent", "percentage_point", "basis_point"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """What the words around a number say of it; `first` and `last` take in the hedges, by tokens."""

    modifier: Modifier
    direction: Direction | None
    role: Role
    first: int
    last: int
    cues: tuple[str, ...]


def part_of(tokens: Tokens, mention: Mention, done: list[tuple[Mention, Part]]) -> Part:
    """Return modifier, direction and role; `done` holds the mentions before it with theirs."""
    first, hedges = hedge_before(tokens, mention.first)
    last, trailing = hedge_after(tokens, mention.digits_last)
    if trailing is None:
        last, trailing = hedge_after(tokens, mention.last)
    last = max(last, mention.last)
    if trailing is not None:
        hedges = [*hedges, trailing]
    modifier = modifier_of(mention, hedges)
    role, direction, cues = _role(tokens, mention, first, last, done)
    stacked = len({hedge.modifier for hedge in hedges} - {Modifier.EXACT}) > 1
    cues = (*cues, "modifier.stacked") if stacked else cues
    ids = tuple(dict.fromkeys((*(hedge.id for hedge in hedges), *cues)))
    return Part(modifier=modifier, direction=direction, role=role, first=first, last=last, cues=ids)


_Role = tuple[Role, Direction | None, tuple[str, ...]]


def _role(tokens: Tokens, mention: Mention, first: int, last: int, done: list[tuple[Mention, Part]]) -> _Role:
    if mention.form == "ordinal":
        return Role.RANK, None, ()
    if mention.form == "multiple":
        return _ratio(tokens, mention, first)
    if tokens.words[max(0, first - 4) : first][-3:] == ["a", "factor", "of"]:
        return Role.RATIO, _governor(tokens, first - 4)[0], ("ratio.factor",)
    found = (
        _by_what_it_came_to(tokens, mention, first, done)
        or _by_verb(tokens, mention, first, done)
        or _by_noun(tokens, mention, last)
        or _by_contrast(tokens, first, last, done)
    )
    if found is not None:
        return found
    if _of_the_start(tokens, mention, last):
        ratio = mention.form == "fraction"
        return (Role.RATIO if ratio else Role.PERCENT_CHANGE), None, ("change.percent_of",)
    if mention.form == "fraction" or (mention.unit == "percent" and tokens.word(last + 1) == "of"):
        cue = "share.n_in_m" if "share.n_in_m" in mention.cues else "share.of"
        return Role.SHARE, None, (cue,)
    return _coordinated(tokens, mention, first, done) or (Role.LEVEL, None, ())


def _by_what_it_came_to(tokens: Tokens, mention: Mention, first: int, done: list[tuple[Mention, Part]]) -> _Role | None:
    """Read both ends in "the figure stood at 135 agreements and has reached 1,001"."""
    if _has_come(tokens, first) and done and done[-1][1].role is Role.FROM:
        return Role.TO, None, ("role.to",)
    stood = tokens.words[max(0, first - 2) : first]
    if stood[:1] != ["stood"] and stood[-1:] not in (["was"], ["were"]):
        return None
    ahead = tokens.words[mention.last + 1 : mention.last + _NEAR_CHANGE]
    joined = next((at for at, word in enumerate(ahead) if word == "and"), None)
    if joined is None or any(tokens.is_number(mention.last + 1 + at) for at in range(joined)):
        return None
    number = next((at for at in range(mention.last + joined + 2, mention.last + _REACH + 4) if tokens.is_number(at)), 0)
    return (Role.FROM, None, ("role.from",)) if number and _has_come(tokens, number) else None


def _has_come(tokens: Tokens, first: int) -> bool:
    """Whether "has reached" or the like stands right before a number, with no other subject."""
    words = [word for word in tokens.words[max(0, first - 5) : first] if word not in _SINCE]
    return len(words) > 2 and words[-1] in _COME_TO and words[-2] in _HAS and words[-3] == "and"


def _of_the_start(tokens: Tokens, mention: Mention, last: int) -> bool:
    """Whether a proportion is of an earlier value of the same thing: "710% of what it was", "41% of its 1991 level"."""
    if tokens.word(last + 1) != "of" or not (mention.form == "fraction" or mention.unit == "percent"):
        return False
    if tokens.word(last + 2) == "what":
        return not {"was", "were", "been", "stood"}.isdisjoint(tokens.words[last + 3 : last + 8])
    window = tokens.words[last + 2 : last + 9]
    level = next((at for at, word in enumerate(window) if word in _LEVELS), None)
    return level is not None and any(_is_date(tokens, last + 2 + at) for at in range(min(level + 4, len(window))))


def _is_date(tokens: Tokens, at: int) -> bool:
    text = tokens.text(at)
    year = len(text) == 4 and text.isdecimal() and text[:2] in {"18", "19", "20"}
    return year or _MONTH.fullmatch(text) is not None or tokens.words[at : at + 2] == ["last", "year's"]


def _ratio(tokens: Tokens, mention: Mention, first: int) -> _Role:
    direction = _governor(tokens, first - 1)[0]
    after = tokens.word(mention.last + 1)
    if "ratio.doubled" in mention.cues:
        direction = Direction.UP
    elif "ratio.halved" in mention.cues:
        direction = Direction.DOWN
    elif after in CHANGE_NOUNS:
        direction = Direction(CHANGE_NOUNS[after])
    elif "ratio.times_more" in mention.cues:
        direction = Direction.DOWN if after in {"fewer", "less", "lower", "smaller"} else None
    return Role.RATIO, direction, ()


_Governor = tuple[Direction | None, str, int]


def _governor(tokens: Tokens, at: int) -> _Governor:
    """Walk left over words that may stand between; return direction, kind and place of the word of change found."""
    limit = max(-1, at - _REACH)
    link, linked = "", at
    while at > limit:
        word = tokens.word(at)
        if word in _LINKS and not link:
            link, linked = word, at
        found = _word_of_change(tokens, at, link)
        if found is not None:
            return found
        if not _stands_between(word, tokens.word(at + 1), link, at, linked):
            start = _start_of_change(tokens, at) if link == "to" else None
            if start is None:
                break
            at = start
        at -= 1
    return None, "", at


def _start_of_change(tokens: Tokens, at: int) -> int | None:
    """Return where "from" stands before words without a number: "climbed from that January starting point to 958"."""
    for place in range(at, max(-1, at - 7), -1):
        word = tokens.word(place)
        if word == "from":
            return place
        if tokens.is_number(place) or not word[:1].isalpha() or word in _STOPS - {"that"}:
            return None
    return None


def _word_of_change(tokens: Tokens, at: int, link: str) -> _Governor | None:
    """Return direction, kind and place when the word at `at` is one of change, an empty kind when it ends the
    search.
    """
    word = tokens.word(at)
    if word in PARTICLES and link != "to":
        if word == "up" and (tokens.word(at - 1) in PHRASAL or (tokens.word(at + 1) == "to" and link == "")):
            return (None, "", at) if tokens.word(at - 1) in PHRASAL else None
        return Direction(PARTICLES[word]), f"particle:{link}", at
    if word in CHANGE_NOUNS and tokens.word(at - 1) in _BEFORE_NOUN and link not in _LINKS:
        over = tokens.word(at + 1) in {"over", "on"}
        return (Direction(CHANGE_NOUNS[word]), "noun:from", at) if over else (None, "", at)
    if word in CHANGE_VERBS and not (word in CHANGE_NOUNS and link == "of"):
        return Direction(CHANGE_VERBS[word]), f"verb:{link}", at
    if word in CHANGE_NOUNS and link in {"of", "from", "to"}:
        return Direction(CHANGE_NOUNS[word]), f"noun:{link}", at
    if word in MOVE_VERBS and link in {"to", "from"}:
        return None, f"verb:{link}", at
    return None


def _stands_between(word: str, follows: str, link: str, at: int, linked: int) -> bool:
    """Whether the search goes on over the word: a filler, an adverb of change before "to", an object before "by"."""
    if word == "at":
        return follows in {"least", "most", "about"}
    if word in BETWEEN or word in _FILLERS or (word in PARTICLES and link == "to"):
        return True
    return link in {"by", "from"} and word.isalpha() and word not in _STOPS and at > linked - 4


def _by_verb(tokens: Tokens, mention: Mention, first: int, done: list[tuple[Mention, Part]]) -> _Role | None:
    direction, kind, at = _governor(tokens, first - 1)
    source, _, link = kind.partition(":")
    if (
        source == "noun"
        and link == "of"
        and tokens.word(at) in {"loss", "losses", "gain", "gains"}
        and _is_money(mention)
    ):
        return None
    if done and at <= done[-1][0].last and done[-1][0].aside is None:
        source = ""
    before = tokens.word(first - 1)
    if source == "verb" and link == "" and before in {"a", "an"} and _modifies(tokens, mention):
        return None
    if source == "" and (makes_change(tokens, first) or _set_off(tokens, first)):
        return Role.FROM, None, ("role.from",)
    if source == "":
        return _second_end(tokens, mention, first, done)
    cue = f"change.{source}"
    if link == "to":
        return Role.TO, direction, ("role.to", cue)
    unsure = direction is None or (source == "verb" and _steps_over(tokens, at, first))
    if link == "from" and unsure and not _leads_to(tokens, first):
        return None
    if link == "from":
        return Role.FROM, direction if source == "verb" else None, ("role.from", cue)
    if source == "noun" and link == "of" and before != "of" and not direction:
        return None
    return _amount(mention, direction, cue)


def _set_off(tokens: Tokens, first: int) -> bool:
    """Whether the start of a change stands behind an adverb and a comma: "grew more slowly, from 100 … to 129"."""
    if tokens.word(first - 1) != "from" or tokens.word(first - 2) != "," or not _leads_to(tokens, first):
        return False
    at = first - 3
    while tokens.word(at).endswith("ly") or tokens.word(at) in _DEGREES:
        at -= 1
    return at < first - 3 and tokens.word(at) in CHANGE_VERBS


def _modifies(tokens: Tokens, mention: Mention) -> bool:
    """Whether the number measures a noun right after it: "added a 30 degree slope" adds no degrees."""
    after = tokens.word(mention.last + 1)
    return (
        mention.unit is not None
        and after.isalpha()
        and after not in _STOPS
        and after not in {"to", "from", "by", "this", "last"}
    )


def _leads_to(tokens: Tokens, first: int) -> bool:
    """Whether "to" and a number follow: "went from 135 to 958", not "come from 40 states"."""
    return any(
        word == "to" and (tokens.is_number(at + 1) or tokens.is_number(at + 2) or tokens.word(at + 1) in CARDINALS)
        for at, word in enumerate(tokens.words[first : first + 16], first)
    )


def _steps_over(tokens: Tokens, at: int, first: int) -> bool:
    """Whether an object stands between the verb of change at `at` and the number: "raised money from 40 states"."""
    return any(word not in BETWEEN and word not in _FILLERS for word in tokens.words[at + 1 : first - 1])


def _is_money(mention: Mention) -> bool:
    """Whether the unit is a currency: a loss of 63 cents is a result, not a movement."""
    return mention.unit is not None and (mention.unit.isupper() or mention.unit in {"cent", "penny", "sen"})


def _amount(mention: Mention, direction: Direction | None, cue: str) -> _Role:
    if mention.unit == "percentage_point":
        return Role.DELTA, direction, (cue, "change.percent_points")
    if mention.unit == "percent" or (mention.form == "fraction" and mention.unit is None):
        return Role.PERCENT_CHANGE, direction, (cue,)
    return Role.DELTA, direction, (cue,)


def _second_end(tokens: Tokens, mention: Mention, first: int, done: list[tuple[Mention, Part]]) -> _Role | None:
    """Read "… to B" after "from A" or after an amount, and "… from A" after "to B"."""
    before = tokens.word(first - 1)
    if before in {"the", "a", "some", "its"}:
        before = tokens.word(first - 2)
    previous = next((part for other, part in reversed(done) if other.aside is None), None)
    if previous is None:
        return None
    if before == "to":
        if previous.role is Role.FROM:
            return Role.TO, previous.direction, ("role.to",)
        if previous.role in {Role.DELTA, Role.PERCENT_CHANGE, Role.RATIO}:
            near = first - previous.last <= 6
            carried = previous.direction if previous.role is Role.RATIO else None
            return (Role.TO, carried, ("role.to",)) if near else None
    if tokens.word(first - 1) == "by" and previous.role in {Role.DELTA, Role.PERCENT_CHANGE}:
        return _amount(mention, previous.direction, "change.verb")
    changed = previous.role in CHANGES and first - previous.last <= _RIGHT_AFTER
    if before == "from" and (changed or previous.role is Role.TO or _opens_ends(tokens, first, previous)):
        return Role.FROM, previous.direction, ("role.from",)
    return None


def _opens_ends(tokens: Tokens, first: int, change: Part) -> bool:
    """Whether "from A to B" spells out the change said just before it: "nearly doubled, from 231 to 455"."""
    near = change.role in {Role.RATIO, Role.PERCENT_CHANGE, Role.DELTA} and first - change.last <= _NEAR_CHANGE
    return near and _leads_to(tokens, first)


def _by_noun(tokens: Tokens, mention: Mention, last: int) -> _Role | None:
    """Read "a 609% increase", "12 more officers than", "half a point higher"."""
    at = last + 1
    if tokens.word(at) == "-":
        at += 1
    limit = at + 2
    while at <= limit:
        word = tokens.word(at)
        if word in CHANGE_NOUNS and (mention.unit is not None or mention.form == "fraction"):
            if at > last + 1 and tokens.word(last + 1) in {"of", "in", "and", ",", "to", "for"}:
                return None
            return _amount(mention, Direction(CHANGE_NOUNS[word]), "change.noun")
        if word in COMPARATIVES and at == last + 1 and _compares(tokens, mention, at):
            return _amount(mention, Direction(COMPARATIVES[word]), "change.comparative")
        if not word.isalpha() or word in _STOPS or word in {"of", "to", "the", "a"}:
            break
        at += 1
    return None


def _compares(tokens: Tokens, mention: Mention, at: int) -> bool:
    word, after = tokens.word(at), tokens.word(at + 1)
    if mention.unit in _PROPORTIONS or mention.form == "fraction":
        return word != "bigger"
    if word in {"more", "fewer", "less"}:
        follows = tokens.words[at + 1 : at + 5]
        return "than" in follows and "," not in follows[: follows.index("than")]
    return word in {"higher", "lower", "above", "below"} and after == "than"


def _by_contrast(tokens: Tokens, first: int, last: int, done: list[tuple[Mention, Part]]) -> _Role | None:
    """Read the earlier end in "compared with 25 a year earlier", "against 135 in January", "up from 2.4 million", and
    what stands beside the start: "from 135 agreements in 21 states to 958 in 40".
    """
    if not any(other.aside is None for other, _ in done):
        return None
    words = tokens.words[max(0, first - 3) : first]
    while words and words[-1] in {"the", "just", "only", "a", "some"}:
        words = words[:-1]
    if any(word in _NOWADAYS for word in tokens.words[last + 1 : last + 5]):
        return None
    compared = words[-1:] in (["with"], ["to"]) and words[-2:-1] == ["compared"]
    if compared or words[-1:] == ["versus"] or words[-1:] == ["vs"] or words[-1:] == ["against"]:
        return Role.FROM, None, ("role.from",)
    if words[-1:] == ["from"] and words[-2:-1] in (["up"], ["down"]):
        return Role.FROM, None, ("role.from",)
    beside = done[-1][1].role is Role.FROM and first - done[-1][1].last <= _BESIDE_START
    if beside and words[-1:] in (["in"], ["across"], ["at"]) and _leads_to(tokens, first):
        return Role.FROM, None, ("role.from",)
    return None


def _coordinated(tokens: Tokens, mention: Mention, first: int, done: list[tuple[Mention, Part]]) -> _Role | None:
    """Carry role and direction over "or", "and", a bracket: "lost 190 points, or 0.6%"."""
    if not done or done[-1][0].aside is not None:
        return None
    other, part = done[-1]
    between = [word for word in tokens.words[part.last + 1 : first] if word not in {",", "a", "the"}]
    carried = (between[-1:] == ["or"] and len(between) <= 3) or (between == ["and"] and other.unit == mention.unit)
    if not carried or part.role not in {Role.DELTA, Role.PERCENT_CHANGE}:
        return None
    return _amount(mention, part.direction, "change.verb")
