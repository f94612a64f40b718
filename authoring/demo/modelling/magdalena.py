"""Magdalena, the guide through Erfurt: a figure of 1.70 m with the movements that a guide needs."""

from __future__ import annotations

from itertools import pairwise
from typing import Final

from authoring.demo.modelling import figure
from authoring.demo.modelling.model import Material, Part, glb

_BLUE: Final = Material("#2f5f96")
_DARK_BLUE: Final = Material("#23466f")
_HAIR: Final = Material("#5a3d27")
_LEATHER: Final = Material("#5b3f2b")


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
    body.of(figure.LINEN).turned([(0.1, 0.385), (0.105, 0.395), (0.06, 0.435), (0.05, 0.44)], sides=28)
    body.parts += [_head(), *(figure.arm(name, _BLUE) for name in figure.SIDES)]
    root.parts.append(body)
    return glb(root, figure.clips(figure.RIGHT))


def _apron(root: Part) -> None:
    """An apron before the skirt, from the belt down."""
    linen = root.of(figure.LINEN)
    rows = [(0.1, 0.165, 1.0), (0.125, 0.2, 0.86), (0.15, 0.262, 0.55), (0.165, 0.316, 0.22)]
    for (wide, z, y), (wide_below, z_below, y_below) in pairwise(rows):
        top, low = z + 0.012, z_below + 0.012
        linen.face([(-wide_below, y_below, low), (wide_below, y_below, low), (wide, y, top), (-wide, y, top)])


def _head() -> Part:
    head = figure.head(_HAIR)
    # The hood leaves the face free: it is a little wider than the head, and lies farther back.
    head.of(figure.LINEN).turned(
        [(0.1, 0.0), (0.112, 0.06), (0.117, 0.13), (0.112, 0.19), (0.082, 0.24), (0.001, 0.262)], (0, 0, -0.03), 32
    )
    head.of(figure.LINEN).turned([(0.15, -0.11), (0.15, -0.1), (0.118, -0.02), (0.1, 0.02)], (0, 0, -0.03), 32)
    return head
