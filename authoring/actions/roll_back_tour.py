"""Go back to an earlier version of a tour: visitors have again what was published once, byte for byte."""

from __future__ import annotations

from typing import TYPE_CHECKING

from authoring import audit
from authoring.actions.publish_tours import change_published, make_current
from authoring.permissions import Verb, require
from authoring.queries.documents import row_of
from authoring.queries.publications import version_of
from exports.publish.changes import Return

if TYPE_CHECKING:
    from authoring.db import Database
    from authoring.permissions import Actor
    from exports.publish.changes import Step
    from exports.publish.keys import KeyFolder
    from exports.publish.places import Place


def roll_back_tour(db: Database, actor: Actor, place: Place, keys: KeyFolder, tour_id: str, version: int) -> Step:
    """Publish an earlier version again, under its own number; the documents of the authors stay as they are.

    Raises:
        NotFound, Forbidden: there is no such tour or version, or the actor may not publish it.
        Refused: ``publish.proof.missing`` where the version was taken away, and what else
            ``exports.publish.faults`` names; visitors see the old state.
    """
    with db.read() as session:
        organisation_id = row_of(session, tour_id).organisation_id
        require(actor, Verb.PUBLISH, organisation_id)
        kept = version_of(session, tour_id, version)
        manifest, parts = kept.manifest, dict(kept.parts)
    step = change_published(place, keys, Return(tour_id, version, manifest))
    with db.write() as session:
        make_current(session, tour_id, version, parts)
        if step.changed:
            audit.record(session, actor, "roll_back", organisation_id, "tour", tour_id, version=version)
    return step
