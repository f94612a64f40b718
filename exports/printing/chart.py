"""A small map in lines: the way, numbered stops, a scale and north. It needs no tiles."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from reportlab.lib.units import mm

from exports.printing.colours import GREEN, INK, PAPER, SOFT_INK, WASH
from exports.printing.sheets import Sheet
from exports.printing.type import REGULAR, SEMIBOLD, Lines, measured

Point = tuple[float, ...]
"""``(longitude, latitude)`` in degrees; what follows is left aside."""
Spot = tuple[float, float]
"""Points of the sheet."""

_METRES_A_DEGREE: Final = 111_320
_LEAST_SPAN_M: Final = 150
"""A tour at one spot is not drawn as if it were a country."""
_RADIUS: Final = 3.1 * mm
_ROUNDS: Final = 60


@dataclass(frozen=True, slots=True)
class _Frame:
    """How places come onto the sheet: true in distances around its middle latitude."""

    across: float
    """Points of the sheet by metre."""
    latitude: float
    longitude: float
    x: float
    y: float

    def spot(self, place: Point) -> Spot:
        east = _turned(place[0] - self.longitude) * math.cos(math.radians(self.latitude)) * _METRES_A_DEGREE
        north = (place[1] - self.latitude) * _METRES_A_DEGREE
        return self.x + east * self.across, self.y + north * self.across


def draw_chart(
    sheet: Sheet,
    lines: Sequence[Sequence[Point]],
    stops: Sequence[tuple[str, Point]],
    *,
    left: float,
    bottom: float,
    width: float,
    height: float,
) -> None:
    """Draw the way and the stops into a box.

    Numbers that would cover each other move aside, with a line to their place. Without a stop or a line the box
    stays empty.
    """
    sheet.box(left, bottom, width, height, WASH)
    places = [*(point for line in lines for point in line), *(place for _, place in stops)]
    if not places:
        return
    inner = (width - 16 * mm, height - 30 * mm)
    frame = _framed(places, left + width / 2, bottom + height / 2 + 4 * mm, *inner)
    for line in lines:
        _draw_way(sheet, [frame.spot(point) for point in line])
    true = [frame.spot(place) for _, place in stops]
    aside = _apart(true, (left + _RADIUS, bottom + 14 * mm, left + width - _RADIUS, bottom + height - _RADIUS))
    for spot, moved in zip(true, aside, strict=True):
        if math.dist(spot, moved) > _RADIUS / 2:
            sheet.line(*spot, *moved, INK, width_pt=0.5)
            sheet.box(spot[0] - 1, spot[1] - 1, 2, 2, INK)
    for (number, _), (x, y) in zip(stops, aside, strict=True):
        disc(sheet, number, x, y)
    _draw_scale(sheet, frame.across, left + 6 * mm, bottom + 6 * mm, width / 3)
    _draw_north(sheet, left + width - 8 * mm, bottom + 5 * mm)


def disc(sheet: Sheet, number: str, x: float, y: float, radius: float = _RADIUS) -> None:
    """A number on a green disc with a white rim, its middle at a point."""
    sheet.canvas.setFillColor(GREEN)
    sheet.canvas.setStrokeColor(PAPER)
    sheet.canvas.setLineWidth(1)
    sheet.canvas.circle(x, y, radius, stroke=1, fill=1)
    size = min(radius * 1.25, radius * 1.25 * radius * 1.5 / measured(number, SEMIBOLD, radius * 1.25))
    sheet.text(Lines(SEMIBOLD, size, (number,)), x, y + size * 0.67, PAPER, align="centre")


def _framed(places: Sequence[Point], x: float, y: float, width: float, height: float) -> _Frame:
    first = places[0]
    longitudes = [first[0] + _turned(place[0] - first[0]) for place in places]
    latitudes = [place[1] for place in places]
    longitude = (min(longitudes) + max(longitudes)) / 2
    latitude = (min(latitudes) + max(latitudes)) / 2
    wide = (max(longitudes) - min(longitudes)) * math.cos(math.radians(latitude)) * _METRES_A_DEGREE
    high = (max(latitudes) - min(latitudes)) * _METRES_A_DEGREE
    across = min(width / max(wide, _LEAST_SPAN_M), height / max(high, _LEAST_SPAN_M))
    return _Frame(across, latitude, longitude, x, y)


def _turned(degrees: float) -> float:
    """A difference of longitudes by the short way round."""
    return (degrees + 180) % 360 - 180


def _draw_way(sheet: Sheet, spots: Sequence[Spot]) -> None:
    for colour, width in ((PAPER, 3.4), (GREEN, 1.6)):
        path = sheet.canvas.beginPath()
        path.moveTo(*spots[0])
        for spot in spots[1:]:
            path.lineTo(*spot)
        sheet.canvas.setStrokeColor(colour)
        sheet.canvas.setLineWidth(width)
        sheet.canvas.setLineJoin(1)
        sheet.canvas.setLineCap(1)
        sheet.canvas.drawPath(path, stroke=1, fill=0)


def _apart(spots: Sequence[Spot], box: tuple[float, float, float, float]) -> list[Spot]:
    """The spots, pushed from each other until no two discs meet, or as far as there is room."""
    moved = list(spots)
    for _ in range(_ROUNDS):
        still = True
        for one in range(len(moved)):
            for other in range(one):
                still = _push(moved, one, other) and still
        moved = [(min(max(x, box[0]), box[2]), min(max(y, box[1]), box[3])) for x, y in moved]
        if still:
            break
    return moved


def _push(moved: list[Spot], one: int, other: int) -> bool:
    (x1, y1), (x2, y2) = moved[one], moved[other]
    distance = math.dist((x1, y1), (x2, y2))
    lack = 2.1 * _RADIUS - distance
    if lack <= 0:
        return True
    # Two at the very same place part in a direction of their own, so that many become a ring.
    angle = math.atan2(y1 - y2, x1 - x2) if distance else 2.4 * one
    x, y = math.cos(angle) * lack / 2, math.sin(angle) * lack / 2
    moved[one], moved[other] = (x1 + x, y1 + y), (x2 - x, y2 - y)
    return False


def _draw_scale(sheet: Sheet, across: float, x: float, y: float, longest: float) -> None:
    """A bar of 1, 2 or 5 times a power of ten metres, no longer than asked."""
    power = 10 ** math.floor(math.log10(longest / across))
    metres = max(each * power for each in (1, 2, 5) if each * power * across <= longest)
    length = metres * across
    for foot in (x, x + length):
        sheet.line(foot, y, foot, y + 2 * mm, INK, width_pt=0.6)
    sheet.line(x, y, x + length, y, INK, width_pt=0.6)
    words = f"{metres / 1000:g} km" if metres >= 1000 else f"{metres:g} m"
    sheet.text(Lines(REGULAR, 7.5, (words,)), x + length / 2, y + 1.4 * mm + 7.5, SOFT_INK, align="centre")


def _draw_north(sheet: Sheet, x: float, y: float) -> None:
    path = sheet.canvas.beginPath()
    path.moveTo(x, y + 9 * mm)
    for spot in ((x - 2 * mm, y + 2 * mm), (x, y + 3.6 * mm), (x + 2 * mm, y + 2 * mm)):
        path.lineTo(*spot)
    path.close()
    sheet.canvas.setFillColor(INK)
    sheet.canvas.drawPath(path, stroke=0, fill=1)
    sheet.text(Lines(SEMIBOLD, 8, ("N",)), x, y + 2 * mm, INK, align="centre")
