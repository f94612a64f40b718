"""The life of a document: copies, the bin, its revisions and the way back to them."""

from datetime import datetime
from typing import Any, Literal

from flask import Response
from pydantic import Field, JsonValue

from authoring.actions.copy_document import copy_document
from authoring.actions.delete_document import delete_document
from authoring.actions.restore_document import restore_document
from authoring.actions.revert_document import revert_document
from authoring.queries import history
from authoring.store.difference import sentence
from authoring.web.api_documents import Made, SavedDocument, made, saved_reply
from authoring.web.asked import RevisionNumber
from authoring.web.auth import Access
from authoring.web.context import actor, installation
from authoring.web.language import language
from authoring.web.operations import Room, Shape
from authoring.web.replies import Ready, reply
from authoring.web.shapes import JsonObject

room = Room("history")


class CopyWish(Shape):
    """Where the copy is to belong."""

    organisation: str | None = None
    """Without it, where the original belongs."""


class DeleteWish(Shape):
    """How sure one is."""

    even_if_used: bool = False
    """Also where other documents need it: their reports will say what is missing."""


class HistoryWish(Shape):
    """From where on."""

    before: RevisionNumber | None = None
    """`next` of the page before."""
    limit: int = Field(default=50, ge=1, le=200)


class RevisionItem(Shape):
    """A revision in a list: who, when, and on what it was based."""

    number: int
    at: datetime
    author: str
    author_id: str | None
    based_on: int
    summary: str
    """A code such as `create` or `revert:3`, or empty."""
    import_id: str | None


class RevisionPage(Shape):
    """Revisions, newest first; `next` is where the page that follows begins."""

    items: list[RevisionItem]
    next: int | None


class RevisionBody(Shape):
    """A document as it was."""

    number: int
    body: JsonObject


class ChangeItem(Shape):
    """One thing that is different, with the sentence that says so."""

    kind: Literal["added", "removed", "changed", "moved"]
    pointer: str
    language: str | None
    before: JsonValue
    after: JsonValue
    words: str


class Difference(Shape):
    """What changed from one revision to another."""

    changes: list[ChangeItem]


class RevertWish(Shape):
    """Which revision is to stand again."""

    to: RevisionNumber


@room.operation(
    "POST", "/documents/<uuid:document_id>/copy", access_for=Access.WRITE, body=CopyWish, answers={201: Made}
)
def copy(document_id: str, body: CopyWish) -> Response:
    """Make a document with the same content and another id."""
    saved = copy_document(installation().database, actor(), document_id, body.organisation)
    return made(saved.document_id, saved.report)


@room.operation(
    "DELETE",
    "/documents/<uuid:document_id>",
    access_for=Access.WRITE,
    query=DeleteWish,
    answers={204: None},
    problems=(409, 422),
)
def delete(document_id: str, query: DeleteWish) -> Response:
    """Put a document into the bin, from where it can be brought back for 30 days.

    What other documents need is refused with 409: `used_by` lists them (`id`, `kind`, `title`, `href` of the
    document, `page` for people) as far as they may be read, `hidden` is how many more there are.
    """
    delete_document(installation().database, actor(), document_id, even_if_used=query.even_if_used)
    return Response(status=204)


@room.operation("POST", "/documents/<uuid:document_id>/undelete", access_for=Access.WRITE, answers={200: SavedDocument})
def undelete(document_id: str) -> Response:
    """Bring a document back from the bin."""
    return saved_reply(restore_document(installation().database, actor(), document_id))


@room.operation(
    "GET",
    "/documents/<uuid:document_id>/revisions",
    access_for=Access.READ,
    query=HistoryWish,
    answers={200: RevisionPage},
)
def list_revisions(document_id: str, query: HistoryWish) -> Response:
    """List the revisions of a document, newest first."""
    with installation().database.read() as session:
        steps = history.steps(session, actor(), document_id, before=query.before, limit=query.limit + 1)
    shown = steps[: query.limit]
    items = [
        RevisionItem(
            number=step.number,
            at=step.at,
            author=step.author_name,
            author_id=step.author_id,
            based_on=step.based_on,
            summary=step.summary,
            import_id=step.import_id,
        )
        for step in shown
    ]
    return reply(RevisionPage(items=items, next=shown[-1].number if len(steps) > query.limit else None))


@room.operation(
    "GET",
    "/documents/<uuid:document_id>/revisions/<int:number>",
    access_for=Access.READ,
    answers={200: RevisionBody},
)
def read_revision(document_id: str, number: int) -> Response:
    """A document as it was in one revision."""
    with installation().database.read() as session:
        body = history.body(session, actor(), document_id, number)
    return reply({"number": number, "body": Ready(body.encode())}, cache="private, max-age=86400")


@room.operation(
    "GET",
    "/documents/<uuid:document_id>/revisions/<int:older>/difference/<int:newer>",
    access_for=Access.READ,
    answers={200: Difference},
)
def read_difference(document_id: str, older: int, newer: int) -> Response:
    """What changed from one revision to another; 0 stands for before the first."""
    with installation().database.read() as session:
        changes = history.difference(session, actor(), document_id, older, newer)
    told: list[dict[str, Any]] = [
        {
            "kind": change.kind,
            "pointer": change.pointer,
            "language": change.language,
            "before": change.before,
            "after": change.after,
            "words": sentence(change, language()),
        }
        for change in changes
    ]
    return reply({"changes": told})


@room.operation(
    "POST",
    "/documents/<uuid:document_id>/revert",
    access_for=Access.WRITE,
    body=RevertWish,
    answers={200: SavedDocument},
    problems=(412,),
)
def revert(document_id: str, body: RevertWish) -> Response:
    """Let an earlier revision stand again, as a new one; the ones between stay."""
    return saved_reply(revert_document(installation().database, actor(), document_id, body.to))
