"""A scene is looked at on a phone: by a code on the stage, and without a sign-in."""

import io
import math
from pathlib import Path

import cv2
import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import Page, Playwright, expect

from authoring.media.targets.views import View
from tests.authoring.media import target_pictures as draw
from tests.browser.conftest import PageAs
from tests.browser.filming import filmed, on_screen
from tests.browser.looking import ROOT, look
from tests.browser.phones import PHONE, PLAIN, a_red_plate, red, scanned
from tests.browser.site import Site
from tests.browser.staging import a_tower, brought, open_stage, scene, with_scene
from tests.browser.storytelling import upload
from tests.browser.test_on_site import reports
from tests.browser.walk import Walk, make_walk
from tests.services import chromium


@pytest.fixture
def walk(live_server: Site) -> Walk:
    return make_walk(live_server)


def shades(picture: bytes) -> int:
    """How many colours are seen in it."""
    small = Image.open(io.BytesIO(picture)).convert("RGB").quantize(64, dither=Image.Dither.NONE)
    return len(small.getcolors() or [])


def test_the_code_on_the_stage_opens_the_scene_on_a_phone_without_a_sign_in(
    page: Page, page_as: PageAs, live_server: Site, walk: Walk
) -> None:
    with_scene(live_server, walk, contents=[{"id": "model-1", "kind": "model"}])
    open_stage(page, walk)
    page.locator(".stage-list .row", has_text="3D-Modell").click()
    upload(page, page.get_by_role("button", name="3D-Modell auswählen"), a_tower())
    expect(page.get_by_role("button", name="Bewegung abspielen")).to_be_visible(timeout=30_000)
    page.get_by_role("button", name="Auf dem Handy ansehen").click()
    link = page.get_by_role("textbox", name="Link")
    expect(link).to_be_visible()
    assert scanned(page) == link.input_value()
    expect(page.get_by_text("Diese Installation ist nur auf diesem Rechner erreichbar.")).to_be_visible()
    look(page, "phone-dialog", whole=False)
    phone = page_as(None, touch=True)
    phone.set_viewport_size({"width": 390, "height": 844})
    asked: list[str] = []
    phone.on("request", lambda request: asked.append(request.url))
    phone.goto(scanned(page))
    expect(phone.get_by_role("heading", name="Ein Turm von 1325")).to_be_visible()
    expect(phone.get_by_text("Die AR-Szene wird geladen")).to_be_hidden(timeout=30_000)
    view = phone.get_by_role("img", name="3D-Ansicht: Ein Turm von 1325")
    phone.wait_for_timeout(500)
    before = view.screenshot()
    assert shades(before) > 8
    phone.get_by_role("button", name="Nach links drehen").click()
    phone.wait_for_timeout(300)
    assert view.screenshot() != before
    # Nothing is fetched but the page, its own files, and what is below the link.
    own = (link.input_value(), f"{live_server.url}/static/built/", f"{live_server.url}/mark.svg", "blob:")
    assert [url for url in asked if not url.startswith(own)] == []
    # What follows pictures is for scenes on pictures.
    assert [url for url in asked if "/assets/track-" in url] == []
    look(phone, "phone-preview", whole=False)


QUADRANT = (0.0, 0.0, 0.5, 0.5)
VIEW = View(12, 5, 5, 0.5)


