"""Take a deleted document out of the bin."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from sqlmodel import select

from authoring import audit, clock
from authoring.db import writing
from authoring.errors import NotFound
from authoring.permissions import Verb, require
from authoring.queries.documents import row_of
from authoring.store import body as bodies
from authoring.store import index, revisions, slugs
from authoring.store.revisions import Note, Saved
from authoring.tables import Revision

if TYPE_CHECKING:
    from sqlmodel import Session

    from authoring.db import Database
    from authoring.permissions import Actor

KEPT: Final = timedelta(days=30)


def restore_document(db: Database | Session, actor: Actor, document_id: str) -> Saved:
    """Bring a document back as it was; a tour whose slug was given away meanwhile gets another."""
    with writing(db) as session:
        row = row_of(session, document_id, deleted=True, lock=True)
        require(actor, Verb.RESTORE, row.organisation_id)
        if row.deleted_at is None or row.deleted_at + KEPT <= clock.now():
            raise NotFound("document", document_id)
        row.deleted_at = None
        session.add(row)
        session.flush()
        text = session.exec(
            select(Revision.body).where(Revision.document_id == row.id, Revision.number == row.head)
        ).one()
        before = bodies.of_value(bodies.of_text(text))
        body = revisions.settle(session, before)
        report = revisions.judge(session, body, row.organisation_id)
        if body.text != before.text:
            note = Note(based_on=row.head, summary="restore")
            revisions.append(session, actor, row, body, report, note)
        else:
            row.slug = slugs.wanted(body.value)
            revisions.count_faults(row, report)
            index.renew(session, row, body.value)
            revisions.doubt_faults_above(session, row.id)
            session.add(row)
        audit.record(session, actor, "restore", row.organisation_id, row.kind, row.id)
        return Saved(row.id, row.head, body.data, merged=body.text != before.text, report=report)
