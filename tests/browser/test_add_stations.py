"""A person adds modules and stations to a tour: new ones, and those that others wrote."""

import json

import pytest
from playwright.sync_api import Page, expect

from authoring.actions.create_document import create_document
from tests.browser.editing import open_editor, order, titles, wait_for_save
from tests.browser.site import Site
from tests.browser.walk import Walk, make_walk, stored


@pytest.fixture
def walk(live_server: Site) -> Walk:
    return make_walk(live_server)


def test_a_new_station_is_made_by_keys_alone(page: Page, live_server: Site, walk: Walk) -> None:
    open_editor(page, walk)
    # Whoever knows the keys goes on typing, and waits for nothing.
    page.keyboard.press("Alt+n")
    page.keyboard.type("Neue Mühle")
    expect(page.get_by_label("Name der Station")).to_have_value("Neue Mühle")
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog")).to_have_count(0)
    assert titles(page)[-1] == "Neue Mühle"
    wait_for_save(page)
    tour = stored(live_server, walk.tour)
    station = stored(live_server, tour["modules"][1]["stops"][-1]["station"])
    assert station["title"] == {"de": "Neue Mühle"}
    assert "position" not in station["place"]


def test_a_module_is_added_and_undo_takes_it_back(page: Page, live_server: Site, walk: Walk) -> None:
    open_editor(page, walk)
    page.get_by_role("button", name="Baustein hinzufügen").click()
    expect(page.locator("[data-module]")).to_have_count(3)
    wait_for_save(page)
    assert order(live_server, walk)[2] == ("module-3", [])
    page.get_by_role("button", name="Rückgängig: Baustein hinzufügen").click()
    wait_for_save(page)
    assert len(order(live_server, walk)) == 2


def test_the_library_says_how_many_stations_there_are_and_not_how_many_it_shows(
    page: Page, live_server: Site, walk: Walk
) -> None:
    for number in range(60):
        body = {"kind": "station", "title": {"de": f"Zählstein {number}"}}
        create_document(live_server.database, live_server.author, live_server.office, json.dumps(body).encode())
    open_editor(page, walk)
    page.keyboard.press("Alt+n")
    page.get_by_label("Name der Station").fill("Zählstein")
    expect(page.get_by_role("dialog")).to_contain_text("60 Stationen gefunden")


def test_a_station_of_the_library_is_found_and_taken(page: Page, live_server: Site, walk: Walk) -> None:
    other = make_walk(live_server, "Eine andere Tour", stations=1)
    open_editor(page, walk)
    page.locator('[data-module="module-1"]').get_by_role("button", name="Station").last.click()
    page.get_by_label("Name der Station").fill("Krämer")
    dialog = page.get_by_role("dialog")
    found = dialog.get_by_role("listitem")
    expect(found.first).to_be_visible()
    expect(found.filter(has_not_text="Krämerbrücke")).to_have_count(0)
    found.filter(has_not_text="in dieser Tour").first.get_by_role("button").click()
    expect(page.locator('[data-module="module-1"] [data-stop]')).to_have_count(4)
    wait_for_save(page)
    tour = stored(live_server, walk.tour)
    assert tour["modules"][0]["stops"][-1]["station"] not in walk.stations
    assert stored(live_server, other.stations[0])["title"]["de"] == titles(page)[3]