def test_a_camera_that_films_the_printed_target_shows_the_model_on_it(
    page: Page, page_as: PageAs, player: Playwright, live_server: Site, walk: Walk, tmp_path: Path
) -> None:
    poster = draw.poster()
    page.goto("/media")
    target = brought(page, live_server, "plakat.png", "image/png", cv2.imencode(".png", poster)[1].tobytes())
    model = brought(page, live_server, "platte.glb", "model/gltf-binary", a_red_plate())
    page.goto(f"/media/{target}")
    # The press ends with the server's answer, and for that the picture is looked at.
    page.get_by_role("button", name="Als Zielbild prüfen").click(timeout=60_000)
    expect(page.get_by_role("button", name="Noch einmal prüfen")).to_be_visible(timeout=60_000)
    anchor = {"id": "anchor-1", "kind": "image", "target": target, "width_m": 0.4}
    plate = {"id": "model-1", "kind": "model", "medium": model, "pose": {"translation_m": [-0.2, 0, -0.15]}}
    # Whoever has no AR sees a picture, which leaves the button for the camera free.
    flat = PLAIN | {"medium": target}
    with_scene(live_server, walk, anchors=[anchor, flat], contents=[plate])
    open_stage(page, walk)
    page.get_by_role("button", name="Auf dem Handy ansehen").click()
    link = scanned(page)
    films = {"poster": poster, "map": draw.street_map()}
    refused_camera(page_as(None, touch=True), link)
    for name, picture in films.items():
        camera = chromium.launch(player, filming=filmed(picture, VIEW, tmp_path / f"{name}.mjpeg"))
        try:
            context = camera.new_context(locale="de-DE", viewport=PHONE, has_touch=True)
            # A colleague on site, who is signed in.
            secret = live_server.sign_in(live_server.author)
            context.add_cookies([{"name": "wayfable", "value": secret, "url": live_server.url}])
            phone = context.new_page()
            look_through(phone, link, found=name == "poster", picture=picture)
        finally:
            camera.close()
    # It is a report like every other: the office decides on it, and the anchor is as it was.
    (report,) = reports(page, walk)
    assert (report["verdict"], report["anchor"], report["by"]) == ("holds", "anchor-1", live_server.author.name)
    assert "verified" not in scene(live_server, walk)["anchors"][0]


def refused_camera(phone: Page, link: str) -> None:
    """Whoever does not allow the camera hears what to do, and still has the plain view."""
    phone.add_init_script(
        "navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException('', 'NotAllowedError'))"
    )
    phone.set_viewport_size(PHONE)
    phone.goto(link)
    phone.get_by_role("button", name="Kamera öffnen").click()
    # The first who asks waits until the target is compiled.
    expect(phone.get_by_role("alert")).to_contain_text("Die Kamera wurde nicht erlaubt.", timeout=90_000)
    expect(phone.locator("img.flat")).to_be_visible()
    expect(phone.get_by_role("button", name="Kamera öffnen")).to_be_visible()
    look(phone, "phone-refused", whole=False)


def look_through(phone: Page, link: str, *, found: bool, picture: draw.Picture) -> None:
    """Open the camera, and see the plate where it belongs on the picture, or not at all."""
    phone.goto(link)
    expect(phone.get_by_text("Der Browser fragt gleich nach der Kamera")).to_be_visible()
    # Where one begins is the plain view, turned and seen whole.
    expect(phone.get_by_text("Die AR-Szene wird geladen")).to_be_hidden(timeout=30_000)
    view = phone.get_by_role("img", name="3D-Ansicht: Ein Turm von 1325")
    phone.get_by_role("button", name="Kamera öffnen").click()
    if not found:
        expect(phone.get_by_text("Das gedruckte Bild ganz ins Kamerabild nehmen.")).to_be_visible(timeout=30_000)
        phone.wait_for_timeout(5000)
        expect(phone.get_by_text("Gefunden.")).to_be_hidden()
        assert red(view.screenshot())[2] == 0
        return
    expect(phone.get_by_text("Gefunden. Die Szene steht auf dem Bild.")).to_be_visible(timeout=90_000)
    phone.wait_for_timeout(1000)
    box = view.bounding_box()
    assert box is not None
    there = on_screen(picture, VIEW, QUADRANT, (box["width"], box["height"]))
    middle, wanted = there.mean(axis=0), cv2.contourArea(there.astype(np.float32))
    seen = view.screenshot()
    x, y, area = red(seen)
    look(phone, "phone-found", whole=False)
    assert np.hypot(*(np.array([x, y]) - middle)) < 0.02 * box["height"]
    assert area == pytest.approx(wanted, rel=0.2)
    phone.get_by_role("button", name="Steht am Ort richtig: melden").click()
    expect(phone.get_by_role("heading", name="Vor Ort prüfen")).to_be_focused()
    expect(phone.get_by_label("Der Anker steht richtig.")).to_be_checked()
    phone.get_by_role("button", name="Bericht senden").click()
    expect(phone.get_by_text("Ein Bericht ist im Büro angekommen.")).to_be_visible(timeout=30_000)
    phone.get_by_role("button", name="Zurück").click()
    expect(phone.get_by_role("button", name="Kamera öffnen")).to_be_visible()


