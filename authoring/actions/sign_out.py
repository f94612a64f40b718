"""Sign out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import delete
from sqlmodel import col

from authoring import audit
from authoring.store import credentials
from authoring.tables import WebSession

if TYPE_CHECKING:
    from authoring.db import Database
    from authoring.permissions import Actor


def sign_out(db: Database, actor: Actor, token: str) -> None:
    """End the session of a token, if there is one."""
    with db.write() as session:
        session.execute(delete(WebSession).where(col(WebSession.token_hash) == credentials.hashed(token)))
        audit.record(session, actor, "sign_out", None, "person", actor.person_id or "")
