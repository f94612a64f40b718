"""Who belongs to a session's secret or to a token; rows are found by the secret's hash, for only that is kept."""

import hashlib
from types import MappingProxyType

from sqlmodel import Session, select

from authoring import clock
from authoring.db import Database
from authoring.permissions import Actor, Role, Scope
from authoring.tables import ApiToken, Membership, Person, WebSession


class Identity:
    """Looks people and tokens up in one database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def of_session(self, secret: str) -> Actor | None:
        """The person whose session has this secret, unless it has ended."""
        with self._database.read() as session:
            row = session.get(WebSession, _hash(secret))
            if row is None or row.expires_at <= clock.now():
                return None
            person = session.get_one(Person, row.person_id)
            return Actor(
                person_id=person.id, name=person.name, language=person.language, roles=_roles(session, person.id)
            )

    def of_token(self, token: str) -> Actor | None:
        """The program that has this token, unless it has expired or was revoked."""
        with self._database.read() as session:
            row = session.exec(select(ApiToken).where(ApiToken.token_hash == _hash(token))).one_or_none()
            if row is None or row.revoked_at is not None:
                return None
            if row.expires_at is not None and row.expires_at <= clock.now():
                return None
            return Actor(
                person_id=None,
                name=row.name,
                token_scope=Scope(row.scope),
                token_organisation=row.organisation_id,
            )


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


def _roles(session: Session, person_id: str) -> MappingProxyType[str, Role]:
    rows = session.exec(select(Membership).where(Membership.person_id == person_id))
    return MappingProxyType({row.organisation_id: Role(row.role) for row in rows})
