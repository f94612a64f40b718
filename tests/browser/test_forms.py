"""Every form of the editor, filled and looked at: a station's tabs, the tour's, a module, a way, a guide."""

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.editing import open_editor, row, show_form, wait_for_save
from tests.browser.looking import look
from tests.browser.site import Site
from tests.browser.walk import Walk, change, make_walk, stored

_SCENE: dict[str, Any] = {
    "id": "scene-1",
    "title": {"de": "Ein Haus von 1325"},
    "anchors": [
        {"id": "anchor-1", "kind": "image", "width_m": 0.42},
        {"id": "anchor-2", "kind": "plane", "surface": "floor"},
    ],
    "contents": [{"id": "label-1", "kind": "label", "text": {"de": "Hier stand ein Tor"}}],
}


@pytest.fixture
def walk(live_server: Site) -> Walk:
    walk = make_walk(live_server)
    change(live_server, walk.stations[0], scenes=[_SCENE])
    return walk


def tab(page: Page, name: str) -> None:
    page.get_by_role("tab", name=re.compile(f"^{name}")).click()


def test_a_scene_is_read_and_gets_a_way_without_ar(page: Page, live_server: Site, walk: Walk) -> None:
    open_editor(page, walk)
    row(page, "stop:stop-1").click()
    tab(page, "AR")
    expect(page.get_by_text("0,42 m breit")).to_be_visible()
    page.get_by_role("button", name="Ansicht ohne AR hinzufügen").click()
    wait_for_save(page)
    anchors = stored(live_server, walk.stations[0])["scenes"][0]["anchors"]
    assert [anchor["kind"] for anchor in anchors] == ["image", "plane", "plain"]
    show_form(page)
    look(page, "editor-ar", whole=False)


def test_rights_name_licence_and_sources(page: Page, live_server: Site, walk: Walk) -> None:
    open_editor(page, walk)
    row(page, "stop:stop-3").click()
    tab(page, "Rechte")
    page.get_by_label("Lizenz der Texte").select_option(label="andere, mit Adresse")
    page.get_by_label("Adresse der Lizenz").fill("example.org")
    expect(page.get_by_text("Bitte die ganze Adresse")).to_be_visible()
    page.get_by_label("Adresse der Lizenz").fill("https://example.org/lizenz")
    page.get_by_role("button", name="Quelle hinzufügen").click()
    page.get_by_label("Titel der Quelle").fill("Stadtarchiv Erfurt, Bestand 1-1")
    wait_for_save(page)
    station = stored(live_server, walk.stations[2])
    assert station["licence"] == "https://example.org/lizenz"
    assert station["sources"][0]["title"] == "Stadtarchiv Erfurt, Bestand 1-1"
    show_form(page)
    look(page, "editor-rights", whole=False)


def test_a_tour_is_described_and_its_season_set(page: Page, live_server: Site, walk: Walk) -> None:
    open_editor(page, walk)
    row(page, "tour").click()
    page.get_by_label("Anreißer").fill("Zwei Stunden zwischen Brücke und Burg, mit Waid und Wundern.")
    page.get_by_label("Themen").fill("Sagen")
    page.get_by_label("Themen").press("Enter")
    show_form(page)
    look(page, "editor-tour", whole=False)
    tab(page, "Fakten")
    page.get_by_label("das ganze Jahr").uncheck()
    page.get_by_role("group", name="Bis", exact=True).get_by_label("Monat").select_option(label="September")
    page.get_by_role("button", name="Führung hinzufügen").click()
    page.get_by_label("Wer führt").fill("Gästeführer Erfurt e. V.")
    page.get_by_label("Wann", exact=True).fill("Sa 11-13 Uhr")
    wait_for_save(page)
    tour = stored(live_server, walk.tour)
    assert tour["themes"] == ["legends"]
    assert tour["season"] == {"from": "04-01", "to": "09-30"}
    assert tour["partners"][0]["meets"] == "Sa 11:00-13:00"
    show_form(page)
    look(page, "editor-tour-facts", whole=False)


def test_a_module_says_what_it_goes_with(page: Page, live_server: Site, walk: Walk) -> None:
    open_editor(page, walk)
    row(page, "module:module-2").click()
    page.get_by_role("group", name="Nur nach").get_by_label("Am Wasser").uncheck()
    page.get_by_role("group", name="Nicht zusammen mit").get_by_label("Am Wasser").check()
    page.get_by_label("Dauer", exact=True).fill("45")
    wait_for_save(page)
    module = stored(live_server, walk.tour)["modules"][1]
    assert module["not_with"] == ["module-1"]
    assert module["duration_s"] == 2700
    show_form(page)
    look(page, "editor-module", whole=False)
