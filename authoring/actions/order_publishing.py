"""Order that a tour is published at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlmodel import select

from authoring import audit, clock
from authoring.db import writing
from authoring.errors import Refused
from authoring.ids import new_id
from authoring.permissions import Verb, require
from authoring.queries.documents import row_of
from authoring.tables import PublishOrder

if TYPE_CHECKING:
    from datetime import datetime

    from sqlmodel import Session

    from authoring.db import Database
    from authoring.permissions import Actor


def order_publishing(
    db: Database | Session,
    actor: Actor,
    tour_id: str,
    due_at: datetime,
    *,
    accept_warnings: bool = False,
    note: str = "",
) -> str:
    """Write down that a tour is to be published at a moment; return the order's id. A later order replaces it.

    What is published is the tour as it is then, if it has no errors then.

    Raises:
        NotFound, Forbidden: there is no such tour, or the actor may not publish it.
        Refused: ``order_past``; ``order_person``: a program publishes at once, or not at all.
    """
    with writing(db) as session:
        row = row_of(session, tour_id, lock=True)
        require(actor, Verb.PUBLISH, row.organisation_id)
        if actor.person_id is None and not actor.machine:
            raise Refused("order_person")
        if due_at <= clock.now():
            raise Refused("order_past")
        for other in session.exec(
            select(PublishOrder).where(PublishOrder.tour_id == tour_id, PublishOrder.state == "waiting")
        ):
            other.state = "cancelled"
            session.add(other)
        order = PublishOrder(
            id=new_id(),
            tour_id=tour_id,
            due_at=due_at,
            accept_warnings=accept_warnings,
            person_id=actor.person_id,
            person_name=actor.name,
            ordered_at=clock.now(),
            note=note,
        )
        session.add(order)
        values = {"order": order.id, "due_at": due_at.isoformat()}
        audit.record(session, actor, "order_publishing", row.organisation_id, "tour", tour_id, **values)
        return order.id
