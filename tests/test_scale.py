"""Many documents in one run, and many runs at once: memory stays flat, nothing is lost, the outcome is the same."""

from __future__ import annotations

import random
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from workspaces import Done, claimtrack, clean, small_workspace

from claimtrack.corpus.document import Source
from claimtrack.errors import ClaimtrackError
from claimtrack.pipeline.verifying import Options, Verification
from claimtrack.settings import open_workspace
from claimtrack.store.engine import open_store
from claimtrack.targets import BATCH

COMMAND = [sys.executable, "-c", "from claimtrack.cli import run; run()"]
PUBLISHED = ("--published", "2025-09-03")


def page(number: int, chance: random.Random) -> str:
    """A page with words and numbers of its own."""
    branches, towns = chance.choice((127, 128, 130)), chance.choice((31, 40))
    return (
        f"The library in Place{number} opens its doors\n\n"
        f"The county library runs {branches} branches in {towns} towns, says report {number}. "
        f"Word{number} was new to its {number + 17} readers.\n"
    )


def many_pages(root: Path, number: int) -> Path:
    """The small workspace with that many pages, a hundred to a folder."""
    small_workspace(root)
    chance = random.Random(287)
    (root / "corpus/pages/story.txt").unlink()
    for index in range(number):
        file = root / "corpus/pages" / f"{index // 100:03}" / f"{index:05}.txt"
        file.parent.mkdir(exist_ok=True)
        file.write_text(page(index, chance))
    return root


def memory_after(root: Path, marks: tuple[int, ...]) -> list[float]:
    """Run verify and return its resident memory in MB when that many documents were printed."""
    if not Path("/proc/self/statm").exists():
        pytest.skip("no /proc here to read another process's memory from")
    process = subprocess.Popen(
        [*COMMAND, "-q", "verify", *PUBLISHED, "--format", "jsonl"], cwd=root, stdout=subprocess.PIPE, env=clean({})
    )
    assert process.stdout is not None
    found = []
    for number, _ in enumerate(process.stdout, start=1):
        if number in marks:
            pages = int(Path(f"/proc/{process.pid}/statm").read_text().split()[1])
            found.append(pages * 4096 / 2**20)
    assert process.wait() == 1
    assert number == marks[-1]
    return found


def test_memory_does_not_grow_with_the_number_of_documents(tmp_path: Path) -> None:
    early, late = memory_after(many_pages(tmp_path, 300), (100, 300))
    assert late - early < 12
    assert late < 400


@pytest.mark.slow
def test_ten_thousand_documents(tmp_path: Path) -> None:
    first, early, late = memory_after(many_pages(tmp_path, 10_000), (1000, 5000, 10_000))
    assert late - early < 12
    assert late - first < 24
    assert late < 400
    with open_store(f"sqlite:///{tmp_path / 'claims.db'}") as store:
        assert store.counts().documents == 10_000


def test_results_come_as_they_are_made(tmp_path: Path) -> None:
    workspace = open_workspace(small_workspace(tmp_path), None, {})
    read: list[int] = []

    def sources() -> Iterator[Source | ClaimtrackError]:
        for number in range(1000):
            read.append(number)
            yield Source(name=f"{number}.txt", media="text", data=b"The library runs 127 branches.")

    with Verification(workspace, Options(), keep=False) as run:
        next(run.run(sources()))
    assert len(read) == BATCH


def contents(url: str) -> tuple[object, ...]:
    """What a database holds, without the times at which it was written."""
    with open_store(url) as store:
        assert store.check_integrity() == ()
        documents = [(s.document, s.version, s.fingerprint) for s in store.documents()]
        checks = [store.current_checks(document.id) for document, _, _ in documents]
        claims = [store.current_claims(document.id) for document, _, _ in documents]
        return documents, checks, claims, store.counts()


def all_at_once(root: Path, processes: int, url: str) -> list[Done]:
    """Run that many commands over the same pages at the same time."""
    with ThreadPoolExecutor(processes) as pool:
        runs = [
            pool.submit(claimtrack, "--db", url, "verify", *PUBLISHED, cwd=root, timeout=600) for _ in range(processes)
        ]
        return [run.result() for run in runs]


def same_as_alone(tmp_path: Path, processes: int, url: str) -> None:
    root = many_pages(tmp_path / "desk", 40)
    alone = f"sqlite:///{tmp_path / 'alone.db'}"
    expected = claimtrack("--db", alone, "verify", *PUBLISHED, cwd=root)
    done = all_at_once(root, processes, url)
    assert [run.err.replace("next: ", "", 1).count("\n") for run in done] == [1] * processes, [run.err for run in done]
    assert {(run.out, run.code) for run in done} == {(expected.out, 1)}
    assert contents(url) == contents(alone)


def test_a_few_processes_make_one_database_together(tmp_path: Path) -> None:
    same_as_alone(tmp_path, 3, f"sqlite:///{tmp_path / 'claims.db'}")


@pytest.mark.slow
def test_sixteen_processes_make_one_sqlite_file_together(tmp_path: Path) -> None:
    same_as_alone(tmp_path, 16, f"sqlite:///{tmp_path / 'claims.db'}")


@pytest.mark.slow
def test_eight_processes_make_one_postgresql_database_together(tmp_path: Path, postgresql_url: str) -> None:
    same_as_alone(tmp_path, 8, postgresql_url)
