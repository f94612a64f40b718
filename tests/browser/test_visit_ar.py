"""A visitor sees the AR scene of a stop: on the printed picture, without a network, and without any AR at all."""

import io
from pathlib import Path

import cv2
import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import Page, Playwright, expect

from authoring.media import workbench
from authoring.media.targets import asking
from authoring.media.targets.views import View
from tests.authoring.media import target_pictures as draw
from tests.browser.conftest import PIXEL, Watch
from tests.browser.filming import filmed, on_screen
from tests.browser.looking import look
from tests.browser.phones import a_red_plate, red
from tests.browser.staging import a_gate_all_round
from tests.browser.visited import Office, Server
from tests.builders import a_guide_json, a_medium_json, a_station_json, a_stop, a_tour_json, words
from tests.exports.conftest import Json
from tests.services import chromium

VIEW = View(12, 5, 5, 0.5)
#: The part of the print on which the plate lies.
QUADRANT = (0.0, 0.0, 0.5, 0.5)
LINE = "Willkommen am Tor von 1325!"


def a_target(office: Office, work: Path) -> str:
    """A printed picture, compiled as the office compiles it; its id."""
    picture, mind = work / "target.png", work / "target.mind"
    picture.write_bytes(cv2.imencode(".png", draw.poster())[1].tobytes())
    width, height = asking.prepare(picture, "PNG", work)
    asked = {"path": str(work / "pixels"), "output": str(mind), "width": width, "height": height}
    workbench.ask("compile", cpu_s=60, reads=[work / "pixels"], writes=[work], **asked)
    small = io.BytesIO()
    Image.open(picture).convert("RGB").resize((480, 360)).save(small, "WEBP")
    sizes = {"width_px": 480, "height_px": 360}
    variants = [
        office.shelf.variant("480", small.getvalue(), "image/webp") | sizes,
        office.shelf.variant("mind", mind.read_bytes(), "application/octet-stream"),
    ]
    return str(
        office.shelf.put(a_medium_json(type="target", alt=words("Ein Plakat", "A poster"), variants=variants))["id"]
    )


def a_model(office: Office) -> str:
    variants = [office.shelf.variant("low", a_red_plate(), "model/gltf-binary")]
    original = {"sha256": "0" * 64, "bytes": 1, "media_type": "model/gltf-binary"}
    return str(office.shelf.put(a_medium_json(type="model", variants=variants, original=original))["id"])


def a_panorama(office: Office) -> str:
    """A gate all round, with a point on it."""
    whole = Image.open(io.BytesIO(a_gate_all_round()["buffer"]))
    out = io.BytesIO()
    whole.save(out, "WEBP")
    variants = [office.shelf.variant("1080", out.getvalue(), "image/webp") | {"width_px": 2048, "height_px": 1024}]
    spots = [{"id": "spot-1", "yaw_deg": 0, "pitch_deg": 0, "text": words("Das Tor von 1325.", "The gate of 1325.")}]
    return str(
        office.shelf.put(
            a_medium_json(type="panorama", alt=words("Ein Tor", "A gate"), variants=variants, hotspots=spots)
        )["id"]
    )


@pytest.fixture(scope="module")
def tour(office: Office, tmp_path_factory: pytest.TempPathFactory) -> Json:
    if not workbench.PROGRAM.is_file():
        pytest.skip("the front end was not built: `uv sync` without HATCH_BUILD_NO_HOOKS does")
    target, model = a_target(office, tmp_path_factory.mktemp("target")), a_model(office)
    guide = office.shelf.put(a_guide_json(portrait=office.picture("magdalena")))
    voice = office.sound(2, language="de")
    scene = {
        "id": "scene-1",
        "title": words("Ein Turm von 1325", "A tower of 1325"),
        "anchors": [
            {"id": "anchor-1", "kind": "image", "target": target, "width_m": 0.4},
            {"id": "anchor-2", "kind": "plain"},
        ],
        "contents": [
            {
                "id": "model-1",
                "kind": "model",
                "medium": model,
                "pose": {"translation_m": [-0.2, 0, -0.15]},
                "on_tap": {"kind": "open_block", "block": "riddle"},
            },
            {"id": "guide-1", "kind": "guide", "line": "line"},
        ],
    }
    answer = {"kind": "number", "value": 1325, "unit": words("Jahr", "year")}
    story = [
        {"id": "line", "kind": "guide_line", "text": words(LINE, LINE), "recordings": {"de": {"medium": voice}}},
        {"id": "riddle", "kind": "quiz", "question": words("Von wann ist es?", "From when is it?"), "answer": answer},
        {"id": "round", "kind": "panorama", "medium": a_panorama(office)},
    ]
    station = office.shelf.put(a_station_json("Am Tor", scenes=[scene], story=story))
    stops = [a_stop(1, station["id"])]
    modules = [{"id": "m1", "title": words("Alles", "All"), "required": True, "stops": stops}]
    return office.publish(a_tour_json([station], modules=modules, guide=guide["id"]))


