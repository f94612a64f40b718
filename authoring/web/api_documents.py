"""Documents: make, list, read, save; what stands between a program and the verbs is only HTTP."""

import json
import re
from typing import Any, Final

from flask import Response, request
from pydantic import Field

from authoring.actions.create_document import create_document
from authoring.actions.keep_captions import keep_captions
from authoring.actions.recount_faults import recount_faults
from authoring.actions.save_document import Saved, save_document
from authoring.queries import documents
from authoring.queries.reports import report_of
from authoring.web.auth import Access
from authoring.web.context import actor, installation
from authoring.web.cursors import cursor_after, read_cursor
from authoring.web.language import language
from authoring.web.operations import DOCUMENT_LIMIT, Raw, Room, Shape, whole_body
from authoring.web.problems import Problem
from authoring.web.replies import Ready, reply
from authoring.web.reports import told
from authoring.web.shapes import DocumentEntry, JsonObject, Kind, ListPage, ToldReport, entry_of, item_of
from tour_schema import Report

room = Room("documents")

_ETAG: Final = re.compile(r'(?:W/)?"(\d{1,9})"')
_REPORT_FOR: Final = {"X-Report-For": "The id of a tour: the answer then holds its report, and not the document's."}


class ListWish(Shape):
    """Which documents, and from where on."""

    kind: Kind
    organisation: str | None = None
    """Only this organisation's; without it, all that the asker may read."""
    deleted: bool = False
    """Those in the bin instead."""
    cursor: str | None = None
    """`next` of the page before."""
    limit: int = Field(default=50, ge=1, le=200)


class NewDocument(Shape):
    """A document to be made: `format`, `id`, `original` and a tour's `slug` are given to one that has none."""

    organisation: str
    body: JsonObject


class Made(DocumentEntry):
    """A document as it was made, and its report."""

    report: ToldReport


class SavedDocument(Shape):
    """A document as it now stands: `merged` says that it is not what was sent."""

    revision: int
    merged: bool
    body: JsonObject
    report: ToldReport


@room.operation("GET", "/documents", access_for=Access.READ, query=ListWish, answers={200: ListPage})
def list_documents(query: ListWish) -> Response:
    """List documents of a kind, changed last first."""
    with installation().database.read() as session:
        rows = documents.listing(
            session,
            actor(),
            query.kind,
            organisation_id=query.organisation,
            deleted=query.deleted,
            before=read_cursor(query.cursor) if query.cursor else None,
            limit=query.limit + 1,
        )
    return reply(page_of(recount_faults(installation().database, rows), query.limit))


def page_of(rows: list[documents.Entry], limit: int) -> ListPage:
    """A page of `limit` entries, made of one more than that where there is more."""
    shown = rows[:limit]
    more = cursor_after(shown[-1].updated_at, shown[-1].id) if len(rows) > limit else None
    return ListPage.model_construct(items=[item_of(row) for row in shown], next=more, total=None)


@room.operation(
    "POST",
    "/documents",
    access_for=Access.WRITE,
    body=NewDocument,
    headers=_REPORT_FOR,
    answers={201: Made},
    limit=DOCUMENT_LIMIT,
)
def make_document(body: NewDocument) -> Response:
    """Make a document. An invalid draft is made as well, with its report."""
    parts = installation()
    saved = create_document(parts.database, actor(), body.organisation, json.dumps(body.body).encode())
    keep_captions(parts.database, parts.media_store, saved.body)
    return made(saved.document_id, saved.report)


def made(document_id: str, report: Report) -> Response:
    """The answer for a document that has just been made."""
    with installation().database.read() as session:
        loaded = documents.load(session, actor(), document_id)
    content = entry_of(loaded) | {"report": _asked_report(document_id, report)}
    return reply(content, 201, revision=loaded.revision, headers={"Location": f"/api/v1/documents/{document_id}"})


@room.operation("GET", "/documents/<uuid:document_id>", access_for=Access.READ, answers={200: DocumentEntry})
def read_document(document_id: str) -> Response:
    """Read a document. The ETag is its revision."""
    with installation().database.read() as session:
        loaded = documents.load(session, actor(), document_id)
    return reply(entry_of(loaded), revision=loaded.revision)


@room.operation(
    "PUT",
    "/documents/<uuid:document_id>",
    access_for=Access.WRITE,
    body=Raw("application/json", {"type": "object", "description": "The whole document."}),
    headers={"If-Match": "The revision that the change is based on, in quotes. Required.", **_REPORT_FOR},
    answers={200: SavedDocument},
    problems=(400, 412, 428),
    limit=DOCUMENT_LIMIT,
)
def replace_document(document_id: str) -> Response:
    """Save a document.

    What somebody else saved in between is merged where it changed other fields; where it changed the same ones
    the answer is 412, with `revision` and `body` as they stand and `conflicts`. Nothing was written then.
    """
    based_on = _based_on()
    body = whole_body()
    parts = installation()
    saved = save_document(parts.database, actor(), document_id, body, based_on)
    keep_captions(parts.database, parts.media_store, saved.body)
    return saved_reply(saved)


def saved_reply(saved: Saved) -> Response:
    """The answer for a document that has just been saved."""
    content: dict[str, Any] = {
        "revision": saved.revision,
        "merged": saved.merged,
        "body": Ready(saved.body),
        "report": _asked_report(saved.document_id, saved.report),
    }
    return reply(content, revision=saved.revision)


def _based_on() -> int:
    header = request.headers.get("If-Match", "").strip()
    found = _ETAG.fullmatch(header)
    if not header or header == "*":
        raise Problem(428, "based_on")
    if found is None:
        raise Problem(400, "based_on")
    return int(found[1])


def _asked_report(document_id: str, report: Report) -> dict[str, Any]:
    """The report that `X-Report-For` asks for, where the asker may read it; else the document's own."""
    wanted = request.headers.get("X-Report-For", document_id)
    if wanted != document_id:
        with installation().database.read() as session:
            if documents.load_many(session, actor(), [wanted]):
                return told(report_of(session, wanted), language())
    return told(report, language())


@room.operation("GET", "/documents/<uuid:document_id>/report", access_for=Access.READ, answers={200: ToldReport})
def read_report(document_id: str) -> Response:
    """The report of a document as it stands today; of a tour, with its stations, guides and media."""
    with installation().database.read() as session:
        documents.load(session, actor(), document_id)
        return reply(told(report_of(session, document_id), language()))
