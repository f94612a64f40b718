"""A link shows one scene of a draft without a sign-in: for a day, in its maker's name, and nothing beyond the scene."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlmodel import select

from authoring import clock, jobs
from authoring.actions.delete_document import delete_document
from authoring.actions.keep_file import keep_file
from authoring.actions.remove_person import remove_person
from authoring.db import Database
from authoring.media_store import MediaStore
from authoring.permissions import Scope
from authoring.settings import Settings
from authoring.store import preview_links
from authoring.store.preview_links import LASTS, LinkExpiredError, LinkUnknownError, PreviewLink
from authoring.tables import AuditLine
from tests.authoring.web.conftest import Browser, Town
from tests.authoring.web.preview_scene import MACHINE, Scene

SECRET = "a secret of the tests, long enough"
STATION = "01920000-0000-7000-8000-000000000001"
PERSON = "01920000-0000-7000-8000-000000000002"
UNTIL = timedelta(seconds=1)
PLACE = {"position": {"lat": 50.97, "lon": 11.03, "h": 0}, "quaternion": {"x": 0, "y": 0, "z": 0, "w": 1}}


@pytest.fixture(autouse=True)
def handed_in(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """The targets that somebody wants compiled; nothing works on them here."""
    found: list[str] = []

    def enqueue(name: str, *, job_id: str, medium_id: str) -> str:
        assert name == "compile_target"
        found.append(medium_id)
        return job_id

    monkeypatch.setattr(jobs, "enqueue", enqueue)
    monkeypatch.setattr(jobs, "progress", lambda _: jobs.Progress("running", 1, 3, "media.job.target_film"))
    yield found
    jobs.stop()


@pytest.fixture
def store(settings: Settings) -> MediaStore:
    return MediaStore.from_settings(settings)


@pytest.fixture
def scene(database: Database, store: MediaStore, town: Town) -> Scene:
    return Scene(database, store, town)


def link_to(browser: Browser, scene: Scene, which: str = "scene-1") -> str:
    """The path of a link that this browser's person makes."""
    path = f"/api/v1/stations/{scene.station}/scenes/{which}/preview"
    answer = browser.post(path, json={"tour": scene.tour})
    assert answer.status_code == 201, answer.text
    address: str = answer.get_json()["address"]
    return address.removeprefix("http://localhost")


def later(monkeypatch: pytest.MonkeyPatch, by: timedelta) -> None:
    there = clock.now() + by
    monkeypatch.setattr(clock, "now", lambda: there)


def test_a_link_says_what_it_shows_and_ends_after_a_day(monkeypatch: pytest.MonkeyPatch) -> None:
    now = datetime.fromisoformat("2026-05-01T12:00:00+00:00")
    monkeypatch.setattr(clock, "now", lambda: now)
    link = PreviewLink(STATION, "scene-1", PERSON, None, STATION)
    text, until = preview_links.written(SECRET, link)
    assert until == now + LASTS
    assert preview_links.opened(SECRET, text) == (link, until)
    # What a camera has to make out: short enough for a code of 57 modules.
    assert len(text) < 160
    monkeypatch.setattr(clock, "now", lambda: until)
    assert preview_links.opened(SECRET, text) == (link, until)
    monkeypatch.setattr(clock, "now", lambda: until + UNTIL)
    with pytest.raises(LinkExpiredError):
        preview_links.opened(SECRET, text)


def test_a_link_that_was_changed_or_signed_elsewhere_is_none() -> None:
    text, _ = preview_links.written(SECRET, PreviewLink(STATION, "scene-1", PERSON, None))
    for place in range(len(text)):
        # The last letter of a signature holds four bits and two that nobody reads: A to D are the same there.
        changed = text[:place] + ("Q" if text[place] in "ABCD" else "A") + text[place + 1 :]
        with pytest.raises((LinkUnknownError, LinkExpiredError)):
            assert preview_links.opened(SECRET, changed) is None
    for other in ("", "x", f"{text}x", text.rpartition(".")[0], "....", "ä.b.c"):
        with pytest.raises(LinkUnknownError):
            preview_links.opened(SECRET, other)
    with pytest.raises(LinkUnknownError):
        preview_links.opened("another secret of the tests", text)


