"""Two versions of a stored document side by side: what changed in the text, and what became of its numbers."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from claimtrack.claims.claim import Claim
from claimtrack.claims.edits import Becoming, Told, continuations
from claimtrack.corpus.changes import ChangeKind, Stretch, changed_stretches, kind_of_change
from claimtrack.corpus.document import Document
from claimtrack.errors import ClaimtrackError, UsageError
from claimtrack.extracting import extracted
from claimtrack.pipeline.opening import opened_store
from claimtrack.verdicts.verdict import Outcome

if TYPE_CHECKING:
    from claimtrack.settings import Workspace
    from claimtrack.store.engine import Store
    from claimtrack.store.records import StoredVersion


class Fate(StrEnum):
    """What became of a number from one version to another; the first two are edits, by a correction note or none."""

    SILENT = "silent"
    CORRECTED = "corrected"
    REANCHORED = "re-anchored"
    ORPHANED = "orphaned"
    NEW = "new"


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """A version of a document, and when it was first seen."""

    number: int
    seen_at: datetime
    document: Document


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenClaim:
    """A claim of a version, with the outcome that held while that version was the newest (None: none is stored)."""

    claim: Claim
    outcome: Outcome | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimChange:
    """What became of one number; a new one has no `before`, an orphaned one no `after`."""

    fate: Fate
    before: SeenClaim | None
    after: SeenClaim | None


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionChange:
    """Two versions compared; without `before`, `after` is the document's first and there is nothing to compare.

    `kept` counts the numbers that stand in both in the same sentence.
    """

    before: Version | None
    after: Version
    kind: ChangeKind | None = None
    stretches: tuple[Stretch, ...] = ()
    claims: tuple[ClaimChange, ...] = ()
    kept: int = 0


def compare_versions(
    workspace: Workspace, name: str, first: int | None = None, second: int | None = None
) -> VersionChange:
    """Return what changed in a stored document, by its id, path or address, between two of its versions.

    Without numbers these are the last two. The claims are read from both texts anew, by today's rules. Raises
    UsageError when there is no such document or version.
    """
    file = workspace.database_file
    if file is not None and not file.exists():
        raise _unknown(name)
    with opened_store(workspace) as store:
        document_id = _find(store, workspace.root, name)
        numbered = {version.number: version for version in store.versions(document_id)}
        to = max(numbered) if second is None else second
        after = _version(store, document_id, numbered, to)
        if first is None and to == min(numbered):
            return VersionChange(before=None, after=after)
        before = _version(store, document_id, numbered, to - 1 if first is None else first)
        return _compared(store, before, after, numbered)


def _find(store: Store, root: Path, name: str) -> str:
    from claimtrack.corpus.extract import document_id

    path = Path(os.path.abspath(name))  # noqa: PTH100 - Path.resolve would follow links out of the root
    named = path.relative_to(root).as_posix() if path.is_relative_to(root) else str(path)
    for one in (name, named, document_id(name)) if name else ():
        if (found := store.find_document(one)) is not None:
            return found
    raise _unknown(name)


def _unknown(name: str) -> UsageError:
    return UsageError("no stored document has this id, path or address", where=name, hint="claimtrack verify stores it")


def _version(store: Store, document_id: str, numbered: dict[int, StoredVersion], number: int) -> Version:
    document = store.document(document_id, number) if number in numbered else None
    if document is None:
        there = f"it has 1 to {max(numbered)}" if len(numbered) > 1 else "it has one"
        raise UsageError(f"there is no version {number} of this document", hint=there)
    return Version(number=number, seen_at=numbered[number].seen_at, document=document)


def _compared(store: Store, before: Version, after: Version, numbered: dict[int, StoredVersion]) -> VersionChange:
    old, new = (_told(version.document) for version in (before, after))
    goes_on = continuations(old, new)
    changed = [one for one in goes_on if one.how is not Becoming.KEPT]
    found: list[tuple[Fate, Claim | None, Claim | None]]
    found = [(Fate(one.how.value), one.before, one.after) for one in changed]
    known = {one.before.id for one in goes_on}, {one.after.id for one in goes_on}
    found += [(Fate.ORPHANED, claim, None) for claim in _others(old, known[0])]
    found += [(Fate.NEW, None, claim) for claim in _others(new, known[1])]
    ends = (numbered.get(before.number + 1), numbered.get(after.number + 1))
    return VersionChange(
        before=before,
        after=after,
        kind=kind_of_change(before.document, after.document),
        stretches=changed_stretches(old.text, new.text),
        claims=tuple(
            ClaimChange(fate=fate, before=_seen(store, first, ends[0]), after=_seen(store, second, ends[1]))
            for fate, first, second in found
        ),
        kept=len(goes_on) - len(changed),
    )


def _told(document: Document) -> Told:
    (found,) = extracted([document])
    if isinstance(found, ClaimtrackError):
        raise found
    return Told(text=document.text, claims=found[1])


def _others(told: Told, known: set[str]) -> Iterator[Claim]:
    return (claim for claim in told.claims if claim.set_aside is None and claim.id not in known)


def _seen(store: Store, claim: Claim | None, later: StoredVersion | None) -> SeenClaim | None:
    """Return a claim with the outcome it had until the version that came next."""
    if claim is None:
        return None
    held = [one for one in store.history(claim.id) if later is None or one.created_at < later.seen_at]
    verdict = held[-1].verdict if held else None
    return SeenClaim(claim=claim, outcome=None if verdict is None else verdict.outcome)
