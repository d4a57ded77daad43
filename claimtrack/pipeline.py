"""The stages in their order: load, call the pure stage, save. The only place that puts them together.

read → extract claims → link → observe → judge → diagnose → save, one transaction per document.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from hashlib import sha256
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Self

from claimtrack import __version__
from claimtrack.claims.claim import Claim
from claimtrack.corpus.document import Document, Source
from claimtrack.errors import ClaimtrackError, UnknownMeasureError, UsageError
from claimtrack.judging import Bench, judge_document
from claimtrack.matching.link import Candidate
from claimtrack.measures.measure import History, Scope
from claimtrack.period import Period
from claimtrack.verdicts.check import Check
from claimtrack.verdicts.profile import PROFILES
from claimtrack.verdicts.rules import RULESET

if TYPE_CHECKING:
    from claimtrack.datasets.dataset import Descriptor, Snapshot
    from claimtrack.settings import Workspace
    from claimtrack.store.engine import Store
    from claimtrack.store.records import StoredClaim

BATCH = 32
"""Documents extracted together: enough to feed the parser, few enough to keep memory flat."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """What the user asked of a run. `published` and `as_of` stand in for dates that the documents lack."""

    published: Period | None = None
    as_of: Period | None = None
    profile: str = "newsroom"
    measure: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """A document with all its claims and the checks of those that are claims; `fresh` when it was judged just now."""

    document: Document
    claims: tuple[Claim, ...]
    checks: tuple[Check, ...]
    fresh: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Data:
    """The official data of a workspace: descriptors, their snapshots, and what could not be used."""

    descriptors: tuple[Descriptor, ...] = ()
    snapshots: tuple[Snapshot, ...] = ()
    errors: tuple[ClaimtrackError, ...] = ()


def load_data(workspace: Workspace | None) -> Data:
    """Read the workspace's descriptors and manifests, and take up files that were dropped into snapshots/ by hand."""
    if workspace is None or not workspace.datasets.is_dir():
        return Data()
    from claimtrack.datasets.descriptor import load_descriptors
    from claimtrack.datasets.snapshots import sync_snapshots

    descriptors, errors = load_descriptors(workspace.datasets)
    snapshots: list[Snapshot] = []
    for descriptor in descriptors:
        if descriptor.snapshots_dir is not None:
            found, failed = sync_snapshots(descriptor, descriptor.snapshots_dir)
            snapshots += found
            errors += failed
    return Data(descriptors=descriptors, snapshots=tuple(snapshots), errors=errors)


