"""The route: legs that join their stops, that the mode allows, and stations that lie on it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from tour_schema import fixes
from tour_schema.earth import (
    Box,
    crosses_antimeridian,
    distance_m,
    distance_to_line_m,
    is_on_earth,
    length_m,
)
from tour_schema.issue import Fix, Issue, error, hint, warning
from tour_schema.place import Position
from tour_schema.rule import rule
from tour_schema.scope import Scope
from tour_schema.tour import Leg, Mode, Tour

RANGE: Final = error("route.out_of_range")
ONE_POINT: Final = error("route.one_point")
ANTIMERIDIAN: Final = warning("route.antimeridian")
TOO_LONG: Final = warning("route.leg_too_long")
TOO_FAST: Final = warning("route.leg_too_fast")
DISTANCE: Final = warning("route.distance_too_short")
UNCONNECTED: Final = warning("route.leg_unconnected")
OFF_ROUTE: Final = warning("route.station_off_route")
SAME_STOP: Final = error("route.same_stop")
STRAIGHT: Final = hint("route.straight")

LONGEST_M: Final[dict[Mode, int]] = {
    "walk": 5_000,
    "bike": 40_000,
    "car": 300_000,
    "public_transport": 200_000,
    "indoor": 1_000,
}
"""What one leg may measure before a visitor turns back."""
FASTEST_M_S: Final[dict[Mode, float]] = {
    "walk": 2.2,
    "bike": 9.0,
    "car": 37.0,
    "public_transport": 60.0,
    "indoor": 2.2,
}
"""Faster than that nobody is on average: 8, 32, 133, 216 km/h."""
OFF_M: Final[dict[Mode, int]] = {"walk": 150, "bike": 400, "car": 1_500, "public_transport": 1_000, "indoor": 100}
"""How far a station may be from the way."""


@rule(Tour)
def lines(tour: Tour, scope: Scope) -> Iterator[Issue]:
    """Each leg's line is on Earth, has a beginning and an end, and does not jump round the world."""
    for index, (leg, box) in enumerate(zip(tour.route.legs, scope.boxes, strict=True)):
        at = f"/route/legs/{index}/geometry/coordinates"
        line = leg.geometry.coordinates
        if leg.from_ == leg.to:
            yield SAME_STOP.at(tour, f"/route/legs/{index}/to", fixes.remove(SAME_STOP, f"/route/legs/{index}", leg))
        if box is None:
            continue
        if not _is_within_earth(box):
            wrong = next(number for number, each in enumerate(line) if not is_on_earth(each))
            yield RANGE.at(tour, f"{at}/{wrong}", _onto_earth(at, leg), lon=line[wrong][0], lat=line[wrong][1])
        elif len(line) == 1:
            yield ONE_POINT.at(tour, at, fixes.replace(ONE_POINT, at, line, ()))
        else:
            jump = crosses_antimeridian(line) if box[2] - box[0] > 180 else None
            if jump is not None:
                yield ANTIMERIDIAN.at(tour, f"{at}/{jump}")
            yield from _joined(tour, f"/route/legs/{index}", leg, scope)


def _onto_earth(at: str, leg: Leg) -> Fix | None:
    """A line beyond 180° east or west is brought back; anything else is not guessed."""
    if any(abs(each[1]) > 90 or abs(each[0]) > 540 for each in leg.geometry.coordinates):
        return None
    back = tuple((round((each[0] + 180) % 360 - 180, 7), *each[1:]) for each in leg.geometry.coordinates)
    return fixes.replace(RANGE, at, leg.geometry.coordinates, back)


def _joined(tour: Tour, at: str, leg: Leg, scope: Scope) -> Iterator[Issue]:
    """The line begins and ends at its stops."""
    line, limit = leg.geometry.coordinates, OFF_M[tour.mode]
    for stop, end, field in ((leg.from_, line[0], "from"), (leg.to, line[-1], "to")):
        position = scope.position_of_stop(stop)
        if position is not None and distance_m(position, end) > limit:
            fix = None
            if is_on_earth((end[1], end[0])) and distance_m(position, (end[1], end[0])) < limit:
                turned = tuple((each[1], each[0], *each[2:]) for each in line)
                fix = fixes.replace(UNCONNECTED, f"{at}/geometry/coordinates", line, turned)
            away = round(distance_m(position, end))
            title = scope.title_of_stop(stop)
            yield UNCONNECTED.at(tour, f"{at}/{field}", fix, title=title, distance=away)
            return


