"""A scene is looked at on a phone: by a code on the stage, and without a sign-in."""

import io

import pytest
import zxingcpp
from PIL import Image
from playwright.sync_api import Page, expect

from tests.browser.conftest import PageAs
from tests.browser.looking import look
from tests.browser.site import Site
from tests.browser.staging import a_tower, open_stage, with_scene
from tests.browser.storytelling import upload
from tests.browser.walk import Walk, make_walk


@pytest.fixture
def walk(live_server: Site) -> Walk:
    return make_walk(live_server)


def scanned(page: Page) -> str:
    """What a phone reads from the code in the dialog."""
    picture = page.get_by_role("img", name="QR-Code der Vorschau").screenshot()
    (code,) = zxingcpp.read_barcodes(Image.open(io.BytesIO(picture)).convert("RGB"))
    return str(code.text)


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
    look(phone, "phone-preview", whole=False)
