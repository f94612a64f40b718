"""When a place is open: filled in as a week, or as seasons, or as text, and said back in words at once."""

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.editing import open_editor, row, show_form, wait_for_save
from tests.browser.looking import look
from tests.browser.site import Site
from tests.browser.walk import Walk, make_walk, stored


@pytest.fixture
def walk(live_server: Site) -> Walk:
    return make_walk(live_server)


def facts(site: Site, walk: Walk, number: int = 2) -> dict[str, str]:
    found: dict[str, str] = stored(site, walk.stations[number])["facts"]
    return found


def open_facts(page: Page, walk: Walk, *, stop: str = "stop:stop-3") -> Locator:
    """Open the facts of a station and return its opening hours."""
    open_editor(page, walk)
    row(page, stop).click()
    page.get_by_role("tab", name="Fakten").click()
    return page.get_by_role("group", name="Öffnungszeiten", exact=True)


def test_a_week_is_filled_in_and_said_in_words(page: Page, live_server: Site, walk: Walk) -> None:
    hours = open_facts(page, walk)
    hours.get_by_label("Montag: geöffnet oder geschlossen").select_option(label="geöffnet")
    hours.get_by_label("Montag: bis").fill("17.30 Uhr")
    hours.get_by_role("group", name="Montag").get_by_role("button", name="Für alle Tage").click()
    hours.get_by_label("Sonntag: geöffnet oder geschlossen").select_option(label="geschlossen")
    expect(hours.get_by_text("Montag bis Samstag: 10:00–17:30 Uhr. Sonntag: geschlossen.")).to_be_visible()
    wait_for_save(page)
    assert facts(live_server, walk)["opening_hours"] == "Mo-Sa 10:00-17:30; Su off"
    assert facts(live_server, walk)["time_zone"] == "Europe/Berlin"
    show_form(page)
    look(page, "editor-facts", whole=False)


def test_summer_and_winter_have_hours_of_their_own(page: Page, live_server: Site, walk: Walk) -> None:
    # The second station is open from Tuesday to Sunday.
    hours = open_facts(page, walk, stop="stop:stop-2")
    hours.get_by_role("button", name="Nur in einem Teil des Jahres").click()
    summer = hours.get_by_role("group", name="Zeitraum 1")
    summer.get_by_role("group", name="Von").get_by_label("Tag").select_option("15")
    hours.get_by_role("button", name="Andere Zeiten im Rest des Jahres").click()
    winter = hours.get_by_role("group", name="Zeitraum 2")
    # They begin as a copy, for the rest of the year.
    expect(winter.get_by_label("Dienstag: von")).to_have_value("10:00")
    expect(winter.get_by_role("group", name="Bis", exact=True).get_by_label("Tag")).to_have_value("14")
    winter.get_by_label("Dienstag: bis").fill("16")
    winter.get_by_role("group", name="Dienstag").get_by_role("button", name="Für alle Tage").click()
    expect(hours.get_by_text("15. April bis 31. Oktober – Dienstag bis Sonntag: 10:00–18:00 Uhr.")).to_be_visible()
    expect(hours.get_by_text("1. November bis 14. April – Montag bis Sonntag: 10:00–16:00 Uhr.")).to_be_visible()
    wait_for_save(page)
    text = facts(live_server, walk, 1)["opening_hours"]
    assert text == "Apr 15-Oct 31 Tu-Su 10:00-18:00; Nov 01-Apr 14 Mo-Su 10:00-16:00"
    # What is written here the check can read.
    expect(page.locator('[data-pointer="/facts/opening_hours"] .issue')).to_have_count(0)
    show_form(page)
    look(page, "editor-facts-seasons", whole=False)
    winter.get_by_role("button", name="Diesen Zeitraum entfernen").click()
    wait_for_save(page)
    assert facts(live_server, walk, 1)["opening_hours"] == "Tu-Su 10:00-18:00"


def test_a_day_with_a_break_is_set_by_keys_alone(page: Page, live_server: Site, walk: Walk) -> None:
    open_editor(page, walk)
    row(page, "stop:stop-3").press("Enter")
    page.get_by_role("tab", name="Inhalt").press("ArrowRight")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    hours = page.get_by_role("group", name="Öffnungszeiten", exact=True)
    saturday = hours.get_by_role("group", name="Samstag")
    saturday.get_by_label("Samstag: geöffnet oder geschlossen").focus()
    page.keyboard.type("ge")
    expect(saturday.get_by_label("Samstag: von")).to_be_visible()
    saturday.get_by_label("Samstag: bis").press("ControlOrMeta+a")
    page.keyboard.type("12")
    page.keyboard.press("Tab")
    expect(saturday.get_by_role("button", name="Weitere Zeit")).to_be_focused()
    page.keyboard.press("Enter")
    # The new time has the focus; what is typed by habit is understood.
    expect(saturday.get_by_label("Samstag: von").nth(1)).to_be_focused()
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type("13.30")
    page.keyboard.press("Tab")
    wait_for_save(page)
    assert facts(live_server, walk)["opening_hours"] == "Sa 10:00-12:00,13:30-17:00"
    saturday.get_by_role("button", name="Diese Zeit entfernen").first.press("Enter")
    expect(saturday.get_by_label("Samstag: von")).to_be_focused()
    wait_for_save(page)
    assert facts(live_server, walk)["opening_hours"] == "Sa 13:30-17:00"


def test_what_is_typed_by_habit_becomes_opening_hours(page: Page, live_server: Site, walk: Walk) -> None:
    hours = open_facts(page, walk)
    field = hours.get_by_label("Als Text")
    field.fill("Di-So 10-18 Uhr, nach Absprache")
    expect(hours.get_by_text("gehört nicht zur Schreibweise")).to_be_visible()
    field.fill("Di-So 10-18 Uhr")
    field.press("Tab")
    expect(field).to_have_value("Tu-Su 10:00-18:00")
    expect(hours.get_by_label("Dienstag: von")).to_have_value("10:00")
    wait_for_save(page)
    assert facts(live_server, walk)["opening_hours"] == "Tu-Su 10:00-18:00"


def test_what_fits_into_no_week_stays_as_text_and_says_so(page: Page, live_server: Site, walk: Walk) -> None:
    hours = open_facts(page, walk)
    hours.get_by_label("Als Text").fill('Su[1] 14:00-16:00 "mit Führung"')
    expect(hours.get_by_text("Diese Angabe passt in keine Woche.")).to_be_visible()
    expect(hours.get_by_label("Montag: geöffnet oder geschlossen")).to_have_count(0)
    wait_for_save(page)
    assert facts(live_server, walk)["opening_hours"] == 'Su[1] 14:00-16:00 "mit Führung"'
