"""Whether a colleague has to look at a tour before visitors do, and what none has looked at yet."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sqlmodel import col, func, select

from authoring.permissions import Role
from authoring.tables import Membership, Organisation, Publication, Review

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlmodel import Session

RULES: Final = ("always", "never")
"""What an organisation may choose. Where it chose nothing, a look is needed as soon as two people may give it."""

_COLLEAGUES: Final = 2


def is_review_needed(session: Session, organisation_id: str) -> bool:
    """Tell whether an organisation publishes only what was approved."""
    rule = session.get_one(Organisation, organisation_id).review
    return rule == "always" if rule in RULES else reviewers(session, organisation_id) >= _COLLEAGUES


def reviewers(session: Session, organisation_id: str) -> int:
    """Return how many people of an organisation may approve a tour."""
    roles = [role.value for role in Role if role.step >= Role.REVIEWER.step]
    query = select(func.count()).select_from(Membership).where(Membership.organisation_id == organisation_id)
    return session.exec(query.where(col(Membership.role).in_(roles))).one()


def unapproved(session: Session, organisation_id: str, tour_id: str, parts: Mapping[str, int]) -> list[str]:
    """Return the documents of a tour that nobody approved as they are now: ``parts`` are their revisions.

    What visitors had in this tour once needs no second look. What was approved with one tour is approved for all of
    the organisation, so a station of the library that many tours use is looked at once.
    """
    open_ = dict(parts)
    had = select(Publication.parts).where(Publication.tour_id == tour_id)
    approved = select(Review.revisions).where(Review.organisation_id == organisation_id, Review.state == "approved")
    for query in (had, approved.order_by(col(Review.submitted_at).desc())):
        for seen in session.exec(query):
            open_ = {id_: number for id_, number in open_.items() if seen.get(id_) != number}
            if not open_:
                return []
    return sorted(open_)
