"""Ask for a sign-in link by e-mail."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from sqlmodel import select

from authoring import audit
from authoring.actions.make_sign_in_link import issue_link
from authoring.permissions import Actor
from authoring.store import attempts
from authoring.tables import Person

if TYPE_CHECKING:
    from authoring.db import Database

LIVES: Final = timedelta(hours=1)


@dataclass(frozen=True)
class Requested:
    """What to send, and to whom; whoever asked is told the same where there is nobody."""

    email: str
    name: str
    language: str
    token: str


def request_sign_in_link(db: Database, email: str, address: str) -> Requested | None:
    """Return a link for the one with this e-mail address, or ``None``; raise ``TooManyAttempts``."""
    email = email.strip().lower()
    with db.write() as session:
        attempts.count(session, link=email, address=address)
        person = session.exec(select(Person).where(Person.email == email)).one_or_none()
        if person is None:
            return None
        actor = Actor(person_id=person.id, name=person.name, language=person.language)
        audit.record(session, actor, "request_sign_in_link", None, "person", person.id)
        token = issue_link(session, person.id, lives=LIVES)
        return Requested(person.email, person.name, person.language, token)
