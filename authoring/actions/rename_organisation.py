"""Rename an organisation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from authoring import audit
from authoring.db import writing
from authoring.errors import Refused
from authoring.permissions import Verb, require
from authoring.queries import people

if TYPE_CHECKING:
    from sqlmodel import Session

    from authoring.db import Database
    from authoring.permissions import Actor


def rename_organisation(db: Database | Session, actor: Actor, organisation_id: str, name: str) -> None:
    """Give an organisation another name; its slug stays, because addresses do not change."""
    require(actor, Verb.RENAME_ORGANISATION, organisation_id)
    name = name.strip()[:200]
    if not name:
        raise Refused("name_missing")
    with writing(db) as session:
        row = people.organisation(session, organisation_id)
        before, row.name = row.name, name
        session.add(row)
        audit.record(
            session,
            actor,
            "rename_organisation",
            organisation_id,
            "organisation",
            organisation_id,
            before=before,
            after=name,
        )
