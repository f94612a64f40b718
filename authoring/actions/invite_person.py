"""Invite a person into an organisation."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from sqlmodel import select

from authoring import audit, clock
from authoring.actions.change_role import keep_an_administrator, role_of
from authoring.actions.make_sign_in_link import issue_link
from authoring.db import writing
from authoring.errors import Refused
from authoring.ids import new_id
from authoring.permissions import Role, Verb, require
from authoring.queries import people
from authoring.tables import Membership, Person
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

    ``token`` is ``None`` for somebody who has an account already: an invitation must not open it.
    """

    person_id: str
    token: str | None


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

    Raises:
        Refused: the address, the name or the role is none, or the last administrator would lose that role.
    """
    require(actor, Verb.MANAGE_PEOPLE, organisation_id)
    email = email.strip().lower()
    if len(email) > _LONGEST_EMAIL or _EMAIL.match(email) is None:
        raise Refused("email_invalid", {"email": email[:120]})
    chosen = role_of(role)
    with writing(db) as session:
        people.organisation(session, organisation_id)
        person = session.exec(select(Person).where(Person.email == email)).one_or_none()
        is_new = person is None
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
        token = issue_link(session, person.id) if is_new else None
        return Invited(person.id, token)
