"""Where somebody is signed in."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlmodel import Session, col, select

from authoring import clock
from authoring.permissions import Actor
from authoring.store import credentials
from authoring.tables import WebSession

ID_LENGTH: Final = 24
"""How much of a secret's hash names a session: enough to be the only one, and of no use to open it."""


@dataclass(frozen=True)
class OwnSession:
    """A browser in which somebody is signed in."""

    id: str
    since: datetime
    seen: datetime
    is_this: bool
    """Whether it is the one that asks."""


def own_sessions(session: Session, actor: Actor, this: str | None) -> list[OwnSession]:
    """The actor's sessions, seen last first; `this` is the secret of the one that asks."""
    mine = credentials.hashed(this) if this else None
    rows = session.exec(
        select(WebSession)
        .where(col(WebSession.person_id) == actor.person_id, col(WebSession.expires_at) > clock.now())
        .order_by(col(WebSession.seen_at).desc()),
    )
    return [OwnSession(row.token_hash[:ID_LENGTH], row.created_at, row.seen_at, row.token_hash == mine) for row in rows]
