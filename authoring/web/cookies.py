"""The cookies: the session, and the one that proves that a form came from us before anybody has signed in.

Over HTTPS their names begin with `__Host-`, so that neither a neighbouring host nor plain HTTP can set them. Plain
HTTP is served to this machine only, under plain names, because browsers refuse `__Host-` there.
"""

import secrets
from typing import Final

from flask import Flask, Response, g, request

from authoring.settings import Settings

_SESSION: Final = "wayfable"
_DOOR: Final = "wayfable-door"
LIFETIME_S: Final = 30 * 24 * 3600
"""How long a browser keeps the session's cookie; the session's row ends it earlier, or renews it."""


class Cookies:
    """Reads and sets the cookies of one installation."""

    def __init__(self, settings: Settings) -> None:
        self.secure = settings.secure
        self._prefix = "__Host-" if settings.secure else ""

    @property
    def session(self) -> str | None:
        """The session's secret, as the browser sent it."""
        return request.cookies.get(self._prefix + _SESSION)

    @property
    def door(self) -> str | None:
        """What a browser without a session was given together with a form."""
        return request.cookies.get(self._prefix + _DOOR)

    def open_session(self, response: Response, secret: str) -> None:
        """Give the browser a new session: whatever value it had before is worth nothing from now on."""
        self._set(response, _SESSION, secret, LIFETIME_S)
        response.delete_cookie(self._prefix + _DOOR, secure=self.secure, httponly=True, samesite="Lax")

    def close_session(self, response: Response) -> None:
        """Take the session's cookie away."""
        response.delete_cookie(self._prefix + _SESSION, secure=self.secure, httponly=True, samesite="Lax")

    def make_door(self) -> str:
        """The door's secret: the browser's own, or a new one that the answer to this request brings."""
        made: str | None = self.door or g.get("new_door")
        if made is None:
            made = g.new_door = secrets.token_urlsafe(32)
        return made

    def attend(self, app: Flask) -> None:
        """Let every answer of `app` bring a door cookie that was made for it."""

        @app.after_request
        def bring(response: Response) -> Response:
            if made := g.pop("new_door", None):
                self._set(response, _DOOR, made, None)
            return response

    def _set(self, response: Response, name: str, value: str, lifetime_s: int | None) -> None:
        response.set_cookie(
            self._prefix + name,
            value,
            max_age=lifetime_s,
            secure=self.secure,
            httponly=True,
            samesite="Lax",
            path="/",
        )
