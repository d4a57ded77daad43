"""The workspace for Python programs: what the command line does, as calls that return frozen dataclasses."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from claimtrack.corpus.document import Source
from claimtrack.corpus.read import find_pages, find_sources
from claimtrack.errors import ClaimtrackError
from claimtrack.period import parse_stamp
from claimtrack.pipeline.verifying import Checked, Options, Verification
from claimtrack.settings import Workspace, find_workspace


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """An open workspace."""

    workspace: Workspace

    def verify(
        self,
        *targets: str | Path,
        published: str | None = None,
        as_of: str | None = None,
        profile: str | None = None,
        measure: str | None = None,
    ) -> Iterator[Checked | ClaimtrackError]:
        """Yield each document that the targets name, checked and kept, or why it could not be.

        Targets are files, folders and addresses; none means the workspace's pages. Dates are ISO texts.
        Raises UsageError for an unknown measure, SettingsError and StoreError when the workspace can't be used.
        """
        options = Options(
            published=None if published is None else parse_stamp(published),
            as_of=None if as_of is None else parse_stamp(as_of),
            profile=profile or self.workspace.settings.profile,
            measure=measure,
        )
        with Verification(self.workspace, options) as run:
            yield from run.data.errors
            yield from run.run(_sources(targets, self.workspace))


def open_desk(start: Path, database: str | None) -> Desk:
    """Return the workspace at or above a folder."""
    return Desk(workspace=find_workspace(start, database))


def _sources(targets: tuple[str | Path, ...], workspace: Workspace) -> Iterator[Source | ClaimtrackError]:
    if not targets:
        yield from find_pages(workspace.pages, workspace.root)
    for target in targets:
        yield from find_sources(str(target), root=workspace.root, user_agent=workspace.settings.user_agent)
