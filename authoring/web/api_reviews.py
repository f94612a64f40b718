"""Looking at a tour before visitors do: handed in, commented at its fields, approved or sent back."""

from datetime import datetime
from typing import Final, Literal

from flask import Response
from pydantic import Field

from authoring.actions.comment_field import comment_field
from authoring.actions.decide_review import decide_review
from authoring.actions.settle_comment import settle_comment
from authoring.actions.submit_for_review import submit_for_review
from authoring.queries.reviews import changed_since, comment_row, comments_at, comments_of_tour, review_row, reviews_of
from authoring.tables import FieldComment, Review
from authoring.web.auth import Access
from authoring.web.context import actor, installation
from authoring.web.operations import Room, Shape
from authoring.web.replies import reply

room = Room("reviews")

_TEXT: Final = r"^[^\x00]*$"
State = Literal["waiting", "approved", "sent_back", "recalled"]


class ReviewItem(Shape):
    """A tour that was handed in, and what became of it."""

    id: str
    tour: str
    state: State
    note: str
    submitted_at: datetime
    submitted_by: str
    reason: str
    """Why it was sent back."""
    decided_at: datetime | None
    decided_by: str | None
    revisions: dict[str, int]
    """What it was made of when it was handed in, by document: to compare with what it is now."""
    changed: list[str]
    """The documents that are not any more what was handed in; of a review that is decided, none."""


class ReviewList(Shape):
    """Reviews, the newest first."""

    items: list[ReviewItem]


class ReviewWish(Shape):
    """What a colleague is asked to look at."""

    note: str = Field(default="", max_length=2000, pattern=_TEXT)


class ReviewDecision(Shape):
    """What became of a review."""

    decision: Literal["approved", "sent_back", "recalled"]
    reason: str = Field(default="", max_length=2000, pattern=_TEXT)
    """Why it is sent back."""


class CommentItem(Shape):
    """What somebody says at a field."""

    id: str
    document: str
    pointer: str
    """The field, as a JSON pointer (RFC 6901) into the revision."""
    revision: int
    text: str
    at: datetime
    by: str
    settled_at: datetime | None
    settled_by: str | None


class CommentList(Shape):
    """Comments, in the order in which they were made."""

    items: list[CommentItem]


class CommentWish(Shape):
    """A comment to be made."""

    pointer: str = Field(max_length=1000, pattern=_TEXT)
    text: str = Field(max_length=5000, pattern=_TEXT)


class Settling(Shape):
    """Whether a comment was seen to."""

    settled: bool


@room.operation(
    "POST", "/tours/<uuid:tour_id>/reviews", access_for=Access.WRITE, body=ReviewWish, answers={201: ReviewItem}
)
def submit(tour_id: str, body: ReviewWish) -> Response:
    """Hand a tour in for review."""
    review_id = submit_for_review(installation().database, actor(), tour_id, body.note.strip())
    return reply(_review(review_id), 201)


@room.operation("GET", "/tours/<uuid:tour_id>/reviews", access_for=Access.READ, answers={200: ReviewList})
def list_reviews(tour_id: str) -> Response:
    """The reviews of a tour, the newest first."""
    with installation().database.read() as session:
        items = [
            _item(row, changed_since(session, row) if row.state == "waiting" else [])
            for row in reviews_of(session, actor(), tour_id)
        ]
    return reply(ReviewList(items=items))


@room.operation(
    "PUT",
    "/reviews/<uuid:review_id>/decision",
    access_for=Access.WRITE,
    body=ReviewDecision,
    answers={200: ReviewItem},
)
def decide_on_review(review_id: str, body: ReviewDecision) -> Response:
    """Approve a tour, send it back with a reason, or recall what one handed in."""
    decide_review(installation().database, actor(), review_id, body.decision, body.reason.strip())
    return reply(_review(review_id))


@room.operation(
    "POST",
    "/documents/<uuid:document_id>/comments",
    access_for=Access.WRITE,
    body=CommentWish,
    answers={201: CommentItem},
)
def comment(document_id: str, body: CommentWish) -> Response:
    """Say something at a field of a document."""
    comment_id = comment_field(installation().database, actor(), document_id, body.pointer, body.text)
    return reply(_comment(comment_id), 201)


@room.operation("GET", "/documents/<uuid:document_id>/comments", access_for=Access.READ, answers={200: CommentList})
def list_comments(document_id: str) -> Response:
    """What was said at the fields of a document, for the people of its organisation."""
    with installation().database.read() as session:
        items = [_said(row) for row in comments_at(session, actor(), document_id)]
    return reply(CommentList(items=items))


@room.operation("GET", "/tours/<uuid:tour_id>/comments", access_for=Access.READ, answers={200: CommentList})
def list_comments_of_tour(tour_id: str) -> Response:
    """What was said at the fields of a tour and of everything it leads to, in one's own organisations."""
    with installation().database.read() as session:
        items = [_said(row) for row in comments_of_tour(session, actor(), tour_id)]
    return reply(CommentList(items=items))


@room.operation(
    "PUT", "/comments/<uuid:comment_id>/settled", access_for=Access.WRITE, body=Settling, answers={200: CommentItem}
)
def settle(comment_id: str, body: Settling) -> Response:
    """Say that a comment was seen to, or that it was not after all."""
    settle_comment(installation().database, actor(), comment_id, settled=body.settled)
    return reply(_comment(comment_id))


def _review(review_id: str) -> ReviewItem:
    with installation().database.read() as session:
        row = review_row(session, review_id)
        return _item(row, changed_since(session, row) if row.state == "waiting" else [])


def _comment(comment_id: str) -> CommentItem:
    with installation().database.read() as session:
        return _said(comment_row(session, comment_id))


def _item(row: Review, changed: list[str]) -> ReviewItem:
    return ReviewItem.model_validate(
        {
            "id": row.id,
            "tour": row.tour_id,
            "state": row.state,
            "note": row.note,
            "submitted_at": row.submitted_at,
            "submitted_by": row.submitted_by,
            "reason": row.reason,
            "decided_at": row.decided_at,
            "decided_by": row.decided_by,
            "revisions": row.revisions,
            "changed": changed,
        }
    )


def _said(row: FieldComment) -> CommentItem:
    return CommentItem(
        id=row.id,
        document=row.document_id,
        pointer=row.pointer,
        revision=row.revision,
        text=row.text,
        at=row.at,
        by=row.by_name,
        settled_at=row.settled_at,
        settled_by=row.settled_by,
    )
