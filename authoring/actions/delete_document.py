"""Delete a document, for thirty days in a way that can be undone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from authoring import audit, clock
from authoring.db import writing
from authoring.errors import Refused
from authoring.permissions import Verb, require
from authoring.queries.documents import row_of
from authoring.queries.publications import is_published
from authoring.queries.usage import InUse, users_of
from authoring.store import cards, index, revisions

if TYPE_CHECKING:
    from sqlmodel import Session

    from authoring.db import Database
    from authoring.permissions import Actor


def delete_document(db: Database | Session, actor: Actor, document_id: str, *, even_if_used: bool = False) -> None:
    """Put a document into the bin; raise ``InUse`` if another one needs it, ``Refused`` if visitors have the tour.

    With ``even_if_used`` the others are left with a reference that leads nowhere, which their
    reports will say.
    """
    with writing(db) as session:
        row = row_of(session, document_id, lock=True)
        require(actor, Verb.DELETE, row.organisation_id)
        if is_published(session, document_id):
            raise Refused("document_published")
        if not even_if_used:
            users = users_of(session, actor, document_id)
            if users.count:
                title = cards.title_in(row.card, actor.language) or row.id
                raise InUse("document_in_use", users, {"title": title})
        revisions.doubt_faults_above(session, document_id)
        row.deleted_at = clock.now()
        # The slug is free for others at once; coming back, the tour may get a number.
        row.slug = None
        session.add(row)
        session.flush()
        index.renew(session, row, None)
        audit.record(session, actor, "delete", row.organisation_id, row.kind, row.id)
