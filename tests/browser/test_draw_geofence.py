"""Where the phone notices a station is drawn on the map, by mouse, by keys and by numbers."""

from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.editing import open_editor, row, wait_for_save
from tests.browser.looking import look
from tests.browser.site import Site
from tests.browser.walk import Walk, change, make_walk, stored

_RING = [[11.0302, 50.9785], [11.0312, 50.9785], [11.0312, 50.9789], [11.0302, 50.9789], [11.0302, 50.9785]]
_GAP = [[11.0305, 50.9786], [11.0305, 50.9788], [11.0309, 50.9788], [11.0309, 50.9786], [11.0305, 50.9786]]
_SQUARE: dict[str, Any] = {"kind": "polygon", "rings": [_RING]}
_WITH_A_GAP: dict[str, Any] = {"kind": "polygon", "rings": [_RING, _GAP]}


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


def drag(page: Page, thing: Locator, right: float, down: float) -> None:
    """Take hold of a grip and put it down so many pixels away."""
    x, y = centre_of(thing)
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + right, y + down, steps=6)
    page.mouse.up()


def corners(site: Site, walk: Walk) -> list[list[float]]:
    """The corners of the first station's polygon, the first not repeated."""
    rings = area(site, walk)["rings"]
    assert isinstance(rings, list)
    found: list[list[float]] = rings[0][:-1]
    return found


def test_corners_are_moved_added_and_taken_away_by_mouse(page: Page, live_server: Site, walk: Walk) -> None:
    change(live_server, walk.stations[0], triggers=[{"kind": "geofence", "area": _SQUARE}])
    open_editor(page, walk)
    row(page, "stop:stop-1").click()
    page.get_by_role("button", name="Auslösebereich", exact=True).first.click()
    before = _SQUARE["rings"][0][:-1]
    drag(page, grip(page, "Ecke 1, Entf nimmt sie weg"), -40, 30)
    wait_for_save(page)
    moved = corners(live_server, walk)
    assert moved[0][0] < before[0][0]
    assert moved[0][1] < before[0][1]
    assert moved[1:] == before[1:]
    drag(page, grip(page, "Neue Ecke nach Ecke 2"), 50, 0)
    wait_for_save(page)
    assert len(corners(live_server, walk)) == 5
    # A corner that is chosen can be taken away by the button, for those who know no key.
    grip(page, "Ecke 3, Entf nimmt sie weg").click()
    page.get_by_role("button", name="Ecke entfernen", exact=True).click()
    wait_for_save(page)
    assert corners(live_server, walk) == moved


def test_a_polygon_is_drawn_by_keyboard_alone(page: Page, live_server: Site, walk: Walk) -> None:
    open_editor(page, walk)
    row(page, "stop:stop-1").press("Enter")
    page.get_by_role("button", name="Auslösebereich", exact=True).first.press("Enter")
    page.get_by_role("button", name="Neu zeichnen").press("Enter")
    canvas = page.locator(".maplibregl-canvas")
    canvas.focus()
    for number, key in enumerate(("ArrowRight", "ArrowDown", "ArrowLeft"), start=1):
        page.keyboard.press("Enter")
        expect(page.get_by_text(f"{number} Ecke")).to_be_visible()
        page.keyboard.press(key)
    # One too many is taken back.
    page.keyboard.press("Enter")
    expect(page.get_by_text("4 Ecken gesetzt")).to_be_visible()
    page.keyboard.press("Backspace")
    expect(page.get_by_text("3 Ecken gesetzt")).to_be_visible()
    page.get_by_role("button", name="Fertig", exact=True).press("Enter")
    wait_for_save(page)
    assert len(corners(live_server, walk)) == 3


def test_corners_are_numbers_too(page: Page, live_server: Site, walk: Walk) -> None:
    change(live_server, walk.stations[0], triggers=[{"kind": "geofence", "area": _SQUARE}])
    open_editor(page, walk)
    row(page, "stop:stop-1").press("Enter")
    page.get_by_role("tab", name="Ort & Auslöser").click()
    page.get_by_label("Ecke 2", exact=True).fill("50.9785, 11.0318")
    wait_for_save(page)
    assert corners(live_server, walk)[1] == [11.0318, 50.9785]
    page.get_by_role("button", name="Ecke hinzufügen").press("Enter")
    wait_for_save(page)
    assert len(corners(live_server, walk)) == 5


def test_a_gap_that_an_import_brought_along_is_shown_and_kept(page: Page, live_server: Site, walk: Walk) -> None:
    change(live_server, walk.stations[0], triggers=[{"kind": "geofence", "area": _WITH_A_GAP}])
    open_editor(page, walk)
    row(page, "stop:stop-1").click()
    page.get_by_role("button", name="Auslösebereich", exact=True).first.click()
    expect(page.get_by_text("1 Aussparung im Bereich bleibt erhalten.").first).to_be_visible()
    grip(page, "Ecke 1, Entf nimmt sie weg").press("Shift+ArrowLeft")
    wait_for_save(page)
    rings = area(live_server, walk)["rings"]
    assert isinstance(rings, list)
    assert rings[0] != _WITH_A_GAP["rings"][0]
    assert rings[1] == _WITH_A_GAP["rings"][1]
    page.get_by_role("tab", name="Ort & Auslöser").click()
    look(page, "editor-geofence-gap", whole=False)
    page.get_by_role("button", name="Aussparung schließen").click()
    wait_for_save(page)
    assert len(area(live_server, walk)["rings"]) == 1  # type: ignore[arg-type]
    page.keyboard.press("Control+z")
    wait_for_save(page)
    assert area(live_server, walk)["rings"] == rings
