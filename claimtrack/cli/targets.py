"""From what the user typed to documents checked."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain

from claimtrack.claims.claim import Claim
from claimtrack.corpus.document import Document, Source
from claimtrack.corpus.read import find_pages, find_sources
from claimtrack.errors import ClaimtrackError, UsageError
from claimtrack.extracting import extract_claims
from claimtrack.period import Period
from claimtrack.pipeline.stored import extract_stored, find_stored
from claimtrack.pipeline.verifying import Checked, Verification
from claimtrack.settings import Workspace
from claimtrack.targets import StoredTarget

Result = Checked | ClaimtrackError
Extracted = tuple[Document, tuple[Claim, ...]] | ClaimtrackError


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """What the targets turned out to be: to be read, stored, or mistakes."""

    readable: tuple[str, ...]
    stored: tuple[StoredTarget, ...]
    mistakes: tuple[ClaimtrackError, ...]


def checked(run: Verification, targets: list[str], text: str | None, workspace: Workspace | None) -> Iterator[Result]:
    """Yield the documents that the targets name, checked, and what failed.

    Without a target these are the workspace's pages, and what it keeps of other documents that is out of date. Raises
    UsageError when every target is a mistake.
    """
    if text is not None:
        return run.run([passage(text)])
    if targets:
        found = sort_targets(targets, workspace)
        read = run.run(sources(found.readable, workspace)) if found.readable else ()
        return chain(found.mistakes, read, run.recheck(found.stored))
    ours = run.run(pages(workspace))
    return ours if workspace is None else chain(ours, run.recheck_elsewhere(_folder(workspace)))


def extracted(
    targets: list[str], text: str | None, workspace: Workspace | None, published: Period | None
) -> Iterator[Extracted]:
    """Yield the documents that the targets name, or the workspace's pages, with their numbers, and what failed."""
    if text is not None:
        return extract_claims([passage(text)], published)
    if not targets:
        return extract_claims(pages(workspace), published)
    found = sort_targets(targets, workspace)
    stored = extract_stored(workspace, found.stored) if workspace is not None else ()
    return chain(found.mistakes, extract_claims(sources(found.readable, workspace), published), stored)


def passage(text: str) -> Source:
    """Return the source of a text given on the command line. Raises UsageError when there is nothing in it."""
    if not text.strip():
        raise UsageError("there is nothing in it", where="--text", hint="put the passage in quotes")
    return Source(name="--text", media="passage", data=text.encode("utf-8", "replace"))


def pages(workspace: Workspace | None) -> Iterator[Source | ClaimtrackError]:
    """Return the sources of the pages kept in a workspace. Raises UsageError when there is nowhere to look."""
    if workspace is None:
        raise UsageError("nothing to read", hint="name a file, a folder or an address")
    return find_pages(workspace.pages, workspace.root)


def sources(targets: Iterable[str], workspace: Workspace | None) -> Iterator[Source | ClaimtrackError]:
    """Yield the sources of files, folders, addresses and standard input; files of the workspace are named from it."""
    root = None if workspace is None else workspace.root
    name = "" if workspace is None else workspace.settings.user_agent
    stdin = sys.stdin.buffer if sys.stdin is not None else None  # None where it was closed: `<&-`.
    for target in targets:
        yield from find_sources(target, stdin=stdin, root=root, user_agent=name)


def _folder(workspace: Workspace) -> str:
    """Return how the sources of the workspace's pages begin."""
    return f"{workspace.pages.relative_to(workspace.root).as_posix()}/"


def sort_targets(targets: list[str], workspace: Workspace | None) -> Named:
    """Return what each of the targets is. Raises UsageError when all of them are mistakes."""
    readable: list[str] = []
    stored: list[StoredTarget] = []
    mistakes: list[UsageError] = []
    for target in targets:
        if target == "-" or "://" in target or os.path.lexists(target):
            readable.append(target)
            continue
        try:
            stored.append(find_stored(workspace, target))
        except UsageError as error:
            mistakes.append(error)
    if mistakes and not readable and not stored:
        raise UsageError(mistakes[0].message, where=", ".join(e.where for e in mistakes), hint=mistakes[0].hint)
    return Named(readable=tuple(readable), stored=tuple(stored), mistakes=tuple(mistakes))
