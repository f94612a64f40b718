"""What the editor opens, a tour with everything that it leads to, and what it hears of it afterwards."""

import hashlib

from flask import Response, request
from sqlmodel import Session

from authoring.queries import documents
from authoring.queries.heads import heads
from authoring.queries.presence import present
from authoring.queries.reports import report_of
from authoring.queries.stages import Stage, stage_of
from authoring.tables import Organisation
from authoring.web.api_map import MapChoice, map_choice
from authoring.web.api_presence import Presence, people_of
from authoring.web.auth import Access
from authoring.web.context import actor, installation
from authoring.web.language import language
from authoring.web.operations import Room, Shape
from authoring.web.replies import reply
from authoring.web.reports import told
from authoring.web.shapes import DocumentEntry, ToldReport, entry_of

room = Room("tours")


class Office(Shape):
    """The organisation that a tour belongs to; `role` is what the asker is in it."""

    id: str
    name: str
    role: str | None
    time_zone: str
    """Where its clocks stand (IANA): what goes with the first opening hours that one writes."""


class Asker(Shape):
    """Who asks; a token has no id."""

    id: str | None
    name: str
    language: str


class Workspace(Shape):
    """A tour, and every document that it leads to, each once."""

    tour: DocumentEntry
    stations: list[DocumentEntry]
    guides: list[DocumentEntry]
    media: list[DocumentEntry]
    report: ToldReport
    organisation: Office
    person: Asker
    map: MapChoice
    stage: Stage
    """How far it is on its way to visitors."""
    speech: bool
    """Whether a speech engine is configured that drafts what the guide says."""


class HeadItem(Shape):
    """The newest revision of a document, and who saved it; a token has no id, and a job has no name either."""

    id: str
    revision: int
    author_id: str | None
    author: str


class News(Presence):
    """Who else has a tour or a guide open, and where it and every document that it leads to stand."""

    heads: list[HeadItem]


@room.operation("GET", "/tours/<uuid:tour_id>/workspace", access_for=Access.READ, answers={200: Workspace})
def open_workspace(tour_id: str) -> Response:
    """Everything that the editor of a tour starts with."""
    with installation().database.read() as session:
        found = documents.workspace(session, actor(), tour_id)
        report = report_of(session, tour_id)
        office = office_of(session, found.root.organisation_id)
        stage = stage_of(session, tour_id)
    return reply(
        {
            "tour": entry_of(found.root),
            "stations": [entry_of(each) for each in found.stations],
            "guides": [entry_of(each) for each in found.guides],
            "media": [entry_of(each) for each in found.media],
            "report": told(report, language()),
            "organisation": office,
            "person": asker(),
            "map": map_choice(installation().settings),
            "stage": stage,
            "speech": bool(installation().settings.speech),
        },
    )


def office_of(session: Session, organisation_id: str) -> Office:
    """The organisation of what is opened."""
    organisation = session.get_one(Organisation, organisation_id)
    role = actor().roles.get(organisation.id)
    return Office(
        id=organisation.id,
        name=organisation.name,
        role=role.value if role else None,
        time_zone=organisation.time_zone or installation().settings.time_zone,
    )


def asker() -> Asker:
    """Who asks."""
    who = actor()
    return Asker(id=who.person_id, name=who.name, language=language())


@room.operation(
    "GET",
    "/tours/<uuid:tour_id>/news",
    access_for=Access.READ,
    headers={"If-None-Match": "The ETag of the last answer: as long as nothing is new there is none."},
    answers={200: News, 304: None},
)
def tell_news(tour_id: str) -> Response:
    """Say who else has a tour open, and the newest revision of everything it leads to.

    Made to be asked every few seconds by whoever has the tour open.
    """
    return news_reply(tour_id)


def news_reply(root_id: str, kind: str = "tour") -> Response:
    """The news of a tour, or of another kind of root, unless whoever asks has heard them."""
    with installation().database.read() as session:
        found = heads(session, actor(), root_id, kind)
        people = people_of(present(session, actor(), root_id))
    items = [
        HeadItem(id=each.id, revision=each.revision, author_id=each.author_id, author=each.author) for each in found
    ]
    response = reply(News(people=people, heads=items), cache="private, no-cache")
    tag = hashlib.sha256(response.get_data()).hexdigest()[:32]
    # Not by `make_conditional`, which would answer an If-Match too, and without a problem document.
    if request.if_none_match.contains_weak(tag):
        response.status_code = 304
        response.set_data(b"")
        del response.headers["Content-Type"], response.headers["Content-Length"]
    response.set_etag(tag)
    return response
