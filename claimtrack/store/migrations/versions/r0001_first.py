"""The first tables: documents and their versions, claims, links and verdicts, people's decisions."""

from alembic import op
from sqlalchemy import BigInteger, Boolean, Column, ForeignKey, Integer, PrimaryKeyConstraint, Text, text

from claimtrack.store.columns import Exact, Instant, Key

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

Number = BigInteger().with_variant(Integer(), "sqlite")


def upgrade() -> None:
    """Make them, each after those it refers to."""
    _make_documents()
    _make_versions()
    _make_claims()
    _make_links()
    _make_verdicts()
    _make_decisions()


def downgrade() -> None:
    """Drop them."""
    for name in ("decisions", "verdicts", "links", "claims", "versions", "documents"):
        op.drop_table(name)


def _make_documents() -> None:
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


def _make_versions() -> None:
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


def _make_claims() -> None:
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
        Column("payload", Text, nullable=False),
        PrimaryKeyConstraint("id", name="pk_claims"),
    )
    op.create_index("ix_claims_document_id_ordinal", "claims", ["document_id", "ordinal"])


def _make_links() -> None:
    _make_chain("links", Column("dataset", Text), Column("measure", Text))


def _make_verdicts() -> None:
    _make_chain(
        "verdicts",
        Column("ruleset", Text, nullable=False),
        Column("profile", Text),
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


def _make_chain(name: str, *columns: Column[object]) -> None:
    op.create_table(
        name,
        Column("claim_id", Key, ForeignKey("claims.id", name=f"fk_{name}_claim_id"), nullable=False),
        Column("sequence", Integer, nullable=False),
        Column("superseded_by", Integer),
        Column("created_at", Instant, nullable=False),
        Column("fingerprint", Text, nullable=False),
        Column("payload", Text, nullable=False),
        *columns,
        PrimaryKeyConstraint("claim_id", "sequence", name=f"pk_{name}"),
    )
    holds = text("superseded_by IS NULL")
    op.create_index(f"uq_{name}_current", name, ["claim_id"], unique=True, sqlite_where=holds, postgresql_where=holds)


def _make_decisions() -> None:
    op.create_table(
        "decisions",
        Column("number", Number, autoincrement=True, nullable=False),
        Column("id", Key, nullable=False),
        Column("claim_id", Key, nullable=False),
        Column("decided_at", Instant, nullable=False),
        Column("who", Text, nullable=False),
        Column("kind", Text, nullable=False),
        Column("outcome", Text),
        Column("reason", Text, nullable=False),
        Column("ruleset", Text, nullable=False),
        Column("snapshot", Text),
        PrimaryKeyConstraint("number", name="pk_decisions"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_decisions_id", "decisions", ["id"], unique=True)
    op.create_index("ix_decisions_claim_id_number", "decisions", ["claim_id", "number"])
