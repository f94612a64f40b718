"""A scene on Earth, on a phone without WebXR: before the camera's picture it stands where the phone knows it to be."""

import math
from typing import Any, Final

import numpy as np
import pytest
from playwright.sync_api import Geolocation, Locator, Page, expect

from tests.browser.conftest import PageAs
from tests.browser.looking import look
from tests.browser.phones import PHONE, PLAIN, SENSORS, a_red_plate, link_to, point, red
from tests.browser.site import Site
from tests.browser.staging import ON_EARTH, a_gate_all_round, brought, with_scene
from tests.browser.walk import Walk, change, make_walk

#: Ten metres south of the anchor of `staging.ON_EARTH`, and ten west of it.
SOUTH: Final[Geolocation] = {"latitude": 50.97861012, "longitude": 11.0307, "accuracy": 4.0}
WEST: Final[Geolocation] = {"latitude": 50.9787, "longitude": 11.03055757, "accuracy": 12.0}
AWAY_M = 10
#: As high above the ground as a phone is held.
EYE_M = 1.6


@pytest.fixture
def walk(live_server: Site) -> Walk:
    return make_walk(live_server)


def a_link(page: Page, site: Site, walk: Walk, *below: dict[str, Any], **facts: Any) -> str:
    """To a red cube of a metre, its middle as high as one's eyes, above a place on Earth; below it other anchors."""
    page.goto("/media")
    model = brought(page, site, "kasten.glb", "model/gltf-binary", a_red_plate((1, 1, 1)))
    pose = {"translation_m": [-0.5, EYE_M - 0.5, -0.5]}
    contents = [{"id": "model-1", "kind": "model", "medium": model, "pose": pose}]
    with_scene(site, walk, anchors=[ON_EARTH | facts, *below, PLAIN], contents=contents)
    return link_to(page, walk.stations[0])


def a_phone(page_as: PageAs, site: Site, *, allows: tuple[str, ...] = SENSORS) -> Page:
    phone = page_as(None, touch=True)
    phone.set_viewport_size(PHONE)
    phone.context.set_geolocation(SOUTH)
    phone.context.grant_permissions(allows, origin=site.url)
    return phone


def open_scene(phone: Page, link: str) -> Locator:
    """Open the link and go to the place; what is given back is where the scene is drawn."""
    phone.goto(link)
    expect(phone.get_by_text("Die AR-Szene wird geladen")).to_be_hidden(timeout=30_000)
    expect(phone.get_by_text("Der Browser fragt gleich nach Kamera, Standort und Kompass")).to_be_visible()
    phone.get_by_role("button", name="Am Ort ansehen").click()
    return phone.get_by_role("img", name="3D-Ansicht: Ein Turm von 1325")


def seen(view: Locator) -> tuple[float, float, float]:
    """How far to the right of the middle the cube is and how far below it, and how wide a square of its area is."""
    view.page.wait_for_timeout(900)
    box = view.bounding_box()
    assert box is not None
    x, y, area = red(view.screenshot())
    return x - box["width"] / 2, y - box["height"] / 2, math.sqrt(area)


def focal(view: Locator) -> float:
    """Of the phone's camera, in pixels of the screen that its film of 640 by 480 covers."""
    box = view.bounding_box()
    assert box is not None
    return max(box["width"] / 640, box["height"] / 480) * 240 / math.tan(math.radians(45 / 2))


