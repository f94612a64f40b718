"""The way of a tour as other formats want it: numbered stops with positions, and lines that stay on the map."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tour_schema.manifest import ResolvedTour
from tour_schema.place import Position
from tour_schema.station import Station
from tour_schema.tour import Module, Stop

Point = tuple[float, ...]
"""``(longitude, latitude)`` or ``(longitude, latitude, height)``: degrees, and metres above the ellipsoid."""


@dataclass(frozen=True, slots=True)
class Halt:
    """A stop with its number in the tour, counted from 1 through all modules."""

    number: int
    module: Module
    stop: Stop
    station: Station

    @property
    def position(self) -> Position | None:
        """Where the station is, if anybody knows."""
        return self.station.place.position


def halts(resolved: ResolvedTour) -> Iterator[Halt]:
    """All stops in the order of the modules."""
    stations = {station.id: station for station in resolved.stations}
    number = 0
    for module in resolved.tour.modules:
        for stop in module.stops:
            number += 1
            yield Halt(number, module, stop, stations[stop.station])


def cut_at_antimeridian(line: Sequence[Point]) -> list[list[Point]]:
    """The parts of a line on either side of the 180th meridian (RFC 7946 §3.1.9).

    A step of more than 180 degrees of longitude is taken for the short way round, and is cut where it
    meets the meridian; heights are interpolated like latitudes.
    """
    parts: list[list[Point]] = [[]]
    for point in line:
        if parts[-1] and abs(point[0] - parts[-1][-1][0]) > 180:
            before, after = _meeting(parts[-1][-1], point)
            if before != parts[-1][-1]:
                parts[-1].append(before)
            parts.append([] if after == point else [after])
        parts[-1].append(point)
    return [part for part in parts if len(part) > 1]


def _meeting(here: Point, there: Point) -> tuple[Point, Point]:
    edge = 180.0 if here[0] > 0 else -180.0
    unrolled = there[0] + 2 * edge
    share = (edge - here[0]) / (unrolled - here[0]) if unrolled != here[0] else 0.0
    rest = tuple(a + (b - a) * share for a, b in zip(here[1:], there[1:], strict=False))
    return (edge, *rest), (-edge, *rest)
