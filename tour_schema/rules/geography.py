"""Geography: positions are where they can be, and not swapped."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from tour_schema import fixes
from tour_schema.earth import distance_m, is_on_earth
from tour_schema.issue import Code, Fix, Issue, error, warning
from tour_schema.media import Medium
from tour_schema.place import Circle, Polygon, Position
from tour_schema.rule import Published, alone, rule
from tour_schema.scope import Scope, Setting
from tour_schema.station import Station
from tour_schema.tour import Tour
from tour_schema.trigger import GeofenceTrigger

RANGE: Final = error("geography.out_of_range")
SWAPPED: Final = error("geography.swapped")
SWAPPED_PERHAPS: Final = warning("geography.swapped_perhaps")
NULL_ISLAND: Final = error("geography.null_island")
NO_POSITION: Final = warning("geography.no_position")
FAR_FROM_TOUR: Final = warning("geography.far_from_tour")

FAR_M: Final = 300_000
"""Farther from the middle of its tour a station is likely to be wrong, whatever the mode."""
NEAR_M: Final = 100_000
"""Nearer than that to where it is expected, a swapped position is the right one."""

COUNTRIES: Final[dict[str, tuple[float, float, float, float]]] = {
    "AT": (9.5, 46.3, 17.2, 49.1),
    "BE": (2.5, 49.4, 6.5, 51.6),
    "CH": (5.9, 45.8, 10.6, 47.9),
    "CZ": (12.0, 48.5, 18.9, 51.1),
    "DE": (5.8, 47.2, 15.1, 55.1),
    "DK": (8.0, 54.5, 15.3, 57.8),
    "FR": (-5.2, 41.3, 9.7, 51.2),
    "IT": (6.6, 35.4, 18.6, 47.1),
    "LI": (9.4, 47.0, 9.7, 47.3),
    "LU": (5.7, 49.4, 6.6, 50.2),
    "NL": (3.3, 50.7, 7.3, 53.6),
    "PL": (14.1, 49.0, 24.2, 54.9),
}
"""West, south, east, north of the countries where our users are; others are not judged by their box."""
SPOKEN: Final = {"de": (5.8, 45.8, 17.2, 55.1)}
"""Where a language is at home: a station written in it is likely to be there."""


@rule(Station)
def place(station: Station, scope: Scope) -> Iterator[Issue]:
    """A station's position is on Earth, known, not at 0, 0 and not swapped."""
    position, at = station.place.position, "/place/position"
    if position is None:
        if not station.place.indoor and not station.told_anywhere:
            yield NO_POSITION.at(station, "/place", _from_geofence(station))
        return
    found = _impossible(station, at, position)
    if found is not None:
        yield found
    else:
        yield from _unlikely(station, at, position, scope)


@rule(Tour, given="meeting_point")
def meeting_point(tour: Tour, _: Scope) -> Iterator[Issue]:
    """The meeting point's position is on Earth."""
    if tour.meeting_point is not None and tour.meeting_point.position is not None:
        found = _impossible(tour, "/meeting_point/position", tour.meeting_point.position)
        if found is not None:
            yield found


@alone(Medium, given="heading")
def heading(medium: Medium, _: Setting) -> Iterator[Issue]:
    """Where a panorama was taken is on Earth."""
    if medium.heading is not None and medium.heading.position is not None:
        found = _impossible(medium, "/heading/position", medium.heading.position)
        if found is not None:
            yield found


@alone(Station, given="triggers")
def geofence_positions(station: Station, _: Setting) -> Iterator[Issue]:
    """Centres and corners of geofences are on Earth; one fault an area is enough."""
    for index, trigger in enumerate(station.triggers):
        if not isinstance(trigger, GeofenceTrigger):
            continue
        at = f"/triggers/{index}/area"
        corners = _corners(trigger.area, at)
        yield from [issue for where, each in corners if (issue := _impossible(station, where, each))][:1]


def _corners(area: Circle | Polygon, at: str) -> Iterator[tuple[str, Position]]:
    if isinstance(area, Circle):
        yield f"{at}/centre", area.centre
        return
    for number, ring in enumerate(area.rings):
        for corner, position in enumerate(ring):
            yield f"{at}/rings/{number}/{corner}", position


def _impossible(document: Published, at: str, position: Position) -> Issue | None:
    """What no position can be: off the Earth, or in the sea off Ghana where missing values end up."""
    lon, lat = position
    if position == (0.0, 0.0):
        fix = fixes.remove(NULL_ISLAND, at, position) if at.endswith("/position") else None
        return NULL_ISLAND.at(document, at, fix)
    if is_on_earth(position):
        return None
    if abs(lon) <= 90 and abs(lat) <= 180:
        return _swapped(SWAPPED, document, at, position)
    fix = None
    if abs(lat) <= 90 and abs(lon) <= 540:
        fix = fixes.replace(RANGE, at, position, (round((lon + 180) % 360 - 180, 7), lat))
    return RANGE.at(document, at, fix, lon=lon, lat=lat)


def _unlikely(station: Station, at: str, position: Position, scope: Scope) -> Iterator[Issue]:
    """What a position hardly is: far from the rest of its tour, outside its country, or swapped."""
    turned = position[::-1]
    country = station.place.address.country if station.place.address else None
    box, home = COUNTRIES.get(country or ""), SPOKEN.get(station.original.split("-", 1)[0])
    if scope.middle is not None and (away := distance_m(scope.middle, position)) > FAR_M:
        if is_on_earth(turned) and distance_m(scope.middle, turned) < NEAR_M:
            yield _swapped(SWAPPED, station, at, position)
        else:
            yield FAR_FROM_TOUR.at(station, at, distance=round(away))
    elif box is not None:
        if not _within(box, position) and _within(box, turned):
            yield _swapped(SWAPPED, station, at, position)
    elif home is not None and not _within(home, position) and _within(home, turned):
        yield _swapped(SWAPPED_PERHAPS, station, at, position)


def _swapped(code: Code, document: Published, at: str, position: Position) -> Issue:
    lon, lat = position
    return code.at(document, at, fixes.replace(code, at, position, (lat, lon)), lon=lon, lat=lat)


def _within(box: tuple[float, float, float, float], position: Position) -> bool:
    west, south, east, north = box
    return west <= position[0] <= east and south <= position[1] <= north


def _from_geofence(station: Station) -> Fix | None:
    """The centre that a person gave the station's geofence: it is offered, never taken unasked."""
    for trigger in station.triggers:
        if isinstance(trigger, GeofenceTrigger) and isinstance(trigger.area, Circle):
            centre = trigger.area.centre
            if is_on_earth(centre) and centre != (0.0, 0.0):
                place_at = {"beside": "/id", "there": station.id}
                return fixes.add(NO_POSITION, "/place/position", centre, **place_at)
    return None
