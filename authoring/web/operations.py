"""How an operation of the API is declared: once, at its view, and everything else follows from that.

`Room.operation` says the address, who may enter, what may stand in the query and the body, what comes back and
what can go wrong. The checks before the view runs and the OpenAPI document are both made from the declaration,
so neither can differ from what the route does.
"""

import inspect
import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final, TypeVar

from flask import Blueprint, Response, request
from pydantic import BaseModel, ConfigDict, ValidationError
from werkzeug.exceptions import RequestEntityTooLarge

from authoring.web.auth import FORM, Access, access
from authoring.web.problems import Problem, misfit

ROOT: Final = "/api/v1"
DOCUMENT_LIMIT: Final = 8 * 1024 * 1024
"""The size in bytes that a document may have on its way in; the largest real tours have a tenth of it."""

Answer = TypeVar("Answer", bound=Response)


class Shape(BaseModel):
    """What comes in, or goes out: closed, so that a misspelt field is a fault and not a silence."""

    model_config = ConfigDict(extra="forbid", frozen=True, use_attribute_docstrings=True)


@dataclass(frozen=True, slots=True)
class Raw:
    """Content that is no JSON object of ours, in or out: a media type, and the JSON Schema where it has one."""

    media_type: str
    schema: Mapping[str, Any]


BINARY: Final = {"type": "string", "format": "binary"}
Content = type[BaseModel] | Raw | None


@dataclass(frozen=True, slots=True)
class Operation:
    """One operation: an address and a method, and all that is promised about it."""

    name: str
    method: str
    path: str
    access: Access
    summary: str
    description: str
    query: type[BaseModel] | None
    body: Content
    headers: Mapping[str, str]
    answers: Mapping[int, Content]
    problems: tuple[int, ...]
    limit: int

    @property
    def every_problem(self) -> set[int]:
        """The statuses of all that can go wrong: what the view names, and what its declaration brings with it."""
        # No route takes a text with a NUL in it.
        found = {400, *self.problems}
        if self.access is not Access.EVERYONE:
            found |= {401, 403}
        if "<" in self.path:
            found.add(404)
        if self.body is not None:
            found |= {413, 415, 422}
        return found


class Room(Blueprint):
    """A group of operations under `/api/v1`; its name becomes their tag."""

    def __init__(self, name: str) -> None:
        super().__init__(name, __name__, url_prefix=ROOT)
        self.operations: list[Operation] = []

    def operation(
        self,
        method: str,
        path: str,
        *,
        access_for: Access,
        answers: Mapping[int, Content],
        query: type[BaseModel] | None = None,
        body: Content = None,
        headers: Mapping[str, str] | None = None,
        problems: tuple[int, ...] = (),
        limit: int = FORM,
    ) -> Callable[[Callable[..., Answer]], Callable[..., Answer]]:
        """Declare the view as an operation.

        A model given as `query` or `body` is read and checked first and reaches the view by that name. A `Raw`
        body is the view's own to read. `headers` are request headers and what each is for.
        """

        def declare(view: Callable[..., Answer]) -> Callable[..., Answer]:
            summary, _, description = inspect.cleandoc(view.__doc__ or "").partition("\n")

            def enter(**place: str) -> Answer:
                given: dict[str, object] = dict(place)
                if query is not None:
                    given["query"] = _read_query(query)
                if isinstance(body, Raw):
                    _require_media_type(body.media_type)
                elif body is not None:
                    given["body"] = _read_body(body)
                return view(**given)

            enter.__name__, enter.__doc__ = view.__name__, view.__doc__
            self.operations.append(
                Operation(
                    view.__name__, method, ROOT + path, access_for, summary, description.strip(), query, body,
                    headers or {}, answers, problems, limit,
                ),
            )  # fmt: skip
            self.add_url_rule(path, view.__name__, access(access_for, limit=limit)(enter), methods=[method])
            return view

        return declare


def _read_query(model: type[BaseModel]) -> BaseModel:
    given: dict[str, str | list[str]] = {}
    for name, values in request.args.lists():
        given[name] = values if len(values) > 1 else values[0]
    try:
        return model.model_validate(given)
    except ValidationError as error:
        raise misfit(400, "query", error) from None


def _require_media_type(wanted: str) -> None:
    if request.mimetype != wanted:
        raise Problem(415, "media_type", wanted=wanted)


def whole_body() -> bytes:
    """The body, or 413: one of unknown length would else be cut off where its route's limit is."""
    body = request.get_data(cache=False)
    if request.content_length is None and len(body) >= (request.max_content_length or math.inf):
        raise RequestEntityTooLarge
    return body


def _read_body(model: type[BaseModel]) -> BaseModel:
    _require_media_type("application/json")
    try:
        return model.model_validate_json(whole_body())
    except ValidationError as error:
        raise misfit(422, "body", error) from None
