"""Somebody says at a field what strikes them; a colleague goes there, mends it, and says that it is done."""

from playwright.sync_api import Page, expect

from authoring.permissions import Role
from tests.browser.conftest import PageAs
from tests.browser.editing import open_editor, reach, row
from tests.browser.looking import look
from tests.browser.site import Site
from tests.browser.walk import make_walk

WORDS = "Stimmt die Jahreszahl?"


def test_a_comment_at_a_field_is_found_and_settled(page: Page, page_as: PageAs, live_server: Site) -> None:
    walk = make_walk(live_server)
    reviewer = page_as(live_server.people[Role.REVIEWER])
    open_editor(reviewer, walk)
    comment_by_keys(reviewer)
    expect(reviewer.get_by_role("button", name="Ein offener Kommentar")).to_be_visible()

    open_editor(page, walk)
    page.get_by_role("button", name="Prüfbericht").first.click()
    said = page.locator("[data-comments]")
    expect(said).to_contain_text("Ein offener Kommentar")
    expect(said).to_contain_text("Krämerbrücke · Rüdiger Weiß")
    look(page, "comments", whole=False)
    said.get_by_role("button", name="Hingehen").click()
    field = page.get_by_role("textbox", name="Kurzbeschreibung")
    expect(field).to_be_focused()
    page.get_by_role("button", name="Ein offener Kommentar").click()
    dialog = page.get_by_role("dialog", name="Kommentare: Kurzbeschreibung")
    expect(dialog).to_contain_text(WORDS)
    look(page, "comments-at-field", whole=False)
    page.keyboard.press("Escape")
    said.get_by_role("button", name="Erledigt").click()
    expect(said).to_have_count(0)


def comment_by_keys(page: Page) -> None:
    """Comment at the summary of the first station, without a mouse."""
    row(page, "stop:stop-1").click()
    field = page.get_by_role("textbox", name="Kurzbeschreibung")
    field.focus()
    page.keyboard.press("Alt+k")
    dialog = page.get_by_role("dialog", name="Kommentare: Kurzbeschreibung")
    expect(dialog.get_by_label("Was fällt Ihnen auf?")).to_be_focused()
    page.keyboard.type(WORDS)
    reach(page, dialog.get_by_role("button", name="Kommentieren", exact=True))
    page.keyboard.press("Enter")
    expect(dialog).to_have_count(0)
    expect(field).to_be_focused()
