"""Geofences: areas that a phone can tell apart."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Final

from tour_schema import fixes
from tour_schema.earth import (
    METRES_PER_DEGREE,
    Point,
    contains,
    crosses_itself,
    distance_m,
    is_on_earth,
    on_plane,
    rings_meet,
    signed_area,
)
from tour_schema.fences import CORNERS, Fence, fences, same_floor
from tour_schema.issue import Issue, error, hint, warning
from tour_schema.place import Circle, Polygon, Position
from tour_schema.rule import alone, rule
from tour_schema.scope import Scope, Setting, title_of
from tour_schema.station import Station
from tour_schema.tour import Tour
from tour_schema.trigger import GeofenceTrigger

RADIUS: Final = error("geofence.radius")
SMALL: Final = warning("geofence.too_small")
LARGE: Final = hint("geofence.too_large")
OPEN_RING: Final = error("geofence.ring_open")
FEW_CORNERS: Final = error("geofence.too_few_corners")
CROSSING: Final = error("geofence.crosses_itself")
WINDING: Final = hint("geofence.winding")
ELSEWHERE: Final = warning("geofence.away_from_station")
OVERLAP: Final = warning("geofence.overlap")
INSIDE: Final = warning("geofence.inside_another")

SMALLEST_M: Final = 8
"""Below that the phone's own error (3–10 m in a street) decides."""
LARGEST_M: Final = 500
AWAY_M: Final = 200


@alone(Station, given="triggers")
def shapes(station: Station, _: Setting) -> Iterator[Issue]:
    """Circles have a radius that works, polygons are closed, simple and run the right way."""
    for index, trigger in enumerate(station.triggers):
        if isinstance(trigger, GeofenceTrigger):
            at = f"/triggers/{index}/area"
            if isinstance(trigger.area, Circle):
                yield from _circle(station, at, trigger.area)
            else:
                yield from _polygon(station, at, trigger.area)


def _circle(station: Station, at: str, area: Circle) -> Iterator[Issue]:
    where = f"{at}/radius_m"
    if area.radius_m <= 0:
        yield RADIUS.at(station, where, fixes.replace(RADIUS, where, area.radius_m, 25.0))
    elif area.radius_m < SMALLEST_M:
        fix = fixes.replace(SMALL, where, area.radius_m, 20.0)
        yield SMALL.at(station, where, fix, radius=area.radius_m, least=SMALLEST_M)
    elif area.radius_m > LARGEST_M:
        yield LARGE.at(station, where, radius=area.radius_m)


def _polygon(station: Station, at: str, area: Polygon) -> Iterator[Issue]:
    if not area.rings:
        yield FEW_CORNERS.at(station, f"{at}/rings")
    for number, ring in enumerate(area.rings):
        where = f"{at}/rings/{number}"
        if len(set(ring)) < 3:
            yield FEW_CORNERS.at(station, where)
        elif ring[0] != ring[-1]:
            yield OPEN_RING.at(station, where, fixes.replace(OPEN_RING, where, ring, (*ring, ring[0])))
        elif len(ring) <= CORNERS and crosses_itself(on_plane(ring[0], ring)):
            yield CROSSING.at(station, where)
        elif (signed_area(on_plane(ring[0], ring)) > 0) is not (number == 0):
            yield WINDING.at(station, where, fixes.replace(WINDING, where, ring, ring[::-1]))


@alone(Station, given="triggers")
def at_its_station(station: Station, _: Setting) -> Iterator[Issue]:
    """A geofence lies where its station is."""
    position = station.place.position
    if position is None or not is_on_earth(position):
        return
    for fence in fences(station):
        gap = distance_m(position, fence.centre) - fence.reach_m
        if gap > AWAY_M:
            fix = None
            if isinstance(fence.area, Circle):
                fix = fixes.replace(ELSEWHERE, f"{fence.at}/centre", fence.area.centre, position)
            yield ELSEWHERE.at(station, fence.at, fix, distance=round(gap))


@rule(Tour)
def apart(_: Tour, scope: Scope) -> Iterator[Issue]:
    """No two stations of a tour call out at the same place."""
    found = [fence for station in scope.stations for fence in fences(station)]
    found.sort(key=lambda fence: fence.centre[1] - fence.reach_m / METRES_PER_DEGREE)
    for index, one in enumerate(found):
        north = one.centre[1] + one.reach_m / METRES_PER_DEGREE
        for place in range(index + 1, len(found)):
            other = found[place]
            if other.centre[1] - other.reach_m / METRES_PER_DEGREE > north:
                break
            if one.station is not other.station and same_floor(one.station, other.station):
                yield from _meeting(one, other)


def _meeting(one: Fence, other: Fence) -> Iterator[Issue]:
    """The issue of two areas that meet, told at the later or the inner one."""
    apart_m = distance_m(one.centre, other.centre)
    if apart_m >= one.reach_m + other.reach_m:
        return
    if isinstance(one.area, Circle) and isinstance(other.area, Circle):
        meets, small, large = True, min(one, other, key=_reach), max(one, other, key=_reach)
        inside = apart_m + small.reach_m <= large.reach_m
    else:
        rings = (_ring(one, one.centre), _ring(other, one.centre))
        crossing = rings_meet(*rings)
        first_in, second_in = contains(rings[1], rings[0][0]), contains(rings[0], rings[1][0])
        meets, inside = crossing or first_in or second_in, not crossing and (first_in or second_in)
        small, large = (one, other) if first_in else (other, one)
    if inside:
        yield INSIDE.at(small.station, small.at, title=_title(large.station))
    elif meets:
        shared = round(one.reach_m + other.reach_m - apart_m)
        yield OVERLAP.at(other.station, other.at, title=_title(one.station), distance=shared)


def _reach(fence: Fence) -> float:
    return fence.reach_m


def _ring(fence: Fence, origin: Position) -> list[Point]:
    """The area's outer ring on a plane; a circle as 24 corners."""
    if isinstance(fence.area, Polygon):
        return on_plane(origin, fence.area.rings[0])
    ((east, north),) = on_plane(origin, [fence.centre])
    turns = (math.tau * step / 24 for step in range(25))
    return [(east + fence.reach_m * math.cos(turn), north + fence.reach_m * math.sin(turn)) for turn in turns]


def _title(station: Station) -> str:
    return title_of(station.title, station.original)
