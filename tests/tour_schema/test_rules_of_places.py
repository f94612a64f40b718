"""Positions, routes and geofences: the other side of each rule, and what it keeps quiet about."""

from __future__ import annotations

from typing import Any

import pytest

from tests.builders import a_document, a_medium, a_station_json, a_stop, a_tour, a_tour_json, an_id, words
from tests.tour_schema.judging import HERE, ON, THERE, Json, found, two_stations
from tour_schema import Documents, check
from tour_schema.earth import contains


@pytest.mark.parametrize(
    ("position", "country", "codes"),
    [
        ([11.03, 50.98], "DE", []),
        ([50.98, 11.03], "DE", ["geography.swapped"]),
        ([2.35, 48.86], "DE", []),
        ([-3.7, 40.4], "ES", []),
        ([50.98, 11.03], "ES", ["geography.swapped_perhaps"]),
        ([11.03, 95.0], "DE", ["geography.swapped"]),
        ([700.0, 50.0], "DE", ["geography.out_of_range"]),
        ([100.0, 200.0], "DE", ["geography.out_of_range"]),
    ],
)
def test_a_position_is_judged_by_its_country(position: list[float], country: str, codes: list[str]) -> None:
    place = {"position": position, "address": {"country": country}}
    assert found(a_station_json(place=place, triggers=[])) == codes


def test_a_station_in_english_may_be_anywhere() -> None:
    assert found(a_station_json(position=[50.98, 11.03], original="en")) == []


def test_a_station_far_from_its_tour_is_swapped_where_that_helps() -> None:
    stations = [a_station_json(f"Station {i}", position=[11.03 + i / 100, 50.98], triggers=[]) for i in range(4)]
    stations[3]["place"]["position"] = [50.98, 11.03]
    tour = a_tour_json(stations, route={"legs": []})
    assert "geography.swapped" in found(tour, *stations)


def test_a_station_indoors_or_told_anywhere_needs_no_position() -> None:
    assert found(a_station_json(place={"indoor": True}, triggers=[])) == []
    assert found(a_station_json(place={}, triggers=[{"kind": "manual"}])) == []
    assert found(a_station_json(place={}, triggers=[])) == ["geography.no_position"]


@pytest.mark.parametrize("centre", [[0, 0], [200, 50]])
def test_a_centre_that_is_wrong_is_not_offered_as_a_position(centre: list[float]) -> None:
    station = a_station_json(place={})
    station["triggers"][0]["area"]["centre"] = centre
    report = check(a_document(station), Documents(), on=ON)
    assert next(issue.fix for issue in report.issues if issue.code == "geography.no_position") is None


def test_only_a_circle_offers_its_centre_as_a_position() -> None:
    triggers = [{"kind": "code", "number": "12"}, *fence(kind="polygon", rings=[square(HERE[0], HERE[1])])]
    report = check(a_document(a_station_json(place={}, triggers=triggers)), Documents(), on=ON)
    assert [(issue.code, issue.fix) for issue in report.issues] == [("geography.no_position", None)]


def test_a_stop_without_a_place_is_on_no_route() -> None:
    stations = [*two_stations(), a_station_json("Irgendwo", place={"indoor": True}, triggers=[])]
    tour = a_tour_json(stations[:2])
    tour["modules"][0]["stops"].append(a_stop(3, stations[2]["id"]))
    assert "route.station_off_route" not in found(tour, *stations)


def test_one_corner_off_the_earth_is_told_once() -> None:
    ring = [[11, 500], [11.1, 500], [11.1, 51], [11, 500]]
    triggers = [{"kind": "manual"}, {"kind": "geofence", "area": {"kind": "polygon", "rings": [ring]}}]
    codes = found(a_station_json(triggers=triggers))
    assert codes.count("geography.out_of_range") + codes.count("geography.swapped") == 1


def test_meeting_point_and_panorama_lie_on_earth() -> None:
    assert "geography.null_island" in found(a_tour(meeting_point={"position": [0, 0]}))
    assert "geography.out_of_range" not in found(a_tour(meeting_point={"position": HERE}))
    assert "geography.null_island" not in found(a_tour(meeting_point={"note": words("Hier", "Here")}))
    panorama = {"type": "panorama", "heading": {"compass_deg": 0, "position": [0, 0]}}
    assert found(a_medium(**panorama)) == ["geography.null_island"]
    assert found(a_medium(type="panorama", heading={"compass_deg": 0})) == []
    assert found(a_medium(type="panorama", heading={"compass_deg": 0, "position": HERE})) == []


def test_a_line_off_the_earth_is_not_guessed_back_when_its_latitude_is_wrong() -> None:
    stations = two_stations()
    tour = a_tour_json(stations)
    tour["route"]["legs"][0]["geometry"]["coordinates"] = [[11, 95], THERE]
    report = check(a_document(tour), Documents(*map(a_document, stations)), on=ON)
    assert next(issue.fix for issue in report.issues if issue.code == "route.out_of_range") is None


def test_a_line_that_ends_elsewhere_is_not_turned_when_that_does_not_help() -> None:
    stations = two_stations()
    tour = a_tour_json(stations)
    tour["route"]["legs"][0]["geometry"]["coordinates"] = [HERE, [11.2, 50.9]]
    report = check(a_document(tour), Documents(*map(a_document, stations)), on=ON)
    issue = next(issue for issue in report.issues if issue.code == "route.leg_unconnected")
    assert issue.fix is None
    assert issue.pointer == "/route/legs/0/to"


