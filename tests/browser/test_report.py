"""A person reads what is missing, goes there, mends it, and sees that the tour is ready."""

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.editing import open_editor, row, wait_for_save
from tests.browser.site import Site
from tests.browser.walk import Walk, change, make_walk, stored


@pytest.fixture
def walk(live_server: Site) -> Walk:
    return make_walk(live_server)


def open_report(page: Page) -> Locator:
    page.get_by_role("button", name="Prüfbericht").first.click()
    report = page.get_by_role("region", name="Prüfbericht")
    expect(report).to_be_visible()
    return report


def test_severities_are_filtered_and_stations_stand_in_their_order(page: Page, walk: Walk) -> None:
    open_editor(page, walk)
    report = open_report(page)
    expect(report.get_by_role("heading", level=3).first).to_have_text("Die Tour selbst")
    expect(report.get_by_role("heading", level=3).nth(1)).to_contain_text("Krämerbrücke")
    everything = report.locator("[data-code]").count()
    errors = report.get_by_role("button", name="Fehler", exact=False).first
    errors.click()
    expect(errors).to_have_attribute("aria-pressed", "false")
    assert 0 < report.locator("[data-code]").count() < everything


def test_go_there_selects_what_is_meant_by_keys_alone(page: Page, walk: Walk) -> None:
    open_editor(page, walk)
    page.keyboard.press("Alt+p")
    station = page.locator("#report .group").filter(has=page.get_by_role("heading", name="Zitadelle Petersberg"))
    station.get_by_role("button", name="Hingehen").first.focus()
    page.keyboard.press("Enter")
    expect(row(page, "stop:stop-6")).to_have_attribute("aria-current", "true")


def test_go_there_opens_the_tab_and_puts_the_cursor_into_the_field(page: Page, walk: Walk) -> None:
    open_editor(page, walk)
    report = open_report(page)
    bridge = report.locator(".group").filter(has=page.get_by_role("heading", name="Krämerbrücke"))
    radius = bridge.locator("[data-code]").filter(has=page.locator(".button-small:not(.button-quiet)")).first
    radius.get_by_role("button", name="Hingehen").click()
    expect(page.get_by_role("tab", name="Ort & Auslöser")).to_have_attribute("aria-selected", "true")
    focused = page.locator('[data-pointer^="/triggers/0"] :focus')
    expect(focused).to_have_count(1)


def test_a_fix_mends_at_once_and_can_be_taken_back(page: Page, live_server: Site, walk: Walk) -> None:
    open_editor(page, walk)
    report = open_report(page)
    fixable = report.locator("[data-code]").filter(has=page.locator(".button-small:not(.button-quiet)"))
    code = fixable.first.get_attribute("data-code")
    before = [stored(live_server, each) for each in (walk.tour, *walk.stations)]
    here = report.locator(f'[data-code="{code}"]').count()
    fixable.first.locator(".button-small:not(.button-quiet)").click()
    wait_for_save(page)
    expect(report.locator(f'[data-code="{code}"]')).to_have_count(here - 1)
    assert [stored(live_server, each) for each in (walk.tour, *walk.stations)] != before
    page.get_by_role("status").get_by_role("button", name="Rückgängig").click()
    wait_for_save(page)
    expect(report.locator(f'[data-code="{code}"]')).to_have_count(here)


@pytest.mark.parametrize(
    ("code", "group", "tab", "field"),
    [
        ("rights.licence_missing", "Alte Synagoge", "Rechte", "/licence"),
        ("complete.summary", "Fischmarkt", "Inhalt", "/summary"),
        ("complete.duration", "Fischmarkt", "Inhalt", "/duration_s"),
        ("complete.cover", "Die Tour selbst", "Inhalt", "/cover"),
        ("modules.bridge_missing", "Fischmarkt", "Inhalt", "/modules/0/stops/2/bridge"),
    ],
)
def test_go_there_leads_to_the_field_of_what_is_missing(
    page: Page, live_server: Site, walk: Walk, code: str, group: str, tab: str, field: str
) -> None:
    change(live_server, walk.stations[2], duration_s=None)
    open_editor(page, walk)
    report = open_report(page)
    here = report.locator(".group").filter(has=page.get_by_role("heading", name=group))
    here.locator(f'[data-code="{code}"]').get_by_role("button", name="Hingehen").click()
    expect(page.get_by_role("tab", name=tab)).to_have_attribute("aria-selected", "true")
    expect(page.locator(f'[data-pointer="{field}"]').locator(":focus")).to_have_count(1)


def test_a_licence_is_taken_from_the_tour_by_one_click(page: Page, live_server: Site, walk: Walk) -> None:
    change(live_server, walk.tour, licence="CC-BY-4.0", credit="Tourismus Erfurt")
    open_editor(page, walk)
    report = open_report(page)
    here = report.locator(".group").filter(has=page.get_by_role("heading", name="Fischmarkt"))
    missing = here.locator('[data-code="rights.licence_missing"]')
    missing.get_by_role("button", name="Wie sonst auch: CC-BY-4.0").click()
    expect(missing).to_have_count(0)
    wait_for_save(page)
    station = stored(live_server, walk.stations[2])
    assert (station["licence"], station["credit"]) == ("CC-BY-4.0", "Tourismus Erfurt")


def test_what_is_said_of_all_legs_or_of_no_module_leads_to_a_row_one_can_do_something_at(
    page: Page, live_server: Site, walk: Walk
) -> None:
    straight = {"legs": [{"from": "stop-1", "to": "stop-2"}, {"from": "stop-2", "to": "stop-3"}]}
    change(live_server, walk.tour, route=straight)
    open_editor(page, walk)
    report = open_report(page)
    report.locator('[data-code="route.straight"]').get_by_role("button", name="Hingehen").click()
    expect(page.locator("[data-leg-form], [data-pointer^='/route/legs/0']").first).to_be_visible()
    change(live_server, walk.tour, modules=[], route={})
    page.reload()
    report = open_report(page)
    report.locator('[data-code="modules.none"]').get_by_role("button", name="Hingehen").click()
    expect(page.get_by_role("button", name="Baustein hinzufügen")).to_be_focused()
