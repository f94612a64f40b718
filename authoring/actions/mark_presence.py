"""Say that somebody has a document open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import delete
from sqlmodel import col

from authoring import clock
from authoring.db import writing
from authoring.permissions import require
from authoring.queries.documents import reading_verb, row_of
from authoring.queries.presence import GONE_AFTER
from authoring.tables import Presence

if TYPE_CHECKING:
    from sqlmodel import Session

    from authoring.db import Database
    from authoring.permissions import Actor


def mark_presence(db: Database | Session, actor: Actor, document_id: str) -> None:
    """Note that the actor has the document open now; forgotten when not renewed. Machines leave no trace."""
    if actor.person_id is None:
        return
    with writing(db) as session:
        row = row_of(session, document_id)
        require(actor, reading_verb(row.kind), row.organisation_id)
        now = clock.now()
        session.execute(delete(Presence).where(col(Presence.seen_at) < now - GONE_AFTER))
        here = session.get(Presence, (document_id, actor.person_id))
        if here is None:
            here = Presence(document_id=document_id, person_id=actor.person_id, since=now, seen_at=now)
        here.seen_at = now
        session.add(here)
