"""The part of the store that tells what new data affects: what verdicts depend on and were made under."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from claimtrack.store.transactions import Transactions

if TYPE_CHECKING:
    from claimtrack.claims.claim import Claim
    from claimtrack.corpus.document import Document
    from claimtrack.errors import RecordError
    from claimtrack.matching.judgement import LinkJudgement
    from claimtrack.store.records import KnownCell, TermsInUse
    from claimtrack.verdicts.check import Check
    from claimtrack.verdicts.verdict import Verdict


class DependencyStore(Transactions):
    """What verdicts depend on, in a database."""

    def terms_in_use(self) -> tuple[TermsInUse, ...]:
        """Return what documents were last judged under."""
        from claimtrack.store import dependencies

        with self.reading() as connection:
            return dependencies.terms_in_use(connection)

    def judged_under(self, found: TermsInUse) -> tuple[str, ...]:
        """Return the ids of the documents that were last judged under these terms."""
        from claimtrack.store import dependencies

        with self.reading() as connection:
            return dependencies.judged_under(connection, found)

    def dependent_on(self, found: TermsInUse, datasets: Sequence[str]) -> tuple[str, ...]:
        """Return those of them with a verdict that depends on any of the datasets."""
        from claimtrack.store import dependencies

        with self.reading() as connection:
            return dependencies.dependent_on(connection, found, datasets)

    def known_cells(self, dataset: str, newest: datetime) -> tuple[KnownCell, ...]:
        """Return the cells of a dataset that verdicts were read from before a snapshot of that time was known."""
        from claimtrack.store import dependencies

        with self.reading() as connection:
            return tuple(dependencies.known_cells(connection, dataset, newest))

    def documents_reading(self, cell_ids: Iterable[str]) -> set[str]:
        """Return the ids of the documents with a verdict that was read from any of the cells."""
        from claimtrack.store import dependencies

        with self.reading() as connection:
            return dependencies.documents_reading(connection, cell_ids)

    def judgements_noted(self, document_ids: Iterable[str]) -> dict[str, tuple[LinkJudgement, ...]]:
        """Return by document what people had said of its links when it was last judged."""
        from claimtrack.store import dependencies

        with self.reading() as connection:
            return dependencies.judgements_noted(connection, document_ids)

    def newest_with_claims(
        self, document_ids: Sequence[str]
    ) -> dict[str, tuple[Document, tuple[Claim, ...]] | RecordError]:
        """Return documents in their newest version with all their current claims; for one that can't be read, why."""
        from claimtrack.store import reading

        with self.reading() as connection:
            return reading.newest_with_claims(connection, document_ids)

    def outcomes_held(self, document_id: str, checks: Iterable[Check]) -> dict[str, Verdict]:
        """Return by claim the verdicts that hold and whose outcome is another one than that of the checks."""
        from claimtrack.store import flips

        with self.reading() as connection:
            return flips.outcomes_held(connection, document_id, tuple(checks))
