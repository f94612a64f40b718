"""Uploads, and files on their way out: whole, in parts, and only to whom they belong."""

import hashlib
import io
import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from authoring import jobs
from authoring.actions.create_document import create_document
from authoring.actions.keep_file import keep_file
from authoring.db import Database
from authoring.media_store import MediaStore
from authoring.permissions import Actor
from authoring.settings import Settings
from authoring.web import create_app, door
from authoring.web.auth import FORM
from tests.authoring.web.conftest import Browser, Town, session_of

CONTENT = bytes(range(256)) * 40
DIGEST = hashlib.sha256(CONTENT).hexdigest()
MACHINE = Actor.command_line()


@pytest.fixture
def store(settings: Settings) -> MediaStore:
    return MediaStore.from_settings(settings)


@pytest.fixture(autouse=True)
def _no_engine_left() -> Iterator[None]:
    yield
    jobs.stop()


def a_file(database: Database, store: MediaStore, media_type: str, *, private: bool = False) -> None:
    with database.write() as session:
        keep_file(session, store.put(CONTENT, media_type, private=private))


def a_medium(database: Database, organisation: str, summary: str = "create", media_type: str = "image/jpeg") -> str:
    told = {"sha256": DIGEST, "bytes": len(CONTENT), "media_type": media_type}
    body = {"kind": "medium", "type": "image", "original": told, "variants": [told | {"use": "480"}]}
    return create_document(database, MACHINE, organisation, json.dumps(body).encode(), summary=summary).document_id


@pytest.mark.parametrize(
    ("header", "status", "part"),
    [
        (None, 200, CONTENT),
        ("bytes=0-9", 206, CONTENT[:10]),
        ("bytes=10000-", 206, CONTENT[10000:]),
        ("bytes=-5", 206, CONTENT[-5:]),
        ("bytes=0-999999", 206, CONTENT),
        ("bytes=0-1,5-6", 200, CONTENT),
        ("lines=1-2", 200, CONTENT),
    ],
)
def test_a_file_is_sent_whole_or_in_the_part_that_is_asked_for(
    header: str | None, status: int, part: bytes, bert: Browser, database: Database, store: MediaStore, town: Town
) -> None:
    a_file(database, store, "image/jpeg")
    medium = a_medium(database, town.erfurt)
    answer = bert.get(f"/api/v1/media/{medium}/file/480", headers={"Range": header} if header else {})
    assert (answer.status_code, answer.data, answer.content_length) == (status, part, len(part))
    assert answer.headers["Accept-Ranges"] == "bytes"
    assert "sandbox" in answer.headers["Content-Security-Policy"]


def test_a_part_that_is_not_there_says_how_long_the_file_is(
    anna: Browser, database: Database, store: MediaStore, town: Town
) -> None:
    a_file(database, store, "image/jpeg")
    answer = anna.get(f"/api/v1/media/{a_medium(database, town.erfurt)}/file/480", headers={"Range": "bytes=99999-"})
    assert (answer.status_code, answer.headers["Content-Range"]) == (416, f"bytes */{len(CONTENT)}")


def test_what_a_browser_has_is_not_sent_again(anna: Browser, database: Database, store: MediaStore, town: Town) -> None:
    a_file(database, store, "image/jpeg")
    address = f"/api/v1/media/{a_medium(database, town.erfurt)}/file/480"
    tag = anna.get(address).headers["ETag"]
    assert anna.get(address, headers={"If-None-Match": tag}).status_code == 304
    assert anna.get(address, headers={"If-Range": '"older"', "Range": "bytes=0-1"}).status_code == 200


def test_a_file_is_what_the_store_says_and_not_what_a_document_claims(
    anna: Browser, database: Database, store: MediaStore, town: Town
) -> None:
    a_file(database, store, "text/vtt")
    medium = a_medium(database, town.erfurt, media_type="image/jpeg")
    assert anna.get(f"/api/v1/media/{medium}/file/480").mimetype == "text/vtt"


def test_an_original_is_for_its_members_only(
    anna: Browser, bert: Browser, database: Database, store: MediaStore, town: Town
) -> None:
    a_file(database, store, "image/jpeg", private=True)
    address = f"/api/v1/media/{a_medium(database, town.erfurt, 'upload')}/file/original"
    answer = anna.get(address)
    assert (answer.status_code, answer.data, answer.headers["Content-Disposition"]) == (200, CONTENT, "attachment")
    assert bert.get(address).status_code == 404


def test_a_document_that_names_anothers_private_file_does_not_open_it(
    bert: Browser, database: Database, store: MediaStore, town: Town
) -> None:
    a_file(database, store, "image/jpeg", private=True)
    a_medium(database, town.erfurt, "upload")
    stolen = a_medium(database, town.jena)
    for use in ("original", "480"):
        assert bert.get(f"/api/v1/media/{stolen}/file/{use}").status_code == 404


def a_picture() -> io.BytesIO:
    file = io.BytesIO()
    Image.new("RGB", (64, 48), "seagreen").save(file, "PNG")
    file.seek(0)
    return file


