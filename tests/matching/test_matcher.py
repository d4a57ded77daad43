"""Which measure and scope a claim is linked to, and when it is not."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from builders import change, claim, definition, document, quantity

from claimtrack.claims.claim import Claim, Origin, ScopeWord, Span
from claimtrack.datasets.dataset import Descriptor, Dimension, QualityRules
from claimtrack.matching.candidates import Wanted
from claimtrack.matching.link import Link, Unlinked
from claimtrack.matching.matcher import Matcher
from claimtrack.period import parse_stamp
from claimtrack.quantity import Role

STATES = ("FLORIDA", "GEORGIA", "NEW YORK", "TEXAS", "WASHINGTON")
LIST = Descriptor(
    name="list",
    title="Participating agencies",
    kind="list",
    homepage=None,
    folder=None,
    observed_at=(),
    quality=QualityRules(),
    normalise=(),
    dimensions=(
        Dimension(name="state", column="STATE", vocabulary="us-state"),
        Dimension(name="model", column="MODEL", aliases=(("TASK FORCE", ("task force model", "task force", "TFM")),)),
    ),
    measures=(
        definition("agreements", nouns=("agreement", "partnership"), vague=("partner",), turned_away=("pending",)),
        definition(
            "agencies",
            aggregate="count_distinct",
            columns=("STATE", "AGENCY"),
            nouns=("agency", "law enforcement agency"),
            requires=("287(g)", "sign"),
            narrower=("police department",),
            vague=("partner",),
            excluded=("officer",),
            aliases=("participating agencies",),
        ),
        definition("states", aggregate="count_distinct", columns=("STATE",), nouns=("state",)),
    ),
    topics=("287(g)",),
)
PENDING = replace(
    LIST,
    name="pending",
    measures=(definition("applications", nouns=("application", "agreement"), requires=("pending",)),),
)
VALUES = {name: {"state": STATES, "model": ("TASK FORCE",)} for name in ("list", "pending")}
MATCHER = Matcher((LIST, PENDING), VALUES)


def linked(text: str, exact: str, head: str | None, restrictors: str = "", **changes: Any) -> Link | Unlinked:
    words = tuple(restrictors.split())
    entity = " ".join((*words, head or ""))
    wanted = claim(text, exact, head=head, measured_entity=entity, restrictors=words, **changes)
    return MATCHER.link(wanted, document(f"The 287(g) list\n{text}") if "287(g)" not in text else document(text))


def found(text: str, exact: str, head: str | None, restrictors: str = "", **changes: Any) -> Link:
    link = linked(text, exact, head, restrictors, **changes)
    assert isinstance(link, Link), link
    return link


def test_the_counted_noun_decides() -> None:
    text = "ICE has 958 287(g) agreements with 796 agencies."
    assert found(text, "958 287(g) agreements", "agreement", "287(g)").best.measure == "agreements"
    assert found(text, "796 agencies", "agency").best.measure == "agencies"


def test_equal_numbers_never_vote() -> None:
    """The same words with any number give the same link and score."""
    links = [found(f"{n} 287(g) agreements", f"{n} 287(g) agreements", "agreement", "287(g)") for n in (1, 957, 10**9)]
    assert len({(link.best.measure, link.best.score) for link in links}) == 1


@pytest.mark.parametrize("head", ["officer", "bus", None])
def test_other_nouns_are_not_covered(head: str | None) -> None:
    link = linked("The 287(g) program trained 8,501 of them.", "8,501", head)
    assert isinstance(link, Unlinked)
    assert link.code == "COV"


def test_a_text_on_another_topic_is_not_linked() -> None:
    wanted = claim("They sign up 12 agencies.", "12 agencies", head="agency", measured_entity="agencies")
    link = MATCHER.link(wanted, document("They sign up 12 agencies."))
    assert isinstance(link, Unlinked)
    assert "does not speak" in link.text


def test_a_unit_that_no_measure_has_is_not_linked() -> None:
    link = linked("287(g) costs 5 million", "5 million", "agreement", quantity=quantity(5, unit="USD"))
    assert isinstance(link, Unlinked)
    assert "USD" in link.text


def test_a_vague_noun_leaves_both_measures_open() -> None:
    link = found("287(g) has 510 partners", "510 partners", "partner")
    assert {link.best.measure, *(rival.best.measure for rival in link.ambiguous)} == {"agreements", "agencies"}


def test_required_and_refused_words_part_two_lists() -> None:
    assert found("16 287(g) agreements are pending", "16 287(g) agreements", "agreement").best.dataset == "pending"
    assert found("16 287(g) agreements are in force", "16 287(g) agreements", "agreement").best.dataset == "list"


@pytest.mark.parametrize(
    ("text", "exact", "scope"),
    [
        ("Florida has 327 287(g) agreements.", "327 287(g) agreements", {"state": "FLORIDA"}),
        ("There are 327 287(g) agreements in New York.", "327 287(g) agreements", {"state": "NEW YORK"}),
        (
            "Georgia's 45 task force agreements under 287(g)",
            "45 task force agreements",
            {"state": "GEORGIA", "model": "TASK FORCE"},
        ),
        ("ICE has 506 287(g) agreements in 38 states, Texas included.", "506 287(g) agreements", {}),
        ("Nationwide there are 506 287(g) agreements, more than in Texas.", "506 287(g) agreements", {}),
        ("WASHINGTON — The 287(g) list has 506 agreements.", "506 agreements", {}),
        (
            "There were 68 task force agreements in 287(g), 36 of them in Florida.",
            "68 task force agreements",
            {"model": "TASK FORCE"},
        ),
        ("12 287(g) agreements were listed, none from Florida.", "12 287(g) agreements", {}),
        ("Texas County counts 5 287(g) agreements.", "5 287(g) agreements", {}),
    ],
)
def test_scope_in_the_sentence(text: str, exact: str, scope: dict[str, str]) -> None:
    assert dict(found(text, exact, "agreement").scope) == scope


def later(first: str, second: str, exact: str) -> Claim:
    text = f"{first} {second}"
    start = text.index(exact)
    where = Span(text=second, start=len(first) + 1, end=len(text))
    wanted = claim(text, exact, sentence=where, clause=where)
    return replace(wanted, phrase=Span(text=exact, start=start, end=start + len(exact)))


def test_a_state_named_before_is_open_unless_pointed_to() -> None:
    first = "Texas joined the 287(g) program."
    open_one = later(first, "There were 291 agreements.", "291 agreements")
    pointed = later(first, "The state has 291 agreements.", "291 agreements")
    links = [MATCHER.link(c, document(c.sentence.text and f"{first} {c.sentence.text}")) for c in (open_one, pointed)]
    assert isinstance(links[0], Link)
    assert isinstance(links[1], Link)
    assert (dict(links[0].scope), dict(links[0].open_scope)) == ({}, {"state": "TEXAS"})
    assert dict(links[1].scope) == {"state": "TEXAS"}


def test_what_is_counted_is_no_scope_of_itself() -> None:
    assert found("Agencies of 40 states, Texas among them, use 287(g).", "40 states", "state").scope == ()


@pytest.mark.parametrize(
    ("text", "exact", "head", "restrictors", "left"),
    [
        ("900 287(g) agencies", "900 287(g) agencies", "agency", "287(g)", ()),
        ("900 law enforcement agencies in 287(g)", "900 law enforcement agencies", "agency", "law enforcement", ()),
        ("900 state and local agencies in 287(g)", "900 state and local agencies", "agency", "state local", ()),
        ("900 rural agencies in 287(g)", "900 rural agencies", "agency", "rural", ("rural",)),
        ("900 police departments in 287(g)", "900 police departments", "department", "police", ("police",)),
        ("13 of those agencies left 287(g)", "13", "agency", "", ("a part of those named before",)),
    ],
)
def test_a_part_is_told_from_the_whole(
    text: str, exact: str, head: str, restrictors: str, left: tuple[str, ...]
) -> None:
    assert found(text, exact, head, restrictors).unmodelled == left


def test_a_place_that_no_dimension_knows_restricts() -> None:
    place = ScopeWord(text="Lancaster County", kind="place", origin=Origin.PHRASE, start=0, end=16)
    link = found("7 287(g) agencies in Lancaster County", "7 287(g) agencies", "agency", scope_words=(place,))
    assert link.unmodelled == ("Lancaster County",)


@pytest.mark.parametrize(
    ("text", "exact"),
    [
        ("ICE signed 22 new agreements under 287(g)", "22 new agreements"),
        ("ICE signed another 22 agreements under 287(g)", "another 22 agreements"),
    ],
)
def test_what_was_added_is_not_what_is_in_force(text: str, exact: str) -> None:
    link = linked(text, exact, "agreement")
    assert isinstance(link, Unlinked)
    assert "added" in link.text


def test_signed_since_a_date_is_a_flow_but_now_in_force_is_a_stock() -> None:
    since = {"baseline": parse_stamp("2025-01")}
    flow = linked("22 agreements signed since January under 287(g)", "22 agreements", "agreement", **since)
    stock = linked("Since January 287(g) grew, with 22 agreements now in force", "22 agreements", "agreement", **since)
    assert isinstance(flow, Unlinked)
    assert isinstance(stock, Link)


def test_a_change_links_to_what_changes() -> None:
    text = "287(g) agreements rose 609%"
    wanted = change("609", role=Role.PERCENT_CHANGE, text=text, exact="609%")
    link = MATCHER.link(wanted, document(text))
    assert isinstance(link, Link)
    assert link.best.measure == "agreements"
    assert [feature.name for feature in link.best.features] == [
        "counted-noun", "topic", "known-words", "one-dataset", "source", "unit", "period", "scope-coverage",
    ]  # fmt: skip


def test_only_restricts_the_candidates() -> None:
    text = "287(g) has 510 partners"
    wanted = claim(text, "510 partners", head="partner", measured_entity="partners")
    link = MATCHER.link(wanted, document(text), Wanted(only="list/agencies"))
    assert isinstance(link, Link)
    assert (link.best.measure, link.ambiguous) == ("agencies", ())


@pytest.mark.parametrize(
    ("text", "exact", "firm"),
    [
        ("The chief, 52, praised the 287(g) program.", "52", False),
        ("The number in force under 287(g) today is 1,202.", "1,202", True),
        ("287(g) agreements rose, and Florida has 327.", "327", True),
    ],
)
def test_a_noun_from_another_sentence_makes_a_thin_link(text: str, exact: str, firm: bool) -> None:
    assert (found(text, exact, "agreement", cues=("noun.elided",)).tentative == "") == firm


@pytest.mark.parametrize(
    ("text", "exact"),
    [
        ("Under 287(g), the nation's 18,000 agencies are asked.", "18,000 agencies"),
        ("As for 287(g), the country has roughly 18,000 agencies.", "roughly 18,000 agencies"),
    ],
)
def test_all_there_are_is_not_what_is_on_the_list(text: str, exact: str) -> None:
    number = text.index("18,000")
    span = Span(text="18,000", start=number, end=number + 6)
    link = linked(text, exact, "agency", number=span)
    assert isinstance(link, Unlinked)
    assert link.code == "SCO"


def test_what_the_list_s_own_subject_has_is_all_of_it() -> None:
    first = "Texas joined the 287(g) program."
    text = f"{first} 287(g) now has 957 agreements."
    link = MATCHER.link(later(first, "287(g) now has 957 agreements.", "957 agreements"), document(text))
    assert isinstance(link, Link)
    assert (link.scope, link.open_scope) == ((), ())


def test_a_state_of_new_is_not_new() -> None:
    assert (
        found("287(g) has 10 New York agencies.", "10 New York agencies", "agency", "New York").best.measure
        == "agencies"
    )


def test_no_and_none_make_a_thin_link() -> None:
    assert found("287(g) has no agency here.", "no agency", "agency", quantity=quantity(0)).tentative


def test_what_a_number_is_said_of_names_the_measure() -> None:
    text = "287(g) agreements came to 957."
    said = {"head": None, "measured_entity": None, "subject": "agreements in force"}
    link = MATCHER.link(claim(text, "957", quantity=quantity(957), **said), document(text))
    assert isinstance(link, Link)
    assert link.best.measure == "agreements"


@pytest.mark.parametrize(
    ("text", "stock"),
    [
        ("Over 500 agencies have signed 287(g), a recruiter said last week.", True),
        ("Over 500 agencies have signed 287(g) this year.", False),
        ("Over 500 agencies signed 287(g) last year.", False),
    ],
)
def test_have_signed_is_a_state_unless_the_time_runs(text: str, stock: bool) -> None:
    assert isinstance(linked(text, "Over 500 agencies", "agency"), Link) == stock


def test_the_article_keeps_to_one_dataset_but_bears_no_discrepancy_by_that() -> None:
    """Two lists named alike: alone the choice is open; after a number that is surely of one it is that one, thinly."""
    twin = replace(LIST, name="twin")
    both = Matcher((LIST, twin), dict.fromkeys(("list", "twin"), VALUES["list"]))
    text = "ICE has 958 287(g) agreements."
    wanted = claim(text, "958 287(g) agreements", head="agreement", restrictors=("287(g)",))
    page = document(text)
    alone = both.link(wanted, page)
    assert isinstance(alone, Link)
    assert alone.ambiguous
    surely = replace(alone, best=replace(alone.best, dataset="twin"), ambiguous=())
    after = both.link(wanted, page, before=surely)
    assert isinstance(after, Link)
    assert (after.best.dataset, after.ambiguous) == ("twin", ())
    assert after.tentative
    assert both.link(wanted, page, before=alone) == alone, "what was open itself tells nothing"


def test_a_publisher_among_the_topics_weighs_for_the_dataset() -> None:
    text = "There are 958 287(g) agreements."
    wanted = claim(text, "958 287(g) agreements", head="agreement", restrictors=("287(g)",))
    scores = {}
    for publisher in ("The 287(g) Watch", "Tidewater Ledger"):
        link = MATCHER.link(wanted, replace(document(text), publisher=publisher))
        assert isinstance(link, Link)
        scores[publisher] = link.best.score
    assert scores["The 287(g) Watch"] > scores["Tidewater Ledger"]


def test_several_levels_of_government_are_no_kind() -> None:
    kinds = Dimension(name="kind", column="TYPE", aliases=(("MUNICIPAL", ("municipal", "municipal agencies")),))
    matcher = Matcher((replace(LIST, dimensions=(*LIST.dimensions, kinds)),), VALUES)
    for words, scope in (("municipal", (("kind", "MUNICIPAL"),)), ("municipal county and state", ())):
        exact = f"16 {words} agencies"
        text = f"There are {exact} that have signed 287(g) agreements."
        restrictors = tuple(words.split())
        wanted = claim(text, exact, head="agency", measured_entity=f"{words} agency", restrictors=restrictors)
        link = matcher.link(wanted, document(text))
        assert isinstance(link, Link), link
        assert link.scope == scope
