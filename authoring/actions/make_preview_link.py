"""Make a link that shows one scene of a station on a phone, without a sign-in, for a day."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from authoring import audit
from authoring.db import writing
from authoring.permissions import Verb, require
from authoring.queries.documents import load
from authoring.queries.scene_previews import has_guide, scene_preview
from authoring.store import preview_links

if TYPE_CHECKING:
    from datetime import datetime

    from sqlmodel import Session

    from authoring.db import Database
    from authoring.permissions import Actor


@dataclass(frozen=True, slots=True)
class MadeLink:
    """The link as text for an address, and until when it holds."""

    text: str
    until: datetime


def make_preview_link(
    db: Database | Session, secret: str, actor: Actor, station_id: str, scene_id: str, tour_id: str | None = None
) -> MadeLink:
    """Sign a link in the actor's name; ``tour_id`` is the tour whose guide speaks where a line does not say who.

    Raises:
        NotFound, Forbidden: there is no such station, scene or tour, or the actor may not show it.
        Refused: ``preview_draft``, the scene does not have the format's shape.
    """
    with writing(db) as session:
        station = load(session, actor, station_id)
        require(actor, Verb.PREVIEW, station.organisation_id)
        tour = tour_id if tour_id is not None and has_guide(station, scene_id) else None
        if tour is not None:
            load(session, actor, tour)
        scene_preview(session, actor, station_id, scene_id, tour)
        link = preview_links.PreviewLink(station_id, scene_id, actor.person_id, actor.token_id, tour)
        text, until = preview_links.written(secret, link)
        audit.record(session, actor, "preview", station.organisation_id, "station", station_id, scene=scene_id)
        return MadeLink(text, until)
