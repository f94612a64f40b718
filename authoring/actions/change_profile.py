"""Change one's own name and language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from authoring import audit
from authoring.db import writing
from authoring.errors import Forbidden, Refused
from authoring.tables import Person
from authoring.words import choose_language

if TYPE_CHECKING:
    from sqlmodel import Session

    from authoring.db import Database
    from authoring.permissions import Actor


def change_profile(db: Database | Session, actor: Actor, *, name: str, language: str) -> None:
    """Change how the actor is called and spoken to."""
    if actor.person_id is None:
        raise Forbidden("change_profile")
    if not name.strip():
        raise Refused("name_missing")
    with writing(db) as session:
        person = session.get_one(Person, actor.person_id)
        person.name, person.language = name.strip()[:200], choose_language(language)
        session.add(person)
        audit.record(session, actor, "change_profile", None, "person", person.id)
