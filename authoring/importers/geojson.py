"""GeoJSON (RFC 7946) as cities really publish it: with a legacy ``crs``, wrapped in JavaScript, nested, half right."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

import geojson

from authoring.importers.encoding import decoded
from authoring.importers.features import Row, Table, plan_of
from authoring.importers.plan import FileFacts, ImportRefusedError, Plan, Remarks
from authoring.importers.source import Source
from authoring.importers.texts import tidy

_GEOMETRIES: Final = frozenset(
    {"Point", "MultiPoint", "LineString", "MultiLineString", "Polygon", "MultiPolygon", "GeometryCollection"}
)
_WGS84: Final = re.compile(r"(?:CRS:?:?84|EPSG:{1,2}4326|4326)$", re.IGNORECASE)
_WRAPPER: Final = re.compile(
    r"\s*(?:(?:export\s+)?(?:var|let|const)\s+|window\.|export\s+default\s*)?[\w.$]*\s*(?:=\s*)?(?=[{\[])"
)


def read_geojson(
    source: Source, file: int = 0, *, mapping: Mapping[str, str] | None = None, swap: bool = False
) -> Plan:
    """The plan of one GeoJSON file (or of a uMap file, which holds several).

    Raises:
        ImportRefusedError: it is no JSON, no GeoJSON, or in another reference system than WGS 84.
    """
    remarks = Remarks(file)
    text = decoded(source.bytes())
    document = _parsed(_unwrapped(text.text, remarks))
    collections = _collections(document)
    rows: list[Row] = []
    names: dict[str, None] = {}
    for collection in collections:
        _check_reference_system(collection, remarks)
        for feature in _features(collection):
            rows.append(_row(len(rows) + 1, feature, names, remarks))
    facts = FileFacts(name=source.name, format="geojson", bytes=source.size, encoding=text.encoding)
    table = Table(facts, file, "feature", tuple(names), rows, title=_title(document))
    return plan_of(table, mapping, remarks, swap=swap)


def _unwrapped(text: str, remarks: Remarks) -> str:
    """The JSON inside ``window.points = {…};``: nothing is run, a prefix and a semicolon are taken off."""
    body = re.sub(r"^\s*(?:/\*.*?\*/\s*|//[^\n]*\n\s*)+", "", text, flags=re.DOTALL)
    if body.lstrip().startswith(("{", "[")):
        return body
    found = _WRAPPER.match(body)
    if found is None or not found[0].strip():
        return body
    remarks.noticed("javascript")
    return body[found.end() :].rstrip().rstrip(";").rstrip()


def _parsed(text: str) -> Any:
    def refuse(constant: str) -> None:
        raise ImportRefusedError("json_number", number=constant)

    try:
        return json.loads(text, parse_constant=refuse, parse_float=_finite)
    except json.JSONDecodeError as error:
        raise ImportRefusedError("json_broken", line=error.lineno, column=error.colno) from None
    except RecursionError:
        raise ImportRefusedError("json_deep") from None
    except ValueError:  # an integer of more digits than Python reads
        raise ImportRefusedError("json_number", number="9…9") from None


def _finite(text: str) -> float:
    value = float(text)
    if value in {float("inf"), float("-inf")}:
        raise ImportRefusedError("json_number", number=text[:40])
    return value


def _collections(document: Any) -> list[Mapping[str, Any]]:
    if isinstance(document, list) and document and all(isinstance(each, Mapping) for each in document):
        return [{"type": "FeatureCollection", "features": document}]
    if not isinstance(document, Mapping):
        raise ImportRefusedError("geojson_type", type=_as_written(document))
    kind = document.get("type")
    if kind == "umap":
        layers = document.get("layers")
        return [layer for layer in layers if isinstance(layer, Mapping)] if isinstance(layers, list) else []
    if kind == "FeatureCollection":
        if not isinstance(document.get("features"), list):
            raise ImportRefusedError("geojson_features")
        return [document]
    if kind == "Feature":
        return [{**document, "type": "FeatureCollection", "features": [document]}]
    if kind in _GEOMETRIES:
        return [{"features": [{"type": "Feature", "geometry": document, "properties": {}}], "crs": document.get("crs")}]
    if kind == "Topology":
        raise ImportRefusedError("topojson")
    raise ImportRefusedError("geojson_type", type=_as_written(kind))


def _as_written(value: Any) -> str:
    """A value that stands where a type belongs, as the file writes it and short enough for a sentence."""
    return (value if isinstance(value, str) else json.dumps(value, ensure_ascii=False))[:40]


def _features(collection: Mapping[str, Any]) -> Iterator[Any]:
    features = collection.get("features")
    yield from features if isinstance(features, list) else ()


def _check_reference_system(collection: Mapping[str, Any], remarks: Remarks) -> None:
    """RFC 7946 has no ``crs``; older files do. WGS 84 is taken, anything else is refused: we do not reproject."""
    system = collection.get("crs")
    if system is None:
        return
    properties = system.get("properties") if isinstance(system, Mapping) else system
    name = properties.get("name") or properties.get("code") if isinstance(properties, Mapping) else properties
    if not _WGS84.search(str(name).strip()):
        raise ImportRefusedError("reference_system", name=str(name)[:80])
    remarks.noticed("legacy_crs", None)


def _row(number: int, feature: Any, names: dict[str, None], remarks: Remarks) -> Row:
    if not isinstance(feature, Mapping) or feature.get("type") != "Feature":
        kind = feature.get("type") if isinstance(feature, Mapping) else feature
        remarks.left("feature_unreadable", f"{number}: {_as_written(kind)}")
        return Row(number, {})
    properties = feature.get("properties")
    values = {str(name): _said(value) for name, value in properties.items()} if isinstance(properties, Mapping) else {}
    names.update(dict.fromkeys(values))
    geometry = feature.get("geometry")
    wrong = geometry is not None and not isinstance(geometry, Mapping)
    identifier = feature.get("id")
    return Row(
        number,
        values,
        geometry if isinstance(geometry, Mapping) else None,
        source_id=tidy(identifier) if isinstance(identifier, str | int) else None,
        fault="geometry_unreadable" if wrong else None,
        # RFC 7946 §4: "height in meters above or below the WGS 84 reference ellipsoid".
        heights_from="ellipsoid",
    )


def _said(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, Mapping | list):
        return str(geojson.dumps(value))[:2_000]
    return str(value)


def _title(document: Any) -> str | None:
    if not isinstance(document, Mapping):
        return None
    properties = document.get("properties")
    inner = properties.get("name") if isinstance(properties, Mapping) and document.get("type") != "Feature" else None
    name = document.get("name") or inner
    return tidy(name) if isinstance(name, str) else None
