"""A person takes back what she did, as far as she likes, and does it again."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.editing import expect_spoken, open_editor, row, title_field, titles, wait_for_save
from tests.browser.site import Site
from tests.browser.walk import Walk, make_walk, stored

WRITTEN = "Zeitreise ins Mittelalter"


@pytest.fixture
def walk(live_server: Site) -> Walk:
    return make_walk(live_server)


def test_typing_is_one_step_and_keys_take_it_back_even_in_the_field(page: Page, live_server: Site, walk: Walk) -> None:
    open_editor(page, walk)
    title_field(page).fill("")
    page.keyboard.type("Erfurt zu Fuß")
    wait_for_save(page)
    assert stored(live_server, walk.tour)["title"]["de"] == "Erfurt zu Fuß"
    page.keyboard.press("Control+z")
    expect(title_field(page)).to_have_value(WRITTEN)
    expect_spoken(page, "Rückgängig gemacht: Text ändern")
    page.keyboard.press("Control+Shift+z")
    expect(title_field(page)).to_have_value("Erfurt zu Fuß")
    page.keyboard.press("Control+z")
    wait_for_save(page)
    assert stored(live_server, walk.tour)["title"]["de"] == WRITTEN


def test_buttons_go_back_through_everything_and_select_what_changes(page: Page, walk: Walk) -> None:
    open_editor(page, walk)
    before = titles(page)
    for stop in ("stop-1", "stop-4", "stop-6"):
        row(page, f"stop:{stop}").click()
        way = "nach unten" if stop == "stop-1" else "nach oben"
        page.locator("[data-outline]").get_by_role("button", name=way).click()
    assert titles(page) != before
    for _ in range(3):
        page.get_by_role("button", name="Rückgängig: Halt verschieben").click()
    assert titles(page) == before
    expect(page.get_by_role("button", name="Rückgängig")).to_be_disabled()
    expect(row(page, "stop:stop-1")).to_have_attribute("aria-current", "true")
