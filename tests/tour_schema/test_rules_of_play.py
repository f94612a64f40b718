"""AR, narration, hours and modules: the other side of each rule, and what it keeps quiet about."""

from __future__ import annotations

from typing import Any

import pytest

from tests.builders import (
    a_document,
    a_station_json,
    a_stop,
    a_tour,
    a_tour_json,
    an_id,
    words,
)
from tests.tour_schema.judging import ON, Json, a_scene, codes_of, found, two_stations
from tour_schema import Documents, check

VERIFIED = {"at": "2026-05-02T10:11:00Z", "by": "us"}


def test_the_plain_step_is_moved_to_the_end_or_not_made_without_a_picture() -> None:
    plain, plane = {"id": "a1", "kind": "plain", "medium": an_id(997)}, {"id": "a2", "kind": "plane"}
    label = {"id": "c1", "kind": "label", "text": words("a", "b")}
    station = a_station_json(scenes=[a_scene(label, anchors=[plain, plane])])
    report = check(a_document(station), Documents(), on=ON)
    fix = next(issue.fix for issue in report.issues if issue.code == "ar.ladder_end")
    assert fix is not None
    assert isinstance(fix.patch[1].value, list)
    assert [each["id"] for each in fix.patch[1].value if isinstance(each, dict)] == ["a2", "a1"]
    bare = a_station_json(scenes=[a_scene(label, anchors=[plane])])
    report = check(a_document(bare), Documents(), on=ON)
    assert next(issue.fix for issue in report.issues if issue.code == "ar.ladder_end") is None


def test_a_plain_step_without_a_picture_gets_one_only_from_the_cover() -> None:
    station = a_station_json(scenes=[a_scene(anchors=[{"id": "a1", "kind": "plain"}])])
    report = check(a_document(station), Documents(), on=ON)
    assert next(issue.fix for issue in report.issues if issue.code == "accessibility.plain_empty") is None


def geo(lat: float, lon: float) -> Json:
    pose = {"position": {"lat": lat, "lon": lon, "h": 200}, "quaternion": {"x": 0, "y": 0, "z": 0, "w": 1}}
    return {"id": "a1", "kind": "geo", "geopose": pose, "height_reference": "ellipsoid", "verified": VERIFIED}


@pytest.mark.parametrize(
    ("lat", "lon", "code", "fixed"),
    [
        (50.9788, 11.0308, None, False),
        (11.0308, 50.9788, "ar.anchor_away_from_station", True),
        (52.0, 13.0, "ar.anchor_away_from_station", False),
        (500.0, 500.0, "ar.anchor_not_on_earth", False),
        (120.0, 50.0, "ar.anchor_not_on_earth", True),
    ],
)
def test_a_place_anchor_is_where_its_station_is(lat: float, lon: float, code: str | None, fixed: bool) -> None:
    scene = a_scene({"id": "c1", "kind": "label"}, anchors=[geo(lat, lon)])
    report = check(a_document(a_station_json(scenes=[scene])), Documents(), on=ON)
    told = [issue for issue in report.issues if issue.code.startswith("ar.anchor")]
    assert [issue.code for issue in told] == ([code] if code else [])
    assert [issue.fix is not None for issue in told] == ([fixed] if code else [])


def test_a_place_anchor_of_a_station_without_a_place_is_not_measured() -> None:
    scene = a_scene({"id": "c1", "kind": "label"}, anchors=[geo(52.0, 13.0)])
    assert "ar.anchor_away_from_station" not in codes_of(a_station_json(place={"indoor": True}, scenes=[scene]))


def test_small_rounding_of_a_rotation_is_no_fault_and_a_small_width_gets_no_fix() -> None:
    pose = {"rotation": [0.0, 0.7071, 0.0, 0.7071], "translation_m": [0, 1, 0]}
    code = {"id": "a1", "kind": "code", "content": "x", "size_m": 0.01, "verified": VERIFIED}
    scene = a_scene({"id": "c1", "kind": "label", "pose": pose, "visible_m": [1, 1]}, anchors=[code])
    report = check(a_document(a_station_json(scenes=[scene])), Documents(), on=ON)
    told = {issue.code: issue.fix for issue in report.issues}
    assert "ar.quaternion" not in told
    assert told["ar.width_implausible"] is None
    assert told["ar.visible_range"] is None


