"""What colleagues have found on site: the reports of a station or a tour, and how many wait."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlmodel import col, func, select

from authoring.errors import NotFound
from authoring.permissions import Verb, allowed, require
from authoring.queries.documents import row_of
from authoring.tables import Document, OnSiteReport, Reference

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlmodel import Session

    from authoring.permissions import Actor

MOST = 200
"""In one answer; the newest."""


def report_row(session: Session, report_id: str, *, lock: bool = False) -> OnSiteReport:
    """Return a report; raise ``NotFound`` if there is none, or its station lies in the bin."""
    query = select(OnSiteReport).where(OnSiteReport.id == report_id)
    row = session.exec(query.with_for_update() if lock else query).one_or_none()
    if row is None:
        raise NotFound("on_site_report", report_id)
    row_of(session, row.station_id)
    return row


def reports_of_station(session: Session, actor: Actor, station_id: str, state: str | None = None) -> list[OnSiteReport]:
    """Return a station's reports, measured last first; raise ``Forbidden`` for strangers."""
    row = row_of(session, station_id)
    require(actor, Verb.READ_ON_SITE, row.organisation_id)
    query = select(OnSiteReport).where(OnSiteReport.station_id == station_id)
    if state is not None:
        query = query.where(OnSiteReport.state == state)
    order = (col(OnSiteReport.measured_at).desc(), col(OnSiteReport.id).desc())
    return list(session.exec(query.order_by(*order).limit(MOST)))


def reports_of_tour(session: Session, actor: Actor, tour_id: str, state: str | None = None) -> list[OnSiteReport]:
    """Return the reports of a tour's stations that the actor may read, measured last first."""
    row = row_of(session, tour_id)
    require(actor, Verb.READ_TOUR, row.organisation_id)
    query = (
        select(OnSiteReport)
        .join(Reference, col(Reference.target_id) == col(OnSiteReport.station_id))
        .join(Document, col(Document.id) == col(OnSiteReport.station_id))
        .where(Reference.source_id == tour_id, col(Document.deleted_at).is_(None))
    )
    if state is not None:
        query = query.where(OnSiteReport.state == state)
    order = (col(OnSiteReport.measured_at).desc(), col(OnSiteReport.id).desc())
    found = session.exec(query.order_by(*order).limit(MOST))
    return [report for report in found if allowed(actor, Verb.READ_ON_SITE, report.organisation_id)]


def photograph_of(session: Session, actor: Actor, report_id: str) -> str | None:
    """Return the hash of a report's photograph, which lies on the private shelf; ``None`` where it has none."""
    row = report_row(session, report_id)
    require(actor, Verb.READ_ON_SITE, row.organisation_id)
    return row.photograph


def waiting_of_tours(session: Session, actor: Actor, tour_ids: Iterable[str]) -> dict[str, int]:
    """Return how many reports of each tour's stations wait for the actor; a tour without any is left out."""
    own = list(actor.roles)
    query = (
        select(Reference.source_id, func.count())
        .join(OnSiteReport, col(OnSiteReport.station_id) == col(Reference.target_id))
        .join(Document, col(Document.id) == col(Reference.target_id))
        .where(col(Reference.source_id).in_(list(tour_ids)), OnSiteReport.state == "waiting")
        .where(col(OnSiteReport.organisation_id).in_(own), col(Document.deleted_at).is_(None))
        .group_by(Reference.source_id)
    )
    return dict(session.exec(query).all())
