"""Panoramas on a phone: turned by finger, by keys and by the phone itself, with points that are buttons."""

import math
from collections.abc import Callable
from time import monotonic, sleep
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import PageAs
from tests.browser.looking import look
from tests.browser.phones import PHONE, PLAIN, SENSORS, a_red_plate, link_to
from tests.browser.site import Site
from tests.browser.staging import a_gate_all_round, brought, with_scene
from tests.browser.storytelling import a_photo
from tests.browser.walk import Walk, change, make_walk

GATE = "Das Tor von 1325, durch das der Markt kam."


@pytest.fixture
def walk(live_server: Site) -> Walk:
    return make_walk(live_server)


def a_panorama(page: Page, site: Site) -> str:
    """The photo of a gate, with a point on the gate, one behind, and one to the right that shows a picture."""
    gate, detail = a_gate_all_round(), a_photo("detail.jpg", "#d9a3a3")
    picture = brought(page, site, detail["name"], detail["mimeType"], detail["buffer"])
    panorama = brought(page, site, gate["name"], gate["mimeType"], gate["buffer"])
    change(site, picture, alt={"de": "Das Wappen im Schlussstein"})
    spots: list[dict[str, Any]] = [
        {"id": "spot-1", "yaw_deg": 0, "pitch_deg": 0, "text": {"de": GATE}},
        {"id": "spot-2", "yaw_deg": 180, "pitch_deg": 0, "text": {"de": "Die Häuser gegenüber."}},
        {"id": "spot-3", "yaw_deg": 12, "pitch_deg": 10, "text": {"de": "Ein Wappen."}, "medium": picture},
    ]
    change(site, panorama, type="panorama", title={"de": "Am Tor"}, alt={"de": "Ein Tor"}, hotspots=spots)
    return panorama


def off(view: Locator, spot: Locator) -> tuple[float, float]:
    """How far to the right of the middle of the view a point is, and how far below it."""
    seen, there = view.bounding_box(), spot.bounding_box()
    assert seen is not None
    assert there is not None
    return (
        there["x"] + there["width"] / 2 - seen["x"] - seen["width"] / 2,
        there["y"] + there["height"] / 2 - seen["y"] - seen["height"] / 2,
    )


def soon(read: Callable[[], Any], wanted: object, within: float = 15) -> None:
    """Reads until it is what is wanted, and then once more: busy machines draw late, and what passes by is no find."""
    until = monotonic() + within
    while read() != wanted and monotonic() < until:
        sleep(0.1)
    sleep(0.2)
    assert read() == wanted


def focal(view: Locator) -> float:
    """In pixels of the screen, on which 75 degrees are seen from top to bottom."""
    box = view.bounding_box()
    assert box is not None
    return box["height"] / 2 / math.tan(math.radians(75 / 2))


@pytest.fixture
def phone(page: Page, page_as: PageAs, live_server: Site, walk: Walk) -> Page:
    """A phone that shows a scene for which a panorama stands."""
    page.goto("/media")
    with_scene(live_server, walk, anchors=[PLAIN | {"medium": a_panorama(page, live_server)}], contents=[])
    opened = page_as(None, touch=True)
    opened.set_viewport_size(PHONE)
    opened.context.grant_permissions(SENSORS, origin=live_server.url)
    opened.goto(link_to(page, walk.stations[0]))
    return opened


