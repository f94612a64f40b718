"""Who else has a document open; asked every quarter of a minute by those who have."""

from datetime import datetime

from flask import Response

from authoring.actions.mark_presence import mark_presence
from authoring.queries.presence import Present, present
from authoring.web.auth import Access
from authoring.web.context import actor, installation
from authoring.web.operations import Room, Shape
from authoring.web.replies import reply

room = Room("presence")


class Somebody(Shape):
    """A person who has the document open."""

    name: str
    since: datetime


class Presence(Shape):
    """The others who have the document open, first come first."""

    people: list[Somebody]


@room.operation("PUT", "/documents/<uuid:document_id>/presence", access_for=Access.READ, answers={200: Presence})
def be_present(document_id: str) -> Response:
    """Say that one has the document open, and hear who else has."""
    mark_presence(installation().database, actor(), document_id)
    return who_is_present(document_id)


@room.operation("GET", "/documents/<uuid:document_id>/presence", access_for=Access.READ, answers={200: Presence})
def who_is_present(document_id: str) -> Response:
    """Hear who else has the document open."""
    with installation().database.read() as session:
        others = present(session, actor(), document_id)
    return reply(Presence(people=people_of(others)))


def people_of(others: list[Present]) -> list[Somebody]:
    """What is told of the others."""
    return [Somebody(name=each.name, since=each.since) for each in others]