@pytest.mark.localhost
def test_a_scene_that_was_taken_along_stands_on_the_printed_picture_without_a_network(
    player: Playwright, server: Server, tour: Json, tmp_path: Path
) -> None:
    poster = draw.poster()
    camera = chromium.launch(player, filming=filmed(poster, VIEW, tmp_path / "poster.mjpeg"))
    try:
        context = camera.new_context(base_url=server.url, locale="de-DE", viewport=PIXEL, has_touch=True)
        phone = context.new_page()
        watch = Watch(server.url)
        watch.over(phone)
        phone.goto(f"/viewer/?tour={tour['slug']}")
        expect(phone.get_by_label("Mit AR-Szenen")).to_be_checked()
        phone.get_by_role("button", name="Für unterwegs laden").click()
        expect(phone.get_by_text("Ohne Netz verfügbar")).to_be_visible(timeout=30_000)
        context.set_offline(True)
        phone.get_by_role("link", name="Los geht’s").click()
        phone.get_by_role("link", name="Ein Turm von 1325").click()
        expect(phone.get_by_text("Der Browser fragt gleich nach der Kamera")).to_be_visible()
        expect(phone.get_by_text("Die AR-Szene wird geladen")).to_be_hidden(timeout=30_000)
        phone.get_by_role("button", name="Kamera öffnen").click()
        expect(phone.get_by_text("Gefunden. Die Szene steht auf dem Bild.")).to_be_visible(timeout=90_000)
        phone.wait_for_timeout(1000)
        view = phone.get_by_role("img", name="3D-Ansicht: Ein Turm von 1325")
        box = view.bounding_box()
        assert box is not None
        there = on_screen(poster, VIEW, QUADRANT, (box["width"], box["height"]))
        x, y, area = red(view.screenshot())
        look(phone, "viewer-ar-found", whole=False)
        assert np.hypot(*(np.array([x, y]) - there.mean(axis=0))) < 0.02 * box["height"]
        assert area == pytest.approx(cv2.contourArea(there.astype(np.float32)), rel=0.2)
        phone.get_by_role("button", name="AR beenden").click()
        expect(phone.get_by_role("button", name="Kamera öffnen")).to_be_visible()
        assert watch.seen == []
    finally:
        camera.close()


def test_without_ar_the_scene_is_turned_heard_and_leads_on_to_its_story_by_keys(phone: Page, tour: Json) -> None:
    phone.goto(f"/viewer/?tour={tour['slug']}&station={tour['modules'][0]['stops'][0]['station']}")
    link = phone.get_by_role("link", name="Ein Turm von 1325")
    expect(link).to_be_visible()
    look(phone, "viewer-station-scene")
    link.press("Enter")
    expect(phone.get_by_role("heading", name="Ein Turm von 1325")).to_be_visible()
    expect(phone.get_by_text("Die AR-Szene wird geladen")).to_be_hidden(timeout=30_000)
    view = phone.get_by_role("img", name="3D-Ansicht: Ein Turm von 1325")
    phone.wait_for_timeout(500)
    before = view.screenshot()
    assert red(before)[2] > 100
    phone.get_by_role("button", name="Nach links drehen").press("Enter")
    phone.wait_for_timeout(300)
    assert view.screenshot() != before
    phone.get_by_role("button", name="Guide zuhören").press("Enter")
    expect(phone.locator("[data-caption]")).to_contain_text(LINE)
    look(phone, "viewer-scene", whole=False)
    phone.get_by_role("button", name="Öffnen: Quiz").press("Enter")
    expect(phone.get_by_text("Von wann ist es?")).to_be_visible()
    phone.get_by_role("button", name="Schließen").press("Enter")
    expect(phone.get_by_text("Von wann ist es?")).to_be_hidden()
    phone.get_by_role("link", name="Zur Station").press("Enter")
    expect(phone.get_by_role("heading", name="Am Tor")).to_be_visible()


def test_a_panorama_of_the_story_is_looked_around_in_and_its_points_are_read(phone: Page, tour: Json) -> None:
    phone.goto(f"/viewer/?tour={tour['slug']}&station={tour['modules'][0]['stops'][0]['station']}")
    phone.get_by_role("link", name="Rundum ansehen").click()
    phone.get_by_role("button", name="Punkt 1: Das Tor von 1325.").click()
    expect(phone.get_by_text("Das Tor von 1325.")).to_be_visible()
    look(phone, "viewer-panorama", whole=False)
    phone.go_back()
    expect(phone.get_by_role("heading", name="Am Tor")).to_be_visible()


def test_a_scene_that_is_not_there_any_more_is_said(phone: Page, tour: Json) -> None:
    station = tour["modules"][0]["stops"][0]["station"]
    phone.goto(f"/viewer/?tour={tour['slug']}&station={station}&scene=%3Cscript%3E")
    expect(phone.get_by_text("Diese AR-Szene gibt es hier nicht mehr.")).to_be_visible()
    phone.get_by_role("link", name="Zur Station").click()
    expect(phone.get_by_role("heading", name="Am Tor")).to_be_visible()


def test_a_part_of_a_scene_that_cannot_be_had_is_said_and_the_rest_is_there(
    phone: Page, server: Server, tour: Json, office: Office
) -> None:
    (plate,) = (
        path for path in (office.folder / "blobs").rglob("*") if path.is_file() and path.read_bytes()[:4] == b"glTF"
    )
    server.cut = lambda path: plate.name in path
    try:
        phone.goto(f"/viewer/?tour={tour['slug']}&station={tour['modules'][0]['stops'][0]['station']}&scene=scene-1")
        expect(phone.get_by_text("Ein Teil der Szene ließ sich nicht laden. Vielleicht fehlt gerade")).to_be_visible()
        expect(phone.get_by_role("button", name="Guide zuhören")).to_be_visible()
    finally:
        server.cut = lambda _: False
