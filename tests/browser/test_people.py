"""An administrator brings somebody in, gives roles, and gives a program access."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import PageAs
from tests.browser.looking import look
from tests.browser.site import OFFICE, Site


@pytest.fixture
def page(page_as: PageAs, live_server: Site) -> Page:
    """The administrator's browser."""
    opened = page_as(live_server.administrator)
    opened.goto("/people")
    return opened


def row(page: Page, name: str) -> object:
    return page.get_by_role("row").filter(has_text=name)


def test_the_people_of_the_office_are_there_with_their_roles(page: Page) -> None:
    expect(page.get_by_role("heading", name=OFFICE)).to_be_visible()
    expect(page.get_by_label("Rolle von Anneliese Großkreutz-Öttinger")).to_have_value("author")
    look(page, "people")


def test_an_invitation_shows_a_link_once_and_the_link_signs_in(page: Page, page_as: PageAs) -> None:
    page.get_by_label("Name", exact=True).fill("Jördis Neu")
    page.get_by_label("E-Mail").fill("joerdis@schmalkalden.example")
    page.get_by_label("Rolle", exact=True).select_option("reviewer")
    page.get_by_role("button", name="Einladen").click()
    link = page.get_by_label("Anmeldelink für Jördis Neu").input_value()
    look(page, "people-invited")
    page.goto("/people")
    expect(page.get_by_label("Anmeldelink für Jördis Neu")).to_have_count(0)

    newcomer = page_as(None)
    newcomer.goto(link)
    look(newcomer, "sign-in-link")
    newcomer.get_by_role("button", name="Jetzt anmelden").click()
    expect(newcomer.get_by_role("heading", name="Touren", exact=True)).to_be_visible()
    newcomer.goto(link)
    newcomer.get_by_role("button", name="Jetzt anmelden").click()
    expect(newcomer.get_by_text("Dieser Anmeldelink ist abgelaufen oder wurde schon benutzt")).to_be_visible()
    look(newcomer, "problem")


def test_a_wrong_address_is_told_and_nothing_typed_is_lost(page: Page) -> None:
    page.get_by_label("Name", exact=True).fill("Jördis Neu")
    page.get_by_label("E-Mail").fill("joerdis@schmalkalden")
    page.get_by_role("button", name="Einladen").click()
    expect(page.get_by_role("alert")).to_contain_text("joerdis@schmalkalden")
    expect(page.get_by_label("Name", exact=True)).to_have_value("Jördis Neu")


def test_a_role_is_changed_by_keyboard_alone(page: Page) -> None:
    choice = page.get_by_label("Rolle von Rüdiger Weiß")
    choice.focus()
    page.keyboard.type("ver")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("Rüdiger Weiß")
    expect(page.get_by_label("Rolle von Rüdiger Weiß")).not_to_have_value("reviewer")


def test_the_last_administrator_cannot_leave(page: Page) -> None:
    page.get_by_role("button", name="Entfernen Ada Krämer").click()
    expect(page.get_by_role("alert")).to_be_visible()
    expect(page.get_by_label("Rolle von Ada Krämer")).to_have_value("administrator")


def test_a_program_gets_a_key_that_is_shown_once_and_can_be_revoked(page: Page, live_server: Site) -> None:
    page.get_by_label("Wofür ist der Zugang?").fill("Stadtseite")
    page.get_by_role("button", name="Zugang anlegen").click()
    key = page.get_by_label("Zugang „Stadtseite“").input_value()
    listing = "/api/v1/documents?kind=station"
    opened = page.context.browser
    assert opened is not None
    program = opened.new_context(base_url=live_server.url, extra_http_headers={"Authorization": f"Bearer {key}"})
    assert program.request.get(listing).status == 200
    page.get_by_role("button", name="Sperren Stadtseite").click()
    expect(page.get_by_role("status")).to_contain_text("Der Zugang ist gesperrt.")
    assert program.request.get(listing).status == 401
    program.close()


def test_whoever_only_writes_sees_the_people_and_changes_nothing(page_as: PageAs, live_server: Site) -> None:
    page = page_as(live_server.author)
    page.goto("/people")
    expect(page.get_by_role("cell", name="Paula Bär")).to_have_count(0)
    expect(page.get_by_role("rowheader", name="Paula Bär")).to_be_visible()
    expect(page.get_by_role("button", name="Einladen")).to_have_count(0)
    look(page, "people-author")
