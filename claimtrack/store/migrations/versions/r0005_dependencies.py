"""What verdicts depend on in the data, so that a new snapshot has only those judged anew that it can change."""

from alembic import op
from sqlalchemy import Boolean, Column, ForeignKey, PrimaryKeyConstraint, Text

from claimtrack.store.columns import Instant, Key

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column, then make the tables; what was judged before is traced at its next judgement."""
    op.add_column("documents", Column("traced", Boolean))
    op.create_index("ix_documents_terms_id", "documents", ["terms_id"])
    op.create_table(
        "cells",
        Column("id", Key, nullable=False),
        Column("dataset", Text, nullable=False),
        Column("measure", Text, nullable=False),
        Column("scope", Text, nullable=False),
        Column("seen", Text),
        Column("newest", Instant),
        Column("is_open", Boolean, nullable=False),
        PrimaryKeyConstraint("id", name="pk_cells"),
    )
    op.create_index("ix_cells_dataset", "cells", ["dataset"])
    op.create_table(
        "dependencies",
        Column("document_id", Key, ForeignKey("documents.id", name="fk_dependencies_document_id"), nullable=False),
        Column("claim_id", Key, ForeignKey("claims.id", name="fk_dependencies_claim_id"), nullable=False),
        Column("cell_id", Key, ForeignKey("cells.id", name="fk_dependencies_cell_id"), nullable=False),
        Column("until", Instant),
        PrimaryKeyConstraint("document_id", "claim_id", "cell_id", name="pk_dependencies"),
    )
    op.create_index("ix_dependencies_cell_id", "dependencies", ["cell_id"])


def downgrade() -> None:
    """Drop them."""
    op.drop_table("dependencies")
    op.drop_table("cells")
    op.drop_index("ix_documents_terms_id", "documents")
    op.drop_column("documents", "traced")
