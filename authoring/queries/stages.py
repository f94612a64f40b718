"""How far a tour is on its way to visitors."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, cast

from authoring.queries.approvals import unapproved
from authoring.queries.documents import row_of
from authoring.queries.publications import unpublished_changes_of
from authoring.queries.reviews import parts_now, state_of

if TYPE_CHECKING:
    from sqlmodel import Session

Stage = Literal["draft", "review", "approved", "published", "changed", "withdrawn"]
"""``changed``: visitors have a version, and not the newest state."""


def stage_of(session: Session, tour_id: str) -> Stage:
    """Return a tour's state with what changes since its publishing and its approval make of it."""
    state = state_of(session, tour_id)
    if state == "published" and unpublished_changes_of(session, tour_id):
        return "changed"
    if state == "approved":
        home = row_of(session, tour_id).organisation_id
        if unapproved(session, home, tour_id, parts_now(session, tour_id)):
            return "draft"
    return cast("Stage", state)