@rule(Tour)
def lengths(tour: Tour, scope: Scope) -> Iterator[Issue]:
    """Each leg can be managed, and its distance and time are not shorter than its line."""
    for index, (leg, box) in enumerate(zip(tour.route.legs, scope.boxes, strict=True)):
        at = f"/route/legs/{index}"
        measured = length_m(leg.geometry.coordinates) if _is_drawn(leg, box) else _straight(leg, scope)
        length = max(measured, leg.distance_m or 0.0)
        limit = LONGEST_M[tour.mode]
        if length > limit:
            start, end = scope.title_of_stop(leg.from_), scope.title_of_stop(leg.to)
            metres = round(length)
            yield TOO_LONG.at(tour, at, distance=metres, limit=limit, mode=tour.mode, start=start, end=end)
        if leg.distance_m is not None and leg.distance_m < 0.9 * measured - 20:
            where = f"{at}/distance_m"
            fix = fixes.replace(DISTANCE, where, leg.distance_m, float(round(measured)))
            yield DISTANCE.at(tour, where, fix, distance=leg.distance_m, measured=round(measured))
        if leg.duration_s is not None and length > 50 and leg.duration_s * FASTEST_M_S[tour.mode] < length:
            where = f"{at}/duration_s"
            seconds = round(length / (FASTEST_M_S[tour.mode] / 2))
            fix = fixes.replace(TOO_FAST, where, leg.duration_s, seconds)
            yield TOO_FAST.at(tour, where, fix, duration=leg.duration_s, distance=round(length), mode=tour.mode)


def _is_drawn(leg: Leg, box: Box | None) -> bool:
    """Whether a leg has a line that can be measured: not one that leaves the Earth, which ``lines`` tells of."""
    return box is not None and len(leg.geometry.coordinates) > 1 and _is_within_earth(box)


def _is_within_earth(box: Box) -> bool:
    west, south, east, north = box
    return west >= -180 and east <= 180 and south >= -90 and north <= 90


def _straight(leg: Leg, scope: Scope) -> float:
    """The beeline between a leg's stops, 0 where one of them has no position."""
    here, there = scope.position_of_stop(leg.from_), scope.position_of_stop(leg.to)
    return 0.0 if here is None or there is None else distance_m(here, there)


@rule(Tour)
def stations_on_route(tour: Tour, scope: Scope) -> Iterator[Issue]:
    """Each station lies near the way."""
    drawn = [leg for leg, box in zip(tour.route.legs, scope.boxes, strict=True) if _is_drawn(leg, box)]
    if not drawn:
        return
    limit = OFF_M[tour.mode]
    own: dict[str, list[Leg]] = {}
    for leg in drawn:
        own.setdefault(leg.from_, []).append(leg)
        own.setdefault(leg.to, []).append(leg)
    for stop, at in scope.stops:
        position = scope.position_of_stop(stop.id)
        if position is None:
            continue
        ends = (leg.geometry.coordinates[-1 if leg.to == stop.id else 0] for leg in own.get(stop.id, ()))
        if any(distance_m(position, end) <= limit for end in ends):
            continue  # nearly always: the whole route is searched only for the few others
        away = min(_distance(position, leg) for leg in drawn)
        if away > limit:
            title = scope.title_of_stop(stop.id)
            yield OFF_ROUTE.at(tour, f"{at}/station", title=title, distance=round(away), limit=limit)


def _distance(position: Position, leg: Leg) -> float:
    return distance_to_line_m(position, leg.geometry.coordinates)


@rule(Tour)
def drawn_by_hand(tour: Tour, _: Scope) -> Iterator[Issue]:
    """A way that nobody has drawn yet is a beeline through houses."""
    legs = tour.route.legs
    straight = [index for index, leg in enumerate(legs) if len(leg.geometry.coordinates) < 2]
    if straight and tour.mode not in {"indoor", "public_transport"}:
        yield STRAIGHT.at(tour, f"/route/legs/{straight[0]}", count=len(straight))
