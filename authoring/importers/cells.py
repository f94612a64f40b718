"""A position out of a table's cells: two numbers, one pair, or well-known text."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from authoring.importers.positions import WktError, geometry_from_wkt, looks_metric, number, pair


def geometry_of_cells(cells: Mapping[str, str]) -> Mapping[str, Any] | str | None:
    """The GeoJSON geometry that the cells say, or the code of a remark, or ``None`` where they say nothing.

    ``cells`` has the raw text by field: ``geometry``, ``latitude`` and ``longitude``, ``position``.
    """
    if cells.get("geometry"):
        try:
            return geometry_from_wkt(cells["geometry"])
        except WktError as error:
            return error.code
    if cells.get("latitude") or cells.get("longitude"):
        return _of_two(cells.get("latitude", ""), cells.get("longitude", ""))
    if cells.get("position"):
        position = pair(cells["position"])
        return "position_unreadable" if position is None else _point(*position)
    return None


def _of_two(latitude: str, longitude: str) -> Mapping[str, Any] | str:
    if not latitude or not longitude:
        return "position_half"
    lat, lon = number(latitude), number(longitude)
    if lat is None or lon is None:
        return "position_metres" if looks_metric(latitude) and looks_metric(longitude) else "position_unreadable"
    return _point(lon, lat)


def _point(lon: float, lat: float) -> Mapping[str, Any]:
    """Not yet judged: a person may have said that the two are exchanged."""
    return {"type": "Point", "coordinates": [lon, lat]}
