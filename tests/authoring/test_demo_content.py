"""The demo's documents are valid, share a station, and name only what is there."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

import pytest

from authoring.demo import assemble
from authoring.demo.content import GUIDES, TOURS, demo_id, pictures, read_tour, sounds
from authoring.demo.drawing.gallery import PICTURES, draw
from authoring.demo.sounds import SOUNDS
from tour_schema.document import DOCUMENT

Json = dict[str, Any]


@cache
def _contents() -> list[Json]:
    return [read_tour(key) for key in TOURS]


@cache
def _documents() -> tuple[Json, ...]:
    contents = _contents()
    media = {name: demo_id("medium", name) for name in (*pictures(contents), *sounds(contents))}
    stations = {station["key"]: station for content in contents for station in content["stations"]}
    guide_of = {station["key"]: content["guide"] for content in contents for station in content["stations"]}
    return (
        *(assemble.guide(name, media) for name in GUIDES),
        *(assemble.station(station, media, guide_of[key]) for key, station in stations.items()),
        *(assemble.tour(content, media, stations) for content in contents),
    )


def test_every_document_of_the_demo_can_be_read() -> None:
    for document in _documents():
        DOCUMENT.validate_json(json.dumps(document))


@pytest.mark.parametrize("number", [0, 1])
def test_a_tour_has_eight_to_ten_stations_in_modules(number: int) -> None:
    tour = [document for document in _documents() if document["kind"] == "tour"][number]
    assert len(tour["modules"]) >= 4
    assert 8 <= sum(len(module["stops"]) for module in tour["modules"]) <= 10


def test_the_two_tours_share_a_station() -> None:
    one, other = (
        {stop["station"] for module in document["modules"] for stop in module["stops"]}
        for document in _documents()
        if document["kind"] == "tour"
    )
    assert one & other


def test_every_text_is_there_in_german_and_english() -> None:
    def texts(value: Any) -> None:
        if isinstance(value, dict):
            if "de" in value or "en" in value:
                assert set(value) == {"de", "en"}, value
            for child in value.values():
                texts(child)
        elif isinstance(value, list):
            for child in value:
                texts(child)

    texts(list(_documents()))


def test_every_picture_and_sound_that_is_told_of_can_be_made() -> None:
    assert set(pictures(_contents())) == set(PICTURES)
    assert set(sounds(_contents())) == set(SOUNDS)


def test_a_picture_is_the_same_each_time_it_is_drawn() -> None:
    assert draw("prism") == draw("prism")
