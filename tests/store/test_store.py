"""What is kept beside documents, how much there is, whether it is whole; memory, log and backup."""

from __future__ import annotations

import gc
import itertools
import tracemalloc
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import delete, update
from store_builders import NOON, check, decision, document, link

from claimtrack.errors import StoreError
from claimtrack.store import sqlite
from claimtrack.store.engine import Store, open_store
from claimtrack.store.records import Counts
from claimtrack.store.tables import documents, verdicts


def test_decisions_are_appended_in_order_and_none_twice(store: Store) -> None:
    first, second = decision(), decision(who="bob")
    assert [store.append_decision(d) for d in (first, second, first)] == [True, True, False]
    store.append_decision(decision("c2"))
    assert store.decisions("c1") == (first, second)
    assert store.decisions("absent") == ()


def test_counts(store: Store) -> None:
    page = document()
    store.save_document(page, (), [check(page, 0), check(page, 1)], fingerprint="f", now=NOON)
    store.append_decision(decision())
    assert store.counts() == Counts(
        documents=1, versions=1, claims=2, verdicts=2, decisions=1, outcomes=(("discrepancy", 2),)
    )


def test_what_is_not_whole_is_named(store: Store) -> None:
    page = document()
    for measure in ("a", "b", "c"):
        checks = [replace(check(page, value=str(ord(measure))), link=link(measure))]
        store.save_document(page, (), checks, fingerprint=measure, now=NOON)
    assert store.check_integrity() == ()
    with store.writing() as connection:
        connection.execute(delete(verdicts).where(verdicts.c.sequence == 2))
        connection.execute(update(documents).values(version=9))
    first, second = store.check_integrity()
    assert first == f"document without its newest version: {page.id}"
    assert second == f"verdicts of a claim with a gap: {check(page).claim.id}"


def test_the_database_itself_refuses_two_verdicts_at_once(store: Store) -> None:
    page = document()
    for value in ("1", "2"):
        store.save_document(page, (), [check(page, value=value)], fingerprint="f", now=NOON)
    with pytest.raises(StoreError), store.writing() as connection:
        connection.execute(update(verdicts).values(superseded_by=None))


def test_reading_can_change_nothing_on_a_server(postgresql_url: str) -> None:
    with open_store(postgresql_url) as store, pytest.raises(StoreError, match="read-only"), store.reading() as it:
        it.execute(delete(verdicts))


def test_a_reader_sees_one_state_while_others_write(store: Store) -> None:
    page = document()
    with store.reading() as connection:
        assert connection.execute(documents.select()).all() == []
        store.save_document(page, (), (), fingerprint="f", now=NOON)
        assert connection.execute(documents.select()).all() == []
    assert store.counts().documents == 1


def test_the_log_is_written_back(sqlite_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sqlite, "LOG_BYTES", 200_000)
    sizes = []
    with open_store(sqlite_url) as store:
        for number in range(150):
            page = document(str(number), "Over 900 agencies signed. " * 300)
            store.save_document(page, (), [check(page)], fingerprint="f", now=NOON)
            sizes.append((tmp_path / "claims.db-wal").stat().st_size)
    assert 200_000 < max(sizes) < 400_000
    assert sum(after < before for before, after in itertools.pairwise(sizes)) >= 5, "it starts over"
    assert not (tmp_path / "claims.db-wal").exists()


def test_memory_does_not_grow_with_the_number_of_documents(sqlite_url: str) -> None:
    def work(first: int) -> None:
        for number in range(first, first + 100):
            page = document(str(number))
            checks = [check(page, n) for n in range(3)]
            store.save_document(page, (), checks, fingerprint="f", now=NOON)
            store.load_checked(page, "f")
        assert sum(1 for _ in store.documents()) == first + 100
        gc.collect()

    with open_store(sqlite_url) as store:
        work(0)
        tracemalloc.start()
        work(100)
        before = tracemalloc.get_traced_memory()[0]
        work(200)
        grown = tracemalloc.get_traced_memory()[0] - before
        tracemalloc.stop()
    assert grown < 50_000, "under 500 bytes a document"


def test_a_backup_is_a_whole_database(sqlite_url: str, tmp_path: Path) -> None:
    page, copy = document(), tmp_path / "copy.db"
    with open_store(sqlite_url) as store:
        store.save_document(page, (), [check(page)], fingerprint="f", now=NOON)
        store.backup(copy)
        with pytest.raises(StoreError, match="already"):
            store.backup(copy)
    with open_store(f"sqlite:///{copy}") as store:
        assert store.current_checks(page.id) == (check(page),)
        assert store.check_integrity() == ()


def test_a_server_is_backed_up_by_its_own_tool(postgresql_url: str, tmp_path: Path) -> None:
    with open_store(postgresql_url) as store, pytest.raises(StoreError, match="own tool") as caught:
        store.backup(tmp_path / "copy")
    assert "pg_dump" in caught.value.hint


def test_the_server_is_named(store: Store, url: str) -> None:
    name, version = store.server().split()
    assert name == ("SQLite" if url.startswith("sqlite") else "PostgreSQL")
    assert int(version.split(".")[0]) >= 3


@pytest.mark.parametrize(
    ("version", "mended"),
    [
        ((3, 40, 1), False),
        ((3, 44, 5), False),
        ((3, 44, 6), True),
        ((3, 45, 0), False),
        ((3, 50, 7), True),
        ((3, 51, 2), False),
        ((3, 51, 3), True),
        ((3, 52, 0), True),
    ],
)
def test_which_sqlite_has_the_wal_reset_bug(version: tuple[int, ...], mended: bool) -> None:
    assert sqlite._is_mended(version) is mended
