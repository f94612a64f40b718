"""Deleting, the bin, and taking back."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from urllib.parse import urlsplit

from flask import Blueprint, render_template, request, url_for
from werkzeug.wrappers import Response

from authoring import clock
from authoring.actions.delete_document import delete_document
from authoring.actions.restore_document import KEPT, restore_document
from authoring.queries.documents import load
from authoring.queries.trash import trash
from authoring.queries.usage import InUse
from authoring.web.addresses import address_of
from authoring.web.auth import Access, access
from authoring.web.context import actor, installation
from authoring.web.language import t
from authoring.web.pages.cards import Card, card_of, in_language
from authoring.web.pages.frame import back_to, memberships
from authoring.web.pages.users import uses_of

room = Blueprint("pages_trash", __name__)

DAYS: Final = KEPT.days
"""How long a deleted document can be brought back."""
_A_PAGE: Final = 50
_LISTS: Final = {"tour": "/tours", "station": "/library", "medium": "/media"}


@dataclass(frozen=True, slots=True)
class Thrown:
    """A deleted document in the bin."""

    card: Card
    deleted_at: datetime
    days_left: int


@room.get("/trash")
@access(Access.SIGNED_IN)
def show() -> str:
    """What was deleted and can still be brought back, deleted last first."""
    names = {owner.id: owner.name for owner in memberships()}
    with installation().database.read() as session:
        found = trash(session, actor(), before=_before(), limit=_A_PAGE + 1)
    thrown = [
        Thrown(card_of(entry, names), entry.deleted_at, _days_left(entry.deleted_at))
        for entry in found[:_A_PAGE]
        if entry.deleted_at is not None
    ]
    last = thrown[-1] if len(found) > _A_PAGE else None
    return render_template(
        "trash.html",
        documents=thrown,
        days=DAYS,
        previous=url_for(".show") if _before() else None,
        next=url_for(".show", before=last.deleted_at.isoformat(), id=last.card.id) if last else None,
    )


def _before() -> tuple[datetime, str] | None:
    try:
        return datetime.fromisoformat(request.args["before"]), request.args["id"]
    except (KeyError, ValueError):
        return None


def _days_left(deleted_at: datetime) -> int:
    left = deleted_at + timedelta(days=DAYS) - clock.now()
    return max(0, left.days + 1)


@room.post("/documents/<uuid:document_id>/delete")
@access(Access.SIGNED_IN)
def delete(document_id: str) -> Response | tuple[str, int]:
    """Into the bin; the next page offers to take it back. What others need stays, and the page says where."""
    installed = installation()
    with installed.database.read() as session:
        document = load(session, actor(), document_id)
    title = _title(document.value)
    try:
        delete_document(installed.database, actor(), document_id)
    except InUse as refusal:
        back = address_of(document.kind, document_id)
        return render_template("in_use.html", document=title, uses=uses_of(refusal.users), back=back), 409
    address = _LISTS.get(document.kind, "/tours")
    return back_to(address, t("page.deleted", title=title), undo=url_for(".undelete", document_id=document_id))


@room.post("/documents/<uuid:document_id>/undelete")
@access(Access.SIGNED_IN)
def undelete(document_id: str) -> Response:
    """Out of the bin, back to the list where it stood, or to the bin if it was taken from there."""
    installed = installation()
    restore_document(installed.database, actor(), document_id)
    with installed.database.read() as session:
        document = load(session, actor(), document_id)
    came_from_bin = urlsplit(request.referrer or "").path == url_for(".show")
    address = url_for(".show") if came_from_bin else _LISTS.get(document.kind, address_of(document.kind, document_id))
    return back_to(address, t("page.restored", title=_title(document.value)))


def _title(value: dict[str, object]) -> str:
    title = value.get("name" if value.get("kind") == "guide" else "title")
    return in_language(title, value.get("original"))[0] or t("page.untitled")
