"""The net of meridians and parallels: what a map shows that was given no map."""

import math
from collections.abc import Iterator
from typing import Final

from authoring.web.vector_tiles import EXTENT, Feature, Tile
from authoring.words import written

_STEPS: Final = (30.0, 20.0, 10.0, 5.0, 2.0, 1.0, 0.5, 0.2, 0.1, 0.05, 0.02, 0.01, 0.005, 0.002, 0.001)
_LETTERS: Final = {"de": "ONWS", "en": "ENWS"}


def step_deg(z: int) -> float:
    """The distance in degrees between two lines at zoom `z`: a round number, about two lines a tile."""
    half = 360 / (1 << z) / 2
    return next((step for step in _STEPS if step <= half), _STEPS[-1])


def lines(tile: Tile, language: str) -> Iterator[Feature]:
    """The lines that cross `tile`, each with its label, such as `11,05° O` or `11.05° E`."""
    west, south, east, north = tile.box
    step = step_deg(tile.z)
    for lon in _multiples(west, east, step):
        x, _ = tile.place(lon, 0)
        yield Feature(((x, 0), (x, EXTENT)), {"label": _label(lon, language, _LETTERS[language][0::2])})
    for lat in _multiples(south, north, step):
        _, y = tile.place(0, lat)
        yield Feature(((0, y), (EXTENT, y)), {"label": _label(lat, language, _LETTERS[language][1::2])})


def _multiples(low: float, high: float, step: float) -> Iterator[float]:
    for index in range(math.ceil(low / step), math.floor(high / step) + 1):
        yield round(index * step, 6)


def _label(degrees: float, language: str, letters: str) -> str:
    if degrees == 0:
        return "0°"
    return f"{written(abs(degrees), language)}° {letters[0] if degrees > 0 else letters[1]}"
