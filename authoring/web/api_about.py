"""What the API says of itself."""

from functools import lru_cache

from flask import Response

from authoring.web.auth import Access
from authoring.web.context import installation
from authoring.web.openapi import describe
from authoring.web.operations import Raw, Room
from authoring.web.replies import to_json

room = Room("about")


@room.operation(
    "GET", "/openapi.json", access_for=Access.EVERYONE, answers={200: Raw("application/json", {"type": "object"})}
)
def openapi() -> Response:
    """This description, as an OpenAPI 3.1 document."""
    return Response(_described(installation().settings.public_url), mimetype="application/json")


@lru_cache(maxsize=4)
def _described(origin: str) -> bytes:
    from authoring.web.rooms import API  # this room is one of them

    return to_json(describe(API, origin))
