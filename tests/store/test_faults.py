"""Every way a database fails is one clear line with a hint, and nothing is half written."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import event
from store_builders import NOON, check, document

from claimtrack.errors import StoreError
from claimtrack.store import sqlite
from claimtrack.store.engine import Store, open_store


def save(store: Store, name: str = "a", size: int = 1) -> None:
    page = document(name, "Over 900 agencies signed. " * size)
    store.save_document(page, (), [check(page)], fingerprint="f", now=NOON)


def refusal(url: str) -> StoreError:
    with pytest.raises(StoreError) as caught:
        open_store(url)
    assert caught.value.hint
    assert "\n" not in str(caught.value)
    return caught.value


@pytest.mark.parametrize(
    ("url", "message"),
    [
        ("", "not the URL of a database"),
        ("claims.db", "not the URL of a database"),
        ("mysql://host/claims", "'mysql' are not supported"),
        ("sqlite:////no/such/folder/claims.db", "can't be opened"),
        ("sqlite+aiosqlite:///claims.db", "'sqlite+aiosqlite' are not supported"),
        ("postgresql://127.0.0.1:1/claims", "can't be reached"),
        ("postgres://127.0.0.1:1/claims", "can't be reached"),
        ("postgresql://nobody:secret@no-such-host.invalid/claims", "can't be reached"),
    ],
)
def test_what_is_no_database_or_is_not_there(url: str, message: str) -> None:
    fault = refusal(url)
    assert message in fault.message
    assert "secret" not in str(fault)


def test_no_such_database_on_the_server(server: str) -> None:
    assert "no such database" in refusal(server.format("absent")).message


def test_psycopg_that_is_not_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    assert "claimtrack[postgresql]" in refusal("postgresql://localhost/claims").hint


def test_a_file_that_is_no_database(tmp_path: Path) -> None:
    file = tmp_path / "claims.db"
    file.write_text("<html>" * 1000)
    fault = refusal(f"sqlite:///{file}")
    assert (fault.message, fault.where) == ("this file is not a database", str(file))


def test_a_damaged_file(sqlite_url: str, tmp_path: Path) -> None:
    with open_store(sqlite_url) as store:
        for number in range(50):
            save(store, str(number), 100)
    file = tmp_path / "claims.db"
    data = bytearray(file.read_bytes())
    data[8192:-4096] = os.urandom(1) * (len(data) - 12288)
    file.write_bytes(data)
    with pytest.raises(StoreError, match="damaged") as caught, open_store(sqlite_url) as store:
        _ = [save(store, str(number), 101) for number in range(50)]
    assert "backup" in caught.value.hint


def test_a_folder_instead_of_a_file(tmp_path: Path) -> None:
    assert "can't be opened" in refusal(f"sqlite:///{tmp_path}").message


def test_a_read_only_file_can_be_read_but_not_written(sqlite_url: str, tmp_path: Path) -> None:
    with open_store(sqlite_url) as store:
        save(store)
    with open_store(f"sqlite:///file:{tmp_path / 'claims.db'}?mode=ro&uri=true") as store:
        assert store.counts().documents == 1
        with pytest.raises(StoreError, match="read-only") as caught:
            save(store, "b")
        assert "writable" in caught.value.hint


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write to read-only files")
def test_a_file_without_write_permission(sqlite_url: str, tmp_path: Path) -> None:
    with open_store(sqlite_url) as store:
        save(store)
    (tmp_path / "claims.db").chmod(0o400)
    tmp_path.chmod(0o500)
    with pytest.raises(StoreError, match=r"read-only|can't be opened"), open_store(sqlite_url) as store:
        save(store, "b")
    tmp_path.chmod(0o700)


def test_a_locked_file(sqlite_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    open_store(sqlite_url).close()
    monkeypatch.setattr(sqlite, "BUSY_SECONDS", 0.1)
    other = sqlite3.connect(tmp_path / "claims.db", isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    with open_store(sqlite_url) as store:
        assert store.counts().documents == 0, "readers never wait"
        with pytest.raises(StoreError, match="locked") as caught:
            save(store)
        assert "wait" in caught.value.hint
        other.execute("ROLLBACK")
        save(store)
    other.close()


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 400 KB."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=400k", "tmpfs", folder], capture_output=True, check=False
    )
    if mounted.returncode:
        pytest.skip("mounting a small disk needs root")
    yield folder
    subprocess.run(["umount", folder], check=True)


def fill(store: Store) -> int:
    """Save until the disk is full; return how many documents were acknowledged."""
    done = 0
    with pytest.raises(StoreError, match=r"disk is full|disk failed") as caught:  # noqa: PT012 (the first that fails)
        for number in range(1000):
            save(store, str(number), 400)
            done += 1
    assert caught.value.hint
    return done


def test_a_full_disk(small_disk: Path) -> None:
    with open_store(f"sqlite:///{small_disk / 'claims.db'}") as store:
        saved = fill(store)
        assert saved > 0
        assert store.counts().documents == saved
        assert store.check_integrity() == ()


def test_a_file_at_its_limit_keeps_what_it_has_and_goes_on_when_there_is_room(sqlite_url: str) -> None:
    with open_store(sqlite_url) as store:
        pages = [80]
        event.listen(store.database.engine, "checkout", lambda c, *_: c.execute(f"PRAGMA max_page_count={pages[0]}"))
        saved = fill(store)
        assert store.counts().documents == saved > 0
        pages[0] = 10_000
        save(store, "more", 400)
        assert store.counts().documents == saved + 1
        assert store.check_integrity() == ()


def test_a_lost_connection_is_one_clear_line(postgresql_url: str) -> None:
    import psycopg

    with open_store(postgresql_url) as store:
        with store.reading() as connection:
            pid = connection.exec_driver_sql("SELECT pg_backend_pid()").scalar_one()
        with psycopg.connect(postgresql_url, autocommit=True) as other:
            other.execute("SELECT pg_terminate_backend(%s)", (pid,))
        with pytest.raises(StoreError) as caught:
            store.counts()
        assert "shutting down" in caught.value.message or "reached" in caught.value.message
        assert store.counts().documents == 0, "the next call connects anew"


def test_a_password_is_never_shown() -> None:
    fault = refusal("postgresql://me:secret@127.0.0.1:1/claims?password=secret")
    assert fault.where == "postgresql://127.0.0.1:1/claims"
