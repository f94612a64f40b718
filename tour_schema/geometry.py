"""Judges GeoJSON (RFC 7946) that is to become routes and stations: every fault, with a pointer.

Coordinates are judged by the ``geojson`` library, one geometry at a time, because it raises on some faults
and overlooks others: what it calls valid may lie off the Earth, jump round the world or be no object at all.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Final

import geojson

from tour_schema.earth import crosses_antimeridian, is_on_earth, signed_area
from tour_schema.issue import Issue, Report, error, hint, warning
from tour_schema.read import Refusal, read_json

TYPE: Final = error("geojson.type_unknown")
FEATURE: Final = error("geojson.feature")
COORDINATES: Final = error("geojson.coordinates")
RANGE: Final = error("geojson.out_of_range")
ANTIMERIDIAN: Final = warning("geojson.antimeridian")
NO_GEOMETRY: Final = hint("geojson.no_geometry")
NESTED: Final = hint("geojson.nested")
WINDING: Final = hint("geojson.winding")
BOX: Final = hint("geojson.bounding_box")

_HUGE: Final = 1e12
"""No grid on Earth counts so many metres."""
DEPTHS: Final = {
    "Point": 0,
    "MultiPoint": 1,
    "LineString": 1,
    "MultiLineString": 2,
    "Polygon": 2,
    "MultiPolygon": 3,
}
"""The geometries with coordinates, and how many arrays lie around their positions."""


def check_geojson(data: bytes) -> Report:
    """Every fault of a GeoJSON file. Never raises, whatever the bytes are."""
    try:
        raw, issues = read_json(data)
    except Refusal as refusal:
        return Report(issues=(refusal.issue,))
    # `null` is legal in GeoJSON
    kept = [issue for issue in issues if issue.code != "file.null"]
    return Report(issues=(*kept, *geojson_faults(raw)))


def geojson_faults(raw: object) -> Iterator[Issue]:
    """Every fault of a GeoJSON value: a collection, a feature or a geometry."""
    waiting: list[tuple[str, object, int]] = [("", raw, 0)]
    while waiting:
        at, node, nesting = waiting.pop()
        if not isinstance(node, dict) or not isinstance(node.get("type"), str):
            yield TYPE.at(None, at, found="")
            continue
        yield from _box(at, node)
        kind = node["type"]
        if kind in {"FeatureCollection", "GeometryCollection"}:
            if nesting and kind == "GeometryCollection":
                yield NESTED.at(None, at)
            field = "features" if kind == "FeatureCollection" else "geometries"
            yield from _members(at, node, field, waiting, nesting)
        elif kind == "Feature":
            yield from _feature(at, node, waiting)
        elif kind in DEPTHS:
            yield from _geometry(at, node, kind)
        else:
            yield TYPE.at(None, f"{at}/type", found=kind[:60])


def _members(
    at: str, node: dict[str, Any], field: str, waiting: list[tuple[str, object, int]], nesting: int
) -> Iterator[Issue]:
    members = node.get(field)
    if not isinstance(members, list):
        yield FEATURE.at(None, at, field=field)
        return
    inner = nesting + (field == "geometries")
    waiting.extend((f"{at}/{field}/{index}", each, inner) for index, each in reversed(list(enumerate(members))))


def _feature(at: str, node: dict[str, Any], waiting: list[tuple[str, object, int]]) -> Iterator[Issue]:
    if not isinstance(node.get("properties", {}), dict | None):
        yield FEATURE.at(None, f"{at}/properties", field="properties")
    if node.get("geometry") is None:
        yield NO_GEOMETRY.at(None, at)
    else:
        waiting.append((f"{at}/geometry", node["geometry"], 0))


def _box(at: str, node: dict[str, Any]) -> Iterator[Issue]:
    box = node.get("bbox")
    if box is not None and not (isinstance(box, list) and len(box) in {4, 6} and all(map(_is_number, box))):
        yield BOX.at(None, f"{at}/bbox")


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < _HUGE


def _geometry(at: str, node: dict[str, Any], kind: str) -> Iterator[Issue]:
    where, coordinates = f"{at}/coordinates", node.get("coordinates")
    if coordinates == []:
        yield NO_GEOMETRY.at(None, at)
        return
    lines = list(_lines(coordinates, DEPTHS[kind]))
    if None in lines or not _is_sound(kind, coordinates):
        yield COORDINATES.at(None, where if "coordinates" in node else at, type=kind)
        return
    for line in lines:
        outside = next((position for position in line or () if not is_on_earth(position)), None)
        if outside is not None:
            yield RANGE.at(None, where, lon=float(outside[0]), lat=float(outside[1]))
            return
    if kind not in {"Point", "MultiPoint"} and any(crosses_antimeridian(line or ()) is not None for line in lines):
        yield ANTIMERIDIAN.at(None, where)
    elif kind == "Polygon" and _turned(coordinates):
        yield WINDING.at(None, where)


def _is_sound(kind: str, coordinates: object) -> bool:
    """What the library says; its precision is raised because it would round what it judges."""
    return not getattr(geojson, kind)(coordinates, precision=15).errors()


def _lines(coordinates: object, depth: int) -> Iterator[Sequence[Any] | None]:
    """The runs of positions; ``None`` for what is none."""
    if depth > 1 and isinstance(coordinates, list):
        for each in coordinates:
            yield from _lines(each, depth - 1)
        return
    run = [coordinates] if depth == 0 else coordinates
    yield run if isinstance(run, list) and all(map(_is_position, run)) else None


def _is_position(value: object) -> bool:
    return isinstance(value, list) and len(value) >= 2 and all(map(_is_number, value))


def _turned(rings: Any) -> bool:
    """Whether a ring runs the wrong way round (RFC 7946 §3.1.6)."""
    return any((signed_area(ring) > 0) is not (number == 0) for number, ring in enumerate(rings))