def test_a_scene_stands_where_it_is_on_earth_and_is_put_right_by_hand(
    page: Page, page_as: PageAs, live_server: Site, walk: Walk
) -> None:
    link = a_link(page, live_server, walk)
    phone = a_phone(page_as, live_server)
    view = open_scene(phone, link)
    expect(phone.get_by_text("± 4 m, noch kein Kompass")).to_be_visible()
    point(phone, 0)
    expect(phone.get_by_text("Die Szene steht an ihrem Ort")).to_be_visible()
    expect(phone.get_by_text("± 4 m, Kompass ± 15° (geschätzt)")).to_be_visible()
    expect(phone.get_by_text("10 m entfernt, im Norden. Geradeaus.")).to_be_visible()
    x, y, wide = seen(view)
    # Straight ahead, on the horizon, and as large as a metre is from nine and a half.
    assert (x, y) == pytest.approx((0, 0), abs=4)
    assert wide == pytest.approx(focal(view) / (AWAY_M - 0.5), rel=0.05)
    look(phone, "phone-on-earth", whole=False)
    # Whoever turns to the right and looks up has it to the left and below.
    point(phone, 5, raised=3)
    turned = seen(view)
    assert turned[0] == pytest.approx(-math.tan(math.radians(5)) * focal(view), abs=6)
    assert turned[1] == pytest.approx(math.tan(math.radians(3)) * focal(view), abs=6)
    drag(phone, view, 80, -40)
    dragged = seen(view)
    assert np.subtract(dragged, turned)[:2] == pytest.approx((80, -40), abs=8)
    expect(phone.locator("[data-correction]")).to_contain_text("nach rechts")
    look(phone, "phone-on-earth-by-hand", whole=False)
    phone.get_by_role("button", name="Zurücksetzen").click()
    assert seen(view)[:2] == pytest.approx(turned[:2], abs=2)
    # By keys alone.
    view.focus()
    for key in ("ArrowRight", "ArrowRight", "ArrowRight", "Shift+ArrowUp"):
        phone.keyboard.press(key)
    expect(phone.locator("[data-correction]")).to_have_text("Von Hand: 3° nach rechts, 1 m höher")
    assert seen(view)[0] == pytest.approx(-math.tan(math.radians(2)) * focal(view), abs=6)
    phone.get_by_role("button", name="AR beenden").press("Enter")
    # From another side, where the phone knows less, it stands in the East.
    phone.context.set_geolocation(WEST)
    phone.get_by_role("button", name="Am Ort ansehen").press("Enter")
    expect(phone.get_by_text("± 12 m, noch kein Kompass")).to_be_visible()
    point(phone, 90)
    expect(phone.get_by_text("± 12 m, Kompass ± 15° (geschätzt)")).to_be_visible()
    expect(phone.get_by_text("näher, als der Standort genau ist")).to_be_visible()
    assert seen(view)[:2] == pytest.approx((0, 0), abs=4)
    # The camera is taken away: a sentence says so, and one is where one was.
    phone.evaluate("document.querySelector('video').srcObject.getTracks()[0].dispatchEvent(new Event('ended'))")
    expect(phone.get_by_role("alert")).to_contain_text("Die Kamera lässt sich nicht öffnen")
    expect(phone.get_by_role("button", name="Am Ort ansehen")).to_be_visible()


#: Lets a test take the permission back for which a page watches, as its person can in the browser's settings.
_TAKING_BACK = """
const watch = navigator.geolocation.watchPosition.bind(navigator.geolocation);
navigator.geolocation.watchPosition = (told, failed, how) => {
  window.takeBack = () => failed({code: 1, PERMISSION_DENIED: 1});
  return watch(told, failed, how);
};
"""


def drag(phone: Page, view: Locator, right: float, down: float) -> None:
    """Press in the middle of the view, and let go elsewhere."""
    box = view.bounding_box()
    assert box is not None
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    phone.mouse.move(x, y)
    phone.mouse.down()
    phone.mouse.move(x + right, y + down, steps=8)
    phone.mouse.up()


