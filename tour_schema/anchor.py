"""What holds a scene in the world.

Inside a scene everything is in the anchor's frame: right-handed, metres, glTF axes (y up).

- ``geo``: origin at the GeoPose position; with identity orientation x = East, y = Up, z = South.
- ``image``, ``code``: origin at the picture's centre, x to its right, y out of it, z towards its lower edge.
- ``plane``: origin at the touched point, y along the normal, −z away from the visitor.
- ``cloud``: as the provider hosted it, y up.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from tour_schema.base import Instant, Line, LocalId, MediumId, Metres, Model
from tour_schema.place import HeightReference


class Verified(Model):
    """When somebody last saw on site that the anchor holds, and how well."""

    at: Instant
    by: Line
    accuracy_m: Metres | None = None


class AnchorBase(Model):
    """What all anchors share."""

    id: LocalId
    verified: Verified | None = None


class GeoPosition(Model):
    """GeoPose 1.0 (OGC 21-056r11) position: degrees, and metres above the WGS84 ellipsoid as GeoPose reads ``h``."""

    lat: float
    lon: float
    h: float


class GeoQuaternion(Model):
    """GeoPose 1.0 orientation: a unit quaternion that turns the local East-North-Up frame."""

    x: float
    y: float
    z: float
    w: float


class GeoPose(Model):
    """A GeoPose Basic-Quaternion (OGC 21-056r11 §7.4), valid as it stands."""

    position: GeoPosition
    quaternion: GeoQuaternion


class GeoTolerance(Model):
    """How wrong position and heading may be before the next anchor of the ladder is tried."""

    horizontal_m: Metres
    heading_deg: Annotated[float, Field(ge=0, le=180)]


class GeoAnchor(AnchorBase):
    """A place on Earth. ``h`` of the pose is measured from ``height_reference``; a rule asks for it."""

    kind: Literal["geo"] = "geo"
    geopose: GeoPose
    height_reference: HeightReference | None = None
    tolerance: GeoTolerance | None = None


class ImageAnchor(AnchorBase):
    """A picture that the camera finds: its target and its true width."""

    kind: Literal["image"] = "image"
    target: MediumId | None = None
    width_m: Annotated[float, Field(gt=0)] | None = None
    upright: bool = True
    """Hangs on a wall; lies flat where false."""


class PlaneAnchor(AnchorBase):
    """A surface that the visitor chooses."""

    kind: Literal["plane"] = "plane"
    surface: Literal["floor", "wall", "table"] = "floor"
    least_size_m: tuple[Metres, Metres] | None = None
    """Width and depth that the surface must have at least."""


class CodeAnchor(AnchorBase):
    """A printed marker: its content and the true length of its edge, without the white border round it."""

    kind: Literal["code"] = "code"
    content: Line
    size_m: Annotated[float, Field(gt=0)] | None = None
    upright: bool = True


class CloudAnchor(AnchorBase):
    """An anchor that a provider keeps, for a time."""

    kind: Literal["cloud"] = "cloud"
    provider: Line
    anchor_id: Line
    hosted_at: Instant | None = None
    expires_at: Instant | None = None


class PlainAnchor(AnchorBase):
    """The last step of every ladder: a picture or a 3D view without AR, so that nobody is shut out."""

    kind: Literal["plain"] = "plain"
    medium: MediumId | None = None


Anchor = Annotated[
    GeoAnchor | ImageAnchor | PlaneAnchor | CodeAnchor | CloudAnchor | PlainAnchor,
    Field(discriminator="kind"),
]
