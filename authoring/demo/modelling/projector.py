"""A star projector after the great ones of Jena: two balls of lenses, one for each half of the sky. It turns."""

from __future__ import annotations

import math
from itertools import pairwise
from typing import Final

from authoring.demo.modelling.model import Material, Part, Turn, glb
from authoring.demo.modelling.solids import Solid, Vector

_AXIS_M: Final = 1.75
_BALL_M: Final = 0.42
_APART_M: Final = 1.15
_TURN_S: Final = 10.0

_NIGHT: Final = Material("#1d2733", roughness=0.45)
_STEEL: Final = Material("#5f6b76", roughness=0.4, metallic=0.2)
_BRASS: Final = Material("#c79a4b", roughness=0.35, metallic=0.2)
_LENS: Final = Material("#cfe6ff", roughness=0.1, glow=0.85)
_PLANET: Final = Material("#ffcf7a", roughness=0.2, glow=0.9)


def projector() -> bytes:
    """The projector on its stand; the clip ``turn`` lets a day pass in ten seconds."""
    stand = Part("stand")
    _stand(stand)
    turning = Part("projector", (0, _AXIS_M, 0))
    for side in (-1, 1):
        middle = (side * _APART_M, 0.0, 0.0)
        turning.of(_NIGHT).ball(_BALL_M, middle)
        for way in _ways(40):
            _lens(turning, middle, way)
        _collar(turning.of(_BRASS), side * (_APART_M - _BALL_M * 0.86))
    _cage(turning)
    stand.parts.append(turning)
    quarters = [(_TURN_S * step / 4, 90.0 * step) for step in range(5)]
    return glb(stand, {"turn": [Turn("projector", (1, 0, 0), quarters)]})


def _stand(part: Part) -> None:
    steel = part.of(_STEEL)
    steel.turned([(0.78, 0), (0.78, 0.05), (0.7, 0.08), (0.12, 0.1), (0.001, 0.1)], sides=48)
    for side in (-1, 1):
        for lean in (-1, 1):
            steel.rod((side * 0.3, 0.08, lean * 0.55), (side * 0.22, _AXIS_M - 0.25, lean * 0.1), 0.035, 12)
        steel.rod((side * 0.27, 0.75, -0.36), (side * 0.27, 0.75, 0.36), 0.02)
        steel.box((0.06, 0.52, 0.24), (side * 0.22, _AXIS_M - 0.26, 0))
    steel.rod((-0.27, 0.75, 0.36), (0.27, 0.75, 0.36), 0.02)
    steel.rod((-0.27, 0.75, -0.36), (0.27, 0.75, -0.36), 0.02)


def _ways(count: int) -> list[Vector]:
    """Directions that are spread evenly (a Fibonacci lattice)."""
    golden = math.pi * (3 - math.sqrt(5))
    ways = []
    for number in range(count):
        up = 1 - 2 * (number + 0.5) / count
        out, angle = math.sqrt(1 - up * up), golden * number
        ways.append((out * math.cos(angle), up, out * math.sin(angle)))
    return ways


def _lens(part: Part, middle: Vector, way: Vector) -> None:
    """A short tube that looks outwards, with a shining front."""

    def out(length: float) -> Vector:
        return middle[0] + way[0] * length, middle[1] + way[1] * length, middle[2] + way[2] * length

    part.of(_STEEL).rod(out(_BALL_M * 0.95), out(_BALL_M + 0.05), 0.036, 12)
    part.of(_LENS).ball(0.034, out(_BALL_M + 0.038), 12)


def _collar(solid: Solid, x: float) -> None:
    """A ring about the axis."""
    _ring(solid, x, 0.26, 0.03)


def _ring(solid: Solid, x: float, radius: float, thick: float) -> None:
    places = [
        (x, radius * math.cos(math.tau * step / 28), radius * math.sin(math.tau * step / 28)) for step in range(29)
    ]
    for one, other in pairwise(places):
        solid.rod(one, other, thick, 8)


def _cage(part: Part) -> None:
    """The lattice between the balls, in which the planets run."""
    reach = _APART_M - _BALL_M * 0.8
    for bar in range(8):
        angle = math.tau * bar / 8
        y, z = 0.24 * math.cos(angle), 0.24 * math.sin(angle)
        part.of(_STEEL).rod((-reach, y, z), (reach, y, z), 0.016, 8)
    for x in (-0.42, -0.14, 0.14, 0.42):
        _ring(part.of(_BRASS), x, 0.25, 0.014)
    part.of(_STEEL).rod((-reach, 0, 0), (reach, 0, 0), 0.05, 14)
    for number, x in enumerate((-0.5, -0.28, 0.0, 0.28, 0.5)):
        angle = number * 2.3
        part.of(_PLANET).ball(0.055, (x, 0.13 * math.cos(angle), 0.13 * math.sin(angle)), 14)
