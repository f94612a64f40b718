"""Revoke an API token."""

from __future__ import annotations

from typing import TYPE_CHECKING

from authoring import audit, clock
from authoring.db import writing
from authoring.errors import NotFound
from authoring.permissions import Verb, require
from authoring.tables import ApiToken

if TYPE_CHECKING:
    from sqlmodel import Session

    from authoring.db import Database
    from authoring.permissions import Actor


def revoke_token(db: Database | Session, actor: Actor, organisation_id: str, token_id: str) -> None:
    """End a token at once; raise ``NotFound`` if the organisation has no such token."""
    require(actor, Verb.MANAGE_TOKENS, organisation_id)
    with writing(db) as session:
        row = session.get(ApiToken, token_id)
        if row is None or row.organisation_id != organisation_id or row.revoked_at is not None:
            raise NotFound("token", token_id)
        row.revoked_at = clock.now()
        session.add(row)
        audit.record(session, actor, "revoke_token", organisation_id, "token", token_id, name=row.name)
