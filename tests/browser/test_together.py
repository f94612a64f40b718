"""Two people have one tour open: what one of them does, the other sees, without doing anything."""

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import PageAs
from tests.browser.editing import open_editor, row, title_field, titles, wait_for_save
from tests.browser.site import Site
from tests.browser.walk import Walk, make_walk, stored

#: Others are asked about every few seconds; a busy machine takes its time.
SOON = 20_000


@pytest.fixture
def walk(live_server: Site) -> Walk:
    return make_walk(live_server)


@pytest.fixture
def other(page_as: PageAs, live_server: Site, walk: Walk) -> Page:
    """The administrator, who has the same tour open."""
    opened = page_as(live_server.administrator)
    open_editor(opened, walk)
    return opened


def told(page: Page) -> Locator:
    """What is told at the lower edge, politely for those who hear it."""
    return page.locator('.notices[aria-live="polite"]')


def test_what_one_changes_and_adds_the_other_sees(page: Page, other: Page, live_server: Site, walk: Walk) -> None:
    open_editor(page, walk)
    title_field(page).fill("Meine Zeitreise")
    wait_for_save(page)
    expect(title_field(other)).to_have_value("Meine Zeitreise", timeout=SOON)

    row(other, "stop:stop-2").click()
    other.get_by_role("textbox", name="Titel", exact=True).fill("Die Alte Synagoge")
    expect(row(page, "stop:stop-2")).to_contain_text("Die Alte Synagoge", timeout=SOON)
    expect(told(page)).to_contain_text("Ada Krämer hat „Die Alte Synagoge“ geändert.")

    other.keyboard.press("Alt+n")
    other.get_by_label("Name der Station").fill("Neue Mühle")
    other.keyboard.press("Enter")
    expect(page.locator("[data-stop] .name", has_text="Neue Mühle")).to_be_visible(timeout=SOON)
    expect(told(page)).to_contain_text("Ada Krämer hat „Neue Mühle“ hinzugefügt.")

    # Undo takes back what was done here, and nothing of what the other did.
    page.keyboard.press("Control+z")
    expect(title_field(page)).to_have_value("Zeitreise ins Mittelalter")
    assert "Neue Mühle" in titles(page)
    wait_for_save(page)
    tour = stored(live_server, walk.tour)
    assert tour["title"]["de"] == "Zeitreise ins Mittelalter"
    assert len(tour["modules"][0]["stops"]) == 4


def test_what_is_typed_while_another_writes_in_the_same_field_is_kept(page: Page, other: Page, walk: Walk) -> None:
    open_editor(page, walk)
    # As long as nothing can be saved here, everything that is typed is unsaved.
    page.route(
        "**/api/v1/documents/*", lambda route: route.abort() if route.request.method == "PUT" else route.continue_()
    )
    title_field(page).fill("Mein Titel")
    title_field(other).fill("Adas Titel")
    wait_for_save(other)
    expect(page.get_by_role("button", name="Vergleichen")).to_be_visible(timeout=SOON)
    expect(title_field(page)).to_have_value("Mein Titel")
