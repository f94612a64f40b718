"""Say what became of a review: approved, sent back with a reason, or recalled by whoever handed it in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from authoring import audit, clock
from authoring.db import writing
from authoring.errors import Refused
from authoring.permissions import Verb, require
from authoring.queries.approvals import is_review_needed, reviewers
from authoring.queries.documents import row_of
from authoring.queries.reviews import changed_since, review_row, state_of

if TYPE_CHECKING:
    from sqlmodel import Session

    from authoring.db import Database
    from authoring.permissions import Actor
    from authoring.tables import Review

Decision = Literal["approved", "sent_back", "recalled"]


def decide_review(db: Database | Session, actor: Actor, review_id: str, decision: Decision, reason: str = "") -> None:
    """Write a decision down; the same one again changes nothing.

    Raises:
        NotFound, Forbidden: there is no such review, or the actor may not decide on it; recalling is an author's.
        Refused: ``review_decided``, a colleague has decided otherwise; ``review_reason``, sent back without one;
            ``review_changed``, it is not any more what was handed in; ``review_own``, one's own tour is approved by a
            colleague where the organisation wants a look and has one.
    """
    with writing(db) as session:
        review = review_row(session, review_id, lock=True)
        require(actor, Verb.SUBMIT if decision == "recalled" else Verb.REVIEW, review.organisation_id)
        if review.state == decision:
            return
        if review.state != "waiting":
            raise Refused("review_decided", {"name": review.decided_by or ""})
        if decision == "sent_back" and not reason:
            raise Refused("review_reason")
        if decision == "approved" and changed_since(session, review):
            raise Refused("review_changed")
        if decision == "approved" and _is_own(session, actor, review):
            raise Refused("review_own")
        review.state, review.reason = decision, reason
        review.decided_at, review.decided_by = clock.now(), actor.name
        session.add(review)
        session.flush()
        row = row_of(session, review.tour_id)
        row.state = state_of(session, row.id)
        session.add(row)
        values = {"review": review.id, "decision": decision}
        audit.record(session, actor, "decide_review", row.organisation_id, "tour", row.id, **values)


def _is_own(session: Session, actor: Actor, review: Review) -> bool:
    """Whether somebody would approve what they handed in, and a colleague could."""
    if actor.person_id is None or review.submitter_id != actor.person_id:
        return False
    home = review.organisation_id
    return is_review_needed(session, home) and reviewers(session, home) > 1