def test_an_upload_becomes_a_medium(anna: Browser, town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jobs, "enqueue", lambda *_, **__: "a job")
    answer = anna.post("/api/v1/media", data={"file": (a_picture(), "bridge.png"), "organisation": town.erfurt})
    assert answer.status_code == 201, answer.text
    assert answer.json is not None
    assert (answer.json["medium"]["kind"], answer.json["duplicate"]) == ("medium", False)
    shown = anna.get(f"/api/v1/media/{answer.json['medium']['id']}/file/480")
    assert (shown.status_code, (shown.mimetype or "").partition("/")[0]) == (200, "image")


def test_an_upload_for_another_organisation_is_refused(bert: Browser, town: Town) -> None:
    answer = bert.post("/api/v1/media", data={"file": (a_picture(), "a.png"), "organisation": town.erfurt})
    assert answer.status_code == 403


@pytest.mark.parametrize("form", [{}, {"organisation": "x"}, {"file": "not a file", "organisation": "x"}])
def test_an_upload_without_a_file_says_what_is_missing(form: dict[str, str], anna: Browser) -> None:
    answer = anna.post("/api/v1/media", data=form, content_type="multipart/form-data")
    assert answer.status_code == 422


def test_a_file_that_cannot_be_used_is_refused_in_a_sentence(anna: Browser, town: Town) -> None:
    form = {"file": (io.BytesIO(b"GIF89a is no picture of ours"), "../../a<b>.gif"), "organisation": town.erfurt}
    answer = anna.post("/api/v1/media", data=form)
    assert (answer.status_code, answer.mimetype) == (422, "application/problem+json")
    assert answer.json is not None
    assert answer.json["detail"].endswith(".")
    assert ".." not in answer.json["detail"]


class Endless:
    """Somebody who never stops sending."""

    largest = 0

    def read(self, size: int) -> bytes:
        self.largest = max(self.largest, size)
        return b"x" * size


def test_five_gigabytes_are_refused_and_not_heard_out_for_ever(
    anna: Browser, town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(door, "_HEARD_OUT_S", 0.05)
    sender = Endless()
    answer = anna.client.post(
        "/api/v1/media",
        headers={"X-CSRF-Token": anna.csrf, "Content-Type": "multipart/form-data; boundary=x"},
        environ_overrides={"CONTENT_LENGTH": "5000000000", "wsgi.input": sender},
    )
    assert answer.status_code == 413
    assert 0 < sender.largest <= 65_536


def test_a_form_is_no_place_for_a_megabyte(anna: Browser) -> None:
    answer = anna.post("/settings/profile", data={"name": "a" * (FORM + 1), "language": "de"})
    assert answer.status_code == 413


def test_the_map_file_is_served_by_ranges(samples: Path, settings: Settings, database: Database, town: Town) -> None:
    path = samples / "pmtiles" / "test_fixture_1.pmtiles"
    app = create_app(replace(settings, map_file=path), database)
    anna = Browser(app, session_of(database, town.anna))
    answer = anna.get("/api/v1/map/tiles.pmtiles", headers={"Range": "bytes=0-126"})
    assert (answer.status_code, answer.data[:7]) == (206, b"PMTiles")
    style = anna.get("/api/v1/map/style/de/light").json
    assert style is not None
    assert style["sources"]["base"]["url"].startswith("pmtiles://http://localhost/")
    said = anna.get("/api/v1/map").json
    assert said is not None
    assert len(said["bounds"]) == 4


def test_a_medium_is_found_by_its_files_name_by_its_own_people_alone(anna: Browser, bert: Browser, town: Town) -> None:
    picture = io.BytesIO()
    Image.new("RGB", (40, 30), "teal").save(picture, "PNG")
    picture.seek(0)
    form = {"file": (picture, "Krämerbrücke Nordseite.PNG"), "organisation": town.erfurt}
    made = anna.post("/api/v1/media", data=form)
    assert made.status_code == 201
    medium = (made.json or {})["medium"]["id"]
    for wish in ("krämerbrücke nord", "NORDSEITE", "nordseite.png"):
        page = anna.get("/media", query_string={"q": wish}).text
        assert "Krämerbrücke Nordseite.PNG" in page
        assert medium in page
    assert medium not in anna.get("/media?q=s%C3%BCdseite").text
    assert medium not in bert.get("/media?q=nordseite").text
    assert "Dateiname" in anna.get(f"/media/{medium}").text
    listed = "/api/v1/documents?kind=medium"
    assert [item["file_name"] for item in (anna.get(listed).json or {})["items"]] == ["Krämerbrücke Nordseite.PNG"]
    assert [item["file_name"] for item in (bert.get(listed).json or {})["items"]] == [None]
    for answer in (bert.get(f"/media/{medium}"), bert.get("/media"), bert.get(f"/api/v1/documents/{medium}")):
        assert "Nordseite" not in answer.text


def test_a_files_name_of_blanks_is_none(anna: Browser, town: Town) -> None:
    picture = io.BytesIO()
    Image.new("RGB", (40, 30), "teal").save(picture, "PNG")
    picture.seek(0)
    form = {"file": (picture, " \u3000 "), "organisation": town.erfurt}
    assert anna.post("/api/v1/media", data=form).status_code == 201
    assert [item["file_name"] for item in (anna.get("/api/v1/documents?kind=medium").json or {})["items"]] == ["?"]
