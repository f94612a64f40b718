"""Take back the order to publish a tour at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlmodel import select

from authoring import audit
from authoring.db import writing
from authoring.errors import NotFound
from authoring.permissions import Verb, require
from authoring.queries.documents import row_of
from authoring.tables import PublishOrder

if TYPE_CHECKING:
    from sqlmodel import Session

    from authoring.db import Database
    from authoring.permissions import Actor


def cancel_order(db: Database | Session, actor: Actor, order_id: str) -> None:
    """Take an order back; what was done is not undone by that.

    Raises:
        NotFound, Forbidden: there is no such order that waits, or the actor may not publish the tour.
    """
    with writing(db) as session:
        order = session.exec(select(PublishOrder).where(PublishOrder.id == order_id).with_for_update()).one_or_none()
        if order is None or order.state != "waiting":
            raise NotFound("order", order_id)
        row = row_of(session, order.tour_id)
        require(actor, Verb.PUBLISH, row.organisation_id)
        order.state = "cancelled"
        session.add(order)
        audit.record(session, actor, "cancel_order", row.organisation_id, "tour", row.id, order=order.id)
