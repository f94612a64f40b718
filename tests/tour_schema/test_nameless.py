"""What has no name yet is told by its number, never by an id that only a machine gave it."""

from __future__ import annotations

import pytest

from tests.builders import a_document, a_medium_json, a_station_json, a_stop, a_tour_json
from tests.tour_schema.judging import HERE, ON, THERE, Json, a_scene
from tour_schema import Documents, check, words


def told(body: Json, *others: Json, language: str = "de") -> dict[str, str]:
    """The title and help of what a check finds, by code."""
    report = check(a_document(body), Documents(*map(a_document, others)), on=ON)
    return {issue.code: " ".join(words(issue, language)[:2]) for issue in report.issues}


def a_tour_of(*modules: Json) -> Json:
    """A tour of modules without titles, each with one stop unless it says otherwise."""
    stations = [a_station_json("") for _ in modules]
    numbered = [
        {"id": f"module-{number}", "title": {}, "stops": [a_stop(number, station["id"])]}
        for number, station in enumerate(stations)
    ]
    named = [usual | facts for usual, facts in zip(numbered, modules, strict=True)]
    return a_tour_json(stations) | {"modules": named, "route": {"legs": []}}


@pytest.mark.parametrize(
    ("language", "name"), [("de", "„Baustein 2 (ohne Namen)“"), ("en", "“module 2 (without a name)”")]
)
def test_a_module_without_a_title_is_told_by_its_number(language: str, name: str) -> None:
    assert name in told(a_tour_of({}, {"stops": []}), language=language)["modules.empty"]


def test_two_modules_without_a_title_are_told_apart() -> None:
    tour = a_tour_of({"required": True, "not_with": ["module-1"]}, {"required": True})
    assert "Baustein 1 (ohne Namen) und Baustein 2 (ohne Namen)" in told(tour)["modules.contradiction"]


def test_a_stop_at_a_station_without_a_title_is_told_by_its_number() -> None:
    stations = [a_station_json(position=place) | {"title": {}} for place in (HERE, THERE)]
    stops = [a_stop(number, station["id"], bridge={}) for number, station in enumerate(stations, start=1)]
    tour = a_tour_json(stations) | {"modules": [{"id": "m1", "stops": stops}]}
    assert "„Halt 1 (ohne Namen)“" in told(tour, *stations)["modules.bridge_missing"]


def test_a_scene_without_a_title_is_told_by_its_number() -> None:
    station = a_station_json(scenes=[a_scene({"id": "c1", "kind": "label"}), a_scene() | {"id": "s2"}])
    assert "„Szene 2 (ohne Namen)“" in told(station)["ar.scene_empty"]


def test_a_medium_without_a_title_is_not_told_by_empty_quotation_marks() -> None:
    medium = a_medium_json(title={}, alt={})
    station = a_station_json(cover=medium["id"])
    assert "„ohne Namen“ (Bild)" in told(station, medium)["accessibility.alt_missing"]


@pytest.mark.parametrize(
    ("alt", "name"),
    [
        ("Das Haus zum Roten Ochsen", "„Das Haus zum Roten Ochsen“"),
        ("Ein Kupferstich der Brücke von Westen, mit zwei Booten und einem Fischer", "Brücke von Westen, mit zwei …“"),
        ("x" * 90, "„" + "x" * 50 + "“"),
    ],
)
def test_a_medium_without_a_title_is_told_by_the_beginning_of_what_it_shows(alt: str, name: str) -> None:
    medium = a_medium_json() | {"title": {}, "alt": {"de": alt, "en": alt}, "licence": None}
    assert name in told(medium)["rights.licence_missing"]


def test_a_medium_that_says_nothing_at_all_has_no_name() -> None:
    medium = a_medium_json() | {"title": {}, "alt": {}, "licence": None}
    assert "„ohne Namen“" in told(medium)["rights.licence_missing"]
