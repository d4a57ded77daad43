"""Documents a second from a WARC archive through every stage, against trafilatura's extraction of the same pages alone.

    python bench/pipeline.py [--documents 200] [--rounds 5] [--pages FOLDER] [--workspace FOLDER] [--jobs 2]

All in one run and without the network: extraction, claims, link, verdict and store on SQLite, in one process, and
trafilatura (`bare_extraction` with metadata, its options as they come), in turn, the median of the rounds in CPU
seconds. Then one more pass tells where the time goes, and `--jobs` is compared with one process by the clock.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import wraps
from importlib import import_module
from pathlib import Path
from statistics import median
from typing import Any

from news_pages import page, write_archive

from claimtrack.corpus.read import find_sources
from claimtrack.errors import ClaimtrackError
from claimtrack.pipeline.verifying import Checked, Options, Verification
from claimtrack.settings import Workspace, open_workspace

HOME = Path(__file__).parents[1]
STAGES = (
    ("read archive", "claimtrack.corpus.archive.pages", "pages_in"),
    ("decode", "claimtrack.corpus.extract", "_decoded"),
    ("parse html", "claimtrack.corpus.page", "_parse"),
    ("metadata, dates", "claimtrack.corpus.page", "read_metadata"),
    ("prune, frame", "claimtrack.corpus.page", "prune"),
    ("prune, frame", "claimtrack.corpus.page", "_flatten"),
    ("prune, frame", "claimtrack.corpus.page", "mark_frame"),
    ("text", "claimtrack.corpus.page", "_extract"),
    ("document", "claimtrack.pipeline.verifying", "read_source"),
    ("tokenise, gates", "claimtrack.claims.extract", "scan_document"),
    ("parser", "claimtrack.claims.extract", "_parses"),
    ("claims", "claimtrack.claims.extract", "_claims"),
    ("judge", "claimtrack.pipeline.verifying", "judge_document"),
    ("link", "claimtrack.judging", "link_judged"),
    ("save", "claimtrack.store.saving", "save_document"),
    ("save", "claimtrack.store.engine", "Store.save_document"),
    ("look up", "claimtrack.store.engine", "Store.load_checked"),
)
"""What each stage is called, and the function that it is; of functions inside others, each has its own time only."""


class Stopwatch:
    """CPU seconds by stage; while an inner stage runs, the outer one stands still."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}
        self._running = ["the rest"]
        self._since = time.process_time()

    def _switch(self) -> None:
        now = time.process_time()
        stage = self._running[-1]
        self.seconds[stage] = self.seconds.get(stage, 0.0) + now - self._since
        self._since = now

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Count what happens inside for this stage."""
        self._switch()
        self._running.append(name)
        try:
            yield
        finally:
            self._switch()
            self._running.pop()

    def counted(self, name: str, work: Callable[..., Any]) -> Callable[..., Any]:
        """Return a function whose time, or that of what it yields, counts for this stage."""

        @wraps(work)
        def call(*arguments: Any, **named: Any) -> Any:
            with self.stage(name):
                found = work(*arguments, **named)
            return self._steps(name, found) if hasattr(found, "__next__") else found

        return call

    def _steps(self, name: str, items: Iterator[Any]) -> Iterator[Any]:
        while True:
            with self.stage(name):
                try:
                    item = next(items)
                except StopIteration:
                    return
            yield item


@contextmanager
def watched() -> Iterator[Stopwatch]:
    """Put a stopwatch around every stage."""
    watch = Stopwatch()
    taken = []
    for name, module, path in STAGES:
        owner: Any = import_module(module)
        *outer, attribute = path.split(".")
        for part in outer:
            owner = getattr(owner, part)
        taken.append((owner, attribute, getattr(owner, attribute)))
        setattr(owner, attribute, watch.counted(name, taken[-1][2]))
    try:
        yield watch
    finally:
        for owner, attribute, work in reversed(taken):
            setattr(owner, attribute, work)


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """The archive that everything is read from, its pages' bytes, and a workspace to keep them in."""

    archive: Path
    bodies: tuple[bytes, ...]
    root: Path

    def workspace(self) -> Workspace:
        """Return the workspace with an empty database."""
        for file in self.root.glob("claims.db*"):
            file.unlink()
        return open_workspace(self.root, None, {})

    def verify(self, **options: Any) -> int:
        """Check all documents and keep them; return how many claims were checked."""
        with Verification(self.workspace(), Options(), **options) as run:
            found = list(run.run(find_sources(str(self.archive))))
        failed = [result for result in found if isinstance(result, ClaimtrackError)]
        if failed:
            print(f"{len(failed)} of {len(found)} failed: {failed[0]}", file=sys.stderr)
        return sum(len(result.checks) for result in found if isinstance(result, Checked))

    def extract(self) -> None:
        """Let trafilatura alone read all the pages."""
        import trafilatura

        for body in self.bodies:
            trafilatura.bare_extraction(body, with_metadata=True)


