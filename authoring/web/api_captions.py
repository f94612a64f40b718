"""Captions: made of the text that a recording speaks."""

from flask import Response
from pydantic import Field

from authoring.actions.make_captions import cues_for, make_captions
from authoring.web.auth import Access
from authoring.web.context import actor, installation
from authoring.web.operations import Room, Shape
from authoring.web.replies import reply
from authoring.web.shapes import DocumentEntry, JsonObject, entry_of
from tour_schema.text import Language, Words

room = Room("captions")


class SpokenText(Shape):
    """What is spoken in a recording."""

    text: Words


class CaptionWish(SpokenText):
    """What is spoken in a recording, and in which language."""

    language: Language


class Cues(Shape):
    """Captions as a medium's document holds them."""

    cues: list[JsonObject] = Field(max_length=5000)


@room.operation(
    "POST",
    "/media/<uuid:medium_id>/captions",
    access_for=Access.WRITE,
    body=CaptionWish,
    answers={201: DocumentEntry},
    problems=(422,),
)
def post_captions(medium_id: str, body: CaptionWish) -> Response:
    """Make captions of the text of a recording, timed by its length and its pauses, as a medium of their own."""
    parts = installation()
    made = make_captions(parts.database, parts.media_store, actor(), medium_id, body.language, body.text)
    headers = {"Location": f"/api/v1/documents/{made.id}"}
    return reply(entry_of(made), 201, revision=made.revision, headers=headers)


@room.operation(
    "POST",
    "/media/<uuid:medium_id>/cues",
    access_for=Access.WRITE,
    body=SpokenText,
    answers={200: Cues},
    problems=(422,),
)
def post_cues(medium_id: str, body: SpokenText) -> Response:
    """Say how the text of a recording would be captioned; nothing is stored."""
    parts = installation()
    return reply(Cues(cues=cues_for(parts.database, parts.media_store, actor(), medium_id, body.text)))
