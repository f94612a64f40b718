"""What waits for a look, what was said at fields, and what is to be published at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlmodel import col, select

from authoring.errors import NotFound
from authoring.permissions import Verb, allowed, require
from authoring.queries.documents import reading_verb, row_of
from authoring.queries.publications import heads, is_published
from authoring.tables import Document, FieldComment, Publication, PublishOrder, Reference, Review

if TYPE_CHECKING:
    from datetime import datetime

    from sqlmodel import Session

    from authoring.permissions import Actor

MOST = 500
"""In one answer; the newest."""


def review_row(session: Session, review_id: str, *, lock: bool = False) -> Review:
    """Return a review; raise ``NotFound`` if there is none, or its tour lies in the bin."""
    query = select(Review).where(Review.id == review_id)
    row = session.exec(query.with_for_update() if lock else query).one_or_none()
    if row is None:
        raise NotFound("review", review_id)
    row_of(session, row.tour_id)
    return row


def reviews_of(session: Session, actor: Actor, tour_id: str) -> list[Review]:
    """Return a tour's reviews, the newest first; raise ``Forbidden`` for strangers."""
    require(actor, Verb.READ_TOUR, row_of(session, tour_id).organisation_id)
    order = (col(Review.submitted_at).desc(), col(Review.id).desc())
    return list(session.exec(select(Review).where(Review.tour_id == tour_id).order_by(*order).limit(MOST)))


def waiting_review(session: Session, tour_id: str) -> Review | None:
    """Return the review of a tour that nobody has decided on yet."""
    return session.exec(select(Review).where(Review.tour_id == tour_id, Review.state == "waiting")).first()


def parts_now(session: Session, tour_id: str) -> dict[str, int]:
    """Return the tour and everything that it leads to, each with its head."""
    found, waiting = {tour_id}, [tour_id]
    while waiting:
        query = select(Reference.target_id).where(col(Reference.source_id).in_(waiting)).distinct()
        waiting = [each for each in session.exec(query) if each not in found]
        found.update(waiting)
    return heads(session, sorted(found))


def changed_since(session: Session, review: Review) -> list[str]:
    """Return the documents that are not any more what was handed in."""
    now = parts_now(session, review.tour_id)
    return sorted(id_ for id_ in {*now, *review.revisions} if now.get(id_) != review.revisions.get(id_))


def state_of(session: Session, tour_id: str) -> str:
    """Return a tour's state for lists: ``review``, ``approved``, ``published``, ``withdrawn`` or ``draft``."""
    order = (col(Review.submitted_at).desc(), col(Review.id).desc())
    newest = session.exec(select(Review).where(Review.tour_id == tour_id).order_by(*order)).first()
    if newest is not None and newest.state == "waiting":
        return "review"
    published = is_published(session, tour_id)
    if newest is not None and newest.state == "approved" and not published:
        return "approved"
    if published:
        return "published"
    ever = session.exec(select(Publication.version).where(Publication.tour_id == tour_id)).first()
    return "draft" if ever is None else "withdrawn"


def comment_row(session: Session, comment_id: str, *, lock: bool = False) -> FieldComment:
    """Return a comment; raise ``NotFound`` if there is none, or its document lies in the bin."""
    query = select(FieldComment).where(FieldComment.id == comment_id)
    row = session.exec(query.with_for_update() if lock else query).one_or_none()
    if row is None:
        raise NotFound("comment", comment_id)
    row_of(session, row.document_id)
    return row


def comments_at(session: Session, actor: Actor, document_id: str) -> list[FieldComment]:
    """Return what was said at the fields of a document, in the order in which it was said; its members read it."""
    row = row_of(session, document_id)
    require(actor, reading_verb(row.kind), row.organisation_id)
    require(actor, Verb.READ_HISTORY, row.organisation_id)
    query = select(FieldComment).where(FieldComment.document_id == document_id)
    return list(session.exec(query.order_by(col(FieldComment.at), col(FieldComment.id)).limit(MOST)))


def comments_of_tour(session: Session, actor: Actor, tour_id: str) -> list[FieldComment]:
    """Return what was said at a tour and at all it leads to, as far as the actor is a member of its organisation."""
    require(actor, Verb.READ_HISTORY, row_of(session, tour_id).organisation_id)
    parts = list(parts_now(session, tour_id))
    homes = session.exec(select(Document.id, Document.organisation_id).where(col(Document.id).in_(parts))).all()
    own = [id_ for id_, home in homes if allowed(actor, Verb.READ_HISTORY, home)]
    query = select(FieldComment).where(col(FieldComment.document_id).in_(own))
    # The newest, where there are more than anybody reads.
    newest = session.exec(query.order_by(col(FieldComment.at).desc(), col(FieldComment.id).desc()).limit(MOST))
    return list(newest)[::-1]


def orders_of(session: Session, actor: Actor, tour_id: str) -> list[PublishOrder]:
    """Return when a tour was or is to be published by order, the last first."""
    require(actor, Verb.READ_TOUR, row_of(session, tour_id).organisation_id)
    query = select(PublishOrder).where(PublishOrder.tour_id == tour_id).order_by(col(PublishOrder.due_at).desc())
    return list(session.exec(query.limit(MOST)))


def orders_due(session: Session, now: datetime) -> list[PublishOrder]:
    """Return what is to be published by now and was not, the first due first."""
    query = select(PublishOrder).where(PublishOrder.state == "waiting", col(PublishOrder.due_at) <= now)
    return list(session.exec(query.order_by(col(PublishOrder.due_at), col(PublishOrder.id))))
