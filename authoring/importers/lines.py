"""Lines: thinned to what a document can carry, measured, and cut where the stops are."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from typing import Final

from authoring.importers.plan import Line, Position, Remarks
from authoring.importers.positions import crosses_antimeridian, fault

MOST_POINTS: Final = 2_000
"""Points of one line in a document. More are thinned, and the report says so and how far they may lie off."""

BESIDE_M: Final = 150.0
"""A stop farther from the line than this is not on it: its legs stay straight."""

GAP_M: Final = 60.0
"""Two lines whose ends are nearer than this are one way."""

EARTH_RADIUS_M: Final = 6_371_008.8
_TOLERANCES_M: Final = (0.5, 1, 2, 3, 5, 8, 12, 20, 30, 50, 80, 120, 200, 500, 1_000, 5_000, 20_000, 100_000)


def distance_m(a: Position, b: Position) -> float:
    """The great-circle distance on a sphere of the Earth's mean radius, in metres (within 0.6 % of the ellipsoid's)."""
    lon_a, lat_a, lon_b, lat_b = map(math.radians, (*a, *b))
    haversine = (
        math.sin((lat_b - lat_a) / 2) ** 2 + math.cos(lat_a) * math.cos(lat_b) * math.sin((lon_b - lon_a) / 2) ** 2
    )
    return 2 * EARTH_RADIUS_M * math.asin(min(1.0, math.sqrt(haversine)))


def length_m(line: Sequence[Position]) -> float:
    """The length of a line in metres."""
    return sum(distance_m(a, b) for a, b in pairwise(line))


def without_repeats(line: Sequence[Position]) -> tuple[Position, ...]:
    """The line without points that stand still: a recorder that waits writes the same point again and again."""
    return tuple(point for index, point in enumerate(line) if index == 0 or point != line[index - 1])


def thinned(line: Sequence[Position], most: int = MOST_POINTS) -> tuple[tuple[Position, ...], float]:
    """The line with at most ``most`` points, and the tolerance in metres (Douglas and Peucker, 1973).

    0 means that nothing was taken away. First and last point stay what they were.
    """
    kept = tuple(line)
    if len(kept) <= most:
        return kept, 0.0
    import shapely

    flat = shapely.LineString(_in_metres(kept))
    for tolerance in _TOLERANCES_M:
        corners = shapely.get_coordinates(flat.simplify(tolerance, preserve_topology=False))
        if len(corners) <= most:
            return _back(kept, corners), float(tolerance)
    return (kept[0], kept[-1]), length_m(kept)


def _stretch(line: Sequence[Position]) -> float:
    """How long a degree of longitude is there, compared with one of latitude."""
    return math.cos(math.radians(sum(lat for _, lat in line) / len(line)))


def _in_metres(line: Sequence[Position]) -> list[tuple[float, float]]:
    """East and north of the first point, in metres, true enough over the length of a walk."""
    stretch = _stretch(line)
    metre = math.radians(EARTH_RADIUS_M)
    return [((lon - line[0][0]) * metre * stretch, (lat - line[0][1]) * metre) for lon, lat in line]


def _back(line: Sequence[Position], corners: Sequence[Sequence[float]]) -> tuple[Position, ...]:
    """The original points of the corners: the very numbers of the file, not numbers that went there and back."""
    flat = _in_metres(line)
    kept: list[Position] = []
    index = 0
    for x, y in corners:
        while flat[index] != (x, y):
            index += 1
        kept.append(line[index])
    return tuple(kept)


def line_of(points: list[Position], name: str | None, file: int, remarks: Remarks) -> Iterable[Line]:
    """The line of these points, if it is one: bad points left, standing still removed, thinned where it is too long."""
    good = [point for point in points if fault(*point) is None]
    label = name or ""
    if len(good) < len(points):
        remarks.left("line_points", label, points=len(points) - len(good))
    moving = without_repeats(good)
    if len(moving) < 2:
        remarks.left("short_line", label)
        return
    kept, tolerance = thinned(moving)
    if tolerance:
        remarks.noticed("line_thinned", label, points=len(moving), kept=len(kept), tolerance_m=tolerance)
    if crosses_antimeridian(kept):
        remarks.noticed("antimeridian", label)
    yield Line(file=file, name=name, coordinates=kept, points_read=len(points), tolerance_m=tolerance)


def ways_between(
    lines: Sequence[Sequence[Position]], stops: Sequence[Position | None]
) -> list[tuple[Position, ...] | None]:
    """The piece of the lines from each stop to the next, or ``None`` where the lines do not lead there.

    The stops are laid along the lines in their order so that the sum of their distances to the lines is least
    (a walk that comes back to where it began keeps its first stop at the beginning). A stop farther than
    :data:`BESIDE_M` from the lines, or a gap in them wider than :data:`GAP_M`, leaves the way open.
    A way begins and ends at the line's points nearest to the stops.
    """
    track = _Track([line for line in lines if len(line) > 1])
    placed = [
        (index, stop) for index, stop in enumerate(stops) if stop is not None and track.beside_m(stop) <= BESIDE_M
    ]
    feet: list[_Foot | None] = [None] * len(stops)
    for (index, _), foot in zip(placed, track.laid([stop for _, stop in placed]), strict=True):
        feet[index] = foot if foot.beside_m <= BESIDE_M else None
    return [track.between(a, b) if a and b else None for a, b in pairwise(feet)]


@dataclass(frozen=True, slots=True)
class _Foot:
    """The place on a track nearest to a stop: which segment, how far along it (0 to 1), how far beside it."""

    segment: int
    share: float
    beside_m: float


class _Track:
    """Lines one after another, as segments in metres east and north of their first point."""

    def __init__(self, lines: Sequence[Sequence[Position]]) -> None:
        self._points = [point for line in lines for point in line]
        self._flat = _in_metres(self._points) if self._points else []
        firsts = set(accumulate(len(line) for line in lines))
        self._gaps = {
            index - 1
            for index in firsts
            if index < len(self._points) and math.dist(self._flat[index - 1], self._flat[index]) > GAP_M
        }

        self._stretch = _stretch(self._points) if self._points else 1.0

    def _metres(self, position: Position) -> tuple[float, float]:
        lon, lat = self._points[0]
        metre = math.radians(EARTH_RADIUS_M)
        return (position[0] - lon) * metre * self._stretch, (position[1] - lat) * metre

    def _feet(self, position: Position) -> list[_Foot]:
        """The nearest place on each segment; a gap is infinitely far."""
        x, y = self._metres(position)
        feet = []
        for index, ((ax, ay), (bx, by)) in enumerate(pairwise(self._flat)):
            dx, dy = bx - ax, by - ay
            square = dx * dx + dy * dy
            share = min(1.0, max(0.0, ((x - ax) * dx + (y - ay) * dy) / square)) if square else 0.0
            beside = math.inf if index in self._gaps else math.hypot(ax + share * dx - x, ay + share * dy - y)
            feet.append(_Foot(index, share, beside))
        return feet

    def beside_m(self, position: Position) -> float:
        """How far from the lines a position is."""
        return min((foot.beside_m for foot in self._feet(position)), default=math.inf) if self._points else math.inf

    def laid(self, stops: Sequence[Position]) -> list[_Foot]:
        """A foot for each stop, in order along the track, with the least sum of distances."""
        if not stops:
            return []
        choices: list[list[int]] = []
        feet = [self._feet(stop) for stop in stops]
        sums = [foot.beside_m for foot in feet[0]]
        for row in feet[1:]:
            best, chosen, cheapest = [], [], 0
            for index, foot in enumerate(row):
                if sums[index] < sums[cheapest]:
                    cheapest = index
                best.append(sums[cheapest] + foot.beside_m)
                chosen.append(cheapest)
            sums = best
            choices.append(chosen)
        segment = min(range(len(sums)), key=sums.__getitem__)
        picked = [segment]
        for chosen in reversed(choices):
            segment = chosen[segment]
            picked.append(segment)
        return [row[index] for row, index in zip(feet, reversed(picked), strict=True)]

    def between(self, start: _Foot, end: _Foot) -> tuple[Position, ...] | None:
        """The points from one foot to a later one; ``None`` across a gap or backwards."""
        if (end.segment, end.share) <= (start.segment, start.share):
            return None
        if any(start.segment <= gap <= end.segment for gap in self._gaps):
            return None
        inner = self._points[start.segment + 1 : end.segment + 1]
        return without_repeats((self._at(start), *inner, self._at(end)))

    def _at(self, foot: _Foot) -> Position:
        (ax, ay), (bx, by) = self._points[foot.segment], self._points[foot.segment + 1]
        return round(ax + foot.share * (bx - ax), 7), round(ay + foot.share * (by - ay), 7)
