"""A 3D model's page and its API: the traffic light for phones, and its size corrected in one step."""

import json
from io import BytesIO

import pytest

from authoring import jobs
from authoring.actions.create_document import create_document
from authoring.db import Database
from authoring.permissions import Actor
from authoring.settings import Settings
from tests.authoring.media.usdz_makers import a_usdz
from tests.authoring.web.conftest import Browser, Town


def _do_nothing(_work: jobs.Work, medium_id: str) -> None:
    """A job that leaves the medium as it is."""


@pytest.fixture
def model(settings: Settings, database: Database, town: Town) -> str:
    """A model of Erfurt's that was made in centimetres."""
    jobs.configure(settings, {"make_variants": _do_nothing, "finish_model": _do_nothing})
    facts = {"triangles": 120_000, "size_m": [60.0, 180.0, 40.0], "clips": ["open"], "clips_s": [2.0]}
    told = {"sha256": "0" * 64, "bytes": 6_000_000, "media_type": "model/gltf-binary"}
    body = {"kind": "medium", "type": "model", "original": told, "model": facts, "variants": [told | {"use": "high"}]}
    made = create_document(database, Actor.command_line(), town.erfurt, json.dumps(body).encode())
    return made.document_id


@pytest.fixture(autouse=True)
def _no_engine_left() -> object:
    yield
    jobs.stop()


def test_the_traffic_light_is_told_with_what_to_do(anna: Browser, model: str) -> None:
    told = anna.get(f"/api/v1/media/{model}/budget").get_json()
    assert (told["scale"], told["suggested_scale"]) == (1.0, 0.01)
    lights = {light["budget"]: light for light in told["lights"]}
    assert lights["triangles"]["colour"] == "red"
    assert "120.000 Dreiecke" in lights["triangles"]["words"]
    page = anna.get(f"/media/{model}").text
    assert lights["triangles"]["words"] in page
    assert "60 × 180 × 40 m" in page


def test_other_media_have_no_traffic_light(anna: Browser, database: Database, town: Town) -> None:
    told = {"sha256": "1" * 64, "bytes": 1, "media_type": "image/png"}
    body = {"kind": "medium", "type": "image", "original": told}
    made = create_document(database, Actor.command_line(), town.erfurt, json.dumps(body).encode())
    assert anna.get(f"/api/v1/media/{made.document_id}/budget").get_json()["lights"] == []
    assert "longest_m" not in anna.get(f"/media/{made.document_id}").text


def test_the_size_that_is_suggested_is_one_button_away(anna: Browser, model: str) -> None:
    assert 'value="1.8"' in anna.get(f"/media/{model}").text
    assert anna.post(f"/media/{model}/size", data={"longest_m": "1.8"}).status_code == 303
    body = anna.get(f"/api/v1/documents/{model}").get_json()["body"]
    assert (body["model"]["size_m"], body["variants"]) == ([0.6, 1.8, 0.4], [])
    assert body["model"]["scale"] == pytest.approx(0.01)
    # What somebody has decided is not asked again.
    assert anna.get(f"/api/v1/media/{model}/budget").get_json()["suggested_scale"] is None


def test_a_program_corrects_the_size_by_its_scale(anna: Browser, model: str) -> None:
    answer = anna.put(f"/api/v1/media/{model}/scale", json={"scale": 0.01})
    assert answer.status_code == 202
    assert jobs.wait(answer.get_json()["job"]).state == "done"
    assert anna.put(f"/api/v1/media/{model}/scale", json={"scale": 0}).status_code == 422


@pytest.mark.parametrize("typed", ["", "0", "-3", "much", "1e99", "nan"])
def test_a_length_that_cannot_be_is_answered_with_a_sentence(anna: Browser, model: str, typed: str) -> None:
    assert anna.post(f"/media/{model}/size", data={"longest_m": typed}).status_code == 303
    assert "Diese Größe ist nicht möglich." in anna.get(f"/media/{model}").text
    assert anna.get(f"/api/v1/documents/{model}").get_json()["revision"] == 1


def test_neighbours_change_no_size(bert: Browser, model: str) -> None:
    assert bert.post(f"/media/{model}/size", data={"longest_m": "1.8"}).status_code in {403, 404}
    assert bert.put(f"/api/v1/media/{model}/scale", json={"scale": 2}).status_code in {403, 404}


def test_the_version_for_iphones_is_attached_and_taken_away_on_the_page(anna: Browser, model: str) -> None:
    file = (BytesIO(a_usdz()), "turm.usdz")
    assert anna.post(f"/media/{model}/usdz", data={"file": file}).status_code == 303
    page = anna.get(f"/media/{model}").text
    assert page.index("Die Fassung für iPhones ist angefügt.") > page.index('id="usdz"')
    assert anna.get(f"/api/v1/media/{model}/file/usdz").data[:2] == b"PK"
    anna.post(f"/media/{model}/size", data={"longest_m": "1.8"})
    assert "Die kleineren Fassungen werden gerade gerechnet." in anna.get(f"/media/{model}").text
    anna.post(f"/media/{model}/usdz", data={"file": (BytesIO(b"PK nothing"), "turm.usdz")})
    assert "ist keine USDZ-Datei" in anna.get(f"/media/{model}").text
    anna.post(f"/media/{model}/usdz/remove")
    assert anna.get(f"/api/v1/media/{model}/file/usdz").status_code == 404
