"""Invite a person into an organisation."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from sqlalchemy import delete
from sqlmodel import col, select

from authoring import audit, clock
from authoring.actions.change_role import keep_an_administrator, role_of
from authoring.actions.make_sign_in_link import issue_link
from authoring.db import writing
from authoring.errors import Refused
from authoring.ids import new_id
from authoring.permissions import Role, Verb, allowed, require
from authoring.queries import people
from authoring.store import sessions
from authoring.tables import Membership, Person, SignInLink
from authoring.words import choose_language

if TYPE_CHECKING:
    from sqlmodel import Session

    from authoring.db import Database
    from authoring.permissions import Actor

_EMAIL: Final = re.compile(r"^[^\s@<>,;]{1,64}@[^\s@<>,;]+\.[^\s@<>,;.]{2,}$")
_LONGEST_EMAIL: Final = 254


@dataclass(frozen=True)
class Invited:
    """The person, and the token of a sign-in link.

    ``token`` is ``None`` for somebody whose account the inviter looks after already: they sign in as before.
    """

    person_id: str
    token: str | None
    renewed: bool = False
    """Whether the account stood already, and whoever held it has to use the new link."""


def invite_person(
    db: Database | Session,
    actor: Actor,
    organisation_id: str,
    *,
    email: str,
    name: str,
    role: str,
    language: str = "de",
) -> Invited:
    """Make a person a member, with an account if they have none; a member's role is changed.

    An account says nothing of who holds it: another organisation may have made it for an address that is not theirs.
    So only the installation's own administration, on the command line, takes somebody from elsewhere in, and then the
    account begins anew: its password, its links and its sessions end.

    Raises:
        Refused: the address, the name or the role is none, the person has an account elsewhere, or the last
            administrator would lose that role.
    """
    require(actor, Verb.MANAGE_PEOPLE, organisation_id)
    email = email.strip().lower()
    if len(email) > _LONGEST_EMAIL or _EMAIL.match(email) is None:
        raise Refused("email_invalid", {"email": email[:120]})
    chosen = role_of(role)
    with writing(db) as session:
        people.organisation(session, organisation_id)
        person = session.exec(select(Person).where(Person.email == email)).one_or_none()
        begins, renewed = person is None, False
        if person is None:
            if not name.strip():
                raise Refused("name_missing")
            person = Person(
                id=new_id(),
                name=name.strip()[:200],
                email=email,
                language=choose_language(language),
                created_at=clock.now(),
            )
            session.add(person)
            session.flush()
        membership = session.get(Membership, (organisation_id, person.id))
        if membership is None and not begins:
            begins = renewed = _begins_anew(session, actor, person)
        if membership is None:
            membership = Membership(
                organisation_id=organisation_id, person_id=person.id, role=chosen, since=clock.now()
            )
        elif chosen is not Role.ADMINISTRATOR:
            keep_an_administrator(session, membership)
        membership.role = chosen
        session.add(membership)
        session.flush()
        audit.record(session, actor, "invite_person", organisation_id, "person", person.id, role=chosen.value)
        token = issue_link(session, person.id) if begins else None
        return Invited(person.id, token, renewed)


def _begins_anew(session: Session, actor: Actor, person: Person) -> bool:
    """Whether an account that stood already is emptied of whoever held it; those of one's own people are not."""
    homes = session.exec(select(Membership.organisation_id).where(Membership.person_id == person.id)).all()
    if homes and not actor.machine:
        if all(allowed(actor, Verb.MANAGE_PEOPLE, home) for home in homes):
            return False
        raise Refused("person_elsewhere", {"email": person.email})
    person.password_hash = None
    session.add(person)
    sessions.end_all(session, person.id)
    session.execute(delete(SignInLink).where(col(SignInLink.person_id) == person.id))
    return True
