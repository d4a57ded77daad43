"""The tables. `doc` and `info` are what docs/database.md is made from; a change here needs a migration."""

from __future__ import annotations

from typing import Any

from sqlalchemy import BigInteger, Boolean, Column, ForeignKey, Index, Integer, MetaData, String, Table, Text

from claimtrack.store.columns import Exact, Instant, Key

Number = BigInteger().with_variant(Integer(), "sqlite")

metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    }
)


def _required(name: str, kind: Any, doc: str, *rules: ForeignKey, key: bool = False) -> Column[Any]:
    return Column(name, kind, *rules, primary_key=key, nullable=False, doc=doc, autoincrement=False)


def _optional(name: str, kind: Any, doc: str) -> Column[Any]:
    return Column(name, kind, nullable=True, doc=doc)


def _lease() -> tuple[Column[Any], ...]:
    """Return the columns that say who works on a row: on PostgreSQL several machines share the work."""
    return (
        _optional("lease_token", Text, "of the worker that has it; null: nobody has"),
        _optional("lease_until", Instant, "when anybody else may take it over"),
    )


def _pointer() -> tuple[Column[Any], ...]:
    """Return the columns that say where a record of the archive lies."""
    return (
        _optional("archive_file", Text, "file of corpus/archive that holds the response; null: not fetched"),
        _optional("archive_offset", Number, "where in it, in bytes"),
        _optional("archive_record", Text, "the record's id"),
        _optional("archive_digest", Text, "SHA-256 of its payload"),
    )


def _chain() -> tuple[Column[Any], ...]:
    """Return the columns of a table whose rows are superseded by later ones, never changed."""
    return (
        _required("claim_id", Key, "the claim", ForeignKey("claims.id"), key=True),
        _required("sequence", Integer, "1 for the claim's first row, then one more each time", key=True),
        _optional("superseded_by", Integer, "sequence of the row that took its place; null while it holds"),
        _required("created_at", Instant, "when it was found"),
        _required("fingerprint", Text, "of the rules, descriptors, snapshots and options it was made under"),
        _required("payload", Text, "the whole of it as JSON; `null`: withdrawn"),
    )


documents = Table(
    "documents",
    metadata,
    _required("id", Key, "stable by source", key=True),
    _required("source", Text, "path under the workspace, address, or what the user typed"),
    _optional("url", Text, "address, where there is one"),
    _required("version", Integer, "number of the newest version"),
    _optional("fingerprint", Text, "what the newest version was last judged under"),
    _required("first_seen_at", Instant, "when it was first saved"),
    _optional("terms_id", Key, "the same in full: a row of `terms`; null: judged before these were kept"),
    *_lease(),
    _optional("traced", Boolean, "whether `dependencies` says what its verdicts were read from; null: it does not"),
    Index(None, "source"),
    Index(None, "terms_id"),
    info={"doc": "A page or file that is watched.", "writes": "upserted"},
)

versions = Table(
    "versions",
    metadata,
    _required("document_id", Key, "the document", ForeignKey("documents.id"), key=True),
    _required("number", Integer, "1 for the first text seen, then one more at each change", key=True),
    _required("sha256", Text, "of the document; the same text coming back is a new version all the same"),
    _required("seen_at", Instant, "when it was first seen"),
    _optional("headline", Text, "headline"),
    _optional("published_from", Instant, "start of the publication date"),
    _optional("published_to", Instant, "end of it: the day's last microsecond where only the day is known"),
    _required("text", Text, "the text that claims' offsets count in"),
    _required("payload", Text, "the rest of the document as JSON"),
    *_pointer(),
    info={"doc": "Each text a document has had.", "writes": "appended; metadata of the newest is upserted"},
)

