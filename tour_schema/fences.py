"""The geofences of a station, as they can be measured: for the rules about them and for the desk walk."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, NamedTuple

from tour_schema.earth import contains, distance_m, is_on_earth, on_plane
from tour_schema.place import Area, Circle, Position
from tour_schema.station import Station
from tour_schema.trigger import GeofenceTrigger

CORNERS: Final = 500
"""More corners than that are not searched for crossings: nobody draws them by hand."""


class Fence(NamedTuple):
    """A geofence of a station."""

    station: Station
    at: str
    area: Area
    centre: Position
    reach_m: float
    """No part of the area is farther from the centre."""
    trigger: GeofenceTrigger


def fences(station: Station) -> Iterator[Fence]:
    """The station's geofences whose shape is sound enough to measure."""
    for index, trigger in enumerate(station.triggers):
        if not isinstance(trigger, GeofenceTrigger):
            continue
        area, at = trigger.area, f"/triggers/{index}/area"
        if isinstance(area, Circle):
            if area.radius_m > 0 and is_on_earth(area.centre):
                yield Fence(station, at, area, area.centre, area.radius_m, trigger)
        elif area.rings and 4 <= len(area.rings[0]) <= CORNERS and all(map(is_on_earth, area.rings[0])):
            first = area.rings[0][0]
            reach = max(distance_m(first, each) for each in area.rings[0])
            yield Fence(station, at, area, first, reach, trigger)


def same_floor(one: Station, other: Station) -> bool:
    """Whether two stations can be confused: they lie on one floor, or it is not known."""
    floors = (one.place.floor, other.place.floor)
    return None in floors or floors[0] == floors[1]


def holds(fence: Fence, position: Position) -> bool:
    """Whether a position lies in the area: within the circle, or within the outer ring and no hole."""
    area = fence.area
    (point,) = on_plane(fence.centre, (position,))
    if isinstance(area, Circle):
        return point[0] * point[0] + point[1] * point[1] <= area.radius_m * area.radius_m
    outer, *holes = (on_plane(fence.centre, ring) for ring in area.rings)
    return contains(outer, point) and not any(contains(hole, point) for hole in holes)
