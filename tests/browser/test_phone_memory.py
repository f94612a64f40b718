"""Whoever turns the phone again and again while it looks for a picture does not fill its graphics memory."""

from pathlib import Path
from typing import Any

import cv2
import pytest
from playwright.sync_api import Locator, Page, Playwright, expect

from authoring.media.targets.views import View
from tests.authoring.media import target_pictures as draw
from tests.browser.filming import filmed
from tests.browser.phones import PHONE, PLAIN, link_to
from tests.browser.site import Site
from tests.browser.staging import brought, with_scene
from tests.browser.walk import Walk, make_walk
from tests.services import chromium

RESTARTS = 10

#: Counts what lies on the graphics card: textures that live, and contexts that were ever made.
_COUNTING = """
window.held = {textures: 0, contexts: 0};
for (const kind of [WebGLRenderingContext, WebGL2RenderingContext]) {
  const {createTexture, deleteTexture} = kind.prototype;
  const living = new WeakSet();
  kind.prototype.createTexture = function () {
    const made = createTexture.call(this);
    living.add(made);
    held.textures += 1;
    return made;
  };
  kind.prototype.deleteTexture = function (texture) {
    if (living.delete(texture)) held.textures -= 1;
    return deleteTexture.call(this, texture);
  };
}
const seen = new WeakSet();
for (const canvas of [HTMLCanvasElement, OffscreenCanvas]) {
  const {getContext} = canvas.prototype;
  canvas.prototype.getContext = function (kind, ...how) {
    const made = getContext.call(this, kind, ...how);
    if (kind.startsWith('webgl') && made && !seen.has(made)) {
      seen.add(made);
      held.contexts += 1;
    }
    return made;
  };
}
"""


@pytest.fixture
def walk(live_server: Site) -> Walk:
    return make_walk(live_server)


def held(phone: Page) -> dict[str, Any]:
    found: dict[str, Any] = phone.evaluate("({...window.held})")
    return found


def test_ten_restarts_of_the_tracker_leave_the_graphics_memory_as_it_was(
    page: Page, player: Playwright, live_server: Site, walk: Walk, tmp_path: Path
) -> None:
    poster = draw.poster()
    page.goto("/media")
    target = brought(page, live_server, "plakat.png", "image/png", cv2.imencode(".png", poster)[1].tobytes())
    page.goto(f"/media/{target}")
    # The press ends with the server's answer, and for that the picture is looked at.
    page.get_by_role("button", name="Als Zielbild prüfen").click(timeout=60_000)
    expect(page.get_by_role("button", name="Noch einmal prüfen")).to_be_visible(timeout=60_000)
    anchor = {"id": "anchor-1", "kind": "image", "target": target, "width_m": 0.4}
    with_scene(live_server, walk, anchors=[anchor, PLAIN], contents=[])
    link = link_to(page, walk.stations[0])
    camera = chromium.launch(player, filming=filmed(poster, View(12, 5, 5, 0.5), tmp_path / "poster.mjpeg"))
    try:
        phone = camera.new_context(locale="de-DE", viewport=PHONE, has_touch=True).new_page()
        errors: list[str] = []
        phone.on("pageerror", lambda error: errors.append(str(error)))
        phone.add_init_script(_COUNTING)
        phone.goto(link)
        phone.get_by_role("button", name="Kamera öffnen").click()
        found = phone.get_by_text("Gefunden. Die Szene steht auf dem Bild.")
        expect(found).to_be_visible(timeout=90_000)
        restarted(phone, found)
        before = held(phone)
        for _ in range(RESTARTS):
            restarted(phone, found)
        after = held(phone)
        # How many are in use differs from frame to frame; a single one left behind each time would make as many more.
        assert after["textures"] < before["textures"] + RESTARTS, f"{before} before ten restarts, {after} after"
        assert after["contexts"] == before["contexts"]
        # What is left for good keeps nothing for the next one to carry.
        phone.get_by_role("button", name="AR beenden").click()
        phone.get_by_role("button", name="Kamera öffnen").click()
        expect(found).to_be_visible(timeout=60_000)
        assert held(phone)["textures"] < before["textures"] + RESTARTS
        assert held(phone)["contexts"] == before["contexts"]
        assert errors == []
    finally:
        camera.close()


_TURNED = """async (looking) => {
  const begins = new Promise((begun) => {
    new MutationObserver((_, all) => {
      if (document.querySelector('.phase')?.textContent !== looking) return;
      all.disconnect();
      begun(true);
    }).observe(document.body, {subtree: true, childList: true, characterData: true});
  });
  document.querySelector('video').dispatchEvent(new Event('resize'));
  return Promise.race([begins, new Promise((late) => setTimeout(() => late(false), 20000))]);
}"""


def restarted(phone: Page, found: Locator) -> None:
    """The film has another size, as when the phone is turned: the tracker begins anew, and finds the picture again."""
    assert phone.evaluate(_TURNED, "Das gedruckte Bild ganz ins Kamerabild nehmen."), "it goes on as if nothing were"
    expect(found).to_be_visible(timeout=60_000)