def test_a_cloud_anchor_that_lives_long_enough_is_no_fault() -> None:
    cloud = {"id": "a1", "kind": "cloud", "provider": "x", "anchor_id": "y", "verified": VERIFIED}
    scene = a_scene({"id": "c1", "kind": "label"}, anchors=[cloud | {"expires_at": "2027-05-01T00:00:00Z"}])
    station = a_station_json(scenes=[scene])
    assert not {code for code in codes_of(station) if code.startswith("ar.cloud")}
    tour = a_tour_json([station], season={"from": "04-01", "to": "10-31"})
    assert not {code for code in found(tour, station) if code.startswith("ar.cloud")}


def test_a_bridge_is_held_against_the_shortest_way_on() -> None:
    stations = two_stations()
    tour = a_tour_json(stations)
    tour["modules"][0]["stops"][0]["bridge"] = words("Gehen Sie weiter. " * 60, "On.")
    assert "narration.longer_than_leg" not in found(tour, *stations)
    leg = tour["route"]["legs"][0]
    tour["route"]["legs"] = [leg, {**leg, "duration_s": 30, "distance_m": 300}]
    assert "narration.longer_than_leg" in found(tour, *stations)
    for each in tour["route"]["legs"]:
        each.pop("duration_s")
        each.pop("distance_m")
        each.pop("geometry")
    assert "narration.longer_than_leg" not in found(tour, *stations)


def test_a_recording_of_unknown_length_is_not_called_long() -> None:
    block = {"id": "b1", "kind": "audio", "recordings": {"de": an_id(996), "en": an_id(996)}}
    music = {"id": "b2", "kind": "audio", "recordings": {"de": an_id(996)}, "spoken": False}
    assert "narration.long" not in found(a_station_json(story=[block, music]))


@pytest.mark.parametrize("zone", ["Europe/Berlin", "Etc/UTC"])
def test_a_time_zone_of_the_database_is_known(zone: str) -> None:
    assert found(a_station_json(facts={"opening_hours": "24/7", "time_zone": zone})) == []


@pytest.mark.parametrize("zone", ["Mars/Phobos", "../etc/passwd", "/etc/passwd", "Europe", "\0", "localtime"])
def test_a_time_zone_that_there_is_not_is_found(zone: str) -> None:
    assert found(a_station_json(facts={"time_zone": zone})) == ["hours.time_zone_unknown"]


def test_a_zone_is_proposed_only_where_the_country_has_one() -> None:
    for country, proposed in ((None, False), ("FR", False), ("AT", True)):
        station = a_station_json(facts={"opening_hours": "24/7"})
        station["place"]["address"] = {"country": country} if country else {"locality": "Erfurt"}
        issue = next(
            each
            for each in check(a_document(station), Documents(), on=ON).issues
            if each.code == "hours.time_zone_missing"
        )
        assert (issue.fix is not None) is proposed


@pytest.mark.parametrize("meets", ["Sa 11:00", "Mo-Fr 14:00; Sa 11:00", "Apr-Oct Sa,Su 11:00,14:00", "Mo 10:00-12:00"])
def test_a_partner_meets_at_a_moment_or_in_a_span(meets: str) -> None:
    assert "hours.partner_meets" not in found(a_tour(partners=[{"name": "x", "meets": meets}]))


def test_what_is_always_open_fits_every_season() -> None:
    station = a_station_json(facts={"opening_hours": "24/7", "time_zone": "Europe/Berlin"})
    tour = a_tour_json([station], season={"from": "04-01", "to": "10-31"})
    assert found(tour, station) == ["complete.cover"]


def test_hours_that_fit_the_season_are_no_fault() -> None:
    station = a_station_json(facts={"opening_hours": "Mo-Su 10:00-18:00", "time_zone": "Europe/Berlin"})
    tour = a_tour_json([station], season={"from": "04-01", "to": "04-07"})
    assert found(tour, station) == ["complete.cover"]
    broken = a_tour_json([station], season={"from": "04-31", "to": "10-31"})
    assert "hours.season_invalid" in found(broken, station)


def modules_of(*modules: Json, **facts: Any) -> list[str]:
    stations = [a_station_json(f"Station Nummer {number}", triggers=[]) for number in range(len(modules))]
    for number, module in enumerate(modules):
        module |= {"id": f"m{number}", "title": words(f"M{number}", f"M{number}")}
        module.setdefault("stops", [a_stop(number, stations[number]["id"])])
    codes = found(a_tour_json(stations) | {"modules": list(modules), "route": {"legs": []}} | facts, *stations)
    return [code for code in codes if code.startswith("modules.")]


