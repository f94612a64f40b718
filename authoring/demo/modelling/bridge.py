"""The Merchants' Bridge as it would stand on a shelf: six arches and two rows of houses, 62 cm long."""

from __future__ import annotations

from itertools import pairwise
from random import Random
from typing import Final

from authoring.demo.modelling.model import Material, Part, glb

_LONG: Final = 0.60
_DEEP: Final = 0.11
_DECK: Final = 0.085
_ARCHES: Final = 6
_SLICES: Final = 14

_STONE: Final = Material("#b59d78")
_DARK_STONE: Final = Material("#8d7859")
_WATER: Final = Material("#2f5f70", roughness=0.25)
_ROOF: Final = Material("#9c4a32")
_BEAM: Final = Material("#4a3122")
_LIT: Final = Material("#ffd27a", glow=0.9)
_WALLS: Final = tuple(map(Material, ("#d9b26a", "#c98d78", "#e8dcc0", "#8fa7bd")))


def bridge() -> bytes:
    """The bridge, its middle at the origin, on the water."""
    part, random = Part("bridge"), Random("bridge")  # noqa: S311 - the widths of houses, no secrets
    part.of(_WATER).box((_LONG + 0.02, 0.004, _DEEP + 0.05))
    _arches(part)
    for side in (1, -1):
        x, number = -_LONG / 2 + 0.018, 0 if side == 1 else 2
        while x < _LONG / 2 - 0.05:
            width = random.uniform(0.036, 0.05)
            _house(part, random, x + width / 2, side, width, number)
            x, number = x + width, number + 1
    _tower(part)
    return glb(part)


def _arches(part: Part) -> None:
    stone, span = part.of(_STONE), _LONG / _ARCHES
    for arch in range(_ARCHES):
        left = -_LONG / 2 + arch * span
        stone.box((span * 0.2, _DECK, _DEEP), (left, 0, 0))
        part.of(_DARK_STONE).prism(
            [(-0.012, 0), (0.012, 0), (0.012, 0.03), (-0.012, 0.03)], 0.02, (left, 0, _DEEP / 2 + 0.008)
        )
        shares = [piece / _SLICES * 2 - 1 for piece in range(_SLICES + 1)]
        edge = [(span * (0.5 + 0.4 * share), 0.062 * (1 - share * share) ** 0.5) for share in shares]
        for (x, low), (far, far_low) in pairwise(edge):
            stone.prism([(x, low), (far, far_low), (far, _DECK), (x, _DECK)], _DEEP - 0.004, (left, 0, 0))
    stone.box((span * 0.2, _DECK, _DEEP), (_LONG / 2, 0, 0))
    part.of(_DARK_STONE).box((_LONG + 0.02, 0.006, _DEEP + 0.006), (0, _DECK, 0))


def _house(part: Part, random: Random, x: float, side: int, width: float, number: int) -> None:
    """A house of two or three floors with its gable to the river."""
    floors, depth = random.choice((2, 2, 3)), 0.043
    tall, base = floors * 0.023 + 0.004, _DECK + 0.006
    z = side * (_DEEP / 2 - depth / 2 + 0.004)
    wall = part.of(_WALLS[number % len(_WALLS)])
    wall.box((width - 0.001, tall, depth), (x, base, z))
    half, peak = width / 2 + 0.001, random.uniform(0.028, 0.038)
    wall.prism([(-half + 0.002, 0), (half - 0.002, 0), (0, peak - 0.003)], depth - 0.002, (x, base + tall, z))
    roof = part.of(_ROOF)
    for lean in (-1, 1):
        outline = [(0, peak), (lean * half, -0.002), (lean * half, 0.0025), (0, peak + 0.0045)]
        roof.prism(outline if lean == -1 else outline[::-1], depth + 0.006, (x, base + tall, z))
    front = z + side * (depth / 2 + 0.0004)
    beams = part.of(_BEAM)
    for floor in range(floors + 1):
        beams.box((width - 0.001, 0.0022, 0.0016), (x, base + floor * (tall - 0.002) / floors, front))
    for post in range(4):
        beams.box((0.002, tall, 0.0016), (x - width / 2 + 0.0015 + post * (width - 0.003) / 3, base, front))
    for floor in range(floors):
        for pane in (-1, 1):
            glass = part.of(_LIT if random.random() < 0.45 else _WATER)
            at = (x + pane * width * 0.17, base + floor * 0.023 + 0.007, front)
            glass.box((width * 0.19, 0.011, 0.002), at)
    if number % 2:
        part.of(_DARK_STONE).box((0.006, 0.022, 0.006), (x + width * 0.2, base + tall + peak * 0.45, z))


def _tower(part: Part) -> None:
    """St Giles' church at the eastern end, through whose gate one comes onto the bridge."""
    x, base = _LONG / 2 - 0.022, _DECK + 0.006
    part.of(_STONE).box((0.046, 0.15, 0.046), (x, base, 0))
    for row in range(3):
        part.of(_DARK_STONE).box((0.049, 0.003, 0.049), (x, base + 0.045 * (row + 1), 0))
    for side in (1, -1):
        for high in (0.06, 0.105):
            part.of(_WATER).box((0.009, 0.022, 0.002), (x, base + high, side * 0.0232))
            part.of(_WATER).box((0.002, 0.022, 0.009), (x + side * 0.0232, base + high, 0))
    part.of(_ROOF).turned([(0.036, 0), (0.034, 0.004), (0.02, 0.03), (0.001, 0.095)], (x, base + 0.15, 0), 8)
    part.of(_LIT).ball(0.004, (x, base + 0.247, 0), 10)
