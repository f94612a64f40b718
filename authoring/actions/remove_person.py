"""Remove a person from an organisation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import delete
from sqlmodel import col, select

from authoring import audit
from authoring.actions.change_role import keep_an_administrator, membership_of
from authoring.db import writing
from authoring.permissions import Verb, require
from authoring.store import sessions
from authoring.tables import Membership, SignInLink

if TYPE_CHECKING:
    from sqlmodel import Session

    from authoring.db import Database
    from authoring.permissions import Actor


def remove_person(db: Database | Session, actor: Actor, organisation_id: str, person_id: str) -> None:
    """End a membership; who is in no organisation any more is signed out everywhere.

    What the person wrote stays, and stays under their name.
    """
    if actor.person_id != person_id:
        require(actor, Verb.MANAGE_PEOPLE, organisation_id)
    with writing(db) as session:
        membership = membership_of(session, organisation_id, person_id)
        keep_an_administrator(session, membership)
        session.delete(membership)
        session.flush()
        if session.exec(select(Membership).where(Membership.person_id == person_id)).first() is None:
            sessions.end_all(session, person_id)
            session.execute(delete(SignInLink).where(col(SignInLink.person_id) == person_id))
        audit.record(session, actor, "remove_person", organisation_id, "person", person_id)
