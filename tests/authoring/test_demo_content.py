"""The demo's documents are valid, share a station, and name only what is there."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

import pytest

from authoring.demo import assemble
from authoring.demo.content import GUIDES, MODEL_TEXTS, TARGETS, TOURS, demo_id, models, pictures, read_tour, sounds
from authoring.demo.drawing.gallery import PANORAMAS, PICTURES, draw
from authoring.demo.modelling.workshop import MODELS
from authoring.demo.sounds import SOUNDS
from authoring.media import glb, glb_ranges
from authoring.media.budget import lights
from authoring.media.glb_facts import facts
from tour_schema.document import DOCUMENT
from tour_schema.rules.media import HEAVY_MATERIALS

Json = dict[str, Any]


@cache
def _contents() -> list[Json]:
    return [read_tour(key) for key in TOURS]


@cache
def _documents() -> tuple[Json, ...]:
    contents = _contents()
    media = {name: demo_id("medium", name) for name in (*pictures(contents), *sounds(contents), *models(contents))}
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
    assert set(pictures(_contents())) == set(PICTURES) | set(PANORAMAS)
    assert set(sounds(_contents())) == set(SOUNDS)
    assert set(models(_contents())) == set(MODELS) == set(MODEL_TEXTS)


def test_scenes_hang_on_a_picture_a_place_and_the_floor_and_all_end_without_ar() -> None:
    scenes = [scene for document in _documents() for scene in document.get("scenes", [])]
    ladders = [[anchor["kind"] for anchor in scene["anchors"]] for scene in scenes]
    assert sorted(ladders) == [["geo", "plain"], ["image", "plain"], ["plane", "plain"]]
    targets = {anchor["target"] for scene in scenes for anchor in scene["anchors"] if anchor["kind"] == "image"}
    assert targets == {demo_id("medium", name) for name in TARGETS}
    shown = {content["kind"] for scene in scenes for content in scene["contents"]}
    assert shown == {"model", "guide", "label", "sound"}


@pytest.mark.parametrize("name", GUIDES)
def test_a_guide_has_a_figure_with_every_movement_and_lines_in_two_languages(name: str) -> None:
    guide = next(each for each in _documents() if each["id"] == demo_id("guide", name))
    assert guide["figure"] == demo_id("medium", f"{name}-figure")
    assert set(guide["clips"]) == {"idle", "talk", "point", "wave"}
    blocks = [block for document in _documents() for block in document.get("story", [])]
    lines = [block for block in blocks if block["kind"] == "guide_line" and block["guide"] == guide["id"]]
    assert len(lines) >= 3
    assert all(set(line["text"]) == {"de", "en"} for line in lines)


def test_the_bridge_is_shown_before_and_after_it_was_built_of_stone() -> None:
    blocks = [block for document in _documents() for block in document.get("story", [])]
    assert [block["years"] for block in blocks if block["kind"] == "before_after"] == [["1117", "1325"]]


@pytest.mark.parametrize("name", MODELS)
def test_a_model_is_sound_light_enough_for_a_phone_and_the_same_each_time(name: str) -> None:
    made = MODELS[name]()
    model = glb.read(memoryview(made))
    glb_ranges.check(model)
    said = facts(model)
    assert {light.colour for light in lights({"type": "model", "model": said})} == {"green"}
    assert said["materials"] <= HEAVY_MATERIALS
    clips = {clip for clip, _ in said["clips"]}
    guides = [guide for guide in GUIDES.values() if guide.get("figure") == name]
    assert clips >= {clip for guide in guides for clip in guide["clips"].values()}
    played = [
        content["clip"]
        for document in _documents()
        for scene in document.get("scenes", [])
        for content in scene["contents"]
        if content.get("medium") == demo_id("medium", name) and "clip" in content
    ]
    assert clips >= set(played)
    assert MODELS[name]() == made


def test_a_picture_is_the_same_each_time_it_is_drawn() -> None:
    assert draw("prism") == draw("prism")
    assert draw("star-dome") == draw("star-dome")
