"""What the desk of a virtual guide opens, the guide with its media, and what it hears of it afterwards."""

from flask import Response
from sqlmodel import Session

from authoring.queries import documents
from authoring.queries.documents import Loaded
from authoring.queries.reports import report_of
from authoring.queries.usage import users_of
from authoring.store.cards import spoken_in
from authoring.web.api_tours import Asker, News, Office, asker, news_reply, office_of
from authoring.web.auth import Access
from authoring.web.context import actor, installation
from authoring.web.language import language
from authoring.web.operations import Room, Shape
from authoring.web.replies import reply
from authoring.web.reports import told
from authoring.web.shapes import DocumentEntry, ToldReport, entry_of
from authoring.words import LANGUAGES

room = Room("guides")


class GuideDesk(Shape):
    """A guide with the media that it names; `languages` are those in which it may have something to say."""

    guide: DocumentEntry
    media: list[DocumentEntry]
    languages: list[str]
    report: ToldReport
    organisation: Office
    person: Asker


@room.operation("GET", "/guides/<uuid:guide_id>/workspace", access_for=Access.READ, answers={200: GuideDesk})
def open_guide(guide_id: str) -> Response:
    """Everything that the desk of a guide starts with."""
    with installation().database.read() as session:
        found = documents.workspace(session, actor(), guide_id, "guide")
        answer = {
            "guide": entry_of(found.root),
            "media": [entry_of(each) for each in found.media],
            "languages": _languages(session, found.root),
            "report": told(report_of(session, guide_id), language()),
            "organisation": office_of(session, found.root.organisation_id),
            "person": asker(),
        }
    return reply(answer)


def _languages(session: Session, guide: Loaded) -> list[str]:
    """The guide's own language first, then those it has words or a voice in, those of its tours, and the desk's own."""
    tours = users_of(session, actor(), guide.id, kind="tour").shown
    of_tours = (tag for tour in tours for tag in tour.card.get("languages", ()))
    return list(dict.fromkeys([*spoken_in(guide.value), *of_tours, *LANGUAGES]))


@room.operation(
    "GET",
    "/guides/<uuid:guide_id>/news",
    access_for=Access.READ,
    headers={"If-None-Match": "The ETag of the last answer: as long as nothing is new there is none."},
    answers={200: News, 304: None},
)
def tell_news_of_guide(guide_id: str) -> Response:
    """Say who else has a guide open, and the newest revision of it and of its media."""
    return news_reply(guide_id, "guide")
