"""A GeoPose as ARCore's Geospatial API and as ARKit's geo anchors want it, and back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from tour_schema.anchor import GeoPose, GeoPosition, GeoQuaternion
from tour_schema.base import Quaternion, Vector
from tour_schema.earth import is_on_earth
from tour_schema.frames.ellipsoid import moved
from tour_schema.frames.faults import FrameFault
from tour_schema.frames.heights import ellipsoid_m, sea_level_m
from tour_schema.frames.turns import enu_of_eus, rotated, turned_to_enu, turned_to_eus, unit
from tour_schema.place import HeightReference


@dataclass(frozen=True, slots=True)
class ARCoreAnchor:
    """What ``Earth.createAnchor``, ``resolveAnchorOnTerrainAsync`` or ``resolveAnchorOnRooftopAsync`` is given.

    Degrees; ``altitude_m`` above the WGS 84 ellipsoid, the terrain or the roof, as ``kind`` says;
    ``turn_eus`` from the anchor's frame to East-Up-South.
    """

    kind: Literal["wgs84", "terrain", "rooftop"]
    latitude: float
    longitude: float
    altitude_m: float
    turn_eus: Quaternion


@dataclass(frozen=True, slots=True)
class ARKitAnchor:
    """What ``ARGeoAnchor`` is given, and how its contents lie in it.

    Degrees; ``altitude_m`` above mean sea level, ``None`` for the ground. A geo anchor itself is never turned, and one
    on the ground is never lifted: contents are turned by ``turn_eus`` (x East, y Up, z South, as in
    ``gravityAndHeading``) and then lifted by ``lift_m``.
    """

    latitude: float
    longitude: float
    altitude_m: float | None
    lift_m: float
    turn_eus: Quaternion


def arcore_of(pose: GeoPose, reference: HeightReference | None, geoid_m: float | None = None) -> ARCoreAnchor:
    """The anchor for ARCore; only a height above the sea needs ``geoid_m``.

    Raises:
        FrameFault: any of its codes but ``height_unresolved``: terrain and rooftop are resolved by ARCore's server.
    """
    _on_earth(pose)
    turn = turned_to_eus(_turn(pose))
    at = pose.position
    if reference == "terrain" or reference == "rooftop":  # noqa: PLR1714 - mypy narrows it so
        return ARCoreAnchor(reference, at.lat, at.lon, at.h, turn)
    return ARCoreAnchor("wgs84", at.lat, at.lon, ellipsoid_m(at.h, reference, geoid_m), turn)


def geopose_of_arcore(anchor: ARCoreAnchor) -> tuple[GeoPose, HeightReference]:
    """The GeoPose of an ARCore anchor, and what its height is measured from.

    Raises:
        FrameFault: ``not_a_turn``, ``not_on_earth``.
    """
    reference: HeightReference = "ellipsoid" if anchor.kind == "wgs84" else anchor.kind
    return _pose(anchor.latitude, anchor.longitude, anchor.altitude_m, anchor.turn_eus), reference


def arkit_of(pose: GeoPose, reference: HeightReference | None, geoid_m: float | None = None) -> ARKitAnchor:
    """The anchor for ARKit; only a height above the ellipsoid needs ``geoid_m``.

    Raises:
        FrameFault: any of its codes; ``height_unresolved`` for a height above a roof, of which ARKit knows none.
    """
    _on_earth(pose)
    turn = turned_to_eus(_turn(pose))
    at = pose.position
    if reference == "terrain":
        return ARKitAnchor(at.lat, at.lon, None, at.h, turn)
    return ARKitAnchor(at.lat, at.lon, sea_level_m(at.h, reference, geoid_m), 0.0, turn)


def geopose_of_arkit(anchor: ARKitAnchor) -> tuple[GeoPose, HeightReference]:
    """The GeoPose of an ARKit anchor, and what its height is measured from.

    Raises:
        FrameFault: ``not_a_turn``, ``not_on_earth``.
    """
    height = anchor.lift_m + (anchor.altitude_m or 0.0)
    reference: HeightReference = "terrain" if anchor.altitude_m is None else "sea_level"
    return _pose(anchor.latitude, anchor.longitude, height, anchor.turn_eus), reference


def standing_at(pose: GeoPose, translation_m: Vector) -> GeoPosition:
    """Where a content stands on Earth that lies so in the anchor's frame (glTF axes); heights are the ellipsoid's.

    Raises:
        FrameFault: ``not_a_turn``, ``not_on_earth``.
    """
    return moved(pose.position, enu_of_eus(rotated(translation_m, turned_to_eus(_turn(pose)))))


def _turn(pose: GeoPose) -> Quaternion:
    turn = pose.quaternion
    return unit((turn.x, turn.y, turn.z, turn.w))


def _on_earth(pose: GeoPose) -> None:
    if not is_on_earth((pose.position.lon, pose.position.lat)):
        raise FrameFault("not_on_earth")


def _pose(latitude: float, longitude: float, height: float, turn_eus: Quaternion) -> GeoPose:
    x, y, z, w = turned_to_enu(unit(turn_eus))
    pose = GeoPose(
        position=GeoPosition(lat=latitude, lon=longitude, h=height), quaternion=GeoQuaternion(x=x, y=y, z=z, w=w)
    )
    _on_earth(pose)
    return pose
