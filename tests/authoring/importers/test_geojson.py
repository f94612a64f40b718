"""GeoJSON, good and real."""

import json
from typing import Any

import pytest

from authoring.importers.documents import station_of
from tests.authoring.importers.conftest import PlanOf, codes
from tour_schema.place import Height


def _collection(*geometries: Any, **members: Any) -> str:
    features = [
        {"type": "Feature", "geometry": geometry, "properties": {"name": f"Ort {number}"}}
        for number, geometry in enumerate(geometries, start=1)
    ]
    return json.dumps({"type": "FeatureCollection", "features": features, **members})


POINT = {"type": "Point", "coordinates": [11.03, 50.98]}
LINE = {"type": "LineString", "coordinates": [[11.0, 50.9], [11.1, 50.95], [11.2, 51.0]]}
SQUARE = {"type": "Polygon", "coordinates": [[[11, 50], [12, 50], [12, 51], [11, 51], [11, 50]]]}


def test_points_lines_and_areas_become_stations_routes_and_geofences(plan_of: PlanOf) -> None:
    plan = plan_of(_collection(POINT, LINE, SQUARE, None), "karte.geojson")
    place, area, nowhere = plan.stations
    assert place.position == (11.03, 50.98)
    assert area.area == (((11.0, 50.0), (12.0, 50.0), (12.0, 51.0), (11.0, 51.0), (11.0, 50.0)),)
    assert area.position == (11.5, 50.5)
    assert nowhere.position is None
    assert [line.coordinates for line in plan.lines] == [((11.0, 50.9), (11.1, 50.95), (11.2, 51.0))]
    assert codes(plan, left=True) == {}


def test_collections_and_multi_geometries_are_taken_apart(plan_of: PlanOf) -> None:
    nested = {
        "type": "GeometryCollection",
        "geometries": [POINT, {"type": "GeometryCollection", "geometries": [LINE]}],
    }
    several = {"type": "MultiPoint", "coordinates": [[11, 50], [12, 51]]}
    plan = plan_of(_collection(nested, several), "karte.json")
    assert [draft.title for draft in plan.stations] == ["Ort 1", "Ort 2 (1)", "Ort 2 (2)"]
    assert len(plan.lines) == 1


def test_the_old_reference_member_is_accepted_where_it_says_wgs_84(plan_of: PlanOf) -> None:
    for name in ("urn:ogc:def:crs:OGC:1.3:CRS84", "EPSG:4326", "urn:ogc:def:crs:EPSG::4326"):
        plan = plan_of(_collection(POINT, crs={"type": "name", "properties": {"name": name}}), "a.geojson")
        assert plan.stations[0].position == (11.03, 50.98)
        assert codes(plan)["legacy_crs"] == 1


def test_another_reference_system_is_refused(plan_of: PlanOf) -> None:
    crs = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::25832"}}
    plan = plan_of(_collection({"type": "Point", "coordinates": [643000, 5645000]}, crs=crs), "a.geojson")
    assert plan.empty
    assert codes(plan) == {"refused.reference_system": 1}


@pytest.mark.parametrize("wrapper", ["window.punkte = {};", "var a={}", "// Stand 2017\nconst b = {} ;\n", "eqfeed({"])
def test_javascript_around_the_data_is_taken_off_and_never_run(plan_of: PlanOf, wrapper: str) -> None:
    plan = plan_of(wrapper.replace("{}", _collection(POINT), 1), "punkte.js")
    if wrapper == "eqfeed({":
        assert codes(plan) == {"refused.json_broken": 1}
    else:
        assert plan.stations[0].position == (11.03, 50.98)
        assert codes(plan) == {"javascript": 1}


def test_exchanged_latitude_and_longitude_are_said_and_not_corrected(plan_of: PlanOf) -> None:
    swapped = _collection(*({"type": "Point", "coordinates": [50.9 + i / 100, 11.03]} for i in range(4)))
    plan = plan_of(swapped, "a.geojson")
    assert plan.stations[0].position == (50.9, 11.03)
    assert codes(plan) == {"looks_swapped": 1}
    asked_for = plan_of(swapped, "a.geojson", swap=True)
    assert asked_for.stations[0].position == (11.03, 50.9)
    assert codes(asked_for) == {}


def test_a_bad_feature_is_left_and_the_good_ones_are_taken(plan_of: PlanOf) -> None:
    bad = [{"type": "Point", "coordinates": ["11", 50]}, {"type": "Point", "coordinates": [True, 50]}, 7]
    plan = plan_of(_collection(POINT, *bad), "a.geojson")
    assert [draft.position for draft in plan.stations] == [(11.03, 50.98), None, None, None]
    assert codes(plan)["geometry_unreadable"] == 3


