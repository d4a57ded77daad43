"""Opening the workspace's database, and what every stage reads of it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from claimtrack.corpus.document import Document
from claimtrack.errors import ClaimtrackError, StoreError, UsageError, attempt

if TYPE_CHECKING:
    from claimtrack.settings import Workspace
    from claimtrack.store.engine import Store


def opened_store(workspace: Workspace) -> Store:
    """Open the workspace's database, made and upgraded when needed. Raises StoreError when it can't be."""
    from claimtrack.store.engine import open_store

    file = workspace.database_file
    if file is not None and file.is_dir():
        raise StoreError("this is a folder, not a database", where=str(file), hint="name a file with --db")
    return open_store(workspace.database_url)


def newest(store: Store, document_id: str) -> Document | ClaimtrackError:
    """Return a document in its newest version, or why there is none."""
    found = attempt(partial(store.document, document_id), document_id)
    return found or UsageError("this document is no longer stored", where=document_id)