def test_whoever_has_the_link_sees_the_scene_and_the_rest_stays_private(
    anna: Browser, anybody: Browser, scene: Scene
) -> None:
    link = link_to(anna, scene)
    told = anybody.get(f"{link}/scene", headers={"Accept-Language": "de"})
    shown = told.get_json()
    assert set(shown) == {
        *("original", "station", "title", "anchors", "contents", "media", "guides", "lines", "blocks", "panoramas"),
        *("language", "until", "on_site", "signed_in"),
    }
    assert shown["on_site"] is None
    assert (shown["station"], shown["title"]) == ({"de": "Krämerbrücke"}, {"de": "Ein Turm", "en": "A tower"})
    assert shown["anchors"] == [
        {"id": "a-1", "kind": "image", "target": scene.target, "width_m": 0.4, "upright": True},
        {"id": "a-2", "kind": "geo", "geopose": PLACE},
        {"id": "a-3", "kind": "cloud"},
        {"id": "a-4", "kind": "plain"},
    ]
    media = {each["id"]: each for each in shown["media"]}
    heard = {scene.voice, scene.captions, scene.film, scene.of_the_film}
    assert set(media) == {scene.model, scene.target, scene.portrait} | heard
    assert media[scene.film]["captions"] == {"de": scene.of_the_film}
    assert media[scene.model] == {
        "id": scene.model,
        "type": "model",
        "alt": {"de": "Ein Bild"},
        "captions": {},
        "original": {"width_px": 640, "height_px": 480, "duration_s": None},
        "variants": [
            {"use": "low", "media_type": "model/gltf-binary"},
            {"use": "high", "media_type": "model/gltf-binary"},
        ],
    }
    line = {"guide": scene.guide, "text": {"de": "Kommt näher!"}, "gesture": "wave"}
    recording = {"medium": scene.voice, "captions": scene.captions}
    assert shown["lines"] == {"line-1": line | {"recordings": {"de": recording}}}
    about = {"name": {"de": "Marga"}, "portrait": scene.portrait, "figure": None, "clips": {}}
    assert shown["guides"] == [{"id": scene.guide, **about}]
    assert shown["blocks"] == {"text-1": "Text"}
    for secret in ("Anna", "SECRET", "Geheim", "fremde Augen", "Archiv", "archive", "Muster", scene.other):
        assert secret not in told.text


def test_only_files_that_the_scene_draws_with_are_given_out(anna: Browser, anybody: Browser, scene: Scene) -> None:
    link = link_to(anna, scene)
    with anybody.get(f"{link}/media/{scene.model}/low") as answer:
        assert (answer.status_code, answer.data) == (200, b"glb" * 9)
        assert answer.headers["X-Robots-Tag"] == "noindex, nofollow"
        assert "sandbox" in answer.headers["Content-Security-Policy"]
    for heard in (f"{scene.film}/low", f"{scene.of_the_film}/captions", f"{scene.captions}/captions"):
        with anybody.get(f"{link}/media/{heard}") as answer:
            assert answer.status_code == 200
    refused = [
        f"{scene.model}/original",
        f"{scene.model}/features",
        f"{scene.target}/high",
        f"{scene.other}/480",
        f"{scene.station}/480",
        f"{STATION}/480",
    ]
    assert {path: anybody.get(f"{link}/media/{path}").status_code for path in refused} == dict.fromkeys(refused, 404)


def test_a_guide_speaks_only_for_the_tour_that_the_link_names(anna: Browser, anybody: Browser, scene: Scene) -> None:
    path = f"/api/v1/stations/{scene.station}/scenes/scene-1/preview"
    link = anna.post(path, json={}).get_json()["address"].removeprefix("http://localhost")
    shown = anybody.get(f"{link}/scene").get_json()
    assert (shown["lines"]["line-1"]["guide"], shown["guides"]) == (None, [])
    assert anybody.get(f"{link}/media/{scene.portrait}/480").status_code == 404