def test_where_the_place_is_refused_or_the_compass_missing_the_next_step_is_taken_and_a_sentence_says_why(
    page: Page, page_as: PageAs, live_server: Site, walk: Walk
) -> None:
    marker = {"id": "anchor-3", "kind": "code", "content": "Marke 12", "size_m": 0.1}
    cloud = {"id": "anchor-4", "kind": "cloud", "provider": "arcore", "anchor_id": "ua-1"}
    link = a_link(page, live_server, walk, marker, cloud)
    phone = a_phone(page_as, live_server)
    phone.add_init_script(_TAKING_BACK)
    phone.goto(link)
    # What no browser can do is said in a sentence.
    phone.get_by_text("Was dieses Gerät hier nicht kann").click()
    expect(phone.get_by_text("Cloud-Anker: Ihn erkennt nur eine App")).to_be_visible()
    open_scene(phone, link)
    # Nobody tells where this one points: on to the printed marker, without another press.
    alert = phone.get_by_role("alert")
    expect(alert).to_contain_text("Dieses Gerät sagt nicht, wohin es zeigt", timeout=15_000)
    expect(alert).to_contain_text("Weiter geht es mit der gedruckten Marke.")
    expect(phone.get_by_text("Die gedruckte Marke ganz ins Kamerabild nehmen.")).to_be_visible(timeout=20_000)
    look(phone, "phone-descended", whole=False)
    phone.get_by_role("button", name="AR beenden").click()
    # What was allowed is taken back while one looks.
    phone.get_by_role("button", name="Am Ort ansehen").click()
    expect(phone.get_by_text("± 4 m, noch kein Kompass")).to_be_visible()
    point(phone, 0)
    expect(phone.get_by_text("Die Szene steht an ihrem Ort")).to_be_visible()
    phone.evaluate("window.takeBack()")
    expect(alert).to_contain_text("Der Standort wurde nicht erlaubt.")
    for allows, why in ((SENSORS[1:], "Der Standort wurde nicht erlaubt."), ((), "Der Kompass wurde nicht erlaubt.")):
        refused = a_phone(page_as, live_server, allows=allows)
        open_scene(refused, link)
        expect(refused.get_by_role("alert")).to_contain_text(why, timeout=15_000)


def test_what_a_colleague_nudges_moves_on_the_screen_at_once(
    page: Page, page_as: PageAs, live_server: Site, walk: Walk
) -> None:
    # Also where a panorama stands for the scene: what is checked is seen.
    page.goto("/media")
    gate = a_gate_all_round()
    panorama = brought(page, live_server, gate["name"], gate["mimeType"], gate["buffer"])
    change(live_server, panorama, type="panorama")
    link = a_link(page, live_server, walk, PLAIN | {"id": "anchor-5", "medium": panorama})
    phone = page_as(live_server.author, touch=True)
    phone.set_viewport_size(PHONE)
    phone.context.set_geolocation(SOUTH)
    phone.context.grant_permissions(SENSORS, origin=live_server.url)
    # Without the camera, and before the camera's picture.
    phone.goto(link)
    expect(phone.get_by_text("Die AR-Szene wird geladen")).to_be_hidden(timeout=30_000)
    view = phone.get_by_role("img", name="3D-Ansicht: Ein Turm von 1325")
    before, east, up = nudged(phone, view)
    assert (east[0] - before[0], abs(east[1] - before[1])) > (8, -1)
    assert up[1] - east[1] < -8
    look(phone, "on-site-nudged", whole=False)
    phone.get_by_role("button", name="Zurück zur Ansicht").click()
    expect(phone.get_by_role("button", name="Mit dem Handy umsehen")).to_be_visible()
    assert seen(view)[2] == 0
    phone.get_by_role("button", name="Am Ort ansehen").click()
    expect(phone.get_by_text("± 4 m, noch kein Kompass")).to_be_visible()
    point(phone, 0)
    expect(phone.get_by_text("Die Szene steht an ihrem Ort")).to_be_visible()
    phone.get_by_role("button", name="Vor Ort prüfen").click()
    phone.get_by_label("West – Ost").fill("0")
    phone.get_by_label("Höhe").fill("0")
    phone.get_by_label("Höhe").press("Tab")
    assert seen(view)[0] == pytest.approx(0, abs=6)
    phone.get_by_label("West – Ost").fill("0.5")
    phone.get_by_label("West – Ost").press("Tab")
    assert seen(view)[0] == pytest.approx(0.5 * focal(view) / (AWAY_M - 0.5), abs=6)
    look(phone, "on-site-nudged-in-place", whole=False)


def nudged(phone: Page, view: Locator) -> list[tuple[float, float, float]]:
    """Open the check and say that the anchor belongs elsewhere: where the cube is before, half a metre East, and up."""
    phone.get_by_role("button", name="Vor Ort prüfen").click()
    phone.get_by_label("Der Anker gehört woanders hin.").check()
    found = [seen(view)]
    for name in ("0,1 m nach Osten", "0,1 m nach oben"):
        for _ in range(5):
            phone.get_by_role("button", name=name).click()
        found.append(seen(view))
    return found
