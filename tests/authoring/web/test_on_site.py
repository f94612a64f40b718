"""A colleague's phone reports from on site: under a link, beyond it, and as often as the network makes it try."""

import io
import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from PIL import Image

from authoring import clock
from authoring.actions.collect_files import KEPT_UNUSED, collect_files
from authoring.actions.create_document import create_document
from authoring.db import Database
from authoring.ids import new_id
from authoring.media_store import MediaStore
from authoring.permissions import Actor, Scope
from authoring.settings import Settings
from authoring.web.assets import Assets, Entry
from tests.authoring.media.makers import CANARY, exif_with_everything
from tests.authoring.web.conftest import Browser, Town
from tour_schema.base import FORMAT

MACHINE = Actor.command_line()
PLACE = {"position": {"lat": 50.9787, "lon": 11.0307, "h": 1.5}, "quaternion": {"x": 0, "y": 0, "z": 0, "w": 1}}
GEO = {"id": "a-1", "kind": "geo", "geopose": PLACE, "height_reference": "terrain"}
SCENE = {"id": "scene-1", "anchors": [GEO, {"id": "a-2", "kind": "plain"}]}


@pytest.fixture
def station(database: Database, town: Town) -> str:
    facts = {"title": {"de": "Brücke"}, "place": {"position": [11.03, 50.97]}, "scenes": [SCENE]}
    body = json.dumps({"format": FORMAT, "kind": "station", "original": "de"} | facts).encode()
    return create_document(database, MACHINE, town.erfurt, body).document_id


def a_finding(station: str, **facts: Any) -> dict[str, Any]:
    return {
        "station": station,
        "scene": "scene-1",
        "anchor": "a-1",
        "revision": 1,
        "verdict": "move",
        "measured_at": "2026-05-01T10:00:00Z",
        "position": {"lon": 11.0308, "lat": 50.9787, "accuracy_m": 4.2, "fixes": 17},
        "nudge": {"east_m": 2.5},
        "note": "hinter einem Zaun",
    } | facts


def a_photograph() -> bytes:
    """A picture larger than what is kept, whose camera says where and by whom it was taken."""
    data = io.BytesIO()
    Image.new("RGB", (2400, 1800), "#557755").save(data, "JPEG", exif=exif_with_everything())
    return data.getvalue()


def send(browser: Browser, key: str, content: bytes, name: str = "tor.jpg") -> Any:
    form = {"file": (io.BytesIO(content), name)}
    return browser.put(f"/api/v1/on-site-reports/{key}/photograph", data=form, content_type="multipart/form-data")


def link_to(browser: Browser, station: str) -> str:
    made = browser.post(f"/api/v1/stations/{station}/scenes/scene-1/preview", json={})
    address: str = made.get_json()["address"]
    return address.removeprefix("http://localhost")


def test_a_colleague_learns_where_the_anchors_are_and_nobody_else_does(
    anna: Browser, bert: Browser, anybody: Browser, station: str, town: Town
) -> None:
    link = link_to(anna, station)
    told = [each.get(f"{link}/scene").get_json()["on_site"] for each in (anna, bert, anybody)]
    assert told[1:] == [None, None]
    assert told[0] == {
        "person": town.anna,
        "station": station,
        "scene": "scene-1",
        "revision": 1,
        "place": [11.03, 50.97],
        "anchors": [{"id": "a-1", "kind": "geo", "geopose": PLACE, "height_reference": "terrain"}],
    }


def test_a_report_is_sent_twice_and_there_once(anna: Browser, admin: Browser, station: str) -> None:
    key = new_id()
    path = f"/api/v1/on-site-reports/{key}"
    answers = [anna.put(path, json=a_finding(station)) for _ in range(2)]
    assert [each.status_code for each in answers] == [201, 200]
    assert answers[0].get_json() == answers[1].get_json()
    (item,) = admin.get(f"/api/v1/stations/{station}/on-site-reports?state=waiting").get_json()["items"]
    assert item == answers[0].get_json()
    assert (item["by"], item["state"], item["anchor_then"], item["photograph"]) == ("Anna", "waiting", GEO, None)
    assert item["nudge"] == {"east_m": 2.5, "north_m": 0, "up_m": 0, "turn_deg": 0}
    assert (item["position"]["accuracy_m"], item["heading"], item["note"]) == (4.2, None, "hinter einem Zaun")


