"""People, organisations, roles, and who it is that asks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import update
from sqlmodel import col, select

from authoring import clock
from authoring.errors import NotFound
from authoring.permissions import Actor, Role, Scope, Verb, require
from authoring.store import credentials, sessions
from authoring.tables import ApiToken, AuditLine, Membership, Organisation, Person, WebSession

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sqlmodel import Session

    from authoring.db import Database


@dataclass(frozen=True)
class Visit:
    """A signed-in browser: who it is, and the token that every change must bring."""

    actor: Actor
    csrf_token: str
    email: str
    has_password: bool


@dataclass(frozen=True)
class Member:
    """A person in an organisation."""

    person_id: str
    name: str
    email: str
    role: Role
    since: datetime
    has_password: bool


@dataclass(frozen=True)
class Token:
    """A machine's key, as a list shows it; the key itself is shown once, when it is made."""

    id: str
    name: str
    scope: Scope
    created_at: datetime
    expires_at: datetime | None
    last_used_at: datetime | None


def visit_of(db: Database, token: str) -> Visit | None:
    """Return who has this session token, or ``None``; notes once an hour that it is still used."""
    token_hash, now = credentials.hashed(token), clock.now()
    with db.read() as session:
        found = session.exec(
            select(WebSession, Person)
            .join(Person, col(Person.id) == col(WebSession.person_id))
            .where(WebSession.token_hash == token_hash)
        ).one_or_none()
        if found is None:
            return None
        row, person = found
        if row.expires_at <= now or row.seen_at + sessions.IDLE <= now:
            return None
        actor = actor_of(session, person)
    if row.seen_at + sessions.RENEW_AFTER <= now:
        with db.write() as session:
            session.execute(update(WebSession).where(col(WebSession.token_hash) == token_hash).values(seen_at=now))
    return Visit(actor, row.csrf_token, person.email, person.password_hash is not None)


def actor_of(session: Session, person: Person) -> Actor:
    """Return a person as one who acts, with all their roles."""
    rows = session.exec(select(Membership.organisation_id, Membership.role).where(Membership.person_id == person.id))
    roles = {organisation_id: Role(role) for organisation_id, role in rows}
    return Actor(person_id=person.id, name=person.name, language=person.language, roles=roles)


def actor_of_token(db: Database, token: str) -> Actor | None:
    """Return the machine that has this API token, or ``None`` if it is unknown, revoked or expired."""
    now = clock.now()
    with db.read() as session:
        row = session.exec(select(ApiToken).where(ApiToken.token_hash == credentials.hashed(token))).one_or_none()
    if row is None or not _is_good(row):
        return None
    if row.last_used_at is None or row.last_used_at + sessions.RENEW_AFTER <= now:
        with db.write() as session:
            session.execute(update(ApiToken).where(col(ApiToken.id) == row.id).values(last_used_at=now))
    return _acting(row)


def actor_once_more(session: Session, *, person_id: str | None, token_id: str | None) -> Actor | None:
    """Return who asked for something that is done later, with the rights of now; ``None`` if they are gone."""
    if token_id is not None:
        token = session.get(ApiToken, token_id)
        return _acting(token) if token is not None and _is_good(token) else None
    person = session.get(Person, person_id) if person_id is not None else None
    return actor_of(session, person) if person is not None else None


def _is_good(token: ApiToken) -> bool:
    return token.revoked_at is None and (token.expires_at is None or token.expires_at > clock.now())


def _acting(token: ApiToken) -> Actor:
    return Actor(
        person_id=None,
        name=token.name,
        token_id=token.id,
        token_scope=Scope(token.scope),
        token_organisation=token.organisation_id,
    )


def organisations(session: Session, actor: Actor) -> list[tuple[Organisation, Role | None]]:
    """Return all organisations of the installation by name, with the actor's role in each."""
    rows = session.exec(select(Organisation).order_by(Organisation.name)).all()
    return [(row, actor.roles.get(row.id)) for row in rows]


def organisation(session: Session, organisation_id: str) -> Organisation:
    """Return an organisation; raise ``NotFound``."""
    row = session.get(Organisation, organisation_id)
    if row is None:
        raise NotFound("organisation", organisation_id)
    return row


def members(session: Session, actor: Actor, organisation_id: str) -> list[Member]:
    """Return the people of an organisation by name."""
    require(actor, Verb.READ_PEOPLE, organisation_id)
    rows = session.exec(
        select(Person, Membership)
        .join(Membership, col(Membership.person_id) == col(Person.id))
        .where(Membership.organisation_id == organisation_id)
        .order_by(Person.name, Person.id)
    )
    return [
        Member(
            person_id=person.id,
            name=person.name,
            email=person.email,
            role=Role(membership.role),
            since=membership.since,
            has_password=person.password_hash is not None,
        )
        for person, membership in rows
    ]


def person_by_email(session: Session, email: str) -> Person:
    """Return the person with an address, however it is written; raise ``NotFound``."""
    row = session.exec(select(Person).where(Person.email == email.strip().lower())).one_or_none()
    if row is None:
        raise NotFound("person", email[:120])
    return row


def tokens(session: Session, actor: Actor, organisation_id: str) -> list[Token]:
    """Return the organisation's API tokens that still work, newest first."""
    require(actor, Verb.MANAGE_TOKENS, organisation_id)
    rows = session.exec(
        select(ApiToken)
        .where(ApiToken.organisation_id == organisation_id, col(ApiToken.revoked_at).is_(None))
        .order_by(col(ApiToken.created_at).desc())
    )
    return [Token(row.id, row.name, Scope(row.scope), row.created_at, row.expires_at, row.last_used_at) for row in rows]


def audit_lines(
    session: Session, actor: Actor, organisation_id: str, *, before: str | None = None, limit: int = 100
) -> Sequence[AuditLine]:
    """Return the organisation's log, newest first; ``before`` is the id of the last line seen."""
    require(actor, Verb.READ_AUDIT, organisation_id)
    query = select(AuditLine).where(AuditLine.organisation_id == organisation_id)
    if before is not None:
        query = query.where(col(AuditLine.id) < before)
    return session.exec(query.order_by(col(AuditLine.id).desc()).limit(limit)).all()
