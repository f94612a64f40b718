"""What the guides' figures have in common: a face, sleeves with hands, and the movements that a guide needs."""

from __future__ import annotations

from typing import Final

from authoring.demo.modelling.model import Keys, Material, Part, Turn
from authoring.demo.modelling.solids import Vector

SKIN: Final = Material("#e3b592", roughness=0.7)
LINEN: Final = Material("#f1ead9")
_CHEEK: Final = Material("#d48f78", roughness=0.8)
_INK: Final = Material("#2a211c", roughness=0.4)

RIGHT, LEFT = "right-arm", "left-arm"
SIDES: Final = {RIGHT: -1, LEFT: 1}


def head(hair: Material) -> Part:
    """A head with its face, on a neck; what is worn on it comes on top."""
    part = Part("head", (0, 0.44, 0))
    part.of(SKIN).rod((0, -0.03, 0), (0, 0.06, 0.005), 0.045, 16)
    part.of(SKIN).turned(
        [(0.001, 0.035), (0.045, 0.042), (0.078, 0.08), (0.092, 0.13), (0.09, 0.17), (0.07, 0.215), (0.001, 0.235)],
        (0, 0, 0.012),
        28,
    )
    for side in (-1, 1):
        part.of(_INK).ball(0.0095, (side * 0.034, 0.15, 0.099), 10)
        part.of(hair).box((0.026, 0.005, 0.012), (side * 0.034, 0.171, 0.094))
        part.of(_CHEEK).ball(0.017, (side * 0.046, 0.112, 0.081), 10)
    part.of(SKIN).ball(0.014, (0, 0.127, 0.107), 10)
    part.of(_CHEEK).box((0.032, 0.007, 0.01), (0, 0.088, 0.093))
    part.of(hair).turned([(0.094, 0.165), (0.093, 0.185), (0.078, 0.222), (0.001, 0.243)], (0, 0, 0.008), 28)
    return part


def arm(name: str, sleeve: Material, hand: Vector = (0.085, -0.46, 0.07)) -> Part:
    """An arm that turns at its shoulder; ``hand`` is where its sleeve ends, with x to the outside."""
    side = SIDES[name]
    part = Part(name, (side * 0.165, 0.34, 0))
    elbow, wrist = (side * 0.075, -0.26, 0.0), (side * hand[0], hand[1], hand[2])
    on: Vector = tuple((there - here) * 0.22 for here, there in zip(elbow, wrist, strict=True))  # type: ignore[assignment]  # three stay three
    part.of(sleeve).ball(0.068, (0, -0.01, 0), 18)
    part.of(sleeve).rod((0, 0, 0), elbow, 0.058, 16)
    part.of(sleeve).ball(0.059, elbow, 16)
    part.of(sleeve).rod(elbow, wrist, 0.054, 16)
    part.of(LINEN).rod(wrist, _beyond(wrist, on, 0.4), 0.058, 16)
    part.of(SKIN).ball(0.04, _beyond(wrist, on, 1), 14)
    return part


def clips(hand: str) -> dict[str, list[Turn]]:
    """The clips idle, talk, point and wave; ``hand`` is the arm that points and waves."""
    other, sign = (LEFT, 1) if hand == RIGHT else (RIGHT, -1)
    side, ahead, upright = (0, 0, 1), (1, 0, 0), (0, 1, 0)
    breathe: Keys = [(0, -0.8), (2, 0.8), (4, -0.8)]
    talk: Keys = [(0, 0), (0.5, -28), (1.1, -12), (1.6, -34), (2.3, -8), (3, 0)]
    answer: Keys = [(0, 0), (0.7, -8), (1.3, -30), (1.9, -10), (2.5, -22), (3, 0)]
    nod: Keys = [(0, 0), (0.5, 5), (1, -2), (1.7, 6), (2.4, 0), (3, 0)]
    point: Keys = [(0, 0), (0.6, -72), (2.2, -74), (3, 0)]
    look: Keys = [(0, 0), (0.6, -14 * sign), (2.2, -14 * sign), (3, 0)]
    raised, swung = -128 * sign, -152 * sign
    wave: Keys = [(0, 0), (0.5, raised), (0.8, swung), (1.1, raised), (1.4, swung), (1.7, raised), (2.2, 0)]
    sway: Keys = [(0, 0), (0.6, 2 * sign), (1.8, 2 * sign), (2.2, 0)]
    return {
        "idle": [Turn("body", side, breathe), Turn("head", upright, [(0, -5), (2, 5), (4, -5)])],
        "talk": [Turn(hand, ahead, talk), Turn(other, ahead, answer), Turn("head", ahead, nod)],
        "point": [Turn(hand, ahead, point), Turn("head", upright, look)],
        "wave": [Turn(hand, side, wave), Turn("body", side, sway)],
    }


def _beyond(at: Vector, way: Vector, share: float) -> Vector:
    return at[0] + way[0] * share, at[1] + way[1] * share, at[2] + way[2] * share
