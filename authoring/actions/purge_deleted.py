"""Remove for good what has been in the bin for thirty days, and what was decided of findings on site as long ago."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import delete
from sqlmodel import col, select

from authoring import audit, clock
from authoring.actions.restore_document import KEPT
from authoring.db import writing
from authoring.permissions import Verb, require
from authoring.tables import Document, OnSiteReport

if TYPE_CHECKING:
    from datetime import datetime

    from sqlmodel import Session

    from authoring.db import Database
    from authoring.permissions import Actor


def purge_deleted(db: Database | Session, actor: Actor) -> int:
    """Remove all documents, with their revisions, whose time in the bin is over; return how many.

    On-site reports that were accepted or declined go after the same time. Their photographs are then nobody's, and
    ``collect_files`` takes them.
    """
    require(actor, Verb.ADMINISTER_INSTALLATION, None)
    before = clock.now() - KEPT
    with writing(db) as session:
        rows = session.exec(select(Document).where(col(Document.deleted_at) <= before)).all()
        for row in rows:
            audit.record(session, actor, "purge", row.organisation_id, row.kind, row.id)
        ids = [row.id for row in rows]
        for start in range(0, len(ids), 500):
            session.execute(delete(Document).where(col(Document.id).in_(ids[start : start + 500])))
        _purge_reports(session, actor, before)
        return len(ids)


def _purge_reports(session: Session, actor: Actor, before: datetime) -> None:
    decided = (col(OnSiteReport.state) != "waiting", col(OnSiteReport.decided_at) <= before)
    for row in session.exec(select(OnSiteReport).where(*decided)).all():
        audit.record(session, actor, "purge", row.organisation_id, "station", row.station_id, report=row.id)
        session.delete(row)
