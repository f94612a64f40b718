"""The OpenAPI 3.1 document of the API, made from what the operations declare; nothing of it is kept by hand."""

import re
from collections.abc import Iterable, Mapping, Sequence
from importlib.metadata import version
from typing import Any, Final

from pydantic import BaseModel
from pydantic.json_schema import JsonSchemaMode, models_json_schema

from authoring.web import problems
from authoring.web.auth import Access
from authoring.web.operations import Content, Operation, Raw, Room

_PLACE: Final = re.compile(r"<(?:(\w+)(?:\(.*?\))?:)?(\w+)>")
_COMPONENTS: Final = "#/components/schemas/{model}"
_UUID: Final = {"type": "string", "format": "uuid"}
_PLACES: Final = {"uuid": _UUID, "int": {"type": "integer", "minimum": 0}, "": {"type": "string"}}
_PHRASES: Final = {
    200: "Done.", 201: "Made.", 202: "Begun.", 204: "Done; there is nothing to say.",
    206: "The part that was asked for.", 304: "As the asker has it.", 400: "The address does not fit.",
    401: "Nobody is signed in, and there is no valid token.",
    403: "Not allowed.", 404: "There is no such thing, or it may not be seen.", 409: "It is not in a state for this.",
    412: "Somebody else saved the same fields meanwhile.", 413: "Too large.", 415: "A media type that is not taken.",
    416: "There is no such range.", 422: "The content does not fit.", 428: "An If-Match header is needed.",
    429: "Too many attempts.", 501: "There are other formats only.", 502: "A server behind this one does not answer.",
}  # fmt: skip


class ProblemDocument(BaseModel):
    """An RFC 9457 problem document; further members say more, each problem its own."""

    type: str
    title: str
    status: int
    detail: str
    instance: str


Schemas = Mapping[tuple[Any, JsonSchemaMode], Mapping[str, Any]]


def describe(rooms: Sequence[Room], origin: str) -> dict[str, Any]:
    """The document for `rooms`, served at `origin`."""
    operations = [(room.name, operation) for room in rooms for operation in room.operations]
    models = dict.fromkeys(_models(operation for _, operation in operations))
    schemas, definitions = models_json_schema([*models], ref_template=_COMPONENTS)
    paths: dict[str, dict[str, Any]] = {}
    for tag, operation in operations:
        place = paths.setdefault(_PLACE.sub(r"{\2}", operation.path), {})
        place[operation.method.lower()] = _describe(tag, operation, schemas)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Wayfable",
            "version": version("wayfable"),
            "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
        },
        "servers": [{"url": origin}],
        "paths": paths,
        "components": {
            "schemas": definitions.get("$defs", {}),
            "securitySchemes": {
                "token": {"type": "http", "scheme": "bearer"},
                "session": {"type": "apiKey", "in": "cookie", "name": "wayfable"},
            },
        },
    }


def _models(operations: Iterable[Operation]) -> Iterable[tuple[type[BaseModel], JsonSchemaMode]]:
    yield ProblemDocument, "serialization"
    for operation in operations:
        if isinstance(operation.body, type):
            yield operation.body, "validation"
        if operation.query is not None:
            yield operation.query, "validation"
        for content in operation.answers.values():
            if isinstance(content, type):
                yield content, "serialization"


def _describe(tag: str, operation: Operation, schemas: Schemas) -> dict[str, Any]:
    described: dict[str, Any] = {
        "operationId": operation.name,
        "tags": [tag],
        "summary": operation.summary,
        "parameters": [*_places(operation.path), *_query(operation), *_headers(operation)],
        "responses": {str(status): _answer(status, what, schemas) for status, what in operation.answers.items()},
        "security": [] if operation.access is Access.EVERYONE else [{"token": []}, {"session": []}],
    }
    if operation.description:
        described["description"] = operation.description
    if operation.body is not None:
        described["requestBody"] = {"required": True, "content": _content(operation.body, "validation", schemas)}
    for status in sorted(operation.every_problem):
        described["responses"][str(status)] = {
            "description": _PHRASES[status],
            "content": {problems.MEDIA_TYPE: {"schema": schemas[ProblemDocument, "serialization"]}},
        }
    return described


def _places(path: str) -> Iterable[dict[str, Any]]:
    for kind, name in _PLACE.findall(path):
        yield {"name": name, "in": "path", "required": True, "schema": _PLACES[kind]}


def _query(operation: Operation) -> Iterable[dict[str, Any]]:
    if operation.query is None:
        return
    schema = operation.query.model_json_schema(ref_template=_COMPONENTS)
    for name, of_one in schema["properties"].items():
        described = {key: value for key, value in of_one.items() if key != "description"}
        yield {
            "name": name,
            "in": "query",
            "required": name in schema.get("required", ()),
            "description": of_one.get("description", ""),
            "schema": described,
        }


def _headers(operation: Operation) -> Iterable[dict[str, Any]]:
    for name, purpose in operation.headers.items():
        yield {"name": name, "in": "header", "required": False, "description": purpose, "schema": {"type": "string"}}


def _answer(status: int, content: Content, schemas: Schemas) -> dict[str, Any]:
    answer: dict[str, Any] = {"description": _PHRASES[status]}
    if content is not None:
        answer["content"] = _content(content, "serialization", schemas)
    return answer


def _content(content: Content, mode: JsonSchemaMode, schemas: Schemas) -> dict[str, Any]:
    if isinstance(content, Raw):
        return {content.media_type: {"schema": dict(content.schema)}}
    if content is None:
        return {}
    return {"application/json": {"schema": schemas[content, mode]}}
