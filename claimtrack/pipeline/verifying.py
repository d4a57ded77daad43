"""The stages in their order: load, call the pure stage, save. The only place that puts them together.

read → extract claims → link → observe → judge → diagnose → save, one transaction per document.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Self

from claimtrack.bench import Bench
from claimtrack.claims.claim import Claim
from claimtrack.corpus.document import Document, Source
from claimtrack.errors import ClaimtrackError, RecordError, StoreError, UnknownMeasureError, attempt
from claimtrack.extracting import extracted, read_source
from claimtrack.inventory import Data, Progress, load_data
from claimtrack.judging import Terms, judge_document
from claimtrack.period import Period
from claimtrack.pipeline.affected import Affected
from claimtrack.pipeline.flipped import RowsBehind
from claimtrack.pipeline.leasing import LEASE, is_dead
from claimtrack.pipeline.opening import newest, opened_store
from claimtrack.targets import StoredTarget, among, batches, by_document, vanished
from claimtrack.verdicts.check import Check
from claimtrack.verdicts.dependency import Dependency
from claimtrack.verdicts.profile import PROFILES
from claimtrack.verdicts.rules import RULESET
from claimtrack.verdicts.terms import JudgedUnder, fingerprints, known_snapshots
from claimtrack.version import __version__

if TYPE_CHECKING:
    from claimtrack.settings import Workspace
    from claimtrack.store.engine import Store
    from claimtrack.store.leases import Lease
    from claimtrack.store.records import StoredDocument
    from claimtrack.store.watching import Look

AT_ONCE = 50
"""Documents that are read together."""


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


class Verification:
    """One run over many documents: data loaded once, documents streamed through, each saved as it is done."""

    def __init__(
        self,
        workspace: Workspace | None,
        options: Options,
        *,
        keep: bool = True,
        progress: Progress | None = None,
    ) -> None:
        self._cache = Path(".claimtrack") if workspace is None else workspace.cache
        self._options = options
        self.data = load_data(workspace, progress)
        self._refuse_unknown_measure()
        self._under = _under(self.data, options)
        self._said_under = repr(self._under)
        self._bench: Bench | None = None
        self._rows_behind = RowsBehind(self.data, self._cache)
        self._store = opened_store(workspace) if keep and workspace is not None else None
        self._judgements = {} if self._store is None else self._store.link_judgements()

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

    @property
    def store(self) -> Store:
        """The database that is kept in. Raises StoreError for a run that keeps nothing."""
        if self._store is None:
            raise StoreError("this run keeps nothing")
        return self._store

    def run(self, sources: Iterable[Source | ClaimtrackError]) -> Iterator[Checked | ClaimtrackError]:
        """Yield each document checked, or why it could not be.

        A document that was judged before under the same terms is not parsed again.
        """
        now = datetime.now(UTC)
        for batch in batches(sources):
            yield from self._checked([read_source(source, self._options.published, now) for source in batch], now)
        yield from self._bench.errors if self._bench is not None else ()

    def take(self, source: Source, look: Look, lease: Lease | None = None) -> Checked | ClaimtrackError:
        """Return a fetched page checked; it, what its look gave and where it lies in the archive are kept as one."""
        now = look.at
        document = read_source(source, self._options.published, now)
        if isinstance(document, ClaimtrackError):
            return document
        look = replace(look, document_id=document.id)
        stored = self._stored(document)
        if stored is not None:
            kept = attempt(partial(self.store.save_look, look, lease), document.source)
            return kept if isinstance(kept, ClaimtrackError) else stored
        (found,) = extracted([document])
        return found if isinstance(found, ClaimtrackError) else self._judged(*found, now, look, lease)

    def recheck(self, targets: Iterable[StoredTarget]) -> Iterator[Checked | ClaimtrackError]:
        """Yield stored documents judged again from their newest text, with the claims that are asked for."""
        for document_id, wanted in by_document(targets).items():
            read = [newest(self._store, document_id)] if self._store is not None else []
            for result in self._checked(read, datetime.now(UTC)):
                if isinstance(result, ClaimtrackError):
                    yield result
                    continue
                yield from vanished(result.document, result.claims, wanted)
                claims = among(result.claims, wanted)
                if claims or not wanted:
                    kept = {claim.id for claim in claims}
                    checks = tuple(check for check in result.checks if check.claim.id in kept)
                    yield replace(result, claims=claims, checks=checks)

    def recheck_elsewhere(self, pages: str) -> Iterator[Checked | ClaimtrackError]:
        """Yield stored documents whose source does not begin with `pages`, judged anew where that is out of date."""
        if self._store is not None:
            stale = (self._stale(item, pages) for item in self._store.documents())
            for batch in batches(item for item in stale if item is not None):
                yield from self._checked(batch, datetime.now(UTC))

    def recheck_affected(
        self, datasets: Iterable[str] | None = None, token: str | None = None
    ) -> Iterator[Checked | ClaimtrackError]:
        """Yield the stored documents that the data and rules of now affect, judged again from their stored claims.

        No text is parsed. With `datasets` only what changed in these counts. Documents that are not affected are left
        as they are. With a `token` each is leased under it first, and one that somebody else is at work on is left to
        them.
        """
        if self._store is None:
            return
        from claimtrack.store.leases import Leasable, Lease

        search = Affected(self._store, self.data, self._under, self._cache)
        found = search.documents(self._judgements, None if datasets is None else frozenset(datasets))
        now = datetime.now(UTC)
        for start in range(0, len(found), AT_ONCE):
            ours = self._leased(found[start : start + AT_ONCE], token, now)
            for item in self._store.newest_with_claims(ours).values():
                if isinstance(item, RecordError):
                    yield item
                    continue
                document, claims = item
                lease = None if token is None else Lease(of=Leasable.DOCUMENT, id=document.id, token=token)
                yield self._judged(document, claims, now, None, lease)
        yield from self._bench.errors if self._bench is not None else ()

    def _leased(self, ids: Sequence[str], token: str | None, now: datetime) -> Sequence[str]:
        """Return those of the documents that could be leased under a token; all of them without one."""
        if token is None:
            return ids
        held = self.store.lease_documents(ids, token, now, now + LEASE, is_dead)
        return [document_id for document_id in ids if document_id not in held]

    def _stale(self, stored: StoredDocument | RecordError, pages: str) -> Document | RecordError | None:
        if isinstance(stored, RecordError):
            return None if stored.where.startswith(pages) else stored
        is_up_to_date = stored.fingerprint == self._terms(stored.document)
        return None if is_up_to_date or stored.document.source.startswith(pages) else stored.document

    def _checked(
        self, read: Sequence[Document | ClaimtrackError], now: datetime
    ) -> Iterator[Checked | ClaimtrackError]:
        known = {id(item): self._stored(item) for item in read if isinstance(item, Document)}
        stale = [item for item in read if isinstance(item, Document) and known[id(item)] is None]
        parsed = extracted(stale)
        for item in read:
            if isinstance(item, ClaimtrackError):
                yield item
            elif (stored := known[id(item)]) is not None:
                yield stored
            else:
                found = next(parsed)
                yield found if isinstance(found, ClaimtrackError) else self._judged(*found, now)

    def _stored(self, document: Document) -> Checked | None:
        if self._store is None:
            return None
        try:
            checks = self._store.load_checked(document, self._terms(document))
            if checks is None:
                return None
            claims = self._store.current_claims(document.id)
        except RecordError:  # What is damaged is made anew.
            return None
        return Checked(document=document, claims=claims, checks=checks, fresh=False)

    def _judged(
        self,
        document: Document,
        claims: tuple[Claim, ...],
        now: datetime,
        look: Look | None = None,
        lease: Lease | None = None,
    ) -> Checked | ClaimtrackError:
        if self._bench is None and any(claim.set_aside is None for claim in claims):
            self._bench = Bench(self.data.descriptors, self.data.snapshots, self._cache)
        return attempt(partial(self._judge_and_keep, document, claims, now, look, lease), document.source)

    def _judge_and_keep(
        self, document: Document, claims: tuple[Claim, ...], now: datetime, look: Look | None, lease: Lease | None
    ) -> Checked:
        reads: list[Dependency] = []
        checks = () if self._bench is None else self._judge(document, claims, self._bench, reads)
        if self._store is not None:
            self._store.save_document(
                document,
                claims,
                checks,
                fingerprint=self._terms(document),
                now=now,
                ruleset=RULESET,
                profile=self._options.profile,
                under=self._under_of(document),
                look=look,
                lease=lease,
                reads=reads,
                rows=self._rows_behind.of(self._store.outcomes_held(document.id, checks), checks),
            )
        return Checked(document=document, claims=claims, checks=checks)

    def _judge(
        self, document: Document, claims: tuple[Claim, ...], bench: Bench, reads: list[Dependency]
    ) -> tuple[Check, ...]:
        options = self._options
        profile = PROFILES[options.profile]
        judgements = self._judgements.get(document.id, ())
        terms = Terms(profile=profile, as_of=options.as_of, only=options.measure, judgements=judgements)
        return judge_document(document, claims, bench, terms, reads)

    def _terms(self, document: Document) -> str:
        """What a document's checks depend on beside its text: rules, data, options, and its own date."""
        date = document.date_published
        when = "" if date is None else f"{date.start}{date.end}"
        under = self._under_of(document)
        said = self._said_under if under is self._under else repr(under)
        return _digest(said, document.headline or "", when)

    def _under_of(self, document: Document) -> JudgedUnder:
        """Return what a document is judged under: what the run is, and what people said of its links."""
        judgements = self._judgements.get(document.id, ())
        return replace(self._under, judgements=judgements) if judgements else self._under

    def _refuse_unknown_measure(self) -> None:
        wanted = self._options.measure
        names = {name for d in self.data.descriptors for m in d.measures for name in (m.name, f"{d.name}/{m.name}")}
        if wanted is not None and wanted not in names:
            known = ", ".join(sorted(n for n in names if "/" not in n)) or "none: add a dataset first"
            raise UnknownMeasureError(f"no measure {wanted!r} in this workspace", hint=f"known: {known}")


def _under(data: Data, options: Options) -> JudgedUnder:
    """Return what a run judges under; the date that an option gives counts for each document alone."""
    return JudgedUnder(
        version=__version__,
        ruleset=RULESET,
        profile=options.profile,
        as_of=options.as_of,
        measure=options.measure,
        descriptors=fingerprints(data.descriptors),
        snapshots=known_snapshots(data.snapshots),
    )


def _digest(*parts: str) -> str:
    return sha256("\x1f".join(parts).encode()).hexdigest()
