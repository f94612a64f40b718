"""Change what a person is in an organisation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlmodel import select

from authoring import audit
from authoring.db import writing
from authoring.errors import NotFound, Refused
from authoring.permissions import Role, Verb, require
from authoring.tables import Membership

if TYPE_CHECKING:
    from sqlmodel import Session

    from authoring.db import Database
    from authoring.permissions import Actor


def change_role(db: Database | Session, actor: Actor, organisation_id: str, person_id: str, role: str) -> None:
    """Give a member another role; raise ``Refused`` if nobody would be left to look after people."""
    require(actor, Verb.MANAGE_PEOPLE, organisation_id)
    chosen = role_of(role)
    with writing(db) as session:
        membership = membership_of(session, organisation_id, person_id)
        if chosen is not Role.ADMINISTRATOR:
            keep_an_administrator(session, membership)
        before, membership.role = membership.role, chosen
        session.add(membership)
        audit.record(
            session,
            actor,
            "change_role",
            organisation_id,
            "person",
            person_id,
            before=before,
            after=chosen.value,
        )


def membership_of(session: Session, organisation_id: str, person_id: str) -> Membership:
    """Return a membership; raise ``NotFound``."""
    found = session.get(Membership, (organisation_id, person_id))
    if found is None:
        raise NotFound("person", person_id)
    return found


def keep_an_administrator(session: Session, leaving: Membership) -> None:
    """Raise ``Refused`` if an organisation would lose its last administrator."""
    others = session.exec(
        select(Membership.person_id).where(
            Membership.organisation_id == leaving.organisation_id,
            Membership.role == Role.ADMINISTRATOR,
            Membership.person_id != leaving.person_id,
        )
    ).first()
    if leaving.role == Role.ADMINISTRATOR and others is None:
        raise Refused("last_administrator")


def role_of(word: str) -> Role:
    """Return the role that a word names; raise ``Refused``."""
    try:
        return Role(word)
    except ValueError:
        raise Refused("role_unknown", {"role": word[:40], "roles": ", ".join(Role)}) from None
