"""The store: opened by URL, read and written in transactions, closed.

Nothing heavy is imported before a store is opened, so commands that need none stay quick.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Self

from claimtrack.claims.claim import Claim
from claimtrack.corpus.document import Document
from claimtrack.errors import RecordError
from claimtrack.matching.judgement import LinkJudgement
from claimtrack.matching.link import Link
from claimtrack.store.records import (
    Counts,
    Decision,
    Saved,
    StoredClaim,
    StoredDocument,
    StoredVerdict,
    StoredVersion,
)
from claimtrack.verdicts.check import Check
from claimtrack.verdicts.terms import JudgedUnder, Judgement

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from claimtrack.events import StoredEvent
    from claimtrack.store.database import Database
    from claimtrack.store.leases import Lease
    from claimtrack.store.watching import Look, StoredPage


def open_store(url: str) -> Store:
    """Open the database at `url` (sqlite:////path/claims.db, postgresql://…), making and upgrading it when needed.

    Raises StoreError when it can't be reached, opened or written, is damaged, is not claimtrack's, or is newer than
    this claimtrack. A store belongs to the process that opened it; a forked child opens its own.
    """
    from claimtrack.store import database, schema

    found = database.connect(url)
    try:
        schema.ensure(found)
    except BaseException:
        found.close()
        raise
    return Store(found)


class Store:
    """Documents, claims, links and verdicts in a database. Every method is a transaction of its own.

    All methods raise StoreError, with a hint, when the database fails.
    """

    def __init__(self, database: Database) -> None:
        self.database = database

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the database. Closing twice is harmless."""
        self.database.close()

    @property
    def where(self) -> str:
        """The database's place, without password."""
        return self.database.where

    def server(self) -> str:
        """Return what holds the data: "SQLite 3.51.3", "PostgreSQL 18.1"."""
        return self.database.server()

    def warnings(self) -> tuple[str, ...]:
        """Return what `doctor` should say of this database's engine."""
        return self.database.warnings()

    def reading(self) -> AbstractContextManager[Connection]:
        """Return a transaction that sees one state of the database and can't change it."""
        return self.database.reading()

    def writing(self) -> AbstractContextManager[Connection]:
        """Return a transaction that is kept as a whole or not at all; on SQLite the only writer meanwhile."""
        return self.database.writing()

    def save_document(
        self,
        document: Document,
        claims: Iterable[Claim],
        checks: Iterable[Check],
        *,
        fingerprint: str,
        now: datetime,
        ruleset: str = "",
        profile: str = "",
        under: JudgedUnder | None = None,
        look: Look | None = None,
        lease: Lease | None = None,
    ) -> Saved:
        """Save a document with all its claims and the checks of those judged, as one transaction; say what changed.

        Content that is there already is left alone, so saving twice changes nothing. A changed link or verdict is
        appended and takes the place of the one before. Claims that vanished from the text are kept, not current.
        `fingerprint` names all the checks depend on beside the text (rules, descriptors, snapshots, options, and the
        document's dates), `under` the same in full, for `judgement`; `now` has a zone. `look` is noted with it, and
        `lease` must still hold: raises LeaseLostError when it does not.
        """
        from claimtrack.store import leases, saving, watching

        judged = saving.Judged(
            checks=tuple(checks), fingerprint=fingerprint, ruleset=ruleset, profile=profile, now=now, under=under
        )
        with self.writing() as connection:
            leases.check(connection, lease)
            if look is not None:
                watching.save_look(connection, look)
            return saving.save_document(connection, document, tuple(claims), judged)

    def load_checked(self, document: Document, fingerprint: str) -> tuple[Check, ...] | None:
        """Return the checks of a document if this is its newest version and was last judged under `fingerprint`."""
        from claimtrack.store import reading

        with self.reading() as connection:
            if not reading.is_judged(connection, document, fingerprint):
                return None
            return reading.checks_of(connection, document.id)

    def current_checks(self, document_id: str) -> tuple[Check, ...]:
        """Return the checks of a document's current claims as last judged, in the order of the text."""
        from claimtrack.store import reading

        with self.reading() as connection:
            return reading.checks_of(connection, document_id)

    def judgement(self, document_id: str) -> Judgement:
        """Return a document's verdicts that hold, with all that they follow from, as one state of the database.

        Raises UsageError when there is no such document, RecordError when a part of it can't be read.
        """
        from claimtrack.store import reading

        with self.reading() as connection:
            return reading.judgement(connection, document_id)

    def current_claims(self, document_id: str) -> tuple[Claim, ...]:
        """Return all current claims of a document, those set aside too, in the order of the text."""
        from claimtrack.store import reading

        with self.reading() as connection:
            return reading.claims_of(connection, document_id)

    def find_claim(self, prefix: str) -> StoredClaim:
        """Return the claim whose id is `prefix`, or the only one whose id starts with it.

        Raises UsageError when there is none, or more than one.
        """
        from claimtrack.store import reading

        with self.reading() as connection:
            return reading.find_claim(connection, prefix)

    def claims_like(self, claim: Claim, link: Link | None) -> tuple[StoredClaim, ...]:
        """Return the current claims of other documents that share a claim's kind, and its number, noun or measure."""
        from claimtrack.store import reading

        with self.reading() as connection:
            return reading.claims_like(connection, claim, link)

    def locate(self, prefix: str) -> tuple[str, str | None]:
        """Return the document with this id and None, or a claim's document and the whole id of that claim.

        Raises UsageError when the id belongs to neither, or begins several claims' ids.
        """
        from claimtrack.store import reading

        with self.reading() as connection:
            return reading.locate(connection, prefix)

    def history(self, claim_id: str) -> tuple[StoredVerdict, ...]:
        """Return all verdicts of a claim, oldest first."""
        from claimtrack.store import reading

        with self.reading() as connection:
            return reading.history(connection, claim_id)

    def document(self, document_id: str, version: int | None = None) -> Document | None:
        """Return a document in its newest version, or in the one of that number; None when there is none."""
        from claimtrack.store import reading

        with self.reading() as connection:
            return reading.document(connection, document_id, version)

    def versions(self, document_id: str) -> tuple[StoredVersion, ...]:
        """Return the versions a document has had, oldest first; a text that came back is there twice."""
        from claimtrack.store import reading

        with self.reading() as connection:
            return reading.versions_of(connection, document_id)

    def documents(self) -> Iterator[StoredDocument | RecordError]:
        """Yield all documents in the order of their ids, a few at a time; for one that can't be read, why.

        Saving meanwhile is allowed.
        """
        from claimtrack.store import reading

        after = ""
        while True:
            with self.reading() as connection:
                page = reading.documents_after(connection, after)
            yield from page.values()
            if not page:
                return
            after = max(page)

    def append_decision(self, decision: Decision) -> bool:
        """Append a person's decision; False when this very one is there already."""
        from claimtrack.store import decisions

        with self.writing() as connection:
            return decisions.append_decision(connection, decision)

    def decisions(self, claim_id: str) -> tuple[Decision, ...]:
        """Return the decisions of a claim in the order they arrived."""
        from claimtrack.store import decisions

        with self.reading() as connection:
            return decisions.decisions_of(connection, claim_id)

    def append_link_judgement(self, document_id: str, judgement: LinkJudgement) -> bool:
        """Append what a person said of a claim's link; False when this very judgement is there already."""
        from claimtrack.store import decisions

        with self.writing() as connection:
            return decisions.append_link_judgement(connection, document_id, judgement)

    def link_judgements(self) -> dict[str, tuple[LinkJudgement, ...]]:
        """Return what people said of links, by document, in the order it arrived."""
        from claimtrack.store import decisions

        with self.reading() as connection:
            return decisions.link_judgements(connection)

    def lease_sources(
        self, wanted: Mapping[str, str], token: str, now: datetime, until: datetime, dead: Callable[[str], bool]
    ) -> dict[str, str]:
        """Lease those sources (id to address) that nobody works on; return for the others the token of who does."""
        from claimtrack.store import leases, watching

        with self.writing() as connection:
            watching.add_sources(connection, wanted)
            return leases.take(connection, leases.Leasable.SOURCE, wanted, token, now, until, dead)

    def lease_documents(
        self, ids: Iterable[str], token: str, now: datetime, until: datetime, dead: Callable[[str], bool]
    ) -> dict[str, str]:
        """Lease those documents that nobody works on; return for the others the token of who does."""
        from claimtrack.store import leases

        with self.writing() as connection:
            return leases.take(connection, leases.Leasable.DOCUMENT, ids, token, now, until, dead)

    def renew_leases(self, token: str, until: datetime) -> None:
        """Hold on to all that is leased under a token."""
        from claimtrack.store import leases

        with self.writing() as connection:
            leases.renew(connection, token, until)

    def release_leases(self, token: str) -> None:
        """Let go of all that is leased under a token."""
        from claimtrack.store import leases

        with self.writing() as connection:
            leases.release(connection, token)

    def pages(self) -> tuple[StoredPage, ...]:
        """Return all addresses that are watched, by address."""
        from claimtrack.store import watching

        with self.reading() as connection:
            return watching.all_pages(connection)

    def sources_looked_at(self) -> dict[str, datetime]:
        """Return when each source was last looked at to its end."""
        from claimtrack.store import watching

        with self.reading() as connection:
            return watching.looked_at(connection)

    def save_listing(
        self, look: Look, urls: Sequence[str], orphans: Sequence[str] = (), lease: Lease | None = None
    ) -> None:
        """Note a listing and the addresses it names in one step, so that none is lost. Raises LeaseLostError.

        `orphans` are those among them that their source watches no more; this one does from now on.
        """
        from claimtrack.store import leases, watching

        with self.writing() as connection:
            leases.check(connection, lease)
            watching.adopt_pages(connection, look.source_id, orphans)
            watching.add_pages(connection, look.source_id, urls, look.at)
            watching.save_look(connection, look)

    def save_look(self, look: Look, lease: Lease | None = None) -> None:
        """Note what a look at an address gave that made no document. Raises LeaseLostError."""
        from claimtrack.store import leases, watching

        with self.writing() as connection:
            leases.check(connection, lease)
            watching.save_look(connection, look)

    def finish_source(self, lease: Lease, now: datetime, named: Iterable[str] | None) -> None:
        """Note that a source was looked at to its end; with `named`, all that it lists now. Raises LeaseLostError."""
        from claimtrack.store import leases, watching

        with self.writing() as connection:
            leases.check(connection, lease)
            watching.finish_source(connection, lease.id, now, named)

    def untold_events(self, after: int, limit: int = 100) -> tuple[StoredEvent, ...]:
        """Return up to `limit` events behind the one of number `after` that nobody was told of yet."""
        from claimtrack.store import events

        with self.reading() as connection:
            return events.events_after(connection, after, limit, untold=True)

    def events_after(self, number: int, limit: int = 100) -> tuple[StoredEvent, ...]:
        """Return up to `limit` events that came behind the one of this number (0: all), in the order they came."""
        from claimtrack.store import events

        with self.reading() as connection:
            return events.events_after(connection, number, limit)

    def last_event(self) -> int:
        """Return the number of the newest event, 0 when there is none."""
        from claimtrack.store import events

        with self.reading() as connection:
            return events.last_event(connection)

    def mark_told(self, number: int, now: datetime) -> bool:
        """Note that an event was handed over; False when somebody else has done so meanwhile."""
        from claimtrack.store import events

        with self.writing() as connection:
            return events.mark_told(connection, number, now)

    def counts(self) -> Counts:
        """Return how much is stored."""
        from claimtrack.store import integrity

        with self.reading() as connection:
            return integrity.counts(connection)

    def check_integrity(self) -> tuple[str, ...]:
        """Return what is wrong with the stored data, one line each; nothing is good."""
        from claimtrack.store import integrity

        with self.reading() as connection:
            return integrity.problems(connection)

    def backup(self, target: Path) -> None:
        """Write a whole copy of a SQLite database to `target`, which must not exist; others may write meanwhile."""
        self.database.backup(target)
