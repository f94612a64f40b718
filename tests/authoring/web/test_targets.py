"""An image target's page and its API: the score, why, where its features are, and what it could be taken for."""

from collections.abc import Iterator
from io import BytesIO
from threading import Event

import cv2
import pytest

from authoring import jobs
from authoring.settings import Settings
from tests.authoring.media import target_pictures as draw
from tests.authoring.web.conftest import Browser, Town


def _do_nothing(_work: jobs.Work, medium_id: str) -> None:
    """A job that leaves the medium as it is."""


@pytest.fixture(autouse=True)
def _no_jobs(settings: Settings) -> Iterator[None]:
    jobs.configure(settings, {"make_variants": _do_nothing, "compile_target": _do_nothing})
    yield
    jobs.stop()


def upload(browser: Browser, town: Town, picture: draw.Picture, name: str) -> str:
    """A picture of Erfurt's, with that title."""
    file = (BytesIO(cv2.imencode(".png", picture)[1].tobytes()), f"{name}.png")
    told = browser.post("/api/v1/media", data={"file": file, "organisation": town.erfurt})
    medium_id: str = told.get_json()["medium"]["id"]
    browser.post(f"/media/{medium_id}", data={"based_on": "1", "title.de": name})
    return medium_id


def test_a_picture_is_checked_by_one_button_and_its_page_says_what_came_of_it(anna: Browser, town: Town) -> None:
    medium_id = upload(anna, town, draw.poster(), "Plakat")
    assert "Als Zielbild prüfen" in anna.get(f"/media/{medium_id}").text
    assert anna.post(f"/media/{medium_id}/target").status_code == 303
    page = anna.get(f"/media/{medium_id}").text
    assert "wird gefunden" in page
    assert "von 100 Punkten" in page
    assert page.count("<circle") > 60
    told = anna.get(f"/api/v1/media/{medium_id}/target").get_json()
    assert (told["colour"], told["reasons"], told["alike"]) == ("green", [], [])


def test_its_page_follows_the_job_that_tries_it_out(anna: Browser, town: Town, settings: Settings) -> None:
    done = Event()

    def try_out(_work: jobs.Work, medium_id: str) -> None:
        assert done.wait(60), medium_id

    jobs.stop()
    jobs.configure(settings, {"make_variants": _do_nothing, "compile_target": try_out})
    medium_id = upload(anna, town, draw.poster(), "Plakat")
    anna.post(f"/media/{medium_id}/target")
    assert f'data-job="/api/v1/jobs/target-{medium_id}-' in anna.get(f"/media/{medium_id}").text
    done.set()


def test_a_bad_one_is_called_bad_with_what_to_do(anna: Browser, town: Town) -> None:
    medium_id = upload(anna, town, draw.bricks(), "Mauer")
    anna.post(f"/media/{medium_id}/target")
    told = anna.get(f"/api/v1/media/{medium_id}/target").get_json()
    assert told["colour"] == "red"
    assert told["reasons"][0]["code"] == "repeats"
    page = anna.get(f"/media/{medium_id}").text
    assert told["words"] in page
    assert told["reasons"][0]["advice"] in page


def test_two_that_could_be_confused_name_each_other(anna: Browser, town: Town) -> None:
    changed = draw.poster()
    changed[:300] = draw.poster(2)[:300]
    ids = [upload(anna, town, draw.poster(), "Plakat 2024"), upload(anna, town, changed, "Plakat 2025")]
    for medium_id in ids:
        anna.post(f"/media/{medium_id}/target")
    for one, other, name in ((*ids, "Plakat 2025"), (*reversed(ids), "Plakat 2024")):
        alike = anna.get(f"/api/v1/media/{one}/target").get_json()["alike"]
        assert [(each["id"], each["name"]) for each in alike] == [(other, {"de": name})]
        assert f'href="/media/{other}"' in anna.get(f"/media/{one}").text


def test_a_program_makes_a_target_and_takes_it_back(anna: Browser, town: Town) -> None:
    medium_id = upload(anna, town, draw.poster(), "Plakat")
    assert anna.get(f"/api/v1/media/{medium_id}/target").status_code == 404
    told = anna.put(f"/api/v1/media/{medium_id}/target")
    assert (told.status_code, told.get_json()["job"].startswith(f"target-{medium_id}")) == (202, True)
    assert anna.delete(f"/api/v1/media/{medium_id}/target").status_code == 204
    assert anna.get(f"/api/v1/documents/{medium_id}").get_json()["body"]["type"] == "image"


def test_the_button_that_does_not_fit_says_so(anna: Browser, town: Town) -> None:
    medium_id = upload(anna, town, draw.poster(), "Plakat")
    assert anna.post(f"/media/{medium_id}/picture").status_code == 303
    assert "Das ist kein Zielbild." in anna.get(f"/media/{medium_id}").text


def test_what_is_no_picture_is_refused_in_a_sentence(anna: Browser, town: Town) -> None:
    station = {"organisation": town.erfurt, "body": {"kind": "station", "original": "de"}}
    station_id = anna.post("/api/v1/documents", json=station).get_json()["id"]
    medium_id = upload(anna, town, draw.poster(), "Plakat")
    there = anna.get(f"/api/v1/documents/{medium_id}")
    body = there.get_json()["body"]
    body["original"]["media_type"] = "image/svg+xml"
    anna.put(f"/api/v1/documents/{medium_id}", json=body, headers={"If-Match": there.headers["ETag"]})
    for document_id in (station_id, medium_id):
        refused = anna.put(f"/api/v1/media/{document_id}/target")
        assert (refused.status_code, refused.get_json()["type"].rpartition("/")[2]) == (422, "not_a_picture")


def test_a_picture_without_a_title_is_refused_by_its_files_name(anna: Browser, town: Town) -> None:
    file = (BytesIO(cv2.imencode(".png", draw.poster()[:40])[1].tobytes()), "schmal.png")
    told = anna.post("/api/v1/media", data={"file": file, "organisation": town.erfurt})
    refused = anna.put(f"/api/v1/media/{told.get_json()['medium']['id']}/target")
    assert refused.status_code == 422
    assert "„schmal.png“" in refused.get_json()["detail"]
