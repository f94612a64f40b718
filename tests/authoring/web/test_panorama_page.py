"""A picture of the right shape is made a panorama on its page, and a panorama a picture again."""

import json

import pytest

from authoring import jobs
from authoring.actions.create_document import create_document
from authoring.db import Database
from authoring.permissions import Actor
from authoring.settings import Settings
from tests.authoring.web.conftest import Browser, Town


def _do_nothing(_work: jobs.Work, medium_id: str) -> None:
    """A job that leaves the medium as it is."""


@pytest.fixture(autouse=True)
def _no_engine_left() -> object:
    yield
    jobs.stop()


def a_picture(database: Database, town: Town, width: int) -> str:
    told = {"sha256": "5" * 64, "bytes": 9, "media_type": "image/jpeg", "width_px": width, "height_px": 1000}
    body = {"kind": "medium", "type": "image", "original": told}
    return create_document(database, Actor.command_line(), town.erfurt, json.dumps(body).encode()).document_id


def test_a_picture_becomes_a_panorama_and_a_picture_again(
    anna: Browser, settings: Settings, database: Database, town: Town
) -> None:
    jobs.configure(settings, {"make_variants": _do_nothing})
    medium = a_picture(database, town, 2000)
    assert "Zeigt dieses Bild einen ganzen Rundblick?" in anna.get(f"/media/{medium}").text
    for around, said, kind in (("yes", "jetzt als 360°-Panorama", "panorama"), ("no", "gewöhnliches Bild", "image")):
        assert anna.post(f"/media/{medium}/panorama", data={"around": around}).status_code == 303
        assert said in anna.get(f"/media/{medium}").text
        assert anna.get(f"/api/v1/documents/{medium}").get_json()["body"]["type"] == kind


def test_a_picture_of_another_shape_is_not_asked_about_and_refused(
    anna: Browser, database: Database, town: Town
) -> None:
    medium = a_picture(database, town, 1500)
    assert "Rundblick" not in anna.get(f"/media/{medium}").text
    anna.post(f"/media/{medium}/panorama", data={"around": "yes"})
    assert "doppelt so breit wie hoch" in anna.get(f"/media/{medium}").text
