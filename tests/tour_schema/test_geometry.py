"""GeoJSON is judged sensibly, whoever wrote it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given

from tests.tour_schema.test_properties import anything
from tour_schema.geometry import DEPTHS, check_geojson

SOUND = [
    "good-feature-with-id",
    "good-feature-with-string-id",
    "good-featurecollection-bbox",
    "good-featurecollection-bbox3d",
    "good-linestring",
    "good-multilinestring",
    "good-point",
]


def codes(data: Any) -> list[str]:
    raw = data if isinstance(data, bytes) else json.dumps(data).encode()
    return [issue.code for issue in check_geojson(raw).issues]


@pytest.mark.parametrize("name", SOUND)
def test_what_is_called_good_is_good(name: str, samples: Path) -> None:
    assert codes((samples / "geojson_problem" / f"{name}.geojson").read_bytes()) == []


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("bad-polygonloop", "coordinates"),
        ("bad-properties-as-array", "feature"),
        ("badcoordtype", "coordinates"),
        ("badfeature", "type_unknown"),
        ("bbox-4or6elements", "bounding_box"),
        ("false", "type_unknown"),
        ("featurecollection-type-case", "type_unknown"),
        ("geometrycollection_nested", "nested"),
        ("issue82", "out_of_range"),
        ("multipoint-multidimension", "coordinates"),
        ("multipoint-nondimension", "coordinates"),
        ("point-string", "coordinates"),
        ("point-toofew", "coordinates"),
        ("polygon_winding_order", "winding"),
        ("rootstring", "type_unknown"),
        ("short-line", "coordinates"),
        ("short-linearring", "coordinates"),
        ("stringcoord", "coordinates"),
    ],
)
def test_what_is_called_bad_is_named(name: str, code: str, samples: Path) -> None:
    assert codes((samples / "geojson_problem" / f"{name}.geojson").read_bytes())[0] == f"geojson.{code}"


def test_what_crosses_the_antimeridian_is_told_and_what_is_cut_there_too(samples: Path) -> None:
    for path in (samples / "geojson_antimeridian").glob("*.json"):
        assert set(codes(path.read_bytes())) <= {"geojson.antimeridian", "geojson.out_of_range", "geojson.winding"}
    assert codes((samples / "geojson_antimeridian" / "line.json").read_bytes()) == ["geojson.antimeridian"]
    assert codes((samples / "geojson_antimeridian" / "over-180.json").read_bytes()) == ["geojson.out_of_range"]


def test_real_data_of_a_city_has_no_fault(samples: Path) -> None:
    data = (samples / "geojson_real" / "stadtspaziergang_punkte.geojson").read_bytes()
    assert set(codes(data)) <= {"geojson.no_geometry"}


@pytest.mark.parametrize(
    ("data", "found"),
    [
        (b"", ["file.empty"]),
        ({"type": "FeatureCollection"}, ["geojson.feature"]),
        ({"type": "FeatureCollection", "features": [3, "x"]}, ["geojson.type_unknown"] * 2),
        ({"type": "LineString", "coordinates": []}, ["geojson.no_geometry"]),
        ({"type": "LineString"}, ["geojson.coordinates"]),
        (b'{"type": "Point", "coordinates": [1e999, 2]}', ["geojson.coordinates"]),
        ({"type": "Polygon", "coordinates": [[]]}, ["geojson.coordinates"]),
        ({"type": "Polygon", "coordinates": {"a": 1}}, ["geojson.coordinates"]),
        ({"type": "MultiPoint", "coordinates": [[170, 0], [-170, 0]]}, []),
        ({"type": "Feature", "properties": None, "geometry": {"type": "Point", "coordinates": [1, 2]}}, []),
        ({"type": "Point", "coordinates": [True, 2]}, ["geojson.coordinates"]),
        ({"type": "GeometryCollection", "geometries": [{"type": "Point", "coordinates": [1, 2]}]}, []),
    ],
)
def test_other_faults_and_what_is_none(data: Any, found: list[str]) -> None:
    assert codes(data) == found


@given(anything)
def test_no_coordinates_raise(coordinates: Any) -> None:
    for kind in DEPTHS:
        codes({"type": kind, "coordinates": coordinates})
        codes({"type": kind, "coordinates": [[coordinates, [1, 2]], [[1, 10**400]]]})


def test_nesting_without_end_is_judged_to_its_end() -> None:
    inner: Any = {"type": "Point", "coordinates": [1, 2]}
    for _ in range(300):
        inner = {"type": "GeometryCollection", "geometries": [inner]}
    assert set(codes(inner)) == {"geojson.nested"}
