"""Progress on the standard error, only where a person can see it."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import monotonic
from typing import TypeVar

from claimtrack.cli.context import Context

T = TypeVar("T")
PATIENCE = 1.0
"""Seconds after which work counts as long; shorter work shows no bar."""


@contextmanager
def progress(context: Context, what: str) -> Iterator[Callable[[T], T]]:
    """Give a function to call with each item done; it passes the item on and counts it on a terminal."""
    if context.quiet or not sys.stderr.isatty() or sys.stdout.isatty():
        yield lambda item: item
        return
    started, done = monotonic(), 0

    def tick(item: T) -> T:
        nonlocal done
        done += 1
        if monotonic() - started > PATIENCE:
            rate = done / (monotonic() - started)
            sys.stderr.write(f"\r\x1b[K{what}: {done:,} done, {rate:,.0f} a second")
            sys.stderr.flush()
        return item

    try:
        yield tick
    finally:
        if monotonic() - started > PATIENCE:
            sys.stderr.write("\r\x1b[K")
