"""A pose means the same place and direction in GeoPose, ARCore and ARKit, or is refused; nothing is guessed."""

from __future__ import annotations

import json
import math
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tour_schema import frames
from tour_schema.anchor import GeoAnchor, GeoPose, GeoPosition, GeoQuaternion
from tour_schema.base import Quaternion, Vector
from tour_schema.earth import distance_m
from tour_schema.frames import ARKitAnchor, FrameFault
from tour_schema.place import HeightReference

IDENTITY: Quaternion = (0.0, 0.0, 0.0, 1.0)
ERFURT = GeoPosition(lat=50.9788, lon=11.0308, h=245.1)
GEOID_M = 46.2

EAST, NORTH, UP = (1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0)

latitudes = st.floats(-90, 90)
longitudes = st.floats(-180, 180)
heights = st.floats(-1_000, 9_000)
positions = st.builds(GeoPosition, lat=latitudes, lon=longitudes, h=heights)
geoids = st.floats(-107, 86)
angles = st.tuples(st.floats(-179.9, 179.9), st.floats(-89.9, 89.9), st.floats(-179.9, 179.9))
turns = angles.map(lambda each: frames.turn_of_angles(*each))
vectors = st.tuples(*[st.floats(-500, 500)] * 3)


def a_pose(position: GeoPosition = ERFURT, turn: Quaternion = IDENTITY) -> GeoPose:
    x, y, z, w = turn
    return GeoPose(position=position, quaternion=GeoQuaternion(x=x, y=y, z=z, w=w))


def degrees(angle: str) -> float:
    """``53 48 33.82`` as a number."""
    whole, minutes, seconds = map(float, angle.split())
    return whole + minutes / 60 + seconds / 3600


def close(wanted: Any, within: float = 1e-9) -> Any:
    return pytest.approx(wanted, abs=within, rel=0)


def fault_of(call: Callable[..., object], *given: Any) -> str:
    with pytest.raises(FrameFault) as caught:
        call(*given)
    return caught.value.code


# The worked examples of EPSG guidance note 7-2 for the methods 9602 and 9837, on WGS 84.
BESIDE_THE_SEA = GeoPosition(lat=degrees("53 48 33.82"), lon=degrees("2 7 46.38"), h=73.0)
PLATFORM = GeoPosition(lat=55.0, lon=5.0, h=200.0)


def test_geocentric_metres_are_those_of_the_epsg() -> None:
    assert frames.ecef_of(BESIDE_THE_SEA) == close((3_771_793.968, 140_253.342, 5_124_304.349), 1e-3)
    found = frames.position_of((3_771_793.968, 140_253.342, 5_124_304.349))
    assert (found.lat, found.lon) == close((BESIDE_THE_SEA.lat, BESIDE_THE_SEA.lon), 1e-8)
    assert found.h == close(73.0, 1e-3)


def test_an_offset_in_the_touching_plane_is_that_of_the_epsg() -> None:
    assert frames.offset(PLATFORM, BESIDE_THE_SEA) == close((-189_013.869, -128_642.040, -4_220.171), 1e-3)


@pytest.mark.parametrize(
    ("position", "ecef"),
    [
        ((0, 0, 0), (6_378_137.0, 0, 0)),
        ((0, 90, 10), (0, 6_378_147.0, 0)),
        ((90, 0, 0), (0, 0, 6_356_752.314245)),
        ((-90, 0, 0), (0, 0, -6_356_752.314245)),
    ],
)
def test_the_axes_of_the_ellipsoid_are_those_of_wgs_84(position: Vector, ecef: Vector) -> None:
    lat, lon, h = position
    assert frames.ecef_of(GeoPosition(lat=lat, lon=lon, h=h)) == close(ecef, 1e-6)
    assert frames.position_of(ecef).h == close(h, 1e-6)


@given(positions, vectors)
def test_what_was_moved_is_seen_where_it_was_moved_to(origin: GeoPosition, enu: Vector) -> None:
    assert frames.offset(origin, frames.moved(origin, enu)) == close(enu, 1e-6)


