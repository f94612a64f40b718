"""Identity, languages, rights and media: the other side of each rule, and what it keeps quiet about."""

from __future__ import annotations

from datetime import date

import pytest

from tests.builders import (
    a_document,
    a_guide_json,
    a_medium,
    a_medium_json,
    a_station_json,
    a_stop,
    a_tour,
    a_tour_json,
    an_id,
    words,
)
from tests.tour_schema.judging import ON, Json, a_scene, found
from tour_schema import Documents, Usual, check
from tour_schema.days import day_of, days_between, in_year, moment_of, season_on
from tour_schema.licences import asks_for_credit, is_known, spdx_of
from tour_schema.rules.identity import slug_of
from tour_schema.tour import Season


def test_taps_and_lines_that_lead_nowhere_are_found() -> None:
    scene = a_scene(
        {"id": "c1", "kind": "guide", "line": "b9"},
        {"id": "c2", "kind": "label", "on_tap": {"kind": "open_block", "block": "b9"}},
        {"id": "c3", "kind": "label", "on_tap": {"kind": "toggle_content", "content": "c9"}},
        {"id": "c4", "kind": "label", "on_tap": {"kind": "toggle_content", "content": "c3"}},
    )
    report = check(a_document(a_station_json(scenes=[scene])), Documents(), on=ON)
    dangling = [issue.pointer for issue in report.issues if issue.code == "identity.reference_missing"]
    assert dangling == [
        "/scenes/0/contents/0/line",
        "/scenes/0/contents/1/on_tap/block",
        "/scenes/0/contents/2/on_tap/content",
    ]


def test_modules_and_legs_that_name_what_is_not_there_are_found() -> None:
    station = a_station_json()
    tour = a_tour_json([station])
    tour["modules"][0] |= {"after": ["m9"], "not_with": ["m8"]}
    tour["route"]["legs"] = [{"from": "h1", "to": "h9"}]
    report = check(a_document(tour), Documents(a_document(station)), on=ON)
    dangling = [issue.pointer for issue in report.issues if issue.code == "identity.reference_missing"]
    assert dangling == ["/modules/0/after/0", "/modules/0/not_with/0", "/route/legs/0/to"]


def test_a_stop_whose_station_is_missing_or_something_else_is_found() -> None:
    station, guide = a_station_json(), a_guide_json()
    tour = a_tour_json([station])
    tour["modules"][0]["stops"] += [a_stop(2, guide["id"]), a_stop(3, an_id(999))]
    codes = found(tour, station, guide)
    assert "identity.wrong_kind" in codes
    assert "identity.document_missing" in codes


def test_a_medium_named_where_a_guide_belongs_is_found() -> None:
    medium = a_medium_json()
    line = {"id": "b1", "kind": "guide_line", "guide": medium["id"], "text": words("Hallo.", "Hello.")}
    assert found(a_station_json(story=[line]), medium) == ["identity.wrong_kind"]


def test_a_tour_without_a_title_gets_no_slug_proposed() -> None:
    report = check(a_tour(title={}, slug=None), Documents(), on=ON)
    assert next(issue.fix for issue in report.issues if issue.code == "identity.slug_missing") is None
    assert slug_of("!!!") == ""


def test_anchors_and_contents_have_ids_of_their_own_in_a_station() -> None:
    plain, label = {"id": "a1", "kind": "plain"}, {"id": "a1", "kind": "label"}
    station = a_station_json(scenes=[a_scene(label, anchors=[plain])])
    report = check(a_document(station), Documents(), on=ON)
    assert [issue.pointer for issue in report.issues if issue.code == "identity.duplicate_id"] == [
        "/scenes/0/contents/0/id"
    ]


def test_hotspots_have_ids_of_their_own() -> None:
    spots = [{"id": "p1", "yaw_deg": 0, "pitch_deg": 0}, {"id": "p1", "yaw_deg": 9, "pitch_deg": 0}]
    assert found(a_medium(type="panorama", hotspots=spots)) == ["identity.duplicate_id"]


def test_a_station_alone_is_judged_by_the_languages_of_its_title() -> None:
    german = a_station_json(summary={"de": "Kurz."}, story=[]) | {"title": {"de": "Brücke"}}
    assert found(german) == ["complete.story"]


