"""what a medium's upload was called, beside its document; the log of uploads knows it of those that are there."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

DOCUMENT = sa.table("document", sa.column("id", sa.String), sa.column("file_name", sa.String))
AUDIT_LINE = sa.table(
    "audit_line", sa.column("verb", sa.String), sa.column("subject_id", sa.String), sa.column("values", sa.JSON)
)


def upgrade() -> None:
    op.add_column("document", sa.Column("file_name", sa.String(), nullable=True))
    bind = op.get_bind()
    uploads = sa.select(AUDIT_LINE.c.subject_id, AUDIT_LINE.c["values"]).where(AUDIT_LINE.c.verb == "upload")
    for document_id, values in bind.execute(uploads).all():
        if values.get("file"):
            there = DOCUMENT.c.id == document_id
            bind.execute(sa.update(DOCUMENT).where(there).values(file_name=values["file"]))
