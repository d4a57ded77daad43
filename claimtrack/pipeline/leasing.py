"""The right to work on sources: taken, held on to by a heartbeat, given back; that of a dead process is taken over."""

from __future__ import annotations

import os
import secrets
import socket
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from claimtrack.errors import StoreError

if TYPE_CHECKING:
    from claimtrack.store.engine import Store

LEASE = timedelta(seconds=120)
"""How long a worker that is not heard of keeps its work."""
BEAT_SECONDS = 20.0
"""How often a worker is heard of; several beats may fail before its work is taken over."""


def new_token() -> str:
    """Return a name for this process's work that no other has: host, process and something random."""
    return f"{socket.gethostname()}:{os.getpid()}:{secrets.token_hex(8)}"


def is_dead(token: str) -> bool:
    """Whether the process that a token names was one of this host and is no more; of other hosts nothing is known."""
    host, _, rest = token.rpartition(":")[0].rpartition(":")
    if host != socket.gethostname() or not rest.isdecimal() or int(rest) == os.getpid():
        return False
    try:
        os.kill(int(rest), 0)
    except ProcessLookupError:
        return True
    except OSError:
        return False
    return False


def holder(token: str) -> str:
    """Return in words who holds a lease."""
    host, _, process = token.rpartition(":")[0].rpartition(":")
    return f"process {process} on {host}" if host else "another process"


@contextmanager
def leased(store: Store, wanted: Mapping[str, str]) -> Iterator[tuple[str, dict[str, str]]]:
    """Lease what can be had of the sources (id to address); yield the token, and who has each of the others."""
    token = new_token()
    now = datetime.now(UTC)
    held = store.lease_sources(wanted, token, now, now + LEASE, is_dead)
    stop = threading.Event()
    beat = threading.Thread(target=_beat, args=(store, token, stop), daemon=True, name="leases")
    beat.start()
    try:
        yield token, held
    finally:
        stop.set()
        beat.join()
        with suppress(StoreError):  # They run out by themselves.
            store.release_leases(token)


def _beat(store: Store, token: str, stop: threading.Event) -> None:
    while not stop.wait(BEAT_SECONDS):
        with suppress(StoreError):
            store.renew_leases(token, datetime.now(UTC) + LEASE)
