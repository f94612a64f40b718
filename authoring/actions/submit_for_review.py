"""Hand a tour in, for a colleague to look at before visitors do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from authoring import audit, clock
from authoring.db import writing
from authoring.errors import Refused
from authoring.ids import new_id
from authoring.permissions import Verb, require
from authoring.queries.documents import row_of
from authoring.queries.reports import report_of
from authoring.queries.reviews import parts_now, waiting_review
from authoring.store import cards
from authoring.tables import Review

if TYPE_CHECKING:
    from sqlmodel import Session

    from authoring.db import Database
    from authoring.permissions import Actor


def submit_for_review(db: Database | Session, actor: Actor, tour_id: str, note: str = "") -> str:
    """Write down that a tour waits for a look, and what it is made of now; return the review's id.

    Raises:
        NotFound, Forbidden: there is no such tour, or the actor does not write it.
        Refused: ``review_no_tour``, ``review_waiting`` (it was handed in already), ``publish.faulty`` (what has errors
            is not published, so nobody need look).
    """
    with writing(db) as session:
        row = row_of(session, tour_id, lock=True)
        require(actor, Verb.SUBMIT, row.organisation_id)
        if row.kind != "tour":
            raise Refused("review_no_tour")
        if waiting_review(session, tour_id) is not None:
            raise Refused("review_waiting")
        errors = len(report_of(session, tour_id).errors)
        if errors:
            title = cards.title_in(row.card, actor.language) or tour_id
            raise Refused("publish.faulty", {"title": title, "count": errors})
        review = Review(
            id=new_id(),
            tour_id=tour_id,
            organisation_id=row.organisation_id,
            revisions=parts_now(session, tour_id),
            note=note,
            submitted_at=clock.now(),
            submitted_by=actor.name,
            submitter_id=actor.person_id,
        )
        row.state = "review"
        session.add_all([review, row])
        audit.record(session, actor, "submit", row.organisation_id, "tour", tour_id, review=review.id)
        return review.id