class Verification:
    """One run over many documents: data loaded once, documents streamed through, each saved as it is done."""

    def __init__(self, workspace: Workspace | None, options: Options, *, keep: bool = True) -> None:
        self._cache = Path(".claimtrack") if workspace is None else workspace.cache
        self._options = options
        self.data = load_data(workspace)
        self._refuse_unknown_measure()
        self._fingerprint = _fingerprint(self.data, options)
        self._store: Store | None = None
        self._bench: Bench | None = None
        if keep and workspace is not None:
            from claimtrack.store.engine import open_store

            self._store = open_store(workspace.database_url)
            self._store.record_snapshots(self.data.snapshots)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the database and the official data."""
        if self._store is not None:
            self._store.close()
        if self._bench is not None:
            self._bench.close()

    @property
    def keeps(self) -> bool:
        """Whether what is checked is kept in the database."""
        return self._store is not None

    def stored_document(self, prefix: str) -> Document:
        """Return the stored document with this id, or that of the claim with this id. Raises UsageError for neither."""
        if self._store is None:
            raise UsageError("no such file or folder", where=prefix, hint="check the path")
        document = self._store.document(prefix)
        try:
            return document or self._store.find_claim(prefix).document
        except UsageError as error:
            raise UsageError("no such file, folder, document or claim", where=prefix, hint="check the path") from error

    def run(self, sources: Iterable[Source | ClaimtrackError]) -> Iterator[Checked | ClaimtrackError]:
        """Yield each document checked, or why it could not be.

        A document that was judged before under the same terms is not parsed again.
        """
        now = datetime.now(UTC)
        waiting = iter(sources)
        while batch := list(islice(waiting, BATCH)):
            read = [self._read(source, now) for source in batch]
            yield from self._checked(read, now)

    def recheck(self, documents: Iterable[Document]) -> Iterator[Checked]:
        """Yield stored documents judged again from their stored text."""
        now = datetime.now(UTC)
        for result in self._checked(list(documents), now):
            if isinstance(result, Checked):
                yield result

    def _read(self, source: Source | ClaimtrackError, now: datetime) -> Document | ClaimtrackError:
        from claimtrack.corpus.extract import read_document

        if isinstance(source, ClaimtrackError):
            return source
        try:
            return read_document(source, published=self._options.published, now=now)
        except ClaimtrackError as error:
            return error

    def _checked(self, read: list[Document | ClaimtrackError], now: datetime) -> Iterator[Checked | ClaimtrackError]:
        from claimtrack.claims.extract import extract_many

        known = {id(item): self._stored(item) for item in read if isinstance(item, Document)}
        stale = [item for item in read if isinstance(item, Document) and known[id(item)] is None]
        extracted = extract_many(stale)
        for item in read:
            if isinstance(item, ClaimtrackError):
                yield item
            elif (stored := known[id(item)]) is not None:
                yield stored
            else:
                _, claims = next(extracted)
                yield self._judged(item, claims, now)

    def _stored(self, document: Document) -> Checked | None:
        if self._store is None:
            return None
        checks = self._store.load_checked(document.id, document.sha256, self._terms(document))
        if checks is None:
            return None
        claims = self._store.current_claims(document.id)
        return Checked(document=document, claims=claims, checks=checks, fresh=False)

    def _judged(self, document: Document, claims: tuple[Claim, ...], now: datetime) -> Checked:
        checks = self._judge(document, claims) if any(claim.set_aside is None for claim in claims) else ()
        if self._store is not None:
            self._store.save_document(
                document, claims, checks, fingerprint=self._terms(document), now=now, ruleset=RULESET
            )
        return Checked(document=document, claims=claims, checks=checks)

    def _judge(self, document: Document, claims: tuple[Claim, ...]) -> tuple[Check, ...]:
        if self._bench is None:
            self._bench = Bench(self.data.descriptors, self.data.snapshots, self._cache)
        options = self._options
        profile = PROFILES[options.profile]
        return judge_document(document, claims, self._bench, profile=profile, as_of=options.as_of, only=options.measure)

    def _terms(self, document: Document) -> str:
        """What a document's checks depend on beside its text: rules, data, options, and its own date."""
        date = document.date_published
        return _digest(self._fingerprint, document.headline or "", "" if date is None else f"{date.start}{date.end}")

    def _refuse_unknown_measure(self) -> None:
        wanted = self._options.measure
        names = {name for d in self.data.descriptors for m in d.measures for name in (m.name, f"{d.name}/{m.name}")}
        if wanted is not None and wanted not in names:
            known = ", ".join(sorted(n for n in names if "/" not in n)) or "none: add a dataset first"
            raise UnknownMeasureError(f"no measure {wanted!r} in this workspace", hint=f"known: {known}")


def extract_claims(
    sources: Iterable[Source | ClaimtrackError], published: Period | None = None
) -> Iterator[tuple[Document, tuple[Claim, ...]] | ClaimtrackError]:
    """Yield each document with all its numbers, claims and set-aside ones, or why it could not be read."""
    from claimtrack.claims.extract import extract_many
    from claimtrack.corpus.extract import read_document

    now = datetime.now(UTC)
    for source in sources:
        try:
            if isinstance(source, ClaimtrackError):
                yield source
            else:
                yield next(iter(extract_many([read_document(source, published=published, now=now)])))
        except ClaimtrackError as error:
            yield error


def _fingerprint(data: Data, options: Options) -> str:
    parts = [RULESET, __version__, repr(options)]
    parts += sorted(descriptor.fingerprint for descriptor in data.descriptors)
    parts += sorted(f"{s.dataset}{s.sha256}{s.observed_at.isoformat()}{s.status}" for s in data.snapshots)
    return _digest(*parts)


def _digest(*parts: str) -> str:
    return sha256("\x1f".join(parts).encode()).hexdigest()


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """A place in the data that has a value: a measure in a scope, from the first snapshot that shows it to the last."""

    dataset: str
    measure: str
    scope: Scope
    first: datetime
    last: datetime
    note: str = ""


def find_cells(workspace: Workspace, number: Decimal) -> tuple[tuple[Cell, ...], int]:
    """Return where in the workspace's data a value stands, and how many cells were searched."""
    data = load_data(workspace)
    bench = Bench(data.descriptors, data.snapshots, workspace.cache)
    cells: list[Cell] = []
    searched = 0
    try:
        for history in bench.histories():
            searched += len(history.observations)
            seen = [o.at for o in history.observations if o.value == number]
            rows = [o.at for o in history.observations if o.last_row == number and not history.scope]
            for stamps, note in ((seen, ""), (rows, "last row")):
                if stamps:
                    cells.append(_cell(history, stamps, note))
    finally:
        bench.close()
    return tuple(dict.fromkeys(cells)), searched


