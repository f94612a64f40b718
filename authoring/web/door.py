"""The door: every request passes here before its view, in this order, and a fault at any step ends it.

The host is one of ours → the request is not larger than its route allows → a change comes from our own pages →
who is it → may they enter → does a change hold the token. Nothing of a body is kept before its size and its
origin are known.
"""

import time
from typing import Final
from urllib.parse import urlsplit

from flask import Flask, Response, g, make_response, redirect, request, url_for

from authoring.db import Database
from authoring.permissions import Scope
from authoring.queries import people
from authoring.settings import Settings
from authoring.web.auth import UPLOAD, Access, Declared, Visit, declared
from authoring.web.context import installation
from authoring.web.csrf import SAFE
from authoring.web.problems import Problem, wants_json

_THIS_MACHINE: Final = frozenset({"127.0.0.1", "localhost", "[::1]"})
_UNREAD: Final = 64 * 1024
"""The size of a body in bytes where the route is not even known, and of the form around an upload."""
_HEARD_OUT_S: Final = 20
"""For how long a body that is refused is taken from the line, and thrown away piece by piece, in seconds."""


def watch(app: Flask, settings: Settings, database: Database) -> None:
    """Set the door into `app`; people and tokens are those of `database`."""
    ours = _hosts(settings)

    @app.before_request
    def enter() -> Response | None:
        if request.host.lower() not in ours:
            raise Problem(421, "host")
        found = None if request.endpoint is None else declared(app, request.endpoint)
        if found is None:
            _nowhere(database)
            return None
        limit = found.limit if found.limit != UPLOAD else settings.upload_limit_bytes + _UNREAD
        request.max_content_length = limit
        if (request.content_length or 0) > limit:
            raise Problem(413, "too_large", limit=round(limit / 1_000_000, 1))
        _recognise(database)
        visit: Visit | None = g.get("visit")
        if request.method not in SAFE and not (visit is not None and visit.by_token):
            installation().csrf.check_origin()
        if found.access is not Access.EVERYONE:
            refusal = _may_enter(found, visit)
            if refusal is not None:
                return refusal
        if request.method not in SAFE and not (visit is not None and visit.by_token):
            installation().csrf.check_token()
        _refuse_nul()
        return None

    app.after_request(_hear_out)


def _hear_out(response: Response) -> Response:
    """Throw away what is left of a refused body: who is still sending when the door shuts never hears why."""
    sent = bool(request.content_length) or "Transfer-Encoding" in request.headers
    if sent and response.status_code >= 400:
        stream, until = request.environ["wsgi.input"], time.monotonic() + _HEARD_OUT_S
        while time.monotonic() < until and stream.read(_UNREAD):
            pass
    return response


def _nowhere(database: Database) -> None:
    """No such address: Flask says so itself, in the language of whoever asks."""
    request.max_content_length = _UNREAD
    _recognise_session(database)


def _refuse_nul() -> None:
    """No text has a NUL in it, and PostgreSQL takes none: refused here, once, for every address and form."""
    form = request.form if request.mimetype == "application/x-www-form-urlencoded" else {}
    if any("\0" in text for text in (request.path, *request.args.values(), *form.values())):
        raise Problem(400, "bad_request")


def _hosts(settings: Settings) -> frozenset[str]:
    """What the Host header may say. An installation that is reached by its own machine only has several names."""
    parts = urlsplit(settings.public_url)
    named = {parts.netloc.lower()}
    if not settings.secure:
        port = f":{parts.port}" if parts.port else ""
        named |= {f"{name}{port}" for name in _THIS_MACHINE}
    return frozenset(named)


def _recognise(database: Database) -> None:
    header = request.headers.get("Authorization")
    if header is not None:
        kind, _, token = header.partition(" ")
        actor = people.actor_of_token(database, token.strip()) if kind.lower() == "bearer" else None
        if actor is None:
            raise Problem(401, "token", None, {"WWW-Authenticate": 'Bearer realm="Wayfable", error="invalid_token"'})
        g.visit = Visit(actor)
    else:
        _recognise_session(database)


def _recognise_session(database: Database) -> None:
    secret = installation().cookies.session
    found = people.visit_of(database, secret) if secret else None
    if found is not None:
        g.visit = Visit(found.actor, secret, found.csrf_token, found.email, found.has_password)


def _may_enter(route: Declared, visit: Visit | None) -> Response | None:
    if visit is None:
        if wants_json():
            raise Problem(401, "sign_in", None, {"WWW-Authenticate": 'Bearer realm="Wayfable"'})
        back = request.full_path.rstrip("?") if request.method == "GET" else None
        return make_response(redirect(url_for("sign_in.show", next=back), 303))
    if visit.by_token:
        if route.access is Access.SIGNED_IN:
            raise Problem(403, "no_token_here")
        if route.access is Access.WRITE and visit.actor.token_scope is Scope.READ:
            raise Problem(403, "scope")
    return None
