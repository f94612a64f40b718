"""The editor on a telephone: one sheet at a time over the map, the report in front of whatever is open."""

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.editing import expect_save_state, row, wait_for_save
from tests.browser.looking import look, too_wide
from tests.browser.site import Site
from tests.browser.walk import Walk, make_walk, stored

_HEIGHT = 844


@pytest.fixture
def walk(live_server: Site) -> Walk:
    return make_walk(live_server)


@pytest.fixture
def telephone(page: Page, walk: Walk) -> Page:
    """The first stop's details, opened on a telephone."""
    page.set_viewport_size({"width": 390, "height": _HEIGHT})
    page.goto(walk.path)
    page.get_by_role("button", name="Ablauf", exact=True).click()
    row(page, "stop:stop-1").click()
    expect(page.get_by_role("tab", name="Inhalt")).to_be_visible()
    return page


def report_of(page: Page) -> Locator:
    return page.get_by_role("region", name="Prüfbericht")


def open_report(page: Page) -> Locator:
    page.get_by_role("navigation").get_by_role("button", name="Prüfen").click()
    expect(report_of(page)).to_be_visible()
    return report_of(page)


def test_the_report_has_the_whole_height_while_the_details_are_open(telephone: Page) -> None:
    report = open_report(telephone)
    box = report.bounding_box()
    assert box is not None
    # All but the header and the row of sheets.
    assert box["height"] > _HEIGHT * 0.75
    assert box["width"] == 390
    # Nothing lies over it: what is in its middle belongs to it.
    middle = (box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    assert report.evaluate("(report, [x, y]) => report.contains(document.elementFromPoint(x, y))", list(middle))
    look(telephone, "editor-report-over-details", whole=False)


def test_go_there_leads_from_the_report_to_the_field(telephone: Page) -> None:
    report = open_report(telephone)
    bridge = report.locator(".group").filter(has=telephone.get_by_role("heading", name="Krämerbrücke"))
    bridge.locator("[data-code^=geofence]").first.get_by_role("button", name="Hingehen").click()
    expect(report_of(telephone)).to_have_count(0)
    expect(telephone.get_by_role("tab", name="Ort & Auslöser")).to_have_attribute("aria-selected", "true")
    expect(telephone.locator('[data-pointer^="/triggers/0"] :focus')).to_be_in_viewport()
    # The field came into view below the tabs, and pushed nothing out of the sheet.
    expect(telephone.get_by_role("tab", name="Ort & Auslöser")).to_be_in_viewport()


def test_trouble_with_saving_fits_beside_the_rest(telephone: Page) -> None:
    telephone.context.set_offline(True)
    telephone.get_by_label("Titel", exact=True).fill("Krämerbrücke ohne Netz")
    expect_save_state(telephone, "offline")
    expect(telephone.get_by_role("button", name="Mehr", exact=True)).to_be_in_viewport(ratio=1)
    assert too_wide(telephone) == []
    telephone.context.set_offline(False)
    wait_for_save(telephone)


def test_a_fix_mends_and_the_report_stays_open(telephone: Page, live_server: Site, walk: Walk) -> None:
    report = open_report(telephone)
    bridge = report.locator(".group").filter(has=telephone.get_by_role("heading", name="Krämerbrücke"))
    fixable = bridge.locator("[data-code^=geofence]").filter(has=telephone.locator(".button-small:not(.button-quiet)"))
    fixable.first.locator(".button-small:not(.button-quiet)").click()
    wait_for_save(telephone)
    assert stored(live_server, walk.stations[0])["triggers"][0]["area"]["radius_m"] > 3
    expect(report).to_be_visible()
    look(telephone, "editor-report-mended", whole=False)


def test_sheets_are_changed_by_keys_alone(telephone: Page) -> None:
    sheets = telephone.get_by_role("navigation")
    sheets.get_by_role("button", name="Prüfen").press("Enter")
    expect(report_of(telephone)).to_be_visible()
    sheets.get_by_role("button", name="Ablauf").press("Enter")
    expect(report_of(telephone)).to_have_count(0)
    row(telephone, "stop:stop-2").press("Enter")
    expect(telephone.get_by_role("heading", name="Alte Synagoge")).to_be_visible()
    sheets.get_by_role("button", name="Karte").press("Space")
    expect(telephone.get_by_role("heading", name="Alte Synagoge")).to_have_count(0)
    expect(telephone.locator(".maplibregl-canvas")).to_be_visible()
