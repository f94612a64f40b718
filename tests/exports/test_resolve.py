"""A resolved tour holds what the tour names, in what was chosen, and nothing else."""

import pytest

from exports.manifest import manifest_of
from exports.resolve import Choice, DanglingError, resolve
from tests.builders import a_document, a_medium_json, a_station_json, a_tour_json, an_id, words
from tests.exports.conftest import Shelf
from tour_schema.manifest import Quality
from tour_schema.tour import Tour


def test_a_resolved_tour_names_nothing_that_it_does_not_hold(shelf: Shelf, tour: Tour) -> None:
    resolved = resolve(tour, shelf)
    assert [best.title["de"] for best in resolved.stations] == ["Krämerbrücke", "Rathaus"]
    assert [guide.id for guide in resolved.guides] == [tour.guide]
    assert len(resolved.media) == 4


def test_a_station_that_is_visited_twice_is_held_once(shelf: Shelf) -> None:
    station = shelf.put(a_station_json())
    tour = a_document(a_tour_json([station, station]))
    assert isinstance(tour, Tour)
    assert len(resolve(tour, shelf).stations) == 1


def test_a_language_that_was_not_chosen_leaves_with_its_recordings(shelf: Shelf, tour: Tour) -> None:
    resolved = resolve(tour, shelf, Choice(languages=("de",)))
    assert resolved.tour.languages == ("de",)
    assert resolved.tour.title == {"de": "Zeitreise ins Mittelalter"}
    assert all("en" not in station.title for station in resolved.stations)
    assert len([medium for medium in resolved.media if medium.type == "audio"]) == 1


def test_a_chosen_language_keeps_the_original_that_it_falls_back_to(shelf: Shelf, tour: Tour) -> None:
    resolved = resolve(tour, shelf, Choice(languages=("en",)))
    assert resolved.tour.languages == ("en",)
    assert resolved.tour.title == {
        "de": "Zeitreise ins Mittelalter",
        "en": "Journey into the Middle Ages",
    }


def test_answers_to_sort_are_narrowed_to_the_chosen_language_too(shelf: Shelf) -> None:
    quiz = {
        "id": "b1",
        "kind": "quiz",
        "question": words("Was kam zuerst?", "What came first?"),
        "answer": {"kind": "order", "items": [words("Furt", "Ford"), words("Brücke", "Bridge")]},
    }
    station = shelf.put(a_station_json(story=[quiz]))
    tour = a_document(a_tour_json([station]))
    assert isinstance(tour, Tour)
    (block,) = resolve(tour, shelf, Choice(languages=("de",))).stations[0].story
    assert block.kind == "quiz"
    assert block.answer.kind == "order"
    assert block.answer.items == ({"de": "Furt"}, {"de": "Brücke"})


def test_low_quality_leaves_the_largest_pictures_out(shelf: Shelf, tour: Tour) -> None:
    uses = {variant.use for medium in resolve(tour, shelf, Choice(quality="low")).media for variant in medium.variants}
    assert uses == {"480", "1080", "low"}


def test_a_medium_that_exists_in_one_quality_only_stays(shelf: Shelf) -> None:
    picture = shelf.put(a_medium_json(variants=[shelf.variant("2160", b"large")]))
    station = shelf.put(a_station_json(cover=picture["id"]))
    tour = a_document(a_tour_json([station]))
    assert isinstance(tour, Tour)
    (medium,) = resolve(tour, shelf, Choice(quality="low")).media
    assert [variant.use for variant in medium.variants] == ["2160"]


def test_the_tiles_of_a_panorama_come_in_high_quality_only(shelf: Shelf) -> None:
    tiles = shelf.variant("tiles", b"PMTiles", "application/vnd.pmtiles")
    panorama = shelf.put(a_medium_json(type="panorama", variants=[shelf.variant("1080", b"all of it"), tiles]))
    station = shelf.put(a_station_json(story=[{"id": "b1", "kind": "panorama", "medium": panorama["id"]}]))
    tour = a_document(a_tour_json([station]))
    assert isinstance(tour, Tour)
    uses = {}
    qualities: tuple[Quality, ...] = ("low", "high")
    for quality in qualities:
        resolved = resolve(tour, shelf, Choice(quality=quality))
        (medium,) = resolved.media
        uses[quality] = [variant.use for variant in medium.variants]
        files = manifest_of(resolved, shelf.folder.put(b"entry"), 1, (quality,)).files
        of_tiles = [file for file in files if file.purpose.use == "tiles"]
        assert [(file.media_type, file.purpose.quality, file.required) for file in of_tiles] == (
            [("application/vnd.pmtiles", "high", False)] if quality == "high" else []
        )
    assert uses == {"low": ["1080"], "high": ["1080", "tiles"]}


def test_a_sound_that_exists_in_one_quality_comes_in_both(shelf: Shelf) -> None:
    drawn = shelf.variant("waveform", b"{}", "application/json")
    sound = shelf.put(a_medium_json(type="audio", variants=[drawn, shelf.variant("high", b"aac", "audio/mp4")]))
    station = shelf.put(a_station_json(story=[{"id": "b1", "kind": "audio", "recordings": {"de": sound["id"]}}]))
    tour = a_document(a_tour_json([station]))
    assert isinstance(tour, Tour)
    (medium,) = resolve(tour, shelf, Choice(quality="low")).media
    assert [variant.use for variant in medium.variants] == ["waveform", "high"]


def test_captions_come_with_the_film_that_they_belong_to(shelf: Shelf) -> None:
    captions = shelf.put(a_medium_json(type="captions", variants=[shelf.variant("captions", b"WEBVTT", "text/vtt")]))
    film = shelf.put(a_medium_json(type="video", captions={"de": captions["id"]}))
    station = shelf.put(a_station_json(story=[{"id": "b1", "kind": "video", "medium": film["id"]}]))
    tour = a_document(a_tour_json([station]))
    assert isinstance(tour, Tour)
    assert {medium.id for medium in resolve(tour, shelf).media} == {film["id"], captions["id"]}


def test_everything_that_is_missing_is_named_at_once(shelf: Shelf) -> None:
    station = shelf.put(a_station_json(cover=(cover := an_id())))
    guide = station["id"]  # exists, but is no guide
    tour = a_document(a_tour_json([station, a_station_json(id=(absent := an_id()))], guide=guide))
    assert isinstance(tour, Tour)
    with pytest.raises(DanglingError) as fault:
        resolve(tour, shelf)
    assert set(fault.value.ids) == {cover, absent, guide}
