"""The part of the store that keeps a corpus fresh: leases, watched addresses, events."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from claimtrack.store.transactions import Transactions

if TYPE_CHECKING:
    from claimtrack.events import StoredEvent
    from claimtrack.store.leases import Lease
    from claimtrack.store.watching import Look, StoredPage


class WatchingStore(Transactions):
    """Leases, watched addresses and events in a database."""

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
