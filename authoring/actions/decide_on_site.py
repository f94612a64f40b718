"""Say what became of an on-site report: accepted, declined with a reason, or waiting once more.

The anchor itself is changed by an ordinary save, before this: it can be undone, merged and seen in the history like
every other. Here only the report leaves the desk.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from authoring import audit, clock
from authoring.db import writing
from authoring.errors import Refused
from authoring.permissions import Verb, require
from authoring.queries.on_site import report_row

if TYPE_CHECKING:
    from sqlmodel import Session

    from authoring.db import Database
    from authoring.permissions import Actor

Decision = Literal["accepted", "declined", "waiting"]


def decide_on_site(db: Database | Session, actor: Actor, report_id: str, decision: Decision, reason: str = "") -> None:
    """Write a decision down; the same one again changes nothing.

    Raises:
        NotFound, Forbidden: there is no such report, or the actor may not change its station.
        Refused: ``on_site_decided``, a colleague has decided otherwise; ``on_site_reason``, declined without one.
    """
    with writing(db) as session:
        row = report_row(session, report_id, lock=True)
        require(actor, Verb.EDIT, row.organisation_id)
        if row.state == decision:
            return
        if "waiting" not in {row.state, decision}:
            raise Refused("on_site_decided", {"name": row.decided_by or ""})
        if decision == "declined" and not reason:
            raise Refused("on_site_reason")
        decided = decision != "waiting"
        row.state = decision
        row.reason = reason if decision == "declined" else ""
        row.decided_at = clock.now() if decided else None
        row.decided_by = actor.name if decided else None
        session.add(row)
        values = {"report": row.id, "decision": decision}
        audit.record(session, actor, "decide_on_site", row.organisation_id, "station", row.station_id, **values)
