"""Events: what happened to a document or a claim that an editor should look at."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any


class EventKind(StrEnum):
    """What happened: a number was changed in the text, or a verdict's outcome changed."""

    EDIT = "EDT"
    FLIP = "FLIP"


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Something that happened once. `key` tells it from all others of its kind and document, whoever notices it.

    `claim_id` is the claim as it now is. `detail` is what was before and after, as JSON takes it: texts, numbers,
    lists and mappings.
    """

    kind: EventKind
    document_id: str
    key: str
    at: datetime
    claim_id: str | None = None
    detail: Mapping[str, Any]

    @property
    def id(self) -> str:
        """Return the SHA-256 of kind, document and key, in hex."""
        return hashlib.sha256("\x1f".join((self.kind, self.document_id, self.key)).encode()).hexdigest()


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredEvent:
    """An event as it is kept; `told_at` is None until who is notified has it."""

    number: int
    id: str
    kind: EventKind
    at: datetime
    document_id: str
    source: str
    claim_id: str | None
    detail: Mapping[str, Any]
    told_at: datetime | None
