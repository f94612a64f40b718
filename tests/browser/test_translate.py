"""A person translates a tour, the original beside the other language, going from one missing text to the next."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.editing import open_editor, wait_for_save
from tests.browser.site import Site
from tests.browser.walk import Walk, make_walk, stored


@pytest.fixture
def walk(live_server: Site) -> Walk:
    return make_walk(live_server)


def open_translation(page: Page) -> None:
    page.get_by_role("button", name="Sprache der Texte").click()
    page.get_by_role("menuitem", name="Nebeneinander übersetzen").click()
    expect(page.get_by_role("heading", name="Übersetzung")).to_be_visible()


def test_missing_texts_are_written_one_after_the_other_by_keys_alone(page: Page, live_server: Site, walk: Walk) -> None:
    open_editor(page, walk)
    button = page.get_by_role("button", name="Sprache der Texte: Deutsch")
    button.focus()
    page.keyboard.press("Enter")
    page.keyboard.press("End")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Übersetzung")).to_be_visible()
    page.get_by_role("button", name="Nächster fehlender").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_label("Anreißer, Englisch")).to_be_focused()
    page.keyboard.type("Two hours between bridge and castle.")
    page.keyboard.press("Control+Enter")
    page.keyboard.type("Up the hill")
    wait_for_save(page)
    tour = stored(live_server, walk.tour)
    assert tour["teaser"]["en"] == "Two hours between bridge and castle."
    assert tour["modules"][1]["title"]["en"] == "Up the hill"


def test_only_what_is_missing_is_shown_and_stays_while_it_is_written(page: Page, walk: Walk) -> None:
    open_editor(page, walk)
    open_translation(page)
    page.get_by_label("nur was fehlt").check()
    teaser = page.get_by_label("Anreißer, Englisch")
    teaser.fill("Two hours.")
    expect(teaser).to_be_visible()
    expect(page.locator("textarea[data-target]").first).to_have_value("Two hours.")


def test_the_share_that_is_there_grows_with_every_text(page: Page, walk: Walk) -> None:
    open_editor(page, walk)
    open_translation(page)
    before = page.locator(".pair .figures").inner_text()
    page.get_by_label("Anreißer, Englisch").fill("Two hours.")
    expect(page.locator(".pair .figures")).not_to_have_text(before)
    page.get_by_role("button", name="Zurück zur Karte").click()
    expect(page.get_by_role("heading", name="Übersetzung")).to_have_count(0)


def test_the_original_is_shown_as_it_is_read_and_not_as_its_source(page: Page, walk: Walk) -> None:
    open_editor(page, walk)
    open_translation(page)
    story = page.locator('[data-pointer="/story/0/text"] .source').first
    expect(story.locator("strong")).to_have_text("handeln")
    expect(story).not_to_contain_text("**")
