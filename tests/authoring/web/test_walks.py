"""The desk walk over the API: for those who may read the tour, within bounds, and every no is a sentence."""

import pytest
from werkzeug.test import TestResponse

from authoring.importers.track import MOST_TRACK_BYTES
from tests.authoring.web.conftest import Browser, Town
from tests.builders import a_station_json, a_tour_json

PLACES = [[11.0308, 50.9788], [11.0290, 50.9760]]


@pytest.fixture
def address(anna: Browser, town: Town) -> str:
    stations = [a_station_json(f"Station {number}", position=place) for number, place in enumerate(PLACES)]
    stations[1]["triggers"][0]["dwell_s"] = 3_000
    ids = {}
    for body in (*stations, a_tour_json(stations)):
        made = anna.post("/api/v1/documents", json={"organisation": town.erfurt, "body": body})
        assert made.status_code == 201, made.text
        ids[body["kind"]] = made.get_json()["id"]
    return f"/api/v1/tours/{ids['tour']}/walk"


def test_a_walk_is_told_with_its_faults_in_the_readers_language(anna: Browser, admin: Browser, address: str) -> None:
    found = anna.get(f"{address}?noise_m=0")
    assert found.status_code == 200
    walk = found.get_json()
    assert [each["fired"] for each in walk["visits"]] == ["on_time", "missed"]
    assert walk["lasts_s"] == 1080
    (issue,) = walk["report"]["issues"]
    assert (issue["code"], issue["pointer"]) == ("walk.dwell_too_long", "/triggers/0/dwell_s")
    assert issue["title"].startswith("„Station 1“ löst nicht aus")
    english = admin.get(f"{address}?noise_m=0").get_json()
    assert english["report"]["issues"][0]["title"].startswith("“Station 1” does not fire")


def test_the_same_choice_gives_the_same_bytes(anna: Browser, address: str) -> None:
    one, same, other = (anna.get(f"{address}?noise_m=8&seed={seed}").data for seed in (1, 1, 2))
    assert one == same
    assert one != other


def test_what_is_chosen_is_walked(anna: Browser, address: str) -> None:
    walk = anna.get(f"{address}?modules=m1&required=true&step_free=true&language=en&speed_kmh=3.6").get_json()
    assert (walk["language"], walk["modules"], walk["visits"][0]["onward_s"]) == ("en", ["m1"], 300)


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("noise_m=-1", 400),
        ("noise_m=nan", 400),
        ("noise_m=1e9", 400),
        ("seed=4294967296", 400),
        ("speed_kmh=0", 400),
        ("modules=%00", 400),
        ("modules=M1", 400),
        ("language=Deutsch", 400),
        ("fast=yes", 400),
        ("language=fr", 422),
        ("modules=m9", 422),
    ],
)
def test_what_does_not_fit_is_refused_in_a_sentence(anna: Browser, address: str, query: str, status: int) -> None:
    answer = anna.get(f"{address}?{query}")
    assert answer.status_code == status
    assert answer.content_type == "application/problem+json"
    assert answer.get_json()["detail"].endswith(".")


def test_nobody_walks_what_they_may_not_read(anna: Browser, anybody: Browser, bert: Browser, address: str) -> None:
    assert anybody.get(address).status_code == 401
    assert bert.get(address).status_code == 403
    assert anna.get("/api/v1/tours/01980000-0000-7000-8000-000000000000/walk").status_code == 404


def _gpx(*places: list[float]) -> bytes:
    points = "".join(f'<trkpt lat="{lat}" lon="{lon}"/>' for lon, lat in places)
    return f'<gpx version="1.1" creator="t"><trk><trkseg>{points}</trkseg></trk></gpx>'.encode()


def _along(browser: Browser, address: str, *files: bytes, query: str = "noise_m=0") -> TestResponse:
    head = b'--x\r\nContent-Disposition: form-data; name="file"; filename="weg.gpx"\r\n\r\n'
    form = b"".join(head + content + b"\r\n" for content in files) + b"--x--\r\n"
    return browser.post(f"{address}?{query}", data=form, content_type="multipart/form-data; boundary=x")


def test_a_recorded_way_is_walked_instead_of_the_route(anna: Browser, address: str) -> None:
    # It passes the first station and turns away before the second.
    answer = _along(anna, address, _gpx(PLACES[0], [11.0340, 50.9788]), query="noise_m=0&speed_kmh=3.6")
    assert answer.status_code == 200, answer.text
    walk = answer.get_json()
    first, second = walk["visits"]
    assert first["fired"] == "on_time"
    assert "arrived_s" not in second
    assert [issue["code"] for issue in walk["report"]["issues"]] == ["walk.missed"]
    assert walk["fixes"][-1]["visitor"] == [11.034, 50.9788]


@pytest.mark.parametrize(
    ("files", "says"),
    [
        ((), "bei: /file."),
        ((_gpx(*PLACES), _gpx(*PLACES)), "bei: /file."),
        ((b"\xff\xd8\xff\xe0 a photo",), "keine GPX-Datei"),
        ((b'{"type": "FeatureCollection"}',), "keine GPX-Datei"),
        ((_gpx(),), "kein Weg"),
        ((_gpx(PLACES[0]),), "kein Weg"),
        ((_gpx(*PLACES)[:-9],), "nicht lesbar"),
        ((b'<!DOCTYPE gpx [<!ENTITY a "b">]><gpx version="1.1"></gpx>',), "DOCTYPE"),
        ((_gpx([10, -60], [10, 60]),), "Stunden"),
        ((_gpx([12.44, 47.55], [12.45, 47.55]),), "liegt woanders, rund 39"),
    ],
    ids=["none", "two", "photo", "json", "empty", "point", "cut", "entities", "long", "elsewhere"],
)
def test_a_way_that_cannot_be_walked_is_refused_in_a_sentence(
    anna: Browser, address: str, files: tuple[bytes, ...], says: str
) -> None:
    answer = _along(anna, address, *files)
    assert answer.status_code == 422, answer.text
    assert says in answer.get_json()["detail"]


def test_a_file_that_is_too_large_is_not_read(anna: Browser, address: str) -> None:
    answer = _along(anna, address, _gpx(*PLACES) + b" " * MOST_TRACK_BYTES)
    assert answer.status_code == 422
    assert "höchstens 8 MB" in answer.get_json()["detail"]
    assert _along(anna, address, b" " * (MOST_TRACK_BYTES + 70_000)).status_code == 413


def test_no_track_is_read_for_those_who_may_not_read_the_tour(anybody: Browser, bert: Browser, address: str) -> None:
    assert _along(anybody, address, b"x").status_code == 401
    assert _along(bert, address, b"x").status_code == 403
