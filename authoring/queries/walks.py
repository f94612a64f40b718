"""A stored tour, walked at the desk."""

from __future__ import annotations

from typing import TYPE_CHECKING

from authoring.errors import Refused
from authoring.queries.documents import load
from authoring.queries.resolver import StoreResolver
from tour_schema.desk_walk import NotWalkableError, walk
from tour_schema.tour import Tour

if TYPE_CHECKING:
    from sqlmodel import Session

    from authoring.permissions import Actor
    from tour_schema.desk_walk import Options, Walk


def walk_of(session: Session, actor: Actor, tour_id: str, options: Options) -> Walk:
    """Return the walk through the head of a tour.

    Raises:
        NotFound: there is no such tour.
        Forbidden: the actor may not read it.
        Refused: ``walk.refused.…``: it cannot be walked so.
    """
    load(session, actor, tour_id)
    resolver = StoreResolver(session)
    resolver.prefetch_all_of([tour_id])
    tour = resolver.find(tour_id)
    if not isinstance(tour, Tour):
        raise Refused("walk.refused.unreadable")
    try:
        return walk(tour, resolver, options)
    except NotWalkableError as fault:
        raise Refused(f"walk.refused.{fault.code}", fault.values) from fault
