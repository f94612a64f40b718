"""Changes come from our own pages only: the origin must be ours, and the form or the script must hold the token.

The token belongs to the session, or, before anybody has signed in, to the door's cookie; so it belongs to one
browser, and signing in makes every older one void. A bearer token needs none of this: a browser never sends one by
itself.
"""

import hashlib
import hmac
from typing import Final

from flask import g, request

from authoring.settings import Settings
from authoring.web.auth import Visit
from authoring.web.cookies import Cookies
from authoring.web.problems import Problem

HEADER: Final = "X-CSRF-Token"
FIELD: Final = "csrf_token"
SAFE: Final = frozenset({"GET", "HEAD", "OPTIONS"})


class Csrf:
    """Makes and checks the tokens of one installation."""

    def __init__(self, settings: Settings, cookies: Cookies) -> None:
        self._origin = settings.public_url
        self._local = not settings.secure
        self._cookies = cookies

    def token(self) -> str:
        """The token for the page that is being made."""
        visit: Visit | None = g.get("visit")
        return visit.csrf_token if visit is not None and visit.session else _token(self._cookies.make_door())

    def check_origin(self) -> None:
        """Refuse a change that another site's page asks for, before anything of it is read.

        Raises:
            Problem: 403, `csrf`.
        """
        origin = request.headers.get("Origin")
        ours = {self._origin, f"http://{request.host}"} if self._local else {self._origin}
        if origin is not None and origin not in ours:
            raise Problem(403, "csrf")
        if request.headers.get("Sec-Fetch-Site", "same-origin") not in {"same-origin", "none"}:
            raise Problem(403, "csrf")

    def check_token(self) -> None:
        """Refuse a change that does not hold the token.

        Raises:
            Problem: 403, `csrf`.
        """
        visit: Visit | None = g.get("visit")
        door = self._cookies.door
        wanted = visit.csrf_token if visit is not None else _token(door) if door else ""
        given = request.headers.get(HEADER) or request.form.get(FIELD, "")
        if not wanted or not hmac.compare_digest(given.encode("utf-8", "replace"), wanted.encode()):
            raise Problem(403, "csrf")


def _token(secret: str) -> str:
    return hmac.new(secret.encode(), b"csrf", hashlib.sha256).hexdigest()
