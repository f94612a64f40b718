"""A person arranges her desk: panes as wide as she likes, by hand or by keys, and so again next time."""

from playwright.sync_api import Page, expect

from tests.browser.editing import open_editor, row
from tests.browser.site import Site
from tests.browser.walk import make_walk


def width(page: Page, pane: str) -> float:
    box = page.locator(f"#{pane}").bounding_box()
    assert box is not None
    return box["width"]


def test_panes_are_resized_by_keys_and_by_hand_and_stay_so(page: Page, live_server: Site) -> None:
    walk = make_walk(live_server)
    open_editor(page, walk)
    before = width(page, "outline")
    edge = page.get_by_role("separator", name="Breite des Ablaufs")
    edge.focus()
    page.keyboard.press("ArrowRight")
    assert width(page, "outline") == before + 16
    box = page.get_by_role("separator", name="Breite der Details").bounding_box()
    assert box is not None
    page.mouse.move(box["x"], 400)
    page.mouse.down()
    page.mouse.move(box["x"] - 60, 400)
    page.mouse.up()
    wide = width(page, "inspector")
    assert wide > 440
    page.reload()
    expect(row(page, "stop:stop-1")).to_be_visible()
    assert (width(page, "outline"), width(page, "inspector")) == (before + 16, wide)


def test_f6_walks_from_pane_to_pane_and_the_help_lists_the_keys(page: Page, live_server: Site) -> None:
    open_editor(page, make_walk(live_server))
    page.keyboard.press("F6")
    expect(page.locator("#outline")).to_be_focused()
    page.keyboard.press("F6")
    expect(page.locator("#map")).to_be_focused()
    page.keyboard.press("Shift+F6")
    expect(page.locator("#outline")).to_be_focused()
    page.keyboard.press("?")
    dialog = page.get_by_role("dialog", name="Tastenkürzel")
    expect(dialog).to_contain_text("Rückgängig")
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)


def test_a_window_made_smaller_takes_no_dialog_away_with_what_is_typed_in_it(page: Page, live_server: Site) -> None:
    open_editor(page, make_walk(live_server))
    row(page, "stop:stop-1").click()
    page.get_by_role("button", name="Block hinzufügen").click()
    page.get_by_role("list", name="Block hinzufügen").get_by_role("button", name="Bild", exact=True).click()
    page.get_by_role("button", name="Bild auswählen").last.click()
    dialog = page.get_by_role("dialog")
    search = dialog.get_by_role("searchbox")
    search.fill("Brücke")
    page.set_viewport_size({"width": 390, "height": 844})
    expect(dialog).to_be_visible()
    expect(search).to_have_value("Brücke")
    dialog.get_by_role("button", name="Schließen").click()
    expect(dialog).to_have_count(0)
