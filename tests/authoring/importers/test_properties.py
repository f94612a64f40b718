"""What we write ourselves comes back at the same positions."""

import csv
import io
import json
import tempfile
from pathlib import Path

import geojson
import gpxpy.gpx
from hypothesis import given, settings
from hypothesis import strategies as st

from authoring.importers.lines import thinned
from authoring.importers.plan import Plan, Position
from authoring.importers.positions import number
from authoring.importers.read import read_here
from authoring.importers.source import Source

_LON = st.floats(-180, 180).map(lambda value: round(value, 7) + 0.0)
_LAT = st.floats(-90, 90).map(lambda value: round(value, 7) + 0.0)
_POSITIONS = st.lists(st.tuples(_LON, _LAT).filter(lambda place: place != (0, 0)), min_size=1, max_size=8, unique=True)
_WORDS = st.text(st.characters(codec="utf-8", categories=["L", "N", "P", "Zs"]), min_size=1, max_size=30)


def _plan(text: str, name: str) -> Plan:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_text(text, encoding="utf-8")
        into = Path(folder) / "unpacked"
        into.mkdir()
        return read_here([Source(name, path)], into).plan


def _positions(plan: Plan) -> list[Position | None]:
    return [draft.position for draft in plan.stations]


@given(_POSITIONS)
def test_geojson_comes_back_at_the_same_positions(positions: list[Position]) -> None:
    features = [geojson.Feature(geometry=geojson.Point(place, precision=15)) for place in positions]
    assert _positions(_plan(geojson.dumps(geojson.FeatureCollection(features)), "a.geojson")) == positions


@given(_POSITIONS)
def test_gpx_comes_back_at_the_same_positions(positions: list[Position]) -> None:
    gpx = gpxpy.gpx.GPX()
    gpx.waypoints = [gpxpy.gpx.GPXWaypoint(latitude=lat, longitude=lon) for lon, lat in positions]
    assert _positions(_plan(gpx.to_xml(), "a.gpx")) == positions


@given(_POSITIONS, st.sampled_from([";", "\t", ","]), st.booleans())
def test_a_table_comes_back_at_the_same_positions(positions: list[Position], separator: str, comma: bool) -> None:
    held = io.StringIO()
    writer = csv.writer(held, delimiter=separator)
    writer.writerow(["Name", "Breitengrad", "Längengrad"])
    for index, (lon, lat) in enumerate(positions):
        cells = [f"{lat:.7f}", f"{lon:.7f}"]
        writer.writerow([f"Ort {index}", *(cell.replace(".", ",") if comma else cell for cell in cells)])
    assert _positions(_plan(held.getvalue(), "a.csv")) == positions


@settings(max_examples=60)
@given(st.dictionaries(_WORDS, st.one_of(st.none(), st.booleans(), st.integers(), _WORDS), max_size=6))
def test_no_properties_stop_an_import(properties: dict[str, object]) -> None:
    feature = {"type": "Feature", "geometry": {"type": "Point", "coordinates": [11, 50]}, "properties": properties}
    assert _positions(_plan(json.dumps(feature), "a.geojson")) == [(11, 50)]


@settings(max_examples=150)
@given(st.binary(max_size=400), st.sampled_from(["a.csv", "a.gpx", "a.geojson", "a.kml", "a.jpg", "a.zip", "a"]))
def test_any_bytes_end_in_a_plan_or_a_reason(data: bytes, name: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(data)
        into = Path(folder) / "unpacked"
        into.mkdir()
        assert read_here([Source(name, path)], into).plan.files


@given(st.integers(0, 89), st.integers(0, 59), st.integers(0, 59), st.sampled_from("NSEOW"))
def test_degrees_minutes_and_seconds_are_read(degrees: int, minutes: int, seconds: int, letter: str) -> None:
    sign = -1 if letter in "SW" else 1
    expected = sign * (degrees + minutes / 60 + seconds / 3600)
    for text in (f"{degrees}°{minutes}'{seconds}\" {letter}", f"{letter} {degrees}° {minutes}′ {seconds}″"):
        found = number(text)
        assert found is not None
        assert abs(found - expected) < 1e-9


@given(st.lists(st.tuples(_LON, st.floats(-80, 80)), min_size=2, max_size=80), st.integers(2, 40))
def test_a_thinned_line_keeps_its_ends_and_only_points_of_its_own(line: list[Position], most: int) -> None:
    kept, _ = thinned(line, most)
    assert len(kept) <= most
    assert (kept[0], kept[-1]) == (line[0], line[-1])
    assert set(kept) <= set(line)
