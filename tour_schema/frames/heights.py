"""Heights: above the ellipsoid, above the sea, and what must never be taken for one another.

``geoid_m`` is how high the geoid (mean sea level) lies above the WGS 84 ellipsoid at the place: some 40 to 50 m in
Germany. It comes from a model such as EGM2008 or from a person; it is never assumed.
"""

from __future__ import annotations

from typing import Final

from tour_schema.frames.faults import FrameFault
from tour_schema.place import HeightReference

_MOST_GEOID_M: Final = 120.0
"""The geoid lies between −107 m (south of India) and +86 m (New Guinea)."""


def ellipsoid_m(metres: float, reference: HeightReference | None, geoid_m: float | None = None) -> float:
    """A height above the WGS 84 ellipsoid, in metres.

    Raises:
        FrameFault: ``reference_missing``, ``geoid_missing``, ``geoid_implausible``; ``height_unresolved`` for a height
            above terrain or rooftop.
    """
    if _known(reference) == "ellipsoid":
        return metres
    return metres + _geoid(geoid_m)


def sea_level_m(metres: float, reference: HeightReference | None, geoid_m: float | None = None) -> float:
    """A height above mean sea level, in metres; raises as :func:`ellipsoid_m`."""
    if _known(reference) == "sea_level":
        return metres
    return metres - _geoid(geoid_m)


def _known(reference: HeightReference | None) -> HeightReference:
    if reference is None:
        raise FrameFault("reference_missing")
    if reference in {"terrain", "rooftop"}:
        raise FrameFault("height_unresolved")
    return reference


def _geoid(geoid_m: float | None) -> float:
    if geoid_m is None:
        raise FrameFault("geoid_missing")
    if not abs(geoid_m) <= _MOST_GEOID_M:
        raise FrameFault("geoid_implausible")
    return geoid_m
