"""The history of a document: who changed what and when, word by word, and the way back."""

import difflib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, Literal

from flask import Blueprint, render_template, request, url_for
from sqlmodel import Session
from werkzeug.wrappers import Response

from authoring.actions.revert_document import revert_document
from authoring.opening_words import in_words
from authoring.queries.documents import load
from authoring.queries.history import Step, difference, steps
from authoring.store.difference import Change, sentence
from authoring.web.addresses import address_of
from authoring.web.asked import number
from authoring.web.auth import Access, access
from authoring.web.context import actor, installation
from authoring.web.language import language, t
from authoring.web.pages.cards import in_language
from authoring.web.pages.frame import back_to
from authoring.words import written

room = Blueprint("pages_history", __name__)

_A_PAGE: Final = 20
_OPEN: Final = 3
"""So many of the newest revisions show their changes at once; the others when they are asked for."""
_LINES: Final = 12
_LONG: Final = 60_000
"""Texts that are longer in all are shown whole, old and new: comparing them word by word would take seconds."""
_CONTEXT: Final = 8
_WORDS: Final = re.compile(r"\s+|[^\W_]+|[^\w\s]|_")
_ROOMS: Final = {"tour": "tours", "station": "library", "guide": "library", "medium": "media"}

Piece = tuple[Literal["same", "gone", "new"], str]


@dataclass(frozen=True, slots=True)
class Shown:
    """One change: a sentence about where it is, and the words themselves."""

    where: str
    lang: str | None
    pieces: list[Piece]


@dataclass(frozen=True, slots=True)
class Revision:
    """A revision in the list; `changes` is absent until somebody asks for them."""

    number: int
    at: datetime
    author: str
    summary: str
    changes: list[Shown] | None
    more: int


@room.get("/documents/<uuid:document_id>/history")
@access(Access.SIGNED_IN)
def show(document_id: str) -> str:
    """Every revision of a document, newest first."""
    before = number(request.args, "before")
    asked = number(request.args, "shown")
    with installation().database.read() as session:
        document = load(session, actor(), document_id)
        found = steps(session, actor(), document_id, before=before, limit=_A_PAGE + 1)
        listed = found[:_A_PAGE]
        opened = {step.number for step in listed[:_OPEN]} | {asked}
        revisions = [_revision(session, document_id, step, opened=step.number in opened) for step in listed]
    value = document.value
    title, _ = in_language(value.get("name" if document.kind == "guide" else "title"), value.get("original"))
    older = url_for(".show", document_id=document_id, before=listed[-1].number) if len(found) > _A_PAGE else None
    return render_template(
        "history.html",
        room=_ROOMS.get(document.kind, "tours"),
        document={
            "id": document_id,
            "title": title,
            "href": address_of(document.kind, document_id),
            "head": document.revision,
            "editable": document.editable,
        },
        revisions=revisions,
        before=before,
        previous=url_for(".show", document_id=document_id) if before else None,
        next=older,
    )


def _revision(session: Session, document_id: str, step: Step, *, opened: bool) -> Revision:
    changes: list[Shown] | None = None
    more = 0
    if opened and step.number > 1:
        every = difference(session, actor(), document_id, step.number - 1, step.number)
        changes, more = [shown(change) for change in every[:_LINES]], max(0, len(every) - _LINES)
    return Revision(step.number, step.at, step.author_name, _summary(step), changes, more)


def _summary(step: Step) -> str:
    code, _, reverted = step.summary.partition(":")
    if code == "revert" and reverted.isdigit():
        return t("page.history.by_revert", number=int(reverted))
    if code == "copy":
        return t("page.history.by_copy")
    if step.import_id is not None:
        return t("page.history.by_import")
    return ""


def shown(change: Change) -> Shown:
    """One change as a page tells it."""
    hours = change.pointer.endswith("/opening_hours")
    before, after = (_hours(side) if hours else _words(side) for side in (change.before, change.after))
    pieces = [] if change.kind == "moved" else list(compared(before, after))
    return Shown(sentence(change, language()), change.language, pieces)


def _hours(value: Any) -> str:
    """Opening hours as sentences; a draft may hold anything else there."""
    return in_words(value, language()) if isinstance(value, str) else _words(value)


def _words(value: Any) -> str:
    """A value as a reader sees it; what is no text or number is told by its sentence alone."""
    if isinstance(value, bool) or value is None:
        return ""
    if isinstance(value, str):
        return value
    return written(value, language()) if isinstance(value, int | float) else ""


def compared(before: str, after: str) -> Iterator[Piece]:
    """What stayed, went and came, word by word; long stretches that stayed are cut in their middle."""
    if len(before) + len(after) > _LONG:
        yield from (piece for piece in (("gone", before), ("new", after)) if piece[1])
        return
    old, new = _WORDS.findall(before), _WORDS.findall(after)
    for same, i, j, k, m in _stretches(old, new):
        if same:
            yield "same", _cut(old[i:j], first=i == 0, last=j == len(old))
            continue
        if i < j:
            yield "gone", "".join(old[i:j])
        if k < m:
            yield "new", "".join(new[k:m])


def _stretches(old: list[str], new: list[str]) -> Iterator[tuple[bool, int, int, int, int]]:
    """What stayed and what did not, in turn; blanks between two changed words count as changed with them."""
    changed: tuple[int, int, int, int] | None = None
    for what, i, j, k, m in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if what != "equal" or (changed and j < len(old) and not "".join(old[i:j]).strip()):
            changed = (changed[0], j, changed[2], m) if changed else (i, j, k, m)
            continue
        if changed:
            yield False, *changed
            changed = None
        yield True, i, j, k, m
    if changed:
        yield False, *changed


def _cut(words: list[str], *, first: bool, last: bool) -> str:
    head, tail = 0 if first else 2 * _CONTEXT, 0 if last else 2 * _CONTEXT
    if len(words) <= head + tail + 2 * _CONTEXT:
        return "".join(words)
    return "".join(words[:head]) + " … " + ("".join(words[-tail:]) if tail else "")


@room.post("/documents/<uuid:document_id>/revert")
@access(Access.SIGNED_IN)
def revert(document_id: str) -> Response:
    """An older revision once more, as a new one."""
    wanted = number(request.form, "to") or 0
    revert_document(installation().database, actor(), document_id, wanted)
    return back_to(url_for(".show", document_id=document_id), t("page.history.reverted", number=wanted))
