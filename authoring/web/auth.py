"""Who may enter which route: said at the route, checked in one place, denied by default.

A view says `@access(Access.SIGNED_IN)`. `require_declared` refuses to start an application with a route that
says nothing. What a person may *do* inside is no business of a route: `authoring.permissions` decides it, in
the action. Here only: is this somebody, and is this the right kind of door for them?
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from typing import Any, Final, TypeVar

from flask import Flask

from authoring.permissions import Actor

View = TypeVar("View", bound=Callable[..., Any])

FORM: Final = 64 * 1024
"""The size in bytes that a request may have where its route says nothing else: an ordinary form."""
UPLOAD: Final = -1
"""Instead of a size: as much as the installation takes (`WAYFABLE_UPLOAD_LIMIT_MB`)."""


class Access(Enum):
    """Who may enter a route."""

    EVERYONE = "everyone"
    """Nobody has to say who they are: signing in, style sheets, the description of the API."""
    SIGNED_IN = "signed in"
    """A person with a session: pages. A token opens none of these."""
    READ = "read"
    """A person with a session, or a token: the API, looking."""
    WRITE = "write"
    """A person with a session, or a token whose scope is writing: the API, changing."""


@dataclass(frozen=True, slots=True)
class Declared:
    """What a route said about itself."""

    access: Access
    limit: int


class UndeclaredRouteError(Exception):
    """A route says nothing about who may enter. Nothing starts before it does."""


def access(who: Access, *, limit: int = FORM) -> Callable[[View], View]:
    """Declare who may enter the view, and how many bytes a request to it may have."""

    def declare(view: View) -> View:
        view.__wayfable_access__ = Declared(who, limit)  # type: ignore[attr-defined]
        return view

    return declare


def declared(app: Flask, endpoint: str) -> Declared | None:
    """What the view behind `endpoint` declared."""
    found: Declared | None = getattr(app.view_functions[endpoint], "__wayfable_access__", None)
    return found


def require_declared(app: Flask) -> None:
    """Go through every route of `app`.

    Raises:
        UndeclaredRouteError: one of them declares no access, named with its rule.
    """
    for rule in app.url_map.iter_rules():
        if declared(app, rule.endpoint) is None:
            raise UndeclaredRouteError(f"{rule.rule} ({rule.endpoint}) does not say who may enter")


@dataclass(frozen=True, slots=True)
class Visit:
    """Who asks, and by what: a session's cookie, or a token."""

    actor: Actor
    session: str | None = None
    """The session's secret; `None` for a token."""
    csrf_token: str = ""
    """What every change by this session has to bring."""
    email: str = ""
    has_password: bool = False

    @property
    def by_token(self) -> bool:
        """Whether a program asks with a token, and no browser with a cookie."""
        return self.session is None
