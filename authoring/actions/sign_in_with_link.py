"""Sign in with a one-time link."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import update
from sqlmodel import col, select

from authoring import clock
from authoring.errors import Refused
from authoring.store import attempts, credentials, sessions
from authoring.tables import Person, SignInLink

if TYPE_CHECKING:
    from authoring.db import Database
    from authoring.store.sessions import SignedIn


def sign_in_with_link(db: Database, token: str, address: str) -> SignedIn:
    """Use a link up and open a session; raise ``Refused`` if it is unknown, used or expired."""
    token_hash, now = credentials.hashed(token), clock.now()
    with db.write() as session:
        attempts.count(session, address=address)
    with db.write() as session:
        # One statement decides, so that a link that is opened twice at once opens once.
        used = session.execute(
            update(SignInLink)
            .where(col(SignInLink.token_hash) == token_hash)
            .where(col(SignInLink.used_at).is_(None), col(SignInLink.expires_at) > now)
            .values(used_at=now)
            .returning(col(SignInLink.person_id))
        ).scalar_one_or_none()
        if used is None:
            raise Refused("link_invalid")
        attempts.forget(session, address=address)
        person = session.exec(select(Person).where(Person.id == used)).one()
        return sessions.open_for(session, person, "link")
