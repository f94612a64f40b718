"""what an organisation usually puts on its works, and where its clocks stand."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("organisation", sa.Column("time_zone", sa.String(), nullable=True))
    op.add_column("organisation", sa.Column("licence", sa.String(), nullable=True))
