"""Frames of AR: where a GeoPose stands for ARCore and for ARKit, and where its contents stand on Earth.

Pure functions. Angles are degrees, lengths metres, vectors ``(x, y, z)``, quaternions ``(x, y, z, w)`` as they are
stored. Three frames occur, all right-handed:

- **ENU** of OGC GeoPose 1.0 (21-056r11): x East, y North, z Up, touching the WGS 84 ellipsoid at the position.
- **EUS** of ARCore, of ARKit's ``gravityAndHeading`` and of Wayfable's scenes: x East, y Up, z South.
- **ECEF**: geocentric on the WGS 84 ellipsoid (EPSG 4978).

``tour_schema/typescript/frames.ts`` does the same; both are held to the numbers of
``tour_schema/typescript/generated/frames.json``.
"""

from tour_schema.frames.ellipsoid import ecef_of, moved, offset, position_of
from tour_schema.frames.faults import FrameFault
from tour_schema.frames.heights import ellipsoid_m, sea_level_m
from tour_schema.frames.platforms import (
    ARCoreAnchor,
    ARKitAnchor,
    arcore_of,
    arkit_of,
    geopose_of_arcore,
    geopose_of_arkit,
    standing_at,
)
from tour_schema.frames.turns import (
    angles_of,
    enu_of_eus,
    eus_of_enu,
    heading_of,
    product,
    rotated,
    turn_of_angles,
    turn_of_heading,
    turned_to_enu,
    turned_to_eus,
    unit,
)

__all__ = [
    "ARCoreAnchor",
    "ARKitAnchor",
    "FrameFault",
    "angles_of",
    "arcore_of",
    "arkit_of",
    "ecef_of",
    "ellipsoid_m",
    "enu_of_eus",
    "eus_of_enu",
    "geopose_of_arcore",
    "geopose_of_arkit",
    "heading_of",
    "moved",
    "offset",
    "position_of",
    "product",
    "rotated",
    "sea_level_m",
    "standing_at",
    "turn_of_angles",
    "turn_of_heading",
    "turned_to_enu",
    "turned_to_eus",
    "unit",
]
