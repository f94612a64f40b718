"""What colleagues find on site: sent by a phone, as often as it takes, and decided on in the editor."""

from collections.abc import Callable
from datetime import datetime
from typing import Any, Final, Literal

from flask import Response, request, url_for
from pydantic import Field
from sqlmodel import Session

from authoring.actions.decide_on_site import decide_on_site
from authoring.actions.photograph_on_site import PHOTOGRAPH_BYTES, photograph_on_site
from authoring.actions.report_on_site import report_on_site
from authoring.permissions import Actor
from authoring.queries.on_site import photograph_of, report_row, reports_of_station, reports_of_tour
from authoring.store.on_site import Finding, MeasuredHeading, MeasuredPosition, Nudge
from authoring.tables import Blob, OnSiteReport
from authoring.web.auth import FORM, Access
from authoring.web.context import actor, installation
from authoring.web.operations import BINARY, Raw, Room, Shape
from authoring.web.problems import Problem
from authoring.web.replies import reply
from authoring.web.shapes import JsonObject
from authoring.web.stored_files import send_stored

room = Room("on_site")

_FORM: Final = Raw("multipart/form-data", {"type": "object", "properties": {"file": BINARY}, "required": ["file"]})
_JPEG: Final = Raw("image/jpeg", BINARY)
State = Literal["waiting", "accepted", "declined"]
Reports = Callable[[Session, Actor, str, State | None], list[OnSiteReport]]


class OnSiteItem(Shape):
    """A report of a colleague on site."""

    id: str
    station: str
    scene: str
    anchor: str
    revision: int
    """The revision of the station that the phone showed."""
    anchor_then: JsonObject
    """The anchor as the phone showed it."""
    verdict: Literal["holds", "move", "unreached"]
    position: MeasuredPosition | None
    heading: MeasuredHeading | None
    nudge: Nudge
    note: str
    photograph: str | None
    """The address of its photograph."""
    by: str
    measured_at: datetime
    received_at: datetime
    state: State
    reason: str
    decided_at: datetime | None
    decided_by: str | None


class OnSiteList(Shape):
    """Reports, measured last first."""

    items: list[OnSiteItem]


class OnSiteQuery(Shape):
    """Which reports are wanted."""

    state: State | None = None
    """Only those in this state."""


class OnSiteDecision(Shape):
    """What became of a report."""

    decision: State
    reason: str = Field(default="", max_length=1000, pattern=r"^[^\x00]*$")
    """Why it was declined."""


@room.operation(
    "PUT",
    "/on-site-reports/<uuid:report_id>",
    access_for=Access.WRITE,
    body=Finding,
    answers={200: OnSiteItem, 201: OnSiteItem},
)
def send_report(report_id: str, body: Finding) -> Response:
    """Send what was found at an anchor on site, under an id of one's own; sent once more, it is the same report."""
    made = report_on_site(installation().database, actor(), report_id, body)
    return reply(_item(report_id), 201 if made else 200)


@room.operation(
    "PUT",
    "/on-site-reports/<uuid:report_id>/photograph",
    access_for=Access.WRITE,
    body=_FORM,
    answers={200: OnSiteItem},
    limit=PHOTOGRAPH_BYTES + FORM,
)
def send_photograph(report_id: str) -> Response:
    """Send the photograph of one's report; what is kept of it is small, and says nothing of its camera."""
    file = request.files.get("file")
    if file is None:
        raise Problem(422, "body", places=["/file"])
    parts = installation()
    photograph_on_site(parts.database, parts.media_store, actor(), report_id, file.stream)
    return reply(_item(report_id))


@room.operation(
    "GET",
    "/on-site-reports/<uuid:report_id>/photograph",
    access_for=Access.READ,
    answers={200: _JPEG, 206: _JPEG, 304: None},
    problems=(416,),
)
def read_photograph(report_id: str) -> Response:
    """The photograph of a report, for the people of its station's organisation."""
    with installation().database.read() as session:
        sha256 = photograph_of(session, actor(), report_id)
        blob = session.get(Blob, sha256) if sha256 else None
        if blob is None:
            raise Problem(404, "not_found")
        about = (blob.sha256, blob.bytes, "image/jpeg")
    return send_stored(*about, private=True)


@room.operation(
    "PUT",
    "/on-site-reports/<uuid:report_id>/decision",
    access_for=Access.WRITE,
    body=OnSiteDecision,
    answers={200: OnSiteItem},
)
def decide(report_id: str, body: OnSiteDecision) -> Response:
    """Say what became of a report; the anchor is changed by saving its station, before this."""
    decide_on_site(installation().database, actor(), report_id, body.decision, body.reason.strip())
    return reply(_item(report_id))


@room.operation(
    "GET",
    "/stations/<uuid:station_id>/on-site-reports",
    access_for=Access.READ,
    query=OnSiteQuery,
    answers={200: OnSiteList},
)
def list_reports(station_id: str, query: OnSiteQuery) -> Response:
    """What was found on site at a station's anchors, measured last first."""
    return _list(reports_of_station, station_id, query)


@room.operation(
    "GET",
    "/tours/<uuid:tour_id>/on-site-reports",
    access_for=Access.READ,
    query=OnSiteQuery,
    answers={200: OnSiteList},
)
def list_reports_of_tour(tour_id: str, query: OnSiteQuery) -> Response:
    """What was found on site at the stations of a tour, as far as they are one's own, measured last first."""
    return _list(reports_of_tour, tour_id, query)


def _list(reports: Reports, document_id: str, query: OnSiteQuery) -> Response:
    with installation().database.read() as session:
        items = [_of_row(row) for row in reports(session, actor(), document_id, query.state)]
    return reply(OnSiteList(items=items))


def _item(report_id: str) -> OnSiteItem:
    with installation().database.read() as session:
        return _of_row(report_row(session, report_id))


def _of_row(row: OnSiteReport) -> OnSiteItem:
    finding: dict[str, Any] = row.finding
    address = url_for("on_site.read_photograph", report_id=row.id) if row.photograph else None
    return OnSiteItem(
        id=row.id,
        station=row.station_id,
        scene=row.scene_id,
        anchor=row.anchor_id,
        revision=row.based_on,
        anchor_then=row.anchor,
        verdict=finding["verdict"],
        position=finding.get("position"),
        heading=finding.get("heading"),
        nudge=finding["nudge"],
        note=finding["note"],
        photograph=address,
        by=row.person_name,
        measured_at=row.measured_at,
        received_at=row.received_at,
        state=row.state,
        reason=row.reason,
        decided_at=row.decided_at,
        decided_by=row.decided_by,
    )
