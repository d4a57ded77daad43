"""What keeps a corpus fresh: how far sources were looked at, addresses, archive records, leases, events."""

from alembic import op
from sqlalchemy import BigInteger, Boolean, Column, ForeignKey, Integer, PrimaryKeyConstraint, Text

from claimtrack.store.columns import Instant, Key

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

Number = BigInteger().with_variant(Integer(), "sqlite")
LEASE = (("lease_token", Text), ("lease_until", Instant))
POINTER = (("archive_file", Text), ("archive_offset", Number), ("archive_record", Text), ("archive_digest", Text))


def upgrade() -> None:
    """Add the columns, then make the tables."""
    for table, columns in (("documents", LEASE), ("versions", POINTER)):
        for name, kind in columns:
            op.add_column(table, Column(name, kind))
    _make_sources()
    _make_pages()
    _make_events()


def downgrade() -> None:
    """Drop them."""
    for name in ("events", "pages", "sources"):
        op.drop_table(name)
    for table, columns in (("versions", POINTER), ("documents", LEASE)):
        for name, _ in reversed(columns):
            op.drop_column(table, name)


def _make_sources() -> None:
    op.create_table(
        "sources",
        Column("id", Key, nullable=False),
        Column("url", Text, nullable=False),
        Column("looked_at", Instant),
        *(Column(name, kind) for name, kind in LEASE),
        PrimaryKeyConstraint("id", name="pk_sources"),
    )


def _make_pages() -> None:
    op.create_table(
        "pages",
        Column("url", Key, nullable=False),
        Column("source_id", Key, nullable=False),
        Column("role", Text, nullable=False),
        Column("listed", Boolean, nullable=False),
        Column("first_seen_at", Instant, nullable=False),
        Column("looked_at", Instant),
        Column("changed_at", Instant),
        Column("etag", Text),
        Column("last_modified", Text),
        Column("status", Integer),
        Column("problem", Text),
        Column("document_id", Key),
        *(Column(name, kind) for name, kind in POINTER),
        PrimaryKeyConstraint("url", name="pk_pages"),
    )
    op.create_index("ix_pages_source_id_role", "pages", ["source_id", "role"])


def _make_events() -> None:
    op.create_table(
        "events",
        Column("number", Number, autoincrement=True, nullable=False),
        Column("id", Key, nullable=False),
        Column("kind", Text, nullable=False),
        Column("at", Instant, nullable=False),
        Column("document_id", Key, ForeignKey("documents.id", name="fk_events_document_id"), nullable=False),
        Column("claim_id", Key),
        Column("payload", Text, nullable=False),
        Column("told_at", Instant),
        PrimaryKeyConstraint("number", name="pk_events"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_events_id", "events", ["id"], unique=True)
    op.create_index("ix_events_document_id", "events", ["document_id"])
