"""Two people write in one tour: different fields come together by themselves, the same field is shown side by side."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import PageAs
from tests.browser.editing import expect_save_state, open_editor, row, title_field, wait_for_save
from tests.browser.site import Site
from tests.browser.walk import Walk, make_walk, stored


@pytest.fixture
def walk(live_server: Site) -> Walk:
    return make_walk(live_server)


@pytest.fixture
def other(page_as: PageAs, live_server: Site, walk: Walk) -> Page:
    """The administrator, who has the same tour open."""
    opened = page_as(live_server.administrator)
    open_editor(opened, walk)
    return opened


def test_different_fields_are_merged_and_both_see_them(page: Page, other: Page, live_server: Site, walk: Walk) -> None:
    open_editor(page, walk)
    title_field(other).fill("Zeitreise mit Ada")
    wait_for_save(other)
    row(page, "stop:stop-1").focus()
    page.keyboard.press("Alt+ArrowDown")
    wait_for_save(page)
    expect(title_field(page)).to_have_value("Zeitreise mit Ada")
    tour = stored(live_server, walk.tour)
    assert tour["title"]["de"] == "Zeitreise mit Ada"
    assert tour["modules"][0]["stops"][0]["id"] == "stop-2"


def make_a_clash(page: Page, other: Page, walk: Walk) -> None:
    # Whoever hears of a change at once writes on it: here the news come too late.
    page.route("**/api/v1/tours/*/news", lambda route: route.abort())
    open_editor(page, walk)
    title_field(other).fill("Adas Titel")
    wait_for_save(other)
    title_field(page).fill("Mein Titel")
    expect_save_state(page, "conflict")


def test_the_same_field_is_shown_side_by_side_and_theirs_can_be_taken(
    page: Page, other: Page, live_server: Site, walk: Walk
) -> None:
    make_a_clash(page, other, walk)
    expect(title_field(page)).to_have_value("Mein Titel")
    page.get_by_role("button", name="Vergleichen").click()
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("Mein Titel")
    dialog.get_by_text("Adas Titel").click()
    dialog.get_by_role("button", name="So übernehmen").click()
    wait_for_save(page)
    expect(title_field(page)).to_have_value("Adas Titel")
    assert stored(live_server, walk.tour)["title"]["de"] == "Adas Titel"


def test_mine_is_kept_by_keys_alone(page: Page, other: Page, live_server: Site, walk: Walk) -> None:
    make_a_clash(page, other, walk)
    page.get_by_role("button", name="Vergleichen").focus()
    page.keyboard.press("Enter")
    mine = page.get_by_role("radio", name="Ihre Fassung")
    mine.focus()
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("radio", name="Die andere Fassung")).to_be_checked()
    page.keyboard.press("ArrowUp")
    expect(mine).to_be_checked()
    page.get_by_role("button", name="So übernehmen").focus()
    page.keyboard.press("Enter")
    wait_for_save(page)
    assert stored(live_server, walk.tour)["title"]["de"] == "Mein Titel"


def test_one_sees_who_else_is_here(page: Page, other: Page, walk: Walk) -> None:
    expect(other.get_by_role("group", name="hat diese Tour auch geöffnet")).to_have_count(0)
    open_editor(page, walk)
    expect(page.get_by_role("group", name="Ada Krämer hat diese Tour auch geöffnet")).to_be_visible()