def test_strangers_neither_send_nor_read_nor_decide(
    app: Flask, anna: Browser, bert: Browser, anybody: Browser, station: str, token: Any
) -> None:
    key = new_id()
    path, listed = f"/api/v1/on-site-reports/{key}", f"/api/v1/stations/{station}/on-site-reports"
    assert anybody.put(path, json=a_finding(station)).status_code == 401
    assert bert.put(path, json=a_finding(station)).status_code == 403
    assert anna.put(path, json=a_finding(station)).status_code == 201
    assert send(anna, key, a_photograph()).status_code == 200
    assert [each.get(listed).status_code for each in (anybody, bert)] == [401, 403]
    assert [each.get(f"{path}/photograph").status_code for each in (anybody, bert)] == [401, 403]
    assert bert.put(f"{path}/decision", json={"decision": "accepted"}).status_code == 403
    assert send(bert, key, a_photograph()).status_code == 403
    reader = token(Scope.READ)
    assert app.test_client().get(listed, headers=reader).status_code == 200
    assert app.test_client().put(path, json=a_finding(station), headers=reader).status_code == 403


def test_a_photograph_is_kept_small_and_without_a_word_of_its_camera(
    anna: Browser, admin: Browser, station: str, database: Database, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = new_id()
    anna.put(f"/api/v1/on-site-reports/{key}", json=a_finding(station))
    sent = send(anna, key, a_photograph())
    address = f"/api/v1/on-site-reports/{key}/photograph"
    assert (sent.status_code, sent.get_json()["photograph"]) == (200, address)
    with admin.get(address) as answer:
        kept = answer.data
        assert "sandbox" in answer.headers["Content-Security-Policy"]
    picture = Image.open(io.BytesIO(kept))
    assert (picture.format, picture.size, dict(picture.getexif())) == ("JPEG", (1600, 1200), {})
    # It is the only file: neither the original nor anything that could be published was stored.
    files = [path for path in (settings.data / "files").rglob("*") if path.is_file()]
    assert [CANARY.encode() in path.read_bytes() for path in files] == [False]
    assert "blobs" not in files[0].relative_to(settings.data / "files").parts
    # No medium names it, and still it is not swept away.
    later = clock.now() + KEPT_UNUSED + timedelta(days=1)
    monkeypatch.setattr(clock, "now", lambda: later)
    assert collect_files(database, MediaStore.from_settings(settings), MACHINE) == 0
    assert files[0].is_file()


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7 no photograph", b"\xff\xd8\xff\xe0 broken"])
def test_what_is_no_photograph_is_refused_and_the_report_stays(
    anna: Browser, station: str, settings: Settings, content: bytes
) -> None:
    key = new_id()
    anna.put(f"/api/v1/on-site-reports/{key}", json=a_finding(station))
    refused = send(anna, key, content)
    assert (refused.status_code, "Der Bericht selbst ist angekommen" in refused.get_json()["detail"]) == (422, True)
    (item,) = anna.get(f"/api/v1/stations/{station}/on-site-reports").get_json()["items"]
    assert item["photograph"] is None
    assert [path for path in settings.data.rglob("in-*") if path.is_file()] == []


def test_a_photograph_without_its_report_or_of_another_person_is_not_taken(
    anna: Browser, admin: Browser, station: str
) -> None:
    key = new_id()
    assert send(anna, key, a_photograph()).status_code == 404
    anna.put(f"/api/v1/on-site-reports/{key}", json=a_finding(station))
    assert send(admin, key, a_photograph()).status_code == 422
    assert anna.get(f"/api/v1/on-site-reports/{key}/photograph").status_code == 404


def test_a_report_that_does_not_fit_says_where(anna: Browser, station: str) -> None:
    path = f"/api/v1/on-site-reports/{new_id()}"
    wrong = anna.put(path, json=a_finding(station, nudge={"east_m": 2000}, note="x" * 3000))
    assert (wrong.status_code, wrong.headers["Content-Type"]) == (422, "application/problem+json")
    assert {each["pointer"] for each in wrong.get_json()["faults"]} == {"/nudge/east_m", "/note"}
    assert anna.put(path, data="x" * 70_000, content_type="application/json").status_code == 413
    gone = anna.put(path, json=a_finding(station, anchor="a-9"))
    assert (gone.status_code, "laden Sie die Seite neu" in gone.get_json()["detail"]) == (422, True)
    assert anna.put(path, json=a_finding(new_id())).status_code == 404


def test_a_decision_needs_a_reason_to_decline_and_is_told_who_was_first(
    anna: Browser, admin: Browser, station: str
) -> None:
    key = new_id()
    path = f"/api/v1/on-site-reports/{key}"
    anna.put(path, json=a_finding(station))
    refused = admin.put(f"{path}/decision", json={"decision": "declined", "reason": " "})
    assert (refused.status_code, "why you decline" in refused.get_json()["detail"]) == (422, True)
    declined = admin.put(f"{path}/decision", json={"decision": "declined", "reason": " Das falsche Tor. "}).get_json()
    assert (declined["state"], declined["reason"], declined["decided_by"]) == ("declined", "Das falsche Tor.", "Admin")
    late = anna.put(f"{path}/decision", json={"decision": "accepted"})
    assert (late.status_code, "Admin" in late.get_json()["detail"]) == (422, True)
    assert anna.get(f"/api/v1/stations/{station}/on-site-reports?state=waiting").get_json()["items"] == []


def test_what_waits_on_a_phone_is_sent_when_the_link_is_over(
    anna: Browser, anybody: Browser, station: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Assets, "entry", lambda _, name: Entry(f"/static/built/{name}.js", (), ()))
    link = link_to(anna, station)
    then = clock.now() + timedelta(hours=25)
    monkeypatch.setattr(clock, "now", lambda: then)
    over = anybody.get(link)
    assert (over.status_code, 'href="/preview/waiting"' in over.text) == (410, True)
    assert [each.get("/preview/waiting").status_code for each in (anna, anybody)] == [200, 200]
    assert anna.put(f"/api/v1/on-site-reports/{new_id()}", json=a_finding(station)).status_code == 401
    assert anybody.get("/preview/visitor").get_json()["person"] is None


def test_a_page_that_was_kept_for_long_learns_who_is_signed_in_and_the_token_of_now(
    anna: Browser, anybody: Browser, station: str, town: Town
) -> None:
    told = anna.get("/preview/visitor")
    assert told.get_json()["person"] == {"id": town.anna, "name": "Anna"}
    assert told.headers["Cache-Control"] == "no-store"
    headers = {"X-CSRF-Token": told.get_json()["csrf"], "Origin": "http://localhost"}
    path = f"/api/v1/on-site-reports/{new_id()}"
    assert anna.client.put(path, json=a_finding(station), headers=headers).status_code == 201
    assert anna.client.put(path, json=a_finding(station), headers=headers | {"X-CSRF-Token": "old"}).status_code == 403


def test_the_worker_has_an_address_that_never_changes_and_may_do_nothing_but_fetch(
    anybody: Browser, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "assets").mkdir()
    (tmp_path / "assets" / "worker-abc.js").write_text("addEventListener('fetch', () => {})")
    monkeypatch.setattr(Assets, "entry", lambda _, __: Entry("/static/built/assets/worker-abc.js", (), ()))
    anybody.client.application.extensions["wayfable"].assets.folder = tmp_path
    with anybody.get("/preview/worker.js") as answer:
        assert (answer.status_code, answer.mimetype) == (200, "text/javascript")
        assert answer.headers["Cache-Control"] == "no-cache"
        assert answer.headers["Content-Security-Policy"] == "default-src 'none'; connect-src 'self'"
        assert "Service-Worker-Allowed" not in answer.headers
