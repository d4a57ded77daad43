"""Saving is idempotent, supersedes instead of updating, and keeps what vanished."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest
from sqlalchemy import select
from store_builders import LATER, NOON, check, claim, document, link, verdict

from claimtrack.claims.claim import Claim
from claimtrack.corpus.document import Document
from claimtrack.errors import StoreError, UsageError
from claimtrack.store.engine import Store
from claimtrack.store.records import Flip, Saved
from claimtrack.store.tables import metadata
from claimtrack.verdicts.check import Check
from claimtrack.verdicts.verdict import Outcome


def save(store: Store, of: Document, *checks: Check, claims: tuple[Claim, ...] = (), now: datetime = NOON) -> Saved:
    return store.save_document(of, claims or [c.claim for c in checks], checks, fingerprint="f1", ruleset="1", now=now)


def contents(store: Store) -> dict[str, list[Any]]:
    with store.reading() as connection:
        return {
            table.name: sorted((tuple(row) for row in connection.execute(select(table))), key=repr)
            for table in metadata.sorted_tables
        }


def test_what_is_saved_comes_back_equal(store: Store) -> None:
    page = document()
    checks = tuple(check(page, n) for n in range(3))
    saved = save(store, page, *checks)
    assert (saved.claims_new, saved.verdicts_new, saved.verdicts_superseded, saved.version) == (3, 3, 0, 1)
    assert store.load_checked(page, "f1") == checks
    assert store.current_checks(page.id) == checks
    assert store.document(page.id) == page
    assert [stored.document for stored in store.documents()] == [page]


def test_saving_twice_changes_nothing(store: Store) -> None:
    page = document()
    aside = claim(page, 7, set_aside="DATE")
    checks = [check(page, n) for n in range(3)]
    save(store, page, *checks, claims=(*[c.claim for c in checks], aside))
    before = contents(store)
    again = save(store, page, *checks, claims=(*[c.claim for c in checks], aside), now=LATER)
    assert not again.changed
    assert contents(store) == before


def test_a_changed_verdict_takes_the_place_of_the_one_before(store: Store) -> None:
    page = document()
    save(store, page, check(page, 0), check(page, 1))
    changed = check(page, 1, Outcome.AGREES, "950")
    saved = save(store, page, check(page, 0), changed, now=LATER)
    assert (saved.verdicts_new, saved.verdicts_superseded) == (1, 1)
    assert saved.flips == (Flip(claim_id=changed.claim.id, before=Outcome.DISCREPANCY, after=Outcome.AGREES),)
    first, second = store.history(changed.claim.id)
    assert (first.sequence, first.superseded_by, first.created_at) == (1, 2, NOON)
    assert first.verdict == check(page, 1).verdict
    assert (second.sequence, second.superseded_by, second.created_at) == (2, None, LATER)
    assert second.verdict == changed.verdict
    assert store.find_claim(changed.claim.id).verdict == changed.verdict
    assert store.check_integrity() == ()


def test_a_verdict_that_comes_back_is_a_third_one(store: Store) -> None:
    page = document()
    for value in ("796", "800", "796"):
        save(store, page, check(page, value=value))
    assert [stored.verdict.official.value for stored in store.history(claim(page).id)] == [796, 800, 796]  # type: ignore[union-attr]


def test_a_changed_link_alone_leaves_the_verdict(store: Store) -> None:
    page = document()
    save(store, page, check(page))
    saved = save(store, page, replace(check(page), link=link("agreements")))
    assert (saved.links_new, saved.verdicts_new) == (1, 0)
    assert store.find_claim(claim(page).id).link == link("agreements")


def test_a_link_that_is_lost_no_longer_holds(store: Store) -> None:
    page = document()
    save(store, page, check(page))
    unlinked = replace(check(page), link=None, verdict=replace(verdict(Outcome.UNDETERMINED), official=None))
    saved = save(store, page, unlinked)
    assert (saved.links_new, saved.verdicts_new) == (1, 1)
    assert store.current_checks(page.id) == (unlinked,)
    assert not save(store, page, unlinked).changed


def test_a_number_that_is_set_aside_loses_its_verdict(store: Store) -> None:
    page = document()
    save(store, page, check(page, 0), check(page, 1))
    aside = claim(page, 1, set_aside="DATE")
    saved = save(store, page, check(page, 0), claims=(claim(page, 0), aside))
    assert (saved.claims_changed, saved.verdicts_new, saved.flips) == (1, 1, ())
    assert store.current_checks(page.id) == (check(page, 0),)
    assert store.current_claims(page.id) == (claim(page, 0), aside)
    assert [stored.verdict is None for stored in store.history(aside.id)] == [False, True]
    save(store, page, check(page, 0), check(page, 1))
    assert len(store.current_checks(page.id)) == 2
    assert store.check_integrity() == ()


def test_a_text_that_comes_back_is_a_third_version(store: Store) -> None:
    first, second = document(text="Over 900 agencies."), document(text="Over 800 agencies.")
    for page in (first, second, first):
        save(store, page, check(page))
    assert [v.sha256 for v in store.versions(first.id)] == [first.sha256, second.sha256, first.sha256]
    assert store.document(first.id) == first
    assert store.document(first.id, 2) == second
    assert store.counts().documents == 1


def test_metadata_alone_makes_no_version(store: Store) -> None:
    page = document()
    save(store, page)
    renamed = replace(page, headline="Another", url="https://example.org/b")
    assert not save(store, renamed).version_new
    assert store.document(page.id) == renamed


def test_claims_that_vanish_are_kept_but_not_current(store: Store) -> None:
    first, second = document(text="Over 900 agencies."), document(text="Over 800 agencies.")
    save(store, first, check(first, 0), check(first, 1))
    saved = save(store, second, check(second, 0))
    assert saved.claims_dropped == 1
    gone = store.find_claim(claim(first, 1).id)
    assert (gone.current, gone.document, gone.verdict) == (False, first, check(first, 1).verdict)
    assert store.current_checks(first.id) == (check(second, 0),)
    assert store.counts().outcomes == (("discrepancy", 1),)
    save(store, first, check(first, 0), check(first, 1))
    assert store.find_claim(claim(first, 1).id).current


@pytest.mark.parametrize("change", ["sha256", "fingerprint", "id", "publisher"])
def test_checks_are_reused_only_for_the_same_text_and_rules(store: Store, change: str) -> None:
    page = document()
    save(store, page, check(page))
    asked = page if change == "fingerprint" else replace(page, **{change: "other"})
    assert store.load_checked(asked, "other" if change == "fingerprint" else "f1") is None


def test_a_document_without_numbers_is_judged_all_the_same(store: Store) -> None:
    page = document(text="Nothing to count.")
    save(store, page)
    assert store.load_checked(page, "f1") == ()


def test_a_claim_is_found_by_a_unique_start_of_its_id(store: Store) -> None:
    page = document()
    save(store, page, *(check(page, n) for n in range(40)))
    wanted = claim(page, 3)
    found = store.find_claim(wanted.id[:12])
    assert (found.claim, found.document, found.link, found.version) == (wanted, page, link(), 1)
    with pytest.raises(UsageError, match="no stored claim"):
        store.find_claim("zz")
    with pytest.raises(UsageError, match="several claims"):
        store.find_claim(next(c for c in "0123456789abcdef" if sum(claim(page, n).id[0] == c for n in range(40)) > 1))
    with pytest.raises(UsageError, match="empty"):
        store.find_claim("")


def test_nothing_is_kept_of_a_save_that_fails(store: Store) -> None:
    page = document()
    save(store, page, check(page))
    before = contents(store)
    with pytest.raises(StoreError, match="without zone"):
        save(store, document(text="New."), check(page, 5), now=datetime(2025, 1, 1))  # noqa: DTZ001
    with pytest.raises(StoreError, match="one id"):
        save(store, page, check(page), claims=(claim(page), claim(page)))
    assert contents(store) == before


def test_many_documents_are_streamed_in_order(store: Store) -> None:
    pages = [document(f"page-{n}") for n in range(45)]
    for page in pages:
        save(store, page)
    streamed = []
    for stored in store.documents():
        save(store, stored.document, now=LATER)  # writing while reading is allowed
        streamed.append(stored.document)
    assert streamed == sorted(pages, key=lambda page: page.id)


def test_any_script_is_kept_as_it_is(store: Store) -> None:
    page = document(text="٩٠٠ وكالة, ９００機関, 👩🏽‍⚖️ ‘e\u0301’ <b>'; DROP TABLE claims; --")
    save(store, page, check(page))
    assert store.document(page.id) == page
    assert store.current_checks(page.id) == (check(page),)


@pytest.mark.parametrize("character", ["\x00", "\ud800"])
def test_characters_no_database_takes_cost_one_document_and_no_more(store: Store, character: str) -> None:
    page, good = replace(document(), headline=f"Nine{character}"), document("good")
    with suppress(StoreError):  # SQLite takes NUL.
        save(store, page, check(page))
    assert store.document(page.id) in (None, page)
    save(store, good, check(good))
    assert store.current_checks(good.id) == (check(good),)
    assert store.check_integrity() == ()
