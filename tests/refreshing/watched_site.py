"""Workspaces that watch a loopback site, refreshes of them in processes of their own, and what the database holds."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from loopback import Site
from sqlalchemy import create_engine, text
from workspaces import claimtrack, clean, small_workspace

from claimtrack.sources.registry import add_sources
from claimtrack.sources.source import WatchedSource

STATE = {
    "documents": "SELECT id, source, url, version, fingerprint FROM documents ORDER BY id",
    "versions": "SELECT document_id, number, sha256, text, payload FROM versions ORDER BY document_id, number",
    "claims": "SELECT id, document_id, version, current, ordinal, payload FROM claims ORDER BY id",
    "links": "SELECT claim_id, sequence, superseded_by, payload FROM links ORDER BY claim_id, sequence",
    "verdicts": "SELECT claim_id, sequence, superseded_by, payload FROM verdicts ORDER BY claim_id, sequence",
    "pages": "SELECT url, source_id, role, listed, etag, document_id FROM pages ORDER BY url",
    "events": "SELECT id, kind, document_id, claim_id, payload FROM events ORDER BY id",
}
"""All that must not depend on when and in how many goes it came there: no times, no places in the archive."""


def watching(root: Path, site: Site, *more: WatchedSource, settings: str = "") -> Path:
    """Make the small workspace in `root`, watching the site's sources and others."""
    small_workspace(root)
    (root / "corpus" / "pages" / "story.txt").unlink()
    text = f'request_delay = 0\nprivate_hosts = ["{site.host}"]\n{settings}'
    (root / "claimtrack.toml").write_text(text, encoding="utf-8")
    add_sources(root / "corpus" / "sources.toml", [*site.watched, *more])
    return root


def refresh(root: Path, *arguments: str, code: int = 0, **environment: str) -> dict[str, Any]:
    """Refresh and return what it says as JSON."""
    done = claimtrack("refresh", "--format", "json", *arguments, cwd=root, **environment)
    assert done.code == code, (done.code, done.out, done.err)
    record: dict[str, Any] = json.loads(done.out)
    return record


def started(root: Path, **environment: str) -> subprocess.Popen[str]:
    """Start a refresh and return it running."""
    command = [sys.executable, "-c", "from claimtrack.cli import run; run()", "refresh", "--format", "json"]
    pipe = subprocess.PIPE
    return subprocess.Popen(command, cwd=root, stdout=pipe, stderr=pipe, text=True, env=clean(environment))


def state(url: str) -> dict[str, list[tuple[Any, ...]]]:
    """Return what a database holds."""
    engine = create_engine(url.replace("postgresql://", "postgresql+psycopg://"))
    with engine.connect() as connection:
        found = {name: [tuple(row) for row in connection.execute(text(query))] for name, query in STATE.items()}
    engine.dispose()
    return found


def sqlite_url(root: Path) -> str:
    return f"sqlite:///{root / 'claims.db'}"


def count(root: Path, table: str) -> int:
    if not (root / "claims.db").exists():
        return 0
    engine = create_engine(sqlite_url(root))
    with engine.connect() as connection:
        found: int = connection.execute(text(f"SELECT count(*) FROM {table}")).scalar_one()
    engine.dispose()
    return found


def archive_is_sound(root: Path) -> bool:
    """Whether all records of the archive have the digests they say, unfinished ends apart."""
    from claimtrack.corpus.archive.record import FaultKind
    from claimtrack.corpus.archive.verification import verify

    faults = verify(root / "corpus" / "archive")
    return all(fault.kind is FaultKind.UNFINISHED for fault in faults)


KILLS = int(os.environ.get("CLAIMTRACK_KILLS", "12"))
"""How often a refresh is killed in the slow test; 300 were done by hand."""
