"""From what the user typed to documents checked."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from itertools import chain

from claimtrack.corpus.document import Document, Source
from claimtrack.errors import ClaimtrackError, UsageError
from claimtrack.pipeline import Checked, Verification
from claimtrack.settings import Workspace

Result = Checked | ClaimtrackError


def checked(run: Verification, targets: list[str], text: str | None, workspace: Workspace | None) -> Iterator[Result]:
    """Yield the documents that the targets name, checked, and what failed.

    Without a target these are the workspace's pages, and what it keeps of other documents that is out of date. Raises
    UsageError when every target is a mistake.
    """
    if text is not None:
        return run.run([passage(text)])
    if targets:
        return _named(run, targets, workspace)
    found = run.run(pages(workspace))
    return found if workspace is None else chain(found, run.recheck_elsewhere(_folder(workspace)))


def passage(text: str) -> Source:
    """Return the source of a text given on the command line. Raises UsageError when there is nothing in it."""
    if not text.strip():
        raise UsageError("there is nothing in it", where="--text", hint="put the passage in quotes")
    return Source(name="--text", media="passage", data=text.encode("utf-8", "replace"))


def pages(workspace: Workspace | None) -> Iterator[Source | ClaimtrackError]:
    """Return the sources of the pages kept in a workspace. Raises UsageError when there is nowhere to look."""
    if workspace is None:
        raise UsageError("nothing to read", hint="name a file, a folder or an address")
    if not workspace.pages.is_dir():
        raise UsageError("no pages here yet", where=str(workspace.pages), hint="put html or txt files there")
    return sources([str(workspace.pages)], workspace)


def sources(targets: Iterable[str], workspace: Workspace | None) -> Iterator[Source | ClaimtrackError]:
    """Yield the sources of files, folders, addresses and standard input; files of the workspace are named from it."""
    from claimtrack.corpus.read import find_sources

    root = None if workspace is None else workspace.root
    stdin = sys.stdin.buffer if sys.stdin is not None else None  # None where it was closed: `<&-`.
    for target in targets:
        yield from find_sources(target, stdin=stdin, root=root)


def _folder(workspace: Workspace) -> str:
    """Return how the sources of the workspace's pages begin."""
    return f"{workspace.pages.relative_to(workspace.root).as_posix()}/"


def refuse_missing(targets: list[str]) -> None:
    """Raise UsageError when none of the targets is there."""
    missing = [target for target in targets if not is_address(target) and not os.path.lexists(target)]
    if len(missing) == len(targets):
        raise UsageError("no such file or folder", where=", ".join(missing), hint="check the path")


def is_address(target: str) -> bool:
    """Whether a target is no path: an address, or - for the standard input."""
    return target == "-" or "://" in target


def _named(run: Verification, targets: list[str], workspace: Workspace | None) -> Iterator[Result]:
    readable: list[str] = []
    stored: list[Document] = []
    mistakes: list[ClaimtrackError] = []
    for target in targets:
        if is_address(target) or os.path.lexists(target):
            readable.append(target)
            continue
        try:
            stored.append(run.stored_document(target))
        except UsageError as error:
            mistakes.append(error)
    if mistakes and not readable and not stored:
        raise UsageError(mistakes[0].message, where=", ".join(e.where for e in mistakes), hint=mistakes[0].hint)
    return chain(mistakes, run.run(sources(readable, workspace)) if readable else (), run.recheck(stored))
