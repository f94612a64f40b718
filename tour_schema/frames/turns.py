"""Turns: unit quaternions ``(x, y, z, w)``, their angles, and the compass.

A turn takes a vector from the frame that it describes into the frame around it: ``rotated(vector, turn)``.
"""

from __future__ import annotations

import math
from typing import Final

from tour_schema.base import Quaternion, Vector
from tour_schema.frames.faults import FrameFault

_ROUNDING: Final = 1e-3
"""How far from 1 a quaternion's length may be: four decimals were written."""
_UPRIGHT: Final = 1 - 1e-12
"""The sine of a pitch from which on yaw and roll turn about the same axis."""


def unit(turn: Quaternion) -> Quaternion:
    """The turn with a length of exactly 1.

    Raises:
        FrameFault: ``not_a_turn``, where more than rounding is wrong (GeoPose's own schemas set no range).
    """
    length = math.sqrt(sum(part * part for part in turn))
    if not abs(length - 1) <= _ROUNDING:
        raise FrameFault("not_a_turn")
    x, y, z, w = turn
    return x / length, y / length, z / length, w / length


def product(outer: Quaternion, inner: Quaternion) -> Quaternion:
    """The turn that does ``inner`` and then ``outer``: Hamilton's product, in that order."""
    ox, oy, oz, ow = outer
    ix, iy, iz, iw = inner
    return (
        ow * ix + ox * iw + oy * iz - oz * iy,
        ow * iy - ox * iz + oy * iw + oz * ix,
        ow * iz + ox * iy - oy * ix + oz * iw,
        ow * iw - ox * ix - oy * iy - oz * iz,
    )


def rotated(vector: Vector, turn: Quaternion) -> Vector:
    """The vector, turned."""
    x, y, z, w = turn
    vx, vy, vz = vector
    # v + 2w (q × v) + 2 q × (q × v): fewer steps than two products, and exact for the identity.
    cx, cy, cz = y * vz - z * vy, z * vx - x * vz, x * vy - y * vx
    return (
        vx + 2 * (w * cx + y * cz - z * cy),
        vy + 2 * (w * cy + z * cx - x * cz),
        vz + 2 * (w * cz + x * cy - y * cx),
    )


def eus_of_enu(vector: Vector) -> Vector:
    """East, North, Up as East, Up, South."""
    east, north, up = vector
    return east, up, -north


def enu_of_eus(vector: Vector) -> Vector:
    """East, Up, South as East, North, Up."""
    east, up, south = vector
    return east, -south, up


def turned_to_eus(turn: Quaternion) -> Quaternion:
    """A GeoPose's turn of East-North-Up, said in East-Up-South: (qE, qN, qU) becomes (qE, qU, −qN)."""
    x, y, z, w = turn
    return (*eus_of_enu((x, y, z)), w)


def turned_to_enu(turn: Quaternion) -> Quaternion:
    """A turn of East-Up-South, said in East-North-Up as GeoPose stores it."""
    x, y, z, w = turn
    return (*enu_of_eus((x, y, z)), w)


def turn_of_angles(yaw_deg: float, pitch_deg: float, roll_deg: float) -> Quaternion:
    """The turn of a GeoPose Basic-YPR (21-056r11): yaw about the local z, then pitch about y, then roll about x.

    Yaw 0 faces East and grows counter-clockwise; a positive pitch lowers the nose. Yaw need not lie within ±180.
    """
    yaw, pitch, roll = (math.radians(angle) / 2 for angle in (yaw_deg, pitch_deg, roll_deg))
    about_z = (0.0, 0.0, math.sin(yaw), math.cos(yaw))
    about_y = (0.0, math.sin(pitch), 0.0, math.cos(pitch))
    about_x = (math.sin(roll), 0.0, 0.0, math.cos(roll))
    return product(product(about_z, about_y), about_x)


def angles_of(turn: Quaternion) -> Vector:
    """Yaw, pitch and roll in degrees, as :func:`turn_of_angles` takes them: ±180, ±90, ±180.

    Where the nose points straight up or down, only yaw and roll together are known: roll is then 0.

    Raises:
        FrameFault: ``not_a_turn``.
    """
    x, y, z, w = unit(turn)
    sine = 2 * (w * y - z * x)
    if abs(sine) > _UPRIGHT:
        return _within_180(math.degrees(math.copysign(2, -sine) * math.atan2(x, w))), math.copysign(90, sine), 0.0
    yaw = math.atan2(2 * (w * z + x * y), 1 - 2 * (y * y + z * z))
    roll = math.atan2(2 * (w * x + y * z), 1 - 2 * (x * x + y * y))
    return math.degrees(yaw), math.degrees(math.asin(sine)), math.degrees(roll)


def turn_of_heading(compass_deg: float) -> Quaternion:
    """The level GeoPose turn whose x axis points there by the compass: 0 is North, 90 East (compass = 90 − yaw).

    The front of a glTF model (+z of an anchor's frame) looks 90° further, clockwise.
    """
    return turn_of_angles(90 - compass_deg, 0, 0)


def heading_of(turn: Quaternion) -> float:
    """Where the x axis of a GeoPose turn points by the compass, 0 ≤ heading < 360.

    Raises:
        FrameFault: ``not_a_turn``.
    """
    compass = (90 - angles_of(turn)[0]) % 360
    # The remainder of a tiny negative number is rounded up to 360 itself.
    return 0.0 if compass == 360 else compass


def _within_180(angle: float) -> float:
    return angle - 360 * math.floor((angle + 180) / 360)
