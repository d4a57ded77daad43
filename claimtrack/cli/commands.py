"""The commands by name. Each is imported when it is run, so that help and short commands start at once."""

from __future__ import annotations

from collections.abc import Iterator, MutableMapping
from dataclasses import dataclass
from importlib import import_module
from typing import Any

import typer


@dataclass(frozen=True, slots=True)
class Entry:
    """Where a command is (a function, or a Typer with commands below it) and what `claimtrack --help` says of it."""

    module: str
    attribute: str
    summary: str


ENTRIES: dict[str, Entry] = {
    "verify": Entry("verifying", "verify", "Check documents: which numbers hold, which do not, and why."),
    "extract": Entry("extracting", "extract", "List the numeric claims of documents, without checking them."),
    "explain": Entry("explaining", "explain", "Show what a verdict rests on, or where a number stands in the data."),
    "decide": Entry("deciding", "decide", "Say which measure a claim speaks of; that stands in every later run."),
    "replay": Entry("replaying", "replay", "Compute stored verdicts again and say what differs."),
    "history": Entry("histories", "history", "Show how a claim's verdict changed, and why."),
    "diff": Entry("diffing", "diff", "Show what changed between two versions of a document."),
    "stats": Entry("statistics", "stats", "Count what the database holds: claims by source, outcome and age."),
    "rules": Entry("rules", "rules", "Print the reason codes: what each means, with an example."),
    "dataset": Entry("datasets", "dataset", "Official datasets and their snapshots."),
    "measure": Entry("measures", "measure", "What the datasets can be asked."),
    "source": Entry("sources", "source", "What to watch: feeds, sitemaps, index pages, pages, datasets."),
    "refresh": Entry("refreshing", "refresh", "Fetch what changed, check it, verify again what is affected."),
    "watch": Entry("refreshing", "watch", "Refresh again and again, each source by its own interval."),
    "schedule": Entry("refreshing", "schedule", "Print the cron line and systemd timer that refresh this workspace."),
    "init": Entry("workspace", "init", "Make a workspace: claimtrack.toml, corpus/pages and corpus/datasets."),
    "doctor": Entry("workspace", "doctor", "Say what is installed, what is missing, and the command that mends it."),
}


class LazyCommands(MutableMapping[str, Any]):
    """The commands as typer wants them, each made when it is asked for."""

    def __init__(self) -> None:
        self._made: dict[str, Any] = {}

    def __getitem__(self, name: str) -> Any:
        if name not in self._made:
            self._made[name] = _load(name, ENTRIES[name])
        return self._made[name]

    def __setitem__(self, name: str, command: Any) -> None:
        self._made[name] = command

    def __delitem__(self, name: str) -> None:
        del self._made[name]

    def __iter__(self) -> Iterator[str]:
        return iter(ENTRIES)

    def __len__(self) -> int:
        return len(ENTRIES)


def _load(name: str, entry: Entry) -> Any:
    found = getattr(import_module(f"claimtrack.cli.{entry.module}"), entry.attribute)
    if isinstance(found, typer.Typer):
        command: Any = typer.main.get_group(found)
    else:
        app = typer.Typer(add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)
        app.command(name)(found)
        command = typer.main.get_command(app)
    command.name = name
    return command
