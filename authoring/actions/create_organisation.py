"""Create an organisation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlmodel import select

from authoring import audit, clock
from authoring.db import writing
from authoring.errors import Refused
from authoring.ids import new_id
from authoring.permissions import Verb, require
from authoring.store import folding
from authoring.tables import Organisation

if TYPE_CHECKING:
    from sqlmodel import Session

    from authoring.db import Database
    from authoring.permissions import Actor


def create_organisation(db: Database | Session, actor: Actor, name: str) -> str:
    """Create an organisation and return its id; only the installation's command line may."""
    require(actor, Verb.ADMINISTER_INSTALLATION, None)
    name = name.strip()
    if not name:
        raise Refused("name_missing")
    with writing(db) as session:
        words = [spellings[-1] for spellings in folding.terms(name) if spellings[-1].isascii()]
        stem, number = "-".join(words)[:60] or "organisation", 1
        slug = stem
        while session.exec(select(Organisation.id).where(Organisation.slug == slug)).first() is not None:
            number += 1
            slug = f"{stem}-{number}"
        organisation = Organisation(id=new_id(), name=name[:200], slug=slug, created_at=clock.now())
        session.add(organisation)
        session.flush()
        audit.record(session, actor, "create_organisation", organisation.id, "organisation", organisation.id, name=name)
        return organisation.id
