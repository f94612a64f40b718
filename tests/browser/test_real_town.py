"""An office with a map of its town and a routing server: real streets below, and all ways found in one step."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from authoring.actions.create_document import create_document
from tests import builders
from tests.browser.editing import row, wait_for_save
from tests.browser.looking import look
from tests.browser.site import Site, serving
from tests.browser.walk import Walk, stored
from tests.services import town, valhalla
from tests.services.install import CannotInstall

PLACES = {"Fruchthalle": [7.7688, 49.4432], "Stiftskirche": [7.7686, 49.4448], "Fackelrondell": [7.7659, 49.4412]}
AT_SEA = {"Auf hoher See": [3.0, 56.0]}


@pytest.fixture(scope="module")
def live_server(tmp_path_factory: pytest.TempPathFactory, samples: Path) -> Iterator[Site]:
    """An installation with `WAYFABLE_MAP` and `WAYFABLE_VALHALLA_URL`."""
    folder = tmp_path_factory.mktemp("town")
    osm = town.extract(samples)
    base_map = town.as_base_map(osm, folder / "town.pmtiles")
    try:
        with (
            valhalla.running(osm) as router,
            serving(folder, WAYFABLE_MAP=str(base_map), WAYFABLE_VALHALLA_URL=router) as site,
        ):
            yield site
    except CannotInstall as reason:
        pytest.skip(str(reason))


def walk_through(site: Site, places: dict[str, list[float]]) -> Walk:
    """A tour with straight ways between the places."""

    def make(body: builders.Json) -> str:
        return create_document(site.database, site.author, site.office, json.dumps(body).encode()).document_id

    stations = [builders.a_station_json(name, position=position) for name, position in places.items()]
    tour = builders.a_tour_json(stations, title={"de": "Durch die Altstadt"}, slug=None, route={"legs": []})
    return Walk(make(tour), tuple(make(station) for station in stations))


def open_ways(page: Page, walk: Walk) -> None:
    page.goto(walk.path)
    expect(row(page, "stop:h1")).to_be_visible()
    page.get_by_role("tab", name="Treffpunkt").click()


def test_all_ways_of_a_tour_are_found_in_one_step_by_keyboard(page: Page, live_server: Site) -> None:
    walk = walk_through(live_server, PLACES)
    open_ways(page, walk)
    expect(page.get_by_text("2 Wege von 2 sind noch gerade Linien.")).to_be_visible()
    page.get_by_role("button", name="Fußwege dafür berechnen").press("Enter")
    expect(page.get_by_role("status").filter(has_text="2 Wege von 2 wurden berechnet.")).to_be_visible()
    wait_for_save(page)
    legs = stored(live_server, walk.tour)["route"]["legs"]
    assert all(len(leg["geometry"]["coordinates"]) > 5 for leg in legs)
    assert 150 < legs[0]["distance_m"] < 600
    look(page, "editor-real-town", whole=False)
    page.keyboard.press("Control+z")
    wait_for_save(page)
    assert stored(live_server, walk.tour)["route"]["legs"] == []


def test_a_way_that_nobody_walks_stays_straight_and_says_so(page: Page, live_server: Site) -> None:
    walk = walk_through(live_server, PLACES | AT_SEA)
    open_ways(page, walk)
    page.get_by_role("button", name="Fußwege dafür berechnen").click()
    said = page.get_by_role("status").filter(has_text="2 Wege von 3 wurden berechnet.")
    expect(said).to_contain_text("Der Routenserver kennt keinen Fußweg")
    expect(page.get_by_text("Ein Weg von 3 ist noch eine gerade Linie.")).to_be_visible()
