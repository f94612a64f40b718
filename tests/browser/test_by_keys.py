"""Tasks that are done with nothing but a keyboard, each way there included: Tab, arrows, Enter, Space, and typing."""

import json
import re

import pytest
from playwright.sync_api import Locator, Page, expect

from authoring.actions.create_document import create_document
from tests.browser.conftest import PageAs
from tests.browser.editing import open_editor, order, reach, row, title_field, wait_for_save
from tests.browser.site import Site
from tests.browser.storytelling import a_photo
from tests.browser.walk import Walk, make_walk, stored


@pytest.fixture
def walk(live_server: Site) -> Walk:
    return make_walk(live_server)


def open_tab(page: Page, name: str) -> Locator:
    """Go to the row of tabs by Tab, and along it by arrows, to the tab of this name; return its panel."""
    reach(page, page.get_by_role("tab", selected=True))
    wanted = page.get_by_role("tab", name=name)
    for _ in range(5):
        if wanted.get_attribute("aria-selected") == "true":
            break
        page.keyboard.press("ArrowRight")
    expect(wanted).to_have_attribute("aria-selected", "true")
    return page.get_by_role("tabpanel")


def press(page: Page, thing: Locator, key: str = "Enter") -> None:
    """Go to something by Tab and press a key there."""
    reach(page, thing)
    page.keyboard.press(key)


def test_a_tour_is_renamed(page: Page, live_server: Site, walk: Walk) -> None:
    open_editor(page, walk)
    press(page, title_field(page), "ControlOrMeta+a")
    page.keyboard.type("Steine und Sagen")
    page.keyboard.press("Enter")
    wait_for_save(page)
    assert stored(live_server, walk.tour)["title"]["de"] == "Steine und Sagen"


def test_a_module_is_added_and_described(page: Page, live_server: Site, walk: Walk) -> None:
    open_editor(page, walk)
    press(page, page.get_by_role("button", name="Baustein hinzufügen"))
    expect(page.locator("[data-module]")).to_have_count(3)
    name = page.get_by_label("Titel des Bausteins")
    reach(page, name)
    page.keyboard.type("Für Kinder")
    press(page, page.get_by_role("group", name="Nicht zusammen mit").get_by_label("Am Wasser"), "Space")
    wait_for_save(page)
    module = stored(live_server, walk.tour)["modules"][2]
    assert module["title"] == {"de": "Für Kinder"}
    assert module["not_with"] == ["module-1"]


def test_a_station_of_the_library_is_taken(page: Page, live_server: Site, walk: Walk) -> None:
    # A name of its own at every try: the library is one for all tests of this file.
    name = f"Kornhofspeicher {walk.tour[-6:]}"
    body = json.dumps({"kind": "station", "title": {"de": name}}).encode()
    kept = create_document(live_server.database, live_server.author, live_server.office, body)
    open_editor(page, walk)
    page.keyboard.press("Alt+n")
    page.keyboard.type("Kornhof")
    found = page.get_by_role("dialog").get_by_role("listitem").get_by_role("button", name=name)
    expect(found).to_be_visible()
    press(page, found)
    expect(page.get_by_role("dialog")).to_have_count(0)
    wait_for_save(page)
    stations = [stop["station"] for module in stored(live_server, walk.tour)["modules"] for stop in module["stops"]]
    assert kept.document_id in stations


def test_a_passage_is_written_styled_and_linked(page: Page, live_server: Site, walk: Walk) -> None:
    open_editor(page, walk)
    row(page, "stop:stop-3").press("Enter")
    press(page, page.get_by_role("button", name="Block hinzufügen"))
    press(page, page.get_by_role("list", name="Block hinzufügen").get_by_role("button", name="Text", exact=True))
    expect(page.get_by_role("textbox", name="Text", exact=True)).to_be_visible()
    toolbar = page.get_by_role("toolbar", name="Text gestalten")
    # One stop for the whole row of buttons; arrows go along it, and what is pressed holds for what is typed next.
    reach(page, toolbar.get_by_role("button").first)
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    reach(page, page.get_by_role("textbox", name="Text", exact=True))
    page.keyboard.type("Der Markt")
    page.keyboard.press("Enter")
    page.keyboard.type("Mehr im Archiv")
    page.keyboard.press("Shift+Home")
    page.keyboard.press("Control+k")
    expect(page.get_by_role("combobox", name="Adresse, Telefon, E-Mail oder Station")).to_be_focused()
    page.keyboard.type("example.org/markt")
    page.keyboard.press("Enter")
    wait_for_save(page)
    (block,) = stored(live_server, walk.stations[2])["story"]
    assert block["text"] == {"de": "## Der Markt\n\n[Mehr im Archiv](https://example.org/markt)"}