@given(positions)
def test_a_position_survives_the_way_through_the_earths_centre(position: GeoPosition) -> None:
    back = frames.position_of(frames.ecef_of(position))
    assert frames.offset(position, back) == close((0, 0, 0), 1e-6)
    assert back.h == close(position.h, 1e-6)


def test_near_by_the_quick_distance_agrees() -> None:
    there = frames.moved(ERFURT, (30.0, 40.0, 0.0))
    assert distance_m((ERFURT.lon, ERFURT.lat), (there.lon, there.lat)) == pytest.approx(50, rel=0.005)


def test_eus_is_enu_with_the_height_second_and_south_for_north() -> None:
    assert [frames.eus_of_enu(each) for each in (EAST, NORTH, UP)] == [(1, 0, 0), (0, 0, -1), (0, 1, 0)]
    assert frames.turned_to_eus((0.1, 0.2, 0.3, 0.9)) == (0.1, 0.3, -0.2, 0.9)


@given(turns, vectors)
def test_a_turn_does_the_same_in_both_frames(turn: Quaternion, vector: Vector) -> None:
    in_enu = frames.rotated(vector, turn)
    in_eus = frames.rotated(frames.eus_of_enu(vector), frames.turned_to_eus(turn))
    assert frames.enu_of_eus(in_eus) == close(in_enu, 1e-9)


@given(turns)
def test_a_turn_comes_back_from_the_other_frame(turn: Quaternion) -> None:
    assert frames.turned_to_enu(frames.turned_to_eus(turn)) == turn


@given(turns, turns, vectors)
def test_a_product_turns_by_the_inner_and_then_by_the_outer(
    outer: Quaternion, inner: Quaternion, vector: Vector
) -> None:
    both = frames.rotated(vector, frames.product(outer, inner))
    assert both == close(frames.rotated(frames.rotated(vector, inner), outer), 1e-9)


@given(angles)
def test_yaw_pitch_and_roll_come_back(three: Vector) -> None:
    assert frames.angles_of(frames.turn_of_angles(*three)) == close(three, 1e-4)


@pytest.mark.parametrize("pitch", [90, -90])
@pytest.mark.parametrize("yaw", [0, 37, -120, 180])
def test_with_the_nose_straight_up_the_turn_still_comes_back(yaw: float, pitch: float) -> None:
    turn = frames.turn_of_angles(yaw, pitch, 25)
    again = frames.turn_of_angles(*frames.angles_of(turn))
    for vector in (EAST, NORTH, UP):
        assert frames.rotated(vector, again) == close(frames.rotated(vector, turn), 1e-6)


def test_yaw_0_faces_east_and_grows_against_the_clock() -> None:
    assert frames.rotated(EAST, frames.turn_of_angles(0, 0, 0)) == close(EAST)
    assert frames.rotated(EAST, frames.turn_of_angles(90, 0, 0)) == close(NORTH)


def test_a_positive_pitch_lowers_the_nose() -> None:
    assert frames.rotated(EAST, frames.turn_of_angles(0, 30, 0))[2] == close(-0.5)


def test_a_positive_roll_lowers_the_right_side() -> None:
    right = (0.0, -1.0, 0.0)
    assert frames.rotated(right, frames.turn_of_angles(0, 0, 30))[2] == close(-0.5)


@pytest.mark.parametrize(("compass", "pointed_at"), [(0, NORTH), (90, EAST), (180, (0, -1, 0)), (270, (-1, 0, 0))])
def test_a_heading_is_read_off_a_compass(compass: float, pointed_at: Vector) -> None:
    turn = frames.turn_of_heading(compass)
    assert frames.rotated(EAST, turn) == close(pointed_at)
    assert frames.heading_of(turn) == close(compass)


def test_a_models_front_looks_a_quarter_further_than_the_heading() -> None:
    in_eus = frames.turned_to_eus(frames.turn_of_heading(0))
    assert frames.rotated((0.0, 0.0, 1.0), in_eus) == close((1, 0, 0))


@given(st.floats(0, 360, exclude_max=True))
def test_a_heading_comes_back(compass: float) -> None:
    found = frames.heading_of(frames.turn_of_heading(compass))
    assert 0 <= found < 360
    assert math.remainder(found - compass, 360) == close(0, 1e-6)


