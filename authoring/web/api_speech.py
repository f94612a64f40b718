"""The speech engine: drafts of what will be recorded."""

from flask import Response

from authoring.actions.draft_speech import draft_speech
from authoring.web.auth import Access
from authoring.web.context import actor, installation
from authoring.web.operations import Room, Shape
from authoring.web.replies import reply
from tour_schema.text import Language, Words

room = Room("speech")


class SpeechWish(Shape):
    """What is to be spoken; `voice` is the engine's own name of one, else it is that of the language."""

    organisation: str
    language: Language
    text: Words
    voice: str | None = None


class Drafted(Shape):
    """A job that was handed in, and the medium that will be there when it is done."""

    job: str
    medium: str


@room.operation("POST", "/speech", access_for=Access.WRITE, body=SpeechWish, answers={202: Drafted}, problems=(422,))
def post_speech(body: SpeechWish) -> Response:
    """Have a text spoken by the configured engine, as a draft."""
    settings = installation().settings
    job, medium = draft_speech(settings, actor(), body.organisation, body.language, body.text, body.voice)
    return reply(Drafted(job=job, medium=medium), 202)
