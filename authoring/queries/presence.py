"""Who else has a document open."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from sqlmodel import col, select

from authoring import clock
from authoring.permissions import require
from authoring.queries.documents import reading_verb, row_of
from authoring.tables import Person, Presence

if TYPE_CHECKING:
    from datetime import datetime

    from sqlmodel import Session

    from authoring.permissions import Actor

GONE_AFTER: Final = timedelta(seconds=45)


@dataclass(frozen=True)
class Present:
    """Somebody who has a document open, and since when."""

    person_id: str
    name: str
    since: datetime


def present(session: Session, actor: Actor, document_id: str) -> list[Present]:
    """Return the others who have the document open, first come first."""
    row = row_of(session, document_id)
    require(actor, reading_verb(row.kind), row.organisation_id)
    rows = session.exec(
        select(Person.id, Person.name, Presence.since)
        .join(Presence, col(Presence.person_id) == col(Person.id))
        .where(Presence.document_id == document_id, col(Presence.seen_at) >= clock.now() - GONE_AFTER)
        .order_by(col(Presence.since))
    )
    return [Present(*found) for found in rows if found[0] != actor.person_id]
