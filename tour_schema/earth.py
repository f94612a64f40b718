"""Distances and shapes on the ground. Positions are ``(longitude, latitude)`` in degrees, lengths in metres.

Shapes are judged on a plane that touches the Earth where they are: good to a tenth of a percent
for anything a visitor can walk through, and indifferent to the antimeridian.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence
from itertools import repeat
from math import asin, cos, hypot, pi, radians, sin, sqrt
from operator import add, mul, sub
from typing import Final

from tour_schema.place import Position

RADIUS_M: Final = 6_371_008.8
"""The mean radius of the Earth (IUGG)."""
METRES_PER_DEGREE: Final = RADIUS_M * pi / 180
"""One degree of latitude on a sphere of that radius."""

LOW: Final = 0.02
"""Degrees: a line that reaches no further north than that, some two kilometres, has one width of a degree of
longitude, good to a thousandth wherever a road leads."""

Point = tuple[float, float]
"""``(x, y)`` in metres, east and north of an origin."""

Box = tuple[float, float, float, float]
"""West, south, east, north in degrees."""


def distance_m(one: Sequence[float], other: Sequence[float]) -> float:
    """The great-circle distance (haversine)."""
    if one == other:  # legs begin, and geofences lie, mostly just where their station is
        return 0.0
    south, north = radians(one[1]), radians(other[1])
    half_east = radians(other[0] - one[0]) / 2
    along, across = sin((north - south) / 2), sin(half_east)
    chord = along * along + cos(south) * cos(north) * across * across
    return 2 * RADIUS_M * asin(sqrt(min(1.0, chord)))


def length_m(line: Sequence[Sequence[float]]) -> float:
    """The length of a line along its positions."""
    if len(line) < 2:
        return 0.0
    # By steps of C: the legs of a tour have ten thousands of positions.
    lons, lats = tuple(zip(*line, strict=False))[:2]
    easts: Iterable[float] = map(sub, lons[1:], lons)
    if max(lons) - min(lons) > 180:  # it may cross the antimeridian
        easts = [(east + 180) % 360 - 180 for east in easts]
    south, north = min(lats), max(lats)
    if north - south < LOW:
        shrinks: Iterable[float] = repeat(cos(radians((south + north) / 2)))
    else:
        each = tuple(map(cos, map(radians, lats)))
        shrinks = map(mul, map(add, each[1:], each), repeat(0.5))
    return sum(map(hypot, map(mul, easts, shrinks), map(sub, lats[1:], lats))) * METRES_PER_DEGREE


def bounds(line: Sequence[Sequence[float]]) -> Box:
    """West, south, east, north of the positions of a line that is not empty."""
    east_west, north_south = tuple(zip(*line, strict=False))[:2]
    return min(east_west), min(north_south), max(east_west), max(north_south)


def is_on_earth(position: Sequence[float]) -> bool:
    """Whether longitude and latitude are within their ranges (RFC 7946 §4)."""
    return -180 <= position[0] <= 180 and -90 <= position[1] <= 90


def crosses_antimeridian(line: Sequence[Sequence[float]]) -> int | None:
    """The index of the position after which a line jumps round the world, ``None`` where it does not."""
    steps = enumerate(itertools.pairwise(line))
    return next((index for index, (one, other) in steps if abs(other[0] - one[0]) > 180), None)


def on_plane(origin: Sequence[float], positions: Sequence[Sequence[float]]) -> list[Point]:
    """The positions on the plane that touches the Earth at ``origin``."""
    shrink = cos(radians(origin[1])) * METRES_PER_DEGREE
    lon, lat = origin[0], origin[1]
    return [(((each[0] - lon + 180) % 360 - 180) * shrink, (each[1] - lat) * METRES_PER_DEGREE) for each in positions]


def distance_to_line_m(position: Position, line: Sequence[Sequence[float]]) -> float:
    """How far a position is from the nearest point of a line of at least one position."""
    points = on_plane(position, line)
    nearest = min(hypot(*point) for point in points)
    return min((_to_segment(one, other) for one, other in itertools.pairwise(points)), default=nearest)


def _to_segment(one: Point, other: Point) -> float:
    """The distance of the origin from a segment."""
    (x, y), (east, north) = one, (other[0] - one[0], other[1] - one[1])
    square = east * east + north * north
    share = 0.0 if square == 0 else max(0.0, min(1.0, -(x * east + y * north) / square))
    return hypot(x + share * east, y + share * north)


def contains(ring: Sequence[Point], point: Point) -> bool:
    """Whether a point lies inside a closed ring on the plane (even-odd rule)."""
    x, y = point
    inside = False
    for one, other in itertools.pairwise(ring):
        if (one[1] > y) != (other[1] > y):
            share = (y - one[1]) / (other[1] - one[1])
            inside ^= x < one[0] + share * (other[0] - one[0])
    return inside


def signed_area(ring: Sequence[Sequence[float]]) -> float:
    """Twice the area of a closed ring, positive where it runs counter-clockwise (RFC 7946 §3.1.6)."""
    return sum(one[0] * other[1] - other[0] * one[1] for one, other in itertools.pairwise(ring))


def crosses_itself(ring: Sequence[Point]) -> bool:
    """Whether two edges of a closed ring cross each other."""
    edges = list(itertools.pairwise(ring))
    return any(
        _cross(*edges[first], *edges[second]) for first in range(len(edges)) for second in range(first + 2, len(edges))
    )


def rings_meet(one: Sequence[Point], other: Sequence[Point]) -> bool:
    """Whether the edges of two closed rings cross."""
    return any(_cross(*a, *b) for a in itertools.pairwise(one) for b in itertools.pairwise(other))


def _cross(a: Point, b: Point, c: Point, d: Point) -> bool:
    return _side(a, b, c) * _side(a, b, d) < 0 and _side(c, d, a) * _side(c, d, b) < 0


def _side(a: Point, b: Point, c: Point) -> float:
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])
