"""Other people's formats say the same as the tour."""

import itertools
import json
from pathlib import Path

import gpxpy
import pytest
from hypothesis import given
from hypothesis import strategies as st

from exports.resolve import resolve
from exports.targets import Order, targets
from exports.way import cut_at_antimeridian
from tests.exports.conftest import Shelf
from tour_schema.place import LineString
from tour_schema.tour import Route, Tour


def test_every_file_in_the_folder_is_a_target() -> None:
    assert list(targets()) == ["bundle", "geojson", "gpx", "image_targets", "leaflet", "reference_images", "signs"]


@pytest.mark.parametrize("name", ["bundle", "geojson", "gpx", "leaflet", "reference_images", "signs"])
def test_each_target_gives_the_same_bytes_twice(name: str, shelf: Shelf, tour: Tour, tmp_path: Path) -> None:
    order = Order(resolve(tour, shelf), shelf.folder, address="https://example.org/t/x/")
    for copy in ("one", "other"):
        targets()[name].write(order, tmp_path / copy)
    assert (tmp_path / "one").read_bytes() == (tmp_path / "other").read_bytes()


def test_geojson_holds_stations_as_points_and_legs_as_lines(shelf: Shelf, tour: Tour, tmp_path: Path) -> None:
    targets()["geojson"].write(Order(resolve(tour, shelf), shelf.folder), tmp_path / "tour.geojson")
    found = json.loads((tmp_path / "tour.geojson").read_bytes())
    assert [feature["geometry"]["type"] for feature in found["features"]] == ["Point", "Point", "LineString"]
    assert found["features"][0]["geometry"]["coordinates"] == [11.0308, 50.9788]
    assert found["features"][0]["properties"]["title"]["de"] == "Krämerbrücke"
    assert found["features"][2]["properties"]["distance_m"] == 300


def test_a_station_without_a_place_is_a_feature_without_a_geometry(
    shelf: Shelf, tour_without_places: Tour, tmp_path: Path
) -> None:
    targets()["geojson"].write(Order(resolve(tour_without_places, shelf), shelf.folder), tmp_path / "tour.geojson")
    (feature,) = json.loads((tmp_path / "tour.geojson").read_bytes())["features"]
    assert feature["geometry"] is None


def test_a_leg_without_a_line_is_no_feature_and_one_across_the_antimeridian_is_two_lines(
    shelf: Shelf, tour: Tour, tmp_path: Path
) -> None:
    (leg,) = tour.route.legs
    across = leg.model_copy(update={"geometry": LineString(coordinates=((179.0, 0.0), (-179.0, 0.0)))})
    unknown = leg.model_copy(update={"geometry": LineString()})
    changed = tour.model_copy(update={"route": Route(legs=(across, unknown))})
    targets()["geojson"].write(Order(resolve(changed, shelf), shelf.folder), tmp_path / "tour.geojson")
    features = json.loads((tmp_path / "tour.geojson").read_bytes())["features"]
    assert [feature["geometry"]["type"] for feature in features] == ["Point", "Point", "MultiLineString"]


def test_gpx_holds_numbered_way_points_and_the_way_in_the_chosen_language(
    shelf: Shelf, tour: Tour, tmp_path: Path
) -> None:
    order = Order(resolve(tour, shelf), shelf.folder, language="en", address="https://example.org/t/x/")
    targets()["gpx"].write(order, tmp_path / "tour.gpx")
    gpx = gpxpy.parse((tmp_path / "tour.gpx").read_text())
    assert gpx.name == "Journey into the Middle Ages"
    assert [point.name for point in gpx.waypoints] == ["1 Krämerbrücke (en)", "2 Rathaus (en)"]
    assert (gpx.waypoints[0].longitude, gpx.waypoints[0].latitude) == (11.0308, 50.9788)
    assert len(gpx.tracks[0].segments[0].points) == 2
    assert gpx.link == "https://example.org/t/x/"


def test_a_tour_without_places_is_still_a_valid_gpx(shelf: Shelf, tour_without_places: Tour, tmp_path: Path) -> None:
    targets()["gpx"].write(Order(resolve(tour_without_places, shelf), shelf.folder), tmp_path / "tour.gpx")
    gpx = gpxpy.parse((tmp_path / "tour.gpx").read_text())
    assert (gpx.waypoints, gpx.tracks) == ([], [])


def test_a_line_across_the_antimeridian_is_cut_where_it_meets_it() -> None:
    assert cut_at_antimeridian([(179.0, 10.0), (-179.0, 12.0)]) == [
        [(179.0, 10.0), (180.0, 11.0)],
        [(-180.0, 11.0), (-179.0, 12.0)],
    ]


def test_a_line_that_steps_over_from_the_meridian_itself_keeps_its_points() -> None:
    assert cut_at_antimeridian([(179.0, 0.0), (180.0, 1.0), (-180.0, 1.0), (-179.0, 2.0)]) == [
        [(179.0, 0.0), (180.0, 1.0)],
        [(-180.0, 1.0), (-179.0, 2.0)],
    ]


positions = st.tuples(st.floats(-180, 180), st.floats(-90, 90))


@given(st.lists(positions, max_size=12))
def test_no_part_of_a_cut_line_crosses_the_antimeridian(line: list[tuple[float, float]]) -> None:
    for part in cut_at_antimeridian(line):
        steps = [abs(one[0] - other[0]) for one, other in itertools.pairwise(part)]
        assert all(step <= 180 for step in steps)


@given(st.lists(st.tuples(st.floats(0, 90), st.floats(-90, 90)), min_size=2, max_size=12))
def test_a_line_that_stays_on_one_side_stays_as_it_is(line: list[tuple[float, float]]) -> None:
    assert cut_at_antimeridian(line) == [line]
