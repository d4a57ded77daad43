"""What people said of links: the measure, the scope and the document of a decision."""

from alembic import op
from sqlalchemy import Column, Text

from claimtrack.store.columns import Key

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the columns."""
    op.add_column("decisions", Column("document_id", Key))
    op.add_column("decisions", Column("measure", Text))
    op.add_column("decisions", Column("scope", Text))


def downgrade() -> None:
    """Drop them."""
    op.drop_column("decisions", "scope")
    op.drop_column("decisions", "measure")
    op.drop_column("decisions", "document_id")
