"""Many processes on one database, and processes killed while they write. Run as a program: it forks.

python writers.py race URL PROCESSES ROUNDS      prints what every process did, as JSON
python writers.py kill URL KILLS SEED            prints acknowledged, lost and broken, as JSON
"""

from __future__ import annotations

import json
import multiprocessing
import os
import random
import signal
import sys
import time
from multiprocessing.connection import Connection

from sqlalchemy import select, update
from store_builders import LATER, NOON, check, claim, document

from claimtrack.store.engine import Store, open_store
from claimtrack.store.tables import decisions
from claimtrack.verdicts.verdict import Outcome

PAGES = [document(f"shared-{n}") for n in range(4)]
CLAIMS = 3
OUTCOMES = tuple(Outcome)
fork = multiprocessing.get_context("fork")


def race(url: str, processes: int, rounds: int) -> dict[str, object]:
    """Let all processes open the database at once and save the same documents, each with verdicts of its own."""
    workers = []
    for number in range(processes):
        receiver, sender = fork.Pipe(duplex=False)
        worker = fork.Process(target=write, args=(url, number, rounds, sender))
        worker.start()
        sender.close()
        workers.append((worker, receiver))
    reports = [_answer(receiver) for _, receiver in workers]
    for worker, _ in workers:
        worker.join()
    return {
        "errors": [report["error"] for report in reports if report["error"]],
        "saved": sum(report["saved"] for report in reports),
        "superseded": sum(report["superseded"] for report in reports),
        "slowest": max(report["slowest"] for report in reports),
    }


def write(url: str, number: int, rounds: int, sender: Connection) -> None:
    report = {"error": "", "saved": 0, "superseded": 0, "slowest": 0.0}
    try:
        with open_store(url) as store:
            for turn in range(rounds):
                for page in random.Random(number * 1000 + turn).sample(PAGES, len(PAGES)):
                    started = time.monotonic()
                    report["superseded"] += _save(store, page, number, turn)
                    report["slowest"] = max(report["slowest"], time.monotonic() - started)
                    report["saved"] += 1
                _count_up(store)
    except Exception as error:
        report["error"] = f"{type(error).__name__}: {error}"
    sender.send(report)


def _save(store: Store, page: object, number: int, turn: int) -> int:
    """Save with verdicts that no other process and no other turn has."""
    value, outcome = str(number * 1000 + turn), OUTCOMES[(number + turn) % 3]
    checks = [check(page, n, outcome, value) for n in range(CLAIMS)]
    claims = [c.claim for c in checks]
    return store.save_document(page, claims, checks, fingerprint=value, ruleset="1", now=LATER).verdicts_superseded


def _count_up(store: Store) -> None:
    """Read a number from the only decision there is, let the others run, write it plus one."""
    with store.writing() as connection:
        seen = connection.execute(select(decisions.c.reason).with_for_update()).scalar_one()
        time.sleep(0.001)
        connection.execute(update(decisions).values(reason=str(int(seen) + 1)))


def kill(url: str, kills: int, seed: int) -> dict[str, object]:
    """Kill a writer at a random moment, again and again; look for all that it had acknowledged."""
    chance = random.Random(seed)
    acknowledged, lost, problems = 0, [], []
    for turn in range(kills):
        names = _until_killed(url, turn, chance.uniform(0, 0.1))
        acknowledged += len(names)
        with open_store(url) as store:
            lost += [name for name in names if not _is_whole(store, name)]
            problems += store.check_integrity()
    with open_store(url) as store:
        problems += [s.document.source for s in store.documents() if not _is_whole(store, s.document.source)]
    return {"acknowledged": acknowledged, "lost": lost, "problems": problems}


def _until_killed(url: str, turn: int, delay: float) -> list[str]:
    receiver, sender = fork.Pipe(duplex=False)
    worker = fork.Process(target=_acknowledge, args=(url, turn, sender))
    worker.start()
    sender.close()
    names = [receiver.recv()]
    if turn % 3:
        names.append(receiver.recv())  # It has saved one, so this kill falls into its writing; others into its start.
    time.sleep(delay)
    os.kill(worker.pid or 0, signal.SIGKILL)
    worker.join()
    try:
        while True:
            names.append(receiver.recv())
    except EOFError:
        return names[1:]


def _acknowledge(url: str, turn: int, sender: Connection) -> None:
    sender.send("ready")
    with open_store(url) as store:
        for number in range(10_000):
            page = document(f"{turn}-{number}", "Over 900 agencies signed. " * 40)
            checks = [check(page, n) for n in range(5)]
            store.save_document(page, [c.claim for c in checks], checks, fingerprint="f", now=NOON)
            sender.send(page.source)


def _is_whole(store: Store, name: str) -> bool:
    page = document(name, "Over 900 agencies signed. " * 40)
    return store.load_checked(page, "f") == tuple(check(page, n) for n in range(5))


def _answer(receiver: Connection) -> dict[str, object]:
    try:
        return receiver.recv()
    except EOFError:
        return {"error": "the process died", "saved": 0, "superseded": 0, "slowest": 0.0}


def verdict_ids() -> list[str]:
    return [claim(page, n).id for page in PAGES for n in range(CLAIMS)]


if __name__ == "__main__":
    action, url, *numbers = sys.argv[1:]
    print(json.dumps({"race": race, "kill": kill}[action](url, *map(int, numbers))))
