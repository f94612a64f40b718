"""Make a one-time sign-in link for somebody."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from sqlmodel import select

from authoring import audit, clock
from authoring.db import writing
from authoring.errors import Forbidden, NotFound
from authoring.permissions import Verb, allowed
from authoring.store import credentials
from authoring.tables import Membership, Person, SignInLink

if TYPE_CHECKING:
    from sqlmodel import Session

    from authoring.db import Database
    from authoring.permissions import Actor

LIVES: Final = timedelta(days=3)


def make_sign_in_link(db: Database | Session, actor: Actor, person_id: str, *, lives: timedelta = LIVES) -> str:
    """Return the token of a link that opens the person's account once.

    An administrator may do so only for people who are in no other organisation than their own:
    the link opens everything that the person may do.
    """
    with writing(db) as session:
        if session.get(Person, person_id) is None:
            raise NotFound("person", person_id)
        homes = session.exec(select(Membership.organisation_id).where(Membership.person_id == person_id)).all()
        if not actor.machine and (not homes or not all(allowed(actor, Verb.MANAGE_PEOPLE, home) for home in homes)):
            raise Forbidden(Verb.MANAGE_PEOPLE.word)
        home = homes[0] if homes else None
        audit.record(session, actor, "make_sign_in_link", home, "person", person_id)
        return issue_link(session, person_id, lives=lives)


def issue_link(session: Session, person_id: str, *, lives: timedelta = LIVES) -> str:
    """Write a link into an open transaction and return its token; whoever calls has asked who may."""
    token, now = credentials.new_token(), clock.now()
    session.add(
        SignInLink(token_hash=credentials.hashed(token), person_id=person_id, created_at=now, expires_at=now + lives)
    )
    session.flush()
    return token
