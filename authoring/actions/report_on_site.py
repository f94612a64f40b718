"""Take in what a colleague found at an anchor on site, for the people of the office to accept or decline."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from sqlmodel import Session, col, func, select

from authoring import audit, clock
from authoring.db import Database, writing
from authoring.errors import NotFound, Refused
from authoring.permissions import Verb, require
from authoring.queries.documents import row_of
from authoring.tables import OnSiteReport, Revision

if TYPE_CHECKING:
    from authoring.permissions import Actor
    from authoring.store.on_site import Finding

MOST_WAITING: Final = 100
"""Of one station: whoever has more than that to say on site should be asked in the office first."""
_COLUMNS: Final = frozenset({"station", "scene", "anchor", "revision", "measured_at"})


def report_on_site(db: Database | Session, actor: Actor, report_id: str, finding: Finding) -> bool:
    """Store a report under the id that the phone chose; ``False`` where it was delivered before.

    The scene may have changed or gone since the phone loaded it: the report is about what its person saw, so it is
    that revision which must have the anchor, and it is for whoever decides to judge what of it still holds.

    Raises:
        NotFound, Forbidden: there is no such station or revision, or the actor is none of its organisation.
        Refused: ``on_site_…``: no such anchor, one that cannot be moved, too many reports, an id that is taken.
    """
    with writing(db) as session:
        station = row_of(session, finding.station, lock=True)
        require(actor, Verb.REPORT_ON_SITE, station.organisation_id)
        known = session.get(OnSiteReport, report_id)
        if known is not None:
            if (known.person_id, known.station_id) != (actor.person_id, station.id):
                raise Refused("on_site_taken")
            return False
        anchor = _anchor(session, finding)
        if finding.verdict == "move" and anchor["kind"] != "geo":
            raise Refused("on_site_immovable")
        _refuse_many(session, station.id)
        now = clock.now()
        session.add(
            OnSiteReport(
                id=report_id,
                organisation_id=station.organisation_id,
                station_id=station.id,
                scene_id=finding.scene,
                anchor_id=finding.anchor,
                based_on=finding.revision,
                anchor=anchor,
                finding=finding.model_dump(mode="json", exclude=set(_COLUMNS), exclude_none=True),
                person_id=actor.person_id,
                person_name=actor.name,
                # A phone whose clock is fast has seen nothing in the future.
                measured_at=min(finding.measured_at, now),
                received_at=now,
            )
        )
        audit.record(session, actor, "report_on_site", station.organisation_id, "station", station.id, report=report_id)
        return True


def _anchor(session: Session, finding: Finding) -> dict[str, Any]:
    """The anchor as the phone showed it."""
    body = session.exec(
        select(Revision.body).where(Revision.document_id == finding.station, Revision.number == finding.revision)
    ).one_or_none()
    if body is None:
        raise NotFound("revision", str(finding.revision))
    for scene in _objects(json.loads(body).get("scenes")):
        if scene.get("id") == finding.scene:
            for anchor in _objects(scene.get("anchors")):
                if anchor.get("id") == finding.anchor and anchor.get("kind") not in {None, "plain"}:
                    return anchor
    raise Refused("on_site_no_anchor")


def _objects(value: object) -> list[dict[str, Any]]:
    return [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []


def _refuse_many(session: Session, station_id: str) -> None:
    count = session.exec(
        select(func.count())
        .select_from(OnSiteReport)
        .where(col(OnSiteReport.station_id) == station_id, col(OnSiteReport.state) == "waiting")
    ).one()
    if count >= MOST_WAITING:
        raise Refused("on_site_full", {"most": MOST_WAITING})
