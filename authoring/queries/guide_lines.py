"""What a guide says: its lines in all stations of the library that give it the word."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from authoring.queries.resolver import StoreResolver
from authoring.queries.usage import users_of
from tour_schema.station import Station
from tour_schema.story import GuideLineBlock
from tour_schema.tour import Tour

if TYPE_CHECKING:
    from sqlmodel import Session

    from authoring.permissions import Actor


@dataclass(frozen=True)
class SpokenLine:
    """A line and the station at which it is spoken; ``tour`` is one that the reader may open it in."""

    station: Station
    line: GuideLineBlock
    tour: str | None


def lines_of(session: Session, actor: Actor, guide_id: str) -> list[SpokenLine]:
    """Return what a guide says, as far as the actor may know of it: first in the order of its tours, then elsewhere."""
    resolver = StoreResolver(session)
    tours = users_of(session, actor, guide_id, kind="tour").shown
    own = users_of(session, actor, guide_id, kind="station").shown
    resolver.prefetch_all_of([*(entry.id for entry in tours), *(entry.id for entry in own)])
    found: dict[tuple[str, str], SpokenLine] = {}
    for entry in tours:
        tour = resolver.find(entry.id)
        if isinstance(tour, Tour):
            for each in _in_tour(resolver, tour, guide_id):
                found.setdefault((each.station.id, each.line.id), each)
    for entry in own:
        station = resolver.find(entry.id)
        if isinstance(station, Station):
            for line in _lines(station):
                if line.guide == guide_id:
                    found.setdefault((station.id, line.id), SpokenLine(station, line, None))
    return list(found.values())


def _in_tour(resolver: StoreResolver, tour: Tour, guide_id: str) -> Iterator[SpokenLine]:
    for module in tour.modules:
        for stop in module.stops:
            station = resolver.find(stop.station) if stop.station else None
            if isinstance(station, Station):
                for line in _lines(station):
                    if (line.guide or tour.guide) == guide_id:
                        yield SpokenLine(station, line, tour.id)


def _lines(station: Station) -> Iterator[GuideLineBlock]:
    return (block for block in station.story if isinstance(block, GuideLineBlock))