_IWER = ROOT / "authoring" / "editor" / "node_modules" / "iwer" / "build" / "iwer.min.js"
#: A phone that looks down, 20 degrees, in a room whose floor it knows as soon as one says so.
_ROOM = """
const device = new IWER.XRDevice(IWER.metaQuest3, {stereoEnabled: false});
device.installRuntime({forceInstall: true});
device.position.set(0, 1.6, 0);
device.quaternion.set(-0.1736482, 0, 0, 0.9848078);
device.installSEM(class {
  environmentCanvas = document.createElement('canvas');
  trackedPlanes = new Set();
  trackedMeshes = new Set();
  render() {}
  computeHitTestResults(ray) {
    const [x, y, z] = [ray[12], ray[13], ray[14]];
    const [across, down, away] = [-ray[8], -ray[9], -ray[10]];
    if (!window.floor || down > -0.01) return [];
    return [[1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, x - (across * y) / down, 0, z - (away * y) / down, 1]];
  }
});
window.tapOnce = () => {
  const {right} = device.controllers;
  right.updateButtonValue('trigger', 1);
  setTimeout(() => right.updateButtonValue('trigger', 0), 100);
};
"""


def test_a_scene_is_placed_on_the_floor_of_a_room_by_a_tap(
    page: Page, page_as: PageAs, live_server: Site, walk: Walk
) -> None:
    page.goto("/media")
    model = brought(page, live_server, "platte.glb", "model/gltf-binary", a_red_plate())
    # A plate of 60 by 45 cm, its middle where it is placed.
    pose = {"translation_m": [-0.3, 0, -0.225], "scale": 3}
    plate = {"id": "model-1", "kind": "model", "medium": model, "pose": pose}
    with_scene(live_server, walk, anchors=[{"id": "anchor-1", "kind": "plane"}, PLAIN], contents=[plate])
    open_stage(page, walk)
    page.get_by_role("button", name="Auf dem Handy ansehen").click()
    phone = page_as(None, touch=True)
    phone.add_init_script(path=_IWER)
    phone.add_init_script(_ROOM)
    phone.goto(scanned(page))
    expect(phone.get_by_text("Die AR-Szene wird geladen")).to_be_hidden(timeout=30_000)
    look(phone, "phone-offer", whole=False)
    phone.get_by_role("button", name="In den Raum stellen").click()
    expect(phone.get_by_text("Das Gerät langsam bewegen")).to_be_attached()
    phone.evaluate("window.floor = true")
    expect(phone.get_by_text("Antippen: Hier steht dann die Szene.")).to_be_attached()
    assert red(phone.screenshot())[2] == 0
    phone.evaluate("window.tapOnce()")
    expect(phone.get_by_text("Die Szene steht.")).to_be_attached()
    phone.wait_for_timeout(500)
    # Where one looked is where it stands: in the middle, and in its true size.
    box = phone.locator("canvas[data-engine]").bounding_box()
    assert box is not None
    x, y, area = red(phone.screenshot())
    assert math.hypot(x - box["x"] - box["width"] / 2, y - box["y"] - box["height"] / 2) < 0.01 * box["height"]
    slope, focal = math.radians(20), box["height"] / 2 / math.tan(math.radians(90) / 2)
    away = 1.6 / math.sin(slope)
    assert area == pytest.approx(0.6 * 0.45 * math.sin(slope) * (focal / away) ** 2, rel=0.15)
    phone.get_by_role("button", name="AR beenden").press("Enter")
    expect(phone.get_by_role("button", name="In den Raum stellen")).to_be_visible()