def test_the_language_is_changed_and_one_is_added(page: Page, live_server: Site, walk: Walk) -> None:
    open_editor(page, walk)
    press(page, page.get_by_role("button", name="Sprache der Texte"))
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(title_field(page)).to_have_value("Journey to the Middle Ages")
    row(page, "tour").press("Enter")
    reach(page, page.get_by_label("Weitere Sprache"))
    page.keyboard.type("Franz")
    press(page, page.get_by_role("group", name="Sprachen der Tour").get_by_role("button", name="Hinzufügen"))
    wait_for_save(page)
    assert stored(live_server, walk.tour)["languages"] == ["de", "en", "fr"]


def test_a_season_a_theme_and_a_guided_tour_are_set(page: Page, live_server: Site, walk: Walk) -> None:
    open_editor(page, walk)
    row(page, "tour").press("Enter")
    reach(page, page.get_by_label("Themen"))
    page.keyboard.type("Sagen")
    page.keyboard.press("Enter")
    page.keyboard.press("Shift+Tab")
    open_tab_from_start(page, "Fakten")
    press(page, page.get_by_label("das ganze Jahr"), "Space")
    reach(page, page.get_by_role("group", name="Bis", exact=True).get_by_label("Monat"))
    page.keyboard.type("Sep")
    press(page, page.get_by_role("button", name="Führung hinzufügen"))
    expect(page.get_by_label("Wer führt")).to_be_focused()
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type("Gästeführer Erfurt e. V.")
    wait_for_save(page)
    tour = stored(live_server, walk.tour)
    assert tour["themes"] == ["legends"]
    assert tour["season"] == {"from": "04-01", "to": "09-30"}
    assert tour["partners"][0]["name"] == "Gästeführer Erfurt e. V."


def open_tab_from_start(page: Page, name: str) -> None:
    """Go to the row of tabs of the form whose fields one is in, and along it."""
    page.get_by_role("tab", selected=True).focus()
    open_tab(page, name)


def test_facts_access_and_rights_are_filled_in(page: Page, live_server: Site, walk: Walk) -> None:
    open_editor(page, walk)
    row(page, "stop:stop-3").press("Enter")
    panel = open_tab(page, "Fakten")
    reach(page, panel.get_by_role("group", name="Stufenlos erreichbar").get_by_role("radio", checked=True))
    page.keyboard.press("ArrowRight")
    press(page, panel.get_by_role("button", name="Preis hinzufügen"))
    page.keyboard.type("Erwachsene")
    reach(page, panel.get_by_label("Betrag"))
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type("3,5")
    open_tab_from_start(page, "Rechte")
    reach(page, panel.get_by_label("Lizenz der Texte"))
    page.keyboard.type("CC BY")
    press(page, panel.get_by_role("button", name="Quelle hinzufügen"))
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type("Stadtarchiv")
    wait_for_save(page)
    station = stored(live_server, walk.stations[2])
    assert "step_free" in station["access"]
    assert station["facts"]["prices"][0] == {"label": {"de": "Erwachsene"}, "amount": 3.5, "currency": "EUR"}
    assert station["licence"].startswith("CC")
    assert station["sources"][0]["title"] == "Stadtarchiv"


def test_a_fault_is_mended_and_taken_back(page: Page, live_server: Site, walk: Walk) -> None:
    open_editor(page, walk)
    page.keyboard.press("Alt+p")
    report = page.get_by_role("region", name="Prüfbericht")
    fix = report.locator("[data-code^=geofence] .button-small:not(.button-quiet)").first
    press(page, report.get_by_role("button", name="Hinweise", exact=False).first, "Space")
    press(page, fix)
    wait_for_save(page)
    assert stored(live_server, walk.stations[0])["triggers"][0]["area"]["radius_m"] > 3
    page.keyboard.press("Control+z")
    wait_for_save(page)
    assert stored(live_server, walk.stations[0])["triggers"][0]["area"]["radius_m"] == 3


