"""What verdicts depend on is kept with them, replaced with them, and found backwards; flips are events once."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import func, select
from store_builders import LATER, NOON, check, document

from claimtrack.store import tables
from claimtrack.store.engine import Store
from claimtrack.store.events import events_after
from claimtrack.verdicts.dependency import Dependency
from claimtrack.verdicts.verdict import Outcome


def dependency(claim_id: str, seen: str = "796") -> Dependency:
    return Dependency(
        claim_id=claim_id, dataset="ice", measure="agencies", scope=(("state", "TEXAS"),), seen=seen, newest=NOON,
        until=NOON, is_open=False,
    )  # fmt: skip


def test_dependencies_are_replaced_with_the_verdicts(store: Store) -> None:
    one, other = document(), document("b.txt")
    for page in (one, other):
        read = [dependency(check(page).claim.id)]
        store.save_document(page, (), [check(page)], fingerprint="f", now=NOON, reads=read)
    (cell,) = store.known_cells("ice", LATER)
    assert (cell.measure, cell.scope, cell.seen, cell.newest, cell.is_open) == (
        "agencies", (("state", "TEXAS"),), "796", NOON, False,
    )  # fmt: skip
    assert store.known_cells("ice", NOON) == ()
    assert store.documents_reading([cell.id]) == {one.id, other.id}
    store.save_document(
        one, (), [check(one)], fingerprint="f", now=LATER, reads=[dependency(check(one).claim.id, "800")]
    )
    assert store.documents_reading([cell.id]) == {other.id}
    store.save_document(other, (), [check(other)], fingerprint="f", now=LATER)
    assert store.documents_reading([cell.id]) == set()
    assert {used.traced for used in store.terms_in_use()} == {True, False}


def test_saving_the_same_dependencies_writes_nothing(store: Store) -> None:
    page = document()
    for _ in range(2):
        read = [dependency(check(page).claim.id)] * 2
        store.save_document(page, (), [check(page)], fingerprint="f", now=NOON, reads=read)
    with store.reading() as connection:
        assert connection.execute(select(func.count()).select_from(tables.dependencies)).scalar_one() == 1


def test_an_outcome_that_changes_is_one_event_and_coming_back_another(store: Store) -> None:
    page = document()
    for outcome in (Outcome.DISCREPANCY, Outcome.AGREES, Outcome.AGREES, Outcome.DISCREPANCY):
        store.save_document(page, (), [check(page, 0, outcome)], fingerprint="f", now=NOON)
    with store.reading() as connection:
        found = events_after(connection, 0, 10)
    assert [(e.detail["before"]["outcome"], e.detail["after"]["outcome"]) for e in found] == [
        ("discrepancy", "agrees"),
        ("agrees", "discrepancy"),
    ]
    assert {e.claim_id for e in found} == {check(page).claim.id}
    assert found[0].detail["because"] == "new data"


def test_a_claim_of_a_new_text_is_no_flip_and_a_known_one_names_the_version(store: Store) -> None:
    page = document()
    store.save_document(page, (), [check(page)], fingerprint="f", now=NOON)
    again = replace(page, text=page.text + " Or not.", sha256="0" * 64)
    checks = [check(page, 0, Outcome.AGREES), check(page, 5, Outcome.AGREES)]
    store.save_document(again, (), checks, fingerprint="f", now=LATER)
    with store.reading() as connection:
        (event,) = events_after(connection, 0, 10)
    assert event.claim_id == check(page).claim.id
    assert event.detail["because"] == "new version"
