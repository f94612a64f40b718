"""A bell of the Gloriosa's size, 2.57 m across, in a frame of oak; it can be rung."""

from __future__ import annotations

import math
from typing import Final

from authoring.demo.modelling.model import Material, Part, Turn, glb
from authoring.demo.modelling.solids import Solid

_AXIS_M: Final = 3.0
_PERIOD_S: Final = 4.0
_SWING_DEG: Final = 24

_BRONZE: Final = Material("#8f6a35", roughness=0.42, metallic=0.25)
_WORN: Final = Material("#b98c48", roughness=0.35, metallic=0.25)
_INSIDE: Final = Material("#4f3c22", roughness=0.7)
_OAK: Final = Material("#6b4a2f")
_IRON: Final = Material("#3b3d40", roughness=0.5, metallic=0.3)

_OUTSIDE: Final = (
    (1.285, 0.0), (1.28, 0.05), (1.225, 0.13), (1.15, 0.26), (1.02, 0.52), (0.915, 0.82), (0.84, 1.12), (0.785, 1.42),
    (0.755, 1.64), (0.735, 1.74), (0.68, 1.86), (0.52, 1.95), (0.3, 1.985), (0.001, 2.0),
)  # fmt: skip
_HOLLOW: Final = (
    (0.001, 1.88), (0.45, 1.84), (0.62, 1.74), (0.69, 1.5), (0.75, 1.15), (0.84, 0.8), (0.96, 0.5), (1.09, 0.25),
    (1.2, 0.06), (1.285, 0.0),
)  # fmt: skip


def bell() -> bytes:
    """The bell in its frame, standing on the floor; the clip ``ring`` swings it."""
    frame = Part("frame")
    _build(frame.of(_OAK), frame.of(_IRON))
    swinging = Part("bell", (0, _AXIS_M, 0))
    lip = -2.38
    swinging.of(_BRONZE).turned(_OUTSIDE, (0, lip, 0), 56)
    swinging.of(_INSIDE).turned(_HOLLOW, (0, lip, 0), 56)
    for height, radius in ((0.17, 1.212), (0.3, 1.135), (1.45, 0.785), (1.6, 0.765), (1.7, 0.748)):
        _band(swinging.of(_WORN), lip + height, radius)
    for turn in range(6):
        angle = math.tau * turn / 6
        out = 0.2 * math.cos(angle), 0.2 * math.sin(angle)
        swinging.of(_BRONZE).rod((out[0], lip + 1.96, out[1]), (out[0] * 0.7, -0.12, out[1] * 0.7), 0.05)
    swinging.of(_OAK).box((2.5, 0.42, 0.4), (0, -0.16, 0))
    for side in (-1, 1):
        swinging.of(_IRON).rod((side * 1.2, 0, 0), (side * 1.5, 0, 0), 0.06, 16)
        swinging.of(_IRON).box((0.06, 0.46, 0.42), (side * 0.42, -0.18, 0))
    clapper = Part("clapper", (0, lip + 1.8, 0))
    clapper.of(_IRON).rod((0, 0, 0), (0, -1.55, 0), 0.05, 14)
    clapper.of(_IRON).ball(0.15, (0, -1.6, 0), 24)
    clapper.of(_IRON).rod((0, -1.7, 0), (0, -1.92, 0), 0.07, 14)
    swinging.parts.append(clapper)
    frame.parts.append(swinging)
    return glb(frame, {"ring": [_swing("bell", _SWING_DEG, 0), _swing("clapper", -_SWING_DEG * 0.75, 0.35)]})


def _build(oak: Solid, iron: Solid) -> None:
    for side in (-1, 1):
        x = side * 1.5
        oak.box((0.24, 0.22, 2.9), (x, 0, 0))
        for lean in (-1, 1):
            oak.rod((x, 0.2, lean * 1.25), (x, _AXIS_M - 0.18, lean * 0.14), 0.13, 4)
        oak.box((0.22, 0.2, 1.5), (x, 1.35, 0))
        oak.box((0.3, 0.2, 0.6), (x, _AXIS_M - 0.26, 0))
        iron.box((0.2, 0.08, 0.24), (x, _AXIS_M - 0.06, 0))
    for z in (-1.2, 1.2):
        oak.box((3.2, 0.2, 0.22), (0, 0.02, z))


def _band(solid: Solid, height: float, radius: float) -> None:
    """A raised line round the bell."""
    solid.turned([(radius, height - 0.02), (radius + 0.02, height), (radius - 0.008, height + 0.022)], sides=56)


def _swing(part: str, degrees: float, late_s: float) -> Turn:
    """There and back and there, as a pendulum goes; it ends as it began."""
    steps = 24
    seconds = [_PERIOD_S * 2 * step / steps for step in range(steps + 1)]
    return Turn(
        part,
        (1, 0, 0),
        [(second, degrees * math.sin(math.tau * (second - late_s) / _PERIOD_S)) for second in seconds],
    )
