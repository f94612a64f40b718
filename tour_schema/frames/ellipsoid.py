"""The WGS 84 ellipsoid: geodetic positions, geocentric ones, and offsets in the plane that touches it.

Exact through ECEF, at any distance; :mod:`tour_schema.earth` is the quick way for shapes that one can walk through.
"""

from __future__ import annotations

import math
from typing import Final

from tour_schema.anchor import GeoPosition
from tour_schema.base import Vector
from tour_schema.earth import is_on_earth
from tour_schema.frames.faults import FrameFault

_MAJOR_M: Final = 6_378_137.0
_FLATTENING: Final = 1 / 298.257_223_563
_MINOR_M: Final = _MAJOR_M * (1 - _FLATTENING)
_SQUARE: Final = _FLATTENING * (2 - _FLATTENING)
"""The square of the first eccentricity."""
_SECOND_SQUARE: Final = _SQUARE / (1 - _SQUARE)
_ROUNDS: Final = 4
"""Bowring's formula is good to a nanometre near the ground after one round, and out to the satellites after three."""


def ecef_of(position: GeoPosition) -> Vector:
    """Geocentric metres of a geodetic position (EPSG method 9602).

    Raises:
        FrameFault: ``not_on_earth``.
    """
    lat, lon = _radians(position)
    sine = math.sin(lat)
    across = _MAJOR_M / math.sqrt(1 - _SQUARE * sine * sine)
    flat = (across + position.h) * math.cos(lat)
    return flat * math.cos(lon), flat * math.sin(lon), (across * (1 - _SQUARE) + position.h) * sine


def position_of(ecef: Vector) -> GeoPosition:
    """The geodetic position of geocentric metres, above or some thousand kilometres below ground (Bowring 1976)."""
    x, y, z = ecef
    flat = math.hypot(x, y)
    reduced = math.atan2(z, flat * (1 - _FLATTENING))
    lat = 0.0
    for _ in range(_ROUNDS):
        lat = math.atan2(
            z + _SECOND_SQUARE * _MINOR_M * math.sin(reduced) ** 3, flat - _SQUARE * _MAJOR_M * math.cos(reduced) ** 3
        )
        reduced = math.atan2((1 - _FLATTENING) * math.sin(lat), math.cos(lat))
    sine = math.sin(lat)
    # Holds at the poles too, where dividing by the cosine would not.
    height = flat * math.cos(lat) + z * sine - _MAJOR_M * math.sqrt(1 - _SQUARE * sine * sine)
    return GeoPosition(lat=math.degrees(lat), lon=math.degrees(math.atan2(y, x)), h=height)


def offset(origin: GeoPosition, there: GeoPosition) -> Vector:
    """East, North, Up of a position as seen from ``origin`` (EPSG method 9837).

    Both heights are above the ellipsoid.

    Raises:
        FrameFault: ``not_on_earth``.
    """
    lat, lon = _radians(origin)
    here = ecef_of(origin)
    dx, dy, dz = (far - near for far, near in zip(ecef_of(there), here, strict=True))
    outward = math.cos(lon) * dx + math.sin(lon) * dy
    return (
        math.cos(lon) * dy - math.sin(lon) * dx,
        math.cos(lat) * dz - math.sin(lat) * outward,
        math.cos(lat) * outward + math.sin(lat) * dz,
    )


def moved(origin: GeoPosition, enu: Vector) -> GeoPosition:
    """The position that lies so many metres East, North and Up of ``origin``; the inverse of :func:`offset`.

    Raises:
        FrameFault: ``not_on_earth``.
    """
    lat, lon = _radians(origin)
    east, north, up = enu
    outward = math.cos(lat) * up - math.sin(lat) * north
    x, y, z = ecef_of(origin)
    return position_of(
        (
            x + math.cos(lon) * outward - math.sin(lon) * east,
            y + math.sin(lon) * outward + math.cos(lon) * east,
            z + math.cos(lat) * north + math.sin(lat) * up,
        )
    )


def _radians(position: GeoPosition) -> tuple[float, float]:
    """Latitude and longitude in radians."""
    if not is_on_earth((position.lon, position.lat)):
        raise FrameFault("not_on_earth")
    return math.radians(position.lat), math.radians(position.lon)