def test_a_heading_a_hair_west_of_north_is_not_360() -> None:
    # The remainder of −1e-14 by 360 is 360 itself.
    turn = (0.0, 0.0, math.sqrt(0.5) + 1e-16, math.sqrt(0.5))
    assert (90 - frames.angles_of(turn)[0]) % 360 == 360
    assert frames.heading_of(turn) == 0


@pytest.mark.parametrize("turn", [(0, 0, 0, 0), (0, 0, 0, 1.01), (0.1, 0.2, 0.3, 0.4), (math.nan, 0, 0, 1)])
def test_what_is_no_turn_is_refused(turn: Quaternion) -> None:
    assert fault_of(frames.unit, turn) == "not_a_turn"


def test_a_pose_without_a_turn_goes_nowhere() -> None:
    pose = a_pose(turn=(0, 0, 0, 2))
    assert fault_of(frames.arcore_of, pose, "ellipsoid") == "not_a_turn"
    assert fault_of(frames.arkit_of, pose, "sea_level") == "not_a_turn"
    assert fault_of(frames.standing_at, pose, EAST) == "not_a_turn"


@given(positions, turns, st.sampled_from(["ellipsoid", "terrain", "rooftop"]))
def test_a_pose_comes_back_from_arcore(position: GeoPosition, turn: Quaternion, reference: HeightReference) -> None:
    pose, measured_from = frames.geopose_of_arcore(frames.arcore_of(a_pose(position, turn), reference))
    assert measured_from == reference
    assert pose.position == position
    assert pose.quaternion.model_dump() == close(a_pose(turn=turn).quaternion.model_dump(), 1e-12)


@given(positions, turns, st.sampled_from(["sea_level", "terrain"]))
def test_a_pose_comes_back_from_arkit(position: GeoPosition, turn: Quaternion, reference: HeightReference) -> None:
    pose, measured_from = frames.geopose_of_arkit(frames.arkit_of(a_pose(position, turn), reference))
    assert measured_from == reference
    assert pose.position == position
    assert pose.quaternion.model_dump() == close(a_pose(turn=turn).quaternion.model_dump(), 1e-12)


@given(heights, geoids)
def test_a_height_comes_back_from_the_sea(metres: float, geoid_m: float) -> None:
    above_sea = frames.sea_level_m(metres, "ellipsoid", geoid_m)
    assert frames.ellipsoid_m(above_sea, "sea_level", geoid_m) == close(metres, 1e-9)


def test_in_erfurt_the_sea_is_46_metres_above_the_ellipsoid() -> None:
    assert frames.arkit_of(a_pose(), "ellipsoid", GEOID_M).altitude_m == close(198.9)
    assert frames.arcore_of(a_pose(), "sea_level", GEOID_M).altitude_m == close(291.3)
    assert frames.arcore_of(a_pose(), "ellipsoid").altitude_m == 245.1
    assert frames.arkit_of(a_pose(), "sea_level").altitude_m == 245.1


def test_a_height_above_the_terrain_is_arcores_terrain_and_arkits_ground() -> None:
    low = a_pose(GeoPosition(lat=50.9788, lon=11.0308, h=1.5))
    core, kit = frames.arcore_of(low, "terrain"), frames.arkit_of(low, "terrain")
    assert (core.kind, core.altitude_m) == ("terrain", 1.5)
    assert (kit.altitude_m, kit.lift_m) == (None, 1.5)


def test_a_height_without_its_reference_is_worth_nothing() -> None:
    anchor = GeoAnchor(id="a1", geopose=a_pose())
    for call in (frames.arcore_of, frames.arkit_of):
        assert fault_of(call, anchor.geopose, anchor.height_reference, GEOID_M) == "reference_missing"


def test_the_geoid_is_never_taken_for_zero() -> None:
    assert fault_of(frames.arkit_of, a_pose(), "ellipsoid") == "geoid_missing"
    assert fault_of(frames.arcore_of, a_pose(), "sea_level") == "geoid_missing"
    assert fault_of(frames.sea_level_m, 1.0, "ellipsoid", 245.1) == "geoid_implausible"
    assert fault_of(frames.ellipsoid_m, 1.0, "sea_level", math.nan) == "geoid_implausible"
    assert frames.sea_level_m(1.0, "ellipsoid", 0.0) == 1.0


