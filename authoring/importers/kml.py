"""KML 2.2 placemarks: points, lines, areas and recorded tracks. Styles, overlays, models and links are left."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from lxml import etree

from authoring.importers.features import Row, Table, plan_of
from authoring.importers.plan import FileFacts, ImportRefusedError, Plan, Remarks
from authoring.importers.source import Source, text_of_xml
from authoring.importers.texts import tidy
from tour_schema.place import HeightReference

_HEIGHTS: Final[dict[str, HeightReference]] = {"absolute": "sea_level", "relativeToGround": "terrain"}
_UNUSED_HEIGHTS: Final = frozenset({"clampToGround", "clampToSeaFloor"})
"""With these a height stands there and means nothing (KML 2.2, 15.1)."""
LEFT: Final = ("NetworkLink", "GroundOverlay", "ScreenOverlay", "PhotoOverlay", "Model")
_SHAPES: Final = ("Point", "LineString", "LinearRing", "Polygon", "MultiGeometry", "Track", "MultiTrack")


def read_kml(source: Source, file: int = 0, *, mapping: Mapping[str, str] | None = None, swap: bool = False) -> Plan:
    """The plan of one KML file.

    Raises:
        ImportRefusedError: it is broken, or has a document type.
    """
    remarks = Remarks(file)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True, huge_tree=False)
    try:
        root = etree.fromstring(text_of_xml(source.bytes()).encode(), parser)
    except etree.XMLSyntaxError as error:
        raise ImportRefusedError("xml_broken", line=error.lineno or 1) from None
    for name in LEFT:
        for found in root.iter(f"{{*}}{name}"):
            remarks.left("kml_kind", _text(found, "name"), kind=name)
    names: dict[str, None] = {}
    rows = [_row(number, mark, names, remarks) for number, mark in enumerate(root.iter("{*}Placemark"), start=1)]
    facts = FileFacts(name=source.name, format="kml", bytes=source.size)
    title = _text(root if _is(root, "Document") else next(root.iter("{*}Document"), root), "name")
    return plan_of(Table(facts, file, "placemark", tuple(names), rows, title=title), mapping, remarks, swap=swap)


def _is(element: etree._Element, name: str) -> bool:
    return isinstance(element.tag, str) and etree.QName(element).localname == name


def _text(element: etree._Element, name: str) -> str | None:
    return tidy(element.findtext(f"{{*}}{name}"))


def _row(number: int, mark: etree._Element, names: dict[str, None], remarks: Remarks) -> Row:
    values = {name: mark.findtext(f"{{*}}{name}") or "" for name in ("name", "description", "address", "phoneNumber")}
    for data in mark.iterfind("{*}ExtendedData/{*}Data"):
        values.setdefault(str(data.get("name")), data.findtext("{*}value") or "")
    for data in mark.iterfind("{*}ExtendedData/{*}SchemaData/{*}SimpleData"):
        values.setdefault(str(data.get("name")), data.text or "")
    values = {name: value for name, value in values.items() if value.strip()}
    names.update(dict.fromkeys(values))
    modes = _altitude_modes(mark)
    unused = modes <= _UNUSED_HEIGHTS
    shapes = [_geometry(child) for child in mark if any(_is(child, shape) for shape in _SHAPES)]
    if unused and any(_has_height(shape) for shape in shapes):
        remarks.left("heights_clamped", tidy(values.get("name")) or str(number))
    shapes = [_flat(shape) for shape in shapes] if unused else shapes
    geometry = (
        shapes[0] if len(shapes) == 1 else {"type": "GeometryCollection", "geometries": shapes} if shapes else None
    )
    # Where the parts of one placemark are measured from different things, none of their heights can be told.
    heights_from = _HEIGHTS.get(next(iter(modes))) if len(modes) == 1 else None
    return Row(number, values, geometry, source_id=tidy(mark.get("id")), heights_from=heights_from)


def _altitude_modes(mark: etree._Element) -> set[str]:
    """How the placemark's shapes say that their heights are meant; saying nothing is KML's ``clampToGround``."""
    shapes = [
        shape for shape in mark.iter() if any(_is(shape, name) for name in ("Point", "LineString", "Polygon", "Track"))
    ]
    return {(shape.findtext("{*}altitudeMode") or "clampToGround").strip() for shape in shapes}


def _has_height(shape: dict[str, Any]) -> bool:
    return any(len(point) > 2 and point[2] for point in _points(shape))


def _points(shape: dict[str, Any]) -> Iterator[list[Any]]:
    if shape["type"] == "GeometryCollection":
        for member in shape["geometries"]:
            yield from _points(member)
        return
    coordinates = shape["coordinates"]
    match shape["type"]:
        case "Point":
            yield coordinates
        case "LineString":
            yield from coordinates
        case _:
            for ring in coordinates:
                yield from ring


def _flat(shape: dict[str, Any]) -> dict[str, Any]:
    """The shape without its heights."""
    if shape["type"] == "GeometryCollection":
        return {**shape, "geometries": [_flat(member) for member in shape["geometries"]]}
    for point in _points(shape):
        del point[2:]
    return shape


def _geometry(element: etree._Element) -> dict[str, Any]:
    name = etree.QName(element).localname
    if name in {"MultiGeometry", "MultiTrack"}:
        members = [_geometry(child) for child in element if any(_is(child, shape) for shape in _SHAPES)]
        return {"type": "GeometryCollection", "geometries": members}
    if name == "Track":
        places = (coordinate.text or "" for coordinate in element.iterfind("{*}coord"))
        return {"type": "LineString", "coordinates": [_numbers(place.split()) for place in places]}
    if name == "Polygon":
        rings = [
            *element.iterfind("{*}outerBoundaryIs/{*}LinearRing"),
            *element.iterfind("{*}innerBoundaryIs/{*}LinearRing"),
        ]
        return {"type": "Polygon", "coordinates": [list(_coordinates(ring)) for ring in rings]}
    places_of = list(_coordinates(element))
    if name == "Point":
        return {"type": "Point", "coordinates": places_of[0] if places_of else []}
    return {"type": "LineString", "coordinates": places_of}


def _coordinates(element: etree._Element) -> Iterator[list[Any]]:
    for place in (element.findtext("{*}coordinates") or "").split():
        yield _numbers(place.split(","))


def _numbers(parts: list[str]) -> list[Any]:
    """Numbers where they are numbers; what is none stays text, and the geometry is found unreadable."""
    try:
        return [float(part) for part in parts[:3] if part]
    except ValueError:
        return list(parts)
