"""A station goes to where it really is: dragged on the map, stepped by keys, or by its coordinates."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.editing import open_editor, row, show_form, wait_for_save
from tests.browser.looking import look
from tests.browser.site import Site
from tests.browser.walk import Walk, make_walk, stored


@pytest.fixture
def walk(live_server: Site) -> Walk:
    return make_walk(live_server)


def pin(page: Page, number: int) -> Locator:
    """The pin of a stop on the map."""
    return page.get_by_role("button", name=re.compile(rf"^Halt {number}:"))


def place(site: Site, station: str) -> list[float]:
    position: list[float] = stored(site, station)["place"]["position"]
    return position


def test_dragging_a_pin_is_one_step_and_its_circle_comes_along(page: Page, live_server: Site, walk: Walk) -> None:
    open_editor(page, walk)
    station = walk.stations[0]
    box = pin(page, 1).bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + 18, box["y"] + 18)
    page.mouse.down()
    page.mouse.move(box["x"] + 60, box["y"] + 90, steps=6)
    page.mouse.up()
    wait_for_save(page)
    moved = place(live_server, station)
    assert moved[0] > 11.0307
    assert moved[1] < 50.9787
    assert stored(live_server, station)["triggers"][0]["area"]["centre"] == moved
    page.keyboard.press("Control+z")
    wait_for_save(page)
    assert place(live_server, station) == [11.0307, 50.9787]


def test_arrow_keys_move_the_selected_pin_by_a_metre(page: Page, live_server: Site, walk: Walk) -> None:
    open_editor(page, walk)
    pin(page, 1).focus()
    page.keyboard.press("Enter")
    # The map hears of the choice after the list: from then on the arrows move the pin, and no longer the map.
    expect(pin(page, 1)).to_have_attribute("aria-pressed", "true")
    page.keyboard.press("Shift+ArrowUp")
    page.keyboard.press("ArrowRight")
    wait_for_save(page)
    east, north = place(live_server, walk.stations[0])
    assert north == pytest.approx(50.9787 + 10 / 111_195, abs=1e-6)
    assert east == pytest.approx(11.0307 + 1 / 70_000, abs=2e-6)


def test_a_station_without_a_place_gets_one_at_the_crosshair(page: Page, live_server: Site, walk: Walk) -> None:
    open_editor(page, walk)
    row(page, "stop:stop-6").click()
    expect(page.get_by_text("Diese Station hat noch keinen Ort.")).to_be_visible()
    page.get_by_role("button", name="Ort setzen").click()
    page.locator(".maplibregl-canvas").focus()
    page.keyboard.press("Enter")
    expect(pin(page, 6)).to_be_visible()
    wait_for_save(page)
    east, north = place(live_server, walk.stations[5])
    assert 11 < east < 11.06
    assert 50.9 < north < 51.1


def test_coordinates_are_pasted_as_a_map_service_copies_them(page: Page, live_server: Site, walk: Walk) -> None:
    open_editor(page, walk)
    row(page, "stop:stop-2").click()
    page.get_by_role("tab", name="Ort & Auslöser").click()
    field = page.get_by_label("Koordinaten")
    field.fill("Anger 1")
    expect(page.get_by_text("Das sind keine zwei Koordinaten.")).to_be_visible()
    field.fill("50° 58′ 43″ N 11° 1′ 50″ O")
    wait_for_save(page)
    assert place(live_server, walk.stations[1]) == pytest.approx([11.0305556, 50.9786111])
    show_form(page)
    look(page, "editor-place", whole=False)