def trial(folder: Path, documents: int, pages: Path | None, workspace: Path) -> Trial:
    """Make the archive and the workspace of a trial below `folder`."""
    root = folder / "workspace"
    shutil.copytree(workspace / "corpus" / "datasets", root / "corpus" / "datasets")
    shutil.copy(workspace / "claimtrack.toml", root)
    if pages is None:
        texts = [page(number) for number in range(documents)]
    else:
        files = sorted(file for file in pages.rglob("*.htm*") if file.is_file())
        texts = [files[number % len(files)].read_text("utf-8", "replace") for number in range(documents)]
    archive = folder / "archive"
    write_archive(archive, iter(texts))
    return Trial(archive=archive, bodies=tuple(text.encode() for text in texts), root=root)


def cpu_seconds(work: Callable[[], object]) -> float:
    """Return the CPU time that some work takes in this process."""
    start = time.process_time()
    work()
    return time.process_time() - start


def wall_seconds(work: Callable[[], object]) -> float:
    """Return the time that some work takes by the clock."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def compared(one: Callable[[], object], other: Callable[[], object], rounds: int, clock: Any) -> tuple[float, float]:
    """Return the median seconds of two works, measured in turn."""
    pairs = [(clock(one), clock(other)) for _ in range(rounds)]
    return median(a for a, _ in pairs), median(b for _, b in pairs)


def stages(made: Trial) -> dict[str, float]:
    """Return the CPU seconds of each stage in one pass over all documents."""
    with watched() as watch:
        start = time.process_time()
        made.verify()
        total = time.process_time() - start
    found = {name: watch.seconds.get(name, 0.0) for name, _, _ in STAGES}
    return found | {"the rest": total - sum(found.values())}


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--documents", type=int, default=200)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--pages", type=Path, help="a folder of HTML files in place of our own pages, in turn")
    parser.add_argument("--workspace", type=Path, default=HOME, help="whose datasets to check against")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        made = trial(Path(folder), given.documents, given.pages, given.workspace)
        report(made, given.rounds)


def report(made: Trial, rounds: int) -> None:
    """Print the stages and the ratio."""
    number = len(made.bodies)
    claims = made.verify()  # what is loaded once is loaded before the clock runs
    made.extract()
    size = sum(map(len, made.bodies)) / number / 1000
    print(f"{number} documents of {size:.0f} KB, {claims} claims")
    alone, ours = compared(made.extract, made.verify, rounds, cpu_seconds)
    found = stages(made)
    total = sum(found.values())
    print(f"{'stage':18}{'share':>8}{'ms a document':>16}{'documents/s':>14}")
    for name, seconds in found.items():
        print(f"{name:18}{seconds / total:8.1%}{1000 * seconds / number:16.2f}{number / max(seconds, 1e-9):14,.0f}")
    print(f"{'all':18}{1:8.1%}{1000 * total / number:16.2f}{number / total:14,.1f}")
    print(
        f"claimtrack {number / ours:.1f} documents/s, trafilatura alone {number / alone:.1f}: ratio {alone / ours:.2f}"
    )


if __name__ == "__main__":
    main()
