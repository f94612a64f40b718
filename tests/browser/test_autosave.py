"""What a person types is never lost: not by a lost connection, a reload, or a session that has ended."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import PageAs
from tests.browser.editing import expect_save_state, open_editor, title_field, wait_for_save
from tests.browser.looking import look
from tests.browser.site import Site
from tests.browser.walk import Walk, make_walk, stored


@pytest.fixture
def walk(live_server: Site) -> Walk:
    return make_walk(live_server)


def test_without_a_connection_one_goes_on_writing_and_it_is_sent_later(
    page: Page, live_server: Site, walk: Walk
) -> None:
    open_editor(page, walk)
    # The connection is lost while somebody works, not while the editor is still coming.
    expect(page.locator(".maplibregl-canvas")).to_be_visible()
    page.wait_for_load_state("networkidle")
    page.context.set_offline(True)
    title_field(page).fill("Im Funkloch geschrieben")
    expect_save_state(page, "offline")
    expect(page.get_by_role("alert")).to_contain_text("Schreiben Sie ruhig weiter")
    title_field(page).fill("Im Funkloch weitergeschrieben")
    assert stored(live_server, walk.tour)["title"]["de"] == "Zeitreise ins Mittelalter"
    page.context.set_offline(False)
    wait_for_save(page)
    expect(page.get_by_role("alert")).to_have_count(0)
    assert stored(live_server, walk.tour)["title"]["de"] == "Im Funkloch weitergeschrieben"


def test_a_server_that_does_not_answer_is_told_from_a_lost_connection(
    page: Page, live_server: Site, walk: Walk
) -> None:
    open_editor(page, walk)
    page.route("**/api/v1/documents/*", lambda route: route.fulfill(status=502, body="<h1>Bad Gateway</h1>"))
    title_field(page).fill("Während der Server neu startet")
    expect_save_state(page, "unanswered")
    expect(page.get_by_role("alert")).to_contain_text("Der Server antwortet gerade nicht.")
    look(page, "editor-unanswered", whole=False)
    page.unroute("**/api/v1/documents/*")
    page.get_by_role("alert").get_by_role("button", name="Jetzt versuchen").press("Enter")
    wait_for_save(page)
    assert stored(live_server, walk.tour)["title"]["de"] == "Während der Server neu startet"


def test_a_reload_before_the_save_loses_nothing(page: Page, live_server: Site, walk: Walk) -> None:
    open_editor(page, walk)
    page.route("**/api/v1/documents/*", lambda route: route.abort())
    title_field(page).fill("Vor dem Neuladen")
    expect_save_state(page, "offline")
    page.reload()
    expect(title_field(page)).to_have_value("Vor dem Neuladen")
    page.unroute("**/api/v1/documents/*")
    page.keyboard.press("Control+s")
    wait_for_save(page)
    assert stored(live_server, walk.tour)["title"]["de"] == "Vor dem Neuladen"


def test_a_tab_that_was_closed_leaves_its_words_to_the_next(page: Page, live_server: Site, walk: Walk) -> None:
    open_editor(page, walk)
    page.route("**/api/v1/documents/*", lambda route: route.abort())
    title_field(page).fill("Deckel zu")
    expect_save_state(page, "offline")
    context = page.context
    page.close()
    again = context.new_page()
    open_editor(again, walk)
    expect(title_field(again)).to_have_value("Deckel zu")
    wait_for_save(again)
    assert stored(live_server, walk.tour)["title"]["de"] == "Deckel zu"


def test_after_the_session_has_ended_one_signs_in_elsewhere_and_goes_on(
    page_as: PageAs, live_server: Site, walk: Walk
) -> None:
    page = page_as(live_server.author)
    open_editor(page, walk)
    page.context.clear_cookies()
    title_field(page).fill("Nach der Pause")
    expect_save_state(page, "signed-out")
    expect(page.get_by_role("link", name="In einem neuen Tab anmelden")).to_be_visible()
    # What signing in in another tab does to this one: the browser has a new session's cookie.
    secret = live_server.sign_in(live_server.author)
    page.context.add_cookies([{"name": "wayfable", "value": secret, "url": live_server.url}])
    page.evaluate("dispatchEvent(new Event('focus'))")
    wait_for_save(page)
    assert stored(live_server, walk.tour)["title"]["de"] == "Nach der Pause"


def test_a_fault_of_the_server_is_told_from_a_lost_connection(page: Page, live_server: Site, walk: Walk) -> None:
    open_editor(page, walk)
    page.route("**/api/v1/documents/*", lambda route: route.fulfill(status=500, json={"title": "Interner Fehler"}))
    title_field(page).fill("Der Server stolpert")
    expect_save_state(page, "fault")
    expect(page.get_by_role("alert")).to_contain_text("Der Server konnte das nicht speichern")
    page.unroute("**/api/v1/documents/*")
    page.get_by_role("button", name="Jetzt versuchen").click()
    wait_for_save(page)
    expect(page.get_by_role("alert")).to_have_count(0)
    assert stored(live_server, walk.tour)["title"]["de"] == "Der Server stolpert"
