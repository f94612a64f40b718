"""Where the phone notices a station is drawn on the map, by mouse, by keys and by numbers."""

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.editing import open_editor, row, wait_for_save
from tests.browser.looking import look
from tests.browser.site import Site
from tests.browser.walk import Walk, make_walk, stored


@pytest.fixture
def walk(live_server: Site) -> Walk:
    return make_walk(live_server)


def area(site: Site, walk: Walk, number: int = 0) -> dict[str, object]:
    found: dict[str, object] = stored(site, walk.stations[number])["triggers"][0]["area"]
    return found


def grip(page: Page, name: str) -> Locator:
    return page.get_by_role("button", name=name, exact=True)


def centre_of(grip: Locator) -> tuple[float, float]:
    box = grip.bounding_box()
    assert box is not None
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def test_the_edge_of_the_circle_is_dragged_to_its_radius(page: Page, live_server: Site, walk: Walk) -> None:
    open_editor(page, walk)
    row(page, "stop:stop-2").click()
    page.get_by_role("button", name="Auslösebereich", exact=True).first.click()
    x, y = centre_of(grip(page, "Radius des Auslösebereichs"))
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 40, y, steps=5)
    page.mouse.up()
    wait_for_save(page)
    radius = area(live_server, walk, 1)["radius_m"]
    assert isinstance(radius, int | float)
    assert radius > 35
    look(page, "editor-geofence", whole=False)
    # One drag, one step: the circle as it was when it was made.
    page.keyboard.press("Control+z")
    wait_for_save(page)
    assert area(live_server, walk, 1)["radius_m"] == 30


def test_a_polygon_is_bent_and_cut_by_keyboard_alone(page: Page, live_server: Site, walk: Walk) -> None:
    open_editor(page, walk)
    row(page, "stop:stop-1").click()
    page.get_by_role("tab", name="Ort & Auslöser").click()
    page.get_by_role("button", name="Auf der Karte ändern").press("Enter")
    page.get_by_role("button", name="Als Vieleck").first.press("Enter")
    grip(page, "Neue Ecke nach Ecke 2").press("Enter")
    new = grip(page, "Ecke 3, Entf nimmt sie weg")
    expect(new).to_be_focused()
    new.press("Shift+ArrowUp")
    wait_for_save(page)
    rings = area(live_server, walk)["rings"]
    assert isinstance(rings, list)
    assert len(rings[0]) == 8
    assert rings[0][0] == rings[0][-1]
    new.press("Delete")
    wait_for_save(page)
    rings = area(live_server, walk)["rings"]
    assert isinstance(rings, list)
    assert len(rings[0]) == 7


def test_a_polygon_is_drawn_click_by_click(page: Page, live_server: Site, walk: Walk) -> None:
    open_editor(page, walk)
    row(page, "stop:stop-1").click()
    page.get_by_role("button", name="Auslösebereich", exact=True).first.click()
    page.get_by_role("button", name="Neu zeichnen").click()
    box = page.locator(".maplibregl-canvas").bounding_box()
    assert box is not None
    for x, y in ((0.3, 0.4), (0.6, 0.4), (0.6, 0.7), (0.3, 0.7)):
        page.mouse.click(box["x"] + box["width"] * x, box["y"] + box["height"] * y)
        # Two quick clicks at two places are two corners, not a double click.
        page.wait_for_timeout(350)
    page.get_by_role("button", name="Fertig", exact=True).click()
    wait_for_save(page)
    rings = area(live_server, walk)["rings"]
    assert isinstance(rings, list)
    assert len(rings[0]) == 5


def test_the_radius_is_a_number_too(page: Page, live_server: Site, walk: Walk) -> None:
    open_editor(page, walk)
    row(page, "stop:stop-1").click()
    page.get_by_role("tab", name="Ort & Auslöser").click()
    field = page.get_by_label("Radius", exact=True)
    field.fill("vierzig")
    expect(page.get_by_text("Das ist keine Zahl.")).to_be_visible()
    field.fill("42,5")
    field.press("ArrowUp")
    wait_for_save(page)
    assert area(live_server, walk)["radius_m"] == 43.5