def test_modules_that_fit_are_no_fault() -> None:
    assert modules_of({"required": True}, {"after": ["m0"]}, {"not_with": ["m1"]}) == []


def test_a_choice_of_empty_modules_is_told_as_empty_only() -> None:
    assert modules_of({"stops": []}) == ["modules.empty"]
    assert modules_of({"required": True}, {"after": ["m0"], "stops": []}) == ["modules.empty"]


def test_an_empty_module_that_others_name_is_not_deleted_by_a_fix() -> None:
    module = {"id": "m1", "stops": []}
    tour = a_tour(modules=[module, {"id": "m2", "after": ["m1"], "stops": []}])
    fixes = [each.fix for each in check(tour, Documents(), on=ON).issues if each.code == "modules.empty"]
    assert [fix is None for fix in fixes] == [True, False]


def test_optional_stops_of_modules_that_need_each_other_are_told_once() -> None:
    stations = [a_station_json(f"Station Nummer {number}", triggers=[]) for number in range(2)]
    stops = [a_stop(number, station["id"], optional=True) for number, station in enumerate(stations)]
    modules = [
        {"id": "m0", "title": words("A", "A"), "stops": stops[:1], "required": True},
        {"id": "m1", "title": words("B", "B"), "stops": stops[1:], "required": True},
    ]
    tour = a_tour_json(stations) | {"modules": modules, "route": {"legs": []}}
    assert found(tour, *stations).count("modules.no_start") == 1


def test_a_station_that_is_sure_to_come_may_be_spoken_of() -> None:
    names = words("Gleich: Station Nummer 1.", "Soon: Station Nummer 1.")
    stations = [a_station_json(f"Station Nummer {number}", triggers=[]) for number in range(2)]
    stops = [a_stop(0, stations[0]["id"], bridge=names), a_stop(1, stations[1]["id"])]
    first, second = ({"id": f"m{number}", "title": words("M", "M"), "stops": [stops[number]]} for number in range(2))
    for second_required in (True, False):
        tour = a_tour_json(stations) | {"modules": [first, second | {"required": second_required}]}
        tour["route"] = {"legs": []}
        assert ("modules.dead_reference" in found(tour, *stations)) is not second_required


def test_a_bridge_may_link_to_a_station_elsewhere_and_short_titles_are_common_words() -> None:
    elsewhere = a_station_json("Anderswo")
    stations = [a_station_json("Dom", triggers=[]), a_station_json("Markt", triggers=[])]
    link = f"[dort](station:{elsewhere['id']}) [und](https://example.org/station:1)"
    stops = [a_stop(0, stations[0]["id"], bridge=words(f"Zum Markt. {link}", "On.")), a_stop(1, stations[1]["id"])]
    modules = [{"id": f"m{number}", "title": words("M", "M"), "stops": [stop]} for number, stop in enumerate(stops)]
    tour = a_tour_json(stations) | {"modules": modules, "route": {"legs": []}}
    assert found(tour, *stations, elsewhere) == ["complete.cover"]
    assert [stop.id for stop in a_tour(modules=modules).stops()] == ["h0", "h1"]


def test_a_module_that_can_never_be_chosen_says_nothing_more() -> None:
    assert modules_of({}, {"not_with": ["m0"]}, {"after": ["m0", "m1"]}) == ["modules.never_allowed"]


def test_a_free_tour_asks_for_the_usual_way_only() -> None:
    stations = [a_station_json(f"Station Nummer {number}", triggers=[]) for number in range(3)]
    stops = [a_stop(number, station["id"]) for number, station in enumerate(stations)]
    modules = [{"id": f"m{number}", "title": words("M", "M"), "stops": [stop]} for number, stop in enumerate(stops)]
    legs = [{"from": "h0", "to": "h1"}, {"from": "h1", "to": "h2"}]
    tour = a_tour_json(stations) | {"modules": modules, "route": {"legs": legs}}
    assert "modules.no_leg" not in found(tour, *stations)
    assert found(tour | {"play": {"order": "fixed"}}, *stations).count("modules.no_leg") == 1


def test_a_link_to_a_station_that_is_in_the_tour_for_sure_is_fine() -> None:
    stations = two_stations()
    link = {"id": "b9", "kind": "link", "href": f"station:{stations[1]['id']}", "label": words("Dort", "There")}
    stations[0]["story"].append(link)
    assert found(a_tour_json(stations), *stations) == ["complete.cover"]
