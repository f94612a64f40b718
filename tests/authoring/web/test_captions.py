"""Captions over the API: made of a recording's text, corrected, and served as they were saved."""

import json
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

from authoring import jobs
from authoring.actions.start_jobs import write_captions_again
from authoring.db import Database
from authoring.media_store import MediaStore
from authoring.settings import Settings
from authoring.tables import Blob
from tests.authoring.media.makers import a_wave
from tests.authoring.web.conftest import Browser, Town

LINE = "Willkommen auf der Brücke! Hier wohnen seit dem Mittelalter Leute."


def _do_nothing(_work: jobs.Work, medium_id: str) -> None:
    """A job that leaves the medium as it is."""


@pytest.fixture(autouse=True)
def _no_jobs(settings: Settings) -> Iterator[None]:
    jobs.configure(settings, {"make_variants": _do_nothing})
    yield
    jobs.stop()


def upload(browser: Browser, town: Town, name: str, data: bytes) -> Any:
    """What the server tells of a file of Erfurt's."""
    told = browser.post("/api/v1/media", data={"file": (BytesIO(data), name), "organisation": town.erfurt})
    return told.get_json()


@pytest.fixture
def recording(anna: Browser, town: Town, tmp_path: Path) -> str:
    medium: str = upload(anna, town, "a.wav", a_wave(tmp_path / "a.wav").read_bytes())["medium"]["id"]
    return medium


def served(browser: Browser, medium: str) -> str:
    """The captions that a reader gets."""
    answer = browser.get(f"/api/v1/media/{medium}/file/captions")
    assert answer.status_code == 200
    return answer.text


def test_captions_are_made_of_the_text_of_a_recording(anna: Browser, recording: str) -> None:
    made = anna.post(f"/api/v1/media/{recording}/captions", json={"text": LINE, "language": "de"})
    assert made.status_code == 201
    body = made.get_json()["body"]
    assert (body["type"], body["language"]) == ("captions", "de")
    assert [cue["text"].replace("\n", " ") for cue in body["cues"]] == [
        "Willkommen auf der Brücke!",
        "Hier wohnen seit dem Mittelalter Leute.",
    ]
    assert body["original"]["duration_s"] == body["cues"][-1]["end_s"]
    assert served(anna, body["id"]).startswith("WEBVTT\n\n00:00:0")
    again = anna.post(f"/api/v1/media/{recording}/cues", json={"text": LINE}).get_json()
    assert again["cues"] == body["cues"]


def test_captions_are_called_by_their_words_and_have_the_rights_of_the_recording(anna: Browser, recording: str) -> None:
    sound = anna.get(f"/api/v1/documents/{recording}").get_json()["body"]
    rights = {"licence": "CC-BY-4.0", "credit": "Anna Muster", "rights_until": "2031-12-31"}
    anna.put(f"/api/v1/documents/{recording}", json=sound | rights, headers={"If-Match": '"1"'})
    body = anna.post(f"/api/v1/media/{recording}/captions", json={"text": LINE, "language": "de"}).get_json()["body"]
    assert body.items() >= rights.items()
    assert body["title"] == {"de": "Willkommen auf der Brücke! Hier wohnen seit dem …"}


def test_a_corrected_cue_is_in_the_file_as_soon_as_it_is_saved(anna: Browser, recording: str) -> None:
    made = anna.post(f"/api/v1/media/{recording}/captions", json={"text": LINE, "language": "de"}).get_json()
    body = made["body"]
    body["cues"][0] |= {"text": "Willkommen!", "end_s": 2.5}
    saved = anna.put(f"/api/v1/documents/{body['id']}", json=body, headers={"If-Match": '"1"'}).get_json()
    assert "--> 00:00:02.500\nWillkommen!\n" in served(anna, body["id"])
    assert saved["body"]["variants"] != body["variants"]
    # Somebody who has not heard of the new file changes something else: both changes are in the next.
    body["cues"][1]["text"] = "Hier wohnen Leute."
    body["cues"][0] = made["body"]["cues"][0] | {"text": "Willkommen!", "end_s": 2.5}
    anna.put(f"/api/v1/documents/{body['id']}", json=body, headers={"If-Match": '"1"'})
    assert "Willkommen!\n" in served(anna, body["id"])
    assert "Hier wohnen Leute.\n" in served(anna, body["id"])


def test_an_uploaded_file_has_its_cues_in_the_document(anna: Browser, town: Town) -> None:
    told = upload(anna, town, "a.vtt", b"WEBVTT\n\nintro\n00:01.000 --> 00:02.500 line:0\nHallo\n")
    assert told["medium"]["body"]["cues"] == [
        {"id": "c1", "start_s": 1.0, "end_s": 2.5, "text": "Hallo", "settings": "line:0"}
    ]
    assert served(anna, told["medium"]["id"]) == "WEBVTT\n\n00:00:01.000 --> 00:00:02.500 line:0\nHallo\n"


def test_what_a_crash_left_unwritten_is_written_at_the_next_start(
    anna: Browser, town: Town, database: Database, settings: Settings
) -> None:
    medium = upload(anna, town, "a.vtt", b"WEBVTT\n\n00:01.000 --> 00:02.500\nHallo\n")["medium"]
    store = MediaStore.from_settings(settings)
    (made,) = medium["body"]["variants"]
    store.delete(made["sha256"], private=False)
    with database.write() as session:
        session.delete(session.get_one(Blob, made["sha256"]))
    assert anna.get(f"/api/v1/media/{medium['id']}/file/captions").status_code == 404
    assert write_captions_again(database, store) == 1
    assert "Hallo" in served(anna, medium["id"])
    assert write_captions_again(database, store) == 0


@pytest.mark.parametrize("way", ["captions", "cues"])
def test_what_cannot_be_captioned_is_refused_in_a_sentence(anna: Browser, town: Town, recording: str, way: str) -> None:
    captions = upload(anna, town, "a.vtt", b"WEBVTT\n\n00:01.000 --> 00:02.500\nHallo\n")["medium"]["id"]
    wish = {"text": "Hallo.", **({"language": "de"} if way == "captions" else {})}
    told = anna.post(f"/api/v1/media/{captions}/{way}", json=wish)
    assert (told.status_code, told.get_json()["detail"][:22]) == (422, "Diese Datei hat keinen")
    told = anna.post(f"/api/v1/media/{recording}/{way}", json=wish | {"text": "  \n"})
    assert (told.status_code, told.get_json()["detail"][:22]) == (422, "Zu diesem Text lassen ")
    assert anna.post(f"/api/v1/media/{recording}/{way}", json=wish | {"text": ""}).status_code == 422


def test_only_those_who_may_upload_there_make_captions(bert: Browser, recording: str) -> None:
    wish = {"text": LINE, "language": "de"}
    before = json.dumps(bert.get("/api/v1/documents?kind=medium").get_json()["items"])
    assert bert.post(f"/api/v1/media/{recording}/captions", json=wish).status_code == 403
    assert json.dumps(bert.get("/api/v1/documents?kind=medium").get_json()["items"]) == before