def test_legs_of_stations_without_a_place_are_not_measured() -> None:
    stations = two_stations()
    stations[1]["place"] = {"indoor": True}
    stations[1]["triggers"] = []
    tour = a_tour_json(two_stations())
    for stop, station in zip(tour["modules"][0]["stops"], stations, strict=True):
        stop["station"] = station["id"]
    tour["route"]["legs"][0].pop("geometry")
    assert "route.leg_too_long" not in found(tour, *stations)


def test_a_leg_on_rails_or_indoors_need_not_be_drawn() -> None:
    for mode in ("public_transport", "indoor"):
        stations = two_stations()
        tour = a_tour_json(stations, mode=mode)
        tour["route"]["legs"][0].pop("geometry")
        assert "route.straight" not in found(tour, *stations)


def test_a_station_beside_the_middle_of_a_leg_is_on_the_route() -> None:
    stations = [*two_stations(), a_station_json("Mitte am Weg", position=[11.0299, 50.9774], triggers=[])]
    tour = a_tour_json(stations[:2])
    tour["modules"][0]["stops"].append(a_stop(3, stations[2]["id"]))
    assert "route.station_off_route" not in found(tour, *stations)


def fence(**area: Any) -> list[Json]:
    return [{"kind": "geofence", "area": area}]


def square(lon: float, lat: float, size: float = 0.0003) -> list[list[float]]:
    return [[lon, lat], [lon + size, lat], [lon + size, lat + size], [lon, lat + size], [lon, lat]]


def test_a_polygon_without_rings_has_too_few_corners_and_its_holes_run_clockwise() -> None:
    assert found(a_station_json(triggers=fence(kind="polygon", rings=[]))) == ["geofence.too_few_corners"]
    outer, hole = square(HERE[0], HERE[1], size=0.001), square(HERE[0] + 0.0002, HERE[1] + 0.0002)
    assert found(a_station_json(triggers=fence(kind="polygon", rings=[outer, hole[::-1]]))) == []
    assert found(a_station_json(triggers=fence(kind="polygon", rings=[outer, hole]))) == ["geofence.winding"]


def test_a_geofence_is_not_measured_against_a_station_without_a_sound_place() -> None:
    assert "geofence.away_from_station" not in found(a_station_json(place={"position": [500, 500]}))
    far = a_station_json(triggers=fence(kind="polygon", rings=[square(12, 51)]))
    assert found(far) == ["geofence.away_from_station"]


def overlap(one: list[Json], other: list[Json], **facts: Any) -> set[str]:
    stations = two_stations()
    stations[0]["triggers"], stations[1]["triggers"] = one, other
    for station in stations:
        station["place"] |= facts
    return {code for code in found(a_tour_json(stations), *stations) if code.startswith("geofence.")}


def test_areas_are_compared_by_their_shapes() -> None:
    near = [HERE[0] + 0.0005, HERE[1]]
    circle = {"kind": "circle", "centre": HERE}
    assert overlap(fence(**circle, radius_m=30), fence(kind="circle", centre=near, radius_m=30)) >= {"geofence.overlap"}
    assert "geofence.overlap" not in overlap(
        fence(**circle, radius_m=10), fence(kind="circle", centre=near, radius_m=10)
    )
    # their circles meet, their squares do not
    diagonal = square(HERE[0] + 0.00031, HERE[1] + 0.00031)
    assert "geofence.overlap" not in overlap(
        fence(kind="polygon", rings=[square(HERE[0], HERE[1])]), fence(kind="polygon", rings=[diagonal])
    )
    around = square(HERE[0] - 0.001, HERE[1] - 0.001, size=0.002)
    assert "geofence.inside_another" in overlap(fence(**circle, radius_m=20), fence(kind="polygon", rings=[around]))
    assert "geofence.inside_another" in overlap(fence(kind="polygon", rings=[around]), fence(**circle, radius_m=20))


def test_two_areas_of_one_station_or_on_two_floors_may_overlap() -> None:
    circle = fence(kind="circle", centre=HERE, radius_m=30)
    station = a_station_json(triggers=[*circle, *circle])
    assert found(a_tour_json([station]), station) == ["complete.cover"]
    stations = two_stations(triggers=circle)
    stations[0]["place"]["floor"], stations[1]["place"]["floor"] = "0", "1"
    assert "geofence.inside_another" not in found(a_tour_json(stations), *stations)


def test_areas_that_cannot_be_measured_are_left_to_other_rules() -> None:
    broken = [*fence(kind="circle", centre=HERE, radius_m=0), *fence(kind="polygon", rings=[[HERE, THERE]])]
    assert overlap([*broken, {"kind": "manual"}], broken) == {"geofence.radius", "geofence.too_few_corners"}


def test_a_point_is_inside_a_ring_or_not() -> None:
    ring = [(0.0, 0.0), (10.0, 0.0), (10.0, 10.0), (0.0, 10.0), (0.0, 0.0)]
    assert contains(ring, (5.0, 5.0))
    assert not contains(ring, (15.0, 5.0))
    assert not contains(ring, (5.0, 15.0))


def test_a_long_way_round_the_world_in_short_steps_does_not_jump() -> None:
    tour = a_tour(modules=[{"id": "m1", "stops": [a_stop(1, an_id(1)), a_stop(2, an_id(2))]}])
    line = [[lon, 10] for lon in range(-100, 101, 50)]
    legs = [{"from": "h1", "to": "h2", "geometry": {"coordinates": line}}]
    assert "route.antimeridian" not in found(tour.model_copy(update={"route": a_tour(route={"legs": legs}).route}))