def test_the_page_is_for_nobody_else_and_runs_nothing_of_anybody_elses(
    app: Flask, anna: Browser, anybody: Browser, scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    from authoring.web.assets import Assets, Entry

    monkeypatch.setattr(Assets, "entry", lambda _, name: Entry(f"/static/built/{name}.js", (), ()))
    link = link_to(anna, scene)
    page = anybody.get(link)
    assert page.status_code == 200
    assert f'data-address="{link}"' in page.text
    assert page.headers["X-Robots-Tag"] == "noindex, nofollow"
    assert page.headers["Referrer-Policy"] == "no-referrer"
    assert page.headers["Cache-Control"] == "no-store"
    assert "camera=(self)" in page.headers["Permissions-Policy"]
    assert "microphone=()" in page.headers["Permissions-Policy"]
    # Where the phone is may be asked for a scene that stands on Earth, and of a colleague, who checks any on site.
    elsewhere = link_to(anna, scene, "scene-2")
    asking = ((anybody, elsewhere), (anna, elsewhere), (anybody, link))
    policies = [each.get(path).headers["Permissions-Policy"] for each, path in asking]
    assert ["geolocation=(self)" in each for each in policies] == [False, True, True]
    policy = dict(part.split(" ", 1) for part in page.headers["Content-Security-Policy"].split("; "))
    assert (policy["default-src"], policy["frame-ancestors"]) == ("'none'", "'none'")
    assert {policy[name] for name in ("script-src", "style-src", "media-src", "connect-src", "worker-src")} == {
        "'self'"
    }
    assert "unsafe" not in page.headers["Content-Security-Policy"]
    # Nowhere else may a page ask for the camera.
    assert "camera=()" in anna.get("/media").headers["Permissions-Policy"]


@pytest.mark.parametrize("below", ["", "/scene", "/media/{model}/low", "/targets/{target}"])
def test_an_expired_or_a_made_up_link_opens_nothing_and_says_so(
    below: str, anna: Browser, anybody: Browser, scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    link = link_to(anna, scene)
    path = below.format(model=scene.model, target=scene.target)
    method = "POST" if "targets" in below else "GET"
    german = {"Accept-Language": "de"}
    made_up = anybody.ask(method, f"/preview/x{link.removeprefix('/preview/')}{path}", headers=german)
    assert (made_up.status_code, "unvollständig oder verändert" in made_up.text) == (404, True)
    later(monkeypatch, LASTS + UNTIL)
    over = anybody.ask(method, f"{link}{path}", headers=german)
    assert (over.status_code, "gilt 24 Stunden" in over.text) == (410, True)
    assert "lasts for 24 hours" in anybody.ask(method, f"{link}{path}", headers={"Accept-Language": "en"}).text
    assert over.headers["X-Robots-Tag"] == "noindex, nofollow"


def test_a_link_ends_with_its_makers_role_and_with_its_station(
    anna: Browser, admin: Browser, anybody: Browser, scene: Scene, database: Database, town: Town
) -> None:
    hers, theirs = link_to(anna, scene), link_to(admin, scene)
    remove_person(database, MACHINE, town.erfurt, town.anna)
    assert [anybody.get(f"{each}/scene").status_code for each in (hers, theirs)] == [410, 200]
    delete_document(database, MACHINE, scene.station)
    assert anybody.get(f"{theirs}/scene").status_code == 410


def test_only_those_who_write_in_the_organisation_make_links(
    anna: Browser, bert: Browser, scene: Scene, app: Flask, token: Any, database: Database
) -> None:
    path = f"/api/v1/stations/{scene.station}/scenes/scene-1/preview"
    assert bert.post(path, json={}).status_code == 403
    assert app.test_client().post(path, json={}, headers=token(Scope.READ)).status_code == 403
    made = app.test_client().post(path, json={}, headers=token(Scope.WRITE))
    assert made.status_code == 201
    link = made.get_json()["address"].removeprefix("http://localhost")
    assert app.test_client().get(f"{link}/scene").status_code == 200
    assert anna.post(path.replace("scene-1", "scene-9"), json={}).status_code == 404
    unreadable = anna.post(path.replace("scene-1", "scene-3"), json={})
    assert (unreadable.status_code, unreadable.get_json()["type"]) == (422, "/problems/preview_draft")
    assert "Prüfbericht" in unreadable.get_json()["detail"]
    with database.read() as session:
        lines = session.exec(select(AuditLine).where(AuditLine.verb == "preview")).all()
    assert [(each.subject_id, each.values) for each in lines] == [(scene.station, {"scene": "scene-1"})]


def test_the_answer_has_a_code_to_scan_and_says_whether_a_phone_can_follow(anna: Browser, scene: Scene) -> None:
    answer = anna.post(f"/api/v1/stations/{scene.station}/scenes/scene-1/preview", json={}).get_json()
    assert answer["code"].startswith("<?xml")
    assert "QR-Code der Vorschau" in answer["code"]
    assert answer["everywhere"] is False
    assert datetime.fromisoformat(answer["until"]) - clock.now() > LASTS - timedelta(minutes=1)


def test_a_target_that_is_not_compiled_is_and_its_progress_is_told(
    anna: Browser, anybody: Browser, scene: Scene, handed_in: list[str]
) -> None:
    link = link_to(anna, scene)
    german = {"Accept-Language": "de"}
    told = anybody.post(f"{link}/targets/{scene.target}", headers=german).get_json()
    assert (told["state"], told["done"], told["total"]) == ("running", 1, 3)
    assert told["words"]
    assert handed_in == [scene.target]
    assert anybody.get(f"{link}/media/{scene.target}/mind").status_code == 404
    # Nothing else is compiled for anybody who comes by: no picture beside, no model, no target of another scene.
    for other in (scene.other, scene.model, scene.portrait, STATION):
        assert anybody.post(f"{link}/targets/{other}").status_code == 404
    assert handed_in == [scene.target]


def test_a_target_that_is_compiled_is_fetched_and_no_job_is_begun(
    anna: Browser, anybody: Browser, scene: Scene, handed_in: list[str]
) -> None:
    link = link_to(anna, scene)
    there = anna.get(f"/api/v1/documents/{scene.target}").get_json()
    with scene.database.write() as session:
        stored = scene.store.put(b"compiled", "application/octet-stream")
        keep_file(session, stored)
    mind = {"sha256": stored.sha256, "bytes": stored.bytes, "media_type": stored.media_type, "use": "mind"}
    body = there["body"] | {"variants": [*there["body"]["variants"], mind]}
    saved = anna.put(f"/api/v1/documents/{scene.target}", json=body, headers={"If-Match": '"1"'})
    assert saved.status_code == 200, saved.text
    assert anybody.post(f"{link}/targets/{scene.target}").get_json()["state"] == "done"
    with anybody.get(f"{link}/media/{scene.target}/mind") as answer:
        assert (answer.status_code, answer.data) == (200, b"compiled")
    assert handed_in == []


def test_a_picture_that_nobody_has_judged_is_not_compiled_by_whoever_comes_by(
    anna: Browser, anybody: Browser, scene: Scene, handed_in: list[str]
) -> None:
    link = link_to(anna, scene)
    body = anna.get(f"/api/v1/documents/{scene.target}").get_json()["body"] | {"type": "image"}
    anna.put(f"/api/v1/documents/{scene.target}", json=body, headers={"If-Match": '"1"'})
    told = anybody.post(f"{link}/targets/{scene.target}", headers={"Accept-Language": "de"}).get_json()
    assert (told["state"], "noch nicht geprüft" in told["words"]) == ("failed", True)
    assert handed_in == []


def test_a_panorama_that_a_tap_opens_is_shown_with_its_points_and_their_pictures(
    anna: Browser, anybody: Browser, scene: Scene
) -> None:
    detail = scene.medium("image", "480", b"detail", "image/jpeg")
    spots = [{"id": "spot-1", "yaw_deg": 10.0, "pitch_deg": 5.0, "text": {"de": "Ein Wappen"}, "medium": detail}]
    opened = scene.medium("panorama", "1080", b"round", "image/jpeg", hotspots=spots)
    unopened = scene.medium("panorama", "1080", b"other", "image/jpeg")
    tap = {"kind": "open_block", "block": "round-1"}
    facts = {
        "title": {"de": "Am Tor"},
        "story": [
            {"id": "round-1", "kind": "panorama", "medium": opened},
            {"id": "round-2", "kind": "panorama", "medium": unopened},
        ],
        "scenes": [{"id": "scene-1", "contents": [{"id": "c-1", "kind": "label", "on_tap": tap}]}],
    }
    scene.station = scene.document("station", facts)
    link = link_to(anna, scene)
    shown = anybody.get(f"{link}/scene").get_json()
    assert shown["panoramas"] == {"round-1": opened}
    media = {each["id"]: each for each in shown["media"]}
    assert set(media) == {opened, detail}
    assert media[opened]["hotspots"] == spots
    asked = {f"{opened}/1080": 200, f"{detail}/480": 200, f"{unopened}/1080": 404}
    for path, status in asked.items():
        with anybody.get(f"{link}/media/{path}") as answer:
            assert answer.status_code == status
