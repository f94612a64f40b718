"""Somebody comes in by password, reads on in another language, and looks after the own settings."""

import pytest
from playwright.sync_api import Page, expect

from authoring.actions.set_password import set_password
from authoring.permissions import Actor
from tests.browser.conftest import PageAs
from tests.browser.looking import look
from tests.browser.site import Site

PASSWORD = "vier ruhige Worte am Markt"


@pytest.fixture
def stranger(page_as: PageAs) -> Page:
    return page_as(None)


def test_whoever_is_nobody_yet_is_led_to_the_door_and_on_again(stranger: Page, live_server: Site) -> None:
    set_password(live_server.database, Actor.command_line(), live_server.author.person_id or "", PASSWORD)
    stranger.goto("/people")
    expect(stranger.get_by_role("heading", level=1)).to_contain_text("Wayfable")
    look(stranger, "sign-in")
    stranger.get_by_label("E-Mail-Adresse").first.fill("author@schmalkalden.example")
    stranger.get_by_role("textbox", name="Passwort").fill("falsch geraten, leider")
    stranger.keyboard.press("Enter")
    expect(stranger.get_by_role("alert")).to_be_visible()
    look(stranger, "sign-in-wrong")
    stranger.get_by_role("textbox", name="Passwort").fill(PASSWORD)
    stranger.keyboard.press("Enter")
    expect(stranger.get_by_role("heading", name="Personen")).to_be_visible()


def test_another_language_is_one_button_away_and_stays(page: Page) -> None:
    page.goto("/trash")
    page.get_by_role("button", name="English").click()
    expect(page.get_by_role("heading", name="Bin", exact=True)).to_be_visible()
    page.goto("/tours")
    assert page.locator("html").get_attribute("lang") == "en"
    page.get_by_role("button", name="Deutsch").click()
    expect(page.get_by_role("heading", name="Touren", exact=True)).to_be_visible()


def test_the_menu_of_the_account_opens_and_closes_by_keyboard(page: Page) -> None:
    page.goto("/tours")
    page.locator("summary").filter(has_text="Ihr Konto").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="Einstellungen")).to_be_visible()
    look(page, "account-menu", whole=False)
    page.keyboard.press("Escape")
    expect(page.get_by_role("link", name="Einstellungen")).to_be_hidden()
    page.locator("summary").filter(has_text="Ihr Konto").click()
    page.get_by_role("link", name="Einstellungen").click()
    look(page, "settings")
