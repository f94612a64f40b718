"""Which language a person reads, and `t()`, the one way in which pages and problems come by their words."""

from typing import Final

from flask import Flask, Response, g, has_request_context, request

from authoring.words import LANGUAGES, language_name, say, written

COOKIE: Final = "language"
"""What somebody chose who is not signed in: `de` or `en` and nothing else, so it needs no protection."""


def language() -> str:
    """`de` or `en`: the person's own choice, else the cookie, else what the browser prefers, else English."""
    if not has_request_context():
        return "en"
    known: str | None = g.get("language")
    if known is None:
        known = g.language = _negotiated()
    return known


def _negotiated() -> str:
    visit = g.get("visit")
    # A token is a machine's: whoever reads what it gets says so in the request.
    if visit is not None and visit.actor.person_id is not None and visit.actor.language in LANGUAGES:
        return str(visit.actor.language)
    chosen = request.cookies.get(COOKIE)
    if chosen in LANGUAGES:
        return chosen
    for tag, _ in request.accept_languages:
        base = tag.split("-")[0].lower()
        if base in LANGUAGES:
            return base
    return "en"


def t(key: str, /, **values: object) -> str:
    """The sentence `key` in the language of whoever asks; `values` are written in that language's manner."""
    return say(key, language(), **values)


def speak(app: Flask) -> None:
    """Give every template `t()`, `language()`, `language_name()` and the filter `written`."""
    app.jinja_env.globals.update(t=t, language=language, languages=LANGUAGES, language_name=_name)
    app.add_template_filter(_written, "written")
    app.after_request(_say_which)


def _name(tag: str) -> str:
    return language_name(tag, language())


def _written(value: object) -> str:
    return written(value, language())


def _say_which(response: Response) -> Response:
    if response.mimetype in {"text/html", "application/problem+json"}:
        response.headers["Content-Language"] = language()
        response.vary.update(("Accept-Language", "Cookie"))
    return response
