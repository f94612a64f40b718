"""A film's page: it plays, its captions are attached and taken off, and one sees how far its versions are."""

import json
from io import BytesIO

import pytest

from authoring import jobs
from authoring.actions.create_document import create_document
from authoring.actions.upload_medium import variants_job
from authoring.db import Database
from authoring.permissions import Actor
from authoring.settings import Settings
from tests.authoring.web.conftest import Browser, Town

SHA = "3" * 64


def _refuse(_work: jobs.Work, medium_id: str) -> None:
    """A job that finds the film damaged."""
    raise jobs.JobRefusedError("media.job.refused")


def a_film(database: Database, town: Town, *uses: str) -> str:
    told = {"sha256": SHA, "bytes": 9, "media_type": "video/mp4", "duration_s": 61.0}
    types = {"480": "image/jpeg", "poster": "image/jpeg", "high": "video/mp4"}
    variants = [{"sha256": "4" * 64, "bytes": 9, "media_type": types[use], "use": use} for use in uses]
    body = {"kind": "medium", "type": "video", "original": told, "variants": variants}
    made = json.dumps(body).encode()
    return create_document(database, Actor.command_line(), town.erfurt, made, file_name="markt.mp4").document_id


@pytest.fixture(autouse=True)
def _no_engine_left() -> object:
    yield
    jobs.stop()


def test_a_film_plays_behind_its_poster(anna: Browser, database: Database, town: Town) -> None:
    film = a_film(database, town, "480", "poster", "high")
    page = anna.get(f"/media/{film}").text
    assert f'src="/api/v1/media/{film}/file/high"' in page
    assert f'poster="/api/v1/media/{film}/file/poster"' in page
    assert "1:01" in page
    assert "data-job" not in page


def test_why_a_film_could_not_be_made_is_said(
    anna: Browser, settings: Settings, database: Database, town: Town
) -> None:
    jobs.configure(settings, {"make_variants": _refuse})
    film = a_film(database, town, "480", "poster")
    assert "Die kleineren Fassungen" in anna.get(f"/media/{film}").text
    job_id = variants_job(film, SHA)
    jobs.enqueue("make_variants", job_id=job_id, medium_id=film)
    assert jobs.wait(job_id).state == "failed"
    page = anna.get(f"/media/{film}").text
    assert "ließen sich die Fassungen für unterwegs nicht machen" in page
    assert "data-job" not in page


def test_captions_are_attached_listed_and_taken_off(anna: Browser, database: Database, town: Town) -> None:
    film = a_film(database, town, "480", "poster", "high")
    cues = (BytesIO(b"WEBVTT\n\n00:00.000 --> 00:01.000\nDer Markt\n"), "markt.vtt")
    sent = anna.post(f"/media/{film}/captions", data={"language": "de", "file": cues})
    assert sent.status_code == 303
    assert sent.headers["Location"].endswith("#captions")
    page = anna.get(f"/media/{film}").text
    assert 'srclang="de"' in page
    # It is said in the section, and once: the page is scrolled past its head.
    assert page.count("Die Untertitel sind angefügt.") == 1
    assert page.index("Die Untertitel sind angefügt.") > page.index('id="captions"')
    assert "Die Untertitel sind angefügt." not in anna.get(f"/media/{film}").text
    captions = anna.get(f"/api/v1/documents/{film}").get_json()["body"]["captions"]["de"]
    assert anna.get(f"/api/v1/media/{captions}/file/captions").text.startswith("WEBVTT")
    # Where they are used a film that has no title is called as its file was.
    assert "markt.mp4" in anna.get(f"/media/{captions}").text
    anna.post(f"/media/{film}/captions/remove", data={"language": "de"})
    assert "<track" not in anna.get(f"/media/{film}").text


def test_what_is_no_webvtt_says_so_on_the_page(anna: Browser, database: Database, town: Town) -> None:
    film = a_film(database, town, "480", "poster", "high")
    for data, said in (
        ({"language": "de", "file": (BytesIO(b"hello"), "markt.srt")}, "keine WebVTT-Untertitel"),
        ({"language": "de"}, "Bitte wählen Sie eine WebVTT-Datei aus."),
    ):
        assert anna.post(f"/media/{film}/captions", data=data).status_code == 303
        assert said in anna.get(f"/media/{film}").text
