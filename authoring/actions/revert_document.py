"""Go back to an earlier revision of a document."""

from __future__ import annotations

from typing import TYPE_CHECKING

from authoring.actions.save_document import save_document
from authoring.db import reading
from authoring.queries import history

if TYPE_CHECKING:
    from sqlmodel import Session

    from authoring.db import Database
    from authoring.permissions import Actor
    from authoring.store.revisions import Saved


def revert_document(db: Database | Session, actor: Actor, document_id: str, to: int) -> Saved:
    """Save the body of revision ``to`` once more, as a new revision; the ones between stay."""
    with reading(db) as session:
        head = history.head(session, actor, document_id)
        body = history.body(session, actor, document_id, to)
    return save_document(db, actor, document_id, body.encode(), head, summary=f"revert:{to}")
