"""One's own settings: name, language, password, and where one is signed in."""

from flask import Blueprint, Response, flash, make_response, redirect, render_template, request, url_for

from authoring.actions.change_password import change_password
from authoring.actions.change_profile import change_profile
from authoring.actions.end_session import end_session
from authoring.errors import WayfableError
from authoring.queries.own_sessions import own_sessions
from authoring.web.auth import Access, access
from authoring.web.context import installation, visit
from authoring.web.language import t
from authoring.web.problems import Problem, of_error

room = Blueprint("own_settings", __name__)


@room.get("/settings")
@access(Access.SIGNED_IN)
def show() -> Response:
    """The page of one's own settings."""
    return _page()


@room.post("/settings/profile")
@access(Access.SIGNED_IN)
def change() -> Response:
    """Change one's name and language."""
    name, language = request.form.get("name", ""), request.form.get("language", "")
    try:
        change_profile(installation().database, visit().actor, name=name, language=language)
    except WayfableError as error:
        return _page(of_error(error), name=name)
    flash(t("auth.own_saved"))
    return _back()


@room.post("/settings/password")
@access(Access.SIGNED_IN)
def password() -> Response:
    """Change one's password; every other browser is signed out by it."""
    who = visit()
    try:
        change_password(
            installation().database,
            who.actor,
            request.form.get("current", ""),
            request.form.get("new", ""),
            keep=who.session or "",
            address=request.remote_addr or "",
        )
    except WayfableError as error:
        return _page(of_error(error))
    flash(t("auth.own_password_set"))
    return _back()


@room.post("/settings/sessions/<session_id>/end")
@access(Access.SIGNED_IN)
def end(session_id: str) -> Response:
    """Sign a browser out that is elsewhere."""
    end_session(installation().database, visit().actor, session_id)
    flash(t("auth.own_session_ended"))
    return _back()


def _back() -> Response:
    return make_response(redirect(url_for("own_settings.show"), 303))


def _page(fault: Problem | None = None, name: str | None = None) -> Response:
    who = visit()
    with installation().database.read() as session:
        sessions = own_sessions(session, who.actor, who.session)
    page = render_template("own_settings.html", who=who, name=name or who.actor.name, sessions=sessions, fault=fault)
    return make_response(page, fault.status if fault else 200)
