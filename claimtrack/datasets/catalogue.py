"""The catalogue: descriptors of well-known official datasets, shipped with the package."""

from __future__ import annotations

import difflib
from pathlib import Path

from claimtrack.errors import UsageError

_FOLDER = Path(__file__).parent / "catalogue"


def catalogue_ids() -> tuple[str, ...]:
    """Return the ids of all catalogue entries, sorted."""
    return tuple(sorted(path.stem for path in _FOLDER.glob("*.yaml")))


def catalogue_path(entry: str) -> Path:
    """Return the descriptor file of a catalogue entry.

    Raises UsageError for an id that is not there.
    """
    known = catalogue_ids()
    if entry not in known:
        close = difflib.get_close_matches(entry, known, n=1)
        hint = f"did you mean {close[0]}?" if close else f"known: {', '.join(known)}"
        raise UsageError(f"no catalogue entry {entry!r}", hint=hint)
    return _FOLDER / f"{entry}.yaml"
