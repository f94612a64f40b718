"""Remove for good what has been in the bin for thirty days."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import delete
from sqlmodel import col, select

from authoring import audit, clock
from authoring.actions.restore_document import KEPT
from authoring.db import writing
from authoring.permissions import Verb, require
from authoring.tables import Document

if TYPE_CHECKING:
    from sqlmodel import Session

    from authoring.db import Database
    from authoring.permissions import Actor


def purge_deleted(db: Database | Session, actor: Actor) -> int:
    """Remove all documents, with their revisions, whose time in the bin is over; return how many."""
    require(actor, Verb.ADMINISTER_INSTALLATION, None)
    with writing(db) as session:
        rows = session.exec(select(Document).where(col(Document.deleted_at) <= clock.now() - KEPT)).all()
        for row in rows:
            audit.record(session, actor, "purge", row.organisation_id, row.kind, row.id)
        ids = [row.id for row in rows]
        for start in range(0, len(ids), 500):
            session.execute(delete(Document).where(col(Document.id).in_(ids[start : start + 500])))
        return len(ids)
