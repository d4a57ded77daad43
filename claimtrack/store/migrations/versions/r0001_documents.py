"""Documents, versions, claims, links, verdicts and snapshots."""

from alembic import op
from sqlalchemy import Boolean, Column, ForeignKey, Integer, PrimaryKeyConstraint, Text, text

from claimtrack.store.columns import Exact, Instant, Key

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the first tables."""
    op.create_table(
        "documents",
        Column("id", Key, nullable=False),
        Column("source", Text, nullable=False),
        Column("url", Text),
        Column("version", Integer, nullable=False),
        Column("fingerprint", Text),
        Column("first_seen_at", Instant, nullable=False),
        PrimaryKeyConstraint("id", name="pk_documents"),
    )
    op.create_index("ix_documents_source", "documents", ["source"])
    op.create_table(
        "versions",
        Column("document_id", Key, ForeignKey("documents.id", name="fk_versions_document_id"), nullable=False),
        Column("number", Integer, nullable=False),
        Column("sha256", Text, nullable=False),
        Column("seen_at", Instant, nullable=False),
        Column("headline", Text),
        Column("published_from", Instant),
        Column("published_to", Instant),
        Column("text", Text, nullable=False),
        Column("payload", Text, nullable=False),
        PrimaryKeyConstraint("document_id", "number", name="pk_versions"),
    )
    op.create_table(
        "claims",
        Column("id", Key, nullable=False),
        Column("document_id", Key, ForeignKey("documents.id", name="fk_claims_document_id"), nullable=False),
        Column("version", Integer, nullable=False),
        Column("current", Boolean, nullable=False),
        Column("ordinal", Integer, nullable=False),
        Column("start", Integer, nullable=False),
        Column("end", Integer, nullable=False),
        Column("exact", Text, nullable=False),
        Column("value", Exact),
        Column("low", Exact),
        Column("high", Exact),
        Column("unit", Text),
        Column("counted_noun", Text),
        Column("role", Text, nullable=False),
        Column("as_of_from", Instant),
        Column("as_of_to", Instant),
        Column("checkable", Boolean, nullable=False),
        Column("set_aside", Text),
        Column("digest", Text, nullable=False),
        Column("payload", Text, nullable=False),
        PrimaryKeyConstraint("id", name="pk_claims"),
    )
    op.create_index("ix_claims_document_id_ordinal", "claims", ["document_id", "ordinal"])
    _chain("links", Column("dataset", Text), Column("measure", Text))
    _chain(
        "verdicts",
        Column("ruleset", Text, nullable=False),
        Column("outcome", Text),
        Column("severity", Text),
        Column("direction", Text),
        Column("codes", Text, nullable=False),
        Column("official_value", Exact),
        Column("official_low", Exact),
        Column("official_high", Exact),
        Column("dataset", Text),
        Column("measure", Text),
        Column("as_of", Instant),
    )
    op.create_table(
        "snapshots",
        Column("dataset", Key, nullable=False),
        Column("observed_at", Instant, nullable=False),
        Column("sha256", Key, nullable=False),
        Column("rows_sha256", Text, nullable=False),
        Column("observed_at_source", Text, nullable=False),
        Column("file", Text, nullable=False),
        Column("rows", Integer, nullable=False),
        Column("last_row", Integer, nullable=False),
        Column("status", Text, nullable=False),
        Column("reason", Text, nullable=False),
        PrimaryKeyConstraint("dataset", "observed_at", "sha256", name="pk_snapshots"),
    )


def downgrade() -> None:
    """Drop them."""
    for name in ("snapshots", "verdicts", "links", "claims", "versions", "documents"):
        op.drop_table(name)


def _chain(name: str, *columns: Column[object]) -> None:
    op.create_table(
        name,
        Column("claim_id", Key, ForeignKey("claims.id", name=f"fk_{name}_claim_id"), nullable=False),
        Column("sequence", Integer, nullable=False),
        Column("superseded_by", Integer),
        Column("created_at", Instant, nullable=False),
        Column("fingerprint", Text, nullable=False),
        Column("digest", Text, nullable=False),
        Column("payload", Text, nullable=False),
        *columns,
        PrimaryKeyConstraint("claim_id", "sequence", name=f"pk_{name}"),
    )
    holds = text("superseded_by IS NULL")
    op.create_index(f"uq_{name}_current", name, ["claim_id"], unique=True, sqlite_where=holds, postgresql_where=holds)
