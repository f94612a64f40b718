"""Withdraw a tour: no visitor finds it any more. What was published stays, to be gone back to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from authoring import audit
from authoring.actions.publish_tours import change_published, make_current
from authoring.permissions import Verb, require
from authoring.queries.documents import row_of
from exports.publish.changes import Withdrawal

if TYPE_CHECKING:
    from authoring.db import Database
    from authoring.permissions import Actor
    from exports.publish.keys import KeyFolder
    from exports.publish.places import Place


def withdraw_tour(db: Database, actor: Actor, place: Place, keys: KeyFolder, tour_id: str) -> bool:
    """Take a tour out of the published folder; return whether it was there.

    Raises:
        NotFound, Forbidden: there is no such tour, or the actor may not withdraw it.
        Refused: what ``exports.publish.faults`` names; visitors see the old state.
    """
    with db.read() as session:
        organisation_id = row_of(session, tour_id).organisation_id
        require(actor, Verb.WITHDRAW, organisation_id)
    step = change_published(place, keys, Withdrawal(tour_id))
    with db.write() as session:
        make_current(session, tour_id, None, {})
        if step.changed:
            audit.record(session, actor, "withdraw", organisation_id, "tour", tour_id)
    return step.changed
