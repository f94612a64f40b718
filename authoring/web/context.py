"""What a view works with: the installation's parts, and who is asking."""

from dataclasses import dataclass
from typing import Final

from flask import Flask, current_app, g

from authoring.db import Database
from authoring.media_store import MediaStore
from authoring.permissions import Actor
from authoring.settings import Settings
from authoring.web.assets import Assets
from authoring.web.auth import Visit
from authoring.web.cookies import Cookies
from authoring.web.csrf import Csrf

_KEY: Final = "wayfable"


@dataclass(frozen=True, slots=True)
class Installation:
    """The parts of a running installation, made once and shared by all requests."""

    settings: Settings
    database: Database
    media_store: MediaStore
    assets: Assets
    cookies: Cookies
    csrf: Csrf

    def attach(self, app: Flask) -> None:
        """Make this the installation of `app`."""
        app.extensions[_KEY] = self


def installation() -> Installation:
    """The parts of the installation that answers this request."""
    found: Installation = current_app.extensions[_KEY]
    return found


def visit() -> Visit:
    """Who is asking. Only for a view whose route does not let everyone in."""
    found: Visit = g.visit
    return found


def actor() -> Actor:
    """The person, or the token, that is asking. Only for a view whose route does not let everyone in."""
    return visit().actor


def visitor() -> Visit | None:
    """Who is asking, where nobody needs to be signed in."""
    found: Visit | None = g.get("visit")
    return found
