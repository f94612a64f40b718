"""The bin: what the organisations of one person have deleted, the last first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlmodel import col, select

from authoring.queries.documents import Entry
from authoring.tables import Document

if TYPE_CHECKING:
    from datetime import datetime

    from sqlmodel import Session

    from authoring.permissions import Actor


def trash(
    session: Session, actor: Actor, *, before: tuple[datetime, str] | None = None, limit: int = 50
) -> list[Entry]:
    """Return the deleted documents of the actor's organisations, deleted last first; of all for the machine.

    ``before`` is ``(deleted_at, id)`` of the last entry of the page before this one.
    """
    deleted_at, id_ = col(Document.deleted_at), col(Document.id)
    query = select(Document).where(deleted_at.is_not(None))
    if not actor.machine:
        query = query.where(col(Document.organisation_id).in_(actor.roles))
    if before is not None:
        query = query.where((deleted_at < before[0]) | ((deleted_at == before[0]) & (id_ < before[1])))
    query = query.order_by(deleted_at.desc(), id_.desc()).limit(limit)
    return [Entry.of(row) for row in session.exec(query)]
