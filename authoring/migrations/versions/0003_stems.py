"""the library search, with stems, and its words apart from what is short.

The index is made of the documents: it is dropped here, and filled again when the tables stand.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

# Every length that people type has a list of its own, so that a prefix is one walk and never a merge
# of thousands of words; of a longer word the rest is a word of its own.
SQLITE = """
CREATE VIRTUAL TABLE search_text USING fts5(
    words, facets,
    content='search_words', content_rowid='seq',
    detail='none', prefix='1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16',
    tokenize="unicode61 remove_diacritics 0 tokenchars ':-.'"
)
"""
POSTGRESQL = (
    (
        "ALTER TABLE search_words ADD COLUMN tokens tsvector NOT NULL GENERATED ALWAYS AS (array_to_tsvector("
        "array_remove(string_to_array(words || ' ' || facets, ' '), ''))) STORED"
    ),
    "CREATE INDEX pg_search_tokens ON search_words USING gin (tokens)",
)


def upgrade() -> None:
    on_sqlite = op.get_bind().dialect.name == "sqlite"
    if on_sqlite:
        op.execute("DROP TABLE search_text")
    op.drop_table("search_entry")
    op.create_table(
        "search_entry",
        sa.Column("seq", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("document_id", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("organisation_id", sa.String(), nullable=False),
        sa.Column("lon", sa.Float(), nullable=True),
        sa.Column("lat", sa.Float(), nullable=True),
        sa.Column("letters", sa.BigInteger(), nullable=False),
        sa.Column("title_letters", sa.BigInteger(), nullable=False),
        sa.Column("languages", sa.String(), nullable=False),
        sa.Column("themes", sa.String(), nullable=False),
        sa.Column("title_key", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("seq"),
        sa.UniqueConstraint("document_id"),
    )
    op.create_table(
        "search_words",
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("facets", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["seq"], ["search_entry.seq"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("seq"),
    )
    for statement in (SQLITE,) if on_sqlite else POSTGRESQL:
        op.execute(statement)
