"""A tour is walked at the desk: what fires when, what is missed, how long it takes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

from tests.builders import a_document, a_medium_json, a_station_json, a_tour_json, words
from tour_schema import Documents
from tour_schema.desk_walk import NotWalkableError, Options, Walk, walk
from tour_schema.desk_walk.simulate import MOST_FIXES
from tour_schema.earth import distance_m
from tour_schema.tour import Tour

Json = dict[str, Any]
PLACES = [[11.0308, 50.9788], [11.0290, 50.9760], [11.0250, 50.9760], [11.0210, 50.9770]]
QUIET = Options(noise_m=0)


def stations(count: int = 3, **facts: Any) -> list[Json]:
    return [a_station_json(f"Station {number}", position=PLACES[number], **facts) for number in range(count)]


def walked(tour: Json, others: Sequence[Json], options: Options = QUIET) -> Walk:
    document = a_document(tour)
    assert isinstance(document, Tour)
    return walk(document, Documents(*map(a_document, others)), options)


def codes(made: Walk) -> list[str]:
    return [issue.code for issue in made.report.issues]


def circle(position: Sequence[float], radius_m: float = 25, **facts: Any) -> Json:
    area = {"kind": "circle", "centre": list(position), "radius_m": radius_m}
    return {"kind": "geofence", "area": area, "dwell_s": 5} | facts


def square(position: Sequence[float], half_deg: float) -> list[list[float]]:
    corners = ((-1, -1), (1, -1), (1, 1), (-1, 1), (-1, -1))
    return [[position[0] + half_deg * x, position[1] + half_deg * y] for x, y in corners]


def in_modules(tour: Json, *facts: Json) -> Json:
    """The tour with a module for each of its stops."""
    stops = tour["modules"][0]["stops"]
    modules = [
        {"id": f"m{number}", "title": words("Teil", "Part"), "stops": [stop]} | more
        for number, (stop, more) in enumerate(zip(stops, facts, strict=True), start=1)
    ]
    return tour | {"modules": modules}


def test_a_sound_tour_fires_every_station_when_one_is_there() -> None:
    others = stations()
    made = walked(a_tour_json(others), others)
    assert [each.fired for each in made.visits] == ["on_time"] * 3
    assert made.report.issues == ()
    assert made.lasts_s == 3 * 420 + 2 * 240
    assert made.distance_m == 600
    assert (made.fixes[0].at_s, made.fixes[-1].at_s) == (0, made.lasts_s)


def test_events_come_in_their_order_and_a_station_fires_once_it_was_long_enough_in() -> None:
    others = stations(2)
    made = walked(a_tour_json(others), others)
    assert [(each.at_s, each.kind, each.stop) for each in made.events] == [
        (0, "arrived", "h1"),
        (0, "entered", "h1"),
        (5, "fired", "h1"),
        (420, "left", "h1"),
        (643, "entered", "h2"),
        (648, "fired", "h2"),
        (660, "arrived", "h2"),
        (1080, "left", "h2"),
    ]


def test_without_noise_the_phone_is_where_the_visitor_is() -> None:
    others = stations(2)
    assert all(each.visitor == each.phone for each in walked(a_tour_json(others), others).fixes)


def test_a_faster_visitor_needs_less_time_than_the_legs_say() -> None:
    others = stations(2)
    made = walked(a_tour_json(others), others, Options(noise_m=0, speed_m_s=3))
    assert made.visits[0].onward_s == 100


def test_a_leg_that_nobody_has_timed_is_walked_at_the_pace_of_the_mode() -> None:
    others = stations(2)
    tour = a_tour_json(others, mode="bike")
    del tour["route"]["legs"][0]["duration_s"]
    assert walked(tour, others).visits[0].onward_s == 75


def test_a_leg_that_nobody_has_drawn_is_walked_straight() -> None:
    others = stations(2)
    tour = a_tour_json(others)
    tour["route"]["legs"][0] |= {"geometry": {"type": "LineString", "coordinates": []}}
    made = walked(tour, others)
    assert made.visits[1].fired == "on_time"
    assert made.report.issues == ()


def test_the_way_leads_through_a_stop_that_is_left_out() -> None:
    others = stations()
    tour = in_modules(a_tour_json(others), {"required": True}, {}, {"required": True})
    made = walked(tour, others, Options(noise_m=0, optional=False))
    assert [each.stop for each in made.visits] == ["h1", "h3"]
    assert made.visits[0].onward_s == 480
    assert min(distance_m(each.visitor, PLACES[1]) for each in made.fixes) < 2
    assert codes(made) == []


def test_all_and_required_and_step_free_are_timed_beside_what_was_chosen() -> None:
    others = stations()
    others[2]["access"] = {"step_free": False}
    tour = in_modules(a_tour_json(others), {"required": True}, {}, {})
    variants = {each.kind: each for each in walked(tour, others).variants}
    assert {kind: each.stops for kind, each in variants.items()} == {"all": 3, "required": 1, "step_free": 2}
    assert (variants["all"].walking_s, variants["all"].staying_s) == (480, 1260)
    assert variants["required"].walking_s == 0


def test_a_variant_of_which_nothing_is_left_is_not_told() -> None:
    others = stations(2)
    tour = in_modules(a_tour_json(others), {}, {})
    assert [each.kind for each in walked(tour, others).variants] == ["all", "step_free"]


def test_named_modules_bring_what_they_need() -> None:
    others = stations()
    tour = in_modules(a_tour_json(others), {}, {"after": ["m1"]}, {})
    assert walked(tour, others, Options(modules=("m2",))).modules == ("m1", "m2")


def test_of_modules_that_do_not_go_together_the_first_is_taken() -> None:
    others = stations()
    tour = in_modules(a_tour_json(others), {}, {"not_with": ["m1"]}, {})
    assert walked(tour, others).modules == ("m1", "m3")


def test_a_draft_whose_required_modules_contradict_each_other_is_walked_whole() -> None:
    others = stations(2)
    tour = in_modules(a_tour_json(others), {"required": True}, {"required": True, "not_with": ["m1"]})
    assert walked(tour, others).modules == ("m1", "m2")


def test_optional_stops_are_left_out_where_only_the_required_is_asked_for() -> None:
    others = stations()
    tour = a_tour_json(others)
    tour["modules"][0]["stops"][1]["optional"] = True
    made = walked(tour, others, Options(optional=False))
    assert [each.stop for each in made.visits] == ["h1", "h3"]


def test_whoever_cannot_climb_steps_is_led_round_them() -> None:
    others = stations()
    others[1]["access"] = {"step_free": False}
    tour = a_tour_json(others)
    tour["route"]["legs"][0] |= {"steps": 20, "duration_s": 10}
    tour["route"]["legs"].append({"from": "h1", "to": "h3", "geometry": {"type": "LineString"}, "duration_s": 900})
    made = walked(tour, others, Options(noise_m=0, step_free=True))
    assert made.left_out == ("h2",)
    assert made.visits[0].onward_s == 900
    assert codes(made) == []


def test_a_tour_that_claims_to_be_step_free_is_told_of_its_steps() -> None:
    others = stations(2)
    tour = a_tour_json(others, access={"step_free": True})
    tour["route"]["legs"][0]["surface"] = "steps"
    assert codes(walked(tour, others)) == ["walk.steps"]


def test_a_station_without_a_geofence_or_on_a_second_visit_is_opened_by_hand() -> None:
    others = stations(2)
    others[1]["triggers"] = [{"kind": "code", "number": "7"}]
    tour = a_tour_json([*others, others[0]])
    assert [each.fired for each in walked(tour, others).visits] == ["on_time", "by_hand", "by_hand"]


def test_a_stop_without_a_station_or_a_place_is_made_where_one_is() -> None:
    others = stations(3)
    others[1] |= {"place": {}, "triggers": [{"kind": "manual"}]}
    tour = a_tour_json(stations(3))
    for stop, station in zip(tour["modules"][0]["stops"], others, strict=True):
        stop["station"] = station["id"]
    tour["route"]["legs"] = []
    made = walked(tour, others[:2], QUIET)
    assert [each.arrived_s for each in made.visits] == [0, 420, 840]
    assert codes(made) == []


def test_what_is_told_anywhere_before_the_first_place_is_told_where_the_walk_begins() -> None:
    others = stations(3)
    others[0] |= {"place": {}, "triggers": [{"kind": "manual"}]}
    tour = a_tour_json(stations(3))
    for stop, station in zip(tour["modules"][0]["stops"], others, strict=True):
        stop["station"] = station["id"]
    del tour["route"]["legs"][0]
    made = walked(tour, others)
    assert [each.arrived_s for each in made.visits] == [0, 420, 1080]
    assert codes(made) == []


def test_a_net_of_ways_in_which_one_can_go_round_and_round_is_walked_the_quickest_way() -> None:
    others = stations(4)
    tour = a_tour_json(others)
    ways = {("h1", "h2"): 100, ("h2", "h1"): 1, ("h1", "h3"): 90, ("h3", "h2"): 5, ("h2", "h3"): 5, ("h2", "h4"): 10}
    tour["route"]["legs"] = [{"from": one, "to": other, "duration_s": lasts} for (one, other), lasts in ways.items()]
    made = walked(tour, others)
    assert [each.onward_s for each in made.visits] == [95, 5, 15, None]


def test_an_area_with_a_hole_does_not_fire_in_it() -> None:
    others = stations(2)
    rings = [square(PLACES[1], 0.0004), square(PLACES[1], 0.0001)]
    others[1]["triggers"] = [{"kind": "geofence", "area": {"kind": "polygon", "rings": rings}, "dwell_s": 60}]
    made = walked(a_tour_json(others), others)
    assert codes(made) == ["walk.dwell_too_long"]
    others[1]["triggers"][0]["area"]["rings"] = rings[:1]
    assert codes(walked(a_tour_json(others), others)) == []


def test_an_area_of_corners_that_one_passes_by_is_missed_by_some_metres() -> None:
    others = stations(2)
    rings = [square([PLACES[1][0], PLACES[1][1] - 0.001], 0.0004)]
    others[1]["triggers"] = [{"kind": "geofence", "area": {"kind": "polygon", "rings": rings}}]
    (issue,) = walked(a_tour_json(others), others).report.issues
    assert (issue.code, issue.values["distance"]) == ("walk.missed", 67)


def test_two_stations_on_two_floors_do_not_disturb_each_other() -> None:
    others = [*stations(1), a_station_json("Oben", position=PLACES[0])]
    tour = a_tour_json(others)
    assert "walk.overlap" in codes(walked(tour, others))
    for floor, station in zip(("0", "1"), others, strict=True):
        station["place"]["floor"] = floor
    assert "walk.overlap" not in codes(walked(tour, others))


def test_what_fires_once_does_not_fire_again_when_one_comes_back_from_afar() -> None:
    far = [PLACES[0][0] + 0.01, PLACES[0][1]]
    beyond = [PLACES[0][0] - 0.002, PLACES[0][1]]
    others = [
        a_station_json(name, position=place) for name, place in (("Tor", PLACES[0]), ("Turm", far), ("Tal", beyond))
    ]
    others[0]["triggers"] = [circle(PLACES[0], repeat="once")]
    made = walked(a_tour_json(others), others, Options(noise_m=0, speed_m_s=2))
    assert [event.at_s for event in made.events if (event.kind, event.stop) == ("fired", "h1")] == [5]
    others[0]["triggers"] = [circle(PLACES[0], repeat="always")]
    again = walked(a_tour_json(others), others, Options(noise_m=0, speed_m_s=2))
    assert len([event for event in again.events if (event.kind, event.stop) == ("fired", "h1")]) == 2


def test_an_overlap_that_is_made_smaller_is_gone() -> None:
    near = [PLACES[0][0] + 0.0008, PLACES[0][1]]
    others = [
        a_station_json("Tor", position=PLACES[0], triggers=[circle(PLACES[0], 40)]),
        a_station_json("Turm", position=near, triggers=[circle(near, 40)]),
    ]
    assert codes(walked(a_tour_json(others), others)) == ["walk.overlap"]
    others[1]["triggers"] = [circle(near, 12)]
    assert codes(walked(a_tour_json(others), others)) == []


@pytest.mark.parametrize(
    "area", [circle(PLACES[1], 500), square([PLACES[1][0], PLACES[1][1]], 0.01)], ids=["circle", "corners"]
)
@pytest.mark.parametrize("large", [0, 1])
def test_an_overlap_is_told_at_the_larger_area(area: Json | list[list[float]], large: int) -> None:
    others = stations(2)
    trigger = area if isinstance(area, dict) else {"kind": "geofence", "area": {"kind": "polygon", "rings": [area]}}
    others[large]["triggers"] = [trigger]
    found = [each for each in walked(a_tour_json(others), others).report.issues if each.code == "walk.overlap"]
    assert {(each.document, each.pointer) for each in found} == {(others[large]["id"], "/triggers/0/area")}
    names = {each.values["title"] for each in found}, {each.values["other"] for each in found}
    assert names == ({f"Station {large}"}, {f"Station {1 - large}"})


def test_what_fires_while_one_stands_at_another_stop_is_early_however_near_it_is() -> None:
    near = [PLACES[0][0] + 0.0005, PLACES[0][1]]
    others = [
        a_station_json("Tor", position=PLACES[0], triggers=[circle(PLACES[0], 25)]),
        a_station_json("Turm", position=near, triggers=[circle(near, 40)]),
    ]
    made = walked(a_tour_json(others), others)
    assert [(each.fired, each.overlaps) for each in made.visits] == [("on_time", ("h2",)), ("early", ("h1",))]


def test_a_second_area_of_a_station_does_not_open_it_again() -> None:
    others = stations(2)
    others[1]["triggers"] = [circle(PLACES[1], 25), circle(PLACES[1], 20), circle(PLACES[1], 15, repeat="always")]
    fired = [each for each in walked(a_tour_json(others), others).events if each.kind == "fired"]
    assert [each.trigger for each in fired] == ["/triggers/0", "/triggers/0", "/triggers/2"]


def test_what_fires_always_fires_when_one_comes_back_and_is_no_fault() -> None:
    others = stations(3)
    others[0]["triggers"] = [circle(PLACES[0], repeat="always")]
    tour = a_tour_json([others[0], others[1], others[0]])
    made = walked(tour, others)
    assert [each.stop for each in made.events if each.kind == "fired"] == ["h1", "h2", "h1"]
    assert codes(made) == []


def test_what_fires_without_an_end_is_counted_to_ten() -> None:
    others = stations(2)
    edge = [PLACES[1][0] + 0.00036, PLACES[1][1]]
    others[1] |= {"duration_s": 14_400, "triggers": [circle(edge, dwell_s=0, repeat="always")]}
    made = walked(a_tour_json(others), others, Options(noise_m=10))
    assert len([each for each in made.events if each.kind == "fired" and each.stop == "h2"]) == 10
    assert "walk.again" in codes(made)


def test_recordings_films_and_lines_are_as_long_as_they_are_in_the_language() -> None:
    sounds = [a_medium_json(type="audio") for _ in range(3)]
    for lasts, sound in zip((30, 50, 70), sounds, strict=True):
        sound["original"]["duration_s"] = lasts
    german, english, line = (each["id"] for each in sounds)
    story = [
        {"id": "b1", "kind": "audio", "recordings": {"de": german, "en": english}},
        {"id": "b2", "kind": "guide_line", "text": words("x" * 15, "x" * 30), "recordings": {"de": {"medium": line}}},
        {"id": "b3", "kind": "guide_line", "text": words("x" * 15, "x" * 30)},
        {"id": "b4", "kind": "video", "medium": german},
        {"id": "b5", "kind": "audio", "spoken": False, "recordings": {"de": german}},
        {"id": "b6", "kind": "text", "text": words("x" * 150, "x" * 150)},
    ]
    station = a_station_json(story=story)
    del station["duration_s"]
    tour = a_tour_json([station])
    for language, spoken in (("de", 30 + 70 + 1 + 30), ("en", 50 + 70 + 2 + 30)):
        (visit,) = walked(tour, [station, *sounds], Options(language=language)).visits
        assert (visit.spoken_s, visit.left_s) == (spoken, spoken + 10)


def test_who_finds_nothing_told_stays_for_a_minute() -> None:
    station = a_station_json(story=[])
    del station["duration_s"]
    assert walked(a_tour_json([station]), [station]).visits[0].left_s == 60


def test_a_long_walk_is_told_in_fewer_fixes() -> None:
    others = stations(2, duration_s=20_000)
    made = walked(a_tour_json(others), others)
    assert MOST_FIXES / 2 < len(made.fixes) <= MOST_FIXES + 1
    assert made.fixes[-1].at_s == made.lasts_s


def test_a_track_is_walked_with_a_stop_where_it_is_nearest_to_each_station() -> None:
    others = stations(3)
    track = tuple((place[0], place[1] + 0.0001) for place in PLACES[:2])
    made = walked(a_tour_json(others), others, Options(noise_m=0, track=track))
    assert [each.fired for each in made.visits] == ["on_time", "on_time", "missed"]
    assert [each.arrived_s is None for each in made.visits] == [False, False, True]
    assert codes(made) == ["walk.missed"]


def test_a_track_that_comes_near_no_station_is_of_another_tour() -> None:
    others = stations(2)
    with pytest.raises(NotWalkableError) as caught:
        walked(a_tour_json(others), others, Options(track=((11.2, 50.976), (11.201, 50.976))))
    assert (caught.value.code, caught.value.values) == ("elsewhere", {"kilometres": 12})
    # One that only misses them is walked, so that the report says by how much.
    made = walked(a_tour_json(others), others, Options(track=((11.06, 50.976), (11.061, 50.976))))
    assert set(codes(made)) == {"walk.missed"}


def test_a_track_the_other_way_round_makes_the_stops_the_other_way_round() -> None:
    others = stations(2)
    made = walked(a_tour_json(others), others, Options(noise_m=0, track=((11.0290, 50.9760), (11.0308, 50.9788))))
    assert [each.arrived_s for each in made.visits] == [700, 0]


def test_a_track_that_only_passes_by_a_wide_area_fires_it_without_a_stop() -> None:
    others = stations(2)
    others[1]["triggers"] = [circle(PLACES[1], 400)]
    north = ((PLACES[0][0], PLACES[0][1]), (PLACES[0][0], PLACES[0][1] + 0.001))
    made = walked(a_tour_json(others), others, Options(noise_m=0, track=north))
    assert (made.visits[1].fired, made.visits[1].arrived_s) == ("on_time", None)
