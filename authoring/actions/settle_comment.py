"""Settle what was said at a field, or open it again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from authoring import audit, clock
from authoring.db import writing
from authoring.permissions import Verb, require
from authoring.queries.documents import row_of
from authoring.queries.reviews import comment_row

if TYPE_CHECKING:
    from sqlmodel import Session

    from authoring.db import Database
    from authoring.permissions import Actor


def settle_comment(db: Database | Session, actor: Actor, comment_id: str, *, settled: bool = True) -> None:
    """Say that a comment was seen to, or that it was not after all; the same again changes nothing.

    Raises:
        NotFound, Forbidden: there is no such comment, or the actor is no member of its organisation.
    """
    with writing(db) as session:
        comment = comment_row(session, comment_id, lock=True)
        row = row_of(session, comment.document_id)
        require(actor, Verb.COMMENT, row.organisation_id)
        if (comment.settled_at is not None) is settled:
            return
        comment.settled_at = clock.now() if settled else None
        comment.settled_by = actor.name if settled else None
        session.add(comment)
        values = {"comment": comment.id, "settled": settled}
        audit.record(session, actor, "settle_comment", row.organisation_id, row.kind, row.id, **values)
