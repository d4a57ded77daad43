"""What the database keeps, for those who ask: documents and claims by id, verdicts, histories, its own state."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING

from claimtrack.claims.claim import Claim
from claimtrack.corpus.document import Document
from claimtrack.errors import ClaimtrackError, RecordError, UsageError, attempt
from claimtrack.extracting import extracted
from claimtrack.matching.appearances import Appearance, Statement, appearances
from claimtrack.matching.judgement import LinkJudgement
from claimtrack.pipeline.opening import newest, opened_store
from claimtrack.quantity import many
from claimtrack.targets import StoredTarget, among, by_document, vanished
from claimtrack.verdicts.past import Past
from claimtrack.verdicts.terms import Judgement

if TYPE_CHECKING:
    from claimtrack.figures import Statistics
    from claimtrack.settings import Workspace
    from claimtrack.store.engine import Store
    from claimtrack.store.records import StoredClaim, StoredVerdict

_ID = re.compile("[0-9a-f]{1,64}")


def extract_stored(
    workspace: Workspace, targets: Iterable[StoredTarget]
) -> Iterator[tuple[Document, tuple[Claim, ...]] | ClaimtrackError]:
    """Yield stored documents with the numbers of their newest text, or those claims of it that are asked for."""
    with opened_store(workspace) as store:
        for document_id, wanted in by_document(targets).items():
            read = newest(store, document_id)
            for found in [read] if isinstance(read, ClaimtrackError) else extracted([read]):
                if isinstance(found, ClaimtrackError):
                    yield found
                    continue
                document, claims = found
                yield from vanished(document, claims, wanted)
                if among(claims, wanted) or not wanted:
                    yield document, among(claims, wanted)


def find_stored(workspace: Workspace | None, prefix: str) -> StoredTarget:
    """Return what the database keeps under an id, a document or a claim. Raises UsageError when it keeps nothing."""
    file = None if workspace is None else workspace.database_file
    if workspace is not None and _ID.fullmatch(prefix) and (file is None or file.exists()):
        with opened_store(workspace) as store, suppress(UsageError):
            document_id, claim_id = store.locate(prefix)
            return StoredTarget(document_id=document_id, claim_id=claim_id)
    what = "no such file or folder" if workspace is None else "no such file, folder, document or claim"
    raise UsageError(what, where=prefix, hint="check the path")


def stored_judgements(
    workspace: Workspace, targets: Iterable[StoredTarget] | None = None
) -> Iterator[Judgement | ClaimtrackError]:
    """Yield the verdicts that hold of the documents named, or of all, with what they follow from.

    Of a document that can't be read, yield why.
    """
    with opened_store(workspace) as store:
        if targets is None:
            for item in store.documents():
                yield item if isinstance(item, RecordError) else _judgement(store, item.document.id)
        else:
            for document_id, wanted in by_document(targets).items():
                found = _judgement(store, document_id)
                yield found if isinstance(found, ClaimtrackError) or not wanted else _of_claims(found, wanted)


def _judgement(store: Store, document_id: str) -> Judgement | ClaimtrackError:
    return attempt(partial(store.judgement, document_id), document_id)


def _of_claims(found: Judgement, wanted: frozenset[str]) -> Judgement:
    return replace(found, verdicts=tuple(v for v in found.verdicts if v.check.claim.id in wanted))


def keep_judgement(workspace: Workspace, stored: StoredClaim, judgement: LinkJudgement) -> None:
    """Keep what a person said of a stored claim's link; verdicts made from now on follow it."""
    with opened_store(workspace) as store:
        store.append_link_judgement(stored.document.id, judgement)


@dataclass(frozen=True, slots=True, kw_only=True)
class DatabaseReport:
    """What the database holds, what its engine is known for, and what is wrong with its content."""

    summary: str
    warnings: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()


def inspect_database(workspace: Workspace) -> DatabaseReport:
    """Look through the workspace's database; one that is not there yet is not made."""
    file = workspace.database_file
    if file is not None and not file.exists():
        return DatabaseReport(summary=f"{file}: not there yet; verify makes it")
    with opened_store(workspace) as store:
        n = store.counts()
        holds = f"{many(n.documents, 'document')}, {many(n.claims, 'claim')}, {many(n.verdicts, 'verdict')}"
        return DatabaseReport(
            summary=f"{store.where}, {store.server()}: {holds}",
            warnings=store.warnings(),
            problems=store.check_integrity(),
        )


def database_statistics(workspace: Workspace) -> Statistics:
    """Return what the database holds in figures. Raises UsageError where there is none yet."""
    file = workspace.database_file
    if file is not None and not file.exists():
        raise UsageError("there is no database yet", where=str(file), hint="claimtrack verify makes it")
    with opened_store(workspace) as store:
        return store.statistics(datetime.now(UTC))


def load_claim(workspace: Workspace, prefix: str) -> StoredClaim:
    """Return a stored claim by its id or the beginning of it. Raises UsageError when there is none or several."""
    if not _ID.fullmatch(prefix):
        raise UsageError(f"{prefix!r} is no claim's id and no number", hint="ids are hexadecimal; verify names one")
    with opened_store(workspace) as store:
        return store.find_claim(prefix)


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimHistory:
    """A stored claim and all verdicts it has had, oldest first."""

    stored: StoredClaim
    verdicts: tuple[Past, ...]


def claim_history(workspace: Workspace, prefix: str) -> ClaimHistory:
    """Return what became of a stored claim. Raises UsageError like `load_claim`."""
    stored = load_claim(workspace, prefix)
    with opened_store(workspace) as store:
        return ClaimHistory(stored=stored, verdicts=tuple(_past(one) for one in store.history(stored.claim.id)))


def claim_appearances(workspace: Workspace, stored: StoredClaim) -> tuple[Appearance, ...]:
    """Return every telling of a stored claim, by date."""
    with opened_store(workspace) as store:
        return appearances(_statement(stored), lambda one: map(_statement, store.claims_like(one.claim, one.link)))


def _past(stored: StoredVerdict) -> Past:
    return Past(
        sequence=stored.sequence,
        since=stored.created_at,
        ruleset=stored.ruleset,
        profile=stored.profile,
        superseded_by=stored.superseded_by,
        verdict=stored.verdict,
    )


def _statement(stored: StoredClaim) -> Statement:
    return Statement(document=stored.document, claim=stored.claim, link=stored.link)
