"""Say what an organisation usually does: its works' licence, where its clocks stand, who looks before visitors do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from authoring import audit
from authoring.db import writing
from authoring.errors import Refused
from authoring.permissions import Verb, require
from authoring.queries import people
from authoring.queries.approvals import RULES
from tour_schema.licences import is_known
from tour_schema.rules.hours import is_zone

if TYPE_CHECKING:
    from sqlmodel import Session

    from authoring.db import Database
    from authoring.permissions import Actor


def set_defaults(
    db: Database | Session, actor: Actor, organisation_id: str, *, time_zone: str, licence: str, review: str = ""
) -> None:
    """Keep all three; an empty one is none. Nothing that was written already changes.

    Raises:
        NotFound, Forbidden: as for every verb.
        Refused: ``time_zone`` (no IANA zone), ``licence_unknown``, ``review_rule``.
    """
    require(actor, Verb.SET_DEFAULTS, organisation_id)
    if time_zone and not is_zone(time_zone):
        raise Refused("time_zone", {"found": time_zone[:60]})
    if licence and not is_known(licence):
        raise Refused("licence_unknown", {"found": licence[:80]})
    if review and review not in RULES:
        raise Refused("review_rule", {"found": review[:60]})
    with writing(db) as session:
        row = people.organisation(session, organisation_id)
        row.time_zone, row.licence, row.review = time_zone or None, licence or None, review or None
        session.add(row)
        after = {"time_zone": time_zone, "licence": licence, "review": review}
        audit.record(session, actor, "set_defaults", organisation_id, "organisation", organisation_id, **after)
