"""Refreshes killed at any moment, and several at once: the end is that of one left in peace."""

from __future__ import annotations

import random
import shutil
import time
from pathlib import Path

import pytest
from loopback import Site
from servers import fresh_database
from watched_site import KILLS, archive_is_sound, count, refresh, sqlite_url, started, state, watching

DOCUMENTS = 60 if KILLS < 100 else 500
LONGEST_LIFE = 3.0
"""Seconds until the kill at most: a start takes half of that, so each life gets some way."""


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_a_killed_refresh_is_gone_on_with(kind: str, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    server = request.getfixturevalue("server") if kind == "postgresql" else ""
    with Site(sources=5, articles=DOCUMENTS) as site:
        peaceful = watching(tmp_path / "peaceful", site)
        refresh(peaceful)
        wanted = state(sqlite_url(peaceful))
        chance = random.Random(7)
        kills = lives = 0
        while kills < KILLS:
            root = watching(tmp_path / f"killed-{lives}", site)
            url = fresh_database(server) if server else sqlite_url(root)
            environment = {"CLAIMTRACK_DB_URL": url}
            lives += 1
            while kills < KILLS:
                process = started(root, **environment)
                time.sleep(chance.uniform(0.1, LONGEST_LIFE))
                finished = process.poll() is not None
                process.kill()
                _, err = process.communicate()
                assert "Traceback" not in err, err
                if finished:
                    break
                kills += 1
            refresh(root, **environment)
            assert state(url) == wanted
            assert archive_is_sound(root)
            shutil.rmtree(root)


@pytest.mark.parametrize(("kind", "workers"), [("sqlite", 2), ("postgresql", 4)])
def test_refreshes_at_once_share_the_work(
    kind: str, workers: int, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    server = request.getfixturevalue("server") if kind == "postgresql" else ""
    with Site(sources=6, articles=48) as site:
        peaceful = watching(tmp_path / "peaceful", site)
        refresh(peaceful)
        wanted = state(sqlite_url(peaceful))
        root = watching(tmp_path / "w", site)
        url = fresh_database(server) if server else sqlite_url(root)
        site.forget()
        running = [started(root, CLAIMTRACK_DB_URL=url) for _ in range(workers)]
        for process in running:
            out, err = process.communicate(timeout=120)
            assert (process.returncode, err) == (0, ""), (out, err)
        assert state(url) == wanted
        assert archive_is_sound(root)
        asked = [path for path in site.paths() if path.startswith("/articles/")]
        unconditional = [a.path for a in site.requests if a.path.startswith("/articles/") and not a.conditional]
        assert len(unconditional) == len(set(unconditional)) == 48
        assert len(asked) < 48 * workers + 1


def test_what_a_live_process_holds_is_left_to_it(tmp_path: Path, site: Site) -> None:
    from datetime import UTC, datetime

    from claimtrack.pipeline.leasing import LEASE
    from claimtrack.store.engine import open_store

    root = watching(tmp_path / "w", site)
    first = site.watched[0]
    now = datetime.now(UTC)
    with open_store(sqlite_url(root)) as store:
        store.lease_sources({first.id: first.url}, "elsewhere:1:aa", now, now + LEASE, lambda _: False)
    found = refresh(root)
    assert found["busy"] == {first.url: "process 1 on elsewhere"}
    assert found["pages"]["new"] == 6
    with open_store(sqlite_url(root)) as store:
        store.renew_leases("elsewhere:1:aa", now)
    assert refresh(root)["pages"]["new"] == 3


def test_a_worker_that_comes_late_commits_nothing(tmp_path: Path, site: Site) -> None:
    from datetime import UTC, datetime

    from claimtrack.pipeline.leasing import LEASE
    from claimtrack.store.engine import open_store
    from claimtrack.store.leases import Leasable, Lease, LeaseLostError
    from claimtrack.store.watching import Look

    root = watching(tmp_path / "w", site)
    source = site.watched[0]
    now = datetime.now(UTC)
    with open_store(sqlite_url(root)) as store:
        store.lease_sources({source.id: source.url}, "a:1:aa", now, now, lambda _: False)
        assert not store.lease_sources({source.id: source.url}, "b:1:bb", now, now + LEASE, lambda _: False)
        look = Look(url=site.article_url(0), source_id=source.id, role="page", at=now, changed=True)
        with pytest.raises(LeaseLostError, match="another process has taken this source over"):
            store.save_look(look, Lease(of=Leasable.SOURCE, id=source.id, token="a:1:aa"))
    assert count(root, "pages") == 0
