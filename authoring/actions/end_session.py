"""End one of one's own sessions: sign out a device that is elsewhere."""

from sqlalchemy import delete
from sqlmodel import col

from authoring import audit
from authoring.db import Database
from authoring.errors import SignInRequired
from authoring.permissions import Actor
from authoring.tables import WebSession


def end_session(db: Database, actor: Actor, session_id: str) -> None:
    """End the actor's session with the id that `queries.own_sessions` gives it; one that is gone stays gone."""
    if actor.person_id is None:
        raise SignInRequired
    with db.write() as session:
        session.execute(
            delete(WebSession).where(
                col(WebSession.person_id) == actor.person_id,
                col(WebSession.token_hash).startswith(session_id, autoescape=True),
            ),
        )
        audit.record(session, actor, "sign_out", None, "person", actor.person_id)
