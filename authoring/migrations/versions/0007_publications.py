"""what was published, and what it was made of."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "publication",
        sa.Column("tour_id", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("manifest", sa.String(), nullable=False),
        sa.Column("current", sa.Boolean(), nullable=False),
        sa.Column("parts", sa.JSON(), nullable=False),
        sa.Column("whole_bytes", sa.BigInteger(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_id", sa.String(), nullable=True),
        sa.Column("by_name", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["tour_id"], ["document.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("tour_id", "version"),
    )
    op.create_table(
        "published_part",
        sa.Column("tour_id", sa.String(), nullable=False),
        sa.Column("document_id", sa.String(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["tour_id"], ["document.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("tour_id", "document_id"),
    )
    with op.batch_alter_table("published_part", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_published_part_document_id"), ["document_id"], unique=False)
