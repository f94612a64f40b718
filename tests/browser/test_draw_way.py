"""The way between two stops is bent on the map, described, and straightened again."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.editing import open_editor, row, show_form, wait_for_save
from tests.browser.looking import look
from tests.browser.site import Site
from tests.browser.walk import Walk, make_walk, stored


@pytest.fixture
def walk(live_server: Site) -> Walk:
    return make_walk(live_server)


def leg(site: Site, walk: Walk) -> dict[str, object]:
    found: dict[str, object] = stored(site, walk.tour)["route"]["legs"][0]
    return found


def points(site: Site, walk: Walk) -> list[list[float]]:
    geometry = leg(site, walk)["geometry"]
    assert isinstance(geometry, dict)
    coordinates: list[list[float]] = geometry["coordinates"]
    return coordinates


def choose_way(page: Page) -> None:
    row(page, "stop:stop-1").click()
    page.get_by_role("button", name="Weg zum nächsten Halt").click()


def test_a_way_is_bent_by_dragging_and_measured_anew(page: Page, live_server: Site, walk: Walk) -> None:
    open_editor(page, walk)
    choose_way(page)
    box = page.get_by_role("button", name="Neue Ecke nach Ecke 1").bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + 16, box["y"] + 16)
    page.mouse.down()
    page.mouse.move(box["x"] + 16, box["y"] + 110, steps=6)
    page.mouse.up()
    wait_for_save(page)
    assert len(points(live_server, walk)) == 3
    distance = leg(live_server, walk)["distance_m"]
    assert isinstance(distance, int | float)
    assert distance > 150
    show_form(page)
    look(page, "editor-way", whole=False)
    page.keyboard.press("Control+z")
    wait_for_save(page)
    assert leg(live_server, walk)["distance_m"] == 140


def test_a_way_is_bent_and_straightened_by_keyboard(page: Page, live_server: Site, walk: Walk) -> None:
    open_editor(page, walk)
    choose_way(page)
    page.get_by_role("button", name="Neue Ecke nach Ecke 1").press("Enter")
    corner = page.get_by_role("button", name=re.compile("^Ecke 2"))
    expect(corner).to_be_focused()
    for _ in range(3):
        page.keyboard.press("Shift+ArrowDown")
    wait_for_save(page)
    assert len(points(live_server, walk)) == 3
    page.get_by_label("Stufen", exact=True).fill("12")
    wait_for_save(page)
    assert leg(live_server, walk)["steps"] == 12
    corner.press("Delete")
    wait_for_save(page)
    assert len(points(live_server, walk)) == 2


def test_a_drawn_way_follows_the_station_that_it_leads_to(page: Page, live_server: Site, walk: Walk) -> None:
    open_editor(page, walk)
    choose_way(page)
    page.get_by_role("button", name="Neue Ecke nach Ecke 1").press("Enter")
    row(page, "stop:stop-2").click()
    page.get_by_role("button", name=re.compile("^Halt 2:")).press("Shift+ArrowUp")
    wait_for_save(page)
    assert points(live_server, walk)[-1] == stored(live_server, walk.stations[1])["place"]["position"]


def test_a_station_is_added_at_the_crosshair(page: Page, live_server: Site, walk: Walk) -> None:
    open_editor(page, walk)
    row(page, "stop:stop-2").click()
    page.get_by_role("button", name="Station hinzufügen", exact=True).press("Enter")
    page.locator(".maplibregl-canvas").focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    # It is the next stop, and asks for its name.
    expect(page.get_by_role("textbox", name="Titel", exact=True)).to_be_focused()
    page.keyboard.type("Waidspeicher")
    wait_for_save(page)
    stops = stored(live_server, walk.tour)["modules"][0]["stops"]
    station = stored(live_server, stops[2]["station"])
    assert station["title"] == {"de": "Waidspeicher"}
    assert len(station["place"]["position"]) == 2


def test_the_ends_of_a_way_are_its_stations_and_that_is_said(page: Page, walk: Walk) -> None:
    open_editor(page, walk)
    choose_way(page)
    expect(page.get_by_text("Anfang und Ende wandern mit den Stationen.")).to_be_visible()
    expect(page.get_by_text("Anfang und Ende liegen an den beiden Stationen")).to_be_visible()
    expect(page.get_by_role("button", name="Neue Ecke nach Ecke 1")).to_be_visible()
    expect(page.get_by_role("button", name=re.compile("^Ecke 1"))).to_have_count(0)
