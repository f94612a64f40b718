"""What Alembic compares and how it writes a type; apart from ``env.py``, which runs when it is imported."""

from __future__ import annotations

from typing import Literal

from sqlalchemy.sql.schema import SchemaItem

from authoring import tables

# Made by hand in the migrations, because no table class can describe them.
VIRTUAL = ("search_text",)


def include(item: SchemaItem, name: str | None, kind: str, _reflected: bool, _other: object) -> bool:  # noqa: FBT001
    """Leave out SQLite's virtual tables and their shadows, and indexes only PostgreSQL has."""
    _ = item
    if kind == "column":
        return name != "tokens"
    if kind in {"table", "index"} and name is not None:
        return not name.startswith((*VIRTUAL, "sqlite_", "pg_search_"))
    return True


def render(kind: str, item: object, _context: object) -> str | Literal[False]:
    """Write our column types as the plain ones they stand on: a migration must not change with the code."""
    if kind == "type" and isinstance(item, tables.UtcTime):
        return "sa.DateTime(timezone=True)"
    return False