claims = Table(
    "claims",
    metadata,
    _required("id", Key, "of its identifying parts", key=True),
    _required("document_id", Key, "the document", ForeignKey("documents.id")),
    _required("version", Integer, "newest version it was found in"),
    _required("current", Boolean, "whether it is in the document's newest version"),
    _required("ordinal", Integer, "place in the document, from 0"),
    _required("start", Integer, "offset of the quotation, in code points"),
    _required("end", Integer, "offset behind it"),
    _required("exact", Text, "the quotation"),
    _optional("value", Exact, "the number; null for a range"),
    _optional("low", Exact, "low end of a range"),
    _optional("high", Exact, "high end of a range"),
    _optional("unit", Text, "unit; null for a count of things"),
    _optional("counted_noun", Text, "what is counted, singular"),
    _required("role", Text, "level, from, to, delta, percent_change, ratio, share or rank"),
    _optional("as_of_from", Instant, "start of the time the wording itself gives"),
    _optional("as_of_to", Instant, "end of it"),
    _required("checkable", Boolean, "whether data could settle it"),
    _optional("set_aside", Text, "why it is no claim: a reason code"),
    _required("payload", Text, "the whole claim as JSON"),
    Index(None, "document_id", "ordinal"),
    info={"doc": "Numbers in documents.", "writes": "upserted; kept when they vanish from the text"},
)

links = Table(
    "links",
    metadata,
    *_chain(),
    _optional("dataset", Text, "dataset of the chosen measure"),
    _optional("measure", Text, "the chosen measure"),
    info={"doc": "Which measure a claim speaks of.", "writes": "append-only"},
)

verdicts = Table(
    "verdicts",
    metadata,
    *_chain(),
    _required("ruleset", Text, "version of the rules"),
    _optional("profile", Text, "profile it was judged under; null: withdrawn"),
    _optional("outcome", Text, "agrees, discrepancy or undetermined; null: withdrawn"),
    _optional("severity", Text, "note, minor, material or critical"),
    _optional("direction", Text, "overstated or understated"),
    _required("codes", Text, "reason codes, separated by spaces"),
    _optional("official_value", Exact, "the official value; null for an interval"),
    _optional("official_low", Exact, "low end of what it is known to lie in"),
    _optional("official_high", Exact, "high end"),
    _optional("dataset", Text, "dataset of the official value"),
    _optional("measure", Text, "measure of the official value"),
    _optional("as_of", Instant, "when the newest snapshot it rests on was observed"),
    info={"doc": "What was found of a claim.", "writes": "append-only"},
)

for _table in (links, verdicts):
    # One row per claim holds at a time; the database itself sees to it, whatever two writers do.
    Index(
        f"uq_{_table.name}_current",
        _table.c.claim_id,
        unique=True,
        sqlite_where=_table.c.superseded_by.is_(None),
        postgresql_where=_table.c.superseded_by.is_(None),
    )

terms = Table(
    "terms",
    metadata,
    _required("id", Key, "SHA-256 of the payload", key=True),
    _required("payload", Text, "rule set, profile, options, descriptors and snapshots of a run, as JSON"),
    info={"doc": "What documents were judged under, in full: what `replay` needs.", "writes": "appended"},
)

cells = Table(
    "cells",
    metadata,
    _required("id", Key, "SHA-256 of the other columns", key=True),
    _required("dataset", Text, "the dataset"),
    _required("measure", Text, "the measure; empty: the dataset as a whole"),
    _required("scope", Text, "pairs of dimension and value as JSON"),
    _optional("seen", Text, "what the newest snapshot said then: value, and the ends that differ; null: nothing"),
    _optional("newest", Instant, "when the newest snapshot known then was observed; null: there was none"),
    _required("is_open", Boolean, "whether any newer snapshot may change a verdict, whatever it says"),
    Index(None, "dataset"),
    info={"doc": "Cells of the data as verdicts found them, each once.", "writes": "appended"},
)

dependencies = Table(
    "dependencies",
    metadata,
    _required("document_id", Key, "the document", ForeignKey("documents.id"), key=True),
    _required("claim_id", Key, "the claim", ForeignKey("claims.id"), key=True),
    _required("cell_id", Key, "a cell that its verdict was read from", ForeignKey("cells.id"), key=True),
    _optional("until", Instant, "end of the time that the claim speaks of; null: it has none"),
    Index(None, "cell_id"),
    info={"doc": "What verdicts depend on in the data.", "writes": "replaced with the verdicts of a document"},
)

