"""Publish what was ordered for a time that has come."""

from __future__ import annotations

from typing import TYPE_CHECKING

from authoring import clock
from authoring.actions.publish_tours import intend, publish_tours
from authoring.errors import WayfableError
from authoring.permissions import Actor
from authoring.queries.people import actor_of
from authoring.queries.reviews import orders_due
from authoring.tables import Person, PublishOrder

if TYPE_CHECKING:
    from sqlmodel import Session

    from authoring.db import Database
    from authoring.media_store import MediaStore
    from exports.publish.keys import KeyFolder
    from exports.publish.places import Place


def publish_due(db: Database, store: MediaStore, place: Place, keys: KeyFolder) -> int:
    """Publish what is due, each in the name of whoever ordered it; return how many were published.

    What cannot be published fails, and its order says why; a place that does not answer is tried again next time.
    Two who do this at once publish the same state, which is published once.
    """
    with db.read() as session:
        due = [
            (order.id, order.tour_id, order.accept_warnings, order.note, _orderer(session, order))
            for order in orders_due(session, clock.now())
        ]
    published = 0
    for order_id, tour_id, accept_warnings, note, actor in due:
        fault: dict[str, object] = {}
        try:
            intention = intend(db, store, actor, place, keys, [tour_id], accept_warnings=accept_warnings)
            if not _still_waits(db, order_id):
                continue
            publish_tours(db, actor, place, keys, intention.whole(), note=note)
        except WayfableError as reason:
            if reason.code.startswith("publish.place."):
                continue
            fault = {"code": reason.code, "values": reason.values}
        with db.write() as session:
            order = session.get_one(PublishOrder, order_id)
            # Cancelled while the files were being written: that was too late, and what was said of it stays said.
            if order.state == "waiting":
                order.state, order.fault = ("failed" if fault else "done"), fault
                session.add(order)
        published += not fault
    return published


def _still_waits(db: Database, order_id: str) -> bool:
    with db.read() as session:
        return session.get_one(PublishOrder, order_id).state == "waiting"


def _orderer(session: Session, order: PublishOrder) -> Actor:
    """Whoever ordered it, with the roles of today: who may not publish any more does not."""
    if order.person_id is None:
        return Actor.command_line()
    return actor_of(session, session.get_one(Person, order.person_id))
