"""A line of the guide is spoken into the microphone, listened to, and kept."""

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.editing import open_editor, row, show_form, wait_for_save
from tests.browser.looking import look
from tests.browser.site import Site
from tests.browser.storytelling import add_block, field, told
from tests.browser.walk import Walk, make_walk, stored

LINE = "Kommt nur näher! Hier roch es nach Karpfen."


@pytest.fixture
def walk(live_server: Site) -> Walk:
    return make_walk(live_server)


def seconds_pass(dialog: Locator, time: str) -> None:
    """Wait until so much was recorded."""
    expect(dialog.locator(".time")).to_have_text(time)


def test_a_line_is_recorded_with_a_pause_and_the_better_take_is_kept(page: Page, live_server: Site, walk: Walk) -> None:
    open_editor(page, walk)
    row(page, "stop:stop-3").click()
    block = add_block(page, "Guide spricht")
    block.get_by_label("Sprechtext").fill(LINE)
    show_form(page)
    recording = field(block, "Aufnahme auf Deutsch")
    recording.get_by_role("button", name="Aufnehmen").click()
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_text(LINE)).to_be_visible()
    dialog.get_by_role("button", name="Aufnehmen").click()
    seconds_pass(dialog, "0:01")
    dialog.get_by_role("button", name="Pause").click()
    expect(dialog.get_by_text("Angehalten.")).to_be_visible()
    dialog.get_by_role("button", name="Weiter").click()
    seconds_pass(dialog, "0:02")
    dialog.get_by_role("button", name="Fertig").click()
    takes = dialog.get_by_role("list", name="Aufnahmen").get_by_role("listitem")
    expect(takes).to_have_count(1)
    look(page, "editor-record", whole=False)
    # Closed, and the whole page gone: what was spoken is there.
    page.reload()
    row(page, "stop:stop-3").click()
    page.locator(".story .head").click()
    field(block, "Aufnahme auf Deutsch").get_by_role("button", name="Aufnehmen").click()
    expect(takes).to_have_count(1)
    dialog.get_by_role("button", name="Noch einmal aufnehmen").click()
    seconds_pass(dialog, "0:01")
    dialog.get_by_role("button", name="Fertig").click()
    dialog.get_by_role("button", name="Aufnahme 1 anhören").click()
    dialog.get_by_role("button", name="Aufnahme 1 anhalten").click()
    dialog.get_by_role("button", name="Aufnahme 2 nehmen").click()
    expect(dialog).to_have_count(0, timeout=30_000)
    expect(recording.get_by_role("button", name="Anhören")).to_be_visible()
    wait_for_save(page)
    line = told(live_server, walk)
    medium = stored(live_server, line["recordings"]["de"]["medium"])
    assert medium["type"] == "audio"
    assert medium["language"] == "de"
    assert 0.9 < medium["original"]["duration_s"] < 3
    # The other one stays for whoever changes her mind.
    recording.get_by_role("button", name="Neu aufnehmen").click()
    expect(takes).to_have_count(1)


def test_a_line_is_recorded_by_keys_alone(page: Page, live_server: Site, walk: Walk) -> None:
    open_editor(page, walk)
    row(page, "stop:stop-3").press("Enter")
    block = add_block(page, "Guide spricht", keys=True)
    expect(block.get_by_label("Sprechtext")).to_be_focused()
    page.keyboard.type(LINE)
    recording = field(block, "Aufnahme auf Deutsch")
    recording.get_by_role("button", name="Aufnehmen").press("Enter")
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("button", name="Aufnehmen").press("Enter")
    seconds_pass(dialog, "0:01")
    dialog.get_by_role("button", name="Fertig").press("Enter")
    dialog.get_by_role("button", name="Aufnahme 1 nehmen").press("Enter")
    expect(dialog).to_have_count(0, timeout=30_000)
    wait_for_save(page)
    assert list(told(live_server, walk)["recordings"]) == ["de"]