decisions = Table(
    "decisions",
    metadata,
    Column("number", Number, primary_key=True, autoincrement=True, doc="order of arrival"),
    _required("id", Key, "SHA-256 of the decision; the same one is not appended twice"),
    _required("claim_id", Key, "the claim; may be of a document that isn't here (imported)"),
    _required("decided_at", Instant, "when"),
    _required("who", Text, "who"),
    _required("kind", Text, "what was decided: link-positive, link-negative, link-unsure, link-withdrawn …"),
    _optional("outcome", Text, "the outcome it sets, where it sets one"),
    _required("reason", Text, "why"),
    _required("ruleset", Text, "version of the rules at the time"),
    _optional("snapshot", Text, "SHA-256 of the snapshot the person saw"),
    _optional("document_id", Key, "the claim's document"),
    _optional("measure", Text, "of a decision on the link: dataset/measure"),
    _optional("scope", Text, "of a decision on the link: pairs of dimension and value as JSON; null: the text's"),
    Index(None, "id", unique=True),
    Index(None, "claim_id", "number"),
    info={"doc": "What people decided.", "writes": "append-only; can't be rebuilt from corpus/, so back it up"},
    sqlite_autoincrement=True,
)

sources = Table(
    "sources",
    metadata,
    _required("id", Key, "of the source's address, as in corpus/sources.toml", key=True),
    _required("url", Text, "the address"),
    _optional("looked_at", Instant, "when all of it was last looked at; null: never to the end"),
    *_lease(),
    info={"doc": "How far the watching of a source has come.", "writes": "upserted"},
)

pages = Table(
    "pages",
    metadata,
    _required("url", Key, "canonical address", key=True),
    _required("source_id", Key, "the source it is watched for; its row may be gone"),
    _required("role", Text, "listing, page or data"),
    _required("listed", Boolean, "whether the newest listing names it"),
    _required("first_seen_at", Instant, "when it was first listed"),
    _optional("looked_at", Instant, "when it was last answered for; null: still to be fetched"),
    _optional("changed_at", Instant, "when its content was last another one"),
    _optional("etag", Text, "the server's ETag, to ask with"),
    _optional("last_modified", Text, "the server's Last-Modified, to ask with"),
    _optional("status", Integer, "HTTP status of the last answer"),
    _optional("problem", Text, "why the last try failed; null: it did not"),
    _optional("document_id", Key, "the document it is; null: none was read from it"),
    *_pointer(),
    Index(None, "source_id", "role"),
    info={"doc": "Addresses that are watched: listings, the pages they name, downloads.", "writes": "upserted"},
)

events = Table(
    "events",
    metadata,
    Column("number", Number, primary_key=True, autoincrement=True, doc="order of arrival"),
    _required("id", Key, "SHA-256 of what happened; the same is not appended twice"),
    _required("kind", Text, "EDT: a number was changed; FLIP: a verdict's outcome changed"),
    _required("at", Instant, "when it was noticed"),
    _required("document_id", Key, "the document", ForeignKey("documents.id")),
    _optional("claim_id", Key, "the claim as it now is"),
    _required("payload", Text, "what was before and after, as JSON"),
    _optional("told_at", Instant, "when it was handed to who is notified; null: not yet"),
    Index(None, "id", unique=True),
    Index(None, "document_id"),
    info={"doc": "What an editor should look at.", "writes": "appended; told_at is set once"},
    sqlite_autoincrement=True,
)

schema = Table(
    "claimtrack_schema",
    MetaData(naming_convention={"pk": "%(table_name)s_pkc"}),
    Column("version_num", String(32), primary_key=True, doc="the schema's revision, as Alembic keeps it"),
    info={"doc": "Which revision the tables are of.", "writes": "by migrations"},
)
