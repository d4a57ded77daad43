"""One claim in many documents: what is the same, what is not, who was first, what changed on the way."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

import pytest
from builders import claim, document, quantity

from claimtrack.claims.claim import Modality, Origin, ScopeWord
from claimtrack.matching.appearances import Change, Statement, appearances, is_same
from claimtrack.matching.link import Candidate, Link
from claimtrack.period import Period, parse_stamp
from claimtrack.quantity import Direction, Role


def linked(measure: str = "agreements", dataset: str = "list", **more: Any) -> Link:
    return Link(best=Candidate(dataset=dataset, measure=measure, score=0.9), **({"scope": ()} | more))


def said(
    text: str = "The list holds 958 agreements.",
    exact: str = "958 agreements",
    number: str | int = 958,
    *,
    on: str | None = "2025-09-03",
    link: Link | None = None,
    modifier: str = "exact",
    **changes: Any,
) -> Statement:
    published = None if on is None else parse_stamp(on)
    page = document(f"{text} {on} {link}", date_published=published, source=f"{on}.txt")
    given = {key: changes.pop(key) for key in ("role", "unit", "direction") if key in changes}
    made = claim(text, exact, quantity=quantity(number, modifier, **given), **({"document_id": page.id} | changes))
    return Statement(document=page, claim=made, link=link)


def place(name: str) -> tuple[ScopeWord, ...]:
    return (ScopeWord(text=name, kind="place", origin=Origin.CLAUSE, start=0, end=1),)


def name(text: str) -> tuple[ScopeWord, ...]:
    return (ScopeWord(text=text, kind="name", origin=Origin.SENTENCE, start=0, end=1),)


LINKED = said(link=linked())
SAME = [
    said(on="2025-09-05", link=linked()),
    said(on="2025-09-25", link=linked()),
    said("It holds about 960 agreements.", "960 agreements", 960, modifier="about", on="2025-09-05", link=linked()),
    said("It holds over 900 agreements.", "900 agreements", 900, modifier="over", on="2025-09-05", link=linked()),
    said("The list holds 957 agreements.", "957 agreements", 957, on="2025-09-04", link=linked()),
    said("Now 958 agencies take part.", "958 agencies", head="agency", on="2025-09-04", link=linked("agencies")),
    said("They rose to 958.", "958", on="2025-09-04", link=linked(), role=Role.TO, direction=Direction.UP),
]
OTHER = [
    said(on="2026-02-03", link=linked()),
    said(on="2025-09-04", link=linked(scope=(("state", "TEXAS"),))),
    said(on="2025-09-04", link=linked(unmodelled=("new",))),
    said(on="2025-09-04", link=linked(dataset="other")),
    said(on="2025-09-04", link=linked(), as_of=parse_stamp("2025-01-31")),
    said(on="2025-09-04", link=linked(), modality=Modality.PLANNED),
    said(on="2025-09-04", link=linked(), role=Role.DELTA),
    said(on="2025-09-04", link=linked(), unit="percent"),
    said("Elsewhere 700 agreements stand.", "700 agreements", 700, on="2025-09-04", link=linked()),
    said("It counts 957 agreements in all now.", "957 agreements", 957, on="2025-09-25", link=linked()),
    said("Now 958 agencies take part.", "958 agencies", head="agency", on="2025-09-25", link=linked("agencies")),
]


@pytest.mark.parametrize("other", SAME, ids=lambda s: f"{s.claim.quote.exact} {s.document.source}")
def test_a_linked_claim_is_known_again(other: Statement) -> None:
    first = (
        LINKED if other.claim.as_of is None else replace(LINKED, claim=replace(LINKED.claim, as_of=other.claim.as_of))
    )
    assert is_same(first, other)
    assert is_same(other, first)


@pytest.mark.parametrize("other", OTHER, ids=lambda s: f"{s.claim.quote.exact} {s.document.source}")
def test_another_time_scope_kind_or_number_is_another_claim(other: Statement) -> None:
    asked = (
        replace(LINKED, claim=replace(LINKED.claim, as_of=parse_stamp("2025-09-02"))) if other.claim.as_of else LINKED
    )
    assert not is_same(asked, other)
    assert not is_same(other, asked)


def test_a_small_number_is_the_same_only_while_the_news_lasts() -> None:
    forty = said("They are in 40 states.", "40 states", 40, link=linked("states"))
    assert is_same(forty, said("It is 40 states.", "40 states", 40, on="2025-09-09", link=linked("states")))
    assert not is_same(forty, said("It is 40 states.", "40 states", 40, on="2025-09-29", link=linked("states")))
    near = said("About 40 states.", "40 states", 40, modifier="about", link=linked("states"), on="2025-09-04")
    assert not is_same(said("In 41 states.", "41 states", 41, link=linked("states")), near)


def test_without_data_a_small_number_needs_the_same_sentence_too() -> None:
    two = said(
        "Two people were hurt in the fire at the mill.", "Two people", 2, head="person", measured_entity="people"
    )
    other = {"on": "2025-09-04", "head": "person", "measured_entity": "people"}
    retold = said("In the fire at the mill, two people were hurt, police said.", "two people", 2, **other)
    assert is_same(two, retold)
    assert not is_same(two, said("Two people won the lottery on Monday.", "Two people", 2, **other))


def test_without_data_another_place_or_name_is_another_claim() -> None:
    here = said(head="agreement", measured_entity="agreements", scope_words=place("Ohio"))
    kept = {"on": "2025-09-04", "head": "agreement", "measured_entity": "agreements"}
    assert is_same(here, said(**kept, scope_words=place("Ohio")))
    assert not is_same(here, said(**kept, scope_words=place("Utah")))
    assert not is_same(here, said(**kept))
    ours = replace(here, claim=replace(here.claim, scope_words=name("Ford")))
    assert not is_same(ours, said(**kept, scope_words=name("Toyota")))
    assert is_same(ours, said(**kept, scope_words=name("Ford")))


def finding(*others: Statement) -> Any:
    def find(statement: Statement) -> Iterable[Statement]:
        return [other for other in others if other.document.id != statement.document.id]

    return find


def test_release_wire_and_outlet_in_their_order_with_what_each_changed() -> None:
    release = said(on="2025-09-02", link=linked(), claimant="ICE", head="agreement", measured_entity="agreements")
    wire = said(
        "The list now holds over 950 agreements.", "950 agreements", 950, modifier="over", on="2025-09-03",
        link=linked(), head="agreement", measured_entity="agreements",
    )  # fmt: skip
    outlet = said(
        "There are 958 agencies.", "958 agencies", on="2025-09-04", link=linked("agencies"), head="agency",
        measured_entity="agencies",
    )  # fmt: skip
    found = appearances(outlet, finding(wire, release, said(on=None, link=linked("states"), head="state")))
    assert [one.statement for one in found] == [release, wire, outlet]
    assert [one.first for one in found] == [True, False, False]
    assert found[1].changes == (
        Change(what="number", before="958", after="950"),
        Change(what="hedge", before="none", after="over"),
    )
    assert Change(what="noun", before="agreements", after="agencies") in found[2].changes


def test_who_was_first_stays_open_where_the_dates_do_not_tell() -> None:
    day: Period = parse_stamp("2025-09-03")
    noon = said("At noon the list holds 958 agreements.", on="2025-09-03T12:00Z", link=linked())
    assert day.start <= (noon.document.date_published or day).start <= day.end
    found = appearances(LINKED, finding(noon, said(on="2025-09-05", link=linked())))
    assert [one.first for one in found] == [True, True, False]


def test_a_chain_holds_together_with_all_of_its_members() -> None:
    late = said(on="2025-09-30", link=linked(), as_of=parse_stamp("2025-09-02"))
    other_day = said(on="2025-09-04", link=linked(), as_of=parse_stamp("2025-09-03"))
    start = replace(LINKED, claim=replace(LINKED.claim, as_of=parse_stamp("2025-09-02")))
    assert [one.statement for one in appearances(start, finding(other_day, late))] == [start, late]


def test_each_document_is_told_once() -> None:
    twice = said(on="2025-09-04", link=linked())
    again = replace(twice, claim=replace(twice.claim, id="another"))
    assert len(appearances(LINKED, finding(twice, again))) == 2
