"""What is stored, counted by the database."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from sqlalchemy import insert
from store_builders import LATER, NOON, check, claim, document

from claimtrack.events import Event, EventKind
from claimtrack.store import tables
from claimtrack.store.engine import Store
from claimtrack.store.events import append_events, mark_told
from claimtrack.verdicts.verdict import Outcome


def test_claims_are_counted_by_source_outcome_and_age(store: Store) -> None:
    by_address = document()
    in_folder = replace(document("corpus/pages/b.txt"), url=None)
    undated = replace(document("https://News.example/c"), url="https://News.example/c", date_published=None)
    aside = claim(by_address, 9, set_aside="DATE")
    checks = [check(by_address, 0), check(by_address, 1, Outcome.AGREES)]
    store.save_document(by_address, [*(c.claim for c in checks), aside], checks, fingerprint="f", now=NOON)
    store.save_document(in_folder, (), [check(in_folder)], fingerprint="f", now=NOON)
    store.save_document(undated, [claim(undated)], (), fingerprint="f", now=NOON)
    found = store.statistics(NOON + timedelta(days=10))
    assert (found.documents, found.versions, found.claims) == (3, 3, 4)
    assert dict(found.by_source) == {"example.org": 2, "corpus/pages": 1, "news.example": 1}
    assert dict(found.by_outcome) == {"discrepancy": 2, "agrees": 1, "not judged": 1}
    assert dict(found.by_age) == {
        "less than a week": 0,
        "less than a month": 3,
        "less than a year": 0,
        "older": 0,
        "undated": 1,
    }
    assert dict(store.statistics(NOON + timedelta(days=3)).by_age)["less than a week"] == 3
    assert dict(store.statistics(NOON + timedelta(days=800)).by_age)["older"] == 3


def test_events_and_looks_at_sources_are_counted(store: Store) -> None:
    page = document()
    store.save_document(page, (), [check(page)], fingerprint="f", now=NOON)
    told = [Event(kind=EventKind.FLIP, document_id=page.id, key=str(n), at=NOON, detail={}) for n in range(3)]
    with store.writing() as connection:
        append_events(connection, told)
        assert mark_told(connection, 1, LATER)
        connection.execute(insert(tables.sources), {"id": "1", "url": "https://a.example/feed", "looked_at": NOON})
        connection.execute(insert(tables.sources), {"id": "2", "url": "https://b.example/feed"})
    found = store.statistics(LATER)
    assert (found.events_told, found.events_untold) == (1, 2)
    assert [(one.url, one.looked_at) for one in found.looked] == [
        ("https://a.example/feed", NOON),
        ("https://b.example/feed", None),
    ]


def test_an_empty_database_has_figures_too(store: Store) -> None:
    found = store.statistics(NOON)
    assert (found.documents, found.claims, found.by_source, found.by_outcome) == (0, 0, (), ())
