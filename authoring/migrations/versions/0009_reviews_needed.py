"""whether an organisation publishes only what was approved, and what was said of a version."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("organisation", schema=None) as batch_op:
        batch_op.add_column(sa.Column("review", sa.String(), nullable=True))
    for table in ("publication", "publish_order"):
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.add_column(sa.Column("note", sa.String(), nullable=False, server_default=""))