def test_easy_language_falls_back_without_a_warning() -> None:
    title = {"de": "A", "de-x-leicht": "A"}
    station = a_station_json(summary={"de": "B"}, story=[]) | {"title": title}
    assert set(found(station)) == {"language.falls_back", "complete.story"}
    quiz = {"id": "b1", "kind": "quiz", "question": {"de": "?", "de-x-leicht": "?"}}
    quiz |= {"answer": {"kind": "word", "accepted": {"de": ["a"]}}, "explanation": {"de": "!", "de-x-leicht": "!"}}
    assert "language.answer_missing" not in found(a_station_json(story=[quiz]) | {"title": title})
    assert "accessibility.alt_missing" not in found(a_medium(title=title, alt={"de": "Haus"}))


def test_an_unknown_language_of_a_tour_is_found_without_a_text() -> None:
    assert "language.unknown" in found(a_tour(languages=["de", "en", "xx"]))


def test_music_needs_no_recording_for_each_language() -> None:
    audio = a_medium_json(type="audio", alt={})
    audio["original"]["media_type"] = "audio/mpeg"
    block = {"id": "b1", "kind": "audio", "recordings": {"de": audio["id"]}, "spoken": False}
    assert "language.audio_missing" not in found(a_station_json(story=[block]), audio)
    guide = {"id": "b1", "kind": "guide_line", "text": words("a", "b")}
    assert "language.audio_missing" not in found(a_station_json(story=[guide]))


def _licence_fixes(tour: Json, *documents: Json, usual: Usual | None = None) -> list[dict[str, object]]:
    """What each offered licence fix adds, in the order of the documents."""
    report = check(a_document(tour), Documents(*map(a_document, documents)), on=ON, usual=usual)
    found = [issue.fix for issue in report.issues if issue.code == "rights.licence_missing"]
    return [{op.path: op.value for op in fix.patch if op.op == "add"} if fix else {} for fix in found]


def test_a_licence_is_offered_as_the_tour_has_it_with_the_credit_that_it_asks_for() -> None:
    bare = a_station_json() | {"licence": None, "credit": None}
    free = a_tour_json([bare]) | {"licence": "CC0-1.0"}
    assert _licence_fixes(free, bare) == [{"/licence": "CC0-1.0"}]
    named = a_tour_json([bare]) | {"licence": "CC-BY-4.0", "credit": "Tourismus Erfurt"}
    assert _licence_fixes(named, bare) == [{"/licence": "CC-BY-4.0", "/credit": "Tourismus Erfurt"}]


def test_a_licence_that_nobody_knows_or_that_lacks_its_credit_is_not_offered() -> None:
    bare = a_station_json() | {"licence": None, "credit": None}
    assert _licence_fixes(a_tour_json([bare]) | {"licence": "CC BY"}, bare) == [{}]
    assert _licence_fixes(a_tour_json([bare]) | {"licence": "CC-BY-4.0", "credit": None}, bare) == [{}]


def test_a_tour_without_a_licence_is_offered_that_of_most_of_its_stations() -> None:
    stations = [a_station_json(licence=each) for each in ("CC0-1.0", "CC-BY-4.0", "CC-BY-4.0")]
    tour = a_tour_json(stations) | {"licence": None}
    assert _licence_fixes(tour, *stations) == [{"/licence": "CC-BY-4.0"}]


def test_a_station_that_is_judged_alone_is_offered_no_licence() -> None:
    assert _licence_fixes(a_station_json() | {"licence": None}) == [{}]


def test_what_is_usual_in_the_house_is_offered_where_the_tour_says_nothing() -> None:
    bare = a_station_json() | {"licence": None, "credit": None}
    house = Usual("CC-BY-4.0", "Tourismus Jena")
    whole = {"/licence": "CC-BY-4.0", "/credit": "Tourismus Jena"}
    assert _licence_fixes(bare, usual=house) == [whole]
    assert _licence_fixes(a_tour_json([bare]) | {"licence": None, "credit": None}, bare, usual=house) == [whole, whole]
    own = a_tour_json([bare]) | {"licence": "CC0-1.0"}
    assert _licence_fixes(own, bare, usual=house) == [{"/licence": "CC0-1.0"}]


@pytest.mark.parametrize(
    ("licence", "known", "credit", "meant"),
    [
        ("CC-BY-4.0", True, True, "CC-BY-4.0"),
        ("CC-BY-SA-3.0-DE", True, True, "CC-BY-SA-3.0-DE"),
        ("CC0-1.0", True, False, "CC0-1.0"),
        ("cc0", False, False, "CC0-1.0"),
        ("mit", False, True, "MIT"),
        ("https://example.org/licence", True, True, None),
        ("http://creativecommons.org/publicdomain/zero/1.0/deed.de", False, False, "CC0-1.0"),
        ("https://creativecommons.org/publicdomain/mark/1.0/", True, False, "CC-PDM-1.0"),
        ("https://creativecommons.org/licenses/by-nc-sa/4.0/", True, True, "CC-BY-NC-SA-4.0"),
        ("CC BY-SA 3.0 DE", False, True, "CC-BY-SA-3.0-DE"),
        ("CC BY", False, True, None),
        ("LicenseRef-Stadtarchiv", True, True, None),
        ("alle Rechte vorbehalten", False, True, None),
    ],
)
def test_a_licence_is_known_or_put_right(licence: str, known: bool, credit: bool, meant: str | None) -> None:
    assert is_known(licence) is known
    assert asks_for_credit(licence) is credit
    assert spdx_of(licence) == meant


