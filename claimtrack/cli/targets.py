"""From what the user typed to documents checked."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path

from claimtrack.cli.context import Context
from claimtrack.corpus.document import Document, Source
from claimtrack.errors import ClaimtrackError, UsageError
from claimtrack.pipeline import Checked, Verification
from claimtrack.settings import Workspace

Result = Checked | ClaimtrackError


def checked(run: Verification, targets: list[str], text: str | None, workspace: Workspace | None) -> Iterator[Result]:
    """Yield the documents that the targets name, checked, and what failed.

    Raises UsageError when every target is a mistake.
    """
    if text is not None:
        source = Source(name="--text", media="passage", data=text.encode("utf-8", "replace"))
        return run.run([source])
    if not targets:
        if workspace is None:
            raise UsageError("nothing to verify", hint="name a file, a folder or an address")
        if not workspace.pages.is_dir():
            raise UsageError("no pages here yet", where=str(workspace.pages), hint="put html or txt files there")
        return run.run(sources([str(workspace.pages)], workspace.root))
    return _named(run, targets)


def sources(targets: Iterable[str], root: Path | None = None) -> Iterator[Source | ClaimtrackError]:
    """Yield the sources of files, folders, addresses and standard input, named relative to `root`."""
    from claimtrack.corpus.read import find_sources

    for target in targets:
        for source in find_sources(target, stdin=sys.stdin.buffer):
            yield source if isinstance(source, ClaimtrackError) or root is None else _relative(source, root)


def resolved(targets: list[str], context: Context) -> list[str]:
    """Return the targets with paths taken from the folder given with -C."""
    return [str(context.directory / t) if context.named and not _is_address(t) else t for t in targets]


def _relative(source: Source, root: Path) -> Source:
    from dataclasses import replace

    path = Path(source.name)
    return replace(source, name=str(path.relative_to(root))) if path.is_relative_to(root) else source


def _is_address(target: str) -> bool:
    return target == "-" or "://" in target


def _named(run: Verification, targets: list[str]) -> Iterator[Result]:
    readable: list[str] = []
    stored: list[Document] = []
    mistakes: list[ClaimtrackError] = []
    for target in targets:
        if _is_address(target) or Path(target).exists():
            readable.append(target)
            continue
        try:
            stored.append(run.stored_document(Path(target).name))
        except UsageError as error:
            mistakes.append(error)
    if mistakes and not readable and not stored:
        raise mistakes[0]
    return chain(mistakes, run.run(sources(readable)) if readable else (), run.recheck(stored))
