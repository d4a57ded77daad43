"""A refresh: fetch what changed, keep it, check it, take in new official data, verify again what that affects.

Each document is a transaction of its own, so a refresh may be killed at any point and is gone on with by the next.
Sources are leased: two refreshes at once share the work, and what a dead one held is taken over.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from claimtrack.corpus.fetch import USER_AGENT
from claimtrack.errors import ClaimtrackError, UsageError
from claimtrack.pipeline.arrivals import Arrivals
from claimtrack.pipeline.leasing import holder, leased
from claimtrack.pipeline.opening import opened_store
from claimtrack.pipeline.revisiting import due_sources, is_due
from claimtrack.pipeline.verifying import Checked, Options, Verification
from claimtrack.pipeline.warc_files import read_archives
from claimtrack.sources.crawling.crawl import crawl
from claimtrack.sources.crawling.job import Answer, Caps, Done, Job, Known, Problem, Role
from claimtrack.sources.registry import find_source, read_sources
from claimtrack.sources.source import Kind, WatchedSource

if TYPE_CHECKING:
    from claimtrack.datasets.dataset import Snapshot
    from claimtrack.events import StoredEvent
    from claimtrack.inventory import Progress
    from claimtrack.settings import Workspace
    from claimtrack.store.engine import Store
    from claimtrack.store.watching import StoredPage

_NEVER = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class RefreshOptions:
    """What is asked of a refresh. `names` are sources by id, title or address; none means all.

    `due` takes only those whose interval has passed. `dry_run` looks at listings and keeps nothing; `offline` fetches
    nothing. `caps` bound what is fetched.
    """

    names: tuple[str, ...] = ()
    due: bool = False
    since: datetime | None = None
    max_pages: int | None = None
    dry_run: bool = False
    offline: bool = False
    caps: Caps = field(default_factory=Caps)


@dataclass(slots=True, kw_only=True)
class Summary:
    """What a refresh did so far: `pages` counts looks by what they gave, `to_do` the pages it expects to look at."""

    sources: int = 0
    done: int = 0
    resting: int = 0
    pages: Counter[str] = field(default_factory=Counter)
    to_do: int = 0
    documents: int = 0
    rejudged: int = 0
    outcomes: Counter[str] = field(default_factory=Counter)
    snapshots: list[Snapshot] = field(default_factory=list)
    would_fetch: dict[str, int] = field(default_factory=dict)
    busy: dict[str, str] = field(default_factory=dict)
    events: list[StoredEvent] = field(default_factory=list)
    errors: list[ClaimtrackError] = field(default_factory=list)

    @property
    def looked(self) -> int:
        """How many pages were looked at."""
        return sum(self.pages.values())


class CrawlError(ClaimtrackError):
    """An address that a source names gave nothing; the others go on."""

    code = "crawl"


class Refresh:
    """One refresh of a workspace. `run` does it; `summary` tells at any time how far it has come."""

    def __init__(self, workspace: Workspace, options: RefreshOptions, progress: Progress | None = None) -> None:
        self._workspace = workspace
        self._options = options
        self._progress = progress
        self._known: tuple[WatchedSource, ...] = ()
        self.summary = Summary()

    def run(self, tick: Callable[[], None] = lambda: None) -> Iterator[Checked]:
        """Yield the documents that were checked anew, new and changed ones. `tick` is called after each step."""
        sources = self._wanted()
        with opened_store(self._workspace) as store:
            sources = self._due(sources, store)
            self.summary.sources = len(sources)
            last = store.last_event()
            if self._options.dry_run:
                self._look_only(sources, store, tick)
                return
            with leased(store, {source.id: source.url for source in sources}) as (token, held):
                ours = [source for source in sources if source.id not in held]
                self.summary.busy = {s.url: holder(held[s.id]) for s in sources if s.id in held}
                yield from self._refresh(ours, store, token, tick)
            self._collect_events(store, last)

    def _wanted(self) -> tuple[WatchedSource, ...]:
        known = self._known = read_sources(self._workspace.sources)
        if not known and self._options.names:
            raise UsageError("no sources are watched here", hint="add one with: claimtrack source add URL")
        named = tuple(find_source(known, name) for name in self._options.names)
        return tuple(dict.fromkeys(named)) or known

    def _due(self, sources: tuple[WatchedSource, ...], store: Store) -> tuple[WatchedSource, ...]:
        if not self._options.due:
            return sources
        due = due_sources(sources, store.sources_looked_at(), datetime.now(UTC))
        self.summary.resting = len(sources) - len(due)
        return due

    def _refresh(
        self, sources: list[WatchedSource], store: Store, token: str, tick: Callable[[], None]
    ) -> Iterator[Checked]:
        """Take in official data first, so that what is fetched behind it is checked against the newest."""
        data = [source for source in sources if source.kind is Kind.DATASET]
        others = [source for source in sources if source.kind is not Kind.DATASET]
        from claimtrack.corpus.archive.writing import ArchiveWriter

        size = self._workspace.settings.archive_file_mb * 1_000_000
        with ArchiveWriter(self._workspace.archive, max_file=size, user_agent=self._agent()) as archive:
            arrivals = Arrivals(
                workspace=self._workspace,
                store=store,
                archive=archive,
                token=token,
                sources={source.id: source for source in sources},
                pages={page.url: page for page in store.pages()},
                watchers=frozenset(s.id for s in self._known if s.kind is not Kind.WARC),
                since=self._options.since,
            )
            for _ in self._crawled(data, arrivals, None, tick):
                pass
            options = Options(profile=self._workspace.settings.profile)
            with Verification(self._workspace, options, progress=self._progress) as run:
                self.summary.errors += run.data.errors
                yield from self._crawled(others, arrivals, run, tick)
                local = [source for source in others if source.kind is Kind.WARC]
                for found in read_archives(local, arrivals, run):
                    yield from self._arrived(found, arrivals, run) if isinstance(found, Done) else self._counted(found)
                    tick()
                yield from self._again(run, token, tick)

    def _crawled(
        self, sources: list[WatchedSource], arrivals: Arrivals, run: Verification | None, tick: Callable[[], None]
    ) -> Iterator[Checked]:
        watched = tuple(source for source in sources if source.kind is not Kind.WARC)
        if self._options.offline or not watched:
            return
        job = self._job(watched, arrivals.pages)
        self.summary.to_do += sum(1 for known in job.known if known.due and known.role is Role.PAGE)
        lost: set[str] = set()
        for event in crawl(job, self._workspace.root / ".claimtrack" / "spool"):
            if event.source_id not in lost:
                try:
                    yield from self._arrived(event, arrivals, run)
                except ClaimtrackError as error:
                    if error.code != "lease":
                        raise
                    lost.add(event.source_id)
                    self.summary.busy[arrivals.sources[event.source_id].url] = error.message
            tick()

    def _arrived(
        self, event: Answer | Problem | Done, arrivals: Arrivals, run: Verification | None
    ) -> Iterator[Checked]:
        summary = self.summary
        match event:
            case Problem():
                known = arrivals.pages.get(event.url)
                arrivals.problem(event)
                gone = event.lasting and known is not None and known.document_id is not None
                summary.pages["gone" if gone else "failed"] += event.role is Role.PAGE
                summary.errors.append(CrawlError(event.message, where=event.url, hint=event.hint))
            case Done():
                if event.complete:
                    arrivals.done(event.source_id)
                    summary.done += 1
            case Answer(role=Role.LISTING):
                arrivals.listing(event)
                summary.to_do += sum(1 for entry in event.entries if entry.url not in arrivals.pages)
                summary.errors += [CrawlError(text, where=event.url) for text in event.problems]
            case Answer(role=Role.DATA):
                _, snapshots, errors = arrivals.data(event)
                summary.snapshots += snapshots
                summary.errors += errors
            case Answer():
                assert run is not None
                is_new = event.url not in arrivals.pages or arrivals.pages[event.url].pointer is None
                look, found = arrivals.page(event, run)
                summary.pages["unchanged" if not look.changed else "new" if is_new else "changed"] += 1
                if found is not None:
                    yield from self._counted(found)

    def _again(self, run: Verification, token: str, tick: Callable[[], None]) -> Iterator[Checked]:
        """Verify again what the official data of now affects."""
        for found in run.recheck_affected(token=token):
            if not isinstance(found, ClaimtrackError):
                self.summary.rejudged += 1
                yield found
            elif found.code != "lease":  # Who took it over judges it.
                self.summary.errors.append(found)
            tick()

    def _counted(self, found: Checked | ClaimtrackError) -> Iterator[Checked]:
        if isinstance(found, ClaimtrackError):
            if found.code == "lease":
                raise found
            self.summary.errors.append(found)
            return
        self.summary.documents += 1
        self.summary.outcomes.update(check.verdict.outcome.value for check in found.checks)
        if found.fresh:
            yield found

    def _look_only(self, sources: tuple[WatchedSource, ...], store: Store, tick: Callable[[], None]) -> None:
        """Ask for listings, and say how many pages a refresh would ask for; nothing is kept."""
        pages = {page.url: page for page in store.pages()}
        watched = tuple(source for source in sources if source.kind is not Kind.WARC)
        job = self._job(watched, pages, follow=False)
        would = {
            s.id: {k.url for k in job.known if k.due and k.source_id == s.id and k.role is not Role.LISTING}
            for s in sources
        }
        for event in crawl(job, self._workspace.root / ".claimtrack" / "spool") if watched else ():
            if isinstance(event, Answer):
                would[event.source_id] |= {e.url for e in event.entries if not e.is_before(self._options.since)}
            elif isinstance(event, Problem):
                self.summary.errors.append(CrawlError(event.message, where=event.url, hint=event.hint))
            else:
                self.summary.done += 1
            tick()
        for source in sources:
            own = {source.url}
            found = would[source.id] | own if source.kind in (Kind.PAGE, Kind.DATASET) else would[source.id] - own
            self.summary.would_fetch[source.url] = len(found)

    def _job(self, sources: tuple[WatchedSource, ...], pages: dict[str, StoredPage], *, follow: bool = True) -> Job:
        known = _known(sources, pages.values(), datetime.now(UTC))
        settings = self._workspace.settings
        return Job(
            sources=sources,
            known=known,
            user_agent=self._agent(),
            private_hosts=settings.private_hosts,
            delay=settings.request_delay,
            follow=follow,
            since=self._options.since,
            max_pages=self._options.max_pages,
            caps=self._options.caps,
        )

    def _agent(self) -> str:
        return self._workspace.settings.user_agent or USER_AGENT

    def _collect_events(self, store: Store, last: int) -> None:
        while found := store.events_after(last):
            self.summary.events += found
            last = found[-1].number


def _known(sources: tuple[WatchedSource, ...], pages: Iterable[StoredPage], now: datetime) -> tuple[Known, ...]:
    """Return what is known of pages: first what was never fetched, then what was not looked at for longest.

    Other sources' pages are among them, not due, since these sources may list them too. Of what was a listing or page
    once and is a dataset now nothing is known.
    """
    ids = {source.id for source in sources}
    data = {source.id for source in sources if source.kind is Kind.DATASET}
    return tuple(
        Known(
            source_id=page.source_id,
            url=page.url,
            role=Role(page.role),
            etag=page.etag,
            last_modified=page.last_modified,
            due=page.source_id in ids and is_due(page, now),
        )
        for page in sorted(pages, key=lambda page: (page.looked_at or _NEVER, page.url))
        if page.source_id not in data or page.role == Role.DATA
    )
