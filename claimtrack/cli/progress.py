"""Progress on the standard error, only where a person can see it."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from time import monotonic
from typing import Self, TypeVar

from claimtrack.cli.context import Context, safe

T = TypeVar("T")
APART = 0.1
"""Seconds between two drawings."""


class Progress:
    """One line that is drawn over and over, and taken away before anything else is printed and on leaving."""

    def __init__(self, context: Context, what: str) -> None:
        self._visible = sys.stderr.isatty() and not context.quiet
        self._what = what
        self._started = monotonic()
        self._drawn_at = 0.0
        self._drawn = False
        self._done = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._clear()

    def over(self, items: Iterable[T]) -> Iterator[T]:
        """Yield the items, with the line standing while each is waited for."""
        self._draw(f"{self._what} …")
        try:
            for item in items:
                self._done += 1
                self._clear()
                yield item
                rate = self._done / max(monotonic() - self._started, APART)
                self._draw(f"{self._what}: {self._done:,} done, {rate:,.0f} a second")
        finally:
            self._clear()

    def at(self, done: int, of: int) -> None:
        """Say how much is done of what is known to be to do, how fast, and how long the rest takes."""
        passed = max(monotonic() - self._started, APART)
        left = f", {(of - done) * passed / done:,.0f} s left" if 0 < done < of else ""
        self._draw(f"{self._what}: {done:,} of {max(done, of):,}, {done / passed:,.0f} a second{left}")

    def file(self, path: Path) -> None:
        """Say that a file was read."""
        self._done += 1
        self._draw(f"{self._what}: {self._done:,} read, {path.name}")

    def _draw(self, text: str) -> None:
        if self._visible and monotonic() - self._drawn_at > APART:
            sys.stderr.write(f"\r\x1b[K{safe(text)[:79]}")
            sys.stderr.flush()
            self._drawn, self._drawn_at = True, monotonic()

    def _clear(self) -> None:
        if self._drawn:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()
            self._drawn = False
