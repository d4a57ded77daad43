"""What documents were judged under, in full, so that their verdicts can be replayed."""

from alembic import op
from sqlalchemy import Column, PrimaryKeyConstraint, Text

from claimtrack.store.columns import Key

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table, and the documents' reference to it."""
    op.create_table(
        "terms",
        Column("id", Key, nullable=False),
        Column("payload", Text, nullable=False),
        PrimaryKeyConstraint("id", name="pk_terms"),
    )
    op.add_column("documents", Column("terms_id", Key))


def downgrade() -> None:
    """Drop them."""
    op.drop_column("documents", "terms_id")
    op.drop_table("terms")
