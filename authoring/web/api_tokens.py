"""The keys of programs to one organisation, and which organisations there are."""

from datetime import datetime, timedelta
from typing import Literal

from flask import Response
from pydantic import Field

from authoring.actions.create_token import create_token
from authoring.actions.revoke_token import revoke_token
from authoring.queries import people
from authoring.web.auth import Access
from authoring.web.context import actor, installation
from authoring.web.operations import Room, Shape
from authoring.web.replies import reply

room = Room("organisations")


class OrganisationItem(Shape):
    """An organisation of the installation; `role` is what the asker is in it."""

    id: str
    name: str
    role: str | None


class OrganisationList(Shape):
    """All organisations, by name."""

    items: list[OrganisationItem]


class TokenItem(Shape):
    """A token in a list. The token itself is shown once, when it is made."""

    id: str
    name: str
    scope: str
    created_at: datetime
    expires_at: datetime | None
    last_used_at: datetime | None


class TokenList(Shape):
    """The tokens that work, newest first."""

    items: list[TokenItem]


class NewToken(Shape):
    """A token to be made."""

    name: str = Field(max_length=200, pattern=r"^[^\x00]*$")
    scope: Literal["read", "write", "publish"]
    days: int | None = Field(default=None, ge=1, le=3650)
    """How long it works; without it, until it is revoked."""


class MadeToken(Shape):
    """A token, this once."""

    id: str
    token: str


@room.operation("GET", "/organisations", access_for=Access.READ, answers={200: OrganisationList})
def list_organisations() -> Response:
    """List the organisations of the installation."""
    with installation().database.read() as session:
        found = [
            OrganisationItem(id=row.id, name=row.name, role=role.value if role else None)
            for row, role in people.organisations(session, actor())
        ]
    return reply(OrganisationList(items=found))


@room.operation("GET", "/organisations/<uuid:organisation_id>/tokens", access_for=Access.READ, answers={200: TokenList})
def list_tokens(organisation_id: str) -> Response:
    """List an organisation's tokens; for its administrators."""
    with installation().database.read() as session:
        found = people.tokens(session, actor(), organisation_id)
    items = [
        TokenItem(
            id=token.id,
            name=token.name,
            scope=token.scope.value,
            created_at=token.created_at,
            expires_at=token.expires_at,
            last_used_at=token.last_used_at,
        )
        for token in found
    ]
    return reply(TokenList(items=items))


@room.operation(
    "POST",
    "/organisations/<uuid:organisation_id>/tokens",
    access_for=Access.WRITE,
    body=NewToken,
    answers={201: MadeToken},
)
def make_token(organisation_id: str, body: NewToken) -> Response:
    """Make a token; for administrators, and never with a token."""
    lives = timedelta(days=body.days) if body.days else None
    database = installation().database
    made = create_token(database, actor(), organisation_id, name=body.name, scope=body.scope, lives=lives)
    return reply(MadeToken(id=made.id, token=made.token), 201)


@room.operation(
    "DELETE",
    "/organisations/<uuid:organisation_id>/tokens/<uuid:token_id>",
    access_for=Access.WRITE,
    answers={204: None},
)
def end_token(organisation_id: str, token_id: str) -> Response:
    """Revoke a token: it ends at once."""
    revoke_token(installation().database, actor(), organisation_id, token_id)
    return Response(status=204)
