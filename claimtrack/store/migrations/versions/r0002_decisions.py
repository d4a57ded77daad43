"""People's decisions, and runs."""

from alembic import op
from sqlalchemy import BigInteger, Column, Integer, PrimaryKeyConstraint, Text

from claimtrack.store.columns import Instant, Key

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

Number = BigInteger().with_variant(Integer(), "sqlite")


def upgrade() -> None:
    """Make both tables."""
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
    op.create_table(
        "runs",
        Column("number", Number, autoincrement=True, nullable=False),
        Column("command", Text, nullable=False),
        Column("tool", Text, nullable=False),
        Column("ruleset", Text, nullable=False),
        Column("fingerprint", Text, nullable=False),
        Column("started_at", Instant, nullable=False),
        Column("finished_at", Instant),
        Column("documents", Integer, nullable=False),
        Column("failures", Integer, nullable=False),
        PrimaryKeyConstraint("number", name="pk_runs"),
        sqlite_autoincrement=True,
    )


def downgrade() -> None:
    """Drop them."""
    op.drop_table("runs")
    op.drop_table("decisions")
