"""Sign in with a password."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlmodel import select

from authoring.errors import Refused
from authoring.store import attempts, credentials, sessions
from authoring.tables import Person

if TYPE_CHECKING:
    from authoring.db import Database
    from authoring.store.sessions import SignedIn


def sign_in_with_password(db: Database, email: str, password: str, address: str) -> SignedIn:
    """Open a session; raise ``Refused`` for a wrong address or password alike, or ``TooManyAttempts``."""
    email = email.strip().lower()
    with db.write() as session:
        attempts.count(session, email=email, address=address)
    # Outside of any transaction: Argon2 takes its time, and nobody shall wait for it.
    with db.read() as session:
        person = session.exec(select(Person).where(Person.email == email)).one_or_none()
    if not credentials.password_fits(person.password_hash if person else None, password) or person is None:
        raise Refused("sign_in_failed")
    with db.write() as session:
        attempts.forget(session, email=email, address=address)
        return sessions.open_for(session, person, "password")
