"""Say something at a field of a document."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from authoring import audit, clock
from authoring.db import writing
from authoring.errors import Refused
from authoring.ids import new_id
from authoring.permissions import Verb, require
from authoring.queries.documents import row_of
from authoring.tables import FieldComment

if TYPE_CHECKING:
    from sqlmodel import Session

    from authoring.db import Database
    from authoring.permissions import Actor

_POINTER: Final = re.compile(r"(?:/(?:[^/~]|~[01])*)*")


def comment_field(db: Database | Session, actor: Actor, document_id: str, pointer: str, text: str) -> str:
    """Write a comment at a field (a JSON pointer, RFC 6901; empty for the whole); return its id.

    The pointer need not lead anywhere: what is missing is worth a comment, too.

    Raises:
        NotFound, Forbidden: there is no such document, or the actor is no member of its organisation.
        Refused: ``comment_pointer``, ``comment_empty``.
    """
    with writing(db) as session:
        row = row_of(session, document_id)
        require(actor, Verb.COMMENT, row.organisation_id)
        if not _POINTER.fullmatch(pointer):
            raise Refused("comment_pointer", {"pointer": pointer})
        if not text.strip():
            raise Refused("comment_empty")
        comment = FieldComment(
            id=new_id(),
            document_id=document_id,
            pointer=pointer,
            revision=row.head,
            text=text.strip(),
            at=clock.now(),
            by_id=actor.person_id,
            by_name=actor.name,
        )
        session.add(comment)
        audit.record(session, actor, "comment", row.organisation_id, row.kind, row.id, comment=comment.id)
        return comment.id