def test_somebody_looks_around_in_the_panorama_that_stands_for_a_scene_and_reads_its_points(phone: Page) -> None:
    view, gate, behind, arms = parts(phone)
    expect(gate).to_be_visible()
    soon(lambda: off(view, gate), pytest.approx((0, 0), abs=2))
    # By keys: one turns to the left, and the gate goes to the right.
    view.focus()
    phone.keyboard.press("ArrowLeft")
    soon(lambda: off(view, gate)[0], pytest.approx(math.tan(math.radians(15)) * focal(view), abs=3))
    phone.keyboard.press("Home")
    soon(lambda: off(view, gate)[0], pytest.approx(0, abs=2))
    # By finger: what is dragged goes along.
    box = view.bounding_box()
    assert box is not None
    phone.mouse.move(box["x"] + 60, box["y"] + 150)
    phone.mouse.down()
    phone.mouse.move(box["x"] + 140, box["y"] + 150, steps=5)
    phone.mouse.up()
    soon(lambda: off(view, gate)[0] > 40, wanted=True)
    phone.keyboard.press("Home")
    arms.click()
    expect(phone.get_by_role("img", name="Das Wappen im Schlussstein")).to_be_visible()
    look(phone, "phone-panorama", whole=False)
    # Whoever comes by keys to the point behind turns to it, reads it, and goes back to where they were.
    gate.focus()
    phone.keyboard.press("Tab")
    expect(behind).to_be_focused()
    soon(lambda: off(view, behind), pytest.approx((0, 0), abs=2))
    phone.keyboard.press("Enter")
    expect(phone.get_by_text("Die Häuser gegenüber.", exact=True)).to_be_visible()
    phone.keyboard.press("Escape")
    expect(phone.get_by_text("Die Häuser gegenüber.", exact=True)).to_be_hidden()
    expect(behind).to_be_focused()


def parts(phone: Page) -> tuple[Locator, Locator, Locator, Locator]:
    """The view, and the points before, behind and beside whoever looks at the gate."""
    names = (f"Punkt 1: {GATE}", "Punkt 2: Die Häuser gegenüber.", "Punkt 3: Ein Wappen.")
    gate, behind, arms = (phone.get_by_role("button", name=name) for name in names)
    return phone.get_by_role("img", name="3D-Ansicht: Ein Turm von 1325"), gate, behind, arms


def test_somebody_looks_around_with_the_phone_from_where_they_look(phone: Page) -> None:
    view, gate, _, _ = parts(phone)
    follow = phone.get_by_role("button", name="Mit dem Handy umsehen")
    follow.click()
    expect(follow).to_have_attribute("aria-pressed", "true")
    held(phone, 100)
    soon(lambda: off(view, gate), pytest.approx((0, 0), abs=3))
    # Whoever turns to the right by 20 degrees sees it go to the left.
    held(phone, 80)
    turned = pytest.approx(-math.tan(math.radians(20)) * focal(view), abs=4)
    soon(lambda: off(view, gate)[0], turned)
    follow.click()
    expect(follow).to_have_attribute("aria-pressed", "false")
    soon(lambda: off(view, gate)[0], turned)
    # A phone that does not say how it is held: a sentence says what else helps.
    follow.click()
    expect(phone.get_by_text("Dieses Gerät sagt nicht, wie es gehalten wird.")).to_be_visible()
    expect(follow).to_have_attribute("aria-pressed", "false")


def held(phone: Page, alpha: float) -> None:
    """Hold the phone upright, turned to the left by so much against what it takes for North."""
    phone.evaluate(
        "(alpha) => dispatchEvent(new DeviceOrientationEvent('deviceorientation', {alpha, beta: 90, gamma: 0}))", alpha
    )


def test_a_tap_that_opens_a_panorama_of_the_story_leads_into_it_and_back(
    page: Page, page_as: PageAs, live_server: Site, walk: Walk
) -> None:
    page.goto("/media")
    panorama = a_panorama(page, live_server)
    model = brought(page, live_server, "kasten.glb", "model/gltf-binary", a_red_plate((1, 1, 1)))
    change(live_server, walk.stations[0], story=[{"id": "panorama-1", "kind": "panorama", "medium": panorama}])
    cube = {"id": "model-1", "kind": "model", "medium": model, "on_tap": {"kind": "open_block", "block": "panorama-1"}}
    with_scene(live_server, walk, anchors=[PLAIN], contents=[cube])
    phone = page_as(None, touch=True)
    phone.set_viewport_size(PHONE)
    phone.goto(link_to(page, walk.stations[0]))
    expect(phone.get_by_text("Die AR-Szene wird geladen")).to_be_hidden(timeout=30_000)
    phone.get_by_role("img", name="3D-Ansicht: Ein Turm von 1325").click()
    gate = phone.get_by_role("button", name=f"Punkt 1: {GATE}")
    gate.click()
    expect(phone.get_by_text(GATE, exact=True)).to_be_visible()
    look(phone, "phone-panorama-of-the-story", whole=False)
    phone.get_by_role("button", name="Zurück zur Szene").click()
    expect(gate).to_be_hidden()
