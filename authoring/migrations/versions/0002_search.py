"""the library search."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

# Every length that people type has a list of its own, so that a prefix is one walk and never a merge
# of thousands of words; the marks before a title's words (":ts") take three letters of it.
SQLITE = """
CREATE VIRTUAL TABLE search_text USING fts5(
    words, facets,
    content='search_entry', content_rowid='seq',
    detail='none', prefix='1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16',
    tokenize="unicode61 remove_diacritics 0 tokenchars ':-.'"
)
"""
POSTGRESQL = (
    (
        "ALTER TABLE search_entry ADD COLUMN tokens tsvector NOT NULL GENERATED ALWAYS AS (array_to_tsvector("
        "array_remove(string_to_array(words || ' ' || facets, ' '), ''))) STORED"
    ),
    "CREATE INDEX pg_search_tokens ON search_entry USING gin (tokens)",
)


def upgrade() -> None:
    op.create_table(
        "search_entry",
        sa.Column("seq", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("document_id", sa.String(), nullable=False),
        sa.Column("lon", sa.Float(), nullable=True),
        sa.Column("lat", sa.Float(), nullable=True),
        sa.Column("title_key", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("facets", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("seq"),
        sa.UniqueConstraint("document_id"),
    )
    for statement in (SQLITE,) if op.get_bind().dialect.name == "sqlite" else POSTGRESQL:
        op.execute(statement)
