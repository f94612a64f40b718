"""What goes wrong, told as RFC 9457 problem documents to programs and as a calm page to people.

A problem is a code with values; its words are `api.problem.<code>.title` and `.detail`, made in the language
of whoever asks. Its type is `/problems/<code>`, a page that says the same. Nobody ever sees a traceback.
"""

import json
import secrets
from collections.abc import Mapping
from typing import Any, Final

import structlog
from flask import Flask, Response, make_response, render_template, request
from pydantic import ValidationError
from werkzeug.exceptions import HTTPException

from authoring.actions.upload_medium import TooLarge
from authoring.errors import Forbidden, Invalid, NotFound, SignInRequired, Stale, TooManyAttempts, WayfableError
from authoring.queries.usage import InUse, Users
from authoring.store.cards import title_in
from authoring.web.addresses import address_of, api_address_of
from authoring.web.language import language, t
from authoring.web.reports import told
from authoring.words import has_words

MEDIA_TYPE: Final = "application/problem+json"

_BY_STATUS: Final = {
    400: "bad_request", 401: "sign_in", 403: "forbidden", 404: "not_found", 405: "method",
    406: "not_acceptable", 408: "timeout", 411: "length", 414: "too_long",
    416: "range", 421: "host", 429: "too_many", 431: "too_long",
}  # fmt: skip
_BY_KIND: Final[Mapping[type[WayfableError], tuple[int, str]]] = {
    NotFound: (404, "not_found"),
    Forbidden: (403, "forbidden"),
    SignInRequired: (401, "sign_in"),
    TooLarge: (413, ""),
}
"""The status of each, and its problem where that has a name of its own."""
_PLAIN: Final = {"Content-Type": "text/plain; charset=utf-8"}
_log = structlog.get_logger()


class Problem(Exception):
    """An answer other than success: `code` names its type and its words, `values` fill them.

    `members` stand in the document beside the standard ones. `said` is the key of the detail's sentence where it
    is not `api.problem.<code>.detail`.
    """

    def __init__(
        self,
        status: int,
        code: str,
        /,
        members: Mapping[str, Any] | None = None,
        headers: Mapping[str, str] | None = None,
        said: str | None = None,
        **values: object,
    ) -> None:
        super().__init__(code)
        self.status = status
        self.code = code
        self.members = dict(members or {})
        self.headers = dict(headers or {})
        own = f"api.problem.{code}.detail"
        self._said = said or (own if has_words(own) else "api.problem.refused.detail")
        self._values = values

    @property
    def title(self) -> str:
        """What happened, in a few words."""
        key = f"api.problem.{self.code}.title"
        return t(key if has_words(key) else "api.problem.refused.title")

    @property
    def detail(self) -> str:
        """What happened and what to do, in a sentence or two."""
        return t(self._said, **self._values)


def misfit(status: int, where: str, error: ValidationError) -> Problem:
    """The problem of a query or a body that does not fit its model: each misfit with its place and its kind."""
    faults = [
        {"pointer": "".join(f"/{_escape(step)}" for step in fault["loc"]), "code": fault["type"]}
        for fault in error.errors(include_url=False, include_context=False, include_input=False)
    ]
    places = [fault["pointer"] or "/" for fault in faults[:5]]
    return Problem(status, where, {"faults": faults[:100]}, places=places)


def _escape(step: str | int) -> str:
    # A key that somebody else wrote: told back, but never at length.
    return str(step)[:80].replace("~", "~0").replace("/", "~1")


def wants_json() -> bool:
    """Whether the asker is a program: the API's addresses, and whoever prefers JSON to a page."""
    return request.path.startswith("/api/") or (
        request.accept_mimetypes.best_match(["text/html", "application/json", MEDIA_TYPE]) not in {None, "text/html"}
    )


def answer(problem: Problem) -> Response:
    """`problem` as the asker can read it."""
    if wants_json():
        document = {
            "type": f"/problems/{problem.code}",
            "title": problem.title,
            "status": problem.status,
            "detail": problem.detail,
            "instance": request.path,
            **problem.members,
        }
        response = make_response(json.dumps(document, ensure_ascii=False, separators=(",", ":")), problem.status)
        response.mimetype = MEDIA_TYPE
    else:
        response = make_response(render_template("problem.html", problem=problem), problem.status)
    response.headers.update(problem.headers)
    return response


def of_error(error: WayfableError) -> Problem:
    """What the actions refuse, as a problem: its words are the error's own."""
    key = f"error.{error.code}"
    # An error of another folder is told by its own key; one that nobody gave words has those of its kind.
    said = next((each for each in (key, error.code) if has_words(each)), None)
    match error:
        case Stale():
            body = json.loads(error.body)
            members = {
                "revision": error.revision,
                "body": body,
                "merged": json.loads(error.merged),
                "conflicts": error.conflicts,
            }
            return Problem(412, "stale", members, {"ETag": f'"{error.revision}"'}, said, **error.values)
        case Invalid():
            issues = told(error.report, language())["issues"]
            return Problem(422, "invalid", {"issues": issues}, None, said, **error.values)
        case TooManyAttempts():
            wait = {"Retry-After": str(error.values["seconds"])}
            return Problem(429, "too_many", None, wait, said, **error.values)
        case InUse():
            return Problem(409, "in_use", _members(error.users), None, said, **error.values)
    status, code = next((known for kind, known in _BY_KIND.items() if isinstance(error, kind)), (422, ""))
    return Problem(status, code or error.code, None, None, said, **error.values)


def _members(users: Users) -> dict[str, Any]:
    """Every document that stands in the way, with where it is; those that may not be seen as their number."""
    shown = [
        {
            "id": user.id,
            "kind": user.kind,
            "title": title_in(user.card, language()),
            "href": api_address_of(user.id),
            "page": address_of(user.kind, user.id),
        }
        for user in users.shown
    ]
    return {"used_by": shown, "hidden": users.hidden}


def of_http(error: HTTPException) -> Problem:
    """What Flask and Werkzeug refuse: no such route, too large, a broken form."""
    status = error.code or 500
    headers = {name: value for name, value in error.get_headers() if name in {"Allow", "Content-Range", "Retry-After"}}
    if status == 413:
        return Problem(413, "too_large", limit=round((request.max_content_length or 0) / 1_000_000, 1))
    return Problem(status, _BY_STATUS.get(status, "bad_request" if status < 500 else "unexpected"), None, headers)


def catch_all(app: Flask) -> None:
    """Turn everything that a view raises into a problem: a foreseen one in its words, any other in calm ones."""

    @app.errorhandler(Problem)
    def foreseen(error: Problem) -> Response:
        return answer(error)

    @app.errorhandler(WayfableError)
    def refused(error: WayfableError) -> Response:
        return answer(of_error(error))

    @app.errorhandler(HTTPException)
    def http(error: HTTPException) -> Response:
        if error.response is not None or (error.code or 500) < 400:
            return make_response(error.get_response())
        return answer(of_http(error))

    @app.errorhandler(Exception)
    def unforeseen(error: Exception) -> Response:
        reference = secrets.token_hex(4)
        rule = request.url_rule.rule if request.url_rule else ""
        _log.error("unforeseen", reference=reference, method=request.method, rule=rule, exc_info=error)
        try:
            return answer(Problem(500, "unexpected", {"reference": reference}, reference=reference))
        except Exception:  # noqa: BLE001 - the page that says so may be what is broken
            return make_response(f"{t('api.problem.unexpected.detail', reference=reference)}\n", 500, _PLAIN)
