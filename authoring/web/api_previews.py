"""Links that show one scene of a station on a phone, made by those who may write."""

from datetime import datetime

from flask import Response

from authoring.actions.make_preview_link import make_preview_link
from authoring.web.auth import Access
from authoring.web.context import actor, installation
from authoring.web.language import t
from authoring.web.operations import Room, Shape
from authoring.web.replies import reply
from authoring.web.scene_previews import preview_address
from exports.codes import Code, svg
from tour_schema.base import Uuid

room = Room("previews")


class PreviewWish(Shape):
    """What a link shall show."""

    tour: Uuid | None = None
    """The tour whose guide speaks, where a line of the scene does not say who does."""


class PreviewLink(Shape):
    """A link that needs no sign-in."""

    address: str
    until: datetime
    """From then on it shows nothing any more."""
    code: str
    """The address as a QR code: an SVG document."""
    everywhere: bool
    """Whether another device can open it; an installation without HTTPS is reached from its own machine only."""


@room.operation(
    "POST",
    "/stations/<uuid:station_id>/scenes/<scene_id>/preview",
    access_for=Access.WRITE,
    body=PreviewWish,
    answers={201: PreviewLink},
)
def make_link(station_id: str, scene_id: str, body: PreviewWish) -> Response:
    """Make a link that shows this scene as it is stored, for a day and to whoever has it."""
    installed = installation()
    secret = installed.settings.secret_key()
    made = make_preview_link(installed.database, secret, actor(), station_id, scene_id, body.tour)
    address = preview_address(installed.settings, made.text)
    code = svg(Code(address), title=t("stage.phone.code")).decode()
    content = PreviewLink(address=address, until=made.until, code=code, everywhere=installed.settings.secure)
    return reply(content, 201)
