"""A visitor holds the phone's camera before the sign of a stop, and the stop opens."""

from pathlib import Path

import cv2
import numpy as np
import pytest
from playwright.sync_api import Page, Playwright, expect

from authoring.media.targets.views import View
from exports.addresses import station_address
from exports.codes import Code, png
from tests.browser.conftest import PIXEL, Watch
from tests.browser.filming import filmed
from tests.browser.looking import look
from tests.browser.visited import Server
from tests.exports.conftest import Json
from tests.services import chromium


@pytest.mark.localhost
def test_the_camera_reads_the_printed_code_of_a_stop_and_opens_it(
    player: Playwright, server: Server, tour: Json, tmp_path: Path
) -> None:
    station = tour["modules"][0]["stops"][1]["station"]
    sign = png(Code(station_address(server.url, tour["slug"], station)), size_px=900)
    picture = np.asarray(cv2.imdecode(np.frombuffer(sign, np.uint8), cv2.IMREAD_COLOR), np.uint8)
    camera = chromium.launch(player, filming=filmed(picture, View(20, 10, 5, 0.6), tmp_path / "sign.mjpeg"))
    try:
        context = camera.new_context(base_url=server.url, locale="de-DE", viewport=PIXEL, has_touch=True)
        phone = context.new_page()
        watch = Watch(server.url)
        watch.over(phone)
        phone.goto(f"/viewer/?tour={tour['slug']}&view=map")
        phone.get_by_role("link", name="Code scannen").click()
        expect(phone.get_by_role("heading", name="Fischmarkt mit Rathaus")).to_be_visible(timeout=30_000)
        expect(phone.get_by_text("Halt 2 von 3")).to_be_visible()
        assert watch.seen == []
    finally:
        camera.close()


_NO_CAMERA = "navigator.mediaDevices.getUserMedia = async () => { throw new DOMException('', 'NotFoundError') }"


def test_without_a_camera_it_says_what_else_can_be_done(phone: Page, tour: Json) -> None:
    phone.add_init_script(_NO_CAMERA)
    phone.goto(f"/viewer/?tour={tour['slug']}&view=code")
    expect(phone.get_by_text("Hier gibt es keine Kamera.")).to_be_visible()
    look(phone, "viewer-code")
    phone.get_by_role("link", name="Nummer eintippen").press("Enter")
    expect(phone.get_by_label("Nummer")).to_be_visible()
