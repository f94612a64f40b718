"""Johanna, the guide through Jena: a grinder of lenses in her smock, 1.69 m tall, with a magnifying glass."""

from __future__ import annotations

import math
from typing import Final

from authoring.demo.modelling import figure
from authoring.demo.modelling.model import Material, Part, glb

_SMOCK: Final = Material("#66777a")
_SEAM: Final = Material("#4d5b5e")
_SKIRT: Final = Material("#3b3a40")
_HAIR: Final = Material("#8a4a2f", roughness=0.7)
_BRASS: Final = Material("#b8893f", roughness=0.35, metallic=0.7)
_GLASS: Final = Material("#cfe8ee", roughness=0.08)


def johanna() -> bytes:
    """The figure, standing at the origin and looking to the front, with the clips idle, talk, point and wave."""
    root = Part("johanna")
    skirt = [(0.27, 0.0), (0.28, 0.015), (0.262, 0.2), (0.235, 0.45), (0.2, 0.7)]
    root.of(_SKIRT).turned(skirt, sides=36)
    smock = [(0.276, 0.33), (0.282, 0.34), (0.25, 0.56), (0.215, 0.78), (0.178, 0.96), (0.162, 1.03)]
    root.of(_SMOCK).turned(smock, sides=36)
    root.of(_SEAM).turned([(0.281, 0.325), (0.287, 0.335), (0.283, 0.36), (0.278, 0.362)], sides=36)
    for side in (-1, 1):
        root.of(_SEAM).box((0.1, 0.012, 0.012), (side * 0.115, 0.8, 0.186))
        root.of(_SMOCK).box((0.096, 0.11, 0.014), (side * 0.115, 0.69, 0.194))
    root.parts.append(_body())
    return glb(root, figure.clips(figure.LEFT))


def _body() -> Part:
    body = Part("body", (0, 1.0, 0))
    chest = [(0.162, 0.0), (0.166, 0.05), (0.178, 0.2), (0.17, 0.3), (0.13, 0.38), (0.06, 0.425), (0.001, 0.43)]
    body.of(_SMOCK).turned(chest, sides=32)
    body.of(figure.LINEN).turned([(0.104, 0.38), (0.109, 0.392), (0.062, 0.44), (0.052, 0.446)], sides=28)
    for height, out in ((-0.16, 0.203), (-0.04, 0.178), (0.08, 0.169), (0.2, 0.178), (0.3, 0.17)):
        body.of(_BRASS).ball(0.011, (0, height, out), 10)
    lens = figure.arm(figure.RIGHT, _SMOCK, (0.045, -0.26, 0.2))
    _magnifying_glass(lens)
    body.parts += [_head(), lens, figure.arm(figure.LEFT, _SMOCK)]
    return body


def _head() -> Part:
    head = figure.head(_HAIR)
    # Pinned up: the hair lies around the back of the head, and its knot stands on top.
    hair = [(0.06, 0.05), (0.09, 0.07), (0.104, 0.12), (0.101, 0.18), (0.08, 0.228), (0.001, 0.248)]
    head.of(_HAIR).turned(hair, (0, 0, -0.02), 30)
    head.of(_HAIR).ball(0.048, (0, 0.268, -0.028), 18)
    head.of(_SEAM).turned([(0.036, 0.236), (0.04, 0.24), (0.036, 0.246)], (0, 0, -0.028), 18)
    return head


def _magnifying_glass(arm: Part) -> None:
    """A glass in a rim of brass, held before her and facing the front."""
    hand = (-0.038, -0.26, 0.244)
    middle = (hand[0] - 0.035, hand[1] + 0.2, hand[2] + 0.02)
    arm.of(_HAIR).rod(
        (hand[0] + 0.008, hand[1] - 0.05, hand[2] - 0.006), (hand[0] - 0.014, hand[1] + 0.09, hand[2] + 0.01), 0.013, 12
    )
    arm.of(_BRASS).rod(
        (hand[0] - 0.013, hand[1] + 0.085, hand[2] + 0.009),
        (hand[0] - 0.02, hand[1] + 0.13, hand[2] + 0.013),
        0.008,
        10,
    )
    for radius, depth, material in ((0.082, 0.016, _BRASS), (0.07, 0.02, _GLASS)):
        arm.of(material).prism(_ring(radius), depth, middle)


def _ring(radius: float, sides: int = 28) -> list[tuple[float, float]]:
    angles = (math.tau * side / sides for side in range(sides))
    return [(radius * math.cos(angle), radius * math.sin(angle)) for angle in angles]
