"""Deleting, the bin, and taking back."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from flask import Blueprint, render_template, request, url_for
from werkzeug.wrappers import Response

from authoring import clock
from authoring.actions.delete_document import delete_document
from authoring.actions.restore_document import KEPT, restore_document
from authoring.queries.documents import listing, load
from authoring.web.auth import Access, access
from authoring.web.context import actor, installation
from authoring.web.language import t
from authoring.web.pages.cards import Card, address_of, card_of, in_language
from authoring.web.pages.frame import back_to, memberships

room = Blueprint("pages_trash", __name__)

DAYS: Final = KEPT.days
"""How long a deleted document can be brought back."""
_KINDS: Final = ("tour", "station", "guide", "medium")
_SHOWN: Final = 200
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
        entries = [
            entry
            for kind in _KINDS
            for entry in listing(session, actor(), kind, deleted=True, limit=_SHOWN)
            if entry.organisation_id in names
        ]
    thrown = [
        Thrown(card_of(entry, names), entry.deleted_at, _days_left(entry.deleted_at))
        for entry in entries
        if entry.deleted_at is not None
    ]
    thrown.sort(key=lambda one: one.deleted_at, reverse=True)
    return render_template("trash.html", documents=thrown, days=DAYS)


def _days_left(deleted_at: datetime) -> int:
    left = deleted_at + timedelta(days=DAYS) - clock.now()
    return max(0, left.days + 1)


@room.post("/documents/<uuid:document_id>/delete")
@access(Access.SIGNED_IN)
def delete(document_id: str) -> Response:
    """Into the bin; the next page offers to take it back."""
    installed = installation()
    with installed.database.read() as session:
        document = load(session, actor(), document_id)
    delete_document(installed.database, actor(), document_id)
    title = _title(document.value)
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
    came_from_bin = (request.referrer or "").endswith(url_for(".show"))
    address = url_for(".show") if came_from_bin else _LISTS.get(document.kind, address_of(document.kind, document_id))
    return back_to(address, t("page.restored", title=_title(document.value)))


def _title(value: dict[str, object]) -> str:
    title = value.get("name" if value.get("kind") == "guide" else "title")
    return in_language(title, value.get("original"))[0] or t("page.untitled")
