"""What a run is about: documents in portions, stored ones whole or single claims of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import TypeVar

from claimtrack.claims.claim import Claim
from claimtrack.corpus.document import Document
from claimtrack.errors import ClaimtrackError, DocumentError

T = TypeVar("T")
BATCH = 32
"""Documents extracted together: enough to feed the parser, few enough to keep memory flat."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredTarget:
    """A document in the database, or one claim of it."""

    document_id: str
    claim_id: str | None = None


def by_document(targets: Iterable[StoredTarget]) -> dict[str, frozenset[str]]:
    """Return by document which of its claims are asked for; none named means all."""
    found: dict[str, set[str | None]] = {}
    for target in targets:
        found.setdefault(target.document_id, set()).add(target.claim_id)
    return {
        document_id: frozenset() if None in ids else frozenset(i for i in ids if i is not None)
        for document_id, ids in found.items()
    }


def among(claims: tuple[Claim, ...], wanted: frozenset[str]) -> tuple[Claim, ...]:
    """Return the claims that are asked for; none named means all."""
    return tuple(claim for claim in claims if not wanted or claim.id in wanted)


def vanished(document: Document, claims: tuple[Claim, ...], wanted: frozenset[str]) -> Iterator[ClaimtrackError]:
    """Yield an error for each claim asked for that the text no longer has."""
    for claim_id in sorted(wanted - {claim.id for claim in claims}):
        hint = f"what was found of it: claimtrack explain {claim_id[:8]}"
        yield DocumentError(f"the text of {document.source} no longer has this claim", where=claim_id, hint=hint)


def batches(items: Iterable[T]) -> Iterator[list[T]]:
    """Yield the items in lists of BATCH, none held longer than that."""
    waiting = iter(items)
    while batch := list(islice(waiting, BATCH)):
        yield batch
