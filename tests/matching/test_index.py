"""The inverted index: the same first choice as comparing a phrase with every wording, however many there are."""

from __future__ import annotations

import random
import time

import pytest
from builders import claim, definition, document
from rapidfuzz import fuzz, process

from claimtrack.claims.claim import Claim
from claimtrack.datasets.dataset import Descriptor, MeasureDefinition, QualityRules
from claimtrack.matching.index import WordingIndex
from claimtrack.matching.link import Link, Unlinked
from claimtrack.matching.matcher import Matcher

FIRST = "annual female rural coastal licensed organic private public seasonal urban violent weekly".split()
SECOND = "export fatality grant hospital income library orchard passenger pension robbery tariff vessel".split()
THIRD = "barley cocoa copper honey leather milk paper rubber silk tobacco wheat zinc".split()
NAMES = [f"{a} {b} of {c}" for a in FIRST for b in SECOND for c in THIRD]


def altered(name: str, chance: random.Random) -> str:
    """A name in another order, with a word left out, in the plural, or with a letter missing."""
    words = name.split()
    kind = chance.randrange(4)
    if kind == 0:
        chance.shuffle(words)
    elif kind == 1:
        del words[chance.randrange(len(words))]
    elif kind == 2:
        words[1] += "s"
    else:
        at = chance.randrange(1, len(words[0]) - 1)
        words[0] = words[0][:at] + words[0][at + 1 :]
    return " ".join(words)


def test_the_first_choice_is_that_of_all_pairs() -> None:
    chance = random.Random(287)
    index = WordingIndex(NAMES)
    phrases = [altered(chance.choice(NAMES), chance) for _ in range(200)]
    same = 0
    for phrase in phrases:
        best = process.extractOne(phrase, NAMES, scorer=fuzz.token_set_ratio)
        chosen = index.best(phrase, fuzz.token_set_ratio)
        same += bool(chosen) and chosen[0][1] >= best[1] - 0.01
    assert same >= 0.99 * len(phrases)


def test_few_wordings_are_compared() -> None:
    index = WordingIndex(NAMES)
    assert 0 < len(index.shortlist("rural robbery of honey")) <= 48
    assert index.shortlist("rural robbery of honey")[0] == NAMES.index("rural robbery of honey")


@pytest.mark.parametrize("phrase", ["", "xyzzy", "of"])
def test_a_phrase_that_says_nothing_finds_at_most_what_shares_it(phrase: str) -> None:
    index = WordingIndex(["robbery", "rate of robbery"])
    assert [index.wordings[at] for at in index.shortlist(phrase)] == (["rate of robbery"] if phrase == "of" else [])


def test_an_empty_index_finds_nothing() -> None:
    assert WordingIndex([]).best("robbery", fuzz.ratio) == []


def test_a_misspelt_word_is_read_as_the_one_most_like_it() -> None:
    index = WordingIndex(["undernourishment", "unemployment", "inflation"])
    assert index.wordings[index.best("undernourisment", fuzz.ratio)[0][0]] == "undernourishment"


def matcher(number: int) -> Matcher:
    """A matcher of so many measures in one dataset."""
    letters = [f"q{chr(97 + i)}{chr(97 + j)}" for i in range(26) for j in range(26)]
    names = [f"{a} {b}" for a in letters for b in letters][: number - 1]
    measures: list[MeasureDefinition] = [
        definition(f"m{at}", nouns=(name,), aliases=(f"number of {name}",)) for at, name in enumerate(names)
    ]
    measures.append(definition("orchards", nouns=("orchard",), aliases=("apple plantation",)))
    return Matcher([described(tuple(measures))], {})


def described(measures: tuple[MeasureDefinition, ...]) -> Descriptor:
    return Descriptor(
        name="many", title="Many measures", kind="list", homepage=None, folder=None, observed_at=(),
        quality=QualityRules(), normalise=(), dimensions=(), measures=measures,
    )  # fmt: skip


def best_time(one: Matcher, wanted: Claim, text: str) -> float:
    """The shortest of several times that a hundred links take, in seconds."""
    page = document(text)
    taken = []
    for _ in range(5):
        started = time.process_time()
        for _ in range(100):
            assert isinstance(one.link(wanted, page), Link)
        taken.append(time.process_time() - started)
    return min(taken)


def test_ten_thousand_measures_link_about_as_fast_as_a_hundred() -> None:
    """A link takes at most four times as long, and no more than 5 ms; the index is built in 5 s."""
    text = "The valley holds 958 orchards."
    wanted = claim(text, "958 orchards", head="orchard", measured_entity="orchards")
    few = matcher(100)
    started = time.process_time()
    many = matcher(10_000)
    assert time.process_time() - started < 5
    slow, fast = best_time(many, wanted, text), best_time(few, wanted, text)
    assert slow < 0.5
    assert slow < 4 * fast


def test_among_ten_thousand_the_alias_and_its_misspelling_are_found() -> None:
    many = matcher(10_000)
    for entity in ("apple plantations", "aple plantations"):
        text = f"The valley holds 958 {entity}."
        wanted = claim(
            text, f"958 {entity}", head="plantation", measured_entity=entity, restrictors=(entity.split()[0],)
        )
        link = many.link(wanted, document(text))
        assert isinstance(link, Link), link
        assert link.best.measure == "orchards"


def test_among_ten_thousand_another_noun_is_of_none() -> None:
    text = "The valley holds 958 bus stops."
    wanted = claim(text, "958 bus stops", head="stop", measured_entity="bus stops", restrictors=("bus",))
    assert isinstance(matcher(10_000).link(wanted, document(text)), Unlinked)
