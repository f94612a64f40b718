"""Somebody at a tourism office begins a tour, finds it again, throws it away and takes it back."""

import json
from typing import Any

from playwright.sync_api import Page, expect

from authoring.actions.create_document import create_document
from tests import builders
from tests.browser.looking import look
from tests.browser.site import Site


def a_tour(site: Site, **facts: Any) -> str:
    data = json.dumps(builders.a_tour_json(**facts)).encode()
    return create_document(site.database, site.author, site.office, data).document_id


def test_an_empty_desk_teaches_how_to_begin(page: Page) -> None:
    page.goto("/tours")
    expect(page.get_by_role("heading", name="Hier entsteht Ihre erste Tour")).to_be_visible()
    look(page, "tours-empty")


def test_a_tour_without_a_name_is_asked_for_one(page: Page) -> None:
    page.goto("/tours")
    page.get_by_text("Erste Tour anlegen").click()
    page.get_by_label("Wie heißt die Tour?").fill("   ")
    page.get_by_role("button", name="Anlegen").click()
    expect(page.get_by_text("Bitte geben Sie der Tour einen Namen.")).to_be_visible()
    expect(page.get_by_label("Wie heißt die Tour?")).to_have_attribute("aria-invalid", "true")


def test_a_tour_is_begun_by_keyboard_alone(page: Page, live_server: Site) -> None:
    page.goto("/tours")
    page.get_by_text("Erste Tour anlegen").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_label("Wie heißt die Tour?")).to_be_focused()
    page.keyboard.type("Fachwerk und Reformation")
    page.keyboard.press("Enter")
    page.wait_for_url("**/tours/*")
    page.goto("/tours")
    expect(page.get_by_role("heading", name="Fachwerk und Reformation")).to_be_visible()


def test_the_desk_shows_what_each_tour_still_lacks(page: Page, live_server: Site) -> None:
    long = "Donaudampfschifffahrtsgesellschaftskapitänsmützenmuseum"
    a_tour(live_server, title=builders.words(f"{long} und Umgebung", "A museum"))
    a_tour(live_server, title={}, slug="ohne")
    page.goto("/tours")
    expect(page.get_by_role("heading", name=long)).to_be_visible()
    look(page, "tours")


def test_a_deleted_tour_comes_back_by_one_button(page: Page, live_server: Site) -> None:
    a_tour(live_server, title=builders.words("Nur ein Versuch", "A try"), slug="versuch")
    page.goto("/tours")
    page.get_by_role("button", name="„Nur ein Versuch“ löschen").click()
    expect(page.get_by_role("status")).to_contain_text("„Nur ein Versuch“ liegt jetzt im Papierkorb.")
    expect(page.get_by_role("heading", name="Nur ein Versuch")).to_have_count(0)
    page.get_by_role("button", name="Rückgängig").click()
    expect(page.get_by_role("status")).to_contain_text("„Nur ein Versuch“ ist wieder da.")
    expect(page.get_by_role("heading", name="Nur ein Versuch")).to_be_visible()


def test_the_bin_says_how_long_things_stay_and_gives_them_back(page: Page, live_server: Site) -> None:
    a_tour(live_server, title=builders.words("Für den Papierkorb", "For the bin"), slug="papierkorb")
    page.goto("/tours")
    page.get_by_role("button", name="„Für den Papierkorb“ löschen").click()
    page.goto("/trash")
    expect(page.get_by_text("30 Tage")).to_have_count(2)
    look(page, "trash")
    page.get_by_role("button", name="Wiederherstellen Für den Papierkorb").click()
    expect(page.get_by_role("heading", name="Der Papierkorb ist leer")).to_be_visible()


def test_a_tour_that_is_not_there_says_so_and_leads_back(page: Page) -> None:
    page.goto("/tours/00000000-0000-7000-8000-000000000000")
    expect(page.get_by_role("heading", name="Das Öffnen ist nicht gelungen")).to_be_visible()
    expect(page.get_by_role("alert")).to_contain_text("Diese Tour gibt es nicht, oder nicht mehr.")
    look(page, "editor-not-opened")
    page.get_by_role("link", name="Zu den Touren").press("Enter")
    expect(page.get_by_role("heading", name="Touren", exact=True)).to_be_visible()