def test_photos_become_stations(page: Page, live_server: Site, walk: Walk) -> None:
    open_editor(page, walk)
    opener = page.get_by_role("button", name="Fotos hinzufügen")
    reach(page, opener)
    with page.expect_file_chooser() as chooser:
        opener.press("Enter")
    chooser.value.set_files(a_photo("ohne-ort.jpg", "#dcb0dc"))
    expect(page.get_by_text("„ohne-ort.jpg“ verrät seinen Ort nicht.")).to_be_visible(timeout=30_000)
    press(page, page.get_by_role("button", name="Ohne Ort", exact=True))
    expect(row(page, "stop:stop-7")).to_be_visible()
    wait_for_save(page)
    assert len([stop for _, stops in order(live_server, walk) for stop in stops]) == 7


def test_a_tour_is_deleted_and_comes_back(page: Page, live_server: Site) -> None:
    make_walk(live_server, "Nur zum Löschen", stations=1)
    page.goto("/tours")
    press(page, page.get_by_role("button", name="„Nur zum Löschen“ löschen"))
    expect(page.get_by_role("heading", name="Nur zum Löschen")).to_have_count(0)
    press(page, page.get_by_role("button", name="Rückgängig"))
    expect(page.get_by_role("heading", name="Nur zum Löschen")).to_be_visible()


def test_something_is_taken_out_of_the_bin(page: Page, live_server: Site) -> None:
    make_walk(live_server, "Aus dem Papierkorb", stations=1)
    page.goto("/tours")
    press(page, page.get_by_role("button", name="„Aus dem Papierkorb“ löschen"))
    expect(page.get_by_role("heading", name="Aus dem Papierkorb")).to_have_count(0)
    page.goto("/trash")
    restore = page.get_by_role("button", name="Wiederherstellen Aus dem Papierkorb")
    press(page, restore)
    expect(restore).to_have_count(0)
    page.goto("/tours")
    expect(page.get_by_role("heading", name="Aus dem Papierkorb")).to_be_visible()


def test_the_library_is_searched(page: Page, walk: Walk) -> None:
    page.goto("/library")
    reach(page, page.get_by_label("Suchen", exact=True))
    page.keyboard.type("Petersberg")
    page.keyboard.press("Enter")
    expect(page.locator(".found h2").first).to_have_text("Zitadelle Petersberg")
    press(page, page.get_by_role("link", name="Alles zeigen"))
    expect(page.locator(".found h2").nth(1)).to_be_visible()


def test_a_file_is_brought_into_the_media(page: Page, live_server: Site) -> None:
    def media() -> int:
        listing = page.request.get(f"/api/v1/documents?kind=medium&organisation={live_server.office}&limit=100")
        return len(listing.json()["items"])

    page.goto("/media")
    before = media()
    opener = page.get_by_label("Dateien hierher ziehen oder auswählen")
    reach(page, opener)
    with page.expect_file_chooser() as chooser:
        opener.press("Enter")
    # Once everything has come the page shows it among the others.
    with page.expect_navigation(timeout=30_000):
        chooser.value.set_files([a_photo("turm.jpg", "#a0b0c0")])
    assert media() == before + 1


def test_somebody_is_invited(page_as: PageAs, live_server: Site) -> None:
    page = page_as(live_server.administrator)
    page.goto("/people")
    reach(page, page.get_by_label("Name", exact=True))
    page.keyboard.type("Karla Neu")
    page.keyboard.press("Tab")
    page.keyboard.type("karla@schmalkalden.example")
    press(page, page.get_by_role("button", name="Einladen"))
    expect(page.get_by_label("Anmeldelink für Karla Neu")).to_be_visible()


def test_the_codes_of_a_tour_are_reached(page: Page, walk: Walk) -> None:
    page.goto(f"/exports/tours/{walk.tour}")
    press(page, page.get_by_role("link", name=re.compile("Codes|Schilder")))
    page.wait_for_url("**/codes**")


def test_one_signs_out_and_is_at_the_door(page_as: PageAs, live_server: Site) -> None:
    page = page_as(live_server.author)
    page.goto("/tours")
    press(page, page.locator("summary").filter(has_text="Ihr Konto"))
    press(page, page.get_by_role("button", name="Abmelden"))
    expect(page.get_by_label("E-Mail-Adresse").first).to_be_visible()
    reach(page, page.get_by_role("textbox", name="Passwort"))
