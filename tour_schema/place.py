"""Where things are. Positions are GeoJSON order, ``[longitude, latitude]``, WGS84 degrees (RFC 7946 §3.1.1)."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from tour_schema.base import Line, Model

Position = tuple[float, float]
"""``(longitude, latitude)`` in degrees. Range, swap and (0, 0) are rules: a draft may be wrong, but must open."""

HeightReference = Literal["ellipsoid", "sea_level", "terrain", "rooftop"]


class Height(Model):
    """A height, which is worth nothing without what it is measured from."""

    metres: float
    reference: HeightReference


class Address(Model):
    """A postal address; the country is ISO 3166-1 alpha-2."""

    street: Line | None = None
    postal_code: Line | None = None
    locality: Line | None = None
    region: Line | None = None
    country: Annotated[str, Field(pattern=r"^[A-Z]{2}$")] | None = None


class Place(Model):
    """Where a station is. No position means that nobody knows it yet; it is never invented."""

    position: Position | None = None
    height: Height | None = None
    address: Address | None = None
    indoor: bool = False
    floor: Annotated[str, Field(min_length=1, max_length=16)] | None = None
    """The floor as the building names it: ``"0"``, ``"EG"``, ``"-1"``."""


class Circle(Model):
    """All positions within ``radius_m`` metres of the centre."""

    kind: Literal["circle"] = "circle"
    centre: Position
    radius_m: float


class Polygon(Model):
    """An area by its linear rings: the outer one first, then holes; each closed (RFC 7946 §3.1.6)."""

    kind: Literal["polygon"] = "polygon"
    rings: tuple[tuple[Position, ...], ...]


Area = Annotated[Circle | Polygon, Field(discriminator="kind")]
"""A geofence's area."""


class LineString(Model):
    """A GeoJSON LineString (RFC 7946 §3.1.4); a third number of a position is a height above the ellipsoid, metres."""

    type: Literal["LineString"] = "LineString"
    coordinates: tuple[tuple[float, float] | tuple[float, float, float], ...] = ()
