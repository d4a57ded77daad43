"""Many writers at once lose nothing; a killed one leaves whole documents."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select
from store_builders import decision
from writers import CLAIMS, PAGES, verdict_ids

from claimtrack.store.engine import open_store
from claimtrack.store.tables import decisions, verdicts

PROCESSES = {"sqlite": 16, "postgresql": 8}
ROUNDS = 3


def run(*arguments: object) -> dict[str, Any]:
    program = Path(__file__).with_name("writers.py")
    done = subprocess.run(
        [sys.executable, program, *map(str, arguments)], capture_output=True, text=True, timeout=300, check=False
    )
    assert done.returncode == 0, done.stderr
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_no_update_is_lost_and_nobody_fails(kind: str, request: pytest.FixtureRequest) -> None:
    url, processes = request.getfixturevalue(f"{kind}_url"), PROCESSES[kind]
    with open_store(url) as store:
        store.append_decision(decision(reason="0"))
    report = run("race", url, processes, ROUNDS)
    saves = processes * ROUNDS * len(PAGES)
    assert report["errors"] == []
    assert report["saved"] == saves
    assert report["superseded"] == (saves - len(PAGES)) * CLAIMS, "each save supersedes one verdict, but for the first"
    with open_store(url) as store:
        with store.reading() as connection:
            assert connection.execute(select(decisions.c.reason)).scalar_one() == str(processes * ROUNDS)
            assert connection.execute(select(func.count()).select_from(verdicts)).scalar_one() == saves * CLAIMS
        for claim_id in verdict_ids():
            values = {stored.fingerprint for stored in store.history(claim_id)}
            assert values == {str(number * 1000 + turn) for number in range(processes) for turn in range(ROUNDS)}
        assert store.check_integrity() == ()


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_all_may_make_the_database_at_once(kind: str, request: pytest.FixtureRequest) -> None:
    report = run("race", request.getfixturevalue(f"{kind}_url"), PROCESSES[kind], 0)
    assert report["errors"] == []


def test_a_killed_writer_loses_nothing_it_acknowledged(sqlite_url: str) -> None:
    report = run("kill", sqlite_url, 30, 1)
    assert report["acknowledged"] >= 20
    assert (report["lost"], report["problems"]) == ([], [])


def test_a_killed_client_leaves_whole_documents_on_the_server(postgresql_url: str) -> None:
    report = run("kill", postgresql_url, 10, 2)
    assert report["acknowledged"] >= 6
    assert (report["lost"], report["problems"]) == ([], [])


@pytest.mark.slow
def test_hundreds_of_kills(tmp_path: Path) -> None:
    for seed in range(10):
        report = run("kill", f"sqlite:///{tmp_path / f'{seed}.db'}", 30, seed)
        assert (report["lost"], report["problems"]) == ([], [])
