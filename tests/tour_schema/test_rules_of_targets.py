"""Image targets: weak ones, and two that a camera could confuse; and what these rules keep quiet about."""

from __future__ import annotations

from typing import Any

import pytest

from tests.builders import a_document, a_medium_json, a_stop, a_tour_json, an_id
from tests.tour_schema.judging import ON, Json, a_scene, found, two_stations
from tour_schema import Documents, check
from tour_schema.words import words


def a_target(**facts: Any) -> Json:
    """An image target that a camera finds at once."""
    return a_medium_json(type="target", target={"score": 90, **facts})


def hung(station: Json, *targets: Json) -> Json:
    """The station with a scene on each target."""
    anchors = [{"id": f"a{number}", "kind": "image", "target": each["id"]} for number, each in enumerate(targets)]
    return station | {"scenes": [a_scene(anchors=[anchor]) | {"id": f"s-{anchor['id']}"} for anchor in anchors]}


def in_a_tour(first: list[Json], second: list[Json]) -> list[str]:
    """What a tour of two stations with these targets is told."""
    one, other = two_stations()
    stations = [hung(one, *first), hung(other, *second)]
    stops = [a_stop(number, station["id"]) for number, station in enumerate(stations, start=1)]
    tour = a_tour_json(modules=[{"id": "m1", "title": {"de": "x"}, "required": True, "stops": stops}])
    return found(tour, *stations, *{each["id"]: each for each in (*first, *second)}.values())


@pytest.mark.parametrize(("score", "told"), [(0, True), (74, True), (75, False), (100, False)])
def test_a_target_below_75_points_is_weak(score: int, told: bool) -> None:
    target = a_target(score=score)
    assert ("ar.target_weak" in found(hung(two_stations()[0], target), target)) is told


def test_a_target_that_nobody_has_looked_at_is_not_judged() -> None:
    target = a_medium_json(type="target")
    assert "ar.target_weak" not in found(hung(two_stations()[0], target), target)


def test_a_weak_target_without_a_reason_still_has_a_sentence() -> None:
    target = a_target(score=30)
    report = check(a_document(hung(two_stations()[0], target)), Documents(a_document(target)), on=ON)
    issue = next(each for each in report.issues if each.code == "ar.target_weak")
    assert "zu wenige Einzelheiten" in words(issue, "de").help
    assert "too little detail" in words(issue, "en").help


def test_whichever_of_two_was_looked_at_later_names_the_other() -> None:
    first = a_target()
    second = a_target(alike=[{"medium": first["id"], "likeness": 0.5}])
    assert in_a_tour([first], [second]).count("ar.targets_alike") == 1
    assert in_a_tour([second], [first]).count("ar.targets_alike") == 1


def test_a_little_likeness_and_one_with_a_target_of_another_tour_are_no_matter() -> None:
    first = a_target()
    little = a_target(alike=[{"medium": first["id"], "likeness": 0.14}])
    elsewhere = a_target(alike=[{"medium": an_id(), "likeness": 0.9}])
    assert "ar.targets_alike" not in in_a_tour([first], [little])
    assert "ar.targets_alike" not in in_a_tour([first], [elsewhere])


def test_one_target_at_two_stations_is_confused_and_at_one_station_is_not() -> None:
    target = a_target()
    assert "ar.targets_alike" in in_a_tour([target], [target])
    assert "ar.targets_alike" not in in_a_tour([target, target], [])
