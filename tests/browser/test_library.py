"""Somebody looks for stations: by word, theme, language, organisation and on the map."""

import json
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from authoring.actions.create_document import create_document
from authoring.permissions import Actor, Role
from tests import builders
from tests.browser.looking import look
from tests.browser.site import NEIGHBOUR, Site

pytestmark = pytest.mark.made_once

STATIONS: list[tuple[str, list[float], str]] = [
    ("Krämerbrücke", [11.0308, 50.9788], "middle-ages"),
    ("Alte Synagoge", [11.0288, 50.9784], "middle-ages"),
    ("Optisches Museum", [11.5854, 50.9277], "light-and-glass"),
    ("Zeiss-Planetarium", [11.5871, 50.9315], "light-and-glass"),
]


@pytest.fixture(scope="module", autouse=True)
def library(live_server: Site) -> None:
    """Four stations of the office in Erfurt and Jena, and one of its neighbours that has no place."""
    site = live_server

    def put(actor: Actor, organisation: str, **facts: Any) -> None:
        create_document(site.database, actor, organisation, json.dumps(builders.a_station_json(**facts)).encode())

    for title, position, theme in STATIONS:
        put(site.author, site.office, title=title, position=position, themes=[theme])
    neighbour = Actor(person_id=None, name="Nachbar", roles={site.neighbour: Role.AUTHOR}, machine=True)
    put(neighbour, site.neighbour, title="Heidecksburg", place={}, triggers=[])


def test_the_library_shows_everybodys_stations_in_a_list_and_on_a_map(page: Page) -> None:
    page.goto("/library")
    expect(page.get_by_text("5 Stationen")).to_be_visible()
    page.wait_for_selector("[data-station-map][data-ready]")
    look(page, "library", whole=False)


def test_words_theme_and_organisation_narrow_it_together(page: Page) -> None:
    page.goto("/library")
    page.get_by_label("Thema").fill("light-and-glass")
    page.get_by_label("Suchen", exact=True).fill("planet")
    page.keyboard.press("Enter")
    expect(page.get_by_text("1 Station", exact=True)).to_be_visible()
    expect(page.locator(".found h2")).to_have_text(["Zeiss-Planetarium"])
    page.get_by_role("link", name="Alles zeigen").click()
    page.get_by_label("Organisation").select_option(NEIGHBOUR)
    page.get_by_role("button", name="Suchen", exact=True).click()
    expect(page.get_by_text("ohne Ort")).to_be_visible()
    expect(page.locator(".found h2")).to_have_text(["Heidecksburg"])


def test_an_umlaut_may_be_written_out(page: Page) -> None:
    page.goto("/library?q=kraemer")
    expect(page.locator(".found h2")).to_have_text(["Krämerbrücke"])


def test_a_part_of_the_map_is_searched_by_one_button(page: Page) -> None:
    page.goto("/library?q=museum")
    page.wait_for_selector("[data-station-map][data-ready]")
    page.get_by_label("Suchen", exact=True).fill("")
    page.get_by_role("button", name="In diesem Ausschnitt suchen").click()
    page.wait_for_url("**bbox=**")
    expect(page.locator(".found h2").filter(has_text="Optisches Museum")).to_be_visible()
    expect(page.locator(".found h2").filter(has_text="Krämerbrücke")).to_have_count(0)


def test_a_part_of_the_map_can_be_typed_and_a_wrong_one_says_what_it_needs(page: Page) -> None:
    page.goto("/library")
    page.get_by_label("Kartenausschnitt").fill("11.5, 50.9, 11.6, 50.95")
    page.keyboard.press("Enter")
    expect(page.get_by_text("2 Stationen")).to_be_visible()
    page.get_by_label("Kartenausschnitt").fill("Jena")
    page.keyboard.press("Enter")
    expect(page.get_by_label("Kartenausschnitt")).to_have_attribute("aria-invalid", "true")
    look(page, "library-wrong", whole=False)


def test_nothing_found_says_what_to_try(page: Page) -> None:
    page.goto("/library?q=Bernsteinzimmer")
    expect(page.get_by_role("heading", name="Dazu gibt es noch keine Station")).to_be_visible()
    look(page, "library-none")


def test_a_station_is_reached_and_read_by_keyboard(page: Page) -> None:
    page.goto("/library?q=synagoge")
    page.get_by_role("link", name="Alte Synagoge").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Alte Synagoge")
    look(page, "station")


def test_without_a_script_the_list_does_all_of_it(live_server: Site, page: Page) -> None:
    opened = page.context.browser
    assert opened is not None
    context = opened.new_context(base_url=live_server.url, java_script_enabled=False, locale="de-DE")
    secret = live_server.sign_in(live_server.author)
    context.add_cookies([{"name": "wayfable", "value": secret, "url": live_server.url}])
    plain = context.new_page()
    plain.goto("/library")
    plain.get_by_label("Suchen", exact=True).fill("krämer")
    plain.get_by_role("button", name="Suchen", exact=True).click()
    expect(plain.locator(".found h2")).to_have_text(["Krämerbrücke"])
    context.close()


def test_what_a_tour_needs_is_not_deleted_and_the_page_leads_there_and_back(page: Page, live_server: Site) -> None:
    def put(actor: Actor, organisation: str, body: dict[str, Any]) -> str:
        return create_document(live_server.database, actor, organisation, json.dumps(body).encode()).document_id

    office, neighbour = live_server.office, live_server.neighbour
    bridge = builders.a_station_json(title="Brücke am Bahnhof")
    station = put(live_server.author, office, bridge)
    tour = put(live_server.author, office, builders.a_tour_json([bridge], slug="bruecken"))
    other = Actor(person_id=None, name="Nachbar", roles={neighbour: Role.AUTHOR}, machine=True)
    put(other, neighbour, builders.a_tour_json([bridge], slug="rudolstadt"))
    page.goto(f"/library/{station}")
    expect(page.get_by_text("Ein weiteres Dokument gehört einer anderen Organisation")).to_be_visible()
    page.get_by_role("button", name="Löschen").press("Enter")
    expect(page.get_by_role("heading", name="„Brücke am Bahnhof“ wird noch gebraucht")).to_be_visible()
    users = page.locator("main li a")
    expect(users).to_have_count(1)
    expect(users).to_have_attribute("href", f"/tours/{tour}")
    look(page, "in-use")
    page.get_by_role("link", name="Zurück").press("Enter")
    expect(page.get_by_role("heading", name="Brücke am Bahnhof", level=1)).to_be_visible()
