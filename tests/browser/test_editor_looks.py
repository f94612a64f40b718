"""The editor at a desk and on a telephone, in light and dark: accessible, nothing cut off, pictures to leaf through."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.editing import open_editor, row
from tests.browser.looking import faults, look
from tests.browser.site import Site
from tests.browser.walk import Walk, make_walk

pytestmark = pytest.mark.made_once


@pytest.fixture(scope="module")
def walk(live_server: Site) -> Walk:
    return make_walk(live_server)


def test_a_stop_with_its_map_and_its_form(page: Page, walk: Walk) -> None:
    open_editor(page, walk)
    row(page, "stop:stop-1").click()
    expect(page.get_by_role("tab", name="Inhalt")).to_be_visible()
    look(page, "editor-stop", whole=False)


def test_the_report(page: Page, walk: Walk) -> None:
    open_editor(page, walk)
    page.keyboard.press("Alt+p")
    expect(page.get_by_role("region", name="Prüfbericht")).to_be_visible()
    look(page, "editor-report", whole=False)


def test_the_translation(page: Page, walk: Walk) -> None:
    open_editor(page, walk)
    page.get_by_role("button", name="Sprache der Texte").click()
    page.get_by_role("menuitem", name="Nebeneinander übersetzen").click()
    look(page, "editor-translation", whole=False)


def test_the_outline_on_a_telephone(page: Page, walk: Walk) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(walk.path)
    page.get_by_role("button", name="Ablauf").click()
    expect(row(page, "stop:stop-1")).to_be_visible()
    look(page, "editor-outline", whole=False)


@pytest.mark.parametrize("keys", ["Alt+n", "?"])
def test_dialogs_are_accessible(page: Page, walk: Walk, keys: str) -> None:
    open_editor(page, walk)
    row(page, "stop:stop-1").focus()
    page.keyboard.press(keys)
    expect(page.get_by_role("dialog")).to_be_visible()
    assert faults(page) == []


def test_the_language_menu_is_accessible(page: Page, walk: Walk) -> None:
    open_editor(page, walk)
    page.get_by_role("button", name="Sprache der Texte").click()
    expect(page.get_by_role("menu")).to_be_visible()
    # What the open menu half covers is smaller to the eye, and not what one is about to press.
    assert [fault for fault in faults(page) if not fault.startswith("target-size")] == []