def test_rights_that_outlast_the_season_are_no_fault() -> None:
    station, cover = a_station_json(), a_medium_json(rights_until="2027-01-01")
    tour = a_tour_json([station], cover=cover["id"], season={"from": "04-01", "to": "10-31"})
    assert found(tour, station, cover) == []
    assert found(cover | {"rights_until": "2026-06-01"}) == ["rights.expires_soon"]


@pytest.mark.parametrize(
    ("on", "first", "last"),
    [
        ("2026-05-15", "2026-11-15", "2027-02-29"),
        ("2026-12-01", "2026-11-15", "2027-02-29"),
        ("2027-02-01", "2026-11-15", "2027-02-29"),
        ("2027-04-01", "2027-11-15", "2028-02-29"),
    ],
)
def test_a_season_may_run_over_new_year_and_end_on_a_leap_day(on: str, first: str, last: str) -> None:
    season = Season.model_validate({"from": "11-15", "to": "02-29"})
    days = season_on(season, date.fromisoformat(on))
    assert days is not None
    assert days[0].isoformat() == first
    assert days[1].isoformat() == last.replace("2027-02-29", "2027-03-01")


def test_days_that_no_calendar_has_are_none() -> None:
    assert in_year("04-31", 2026) is None
    assert season_on(Season.model_validate({"from": "04-31", "to": "10-31"}), ON) is None
    assert day_of("soon") is None
    assert moment_of("soon") is None
    assert moment_of("2026-05-15T10:00:00Z") is not None
    assert days_between(date(2026, 1, 1), date(2026, 1, 31)) == 31


def test_a_medium_that_cannot_be_taken_away_gets_no_fix() -> None:
    gallery = {"id": "b1", "kind": "gallery", "media": [an_id(998)]}
    report = check(a_document(a_station_json(story=[gallery])), Documents(), on=ON)
    assert [(issue.code, issue.fix) for issue in report.issues] == [("media.missing", None)]


def test_each_block_shows_what_it_needs() -> None:
    blocks: list[Json] = [
        {"id": "b1", "kind": "gallery"},
        {"id": "b2", "kind": "before_after"},
        {"id": "b3", "kind": "audio"},
        {"id": "b4", "kind": "video"},
        {"id": "b5", "kind": "panorama"},
        {"id": "b6", "kind": "video", "href": "https://example.org/film"},
        {"id": "b7", "kind": "link", "href": "tel:+493610000", "label": words("Anruf", "Call")},
    ]
    assert found(a_station_json(story=blocks)) == ["media.not_chosen"] * 5
    assert found(a_station_json(story=[{"id": "b1", "kind": "link"}])) == ["complete.block"]


def test_captions_and_models_are_published_as_they_are() -> None:
    original = {"sha256": "a" * 64, "bytes": 2_000_000, "media_type": "text/vtt"}
    assert found(a_medium(type="captions", alt={}, variants=[], original=original)) == ["media.too_large"]
    image = {"sha256": "a" * 64, "bytes": 2_000, "media_type": "image/png"}
    assert found(a_medium(original=image)) == []


def test_the_clips_of_a_guide_are_in_its_figure() -> None:
    figure = a_medium_json(type="model", model={"triangles": 10, "clips": ["Idle"]}, variants=[])
    figure["original"]["media_type"] = "model/gltf-binary"
    guide = a_guide_json(figure=figure["id"], clips={"idle": "Idle", "talk": "Sing"})
    assert found(guide, figure) == ["media.clip_missing"]
    assert found(guide, figure | {"model": None}) == []


def test_a_model_that_nobody_has_looked_into_may_have_any_clip() -> None:
    model = a_medium_json(type="model", variants=[])
    model["original"]["media_type"] = "model/gltf-binary"
    scene = a_scene({"id": "c1", "kind": "model", "medium": model["id"], "clip": "x"})
    assert "media.clip_missing" not in found(a_station_json(scenes=[scene]), model)