def _cell(history: History, stamps: list[datetime], note: str) -> Cell:
    measure = "rows" if note else history.measure
    return Cell(
        dataset=history.dataset, measure=measure, scope=history.scope, first=min(stamps), last=max(stamps), note=note
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class DatabaseReport:
    """What the database holds, what its engine is known for, and what is wrong with its content."""

    summary: str
    warnings: tuple[str, ...]
    problems: tuple[str, ...]


def inspect_database(workspace: Workspace) -> DatabaseReport:
    """Open the workspace's database, making it when needed, and look it through."""
    from claimtrack.store.engine import open_store

    with open_store(workspace.database_url) as store:
        n = store.counts()
        holds = f"{n.documents:,} documents, {n.claims:,} claims, {n.verdicts:,} verdicts"
        return DatabaseReport(
            summary=f"{store.where}, {store.server()}: {holds}",
            warnings=store.warnings(),
            problems=store.check_integrity(),
        )


def load_claim(workspace: Workspace, prefix: str) -> StoredClaim:
    """Return a stored claim by its id or the beginning of it. Raises UsageError when there is none or several."""
    from claimtrack.store.engine import open_store

    with open_store(workspace.database_url) as store:
        return store.find_claim(prefix)


def measure_history(workspace: Workspace, data: Data, dataset: str, measure: str) -> History:
    """Return the values of a measure, unrestricted, at every snapshot."""
    bench = Bench(data.descriptors, data.snapshots, workspace.cache)
    try:
        return bench.history(Candidate(dataset=dataset, measure=measure, score=1.0), ())
    finally:
        bench.close()


def find_descriptor(data: Data, name: str) -> Descriptor:
    """Return a dataset's descriptor. Raises UsageError when the workspace has none of that name."""
    found = next((d for d in data.descriptors if d.name == name), None)
    if found is None:
        known = ", ".join(d.name for d in data.descriptors) or "none; add one with: claimtrack dataset add"
        raise UsageError(f"no dataset {name!r} in this workspace", hint=f"known: {known}")
    return found


def add_dataset(workspace: Workspace, name: str) -> tuple[Descriptor, tuple[ClaimtrackError, ...]]:
    """Take a dataset of the catalogue, or one described by a file or folder, into the workspace."""
    from claimtrack.datasets.catalogue import catalogue_ids, catalogue_path
    from claimtrack.datasets.descriptor import load_descriptor
    from claimtrack.datasets.snapshots import add_snapshots as keep

    source = catalogue_path(name) if name in catalogue_ids() else Path(name)
    if not source.exists():
        hint = f"a datapackage.yaml, a folder with one, or of the catalogue: {', '.join(catalogue_ids())}"
        raise UsageError(f"no dataset {name!r}", hint=hint)
    descriptor = load_descriptor(source)
    home = workspace.datasets / descriptor.name
    target = home / "datapackage.yaml"
    if target.exists():
        raise UsageError(f"{descriptor.name} is here already", where=str(target), hint="edit that file, or remove it")
    home.mkdir(parents=True, exist_ok=True)
    original = source if source.is_file() else _descriptor_file(source)
    target.write_bytes(original.read_bytes())
    placed = load_descriptor(home)
    if descriptor.snapshots_dir is None or not descriptor.snapshots_dir.is_dir() or placed.snapshots_dir is None:
        return placed, ()
    _, errors = keep(placed, [descriptor.snapshots_dir], placed.snapshots_dir)
    return placed, errors


def add_snapshots(
    workspace: Workspace, name: str, files: list[Path], observed_at: datetime | None
) -> tuple[tuple[Snapshot, ...], tuple[ClaimtrackError, ...]]:
    """Keep files as snapshots of a dataset."""
    from claimtrack.datasets.snapshots import add_snapshots as keep

    descriptor = find_descriptor(load_data(workspace), name)
    if descriptor.snapshots_dir is None:
        raise UsageError(f"{name} has no folder for snapshots")
    return keep(descriptor, files, descriptor.snapshots_dir, observed_at)


def _descriptor_file(folder: Path) -> Path:
    return next(path for n in ("yaml", "yml", "json") if (path := folder / f"datapackage.{n}").is_file())
