"""A person walks the tour at the desk, sees two stations call at once, mends it, and walks again."""

from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.editing import open_editor, reach, wait_for_save
from tests.browser.looking import faults, look
from tests.browser.site import Site
from tests.browser.walk import Walk, change, make_walk, stored

BRIDGE, SYNAGOGUE = [11.0307, 50.9787], [11.0295, 50.9789]


def _around(centre: list[float], radius: int) -> list[dict[str, object]]:
    return [{"kind": "geofence", "area": {"kind": "circle", "centre": centre, "radius_m": radius}}]


@pytest.fixture
def walk(live_server: Site) -> Walk:
    """The synagogue's area is so large that it holds the bridge, 85 m away."""
    walk = make_walk(live_server)
    change(live_server, walk.stations[0], triggers=_around(BRIDGE, 30))
    change(live_server, walk.stations[1], triggers=_around(SYNAGOGUE, 120))
    return walk


def fault(page: Page) -> Locator:
    """What the walk says of the two areas."""
    return page.locator('#walk-faults ~ [data-code="walk.overlap"]')


def expect_walked(page: Page) -> None:
    """Expect a walk of the tour as it is now."""
    expect(page.locator('[data-walked="now"]')).to_be_visible()
    expect(page.get_by_text("wird gespeichert und abgelaufen")).to_have_count(0)


def test_an_overlap_is_seen_mended_and_gone(page: Page, live_server: Site, walk: Walk) -> None:
    open_editor(page, walk)
    page.get_by_role("button", name="Probegang").click()
    expect_walked(page)
    synagogue = page.locator('[data-visit="stop-2"]')
    expect(synagogue).to_have_attribute("data-fired", "early")
    expect(fault(page)).to_have_count(1)
    synagogue.get_by_role("button", name="Alte Synagoge").click()
    expect(page.get_by_role("group", name="Film des Gangs").get_by_role("status")).to_contain_text("Löst aus")
    fault(page).get_by_role("button", name="Hingehen").click()
    radius = page.get_by_role("spinbutton", name="Radius")
    expect(radius).to_be_focused()
    radius.fill("25")
    # At once, before it is saved by itself: what is written is what is walked.
    page.get_by_role("button", name="Probegang").click()
    expect_walked(page)
    expect(fault(page)).to_have_count(0)
    expect(synagogue).to_have_attribute("data-fired", "on_time")
    assert stored(live_server, walk.stations[1])["triggers"][0]["area"]["radius_m"] == 25
    # Undone beside the result: which then says that it is of before.
    page.keyboard.press("Control+z")
    expect(page.get_by_text("was hier steht, ist von vorher")).to_be_visible()
    expect(page.locator('[data-walked="tour"]')).to_be_visible()
    page.get_by_role("button", name="Noch einmal gehen").click()
    expect_walked(page)
    expect(fault(page)).to_have_count(1)


def test_the_same_by_keys_alone(page: Page, walk: Walk) -> None:
    open_editor(page, walk)
    page.keyboard.press("Alt+g")
    expect_walked(page)
    play = page.get_by_role("button", name="Abspielen")
    reach(page, play)
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    moment = page.get_by_role("slider", name="Zeitpunkt des Gangs")
    reach(page, moment)
    page.keyboard.press("End")
    expect(moment).to_have_attribute("aria-valuetext", page.locator(".clock").inner_text().replace(" / ", " von "))
    go = fault(page).get_by_role("button", name="Hingehen")
    reach(page, go)
    page.keyboard.press("Enter")
    expect(page.get_by_role("spinbutton", name="Radius")).to_be_focused()
    page.keyboard.press("Control+a")
    page.keyboard.type("25")
    page.keyboard.press("Alt+g")
    expect_walked(page)
    expect(fault(page)).to_have_count(0)
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="Probegang")).to_be_focused()


def test_a_recorded_way_is_walked_and_the_report_keeps_what_was_found(page: Page, walk: Walk, tmp_path: Path) -> None:
    file = tmp_path / "weg.gpx"
    points = "".join(f'<trkpt lat="{lat}" lon="{lon}"/>' for lon, lat in [BRIDGE, [11.0330, 50.9787]])
    file.write_text(f'<gpx version="1.1" creator="t"><trk><trkseg>{points}</trkseg></trk></gpx>')
    open_editor(page, walk)
    page.get_by_role("button", name="Probegang").click()
    expect_walked(page)
    look(page, "desk-walk", whole=False)
    page.locator("summary").filter(has_text="So wird gegangen").click()
    assert faults(page) == []
    page.get_by_label("GPX-Datei wählen").set_input_files(file)
    expect(page.get_by_text("mit anderen Einstellungen gegangen")).to_be_visible()
    page.get_by_role("button", name="Noch einmal gehen").click()
    expect_walked(page)
    expect(page.locator('[data-visit="stop-3"]')).not_to_contain_text("Ankunft")
    page.get_by_role("button", name="Statt „weg.gpx“").click()
    page.get_by_role("button", name="Noch einmal gehen").click()
    expect_walked(page)
    page.get_by_role("button", name="Zurück zur Tour").click()
    page.keyboard.press("Alt+p")
    expect(page.locator('[data-from-walk] [data-code="walk.overlap"]')).to_be_visible()
    page.get_by_label("Name der Tour").fill("Anders")
    wait_for_save(page)
    expect(page.locator("[data-from-walk]").get_by_text("was hier steht, ist von vorher")).to_be_visible()
