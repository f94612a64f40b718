"""What is usual in an organisation, for the fixes that a report offers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from authoring.tables import Organisation
from tour_schema import Usual

if TYPE_CHECKING:
    from sqlmodel import Session


def usual_of(session: Session, organisation_id: str) -> Usual:
    """Return the licence that the organisation puts its works under, and its name as the credit."""
    row = session.get(Organisation, organisation_id)
    return Usual() if row is None else Usual(row.licence, row.name)
