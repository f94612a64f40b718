"""Magdalena, the guide through Erfurt: a figure of 1.70 m with the movements that a guide needs."""

from __future__ import annotations

from itertools import pairwise
from typing import Final

from authoring.demo.modelling.model import Keys, Material, Part, Turn, glb

_BLUE: Final = Material("#2f5f96")
_DARK_BLUE: Final = Material("#23466f")
_LINEN: Final = Material("#f1ead9")
_SKIN: Final = Material("#e3b592", roughness=0.7)
_CHEEK: Final = Material("#d48f78", roughness=0.8)
_HAIR: Final = Material("#5a3d27")
_LEATHER: Final = Material("#5b3f2b")
_INK: Final = Material("#2a211c", roughness=0.4)

_RIGHT, _LEFT = "right-arm", "left-arm"


def magdalena() -> bytes:
    """The figure, standing at the origin and looking to the front, with the clips idle, talk, point and wave."""
    root = Part("magdalena")
    skirt = [(0.33, 0.0), (0.345, 0.015), (0.315, 0.2), (0.27, 0.5), (0.215, 0.8), (0.165, 0.98), (0.15, 1.03)]
    root.of(_BLUE).turned(skirt, sides=36)
    root.of(_DARK_BLUE).turned([(0.343, 0.02), (0.349, 0.03), (0.338, 0.085), (0.334, 0.086)], sides=36)
    _apron(root)
    body = Part("body", (0, 1.0, 0))
    chest = [(0.15, 0.0), (0.155, 0.05), (0.175, 0.2), (0.168, 0.3), (0.13, 0.38), (0.06, 0.425), (0.001, 0.43)]
    body.of(_BLUE).turned(chest, sides=32)
    body.of(_LEATHER).turned([(0.158, 0.0), (0.164, 0.01), (0.163, 0.045), (0.156, 0.055)], sides=32)
    body.of(_LINEN).turned([(0.1, 0.385), (0.105, 0.395), (0.06, 0.435), (0.05, 0.44)], sides=28)
    body.parts += [_head(), _arm(_RIGHT, -1), _arm(_LEFT, 1)]
    root.parts.append(body)
    return glb(root, _clips())


def _apron(root: Part) -> None:
    """An apron before the skirt, from the belt down."""
    linen = root.of(_LINEN)
    rows = [(0.1, 0.165, 1.0), (0.125, 0.2, 0.86), (0.15, 0.262, 0.55), (0.165, 0.316, 0.22)]
    for (wide, z, y), (wide_below, z_below, y_below) in pairwise(rows):
        top, low = z + 0.012, z_below + 0.012
        linen.face([(-wide_below, y_below, low), (wide_below, y_below, low), (wide, y, top), (-wide, y, top)])


def _head() -> Part:
    head = Part("head", (0, 0.44, 0))
    head.of(_SKIN).rod((0, -0.03, 0), (0, 0.06, 0.005), 0.045, 16)
    head.of(_SKIN).turned(
        [(0.001, 0.035), (0.045, 0.042), (0.078, 0.08), (0.092, 0.13), (0.09, 0.17), (0.07, 0.215), (0.001, 0.235)],
        (0, 0, 0.012),
        28,
    )
    for side in (-1, 1):
        head.of(_INK).ball(0.0095, (side * 0.034, 0.15, 0.099), 10)
        head.of(_HAIR).box((0.026, 0.005, 0.012), (side * 0.034, 0.171, 0.094))
        head.of(_CHEEK).ball(0.017, (side * 0.046, 0.112, 0.081), 10)
    head.of(_SKIN).ball(0.014, (0, 0.127, 0.107), 10)
    head.of(_CHEEK).box((0.032, 0.007, 0.01), (0, 0.088, 0.093))
    head.of(_HAIR).turned([(0.094, 0.165), (0.093, 0.185), (0.078, 0.222), (0.001, 0.243)], (0, 0, 0.008), 28)
    # The hood leaves the face free: it is a little wider than the head, and lies farther back.
    head.of(_LINEN).turned(
        [(0.1, 0.0), (0.112, 0.06), (0.117, 0.13), (0.112, 0.19), (0.082, 0.24), (0.001, 0.262)], (0, 0, -0.03), 32
    )
    head.of(_LINEN).turned([(0.15, -0.11), (0.15, -0.1), (0.118, -0.02), (0.1, 0.02)], (0, 0, -0.03), 32)
    return head


def _arm(name: str, side: int) -> Part:
    arm = Part(name, (side * 0.165, 0.34, 0))
    elbow, hand = (side * 0.075, -0.26, 0.0), (side * 0.085, -0.46, 0.07)
    arm.of(_BLUE).ball(0.068, (0, -0.01, 0), 18)
    arm.of(_BLUE).rod((0, 0, 0), elbow, 0.058, 16)
    arm.of(_BLUE).ball(0.059, elbow, 16)
    arm.of(_BLUE).rod(elbow, hand, 0.054, 16)
    arm.of(_LINEN).rod(hand, (hand[0], hand[1] - 0.018, hand[2] + 0.006), 0.058, 16)
    arm.of(_SKIN).ball(0.04, (hand[0], hand[1] - 0.045, hand[2] + 0.014), 14)
    return arm


def _clips() -> dict[str, list[Turn]]:
    side, ahead, upright = (0, 0, 1), (1, 0, 0), (0, 1, 0)
    breathe: Keys = [(0, -0.8), (2, 0.8), (4, -0.8)]
    talk: Keys = [(0, 0), (0.5, -28), (1.1, -12), (1.6, -34), (2.3, -8), (3, 0)]
    answer: Keys = [(0, 0), (0.7, -8), (1.3, -30), (1.9, -10), (2.5, -22), (3, 0)]
    nod: Keys = [(0, 0), (0.5, 5), (1, -2), (1.7, 6), (2.4, 0), (3, 0)]
    point: Keys = [(0, 0), (0.6, -72), (2.2, -74), (3, 0)]
    look: Keys = [(0, 0), (0.6, -14), (2.2, -14), (3, 0)]
    wave: Keys = [(0, 0), (0.5, -128), (0.8, -152), (1.1, -128), (1.4, -152), (1.7, -128), (2.2, 0)]
    return {
        "idle": [Turn("body", side, breathe), Turn("head", upright, [(0, -5), (2, 5), (4, -5)])],
        "talk": [Turn(_RIGHT, ahead, talk), Turn(_LEFT, ahead, answer), Turn("head", ahead, nod)],
        "point": [Turn(_RIGHT, ahead, point), Turn("head", upright, look)],
        "wave": [Turn(_RIGHT, side, wave), Turn("body", side, [(0, 0), (0.6, 2), (1.8, 2), (2.2, 0)])],
    }
