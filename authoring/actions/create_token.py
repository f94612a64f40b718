"""Create an API token for an organisation."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from authoring import audit, clock
from authoring.db import writing
from authoring.errors import Refused
from authoring.ids import new_id
from authoring.permissions import Scope, Verb, require
from authoring.queries import people
from authoring.store import credentials
from authoring.tables import ApiToken

if TYPE_CHECKING:
    from datetime import timedelta

    from sqlmodel import Session

    from authoring.db import Database
    from authoring.permissions import Actor

PREFIX: Final = "wayfable_"
"""Stands before every token, so that one that leaked into a file is found by a search."""


@dataclass(frozen=True)
class NewToken:
    """The token's id, and the token itself, which is shown this once."""

    id: str
    token: str


def create_token(
    db: Database | Session,
    actor: Actor,
    organisation_id: str,
    *,
    name: str,
    scope: str,
    lives: timedelta | None = None,
) -> NewToken:
    """Make a token that may do in this organisation what its scope says, for ``lives`` or until it is revoked."""
    require(actor, Verb.MANAGE_TOKENS, organisation_id)
    try:
        chosen = Scope(scope)
    except ValueError:
        raise Refused("scope_unknown", {"scope": scope[:40], "scopes": ", ".join(Scope)}) from None
    if not name.strip():
        raise Refused("name_missing")
    with writing(db) as session:
        people.organisation(session, organisation_id)
        made = NewToken(new_id(), PREFIX + credentials.new_token())
        now = clock.now()
        session.add(
            ApiToken(
                id=made.id,
                organisation_id=organisation_id,
                name=name.strip()[:200],
                token_hash=credentials.hashed(made.token),
                scope=chosen.value,
                created_by=actor.person_id,
                created_at=now,
                expires_at=None if lives is None else now + lives,
            )
        )
        audit.record(session, actor, "create_token", organisation_id, "token", made.id, name=name, scope=chosen.value)
        return made
