"""Events handed to who is notified: a line of JSON each, into a file or a command's standard input.

An event is marked as told once its line is written; who dies between the two tells it twice, never not at all.
"""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from claimtrack.errors import ClaimtrackError
from claimtrack.pipeline.opening import opened_store

if TYPE_CHECKING:
    from claimtrack.events import StoredEvent
    from claimtrack.settings import Settings, Workspace

COMMAND_SECONDS = 60


class NotifyError(ClaimtrackError):
    """Who should be notified can't be reached; the events wait for the next time."""

    code = "notify"


def event_record(event: StoredEvent) -> dict[str, Any]:
    """Return an event as JSON takes it."""
    return {
        "schema_version": 1,
        "id": event.id,
        "kind": event.kind.value,
        "at": event.at.isoformat(),
        "document": event.document_id,
        "source": event.source,
        "claim": event.claim_id,
        "detail": dict(event.detail),
    }


def notify(workspace: Workspace) -> Iterator[ClaimtrackError]:
    """Hand over the events that nobody was told of; yield why the rest has to wait."""
    settings = workspace.settings
    if not settings.notify_file and not settings.notify_command:
        return
    with opened_store(workspace) as store:
        last = 0
        while events := store.untold_events(last):
            for event in events:
                line = json.dumps(event_record(event), ensure_ascii=False)
                try:
                    _tell(line, settings, workspace.root)
                except NotifyError as error:
                    yield error
                    return
                store.mark_told(event.number, datetime.now(UTC))
            last = events[-1].number


def _tell(line: str, settings: Settings, root: Path) -> None:
    if settings.notify_file:
        _append(root / settings.notify_file, line)
    if settings.notify_command:
        _run(settings.notify_command, line)


def _append(file: Path, line: str) -> None:
    try:
        with file.open("a", encoding="utf-8") as stream:
            stream.write(line + "\n")
            stream.flush()
            os.fsync(stream.fileno())
    except OSError as error:
        hint = "check notify.file in claimtrack.toml"
        raise NotifyError(f"can't be written: {error.strerror}", where=str(file), hint=hint) from error


def _run(command: tuple[str, ...], line: str) -> None:
    hint = "check notify.command in claimtrack.toml; the events wait for the next refresh"
    try:
        done = subprocess.run(  # noqa: S603  The command is the one that the user set.
            command, input=line + "\n", text=True, timeout=COMMAND_SECONDS, check=False, stdout=subprocess.DEVNULL
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        reason = error.strerror if isinstance(error, OSError) else f"took more than {COMMAND_SECONDS} seconds"
        raise NotifyError(f"can't be run: {reason}", where=command[0], hint=hint) from error
    if done.returncode:
        raise NotifyError(f"ended with {done.returncode}", where=command[0], hint=hint)
