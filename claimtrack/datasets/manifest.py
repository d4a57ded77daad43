"""The manifest beside a dataset's snapshots: what each file is, readable by people and written in one stroke."""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from claimtrack.datasets.dataset import Snapshot
from claimtrack.errors import DatasetError

MANIFEST = "manifest.json"
SCHEMA_VERSION = 1


def load_manifest(snapshots_dir: Path, dataset: str) -> tuple[Snapshot, ...]:
    """Return the snapshots the manifest lists, oldest first; none when there is no manifest.

    Raises DatasetError when it is damaged.
    """
    path = snapshots_dir / MANIFEST
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        return tuple(_snapshot(entry, dataset) for entry in data["snapshots"])
    except FileNotFoundError:
        return ()
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise DatasetError(
            f"the manifest is damaged: {error}",
            where=str(path),
            hint=f"delete it and run `claimtrack dataset snapshot {dataset}`; dates given by hand must be given again",
        ) from None


def save_manifest(snapshots_dir: Path, dataset: str, snapshots: Iterable[Snapshot]) -> None:
    """Write the manifest if it says something new; a crash leaves the old one or the new one, never half."""
    entries = [_entry(snapshot) for snapshot in snapshots]
    data = {"schema_version": SCHEMA_VERSION, "dataset": dataset, "snapshots": entries}
    text = json.dumps(data, indent=1, ensure_ascii=False) + "\n"
    path = snapshots_dir / MANIFEST
    if path.exists() and path.read_text(encoding="utf-8") == text:
        return
    handle, draft = tempfile.mkstemp(dir=snapshots_dir, prefix=".manifest-", suffix=".tmp")
    with os.fdopen(handle, "w", encoding="utf-8") as stream:
        stream.write(text)
    Path(draft).chmod(0o644)
    Path(draft).replace(path)


def _entry(snapshot: Snapshot) -> dict[str, Any]:
    return {
        "file": snapshot.file,
        "observed_at": snapshot.observed_at.isoformat().replace("+00:00", "Z"),
        "observed_at_source": snapshot.observed_at_source,
        "status": snapshot.status,
        "reason": snapshot.reason,
        "rows": snapshot.rows,
        "last_row": snapshot.last_row,
        "sheet": snapshot.sheet,
        "columns": list(snapshot.columns),
        "notes": list(snapshot.notes),
        "sha256": snapshot.sha256,
        "rows_sha256": snapshot.rows_sha256,
        "recipe": snapshot.recipe,
    }


def _snapshot(entry: dict[str, Any], dataset: str) -> Snapshot:
    file = str(entry["file"])
    if Path(file).name != file:
        raise ValueError(f"{file!r} is no plain file name")
    return Snapshot(
        dataset=dataset,
        file=file,
        sha256=str(entry["sha256"]),
        rows_sha256=str(entry["rows_sha256"]),
        observed_at=datetime.fromisoformat(entry["observed_at"]).astimezone(UTC),
        observed_at_source=str(entry["observed_at_source"]),
        rows=int(entry["rows"]),
        last_row=int(entry["last_row"]),
        status=str(entry["status"]),
        reason=str(entry["reason"]),
        columns=tuple(entry["columns"]),
        sheet=str(entry["sheet"]),
        notes=tuple(entry["notes"]),
        recipe=str(entry.get("recipe", "")),
    )
