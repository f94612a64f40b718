"""A scene on a printed code: a phone's camera films it, turned and tilted, and what belongs on it stands there."""

from pathlib import Path

import cv2
import numpy as np
import pytest
from playwright.sync_api import Page, Playwright, expect

from authoring.media.targets.views import View
from exports.codes import Code, png
from tests.authoring.media.target_pictures import Picture
from tests.browser.conftest import Watch
from tests.browser.filming import filmed, on_screen
from tests.browser.looking import look
from tests.browser.phones import PHONE, PLAIN, a_red_plate, link_to, red
from tests.browser.site import Site
from tests.browser.staging import brought, with_scene
from tests.browser.walk import Walk, make_walk
from tests.services import chromium

SAYS = "https://museum.example/marke/12"
#: From the side, from above, and turned.
TILTED = View(25, 15, 130, 0.6)
EDGE_M = 0.2


@pytest.fixture
def walk(live_server: Site) -> Walk:
    return make_walk(live_server)


def printed(text: str) -> Picture:
    """A code with the white border round it."""
    return np.asarray(cv2.imdecode(np.frombuffer(png(Code(text), size_px=900), np.uint8), cv2.IMREAD_COLOR), np.uint8)


def border(text: str) -> float:
    """How wide the white border is, as a share of the whole."""
    code = Code(text)
    return code.quiet_zone / len(code.modules())


def test_a_camera_that_films_the_printed_code_shows_the_model_on_it(
    page: Page, player: Playwright, live_server: Site, walk: Walk, tmp_path: Path
) -> None:
    page.goto("/media")
    model = brought(page, live_server, "platte.glb", "model/gltf-binary", a_red_plate((0.1, 0.002, 0.1)))
    marker = {"id": "anchor-1", "kind": "code", "content": SAYS, "size_m": EDGE_M}
    # On the upper left quarter of the code.
    plate = {"id": "model-1", "kind": "model", "medium": model, "pose": {"translation_m": [-0.1, 0, -0.1]}}
    with_scene(live_server, walk, anchors=[marker, PLAIN], contents=[plate])
    link = link_to(page, walk.stations[0])
    for text in (SAYS, "Marke 7"):
        camera = chromium.launch(player, filming=filmed(printed(text), TILTED, tmp_path / f"{len(text)}.mjpeg"))
        try:
            phone = camera.new_context(locale="de-DE", viewport=PHONE, has_touch=True).new_page()
            watch = Watch(live_server.url)
            watch.over(phone)
            look_for(phone, link, text)
            assert watch.seen == []
        finally:
            camera.close()


def look_for(phone: Page, link: str, filmed_text: str) -> None:
    """Open the camera, and see the plate where it belongs on the code; on another code nothing."""
    phone.goto(link)
    expect(phone.get_by_text("Die AR-Szene wird geladen")).to_be_hidden(timeout=30_000)
    view = phone.get_by_role("img", name="3D-Ansicht: Ein Turm von 1325")
    phone.get_by_role("button", name="Kamera öffnen").click()
    if filmed_text != SAYS:
        expect(phone.get_by_text(f"Das ist eine andere Marke: {filmed_text}")).to_be_visible(timeout=30_000)
        assert red(view.screenshot())[2] == 0
        look(phone, "phone-code-strange", whole=False)
        return
    expect(phone.get_by_text("Gefunden. Die Szene steht auf der Marke.")).to_be_visible(timeout=30_000)
    phone.wait_for_timeout(700)
    box = view.bounding_box()
    assert box is not None
    quiet = border(SAYS)
    there = on_screen(printed(SAYS), TILTED, (quiet, quiet, 0.5, 0.5), (box["width"], box["height"]))
    middle, wanted = there.mean(axis=0), cv2.contourArea(there.astype(np.float32))
    x, y, area = red(view.screenshot())
    look(phone, "phone-code", whole=False)
    assert np.hypot(*(np.array([x, y]) - middle)) < 0.02 * box["height"]
    assert area == pytest.approx(wanted, rel=0.2)
    # The film stops: what is not seen any more is gone, and one is told what to do.
    phone.evaluate("document.querySelector('video').srcObject.getTracks()[0].enabled = false")
    expect(phone.get_by_text("Die gedruckte Marke ganz ins Kamerabild nehmen.")).to_be_visible()
    phone.evaluate("document.querySelector('video').srcObject.getTracks()[0].enabled = true")
    expect(phone.get_by_text("Gefunden. Die Szene steht auf der Marke.")).to_be_visible()
    phone.get_by_role("button", name="AR beenden").click()
    expect(phone.get_by_role("button", name="Kamera öffnen")).to_be_visible()
