"""A person brings the stops of a tour into another order: by dragging, by buttons, by keys alone."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.editing import expect_spoken, open_editor, order, row, titles, wait_for_save
from tests.browser.site import Site
from tests.browser.walk import Walk, make_walk


@pytest.fixture
def walk(live_server: Site) -> Walk:
    return make_walk(live_server)


FIRST = "Krämerbrücke"
AS_WRITTEN = [("module-1", ["stop-1", "stop-2", "stop-3"]), ("module-2", ["stop-4", "stop-5", "stop-6"])]


def test_a_stop_is_dragged_into_another_module(page: Page, live_server: Site, walk: Walk) -> None:
    open_editor(page, walk)
    page.locator('[data-stop="stop-1"]').hover()
    handle = page.locator('[data-stop="stop-1"] .handle').bounding_box()
    goal = page.locator('[data-stop="stop-5"]').bounding_box()
    assert handle is not None
    assert goal is not None
    page.mouse.move(handle["x"] + 10, handle["y"] + 10)
    page.mouse.down()
    page.mouse.move(handle["x"] + 10, handle["y"] + 40)
    page.mouse.move(goal["x"] + 100, goal["y"] + 4, steps=4)
    expect(page.locator("[data-outline] .line")).to_have_count(1)
    page.mouse.up()
    expect(page.locator("[data-outline] .line")).to_have_count(0)
    assert titles(page)[3] == FIRST
    wait_for_save(page)
    assert order(live_server, walk) == [
        ("module-1", ["stop-2", "stop-3"]),
        ("module-2", ["stop-4", "stop-1", "stop-5", "stop-6"]),
    ]


def test_escape_ends_a_drag_and_nothing_has_moved(page: Page, walk: Walk) -> None:
    open_editor(page, walk)
    page.locator('[data-stop="stop-1"]').hover()
    handle = page.locator('[data-stop="stop-1"] .handle').bounding_box()
    assert handle is not None
    page.mouse.move(handle["x"] + 10, handle["y"] + 10)
    page.mouse.down()
    page.mouse.move(handle["x"] + 10, handle["y"] + 120, steps=3)
    page.keyboard.press("Escape")
    page.mouse.up()
    assert titles(page)[0] == FIRST


def test_a_stop_is_moved_by_buttons(page: Page, live_server: Site, walk: Walk) -> None:
    open_editor(page, walk)
    row(page, "stop:stop-1").click()
    page.get_by_role("button", name=f"{FIRST} nach unten").click()
    assert titles(page)[1] == FIRST
    wait_for_save(page)
    assert order(live_server, walk)[0] == ("module-1", ["stop-2", "stop-1", "stop-3"])


def test_stops_and_modules_are_moved_by_keys_and_the_way_is_told(page: Page, live_server: Site, walk: Walk) -> None:
    open_editor(page, walk)
    row(page, "stop:stop-3").focus()
    page.keyboard.press("Alt+ArrowDown")
    expect_spoken(page, "Fischmarkt ist jetzt Halt 3 von 6, Baustein „Auf den Berg“.")
    expect(row(page, "stop:stop-3")).to_be_focused()
    page.keyboard.press("Alt+ArrowDown")
    expect(row(page, "stop:stop-3")).to_be_focused()
    row(page, "module:module-2").focus()
    page.keyboard.press("Alt+ArrowUp")
    expect_spoken(page, "Auf den Berg ist jetzt Baustein 1 von 2.")
    wait_for_save(page)
    assert order(live_server, walk) == [
        ("module-2", ["stop-4", "stop-3", "stop-5", "stop-6"]),
        ("module-1", ["stop-1", "stop-2"]),
    ]


def test_arrows_walk_through_the_rows_and_the_panes_follow(page: Page, walk: Walk) -> None:
    open_editor(page, walk)
    row(page, "tour").focus()
    for _ in range(3):
        page.keyboard.press("ArrowDown")
    expect(row(page, "stop:stop-2")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Alte Synagoge")).to_be_visible()


def test_a_stop_is_taken_out_with_a_key_and_comes_back(page: Page, live_server: Site, walk: Walk) -> None:
    open_editor(page, walk)
    row(page, "stop:stop-2").focus()
    page.keyboard.press("Delete")
    expect(row(page, "stop:stop-2")).to_have_count(0)
    expect(row(page, "stop:stop-3")).to_be_focused()
    wait_for_save(page)
    assert order(live_server, walk)[0] == ("module-1", ["stop-1", "stop-3"])
    page.get_by_role("status").get_by_role("button", name="Rückgängig").click()
    wait_for_save(page)
    assert order(live_server, walk) == AS_WRITTEN
