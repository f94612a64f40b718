"""Server-side sessions: what a verb of signing in opens."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from sqlalchemy import delete
from sqlmodel import col

from authoring import audit, clock
from authoring.permissions import Actor
from authoring.store import credentials
from authoring.tables import Person, WebSession

if TYPE_CHECKING:
    from sqlmodel import Session

LIVES: Final = timedelta(days=30)
IDLE: Final = timedelta(days=14)
RENEW_AFTER: Final = timedelta(hours=1)


@dataclass(frozen=True)
class SignedIn:
    """A new session: ``token`` is for the cookie, and is not stored anywhere else."""

    token: str
    csrf_token: str
    person_id: str
    name: str
    language: str


def open_for(session: Session, person: Person, how: str) -> SignedIn:
    """Open a session for a person, write it into the log, and sweep out what has expired."""
    now = clock.now()
    session.execute(delete(WebSession).where(col(WebSession.expires_at) < now))
    signed_in = SignedIn(
        token=credentials.new_token(),
        csrf_token=credentials.new_token(),
        person_id=person.id,
        name=person.name,
        language=person.language,
    )
    session.add(
        WebSession(
            token_hash=credentials.hashed(signed_in.token),
            person_id=person.id,
            csrf_token=signed_in.csrf_token,
            created_at=now,
            seen_at=now,
            expires_at=now + LIVES,
        )
    )
    actor = Actor(person_id=person.id, name=person.name, language=person.language)
    audit.record(session, actor, "sign_in", None, "person", person.id, how=how)
    return signed_in


def end_all(session: Session, person_id: str, *, but: str | None = None) -> None:
    """End all sessions of a person, except that of the token ``but``."""
    statement = delete(WebSession).where(col(WebSession.person_id) == person_id)
    if but is not None:
        statement = statement.where(col(WebSession.token_hash) != credentials.hashed(but))
    session.execute(statement)
