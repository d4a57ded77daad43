"""A number edited in place is one event, in the transaction that appends the version it stands in."""

from __future__ import annotations

from datetime import datetime

import pytest
from sqlalchemy import update
from store_builders import LATER, NOON, document

from claimtrack.claims.extract import extract_many
from claimtrack.corpus.archive.record import Pointer
from claimtrack.corpus.document import Document
from claimtrack.errors import UsageError
from claimtrack.events import EventKind
from claimtrack.store import saving
from claimtrack.store.engine import Store
from claimtrack.store.events import StoredEvent, events_after
from claimtrack.store.records import Saved
from claimtrack.store.tables import claims as claims_table

TEXT = "The office had 958 agencies in 40 states on Tuesday, officials said. It trained 8,501 officers there."
POINTER = Pointer(file="a.warc.gz", offset=12_345_678_901, record_id="<urn:uuid:1>", payload_digest="sha256:3f9a")


def page(text: str = TEXT) -> Document:
    return document(text=text)


def save(store: Store, text: str = TEXT, now: datetime = NOON, archived: Pointer | None = None) -> Saved:
    ((of, claims),) = extract_many([page(text)])
    return store.save_document(of, claims, (), fingerprint="f", now=now, archived=archived)


def events(store: Store) -> tuple[StoredEvent, ...]:
    with store.reading() as connection:
        return events_after(connection, 0, 100)


def test_an_edited_number_is_an_event_with_both_quotations(store: Store) -> None:
    assert save(store).events == 0
    saved = save(store, TEXT.replace("958", "957"), LATER)
    assert (saved.version, saved.version_new, saved.events) == (2, True, 1)
    (event,) = events(store)
    assert (event.kind, event.at, event.document_id, event.told_at) == (EventKind.EDIT, LATER, page().id, None)
    assert event.detail["versions"] == [1, 2]
    before, after = event.detail["before"], event.detail["after"]
    assert (before["exact"], before["value"], before["unit"], before["version"]) == ("958 agencies", "958", None, 1)
    assert (after["exact"], after["value"], after["unit"], after["version"]) == ("957 agencies", "957", None, 2)
    assert "had 958 agencies" in before["sentence"]
    assert "had 957 agencies" in after["sentence"]
    assert event.claim_id == after["claim_id"] != before["claim_id"]
    assert store.find_claim(after["claim_id"]).current
    assert not store.find_claim(before["claim_id"]).current


def test_saving_again_makes_no_second_event(store: Store) -> None:
    save(store)
    other = TEXT.replace("958", "957")
    save(store, other, LATER)
    assert save(store, other, LATER).events == 0
    assert len(events(store)) == 1


def test_there_and_back_are_two_events(store: Store) -> None:
    other = TEXT.replace("958", "957")
    for text in (TEXT, other, TEXT):
        save(store, text)
    assert [e.detail["versions"] for e in events(store)] == [[1, 2], [2, 3]]
    assert [e.detail["after"]["exact"] for e in events(store)] == ["957 agencies", "958 agencies"]


def test_a_correction_note_and_another_spelling_make_none(store: Store) -> None:
    save(store)
    save(store, TEXT.replace("8,501", "8501"))
    save(store, TEXT.replace("958", "957") + "\nCorrection: There are 957 agencies.")
    assert events(store) == ()


def test_a_save_that_dies_leaves_neither_version_nor_event(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    save(store)
    other = TEXT.replace("958", "957")

    def die(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(saving, "_mark_judged", die)
        with pytest.raises(KeyboardInterrupt):
            save(store, other, LATER)
    assert (len(store.versions(page().id)), events(store)) == (1, ())
    assert save(store, other, LATER).events == 1
    assert len(events(store)) == 1


def test_a_damaged_claim_of_the_version_before_is_passed_over(store: Store) -> None:
    save(store)
    with store.writing() as connection:
        connection.execute(update(claims_table).values(payload="{"))
    assert save(store, TEXT.replace("958", "957")).events == 0


def test_the_response_it_was_read_from_is_kept_with_a_new_version_alone(store: Store) -> None:
    save(store, archived=POINTER)
    save(store, archived=Pointer(file="b", offset=0, record_id="r", payload_digest="d"))
    save(store, TEXT.replace("958", "957"))
    assert [version.archived for version in store.versions(page().id)] == [POINTER, None]


def test_a_document_is_found_by_source_address_and_the_beginning_of_its_id(store: Store) -> None:
    save(store)
    of = page()
    for name in (of.id, of.id[:6], of.source, of.url or ""):
        assert store.find_document(name) == of.id
    assert store.find_document("corpus/pages/b.html") is None
    assert store.find_document("") is None


def test_an_address_of_two_documents_is_no_name(store: Store) -> None:
    for source in ("a", "b"):
        store.save_document(document(source), (), (), fingerprint="f", now=NOON)
    assert store.find_document("a") == document("a").id
    with pytest.raises(UsageError, match="several documents"):
        store.find_document("https://example.org/a")
