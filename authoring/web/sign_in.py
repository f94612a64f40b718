"""Signing in and out.

A one-time link shows a button and is used up by pressing it: programs that open the links in mails press none.
`sign_in_address` is where such a link leads, for whoever makes one.
"""

import threading
from urllib.parse import urlencode, urlsplit

from flask import Blueprint, Response, flash, make_response, redirect, render_template, request, url_for

from authoring.actions.request_sign_in_link import Requested, request_sign_in_link
from authoring.actions.sign_in_with_link import sign_in_with_link
from authoring.actions.sign_in_with_password import sign_in_with_password
from authoring.actions.sign_out import sign_out
from authoring.errors import WayfableError
from authoring.settings import Settings
from authoring.store.sessions import SignedIn
from authoring.web import post
from authoring.web.auth import Access, access
from authoring.web.context import installation, visit, visitor
from authoring.web.language import t
from authoring.web.problems import of_error
from authoring.words import say

room = Blueprint("sign_in", __name__)


def sign_in_address(settings: Settings, token: str, onward: str = "/") -> str:
    """Where a one-time link leads; from there to `onward`."""
    then = "" if onward == "/" else f"?{urlencode({'next': onward})}"
    return f"{settings.public_url}/sign-in/{token}{then}"


@room.get("/sign-in")
@access(Access.EVERYONE)
def show() -> Response:
    """The page on which one signs in; whoever is signed in goes on at once."""
    onward = _own_place(request.args.get("next", ""))
    if visitor() is not None:
        return make_response(redirect(onward, 303))
    return _page(onward)


@room.post("/sign-in/password")
@access(Access.EVERYONE)
def with_password() -> Response:
    """Sign in with e-mail address and password."""
    onward = _own_place(request.form.get("next", ""))
    email, password = request.form.get("email", ""), request.form.get("password", "")
    try:
        signed_in = sign_in_with_password(installation().database, email, password, _address())
    except WayfableError as error:
        return _page(onward, email, error)
    return _enter(signed_in, onward)


@room.post("/sign-in/link")
@access(Access.EVERYONE)
def ask_link() -> Response:
    """Have a one-time link sent. The answer is the same whether the address is known or not."""
    settings = installation().settings
    email, onward = request.form.get("email", ""), _own_place(request.form.get("next", ""))
    back = url_for("sign_in.show", next=None if onward == "/" else onward)
    if settings.smtp_url is None:
        flash(t("auth.link_none"))
        return make_response(redirect(back, 303))
    try:
        requested = request_sign_in_link(installation().database, email, _address())
    except WayfableError as error:
        return _page(onward, email, error)
    if requested is not None:
        # In the background: how long the mail server takes would tell who is known here.
        threading.Thread(target=_send, args=(settings, requested, onward), daemon=True).start()
    flash(t("auth.link_asked", email=email))
    return make_response(redirect(back, 303))


@room.get("/sign-in/<token>")
@access(Access.EVERYONE)
def link(token: str) -> str:
    """What a one-time link leads to: a page with a button, and nothing has happened yet."""
    return render_template("sign_in_link.html", token=token, onward=_own_place(request.args.get("next", "")))


@room.post("/sign-in/<token>")
@access(Access.EVERYONE)
def use_link(token: str) -> Response:
    """Sign in with a one-time link, which is used up by it."""
    onward = _own_place(request.form.get("next", ""))
    return _enter(sign_in_with_link(installation().database, token, _address()), onward)


@room.post("/sign-out")
@access(Access.SIGNED_IN)
def leave() -> Response:
    """Sign out, here and now."""
    who = visit()
    sign_out(installation().database, who.actor, who.session or "")
    flash(t("auth.signed_out"))
    response = make_response(redirect(url_for("sign_in.show"), 303))
    installation().cookies.close_session(response)
    # Nothing of what was shown stays in the browser; drafts that were not sent yet do, they are the person's own.
    response.headers["Clear-Site-Data"] = '"cache"'
    return response


def _enter(signed_in: SignedIn, onward: str) -> Response:
    response = make_response(redirect(onward, 303))
    installation().cookies.open_session(response, signed_in.token)
    return response


def _page(onward: str, email: str = "", error: WayfableError | None = None) -> Response:
    fault = of_error(error) if error else None
    page = render_template(
        "sign_in.html",
        onward=onward,
        email=email,
        fault=fault,
        mail=installation().settings.smtp_url is not None,
    )
    response = make_response(page, fault.status if fault else 200)
    response.headers.update(fault.headers if fault else {})
    return response


def _own_place(asked: str) -> str:
    """Where to go on: a path of ours, or the start; never another site."""
    parts = urlsplit(asked)
    ours = asked.startswith("/") and not asked.startswith(("//", "/\\")) and not parts.scheme and not parts.netloc
    return asked if ours and asked.isprintable() and "\\" not in asked else "/"


def _address() -> str:
    return request.remote_addr or ""


def _send(settings: Settings, requested: Requested, onward: str) -> None:
    language = requested.language
    link_to = sign_in_address(settings, requested.token, onward)
    text = say("auth.mail_body", language, name=requested.name, link=link_to)
    post.send(settings, requested.email, say("auth.mail_subject", language), text)
