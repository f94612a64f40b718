"""What an operation answers with: JSON, made once and never twice over."""

import json
from collections.abc import Mapping
from typing import Any

from flask import Response
from pydantic import BaseModel


class Ready(bytes):
    """JSON that is bytes already, to be set in as it is: a document's body, as it was stored."""

    __slots__ = ()


def reply(
    content: BaseModel | Mapping[str, Any],
    status: int = 200,
    *,
    revision: int | None = None,
    cache: str | None = None,
    headers: Mapping[str, str] | None = None,
) -> Response:
    """Answer with `content`; `revision` becomes the ETag."""
    made = content.model_dump_json().encode() if isinstance(content, BaseModel) else to_json(content)
    response = Response(made, status, mimetype="application/json")
    if revision is not None:
        response.headers["ETag"] = f'"{revision}"'
    if cache is not None:
        response.headers["Cache-Control"] = cache
    response.headers.update(headers or {})
    return response


def to_json(content: Any) -> bytes:
    """`content` as compact JSON; what is `Ready` is set in as it is, at any depth of objects and arrays."""
    if isinstance(content, Ready):
        return bytes(content)
    if isinstance(content, BaseModel):
        return content.model_dump_json().encode()
    if isinstance(content, Mapping):
        members = (json.dumps(key).encode() + b":" + to_json(value) for key, value in content.items())
        return b"{" + b",".join(members) + b"}"
    if isinstance(content, list | tuple):
        return b"[" + b",".join(to_json(value) for value in content) + b"]"
    return json.dumps(content, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode()
