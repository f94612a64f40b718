"""Set one's own password."""

from __future__ import annotations

from typing import TYPE_CHECKING

from authoring import audit
from authoring.db import writing
from authoring.errors import Forbidden, NotFound
from authoring.store import credentials, sessions
from authoring.tables import Person

if TYPE_CHECKING:
    from sqlmodel import Session

    from authoring.db import Database
    from authoring.permissions import Actor


def set_password(
    db: Database | Session, actor: Actor, person_id: str, password: str, *, keep: str | None = None
) -> None:
    """Set a password and end all the person's sessions, except that of the session token ``keep``.

    Everybody sets their own; the command line may set anybody's. Raises ``Refused`` for a poor one.
    """
    if not actor.machine and (actor.token_scope is not None or actor.person_id != person_id):
        raise Forbidden("set_password")
    with writing(db) as session:
        person = session.get(Person, person_id)
        if person is None:
            raise NotFound("person", person_id)
        person.password_hash = credentials.hash_password(password, person)
        session.add(person)
        sessions.end_all(session, person_id, but=keep)
        audit.record(session, actor, "set_password", None, "person", person_id)