def test_only_a_server_knows_how_high_a_roof_is() -> None:
    assert fault_of(frames.arkit_of, a_pose(), "rooftop", GEOID_M) == "height_unresolved"
    assert fault_of(frames.ellipsoid_m, 1.5, "terrain", GEOID_M) == "height_unresolved"


@pytest.mark.parametrize(("lat", "lon"), [(90.1, 0), (-91, 0), (0, 180.5), (11.0, 250.0)])
def test_what_is_not_on_earth_is_refused(lat: float, lon: float) -> None:
    nowhere = GeoPosition(lat=lat, lon=lon, h=0)
    assert fault_of(frames.ecef_of, nowhere) == "not_on_earth"
    assert fault_of(frames.moved, nowhere, EAST) == "not_on_earth"
    assert fault_of(frames.arcore_of, a_pose(nowhere), "ellipsoid") == "not_on_earth"
    assert fault_of(frames.geopose_of_arkit, ARKitAnchor(lat, lon, 0.0, 0.0, IDENTITY)) == "not_on_earth"


def test_a_content_two_metres_before_an_anchor_that_looks_north_stands_there() -> None:
    # With identity −z is North; the front of the anchor's frame, +z, is South.
    north = frames.standing_at(a_pose(), (0.0, 1.0, -2.0))
    assert frames.offset(ERFURT, north) == close((0, 2, 1), 1e-6)
    quarter = frames.standing_at(a_pose(turn=frames.turn_of_angles(90, 0, 0)), (0.0, 1.0, -2.0))
    assert frames.offset(ERFURT, quarter) == close((-2, 0, 1), 1e-6)


def poses_of(folder: Path) -> dict[str, GeoPose]:
    """Every Basic-Quaternion among the samples, by its file."""
    found = {}
    for path in sorted(folder.glob("*.json")):
        raw = json.loads(path.read_bytes())
        raw = raw.get("geopose", raw)
        if set(raw) == {"position", "quaternion"}:
            found[path.name] = GeoPose.model_validate_json(json.dumps(raw))
    return found


def test_the_poses_of_others_go_to_both_platforms_and_back(samples: Path) -> None:
    poses = poses_of(samples / "geopose")
    assert set(poses) == {"sample3_BasicQuaternion.json", "seattle_vps.json"}
    for pose in poses.values():
        back, _ = frames.geopose_of_arcore(frames.arcore_of(pose, "ellipsoid"))
        again, _ = frames.geopose_of_arkit(frames.arkit_of(pose, "ellipsoid", -22.5))
        assert back.position == pose.position
        assert again.position.h == close(pose.position.h + 22.5)
        for one in (back, again):
            # Six decimals were written, so their length is not quite 1.
            assert one.quaternion.model_dump() == close(pose.quaternion.model_dump(), 1e-6)


def test_the_angles_of_others_come_back_whole_turns_apart(samples: Path) -> None:
    tried = 0
    for path in sorted((samples / "geopose").glob("sample*_BasicEuler.json")):
        raw = json.loads(path.read_bytes())
        if "angles" not in raw:
            continue
        tried += 1
        yaw, pitch, roll = (raw["angles"][name] for name in ("yaw", "pitch", "roll"))
        found = frames.angles_of(frames.turn_of_angles(yaw, pitch, roll))
        assert math.remainder(found[0] - yaw, 360) == close(0, 1e-6)
        assert found[1:] == close((pitch, roll), 1e-6)
    assert tried > 0


def test_the_answer_of_a_positioning_service_lies_near_where_the_camera_was(samples: Path) -> None:
    told = json.loads((samples / "geopose" / "seattle_geolocation_params.json").read_bytes())
    camera = GeoPosition(lat=told["lat"], lon=told["lon"], h=told["h"])
    found = poses_of(samples / "geopose")["seattle_vps.json"].position
    east, north, _ = frames.offset(camera, found)
    assert math.hypot(east, north) == pytest.approx(2.45, abs=0.1)