def test_a_points_height_is_kept_as_geojson_means_it_and_a_zero_is_none(plan_of: PlanOf) -> None:
    points = [{"type": "Point", "coordinates": [11.03, 50.98, height]} for height in (245.1, 0, -3.5)]
    plan = plan_of(_collection(*points), "a.geojson")
    assert [(draft.height_m, draft.height_from) for draft in plan.stations] == [
        (245.1, "ellipsoid"),
        (None, None),
        (-3.5, "ellipsoid"),
    ]
    assert codes(plan) == {"heights_ellipsoid": 2, "heights_zero": 1}
    station = station_of(plan.stations[0], document_id="01980000-0000-7000-8000-000000000001", language="de")
    assert station.place.height == Height(metres=245.1, reference="ellipsoid")


def test_heights_of_ways_and_areas_are_left_and_that_is_said(plan_of: PlanOf) -> None:
    line = {"type": "LineString", "coordinates": [[11, 50, 200], [11.1, 50.1, 210]]}
    area = {"type": "Polygon", "coordinates": [[[11, 50, 9], [12, 50, 9], [12, 51, 9], [11, 50, 9]]]}
    plan = plan_of(_collection(line, area), "a.geojson")
    assert codes(plan, left=True) == {"heights_of_ways": 2}


def test_an_area_over_the_antimeridian_keeps_its_place_and_leaves_its_outline(plan_of: PlanOf) -> None:
    ring = [[179, -17], [-179, -17], [-179, -16], [179, -16], [179, -17]]
    plan = plan_of(_collection({"type": "Polygon", "coordinates": [ring]}), "fiji.geojson")
    (draft,) = plan.stations
    assert draft.position is not None
    assert abs(draft.position[0]) == pytest.approx(180)
    assert draft.position[1] == pytest.approx(-16.5)
    assert draft.area is None
    assert codes(plan, left=True) == {"area_antimeridian": 1}


def test_a_line_over_the_date_line_is_taken_and_said(plan_of: PlanOf) -> None:
    line = {"type": "LineString", "coordinates": [[179.9, -17], [-179.9, -17.1]]}
    plan = plan_of(_collection(line), "fiji.geojson")
    assert plan.lines[0].coordinates == ((179.9, -17.0), (-179.9, -17.1))
    assert codes(plan) == {"antimeridian": 1}


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ('{"type": "Point", "coordinates": [NaN, 50]}', "json_number"),
        ('{"type": "Point", "coordinates": [1e999, 50]}', "json_number"),
        ('{"type": "Point", "coordinates": [1' + "0" * 5000 + ", 50]}", "json_number"),
        ('{"type": "Point", "coordinates": [11, 50]', "json_broken"),
        ("[" * 100_000, "json_deep"),
        ('{"type": "Topology", "objects": {}}', "topojson"),
        ('{"hello": "world"}', "geojson_type"),
        ('{"type": "FeatureCollection"}', "geojson_features"),
        ("null", "geojson_type"),
        (
            json.dumps({"type": "Feature", "geometry": None, "properties": dict.fromkeys(map(str, range(600)))}),
            "too_many_columns",
        ),
    ],
)
def test_what_is_no_geojson_ends_in_a_reason(plan_of: PlanOf, text: str, code: str) -> None:
    plan = plan_of(text, "karte.geojson")
    assert plan.empty
    assert codes(plan) == {f"refused.{code}": 1}


def test_a_fault_is_told_as_the_file_writes_it(plan_of: PlanOf) -> None:
    plan = plan_of('{"type": "FeatureCollection", "features": [null, {"type": ["x"]}]}', "karte.geojson")
    assert [where for remark in plan.remarks if remark.code == "feature_unreadable" for where in remark.where] == [
        "1: null",
        '2: ["x"]',
    ]


def test_html_in_a_property_becomes_plain_text(plan_of: PlanOf) -> None:
    feature = {
        "type": "Feature",
        "geometry": POINT,
        "properties": {"name": "<b>Dom &amp; Severi</b>", "description": "Alt.<br/>Hoch.<script>alert(1)</script>"},
    }
    (draft,) = plan_of(json.dumps(feature), "a.geojson").stations
    assert draft.title == "Dom & Severi"
    assert draft.story == "Alt.\nHoch."
